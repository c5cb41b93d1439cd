package classintest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// call is an authenticated call of either generation.
type call struct {
	*formReader
	files []vendortest.File
	now   time.Time
}

// answer is what a call is told, whatever the generation's envelope.
type answer struct {
	code       code
	data, more any
	textErrno  bool // the documented sample has errno "1"
}

// effect carries a call out that nothing speaks against.
type effect func() answer

// operation checks a call. It changes nothing itself: the effect does, and is nil when the call is refused. An operation
// may go on with parameters that turned out malformed, for then its result does not count.
type operation func(*call) (answer, effect)

func refuse(c code) (answer, effect) { return answer{code: c}, nil }

func refuseWith(c code, data any) (answer, effect) { return answer{code: c, data: data}, nil }

// allow refuses with a code other than success, and otherwise lets the effect happen.
func allow(c code, do func()) (answer, effect) {
	return allowWith(c, func() any { do(); return nil })
}

func allowWith(c code, do func() any) (answer, effect) {
	if c != codeOK {
		return refuse(c)
	}
	return answer{}, func() answer { return answer{code: codeOK, data: do()} }
}

// carryOut runs an operation and whatever failure is asked for.
func (s *Server) carryOut(c *call, op operation) answer {
	refused, do := op(c)
	if do == nil {
		return refused
	}
	failure, fails := s.takeFailure()
	if fails && !failure.applied {
		return answer{code: failure.code}
	}
	done := do()
	if fails {
		done.code = failure.code
		if failure.hidesData() {
			done.data, done.more = nil, nil
		}
	}
	return done
}

// topLevel are fields beside error_info instead of data.
type topLevel map[string]any

// course is a route of the first generation's course script.
func (s *Server) course(name, action string, op operation) vendortest.Route {
	return s.v1Route(name, courseScript, action, op)
}

// cloud is a route of the first generation's cloud script.
func (s *Server) cloud(name, action string, op operation) vendortest.Route {
	return s.v1Route(name, cloudScript, action, op)
}

func (s *Server) v1Route(name, script, action string, op operation) vendortest.Route {
	return vendortest.Route{Operation: name, Method: "POST", Path: v1Path(script, action), Handle: func(request *vendortest.Request) vendortest.Reply {
		c := &call{formReader: &formReader{form: request.Params.(map[string]string)}, files: request.Files, now: request.At}
		return s.answerV1(s.carryOut(c, refusingMalformed(op)))
	}}
}

// refusingMalformed is errno 100 before any other.
func refusingMalformed(op operation) operation {
	return func(c *call) (answer, effect) {
		refused, do := op(c)
		if c.malformed || c.missing || c.wrong {
			return refuse(codeParameters)
		}
		return refused, do
	}
}

func (s *Server) answerV1(a answer) vendortest.Reply {
	dialect := s.settings.dialect
	dialect.stringErrno = dialect.stringErrno || a.textErrno
	if fields, ok := a.data.(topLevel); ok {
		fields["error_info"] = dialect.errorInfo(a.code)
		return dialect.encode(map[string]any(fields))
	}
	return dialect.reply(envelope{Data: a.data, MoreData: a.more, ErrorInfo: dialect.errorInfo(a.code)})
}

// itemV1 is one verdict of a batch.
func (s *Server) itemV1(c code, column string, fields map[string]any) map[string]any {
	item := map[string]any{}
	for name, value := range fields {
		item[name] = value
	}
	if column != "" {
		item["customColumn"] = column
	}
	info := s.settings.dialect.errorInfo(c)
	item["errno"], item["error"] = info.Errno, info.Error
	return item
}

// itemV2 is one verdict of a batch of the second generation.
func itemV2(c code, fields map[string]any) map[string]any {
	item := map[string]any{"code": int64(c), "msg": c.text()}
	for name, value := range fields {
		item[name] = value
	}
	return item
}
