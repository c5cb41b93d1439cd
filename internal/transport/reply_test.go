package transport

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func zip(t testing.TB, content io.Reader) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.Copy(w, content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// zeros is that many bytes of nothing.
func zeros(n int64) io.Reader { return &endless{size: n} }

func TestRepliesThatAreRead(t *testing.T) {
	for name, answer := range map[string]answer{
		"plain JSON":                        reply(200, success),
		"JSON under text/html":              reply(200, success, "Content-Type", "text/html; charset=utf-8"),
		"JSON without a type":               reply(200, success, "Content-Type", ""),
		"a byte order mark before the JSON": reply(200, "\ufeff"+success),
		"white space around the JSON":       reply(200, "\r\n "+success+"\n\n"),
		"a gzip reply":                      reply(200, zip(t, strings.NewReader(success)), "Content-Encoding", "gzip"),
		"201":                               reply(201, success),
		"an id in quotes":                   reply(200, `{"code":"0","data":{"id":"7"}}`),
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, answer)
			out, err := connect(t, s.URL).get(t.Context(), opOnce)
			require.NoError(t, err)
			assert.Equal(t, &thing{7}, out)
		})
	}
}

func TestRepliesThatAreNone(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answer  answer
		kind    classcloud.Kind
		outcome classcloud.Outcome // of a write of once
		says    string
	}{
		{"a page", page(200), classcloud.DataLoss, classcloud.OutcomeUnknown, "not a JSON object (text/html)"},
		{"nothing", reply(200, ""), classcloud.DataLoss, classcloud.OutcomeUnknown, "(empty body)"},
		{"no content", reply(204, ""), classcloud.DataLoss, classcloud.OutcomeUnknown, "(empty body)"},
		{"a list", reply(200, "[]"), classcloud.DataLoss, classcloud.OutcomeUnknown, "not a JSON object"},
		{"an object cut off", reply(200, `{"code":0,`), classcloud.DataLoss, classcloud.OutcomeUnknown, "not a JSON object"},
		{"an envelope without a code", reply(200, `{}`), classcloud.DataLoss, classcloud.OutcomeUnknown, "has no code"},
		{"an envelope of success under 503", reply(503, success), classcloud.Unavailable, classcloud.OutcomeUnknown, "Service Unavailable"},
		{"gzip that is none", reply(200, success, "Content-Encoding", "gzip"), classcloud.Unavailable, classcloud.OutcomeUnknown, "broke off"},
		{"a gzip bomb", reply(200, zip(t, zeros(40<<20)), "Content-Encoding", "gzip"), classcloud.DataLoss, classcloud.OutcomeUnknown, "larger than 33554432 bytes"},
		{"40 MiB", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, zeros(40<<20)) }, classcloud.DataLoss, classcloud.OutcomeUnknown, "larger than"},
		{"a refusal of 40 MiB", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			_, _ = io.Copy(w, zeros(40<<20))
		}, classcloud.DataLoss, classcloud.OutcomeNotApplied, "larger than"},

		{"400", page(400), classcloud.InvalidArgument, classcloud.OutcomeNotApplied, "Bad Request (text/html)"},
		{"401", page(401), classcloud.Unauthenticated, classcloud.OutcomeNotApplied, "Unauthorized"},
		{"403", page(403), classcloud.PermissionDenied, classcloud.OutcomeNotApplied, "Forbidden"},
		{"404", page(404), classcloud.Unimplemented, classcloud.OutcomeNotApplied, "check the base URL"},
		{"408", page(408), classcloud.Unavailable, classcloud.OutcomeUnknown, "Request Timeout"},
		{"409", page(409), classcloud.Aborted, classcloud.OutcomeNotApplied, "Conflict"},
		{"410", page(410), classcloud.FailedPrecondition, classcloud.OutcomeNotApplied, "Gone"},
		{"413", page(413), classcloud.InvalidArgument, classcloud.OutcomeNotApplied, "Too Large"},
		{"418", page(418), classcloud.InvalidArgument, classcloud.OutcomeNotApplied, "teapot"},
		{"439, which has no name", page(439), classcloud.ResourceExhausted, classcloud.OutcomeNotApplied, "HTTP status 439"},
		{"500", page(500), classcloud.Internal, classcloud.OutcomeUnknown, "Internal Server Error"},
		{"501", page(501), classcloud.Unimplemented, classcloud.OutcomeNotApplied, "Not Implemented"},
		{"502", page(502), classcloud.Unavailable, classcloud.OutcomeUnknown, "Bad Gateway"},
		{"599, which nobody knows", page(599), classcloud.Unavailable, classcloud.OutcomeUnknown, "HTTP status 599"},
		{"799, which nobody knows", page(799), classcloud.Unavailable, classcloud.OutcomeUnknown, "HTTP status 799"},
		{"300", page(300), classcloud.FailedPrecondition, classcloud.OutcomeUnknown, "redirect"},
		{"304", reply(304, ""), classcloud.FailedPrecondition, classcloud.OutcomeUnknown, "redirect"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.answer)
			_, err := connect(t, s.URL).get(t.Context(), opOnce, classcloud.WithoutRetry())
			e := failure(t, err)
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, tt.outcome, e.Outcome)
			assert.Contains(t, err.Error(), tt.says)

			_, err = connect(t, s.URL).get(t.Context(), opRead, classcloud.WithoutRetry())
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, classcloud.OutcomeNotApplied, failure(t, err).Outcome, "reading applies nothing")
		})
	}
}

