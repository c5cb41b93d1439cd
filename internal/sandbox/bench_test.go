package sandbox

import (
	"context"
	"crypto/md5" // the vendor's signature
	"encoding/hex"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkAThousandCallsASecond calls at a steady 1,000 a second while somebody listens to the events, and reports how late replies come
// and what the heap is at the end. With -benchtime 10000x it lasts ten seconds. Client and sandbox share the machine.
func BenchmarkAThousandCallsASecond(b *testing.B) {
	box, form := busy(b)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	took := make([]time.Duration, b.N)
	done := make(chan int, 1000)
	slots := make(chan struct{}, 64)
	b.ResetTimer()
	began := time.Now()
	go func() {
		for i := range b.N {
			<-tick.C
			slots <- struct{}{}
			go func() {
				at := time.Now()
				box.call(b, form)
				took[i] = time.Since(at)
				<-slots
				done <- i
			}()
		}
	}()
	for range b.N {
		<-done
	}
	spent := time.Since(began)
	b.StopTimer()
	report(b, box, took, spent)
}

// BenchmarkCalls calls as fast as it can, while somebody listens.
func BenchmarkCalls(b *testing.B) {
	box, form := busy(b)
	b.ResetTimer()
	began := time.Now()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			box.call(b, form)
		}
	})
	b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "calls/s")
}

// BenchmarkRefusedCalls does the same with a signature that no mistake explains, so that all mistakes are tried.
func BenchmarkRefusedCalls(b *testing.B) {
	box, form := busy(b)
	form += "0"
	b.ResetTimer()
	began := time.Now()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			box.call(b, form)
		}
	})
	b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "calls/s")
}

type busyBox struct {
	*Sandbox
	url    string
	client *http.Client
	heard  chan int64 // how many bytes the listener has read, when it ends
}

// busy starts a sandbox with a listener, and returns the form of a signed call.
func busy(b *testing.B) (*busyBox, string) {
	b.Helper()
	box, err := New(Config{Port: -1, Vendors: []string{"baijiayun"}})
	if err != nil {
		b.Fatal(err)
	}
	url := box.stand("baijiayun").now().url
	x := &busyBox{Sandbox: box, url: url, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}, heard: make(chan int64, 1)}
	ctx, stop := context.WithCancel(context.Background())
	request, _ := http.NewRequestWithContext(ctx, "GET", box.URL()+"/api/events", nil)
	response, err := http.DefaultClient.Do(request) //nolint:bodyclose // the cleanup closes it
	if err != nil {
		b.Fatal(err)
	}
	go func() {
		n, _ := io.Copy(io.Discard, response.Body)
		x.heard <- n
	}()
	b.Cleanup(func() {
		stop()
		<-x.heard
		_ = response.Body.Close()
		x.client.CloseIdleConnections()
		if err := box.Close(); err != nil {
			b.Error(err)
		}
	})
	return x, signedForm(box)
}

// signedForm asks for a room that does not exist.
func signedForm(box *Sandbox) string {
	keys := box.stand("baijiayun").keys
	text := "partner_id=" + keys["BAIJIAYUN_PARTNER_ID"] + "&room_id=26083100000001&timestamp=" + strconv.FormatInt(time.Now().Unix(), 10)
	sum := md5.Sum([]byte(text + "&partner_key=" + keys["BAIJIAYUN_PARTNER_KEY"])) // the vendor's signature
	return text + "&sign=" + hex.EncodeToString(sum[:])
}

func (x *busyBox) call(b *testing.B, form string) {
	response, err := x.client.Post(x.url+"/openapi/room/info", "application/x-www-form-urlencoded", strings.NewReader(form))
	if err != nil {
		b.Error(err)
		return
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
}

func report(b *testing.B, box *busyBox, took []time.Duration, spent time.Duration) {
	b.Helper()
	slices.Sort(took)
	var heap runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&heap)
	b.ReportMetric(float64(b.N)/spent.Seconds(), "calls/s")
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(heap.HeapInuse)/(1<<20), "heap-MiB")
	entries, bytes, _ := box.journal.state()
	b.ReportMetric(float64(entries), "remembered")
	b.ReportMetric(float64(bytes)/(1<<20), "log-MiB")
}
