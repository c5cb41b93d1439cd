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

// Reply is an answer.
type Reply struct {
	Status int // 0 is 200
	Header http.Header
	Body   []byte
}

// JSON answers 200 with v encoded, "<", ">" and "&" as they are. It panics on what cannot be encoded; from a handler the
// client sees that as status 500.
func JSON(v any) Reply {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("vendortest: JSON: %v", err))
	}
	return Text(http.StatusOK, jsonContentType, string(bytes.TrimSuffix(body.Bytes(), []byte("\n"))))
}

// Text answers with any text.
func Text(status int, contentType, body string) Reply {
	return Reply{Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)}
}

// validStatus tells whether net/http sends this as a final status.
func validStatus(status int) bool { return status >= 200 && status <= 999 }
