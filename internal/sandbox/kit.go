package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// kit is what every vendor's test server can do.
type kit struct {
	close       func()
	inject      func(operation string, fault vendortest.Fault)
	clearFaults func()
	faults      func() []vendortest.Injected
	operations  func() []string
}

// kitServer is the type of every vendor's test server. F and I are its Fault and InjectedFault.
type kitServer[F, I any] interface {
	Close()
	Inject(operation string, fault F)
	ClearFaults()
	Faults() []I
	Operations() []string
}

// kitOf makes the kit of a test server. Waiting says what one of its waiting faults is.
func kitOf[F ~struct {
	Delay    time.Duration
	Apply    bool
	Status   int
	Header   http.Header
	Body     string
	Reset    bool
	Truncate int
	Skip     int
	Times    int
}, I any](s kitServer[F, I], waiting func(I) (string, F)) kit {
	return kit{
		close: s.Close, clearFaults: s.ClearFaults, operations: s.Operations,
		inject: func(operation string, fault vendortest.Fault) { s.Inject(operation, F(fault)) },
		faults: func() []vendortest.Injected {
			all := s.Faults()
			out := make([]vendortest.Injected, len(all))
			for i, one := range all {
				operation, fault := waiting(one)
				out[i] = vendortest.Injected{Operation: operation, Fault: vendortest.Fault(fault)}
			}
			return out
		},
	}
}

// guarded runs f, which may panic as the test servers do on what cannot be added, and returns that as an error.
func guarded(f func() error) (err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = errors.New(fmt.Sprint(problem))
		}
	}()
	return f()
}
