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

// timeStampWindow is the greatest difference between timeStamp and the server's clock.
const timeStampWindow = 20 * time.Minute

func v1Path(script, action string) string { return script + "?action=" + action }

// openV1 authenticates a call of the first generation and reads its parameters.
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

// authenticateV1 returns 100 for a missing part and 102 for a wrong one.
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

// fresh reports whether a text of unix seconds is close enough to now. Milliseconds are far in the future.
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
