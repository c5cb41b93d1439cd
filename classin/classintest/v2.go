package classintest

import (
	"crypto/md5"
	"encoding/hex"
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// v2Window is the greatest difference between X-EEO-TS and the server's clock.
const v2Window = 5 * time.Minute

// longestSigned is the greatest length, in bytes, of a value that is signed.
const longestSigned = 1024

// v2 makes a route of the second generation: JSON bodies, signed in the header.
func (s *Server) v2(name, path string, op operation) vendortest.Route {
	return vendortest.Route{Operation: name, Method: "POST", Path: path, Handle: func(request *vendortest.Request) vendortest.Reply {
		fields, kinds := formOf(request.Params.(map[string]any))
		c := &call{formReader: &formReader{form: fields, kinds: kinds}, now: request.At}
		return s.answerV2(s.carryOut(c, refusingBadJSON(op)))
	}}
}

// refusingBadJSON answers the codes for wrong parameters before any other code.
func refusingBadJSON(op operation) operation {
	return func(c *call) (answer, effect) {
		refused, do := op(c)
		switch {
		case c.missing:
			return refuse(codeMissing)
		case c.malformed:
			return refuse(codeBadJSON)
		case c.wrong:
			return refuse(codeBadParameter)
		default:
			return refused, do
		}
	}
}

// openV2 authenticates a call of the second generation. Its Params are the body as a map[string]any, numbers as json.Number.
func (s *Server) openV2(request *vendortest.Request) *vendortest.Reply {
	members, ok := readObject(request.Body)
	verdict := s.authenticateV2(request, members)
	if _, forbidden := members["key"]; verdict == codeOK && (!ok || forbidden || !isJSON(request)) {
		verdict = codeBadJSON
	}
	if verdict != codeOK {
		reply := s.answerV2(answer{code: verdict})
		return &reply
	}
	request.Params = members
	return nil
}

func isJSON(request *vendortest.Request) bool {
	mediaType, _, err := mime.ParseMediaType(request.Header.Get("Content-Type"))
	return err == nil && mediaType == "application/json"
}

func (s *Server) authenticateV2(request *vendortest.Request, members map[string]any) code {
	uid, timeStamp, sign := request.Header.Get("X-EEO-UID"), request.Header.Get("X-EEO-TS"), request.Header.Get("X-EEO-SIGN")
	sid := strconv.FormatInt(s.settings.account.sid, 10)
	_, hasSID := members["sid"]
	_, hasTimeStamp := members["timeStamp"]
	switch {
	case timeStamp == "":
		return codeNoTimestamp
	case !freshWithin(timeStamp, request.At, v2Window):
		return codeStale
	case uid != sid || hasSID || hasTimeStamp || !sameText(sign, signV2(members, sid, timeStamp, s.settings.account.secret)):
		return codeSign
	default:
		return codeOK
	}
}

// signV2 returns the signature by the published rule: the top-level members of at most 1024 bytes that are neither arrays nor objects,
// with sid and timeStamp, sorted by name and joined as they are, with the secret last.
func signV2(members map[string]any, sid, timeStamp, secret string) string {
	fields, kinds := formOf(members)
	signed := map[string]string{"sid": sid, "timeStamp": timeStamp}
	for name, value := range fields {
		switch kinds[name] {
		case '[', '{':
			continue
		case 't':
			value = "true"
		case 'f':
			value = "false"
		}
		if len(value) <= longestSigned {
			signed[name] = value
		}
	}
	var names []string
	for name := range signed {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		b.WriteString(name + "=" + signed[name] + "&")
	}
	sum := md5.Sum([]byte(b.String() + "key=" + secret))
	return hex.EncodeToString(sum[:])
}

// v2Code translates a code of the first generation into the second's.
func v2Code(c code) code {
	switch c {
	case codeCourseElsewhere:
		return codeV2CourseElsewhere
	case codeCourseExpired:
		return codeV2CourseExpired
	case codeCourseType:
		return codeV2CourseType
	case codeParameters, codeSeatsParameter:
		return codeBadParameter
	case codeRecordParameters:
		return codeLiveNotSet
	default:
		return c
	}
}

func (s *school) checkCourseV2(id int64, now time.Time) code { return v2Code(s.checkCourse(id, now)) }

// text50 reads a required text of at most 50 characters. A longer text is refused, not cut.
func (r *formReader) text50(name string) string {
	r.needs(name)
	text := r.text(name)
	r.requireValue(text != "" && len([]rune(text)) <= 50)
	return text
}

// uids reads a required JSON array of UIDs. The pages write them as numbers or as text.
func (r *formReader) uids(name string) []int64 {
	r.needs(name)
	ids := idList(r.form[name])
	r.require(!r.has(name) || r.kinds[name] == '[')
	r.requireValue(len(ids) > 0 && !slices.Contains(ids, 0))
	return ids
}
