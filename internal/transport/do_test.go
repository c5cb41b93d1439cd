package transport

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestWhatIsRepeatedAndWhatMayHaveBeenApplied(t *testing.T) {
	const maybe, not = true, false
	for _, tt := range []struct {
		name   string
		op     Row
		answer answer
		sent   int
		maybe  bool
		kind   classcloud.Kind
	}{
		{"a read that meets 503 is repeated", opRead, page(503), 3, not, classcloud.Unavailable},
		{"a read that meets 500 is repeated", opRead, page(500), 3, not, classcloud.Internal},
		{"a read whose connection breaks is repeated", opRead, reset, 3, not, classcloud.Unavailable},
		{"a read whose reply is cut off is repeated", opRead, truncate(200), 3, not, classcloud.Unavailable},
		{"a read that gets a page instead of JSON is repeated", opRead, page(200), 3, not, classcloud.DataLoss},
		{"a read the vendor refuses is not repeated", opRead, reply(200, `{"code":"bad"}`), 1, not, classcloud.InvalidArgument},
		{"a read the vendor is unsure about applied nothing", opRead, reply(200, `{"code":"unsure"}`), 1, not, classcloud.Internal},
		{"a read at a wrong path is not repeated", opRead, page(404), 1, not, classcloud.Unimplemented},

		{"an idempotent write that meets 503 is repeated", opIdempotent, page(503), 3, maybe, classcloud.Unavailable},
		{"an idempotent write whose connection breaks is repeated", opIdempotent, reset, 3, maybe, classcloud.Unavailable},
		{"an idempotent write whose reply is cut off is repeated", opIdempotent, truncate(200), 3, maybe, classcloud.Unavailable},

		{"a once-only write that meets 503 is sent once", opOnce, page(503), 1, maybe, classcloud.Unavailable},
		{"a once-only write whose connection breaks is sent once", opOnce, reset, 1, maybe, classcloud.Unavailable},
		{"a once-only write whose reply is cut off is sent once", opOnce, truncate(200), 1, maybe, classcloud.Unavailable},
		{"a once-only write that gets a page instead of JSON is sent once", opOnce, page(200), 1, maybe, classcloud.DataLoss},
		{"a once-only write the vendor is unsure about may have been applied", opOnce, reply(200, `{"code":"unsure"}`), 1, maybe, classcloud.Internal},
		{"a once-only write the vendor refuses was not applied", opOnce, reply(200, `{"code":"bad"}`), 1, not, classcloud.InvalidArgument},
		{"a once-only write the vendor puts off is repeated", opOnce, reply(200, `{"code":"busy"}`), 3, not, classcloud.Aborted},
		{"a once-only write a gateway limits with 429 is repeated", opOnce, page(429), 3, not, classcloud.ResourceExhausted},
		{"a once-only write a gateway limits with 439 is repeated", opOnce, page(439), 3, not, classcloud.ResourceExhausted},
		{"a cut-off 429 refuses all the same", opOnce, truncate(429), 3, not, classcloud.ResourceExhausted},
		{"a cut-off 404 refuses all the same", opOnce, truncate(404), 1, not, classcloud.Unimplemented},
		{"a cut-off 502 says nothing", opOnce, truncate(502), 1, maybe, classcloud.Unavailable},

		{"a keyed write that meets 503 is repeated", opKeyed, page(503), 3, maybe, classcloud.Unavailable},
		{"a keyed write whose connection breaks is repeated", opKeyed, reset, 3, maybe, classcloud.Unavailable},
		{"a keyed write whose reply is cut off is repeated", opKeyed, truncate(200), 3, maybe, classcloud.Unavailable},

		{"a consuming read that meets 503 is sent once", opConsuming, page(503), 1, maybe, classcloud.Unavailable},
		{"a consuming read whose connection breaks is sent once", opConsuming, reset, 1, maybe, classcloud.Unavailable},
		{"a consuming read whose reply is cut off is sent once", opConsuming, truncate(200), 1, maybe, classcloud.Unavailable},
		{"a consuming read that is limited is sent once", opConsuming, page(429), 1, not, classcloud.ResourceExhausted},
		{"a consuming read that is put off is sent once", opConsuming, reply(200, `{"code":"busy"}`), 1, not, classcloud.Aborted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.answer)
			out, err := connect(t, s.URL).get(t.Context(), tt.op)
			require.IsType(t, &classcloud.Error{}, err, "not even wrapped")
			e := clienttest.AsError(t, err)
			assert.Nil(t, out)
			assert.Len(t, s.seen(), tt.sent)
			assert.Equal(t, tt.sent, e.Attempts)
			assert.Equal(t, tt.maybe, classcloud.MaybeApplied(err), e.Outcome)
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, "fake", e.Vendor)
			assert.Equal(t, tt.op.Name, e.Operation)
		})
	}
}

func TestARepeatIsSignedAfresh(t *testing.T) {
	s := serve(t, page(503), reply(200, success))
	random := &counting{}
	out, err := connect(t, s.URL, classcloud.WithRand(random)).get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
	first, second := s.seen()[0].header, s.seen()[1].header
	assert.NotEqual(t, first.Get("X-Time"), second.Get("X-Time"))
	assert.NotEqual(t, first.Get("X-Nonce"), second.Get("X-Nonce"))
	assert.Equal(t, s.seen()[0].body, s.seen()[1].body)
}

