package classintest

import "fmt"

// failure is an outcome that no request and no seeded state leads to.
type failure struct {
	code    code
	applied bool
}

// FailNext answers the next call that would succeed, whatever the operation, with this code, and nothing is changed; a
// call that is refused anyway leaves it for a later one. Codes queue up, and need not be known ones. For a code that means
// "done, but" (280, 281, 824, 121601002, 282, 283, 284, 825, 340, 820, 821, 823, 841, 842, 898, 267, 29213) the call takes
// effect and the answer has its data: a lesson of Classes.Create is not recorded after 280 and 281, and without its
// introduction after 824. It panics on 1, which is success, and on 0, which is no code.
func (s *Server) FailNext(errno int64) { s.addFailure(errno, code(errno).done()) }

// FailNextApplied is [Server.FailNext] for the vendor's ambiguous failures: the operation takes effect, and the code is
// answered all the same. After 104 and 114 the answer has no data; after any other, such as 323, 324 and 326, it has
// the id.
func (s *Server) FailNextApplied(errno int64) { s.addFailure(errno, true) }

func (s *Server) addFailure(errno int64, applied bool) {
	if errno == 0 || code(errno) == codeOK {
		panic(fmt.Sprintf("classintest: errno %d is no failure", errno))
	}
	s.kit.Do(func() { s.failures = append(s.failures, failure{code(errno), applied}) })
}

// takeFailure takes the first failure out of the queue; with none, the call succeeds.
func (s *Server) takeFailure() (failure, bool) {
	if len(s.failures) == 0 {
		return failure{}, false
	}
	next := s.failures[0]
	s.failures = s.failures[1:]
	return next, true
}

// hidesData tells whether the answer to something done names nothing.
func (f failure) hidesData() bool { return f.code == codeUnknown || f.code == codeServer }