func TestTheCapOnReplies(t *testing.T) {
	for _, tt := range []struct {
		name string
		cap  int64
		ok   bool
	}{
		{"a reply of just the cap is read", int64(len(success)), true},
		{"one byte more is not", int64(len(success)) - 1, false},
		{"no cap to speak of", math.MaxInt64, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(200, success))
			_, err := connect(t, s.URL).get(t.Context(), opRead, classcloud.WithMaxReplySize(tt.cap))
			assert.Equal(t, tt.ok, err == nil, err)
			assert.Len(t, s.seen(), 1, "a reply that is too large would be too large again")
		})
	}
}

// tracked is a body that knows how far it was read, and whether it was closed.
type tracked struct {
	io.Reader
	read   int
	closed bool
}

func (b *tracked) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.read += n
	return n, err
}

func (b *tracked) Close() error { b.closed = true; return nil }

func TestBodiesAreReadNoFurtherThanTheCapAndClosed(t *testing.T) {
	const most = 1000
	for name, content := range map[string]io.Reader{
		"a success":               strings.NewReader(success),
		"a page":                  strings.NewReader("<html>"),
		"more than the cap":       zeros(1 << 20),
		"a reply that breaks off": io.MultiReader(strings.NewReader(success), iotestErr{}),
	} {
		t.Run(name, func(t *testing.T) {
			body := &tracked{Reader: content}
			h := connect(t, "http://fake", inMemory(func(*http.Request) (*http.Response, error) {
				resp, _ := response(200, "")
				resp.Body = body
				return resp, nil
			}))
			_, _ = h.get(t.Context(), opOnce, classcloud.WithMaxReplySize(most))
			assert.True(t, body.closed)
			assert.LessOrEqual(t, body.read, most+1)
		})
	}
}

type iotestErr struct{}

func (iotestErr) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestASuccessMustHoldItsResult(t *testing.T) {
	list, text, number := new([]thing), new(string), new(int64)
	byName := new(map[string]thing)
	for _, tt := range []struct {
		name, data string
		out        any
		ok         bool
	}{
		{"an object that is missing", ``, new(*thing), false},
		{"null for an object", `,"data":null`, new(*thing), false},
		{"empty text for an object", `,"data":""`, new(*thing), false},
		{"an empty list for an object", `,"data":[]`, new(*thing), false},
		{"false for an object", `,"data":false`, new(*thing), false},
		{"text for an object", `,"data":"ok"`, new(*thing), false},
		{"an empty object", `,"data":{}`, new(*thing), true},
		{"an object into a value", `,"data":{"id":7}`, new(thing), true},
		{"an object that is missing for a value", ``, new(thing), false},
		{"a list that is missing is empty", ``, list, true},
		{"null for a list is empty", `,"data":null`, list, true},
		{"an empty list", `,"data":[]`, list, true},
		{"a PHP list for a map is empty", `,"data":[]`, byName, true},
		{"a number that is missing", ``, number, false},
		{"null for a number", `,"data":null`, number, false},
		{"a number that is none", `,"data":"abc"`, number, false},
		{"a quoted number", `,"data":"7"`, number, true},
		{"text that is missing", ``, text, false},
		{"text that is empty", `,"data":""`, text, true},
		{"nothing is wanted", ``, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(200, `{"code":0`+tt.data+`}`))
			err := connect(t, s.URL).Do(t.Context(), &Call{Op: opOnce}, tt.out, nil)
			if tt.ok {
				require.NoError(t, err)
				return
			}
			assert.ErrorIs(t, err, classcloud.DataLoss)
			assert.Equal(t, classcloud.OutcomeApplied, failure(t, err).Outcome)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Len(t, s.seen(), 1)
		})
	}
}

