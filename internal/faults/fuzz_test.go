package faults_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/faults"
)

// says is a RoundTripper that answers everything with one reply, and counts.
type says struct {
	status int
	body   []byte
	sent   atomic.Int64
}

func (s *says) RoundTrip(r *http.Request) (*http.Response, error) {
	s.sent.Add(1)
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	return &http.Response{StatusCode: s.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(s.body)), Request: r}, nil
}

// FuzzRoad answers any operation with any reply, under any status: nothing panics, nothing is sent more often than its effect allows, no
// error shows a secret or is endless, and a write that a server failed at may have been applied.
func FuzzRoad(f *testing.F) {
	ops := operations(f)
	for i, op := range ops {
		f.Add(uint16(i), uint16(200), []byte(op.good))
		f.Add(uint16(i), uint16(500+i%5), []byte(`<html>`))
		f.Add(uint16(i), uint16(200), []byte(strings.Replace(op.good, ":", ":[", 1)))
	}
	clients := map[string]any{}
	answer := &says{}
	f.Fuzz(func(t *testing.T, which, status uint16, body []byte) {
		op := ops[int(which)%len(ops)]
		key := op.vendor.name
		if op.Name == "Auth.Login" {
			key += op.Name
		}
		if clients[key] == nil {
			client, err := op.vendor.open(op.Name, classcloud.WithBaseURL("http://vendor.invalid"), classcloud.WithHTTPClient(&http.Client{Transport: answer}),
				classcloud.WithClock(clienttest.NewClock()), classcloud.WithLimiter(classcloud.NoLimit{}))
			require.NoError(t, err)
			clients[key] = client
		}
		answer.status, answer.body = 100+int(status)%500, body
		answer.sent.Store(0)
		result, err := op.call(t.Context(), clients[key])
		c := cell{t: t, name: op.vendor.name + " " + op.Name, op: op, err: err, result: result, sends: int(answer.sent.Load()), fault: faults.Fault{Class: faults.Open}}
		most := attempts
		if c.once() {
			most = 1
		}
		c.open(most)
		if answer.status >= 500 && answer.status != http.StatusNotImplemented && c.writes() {
			assert.True(t, err == nil || classcloud.MaybeApplied(err), "%s: %v", c.name, err)
		}
		c.secrets("", "", nil)
	})
}
