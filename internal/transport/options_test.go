package transport

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// region is the value of a vendor's own option.
type region string

func TestConfigure(t *testing.T) {
	own := Settings{Vendor: "fake", Accept: func(option any) error {
		switch option {
		case region("cn"):
			return nil
		case region("moon"):
			return errors.New("names no region")
		}
		return ErrForeign
	}}

	t.Run("fills the defaults", func(t *testing.T) {
		c, err := Configure(InitialConfig(), own, nil)
		require.NoError(t, err)
		assert.Equal(t, 30*time.Second, c.Timeout)
		assert.Equal(t, time.Duration(math.MaxInt64), c.MaxWait, "as long as the context allows")
		assert.Equal(t, 3, c.MaxAttempts)
		assert.EqualValues(t, 32<<20, c.MaxReplySize)
		assert.Equal(t, classcloud.SystemClock{}, c.Clock)
		assert.Equal(t, rand.Reader, c.Rand)
		assert.NotNil(t, c.HTTPClient)
		assert.Equal(t, classcloud.NoLimit{}, c.Limiter)
	})
	t.Run("refuses a nil option", func(t *testing.T) {
		_, err := Configure(InitialConfig(), own, []classcloud.ClientOption{nil})
		assert.EqualError(t, err, "fake: classcloud: a client option is nil")
	})
	t.Run("refuses a bad option with the vendor's name", func(t *testing.T) {
		_, err := Configure(InitialConfig(), own, []classcloud.ClientOption{classcloud.WithTimeout(-1)})
		assert.ErrorContains(t, err, "fake: classcloud: WithTimeout")
	})
	t.Run("takes the vendor's own option", func(t *testing.T) {
		c, err := Configure(InitialConfig(), own, []classcloud.ClientOption{VendorOption(region("cn"))})
		require.NoError(t, err)
		assert.Equal(t, []any{region("cn")}, c.Own)
	})
	t.Run("refuses the vendor's own option when it is bad", func(t *testing.T) {
		_, err := Configure(InitialConfig(), own, []classcloud.ClientOption{VendorOption(region("moon"))})
		assert.ErrorContains(t, err, "names no region")
	})
	t.Run("refuses another vendor's option", func(t *testing.T) {
		for _, settings := range []Settings{own, {Vendor: "fake"}} {
			_, err := Configure(InitialConfig(), settings, []classcloud.ClientOption{VendorOption(region("elsewhere"))})
			assert.ErrorIs(t, err, ErrForeign)
			assert.ErrorContains(t, err, "transport.region is another vendor's option")
		}
	})
	t.Run("over a base keeps the base as it was, and shares its connections and limits", func(t *testing.T) {
		settings := Settings{Vendor: "fake", Accept: own.Accept, Limits: []Limit{{Every: time.Second, Burst: 1}}}
		base, err := Configure(InitialConfig(), settings, []classcloud.ClientOption{VendorOption(region("cn")), classcloud.WithParam("a", 1), classcloud.WithRand(always(0))})
		require.NoError(t, err)
		one, err := Configure(base, settings, []classcloud.ClientOption{classcloud.WithParam("b", 2), classcloud.WithTimeout(time.Second), classcloud.WithMaxWait(0)})
		require.NoError(t, err)
		two, err := Configure(base, settings, []classcloud.ClientOption{classcloud.WithParam("c", 3), VendorOption(region("cn"))})
		require.NoError(t, err)

		assert.Equal(t, []classcloud.Param{{Name: "a", Value: 1}}, base.Params)
		assert.Equal(t, []classcloud.Param{{Name: "a", Value: 1}, {Name: "b", Value: 2}}, one.Params)
		assert.Equal(t, []classcloud.Param{{Name: "a", Value: 1}, {Name: "c", Value: 3}}, two.Params)
		assert.Equal(t, 30*time.Second, base.Timeout)
		assert.Zero(t, one.MaxWait, "0 never waits")
		assert.Len(t, base.Own, 1)
		assert.Len(t, two.Own, 2)
		assert.Same(t, base.HTTPClient, one.HTTPClient)
		assert.Same(t, base.Limiter, one.Limiter)
		assert.Same(t, base.Rand, one.Rand, "serialised once")
	})
}

func TestACallersRandomnessIsReadWhole(t *testing.T) {
	c, err := Configure(InitialConfig(), Settings{}, []classcloud.ClientOption{classcloud.WithRand(iotest{strings.NewReader("0123456789abcdef")})})
	require.NoError(t, err)
	boundary, err := Boundary(c.Rand)
	require.NoError(t, err)
	assert.Equal(t, "303132333435363738396162636465", boundary)
	_, err = Boundary(c.Rand)
	assert.Error(t, err, "used up")
}