func TestAnAttemptThatTimesOut(t *testing.T) {
	for _, tt := range []struct {
		name   string
		op     Row
		answer memory
		sent   int
		maybe  bool
	}{
		{"a once-only write without an answer is sent once", opOnce, silent, 1, true},
		{"a once-only write with half an answer is sent once", opOnce, slowBody, 1, true},
		{"a keyed write without an answer is repeated", opKeyed, silent, 3, true},
		{"a keyed write with half an answer is repeated", opKeyed, slowBody, 3, true},
		{"a read without an answer is repeated", opRead, silent, 3, false},
		{"a read with half an answer is repeated", opRead, slowBody, 3, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var sent atomic.Int64
				h := build(t, "http://fake", inMemory(func(r *http.Request) (*http.Response, error) {
					sent.Add(1)
					return tt.answer(r)
				}))
				_, err := h.get(t.Context(), tt.op)
				assert.EqualValues(t, tt.sent, sent.Load())
				assert.Equal(t, tt.maybe, classcloud.MaybeApplied(err))
				require.ErrorIs(t, err, classcloud.DeadlineExceeded)
				require.ErrorIs(t, err, context.DeadlineExceeded)
			})
		})
	}
}

func TestAWriteOfOnceGoesThroughAfterARefusedConnection(t *testing.T) {
	s := serve(t, reply(200, success))
	h := connect(t, s.URL, classcloud.WithHTTPClient(refusedOnce()))
	out, err := h.get(t.Context(), opOnce)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
	assert.Len(t, s.seen(), 1)
}

func TestCallOptions(t *testing.T) {
	t.Run("a nil option is refused and nothing sent", func(t *testing.T) {
		s := serve(t, reply(200, success))
		_, err := connect(t, s.URL).get(t.Context(), opOnce, nil)
		e := clienttest.AsError(t, err)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
		assert.Zero(t, e.Attempts)
		assert.Empty(t, s.seen())
	})
	t.Run("a bad option is refused", func(t *testing.T) {
		_, err := connect(t, "http://fake").get(t.Context(), opOnce, classcloud.WithMaxAttempts(0))
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	})
	t.Run("WithParam reaches the message, the client's first, and ends with the call", func(t *testing.T) {
		s := serve(t, reply(200, success))
		h := connect(t, s.URL, classcloud.WithParam("tenant", "t1"))
		_, err := h.get(t.Context(), opOnce, classcloud.WithParam("extra", 1), classcloud.WithParam("more", "1"))
		require.NoError(t, err)
		_, err = h.get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.JSONEq(t, `{"name":"maths","tenant":"t1","extra":1,"more":"1"}`, s.seen()[0].body)
		assert.JSONEq(t, `{"name":"maths","tenant":"t1"}`, s.seen()[1].body)
	})
	t.Run("WithParam cannot take a field's place", func(t *testing.T) {
		_, err := connect(t, "http://fake").get(t.Context(), opOnce, classcloud.WithParam("name", "x"))
		e := clienttest.AsError(t, err)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.NotEmpty(t, e.Fields)
	})
	t.Run("OnReply sees every reply as it arrived", func(t *testing.T) {
		s := serve(t, page(503), reply(302, "moved", "Location", "/x"))
		var got []string
		_, _ = connect(t, s.URL).get(t.Context(), opRead, classcloud.OnReply(func(r *classcloud.Reply) {
			got = append(got, fmt.Sprint(r.Status, " ", string(r.Body), " ", r.Header.Get("Location")))
		}))
		assert.Equal(t, []string{"503 <html>gateway</html> ", "302 moved /x"}, got)
	})
}

func TestDoRaw(t *testing.T) {
	var nothing *thing
	for _, tt := range []struct {
		name, path string
		out        any
		ok         bool
	}{
		{"nothing is wanted", "/a/b", nil, true},
		{"anything is wanted", "/a/b", new(any), true},
		{"an object is wanted", "/a/b", new(thing), true},
		{"no pointer", "/a/b", thing{}, false},
		{"a nil pointer", "/a/b", nothing, false},
		{"no slash", "a/b", nil, false},
		{"another host", "@evil.example/a", nil, false},
		{"a space", "/a b", nil, false},
		{"a fragment", "/a#b", nil, false},
		{"a line end", "/a\r\nX: y", nil, false},
		{"the vendor's own braces", "/a/{region}", nil, true},
		{"a bad escape", "/a%zz", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(200, success))
			call := &Call{Op: &Row{Name: "Do " + tt.path, Method: "POST", Path: tt.path}, Params: []classcloud.Param{{Name: "x", Value: 1}}}
			err := connect(t, s.URL).DoRaw(t.Context(), call, tt.out, nil)
			if !tt.ok {
				e := clienttest.AsError(t, err)
				assert.ErrorIs(t, err, classcloud.InvalidArgument)
				assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
				assert.Equal(t, "fake", e.Vendor)
				assert.Empty(t, s.seen())
				return
			}
			require.NoError(t, err)
			assert.JSONEq(t, `{"x":1}`, s.seen()[0].body)
		})
	}
}

// An endpoint that a caller names may answer beside data.
func TestDoReadsWhatStandsBesideTheEnvelope(t *testing.T) {
	s := serve(t, reply(200, `{"code":0,"msg":"ok","id":77}`), reply(200, `{"code":0,"msg":"ok"}`))
	h := connect(t, s.URL)
	ask := func(out any) error {
		return h.DoRaw(t.Context(), &Call{Op: &Row{Name: "Do /x", Method: "POST", Path: "/x"}}, out, nil)
	}
	var out struct {
		ID int64 `json:"id"`
	}
	require.NoError(t, ask(&out))
	assert.Equal(t, int64(77), out.ID)
	assert.ErrorIs(t, ask(&out), classcloud.DataLoss, "nothing stands anywhere")
}
