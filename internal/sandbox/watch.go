package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/explain"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	bodyKept  = 1 << 20  // bytes of a request, and of a reply, that are looked at
	replyKept = 16 << 10 // bytes of a reply that are remembered

	askHeader  = "Classcloud-Explain"     // a request with it wants the explanation
	toldHeader = "Classcloud-Explanation" // which comes in this one
	toldMost   = 6 << 10                  // bytes: many programs refuse headers of 8 KiB

	bodyTime = 2 * time.Minute // for the whole of a request
)

// exchange is one request on its way through the sandbox.
type exchange struct {
	*stand
	sandbox *Sandbox
	request *http.Request
	seen    *vendortest.Watched
	body    *capped
	reply   *tapped
	arrived time.Time
	server  time.Time    // the vendor's time on arrival
	keys    explain.Keys // the credentials on arrival
	mask    mask
	verdict *explain.Verdict
	judged  bool
}

// watching returns the handler of all requests to a vendor, which sees them with their replies.
func (b *Sandbox) watching(s *stand) http.Handler {
	if b.replay != nil {
		recorded := b.replay.serving(s)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.pass(s, recorded, w, r) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.pass(s, s.now().handler, w, r) })
}

// pass serves one request and tells about it.
func (b *Sandbox) pass(s *stand, next http.Handler, w http.ResponseWriter, r *http.Request) {
	x := &exchange{stand: s, sandbox: b, request: r, arrived: time.Now(), server: s.clock.now(), body: &capped{most: bodyKept}}
	x.keys, x.mask = s.credentials()
	ctx, seen := vendortest.Watch(r.Context())
	x.seen = seen
	x.reply = &tapped{ResponseWriter: w, body: capped{most: bodyKept}, before: x.beforeReply}
	watched := r.WithContext(ctx)
	watched.Body = newTimedBody(io.TeeReader(r.Body, x.body), w)
	defer x.finish()
	next.ServeHTTP(x.reply, watched)
}

// beforeReply puts the explanation into a header, if the request or the configuration asks for it.
func (x *exchange) beforeReply(header http.Header) {
	if x.request.Header.Get(askHeader) == "" && !x.sandbox.config.Explain {
		return
	}
	if v := x.judge(); v != nil {
		header.Set(toldHeader, toldText(*v))
	}
}

// toldText returns a verdict as a header: JSON in ASCII, without the two texts if they are long.
func toldText(v explain.Verdict) string {
	for {
		text, _ := json.Marshal(v)
		ascii := escaped(string(text))
		if len(ascii) <= toldMost || v.Expected == "" && v.Actual == "" && v.Notes == nil {
			return ascii
		}
		v.Expected, v.Actual, v.Notes, v.Differs = "", "", nil, -1
	}
}

// escaped writes JSON without a byte that a header cannot carry.
func escaped(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r < 0x80:
			out.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			out.WriteString(unicodeEscape(0xd800 + r>>10))
			out.WriteString(unicodeEscape(0xdc00 + r&0x3ff))
		default:
			out.WriteString(unicodeEscape(r))
		}
	}
	return out.String()
}

func unicodeEscape(r rune) string {
	const digits = "0123456789abcdef"
	return `\u` + string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

// asked returns the request for package explain.
func (x *exchange) asked() *explain.Request {
	at := *x.request.URL
	at.Host = x.request.Host
	return &explain.Request{Method: x.request.Method, URL: &at, Header: x.request.Header, Body: x.body.Bytes(), Time: x.server}
}

// judge returns the verdict on the request's authentication, or nil if there was nothing to judge.
func (x *exchange) judge() *explain.Verdict {
	if x.judged {
		return x.verdict
	}
	x.judged = true
	switch {
	case x.seen.Request == nil && x.sandbox.replay == nil: // not a call
	case x.reply.status == http.StatusOK && x.succeeds(codeOf(x.reply.body.Bytes())): // surely right, which takes no time to see
		x.verdict = judge(x.name, x.keys, x.asked())
	default:
		x.verdict = x.sandbox.court.judge(x.name, x.keys, x.asked())
	}
	if x.verdict != nil && x.overrule != nil && x.seen.Fault == nil {
		*x.verdict = x.overrule(*x.verdict, x.reply.status)
	}
	return x.verdict
}

// finish remembers the request, tells the listeners and the recorder, and lets a broken connection break.
func (x *exchange) finish() {
	problem := recover()
	x.tell(problem != nil)
	if problem != nil {
		panic(problem)
	}
}

func (x *exchange) tell(dropped bool) {
	x.sandbox.note(x.entry(dropped), x)
}

func (x *exchange) entry(dropped bool) Entry {
	_, x.mask = x.credentials() // the call may have changed them
	e := Entry{
		Time: x.arrived, Vendor: x.name, Method: x.request.Method, Path: x.request.URL.EscapedPath(), Status: x.reply.status,
		Millis: float64(time.Since(x.arrived).Microseconds()) / 1000, Fault: x.seen.Fault != nil, Verdict: verdictNone,
		Detail: &Detail{ServerTime: x.server, Query: x.mask.values(x.request.URL.Query()), Reply: x.mask.text(shortened(x.reply.body.Bytes(), replyKept))},
	}
	if len(e.Path) > 2048 {
		e.Path = e.Path[:2048] + "…"
	}
	if dropped {
		e.Status = 0
	}
	if r := x.seen.Request; r != nil {
		e.Operation = r.Operation
	}
	d := decode(x.name, x.keys, x.mask, x.asked())
	e.Parameters, e.Headers, e.Token = d.parameters, d.headers, d.token
	if v := x.judge(); v != nil && (v.Scheme != "" || !v.Accepted) {
		e.Explanation, e.Mistake = v, v.Mistake
		if e.Verdict = verdictRefused; v.Accepted {
			e.Verdict = verdictAccepted
		}
	}
	e.Code = codeOf(x.reply.body.Bytes())
	e.Success = e.Status >= 200 && e.Status < 300 && x.succeeds(e.Code)
	return e
}

func shortened(text []byte, most int) string {
	if len(text) <= most {
		return strings.ToValidUTF8(string(text), "�")
	}
	return strings.ToValidUTF8(string(text[:most]), "�") + "…"
}

// codeOf finds the vendor's code in a reply: {"code":0}, {"error_info":{"errno":1}}, {"errorCode":"…"}.
func codeOf(reply []byte) string {
	var envelope struct {
		Code      json.RawMessage `json:"code"`
		ErrorCode json.RawMessage `json:"error_code"`
		Failure   json.RawMessage `json:"errorCode"`
		ErrorInfo struct {
			Errno json.RawMessage `json:"errno"`
		} `json:"error_info"`
	}
	if json.Unmarshal(bytes.TrimPrefix(reply, []byte("\uFEFF")), &envelope) != nil {
		return ""
	}
	for _, code := range []json.RawMessage{envelope.ErrorInfo.Errno, envelope.ErrorCode, envelope.Code, envelope.Failure} {
		if text := strings.Trim(string(code), `"`); text != "" && text != "null" && len(text) <= 64 {
			return text
		}
	}
	return ""
}

// note remembers what happened and tells it.
func (b *Sandbox) note(e Entry, x *exchange) {
	e = b.journal.add(e)
	b.hub.tell(event{name: "request", id: e.ID, data: e.summary()})
	if b.recorder != nil {
		b.recorder.record(x, e)
	}
}
