package baijiayun_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

type cannedReply struct{ body string }

func (s cannedReply) RoundTrip(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{StatusCode: 200, ProtoMajor: 1, Header: http.Header{"Content-Type": {"application/json"}}, Request: r, ContentLength: int64(len(s.body)), Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

func BenchmarkCreate(b *testing.B) {
	c, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "k"}, classcloud.WithLimiter(classcloud.NoLimit{}),
		classcloud.WithHTTPClient(&http.Client{Transport: cannedReply{`{"code":0,"data":{"room_id":"26010100000001","admin_code":"aaaaaa","teacher_code":"bbbbbb","student_code":"cccccc"},"msg":"","ts":1501575608}`}}))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	start := time.Now().Add(24 * time.Hour)
	for b.Loop() {
		if _, err := c.Rooms.Create(b.Context(), &baijiayun.CreateRoomRequest{Title: "英语语法 Grammar 1", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture}); err != nil {
			b.Fatal(err)
		}
	}
}
