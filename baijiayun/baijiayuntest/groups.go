package baijiayuntest

import "fmt"

// maxGroups limits the groups of one call. The document does not have a limit; this one keeps a mistake from creating a million codes.
const maxGroups = 1000

// groupCodes holds the codes of a group of a room.
type groupCodes struct {
	groupID        int64
	admin, student string
}

func groupEndpoints() []endpoint {
	return []endpoint{
		posted("Groups.CreateCodes", "room/createGroupLiveCodes", prints{}, (*Server).createGroupCodes),
		posted("Groups.GetCodes", "room/getGroupLiveCodes", prints{}, (*Server).getGroupCodes),
		posted("Groups.ListRooms", "room/getGroupSubRoomId", prints{msg: true, ts: true}, (*Server).listGroupRooms),
	}
}

// createGroupCodes is API 31 创建分组直播参加码. It adds groups to those that exist.
func (s *Server) createGroupCodes(c *call) (any, *failure) {
	c.need("number")
	number := c.numberBetween("number", 1, maxGroups, 1)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	groups := s.state.groups[room.RoomID]
	first := len(groups)
	for range number {
		owner := codeOwner{roomID: room.RoomID, createTime: c.now.In(beijing())}
		groups = append(groups, groupCodes{
			groupID: int64(len(groups)) + 1,
			admin:   s.state.takeCode("", owner.as(roleAssistant)),
			student: s.state.takeCode("", owner.as(roleStudent)),
		})
	}
	s.state.groups[room.RoomID] = groups
	admins, students := room.groupRows(groups[first:])
	return object{"admin": admins, "student": students}, nil
}

// getGroupCodes is API 32 获取分组直播参加码. The codes of the big class come first; they do not have a group.
func (s *Server) getGroupCodes(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	admins, students := room.groupRows(s.state.groups[room.RoomID])
	return object{
		"admin":   append([]object{room.codeRow(room.AdminCode, roleAssistant)}, admins...),
		"student": students,
		"teacher": []object{room.codeRow(room.TeacherCode, roleTeacher)},
	}, nil
}

// listGroupRooms is API 36 获取支持大小班的分组直播小班教室room_id.
func (s *Server) listGroupRooms(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	return s.report(c.operation, room.RoomID).answer(), nil // the room ids in it are those of the small classes, so they stay
}

func (r *Room) groupRows(groups []groupCodes) (admins, students []object) {
	admins, students = []object{}, []object{}
	for _, group := range groups {
		admin, student := r.codeRow(group.admin, roleAssistant), r.codeRow(group.student, roleStudent)
		admin["group_id"], student["group_id"] = group.groupID, group.groupID
		admins, students = append(admins, admin), append(students, student)
	}
	return admins, students
}

func (r *Room) codeRow(code string, role int64) object {
	return object{
		"code":      code,
		"user_role": role,
		"url":       fmt.Sprintf("http://www.baijiayun.com/web/room/prepare?room_id=%d&code=%s", r.RoomID, code),
	}
}
