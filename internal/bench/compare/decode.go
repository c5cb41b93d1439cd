package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// attendees returns n rows of attendance, as the vendor writes them: numbers are quoted, and some times are empty.
func attendees(n int) []byte {
	var out bytes.Buffer
	out.WriteByte('[')
	for i := range n {
		if i > 0 {
			out.WriteByte(',')
		}
		at := time.Date(2026, 11, 2, 8, 0, 0, 0, wire.CST).Add(time.Duration(i) * time.Second)
		_, _ = fmt.Fprintf(&out, `{"date":"2026-11-02","user_number":"%d","user_name":"学生 %d","user_role":"0","first_time":"%s",`+
			`"last_time":"%s","actual_listen_time":"%d","user_ip":"203.0.113.%d","client_type":"%d","area":"北京","city":"北京"}`,
			100000000000000+i, i, at.Format(time.DateTime), at.Add(45*time.Minute).Format(time.DateTime), 2700+i%60, i%250, i%8)
	}
	out.WriteByte(']')
	return out.Bytes()
}

// tolerant is a row of 11 fields as this module types them.
type tolerant struct {
	Date     classcloud.Date `json:"date"`
	Number   int64           `json:"user_number" check:"present"`
	Name     string          `json:"user_name"`
	Role     baijiayun.Role  `json:"user_role"`
	First    time.Time       `json:"first_time"`
	Last     time.Time       `json:"last_time"`
	Listened time.Duration   `json:"actual_listen_time" wire:"seconds"`
	IP       string          `json:"user_ip" check:"decorative"`
	Client   int             `json:"client_type"`
	Area     string          `json:"area" check:"decorative"`
	City     string          `json:"city" check:"decorative"`
}

// strict is the same row with everything left as text.
type strict struct {
	Date     string `json:"date"`
	Number   string `json:"user_number"`
	Name     string `json:"user_name"`
	Role     string `json:"user_role"`
	First    string `json:"first_time"`
	Last     string `json:"last_time"`
	Listened string `json:"actual_listen_time"`
	IP       string `json:"user_ip"`
	Client   string `json:"client_type"`
	Area     string `json:"area"`
	City     string `json:"city"`
}

// decodeRows compares the tolerant reading of rows with encoding/json's into strict structs of text.
func decodeRows(s settings) ([]result, error) {
	rows := max(100, 10_000/s.scale)
	data := attendees(rows)
	ours := func(n int) error {
		for range n {
			var out []tolerant
			report, err := wire.Read(data, &out)
			if err != nil || !report.OK() || len(out) != rows {
				return fmt.Errorf("%d rows: %w", len(out), err)
			}
		}
		return nil
	}
	theirs := func(n int) error {
		for range n {
			var out []strict
			if err := json.Unmarshal(data, &out); err != nil || len(out) != rows {
				return fmt.Errorf("%d rows: %w", len(out), err)
			}
		}
		return nil
	}
	r, err := s.pair("decode-10k", ours, theirs)
	if err != nil {
		return nil, err
	}
	allocations, err := memory([2]string{"decode-10k-allocs", "decode-10k-bytes"}, 3, ours, theirs)
	return append([]result{r}, allocations...), err
}

// cst is a time by hand.
type cst time.Time

func (t *cst) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	at, err := time.ParseInLocation(time.DateTime, string(text), wire.CST)
	*t = cst(at)
	return err
}

// attendee is a row by hand, with the types that a program needs.
type attendee struct {
	Date     string `json:"date"`
	Number   int64  `json:"user_number,string"`
	Name     string `json:"user_name"`
	Role     int    `json:"user_role,string"`
	First    cst    `json:"first_time"`
	Last     cst    `json:"last_time"`
	Listened int    `json:"actual_listen_time,string"`
	IP       string `json:"user_ip"`
	Client   int    `json:"client_type,string"`
	Area     string `json:"area"`
	City     string `json:"city"`
}

func (c byHand) attendance(ctx context.Context, roomID int64) ([]attendee, error) {
	body := byHandForm([]pairOf{{"room_id", strconv.FormatInt(roomID, 10)}, {"page_size", "10000"}})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/openapi/room_data/exportLiveReport", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 10<<20))
	if err != nil {
		return nil, err
	}
	var reply struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
		Data struct {
			Total int        `json:"total"`
			Users []attendee `json:"room_user_info"`
		} `json:"data"`
	}
	if err := json.Unmarshal(raw, &reply); err != nil {
		return nil, err
	}
	if reply.Code != 0 {
		return nil, fmt.Errorf("code %d: %s", reply.Code, reply.Msg)
	}
	return reply.Data.Users, nil
}

// listAttendance compares the typed call on 10,000 rows with the same by hand.
func listAttendance(s settings) ([]result, error) {
	rows := max(100, 10_000/s.scale)
	answer := stub{`{"code":0,"data":{"total":` + strconv.Itoa(rows) + `,"room_user_info":` + string(attendees(rows)) + `},"msg":"","ts":1501575608}`}
	client, err := ourClient("https://stub.invalid", answer)
	if err != nil {
		return nil, err
	}
	ours := func(n int) error {
		for range n {
			page, err := client.Reports.ListAttendance(context.Background(), &baijiayun.ListAttendanceRequest{RoomID: 26010100000001, PageSize: 10000})
			if err != nil || len(page.Attendance) != rows {
				return fmt.Errorf("attendance: %w", err)
			}
		}
		return nil
	}
	hand := byHand{"https://stub.invalid", &http.Client{Transport: answer}}
	theirs := func(n int) error {
		for range n {
			got, err := hand.attendance(context.Background(), 26010100000001)
			if err != nil || len(got) != rows {
				return fmt.Errorf("attendance: %w", err)
			}
		}
		return nil
	}
	r, err := s.pair("list-attendance", ours, theirs)
	if err != nil {
		return nil, err
	}
	allocations, err := memory([2]string{"list-attendance-allocs", "list-attendance-bytes"}, 3, ours, theirs)
	return append([]result{r}, allocations...), err
}