// iotest reads one byte at a time.
type iotest struct{ from io.Reader }

func (r iotest) Read(p []byte) (int, error) { return r.from.Read(p[:min(1, len(p))]) }

func TestCallOptions(t *testing.T) {
	t.Run("a nil option is refused and nothing sent", func(t *testing.T) {
		s := serve(t, reply(200, success))
		_, err := connect(t, s.URL).get(t.Context(), opOnce, nil)
		e := failure(t, err)
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
		e := failure(t, err)
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

func TestWarnings(t *testing.T) {
	warned := reply(200, `{"code":0,"data":{"id":7},"warn":"not recorded"}`)
	t.Run("are handed to the callback beside the result", func(t *testing.T) {
		s := serve(t, warned)
		var got []classcloud.Warning
		out, err := connect(t, s.URL).get(t.Context(), opOnce, classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) {
			assert.Equal(t, opOnce.Name, op.Name)
			got = append(got, w)
		}))
		require.NoError(t, err)
		assert.Equal(t, &thing{7}, out)
		assert.Equal(t, []classcloud.Warning{{Code: "280", Message: "not recorded"}}, got)
	})
	t.Run("made strict are an error beside the result", func(t *testing.T) {
		s := serve(t, warned)
		out, err := connect(t, s.URL, classcloud.WithStrictWarnings()).get(t.Context(), opOnce)
		assert.Equal(t, &thing{7}, out)
		e := failure(t, err)
		assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
		assert.Equal(t, "280", e.Code)
		assert.Equal(t, 200, e.HTTPStatus)
		assert.ErrorContains(t, err, "done, but: not recorded")
		assert.Len(t, s.seen(), 1)
	})
	t.Run("of an attempt that failed are forgotten", func(t *testing.T) {
		s := serve(t, reply(200, `{"code":"busy","warn":"odd"}`), reply(200, success))
		_, err := connect(t, s.URL, classcloud.WithStrictWarnings()).get(t.Context(), opOnce)
		assert.NoError(t, err)
	})
	t.Run("none is no error", func(t *testing.T) {
		s := serve(t, reply(200, success))
		_, err := connect(t, s.URL, classcloud.WithStrictWarnings()).get(t.Context(), opOnce)
		assert.NoError(t, err)
	})
}

func TestDrift(t *testing.T) {
	s := serve(t, reply(200, `{"code":0,"data":{"id":7,"colour":"red"}}`))
	var got []classcloud.Drift
	out, err := connect(t, s.URL).get(t.Context(), opRead, classcloud.OnDrift(func(d classcloud.Drift) { got = append(got, d) }))
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
	require.Len(t, got, 1)
	assert.Equal(t, "Things.Get", got[0].Operation)
	assert.Equal(t, "/data/colour", got[0].Path, "a pointer into the whole reply")
}

// An endpoint that a caller names may answer beside data.
func TestDoReadsWhatStandsBesideTheEnvelope(t *testing.T) {
	s := serve(t, reply(200, `{"code":0,"msg":"ok","id":77}`), reply(200, `{"code":0,"msg":"ok"}`))
	h := connect(t, s.URL)
	ask := func(out any) error {
		return h.DoRaw(t.Context(), &Call{Op: Row{Name: "Do /x", Method: "POST", Path: "/x"}}, out, nil)
	}
	var out struct {
		ID int64 `json:"id"`
	}
	require.NoError(t, ask(&out))
	assert.Equal(t, int64(77), out.ID)
	assert.ErrorIs(t, ask(&out), classcloud.DataLoss, "nothing stands anywhere")
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
			call := &Call{Op: Row{Name: "Do " + tt.path, Method: "POST", Path: tt.path}, Params: []classcloud.Param{{Name: "x", Value: 1}}}
			err := connect(t, s.URL).DoRaw(t.Context(), call, tt.out, nil)
			if !tt.ok {
				e := failure(t, err)
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

func TestRedactedTexts(t *testing.T) {
	const text = `fake.Credentials{Domain:"a"}`
	data, err := RedactedJSON(text)
	require.NoError(t, err)
	assert.JSONEq(t, `"fake.Credentials{Domain:\"a\"}"`, string(data))
	assert.Equal(t, text, RedactedLog(text).String())
	assert.Equal(t, text, fmt.Sprintf("%#v", hidden(text)))
}

type hidden string

func (h hidden) Format(f fmt.State, _ rune) { Redacted(f, string(h)) }
