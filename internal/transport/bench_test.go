package transport

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
)

// BenchmarkCall compares a call with the same call written by hand with net/http, in turns against one server. The ratio shows what
// this package costs.
func BenchmarkCall(b *testing.B) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, success)
	}))
	defer s.Close()
	h := build(b, s.URL, classcloud.WithLimiter(classcloud.NoLimit{}))
	byHand := newHTTPClient()
	defer byHand.CloseIdleConnections()

	hand := func() {
		body, _ := json.Marshal(map[string]string{"name": "maths"})
		req, _ := http.NewRequestWithContext(b.Context(), "POST", s.URL+"/things/get?sign=x", bytes.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		resp, err := byHand.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		var envelope struct {
			Code int
			Data thing
		}
		data, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || json.Unmarshal(data, &envelope) != nil || envelope.Data.ID != 7 {
			b.Fatal("no answer")
		}
	}
	ours := func() {
		if out, err := h.get(b.Context(), opRead); err != nil || out.ID != 7 {
			b.Fatal(err)
		}
	}
	hand()
	ours()
	b.Run("by hand and ours in turns", func(b *testing.B) {
		var handTime, ourTime time.Duration
		for b.Loop() {
			began := time.Now()
			hand()
			between := time.Now()
			ours()
			handTime += between.Sub(began)
			ourTime += time.Since(between)
		}
		b.ReportMetric(float64(ourTime)/float64(handTime), "ratio")
		b.ReportMetric(float64(ourTime-handTime)/float64(b.N), "extra-ns/call")
	})
	b.Run("by hand", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			hand()
		}
	})
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ours()
		}
	})
}
