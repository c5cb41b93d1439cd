package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
)

// AttendanceType says whose attendance to list (type).
type AttendanceType string

// The documented values.
const (
	AttendanceTypeAll       AttendanceType = "all"     // everybody: 所有用户
	AttendanceTypeStudent   AttendanceType = "student" // students, the vendor's default: 学员
	AttendanceTypeTeacher   AttendanceType = "teacher" // teachers: 老师
	AttendanceTypeAssistant AttendanceType = "admin"   // assistants: 助教
)

// attendancePerPage is the default page size. Without a page_size the vendor would send all rows in one reply.
const attendancePerPage = 500

// ListAttendanceRequest selects a page of a room's attendance.
type ListAttendanceRequest struct {
	RoomID   int64           `json:"room_id" check:"required"`
	Type     AttendanceType  `json:"type"`      // default AttendanceTypeStudent
	Page     int             `json:"page"`      // from 1, the default
	PageSize int             `json:"page_size"` // rows per page, default 500; always sent
	Date     classcloud.Date `json:"date"`      // only this day; default every day
}

// AttendancePage is one page of a room's attendance.
type AttendancePage struct {
	Total      int          `json:"total,omitzero"` // over all pages
	Attendance []Attendance `json:"room_user_info,omitzero"`
}

// Attendance says when and how long a user was in a room on one day.
type Attendance struct {
	Date               classcloud.Date `json:"date,omitzero"`
	UserNumber         int64           `json:"user_number,omitzero"` // the user's number in your own system
	UserName           string          `json:"user_name,omitzero"`
	Role               Role            `json:"user_role,omitzero"`
	FirstTime          time.Time       `json:"first_time,omitzero"`                        // when the user first entered
	LastTime           time.Time       `json:"last_time,omitzero"`                         // when the user last left
	FirstHeartbeatTime time.Time       `json:"first_heartbeat_time,omitzero"`              // when the user was first seen while the class was on; zero for never
	LastHeartbeatTime  time.Time       `json:"last_heartbeat_time,omitzero"`               // when the user was last seen while the class was on; zero for never
	ListenDuration     time.Duration   `json:"actual_listen_time,omitzero" wire:"seconds"` // how long the user was in the room while the class was on, over all visits
	IP                 string          `json:"user_ip,omitzero"`
	NetworkOperator    string          `json:"network_operator,omitzero"`
	ClientType         ClientType      `json:"client_type,omitzero"`
	Area               string          `json:"area,omitzero"` // the province
	City               string          `json:"city,omitzero"`
	GroupID            int64           `json:"group_id,omitzero"`    // the user's group; 0 for none
	Audition           bool            `json:"is_audition,omitzero"` // the user is a trial listener
}

// attendanceReply is a page of rows as the vendor writes them.
type attendanceReply struct {
	Total int             `json:"total"`
	Users []attendanceRow `json:"room_user_info"`
}

// attendanceRow is a row with the fields whose meaning or name differs from Attendance.
type attendanceRow struct {
	Attendance
	IsAudition *int  `json:"is_audition"` // 0 means yes
	Group      int64 `json:"group"`       // group_id, as a published copy of this reply has it
}

// ListAttendance returns one page of who was in a room, when and how long; AllAttendance iterates over all pages. The vendor's data is about
// an hour late.
//
// Baijiayun API 20 导出直播教室学员观看记录, POST /openapi/room_data/exportLiveReport. page_size is always sent, because without it
// the vendor returns all rows at once. Safe to repeat.
func (s ReportsService) ListAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) (*AttendancePage, error) {
	if in != nil {
		ask := *in
		ask.PageSize = pageSize(in.PageSize, attendancePerPage, 0)
		in = &ask
	}
	out, err := call[attendanceReply](ctx, s.client, opReportsListAttendance, in, opts)
	if err != nil {
		return nil, err
	}
	page := &AttendancePage{Total: out.Total, Attendance: make([]Attendance, len(out.Users))}
	for i, row := range out.Users {
		page.Attendance[i] = row.Attendance
		page.Attendance[i].GroupID = orElse(row.GroupID, row.Group)
		page.Attendance[i].Audition = row.IsAudition != nil && *row.IsAudition == 0
	}
	return page, nil
}

// AllAttendance iterates over a room's attendance, starting at in.Page, with one page in memory: 500 rows unless in.PageSize says
// otherwise. An error ends the iteration, and after a break no further page is fetched.
func (s ReportsService) AllAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) iter.Seq2[Attendance, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, attendancePerPage, 0)
	return pages(at.Page, at.PageSize, func(page int) ([]Attendance, error) {
		ask := at
		ask.Page = page
		out, err := s.ListAttendance(ctx, &ask, opts...)
		return valueOf(out).Attendance, err
	})
}
