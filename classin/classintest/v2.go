package classintest

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// v2Window is how far X-EEO-TS may be from the server's clock, either way.
const v2Window = 5 * time.Minute

// longestSigned is the greatest length in bytes of a value that is signed.
const longestSigned = 1024

// v2 is a route of the second generation: JSON bodies, signed in the header.
func (s *Server) v2(name, path string, op operation) vendortest.Route {
	return vendortest.Route{Operation: name, Method: "POST", Path: path, Handle: func(request *vendortest.Request) vendortest.Reply {
		fields, kinds, _ := readObject(request.Body)
		c := &call{formReader: &formReader{form: fields, kinds: kinds}, now: request.At}
		return s.answerV2(s.carryOut(c, refusingBadJSON(op)))
	}}
}

// refusingBadJSON says what is wrong with parameters before anything else.
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

type v2Envelope struct {
	Code int64  `json:"code"`
	Msg  string `json:"msg"`
	Data any    `json:"data"`
}

func (s *Server) answerV2(a answer) vendortest.Reply {
	return vendortest.JSON(v2Envelope{int64(a.code), a.code.text(), a.data})
}

// openV2 authenticates a call of the second generation. Its Params are the body as a map[string]any, numbers as
// json.Number.
func (s *Server) openV2(request *vendortest.Request) *vendortest.Reply {
	fields, kinds, ok := readObject(request.Body)
	verdict := s.authenticateV2(request, fields, kinds)
	if _, forbidden := fields["key"]; verdict == codeOK && (!ok || forbidden || !isJSON(request)) {
		verdict = codeBadJSON
	}
	if verdict != codeOK {
		reply := s.answerV2(answer{code: verdict})
		return &reply
	}
	decoder := json.NewDecoder(strings.NewReader(string(request.Body)))
	decoder.UseNumber()
	parameters := map[string]any{}
	_ = decoder.Decode(&parameters) // readObject has read it
	request.Params = parameters
	return nil
}

func isJSON(request *vendortest.Request) bool {
	mediaType, _, err := mime.ParseMediaType(request.Header.Get("Content-Type"))
	return err == nil && mediaType == "application/json"
}

func (s *Server) authenticateV2(request *vendortest.Request, fields form, kinds map[string]byte) code {
	uid, timeStamp, sign := request.Header.Get("X-EEO-UID"), request.Header.Get("X-EEO-TS"), request.Header.Get("X-EEO-SIGN")
	sid := strconv.FormatInt(s.settings.account.sid, 10)
	_, hasSID := fields["sid"]
	_, hasTimeStamp := fields["timeStamp"]
	switch {
	case timeStamp == "":
		return codeNoTimestamp
	case !freshWithin(timeStamp, request.At, v2Window):
		return codeStale
	case uid != sid || hasSID || hasTimeStamp || !sameText(sign, signV2(fields, kinds, sid, timeStamp, s.settings.account.secret)):
		return codeSign
	default:
		return codeOK
	}
}

// signV2 is the published rule: of the top level what is no array and no object and has at most 1024 bytes, with sid and
// timeStamp, sorted by name, joined as they are, the secret last.
func signV2(fields form, kinds map[string]byte, sid, timeStamp, secret string) string {
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

// v2Code is a code of the first generation in the words of the second.
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

// text50 reads a required text of at most 50 characters, which are not cut.
func (r *formReader) text50(name string) string {
	r.needs(name)
	text := r.text(name)
	r.requireValue(text != "" && len([]rune(text)) <= 50)
	return text
}

// uids reads a required JSON array of UIDs, which the pages type as numbers or texts.
func (r *formReader) uids(name string) []int64 {
	r.needs(name)
	ids := idList(r.form[name])
	r.require(!r.has(name) || r.kinds[name] == '[')
	r.requireValue(len(ids) > 0 && !slices.Contains(ids, 0))
	return ids
}
