package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
)

// AttendanceType says whose attendance to list (type).
type AttendanceType string

// The documented kinds.
const (
	AttendanceTypeAll       AttendanceType = "all"     // 所有用户
	AttendanceTypeStudent   AttendanceType = "student" // 学员, the vendor's default
	AttendanceTypeTeacher   AttendanceType = "teacher" // 老师
	AttendanceTypeAssistant AttendanceType = "admin"   // 助教
)

// attendancePerPage is asked for where the caller does not say: without a page_size the vendor puts everything in one reply.
const attendancePerPage = 500

// ListAttendanceRequest selects a page of who was in a room.
type ListAttendanceRequest struct {
	RoomID   int64           `json:"room_id" check:"required"`
	Type     AttendanceType  `json:"type"`      // default AttendanceTypeStudent
	Page     int             `json:"page"`      // from 1, the default
	PageSize int             `json:"page_size"` // rows a page, default 500; always sent
	Date     classcloud.Date `json:"date"`      // without it, every day
}

// AttendancePage is one page of rows.
type AttendancePage struct {
	Total      int          `json:"total,omitzero"` // of all pages
	Attendance []Attendance `json:"room_user_info,omitzero"`
}

// Attendance is how long a user was in a room on a day.
type Attendance struct {
	Date               classcloud.Date `json:"date,omitzero"`
	UserNumber         int64           `json:"user_number,omitzero"`
	UserName           string          `json:"user_name,omitzero"`
	Role               Role            `json:"user_role,omitzero"`
	FirstTime          time.Time       `json:"first_time,omitzero"`                        // entered first
	LastTime           time.Time       `json:"last_time,omitzero"`                         // left last
	FirstHeartbeatTime time.Time       `json:"first_heartbeat_time,omitzero"`              // first seen while the class was on; zero for never
	LastHeartbeatTime  time.Time       `json:"last_heartbeat_time,omitzero"`               // last seen while the class was on; zero for never
	ListenDuration     time.Duration   `json:"actual_listen_time,omitzero" wire:"seconds"` // in the room while the class was on, all stays together
	IP                 string          `json:"user_ip,omitzero"`
	NetworkOperator    string          `json:"network_operator,omitzero"`
	ClientType         ClientType      `json:"client_type,omitzero"`
	Area               string          `json:"area,omitzero"` // province
	City               string          `json:"city,omitzero"`
	GroupID            int64           `json:"group_id,omitzero"`
	Audition           bool            `json:"is_audition,omitzero"` // a trial listener: the vendor writes 0 for yes
}

// attendanceReply is a page of rows as the vendor writes them.
type attendanceReply struct {
	Total int             `json:"total"`
	Users []attendanceRow `json:"room_user_info"`
}

// attendanceRow is a row with the fields whose meaning or name differs.
type attendanceRow struct {
	Attendance
	IsAudition *int  `json:"is_audition"` // 0 is yes
	Group      int64 `json:"group"`       // group_id, as a published copy of this reply has it
}

// ListAttendance returns one page of who was in a room, and for how long; AllAttendance walks them all. The vendor's data is
// about an hour behind.
//
// Baijiayun API 20 导出直播教室学员观看记录, POST /openapi/room_data/exportLiveReport. page_size is always sent, since without it the
// vendor returns everything at once.
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

// AllAttendance walks who was in a room from in.Page on, one page of 500 rows in memory where in does not say otherwise. An
// error ends the walk; nothing is asked for after a break.
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
