package baijiayuntest

import (
	"math"
	"slices"
	"strconv"
	"time"
)

const (
	titleLimit   = 50 // in characters; the vendor cuts the rest
	listLimit    = 100
	maxListLimit = 1000
	datetime     = "2006-01-02 15:04:05"
)

func roomEndpoints() []endpoint {
	return []endpoint{
		posted("Rooms.Create", "room/create", prints{msg: true}, (*Server).createRoom),
		posted("Rooms.Update", "room/update", prints{msg: true}, (*Server).updateRoom),
		posted("Rooms.Delete", "room/delete", prints{msg: true}, (*Server).deleteRoom),
		posted("Rooms.Get", "room/info", prints{msg: true, ts: true}, (*Server).getRoom),
		posted("Rooms.List", "room/list", prints{msg: true, ts: true}, (*Server).listRooms),
	}
}

// createRoom is API 2 创建房间.
func (s *Server) createRoom(c *call) (any, *failure) {
	room := Room{
		Title:          cut(c.text("title")),
		StartTime:      c.seconds("start_time"),
		EndTime:        c.seconds("end_time"),
		CreateTime:     c.now.Truncate(time.Second).In(beijing()),
		Type:           c.numberBetween("type", 1, 6, typeLarge), // 6 基础班一对一 is newer than the document
		Industry:       c.numberBetween("industry_type", 0, 1, 0),
		MaxUsers:       c.numberOr("max_users", 0),
		MaxBackupUsers: c.numberOr("max_backup_users", 0),
		LongTerm:       c.numberBetween("is_long_term", 0, 1, 0) == 1,
		Settings:       map[string]string{},
	}
	room.keep(c.parameters, roomSettings())
	if failed := s.judge(c, &room); failed != nil {
		return nil, failed
	}
	made := s.state.addRoom(room)
	return object{
		"room_id":      strconv.FormatInt(made.RoomID, 10), // the table says text as well
		"admin_code":   made.AdminCode,
		"teacher_code": made.TeacherCode,
		"student_code": made.StudentCode,
	}, nil
}

// updateRoom is API 3 更新房间信息. A parameter that is not sent stays.
func (s *Server) updateRoom(c *call) (any, *failure) {
	kept, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	room := kept.clone()
	room.Title = cut(c.textOr("title", room.Title))
	room.StartTime = c.secondsOr("start_time", room.StartTime)
	room.EndTime = c.secondsOr("end_time", room.EndTime)
	room.MaxUsers = c.numberOr("max_users", room.MaxUsers)
	room.MaxBackupUsers = c.numberOr("max_backup_users", room.MaxBackupUsers)
	room.keep(c.parameters, updateSettings())
	if c.given("enable_live_sell") && !c.now.Before(kept.StartTime) {
		c.refuse("enable_live_sell", "请在教室未开始前更新")
	}
	if failed := s.judge(c, &room); failed != nil {
		return nil, failed
	}
	*kept = room
	return nil, nil
}

// deleteRoom is API 4 删除房间.
func (s *Server) deleteRoom(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	room.Deleted = true
	return nil, nil
}

// listRooms is API 9 获取房间列表. The newest room comes first, and there is no total.
func (s *Server) listRooms(c *call) (any, *failure) {
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	limit := min(c.numberBetween("limit", 1, math.MaxInt64, listLimit), maxListLimit)
	product := c.product()
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	list := []object{}
	rooms := slices.DeleteFunc(s.state.newestRooms(product), func(r *Room) bool { return s.settings.listDelay > 0 && c.now.Sub(r.CreateTime) < s.settings.listDelay })
	for _, room := range paged(rooms, page, s.cap(c, limit)) {
		list = append(list, s.listed(room))
	}
	return object{"list": list}, nil
}

func (s *Server) listed(room *Room) object {
	item := object{
		"room_id":      quoted(room.RoomID),
		"title":        room.Title,
		"type":         quoted(room.Type),
		"max_users":    quoted(room.MaxUsers),
		"start_time":   room.StartTime.Unix(),
		"end_time":     room.EndTime.Unix(),
		"create_time":  room.CreateTime.Unix(),
		"teacher_code": room.TeacherCode,
		"admin_code":   room.AdminCode,
		"student_code": room.StudentCode,
	}
	if s.settings.dialect == DialectTables {
		item["industry_type"] = room.Industry
	}
	return item
}

// roomOf returns the room that the required room_id names.
func (s *Server) roomOf(c *call) (*Room, *failure) {
	id := c.number("room_id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return s.state.room(id)
}

// newestRooms returns the rooms of a product line (product_type; 0 means all) that are not deleted, the newest first.
func (s *state) newestRooms(product int64) []*Room {
	var rooms []*Room
	for _, room := range slices.Backward(s.rooms) {
		if !room.Deleted && (product == 0 || product == room.product()) {
			rooms = append(rooms, room)
		}
	}
	slices.SortStableFunc(rooms, func(a, b *Room) int { return b.CreateTime.Compare(a.CreateTime) })
	return rooms
}

// product returns the product line of a room: 1 education, 2 small class, 3 double teacher, 4 enterprise.
func (r *Room) product() int64 {
	switch {
	case r.Type == typeSmall || r.Type == typeSmallVM:
		return 2
	case r.Type == typeDouble:
		return 3
	case r.Industry == 1:
		return 4
	}
	return 1
}

// cap returns the size of the pages that the server gives: the size asked for, unless Server.Lie says less.
func (s *Server) cap(c *call, size int64) int64 {
	return int64(s.kit.Cap(c.operation, int(min(size, math.MaxInt))))
}

// paged returns one page of all; pages count from 1.
func paged[T any](all []T, page, limit int64) []T {
	count := int64(len(all))
	if page-1 > count/limit { // the product would overflow for a very large page
		return nil
	}
	start := min((page-1)*limit, count)
	return all[start:min(start+limit, count)]
}

func cut(title string) string {
	characters := []rune(title)
	return string(characters[:min(len(characters), titleLimit)])
}
