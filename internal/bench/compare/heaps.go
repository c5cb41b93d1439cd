package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// endless answers every page of attendance with 500 rows of its own.
type endless struct{ total int }

func (e endless) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	page := 1
	for field := range strings.SplitSeq(string(body), "&") {
		if text, ok := strings.CutPrefix(field, "page="); ok {
			page, _ = strconv.Atoi(text)
		}
	}
	rows := make([]string, 0, 500)
	for i := (page - 1) * 500; i < min(page*500, e.total); i++ {
		rows = append(rows, fmt.Sprintf(`{"date":"2026-11-02","user_number":%d,"user_name":"学生","user_role":0,"actual_listen_time":2700}`, 1000+i))
	}
	return stub{fmt.Sprintf(`{"code":0,"data":{"total":%d,"room_user_info":[%s]}}`, e.total, strings.Join(rows, ","))}.RoundTrip(r)
}

// streamHeap measures by how much the heap grows while a million rows go through AllAttendance.
func streamHeap(s settings) ([]result, error) {
	rows := 1_000_000 / s.scale
	client, err := ourClient("https://stub.invalid", endless{rows})
	if err != nil {
		return nil, err
	}
	grown, err := heap(func(look func()) error {
		seen := 0
		for _, err := range client.Reports.AllAttendance(context.Background(), &baijiayun.ListAttendanceRequest{RoomID: 26010100000001}) {
			if err != nil {
				return err
			}
			if seen++; seen%(rows/200) == 0 {
				look()
			}
		}
		if seen != rows {
			return fmt.Errorf("%d of %d rows", seen, rows)
		}
		return nil
	})
	return []result{{Name: "stream-heap", Ours: grown, Unit: "MiB; no opponent"}}, err
}

// zeros is a file of so many bytes that are never in memory.
type zeros struct {
	left int64
	look func() // called every 8 MB
	read int
}

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	z.left -= n
	if z.read += int(n); z.read >= 8<<20 {
		z.read = 0
		z.look()
	}
	clear(p[:n])
	return int(n), nil
}

// uploadHeap measures by how much the heap grows while 500 MB are uploaded.
func uploadHeap(s settings) ([]result, error) {
	size := int64(500<<20) / int64(s.scale)
	client, err := ourClient("https://stub.invalid", stub{`{"code":0,"data":{"fid":832417,"name":"a.pdf"}}`})
	if err != nil {
		return nil, err
	}
	grown, err := heap(func(look func()) error {
		got, err := client.Documents.Upload(context.Background(), &baijiayun.UploadDocumentRequest{
			File: &classcloud.File{Name: "a.pdf", Content: &zeros{left: size, look: look}}})
		if err == nil && got.FID != 832417 {
			err = errors.New("another file")
		}
		return err
	})
	return []result{{Name: "upload-heap", Ours: grown, Unit: "MiB; no opponent"}}, err
}
