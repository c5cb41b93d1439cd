package vendortest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

const (
	jsonContentType = "application/json; charset=utf-8"
	plainText       = "text/plain; charset=utf-8"
)

// Reply is the answer to a request.
type Reply struct {
	Status int // the HTTP status; 0 means 200
	Header http.Header
	Body   []byte
}

// JSON returns a reply of status 200 with v as JSON. It does not escape "<", ">" and "&". It panics if v cannot be encoded, which a
// client sees as status 500.
func JSON(v any) Reply {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("vendortest: JSON: %v", err))
	}
	return Text(http.StatusOK, jsonContentType, string(bytes.TrimSuffix(body.Bytes(), []byte("\n"))))
}

// Text returns a reply with any text.
func Text(status int, contentType, body string) Reply {
	return Reply{Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)}
}

// validStatus reports whether net/http sends status as the status of a reply.
func validStatus(status int) bool { return status >= 200 && status <= 999 }
