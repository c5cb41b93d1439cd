package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
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
	Total      int          `json:"total,omitzero"` // over all pages; -1 when the reply does not say
	Attendance []Attendance `json:"room_user_info,omitzero"`
}

// AuditionStatus says whether a user is a trial listener (is_audition). Its numbers are the vendor's: 0 is a trial.
type AuditionStatus int

// The documented statuses.
const (
	AuditionStatusTrial   AuditionStatus = 0 // a trial listener: 试听
	AuditionStatusRegular AuditionStatus = 1 // not a trial listener: 非试听
)

var auditionStatusNames = map[AuditionStatus]string{
	AuditionStatusTrial:   "Trial",
	AuditionStatusRegular: "Regular",
}

// String returns the status's name, or AuditionStatus(9) for a value this module does not know.
func (s AuditionStatus) String() string {
	return wire.EnumName("AuditionStatus", s, auditionStatusNames)
}

// Attendance says when and how long a user was in a room on one day. An enum that the reply does not hold is -1, which has no name. Where
// the user was and with what (IP, NetworkOperator, ClientName, Area, City) is decorative: what cannot be read of it does not cost the row.
type Attendance struct {
	Date               classcloud.Date `json:"date,omitzero"`
	UserNumber         int64           `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	UserName           string          `json:"user_name,omitzero"`
	Role               Role            `json:"user_role,omitzero"`
	FirstTime          time.Time       `json:"first_time,omitzero"`                                        // when the user first entered
	LastTime           time.Time       `json:"last_time,omitzero"`                                         // when the user last left
	FirstHeartbeatTime time.Time       `json:"first_heartbeat_time,omitzero"`                              // when the user was first seen while the class was on; zero for never
	LastHeartbeatTime  time.Time       `json:"last_heartbeat_time,omitzero"`                               // when the user was last seen while the class was on; zero for never
	ListenDuration     time.Duration   `json:"actual_listen_time,omitzero" wire:"seconds" check:"present"` // how long the user was in the room while the class was on, over all visits
	IP                 string          `json:"user_ip,omitzero" check:"decorative"`
	NetworkOperator    string          `json:"network_operator,omitzero" check:"decorative"`
	ClientType         ClientType      `json:"client_type,omitzero"`             // -1 for a client without a number, which ClientName names
	ClientName         string          `json:"client_name,omitzero"`             // what the vendor wrote in client_type when it is not a number; the name is ours
	Area               string          `json:"area,omitzero" check:"decorative"` // the province
	City               string          `json:"city,omitzero" check:"decorative"`
	GroupID            int64           `json:"group_id,omitzero"` // the user's group; 0 for none
	Audition           AuditionStatus  `json:"is_audition"`       // whether the user is a trial listener: the vendor's 0 is a trial, so a 0 is written too
}

// attendanceReply is a page of rows as the vendor writes them.
type attendanceReply struct {
	Total *int            `json:"total" check:"decorative"`
	Users []attendanceRow `json:"room_user_info" check:"present"`
}

// attendanceRow is a row with the fields whose meaning or name differs from Attendance.
type attendanceRow struct {
	Attendance
	Client clientText `json:"client_type"`
	Group  int64      `json:"group"` // group_id, as a published copy of this reply has it
}

// ListAttendance returns one page of who was in a room, when and how long; AllAttendance iterates over all pages. The vendor's data is about
// an hour late.
//
// Baijiayun API 20 导出直播教室学员观看记录, POST /openapi/room_data/exportLiveReport. page_size is always sent, because without it
// the vendor returns all rows at once. The largest page is not in the document: the vendor may give fewer rows than PageSize. Safe to
// repeat.
func (s ReportsService) ListAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) (*AttendancePage, error) {
	if in != nil {
		ask := *in
		ask.PageSize = pageSize(in.PageSize, attendancePerPage, 0)
		in = &ask
	}
	out, err := call[*attendanceReply](ctx, s.client, opReportsListAttendance, in, opts)
	if out == nil {
		return nil, err
	}
	page := &AttendancePage{Total: totalOf(out.Total, len(out.Users)), Attendance: make([]Attendance, len(out.Users))}
	for i := range out.Users {
		row := &out.Users[i]
		page.Attendance[i] = row.Attendance
		page.Attendance[i].GroupID = orElse(row.GroupID, row.Group)
		page.Attendance[i].ClientType, page.Attendance[i].ClientName = row.Client.read()
	}
	return page, err
}

// attendanceID is what identifies a row: the user, the day and the visit, and not what changes while the class goes on. Guests have the
// number 0; two of one name, who came at the same second with the same client from the same address, are told apart on one page only.
type attendanceID struct {
	date       classcloud.Date
	userNumber int64
	userName   string
	role       Role
	first      int64
	ip         string
	client     ClientType
}

func (a Attendance) id() attendanceID {
	return attendanceID{a.Date, a.UserNumber, a.UserName, a.Role, a.FirstTime.Unix(), a.IP, a.ClientType}
}

// AllAttendance iterates over a room's attendance, starting at in.Page, with one page in memory: 500 rows unless in.PageSize says
// otherwise. It goes on until as many rows came as the vendor says there are, whatever the size of the pages. A row that cannot be read is
// an error and does not end the iteration; when rows are missing at the end, the last error is DataLoss and says how many. Any other
// error ends the iteration, and after a break no further page is fetched.
//
// While a class is on, rows may move between pages; when the total changes, the pages are gone through again until nothing new comes. From
// a later page than the first the rows cannot be counted, and an empty page is the end.
func (s ReportsService) AllAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) iter.Seq2[Attendance, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, attendancePerPage, 0)
	return walk(opReportsListAttendance, at.Page, Attendance.id, func(page int) ([]Attendance, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListAttendance(ctx, &ask, opts...)
		return valueOf(out).Attendance, valueOf(out).Total, err
	})
}
