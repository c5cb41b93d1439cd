package classintest

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// The first generation: form bodies to one of two scripts, the action in the query.
const (
	courseScript = "/partner/api/course.api.php"
	cloudScript  = "/partner/api/cloud.api.php"
)

// timeStampWindow is how far timeStamp may be from the server's clock, either way.
const timeStampWindow = 20 * time.Minute

func v1Path(script, action string) string { return script + "?action=" + action }

// openV1 authenticates a call of the first generation and unpacks its parameters.
func (s *Server) openV1(request *vendortest.Request) *vendortest.Reply {
	if c := s.authenticateV1(request); c != codeOK {
		reply := s.settings.dialect.errorReply(c)
		return &reply
	}
	parameters := readForm(request.Form)
	for _, name := range []string{"SID", "safeKey", "timeStamp"} {
		delete(parameters, name)
	}
	request.Params = map[string]string(parameters)
	return nil
}

// authenticateV1: a missing part is an incomplete request (100), a wrong one is no permission (102).
func (s *Server) authenticateV1(request *vendortest.Request) code {
	parameters := readForm(request.Form)
	sid, safeKey, timeStamp := parameters["SID"], parameters["safeKey"], parameters["timeStamp"]
	if request.Method != http.MethodPost || sid == "" || safeKey == "" || timeStamp == "" {
		return codeParameters
	}
	if sid != strconv.FormatInt(s.settings.account.sid, 10) ||
		!fresh(timeStamp, request.At) ||
		!sameText(safeKey, md5Hex(s.settings.account.secret+timeStamp)) {
		return codeNoPermission
	}
	return codeOK
}

// fresh tells whether a text of unix seconds is near enough to now. Milliseconds are far in the future.
func fresh(timeStamp string, now time.Time) bool { return freshWithin(timeStamp, now, timeStampWindow) }

func freshWithin(timeStamp string, now time.Time, either time.Duration) bool {
	seconds, ok := parseInteger(timeStamp)
	window := int64(either / time.Second)
	return ok && seconds >= now.Unix()-window && seconds <= now.Unix()+window
}

func sameText(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}
