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

func BenchmarkListAttendance(b *testing.B) {
	var rows strings.Builder
	for i := range 10000 {
		if i > 0 {
			rows.WriteByte(',')
		}
		rows.WriteString(`{"date":"2026-11-02","user_number":"100000000000001","user_name":"学生 12","user_role":"0","first_time":"2026-11-02 08:00:00","last_time":"2026-11-02 08:45:00","actual_listen_time":"2700","user_ip":"203.0.113.5","client_type":"3","area":"北京","city":"北京"}`)
	}
	c, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "k"}, classcloud.WithLimiter(classcloud.NoLimit{}),
		classcloud.WithHTTPClient(&http.Client{Transport: cannedReply{`{"code":0,"data":{"total":10000,"room_user_info":[` + rows.String() + `]},"msg":"","ts":1501575608}`}}))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Reports.ListAttendance(b.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1, PageSize: 10000}); err != nil {
			b.Fatal(err)
		}
	}
}
