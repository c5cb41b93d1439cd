package baijiayuntest

import (
	"math"
	"strconv"
	"time"
)

// Attendance is a user's attendance of a room on one day (观看记录).
type Attendance struct {
	Date               string // 2018-03-02; AddAttendance sets "" to the day of FirstTime
	UserNumber         int64  // the user's number in the caller's system
	UserName           string
	Role               int64         // 0 student, 1 teacher, 2 assistant
	FirstTime          time.Time     // when the user first entered
	LastTime           time.Time     // when the user last left
	FirstHeartbeatTime time.Time     // first seen while the class was on; the zero time is printed as ""
	LastHeartbeatTime  time.Time     // last seen while the class was on; the zero time is printed as ""
	ListenDuration     time.Duration // actual_listen_time
	IP                 string
	NetworkOperator    string
	ClientType         int64  // 0 PC web, 1 PC client, 2 mobile web, 3 iOS, 4 Android, 5 Mac, 6 WeChat mini program
	Area               string // the province
	City               string
	GroupID            int64 // 0 for none
	Audition           bool  // a trial listener; printed inverted, is_audition 0 means yes
}

// attendanceOfRoom holds the rows of a room, and caches selections, so that a page of a large room does not go through all rows.
type attendanceOfRoom struct {
	rows  []*Attendance
	views map[attendanceView][]*Attendance
}

// attendanceView selects rows. The role -1 means every role.
type attendanceView struct {
	role int64
	date string
}

const everyRole = -1

// AddAttendance adds rows to the attendance of a room, in this order. All rooms have the document's example until the first call of
// AddAttendance for any room; from then on a room has the rows that were added to it, and those that Enter makes. AddAttendance panics on a
// room that does not exist.
func (s *Server) AddAttendance(roomID int64, rows ...Attendance) {
	s.kit.Do(func() {
		s.state.mustHaveRoom("AddAttendance", roomID)
		s.state.attendanceOf(roomID)
		for _, row := range rows {
			if row.Date == "" {
				row.Date = row.FirstTime.In(beijing()).Format(time.DateOnly)
			}
			s.state.addAttendance(roomID, row)
		}
	})
}

// attendanceOf returns the rows of a room to add to.
func (s *state) attendanceOf(roomID int64) *attendanceOfRoom {
	kept := s.attendance[roomID]
	if kept == nil {
		kept = &attendanceOfRoom{}
		s.attendance[roomID] = kept
	}
	clear(kept.views)
	return kept
}

func (s *state) addAttendance(roomID int64, row Attendance) *Attendance {
	kept := s.attendanceOf(roomID)
	kept.rows = append(kept.rows, &row)
	return &row
}

func attendanceEndpoints() []endpoint {
	return []endpoint{
		postedOrGot("Reports.ListAttendance", "room_data/exportLiveReport", prints{msg: true, ts: true}, (*Server).listAttendance),
	}
}

// listAttendance is API 20 导出直播教室学员观看记录. Without a page_size, or with 0, it returns all rows.
func (s *Server) listAttendance(c *call) (any, *failure) {
	view := attendanceView{role: s.readAttendanceRole(c), date: readAttendanceDate(c)}
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberOr("page_size", 0)
	if size == 0 {
		page, size = 1, math.MaxInt64
	}
	size = s.cap(c, size)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if len(s.state.attendance) == 0 {
		return documentedAttendance(view, page, size), nil
	}
	rows := s.state.attendance[room.RoomID].view(view)
	list := []any{}
	for _, row := range paged(rows, page, size) {
		list = append(list, s.attended(row))
	}
	return object{"total": int64(len(rows)), "room_user_info": list}, nil
}

func (s *Server) readAttendanceRole(c *call) int64 {
	switch c.oneOf("type", "student", "all", "student", "teacher", "admin") {
	case "all":
		return everyRole
	case "teacher":
		return roleTeacher
	case "admin":
		return roleAssistant
	}
	return roleStudent
}

// readAttendanceDate reads the date. 0, the document's default, means every day.
func readAttendanceDate(c *call) string {
	if c.fields["date"] == "0" {
		return ""
	}
	return c.dateOr("date")
}

