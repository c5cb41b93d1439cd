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

// effect applies a call that passed every check.
type effect func() answer

// operation checks a call. It changes nothing itself: the effect does, and is nil when the call is refused. An operation may go on after
// malformed parameters, because its result is then ignored.
type operation func(*call) (answer, effect)

func refuse(c code) (answer, effect) { return answer{code: c}, nil }

func refuseWith(c code, data any) (answer, effect) { return answer{code: c, data: data}, nil }

// allow refuses with any code but success. With success it returns the effect.
func allow(c code, do func()) (answer, effect) {
	return allowWith(c, func() any { do(); return nil })
}

func allowWith(c code, do func() any) (answer, effect) {
	if c != codeOK {
		return refuse(c)
	}
	return answer{}, func() answer { return answer{code: codeOK, data: do()} }
}

// carryOut runs an operation, and applies the failure that FailNext asked for.
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

// course makes a route of the first generation's course script.
func (s *Server) course(name, action string, op operation) vendortest.Route {
	return s.v1Route(name, courseScript, action, op)
}

// cloud makes a route of the first generation's cloud script.
func (s *Server) cloud(name, action string, op operation) vendortest.Route {
	return s.v1Route(name, cloudScript, action, op)
}

func (s *Server) v1Route(name, script, action string, op operation) vendortest.Route {
	return vendortest.Route{Operation: name, Method: "POST", Path: v1Path(script, action), Handle: func(request *vendortest.Request) vendortest.Reply {
		c := &call{formReader: &formReader{form: request.Params.(map[string]string)}, files: request.Files, now: request.At}
		return s.answerV1(s.carryOut(c, refusingMalformed(op)))
	}}
}

// refusingMalformed answers errno 100 before any other code.
func refusingMalformed(op operation) operation {
	return func(c *call) (answer, effect) {
		refused, do := op(c)
		if c.malformed || c.missing || c.wrong {
			return refuse(codeParameters)
		}
		return refused, do
	}
}
