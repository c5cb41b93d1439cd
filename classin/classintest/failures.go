package classintest

import "fmt"

// failure is an outcome that neither a request nor the server's contents lead to.
type failure struct {
	code    code
	applied bool
}

// FailNext answers the next call that would succeed, whatever the operation, with this code, and changes nothing. A call that is refused
// anyway leaves the code for a later one. Codes queue up, and unknown codes are allowed. A code that means "done, but" (280, 281, 824,
// 121601002, 282, 283, 284, 825, 340, 820, 821, 823, 841, 842, 898, 267, 29213) lets the call take effect and keeps the data of its
// answer: after 280 and 281 a class of Classes.Create is not recorded, and after 824 it has no introduction. FailNext panics on 1, which
// is success, and on 0, which is not a code.
func (s *Server) FailNext(errno int64) { s.addFailure(errno, code(errno).done()) }

// FailNextApplied is [Server.FailNext] for the vendor's ambiguous failures: the operation takes effect and is answered with the code all
// the same. After 104 and 114 the answer lacks the data; after any other code, such as 323, 324 and 326, it has the id.
func (s *Server) FailNextApplied(errno int64) { s.addFailure(errno, true) }

func (s *Server) addFailure(errno int64, applied bool) {
	if errno == 0 || code(errno) == codeOK {
		panic(fmt.Sprintf("classintest: errno %d is not a failure", errno))
	}
	s.kit.Do(func() { s.failures = append(s.failures, failure{code(errno), applied}) })
}

// takeFailure takes the first failure out of the queue, if there is one.
func (s *Server) takeFailure() (failure, bool) {
	if len(s.failures) == 0 {
		return failure{}, false
	}
	next := s.failures[0]
	s.failures = s.failures[1:]
	return next, true
}

// hidesData reports whether the answer to a call that took effect lacks its data.
func (f failure) hidesData() bool { return f.code == codeUnknown || f.code == codeServer }