func (a *attendanceOfRoom) view(view attendanceView) []*Attendance {
	if a == nil {
		return nil
	}
	rows, cached := a.views[view]
	if cached {
		return rows
	}
	for _, row := range a.rows {
		if view.shows(row.Role) && (view.date == "" || view.date == row.Date) {
			rows = append(rows, row)
		}
	}
	if a.views == nil {
		a.views = map[attendanceView][]*Attendance{}
	}
	a.views[view] = rows
	return rows
}

func (v attendanceView) shows(role int64) bool { return v.role == everyRole || v.role == role }

// attendedRow is a row as the examples and the tables print it. It is a struct and not a map, as in other replies, because there can be
// very many rows.
type attendedRow struct {
	Date               string `json:"date"`
	UserNumber         int64  `json:"user_number"`
	UserName           string `json:"user_name"`
	UserRole           int64  `json:"user_role"`
	FirstTime          string `json:"first_time"`
	LastTime           string `json:"last_time"`
	FirstHeartbeatTime string `json:"first_heartbeat_time"`
	LastHeartbeatTime  string `json:"last_heartbeat_time"`
	ActualListenTime   int64  `json:"actual_listen_time"`
	UserIP             string `json:"user_ip"`
	NetworkOperator    string `json:"network_operator"`
	ClientType         int64  `json:"client_type"`
	Area               string `json:"area"`
	City               string `json:"city"`
	Group              int64  `json:"group_id"`
	IsAudition         int64  `json:"is_audition"`
}

// quotedRow is a row as seen on the wire: numbers are quoted, and group_id is group.
type quotedRow struct {
	Date               string `json:"date"`
	UserNumber         int64  `json:"user_number,string"`
	UserName           string `json:"user_name"`
	UserRole           int64  `json:"user_role,string"`
	FirstTime          string `json:"first_time"`
	LastTime           string `json:"last_time"`
	FirstHeartbeatTime string `json:"first_heartbeat_time"`
	LastHeartbeatTime  string `json:"last_heartbeat_time"`
	ActualListenTime   int64  `json:"actual_listen_time,string"`
	UserIP             string `json:"user_ip"`
	NetworkOperator    string `json:"network_operator"`
	ClientType         int64  `json:"client_type,string"`
	Area               string `json:"area"`
	City               string `json:"city"`
	Group              int64  `json:"group,string"`
	IsAudition         int64  `json:"is_audition,string"`
}

func (s *Server) attended(row *Attendance) any {
	printed := attendedRow{
		Date:               row.Date,
		UserNumber:         row.UserNumber,
		UserName:           row.UserName,
		UserRole:           row.Role,
		FirstTime:          printed(row.FirstTime),
		LastTime:           printed(row.LastTime),
		FirstHeartbeatTime: printed(row.FirstHeartbeatTime),
		LastHeartbeatTime:  printed(row.LastHeartbeatTime),
		ActualListenTime:   wholeSeconds(row.ListenDuration),
		UserIP:             row.IP,
		NetworkOperator:    row.NetworkOperator,
		ClientType:         row.ClientType,
		Area:               row.Area,
		City:               row.City,
		Group:              row.GroupID,
		IsAudition:         flag(!row.Audition),
	}
	if s.settings.dialect == DialectQuoted {
		return quotedRow(printed)
	}
	return printed
}

// printed returns a time as the reports print it; the zero time is "".
func printed(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(beijing()).Format(datetime)
}

// documentedAttendance returns the document's example for the roles and the day of a view.
func documentedAttendance(view attendanceView, page, size int64) object {
	rows := []any{}
	for _, row := range rowsOf(documentedData("Reports.ListAttendance"), "room_user_info").([]any) {
		fields := row.(map[string]any)
		text, _ := textOf(fields["user_role"])
		role, _ := strconv.ParseInt(text, 10, 64)
		if !view.shows(role) {
			continue
		}
		if view.date != "" {
			fields["date"] = view.date
		}
		rows = append(rows, fields)
	}
	return object{"total": int64(len(rows)), "room_user_info": append([]any{}, paged(rows, page, size)...)}
}
