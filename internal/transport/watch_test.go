package transport

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/faults"
)

// A peer that breaks off a request on HTTP/2 makes net/http send it again, some frames without any bound.
func TestHTTP2SendsOnceAnAttempt(t *testing.T) {
	effects := []Row{opOnce, opConsuming, opRead, opIdempotent, opKeyed}
	for name, answer := range map[string]func(*faults.Stream){
		"RST_STREAM PROTOCOL_ERROR":    func(s *faults.Stream) { s.Reset(faults.ProtocolError) },
		"RST_STREAM REFUSED_STREAM":    func(s *faults.Stream) { s.Reset(faults.RefusedStream) },
		"RST_STREAM INTERNAL_ERROR":    func(s *faults.Stream) { s.Reset(faults.InternalError) },
		"RST_STREAM CANCEL":            func(s *faults.Stream) { s.Reset(faults.Cancel) },
		"RST_STREAM ENHANCE_YOUR_CALM": func(s *faults.Stream) { s.Reset(faults.EnhanceYourCalm) },
		"headers, then RST_STREAM":     func(s *faults.Stream) { s.Headers(200, false); s.Reset(faults.ProtocolError) },
		"103, then RST_STREAM":         func(s *faults.Stream) { s.Headers(103, false); s.Reset(faults.ProtocolError) },
		"GOAWAY of 0":                  func(s *faults.Stream) { s.GoAway(0, faults.NoError); s.Close() },
		"GOAWAY of 0, kept open":       func(s *faults.Stream) { s.GoAway(0, faults.NoError) },
		"GOAWAY of 0, PROTOCOL_ERROR":  func(s *faults.Stream) { s.GoAway(0, faults.ProtocolError); s.Close() },
		"GOAWAY of this stream":        func(s *faults.Stream) { s.GoAway(s.ID, faults.EnhanceYourCalm); s.Close() },
		"closed":                       func(s *faults.Stream) { s.Close() },
		"garbage":                      func(s *faults.Stream) { s.Raw([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")) },
	} {
		for _, op := range effects {
			t.Run(name+" "+op.Effect.String(), func(t *testing.T) { brokenOff(t, answer, op, http.MethodPost, false) })
		}
	}
}

// net/http asks nobody about a request without a body, and thinks that it may repeat a GET.
func TestHTTP2SendsOnceWhateverTheMethod(t *testing.T) {
	for name, answer := range map[string]func(*faults.Stream){
		"PROTOCOL_ERROR": func(s *faults.Stream) { s.Reset(faults.ProtocolError) },
		"REFUSED_STREAM": func(s *faults.Stream) { s.Reset(faults.RefusedStream) },
		"GOAWAY":         func(s *faults.Stream) { s.GoAway(0, faults.NoError); s.Close() },
	} {
		for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodDelete} {
			for _, bare := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s %s bare %t", name, method, bare), func(t *testing.T) {
					brokenOff(t, answer, opOnce, method, bare)
					brokenOff(t, answer, opRead, method, bare)
				})
			}
		}
	}
}

// brokenOff calls op on a server that breaks every request off, and holds the sends against the effect.
func brokenOff(t *testing.T, answer func(*faults.Stream), op Row, method string, bare bool) {
	t.Helper()
	s := faults.ServeHTTP2(t, answer)
	h := connect(t, s.URL, classcloud.WithHTTPClient(s.Client(t)))
	h.protocol.encode = func(r *Request) error {
		if r.Method = method; bare {
			r.Body = nil
		}
		return nil
	}
	_, err := h.get(t.Context(), op)
	want := 3
	if op.Effect == classcloud.EffectConsuming || op.Effect == classcloud.EffectOnce && !op.Keyed {
		want = 1
	}
	assert.Equal(t, want, s.Begun())
	require.Error(t, err)
	assert.Equal(t, op.Effect != classcloud.EffectRead, classcloud.MaybeApplied(err), err)
	assert.NotErrorIs(t, err, classcloud.Canceled)
	noSecret(t, err)
}

// A peer that breaks off before the body is there has received a part of the request: that counts, too.
func TestHTTP2SendsOnceWhatIsBrokenOffEarly(t *testing.T) {
	for _, op := range []Row{opOnce, opRead} {
		s := faults.ServeHTTP2Early(t, func(s *faults.Stream) { s.Reset(faults.ProtocolError) })
		h := connect(t, s.URL, classcloud.WithHTTPClient(s.Client(t)))
		_, err := h.get(t.Context(), op)
		require.Error(t, err)
		assert.Equal(t, map[bool]int{true: 1, false: 3}[op.Effect == classcloud.EffectOnce], s.Begun())
	}
}

// Connections that wait in the pool must not serve as further chances.
func TestHTTP2SendsOnceFromAPoolOfConnections(t *testing.T) {
	var bad atomic.Bool
	gate := make(chan struct{})
	s := faults.ServeHTTP2(t, func(s *faults.Stream) {
		if bad.Load() {
			s.GoAway(0, faults.NoError)
			s.Close()
			return
		}
		go func() { <-gate; s.Headers(200, false); s.Data(success, true) }()
	})
	h := connect(t, s.URL, classcloud.WithHTTPClient(s.Client(t)))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := h.get(t.Context(), opRead)
			assert.NoError(t, err)
		})
	}
	for s.Whole() < 8 {
		runtime.Gosched()
	}
	close(gate)
	all.Wait()
	bad.Store(true)
	before := s.Begun()
	_, err := h.get(t.Context(), opOnce)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Equal(t, 1, s.Begun()-before)
}

// held is a body whose reading ends only when it is closed, as that of a transport that does not heed contexts.
type held struct {
	closed chan struct{}
	close  func()
}

func (b held) Read([]byte) (int, error) { <-b.closed; return 0, io.ErrClosedPipe }
func (b held) Close() error             { b.close(); return nil }

func TestTheReadingOfABodyEndsWithItsContext(t *testing.T) {
	h := build(t, "http://fake", classcloud.WithTimeout(20*time.Millisecond), classcloud.WithoutRetry(), inMemory(func(*http.Request) (*http.Response, error) {
		closed := make(chan struct{})
		resp, _ := response(200, "")
		resp.Body = held{closed, sync.OnceFunc(func() { close(closed) })}
		return resp, nil
	}))
	_, err := h.get(t.Context(), opOnce)
	require.ErrorIs(t, err, classcloud.DeadlineExceeded)
	assert.True(t, classcloud.MaybeApplied(err))
}