func TestAnUnreadableResult(t *testing.T) {
	garbage := reply(200, `{"code":0,"data":{"id":"abc"}}`)
	for _, tt := range []struct {
		op      Row
		outcome classcloud.Outcome
	}{
		{opOnce, classcloud.OutcomeApplied}, {opIdempotent, classcloud.OutcomeApplied},
		{opConsuming, classcloud.OutcomeApplied}, {opRead, classcloud.OutcomeNotApplied},
	} {
		t.Run(tt.op.Effect.String(), func(t *testing.T) {
			s := serve(t, garbage)
			_, err := connect(t, s.URL).get(t.Context(), tt.op)
			e := failure(t, err)
			assert.Equal(t, tt.outcome, e.Outcome)
			assert.ErrorIs(t, err, classcloud.DataLoss)
			assert.Contains(t, err.Error(), "/id", "where it does not fit")
			assert.Len(t, s.seen(), 1)
		})
	}
}

func TestTheSnippet(t *testing.T) {
	long := strings.Repeat("x", 600) + secret
	sensitive := opOnce
	sensitive.Sensitive = true

	s := serve(t, reply(500, long))
	_, err := connect(t, s.URL).get(t.Context(), opOnce)
	assert.Equal(t, long[:512], string(failure(t, err).Body))
	assert.NotContains(t, err.Error(), "xxx", "it is kept, not printed")

	for name, body := range map[string]string{
		"a page":              secret,
		"an error":            `{"code":"bad","data":"` + secret + `"}`,
		"an unreadable one":   `{"code":0,"data":{"id":"` + secret + `"}}`,
		"an unreadable shape": `{"code":0,"data":"` + secret + `"}`,
	} {
		t.Run("never of a reply that holds credentials: "+name, func(t *testing.T) {
			s := serve(t, reply(200, body))
			_, err := connect(t, s.URL).get(t.Context(), sensitive)
			e := failure(t, err)
			assert.Empty(t, e.Body)
			noSecret(t, err)
		})
	}
}

func TestTheRequestIDIsKept(t *testing.T) {
	s := serve(t, reply(200, `{"code":"bad","msg":"no such type"}`, "X-Request-Id", "r-1"))
	_, err := connect(t, s.URL).get(t.Context(), opRead)
	e := failure(t, err)
	assert.Equal(t, "r-1", e.RequestID)
	assert.Equal(t, 200, e.HTTPStatus)
	assert.Equal(t, "no such type", e.Message)
	assert.Equal(t, "bad", e.Code)
}

func TestConnectionsAreReused(t *testing.T) {
	s := serve(t, reply(200, success), page(404), reply(429, ""), reply(200, `{"code":"bad"}`), reply(302, "moved", "Location", "/x"),
		reply(200, zip(t, strings.NewReader(success)), "Content-Encoding", "gzip"),
		reply(200, `{"code":0,"data":{"id":1,"pad":"`+strings.Repeat("x", 1<<17)+`"}}`))
	h := connect(t, s.URL)
	for range 50 {
		_, _ = h.get(t.Context(), opRead, classcloud.WithoutRetry())
	}
	assert.Len(t, s.seen(), 50)
	assert.Equal(t, 1, s.connections)
}

func TestARedirectIsRefused(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			other := serve(t, reply(200, success))
			s := serve(t, reply(status, success, "Location", other.URL+"/elsewhere"))
			_, err := connect(t, s.URL).get(t.Context(), opRead)
			e := failure(t, err)
			assert.Empty(t, other.seen(), "the signed request must not be shown to anybody else")
			assert.Len(t, s.seen(), 1)
			assert.Contains(t, err.Error(), "redirect")
			assert.Equal(t, status, e.HTTPStatus)
			assert.NotEmpty(t, e.Hint)
		})
	}
}
