package classin_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
)

// lineWriter is a writer that takes a read deadline, as that of a connection does.
type lineWriter struct{ header http.Header }

func (w *lineWriter) Header() http.Header             { return w.header }
func (w *lineWriter) WriteHeader(int)                 {}
func (w *lineWriter) Write(p []byte) (int, error)     { return len(p), nil }
func (w *lineWriter) SetReadDeadline(time.Time) error { return nil }

// handling returns what handles a signed callback once more, each with an id of its own.
func handling(t testing.TB) func() {
	handled, calls := 0, 0
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error { handled++; return nil }},
		classin.Credentials{SID: 1234567, Secret: "invented"})
	bodies := make([]string, 1000)
	for i := range bodies {
		body, err := classin.SignCallback(fmt.Appendf(nil, `{"SID":1234567,"Cmd":"Enter","CourseID":20001,"ClassID":30001,"ActionTime":1793577600,"UID":1000456,`+
			`"_id":"%024x","Data":{"Identity":1,"Device":2}}`, i), "invented", time.Unix(1793577600, 0))
		require.NoError(t, err)
		bodies[i] = string(body)
	}
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	return func() {
		body := bodies[calls%len(bodies)]
		calls++
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
		h.ServeHTTP(&lineWriter{http.Header{}}, r)
		require.Equal(t, min(calls, len(bodies)), handled)
	}
}

func TestACallbackAllocatesLittle(t *testing.T) {
	assert.LessOrEqual(t, testing.AllocsPerRun(200, handling(t)), 40.0, "a callback: it was 54 once, with what the test itself needs")
}

func BenchmarkCallbackHandler(b *testing.B) {
	handle := handling(b)
	b.ReportAllocs()
	for b.Loop() {
		handle()
	}
}
