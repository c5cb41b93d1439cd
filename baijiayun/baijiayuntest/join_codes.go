package baijiayuntest

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// JoinCode is a student's code for a room (参加码).
type JoinCode struct {
	RoomID     int64
	UserNumber int64 // 0 for the public code, which is the room's StudentCode
	Code       string
	AvatarURL  string
	Audition   bool // a trial listener's code (试听)
	CreateTime time.Time
}

// codeKey identifies a code: there is one per room and user.
type codeKey struct {
	roomID, userNumber int64
	audition           bool
}

// JoinCodes returns the codes of users in the order of creation.
func (s *Server) JoinCodes() []JoinCode {
	var codes []JoinCode
	s.kit.Do(func() {
		for _, code := range s.state.joinCodes {
			codes = append(codes, *code)
		}
	})
	return codes
}

// AddJoinCode adds a code without a call, for instance a trial listener's, and returns the code as the server keeps it. An empty Code is made up, and a zero CreateTime becomes now. AddJoinCode panics on a room that does not exist, on a
// second code for the same user of a room, and on a code that is taken.
func (s *Server) AddJoinCode(code JoinCode) JoinCode {
	now := s.Now()
	s.kit.Do(func() {
		s.state.mustHaveRoom("AddJoinCode", code.RoomID)
		_, has := s.state.codeOf[codeKey{code.RoomID, code.UserNumber, code.Audition}]
		if has || code.Code != "" && s.state.isTaken(code.Code) {
			panic(fmt.Sprintf("baijiayuntest: AddJoinCode: user %d has a code, or %q is taken", code.UserNumber, code.Code))
		}
		if code.CreateTime.IsZero() {
			code.CreateTime = now
		}
		code = *s.state.addJoinCode(code)
	})
	return code
}

func joinCodeEndpoints() []endpoint {
	return []endpoint{
		posted("JoinCodes.Create", "room/getcode", prints{msg: true}, (*Server).createJoinCode),
		posted("JoinCodes.Get", "room/getCodeInfo", prints{msg: true, ts: true}, (*Server).getJoinCode),
		posted("JoinCodes.List", "room/listcode", prints{msg: true}, (*Server).listJoinCodes),
		posted("JoinCodes.CreateAudition", "room/getAuditionCode", prints{msg: true, ts: true}, (*Server).createAuditionCodes),
	}
}

// createJoinCode is API 6 生成用户参加码. The same user gets the same code again.
func (s *Server) createJoinCode(c *call) (any, *failure) {
	code := JoinCode{
		UserNumber: c.number("user_number"),
		AvatarURL:  c.urlOr("user_avatar", "http", "https"),
		CreateTime: c.now,
	}
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	code.RoomID = room.RoomID
	made := s.state.codeOf[codeKey{code.RoomID, code.UserNumber, false}]
	if made == nil {
		made = s.state.addJoinCode(code)
	}
	if c.sent("user_avatar") {
		made.AvatarURL = code.AvatarURL
	}
	return object{"student_code": made.Code}, nil
}

// addJoinCode keeps a code. The public code exists since the room was created.
func (s *state) addJoinCode(code JoinCode) *JoinCode {
	code.CreateTime = code.CreateTime.Truncate(time.Second).In(beijing())
	if code.UserNumber == 0 && code.Code == "" && !code.Audition {
		code.Code = s.roomByID[code.RoomID].StudentCode
	} else {
		code.Code = s.takeCode(code.Code, codeOwner{code.RoomID, code.UserNumber, roleStudent, code.CreateTime})
	}
	s.joinCodes = append(s.joinCodes, &code)
	s.codeOf[codeKey{code.RoomID, code.UserNumber, code.Audition}] = &code
	return &code
}

// getJoinCode is API 7 获取用户参加码信息. An unknown code is not an error.
func (s *Server) getJoinCode(c *call) (any, *failure) {
	code := c.text("code")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	owner, exists := s.state.codes[code]
	if exists {
		_, gone := s.state.room(owner.roomID)
		exists = gone == nil
	}
	if !exists {
		return s.noJoinCode(), nil
	}
	info := object{
		"code":        code,
		"room_id":     owner.roomID,
		"user_number": owner.userNumber,
		"user_role":   owner.userRole,
		"create_time": owner.createTime.Format(datetime),
	}
	if s.settings.dialect == DialectTables {
		info["user_name"] = ""
	}
	return object{"exist": true, "code_info": info}, nil
}

// noJoinCode returns the reply for an unknown code. The document does not say how code_info is missing; each dialect has its own way.
func (s *Server) noJoinCode() object {
	switch s.settings.dialect {
	case DialectTables:
		return object{"exist": false}
	case DialectQuoted:
		return object{"exist": false, "code_info": []any{}}
	}
	return object{"exist": false, "code_info": nil}
}

// listJoinCodes is API 8 获取已生成的参加码列表. The newest comes first.
func (s *Server) listJoinCodes(c *call) (any, *failure) {
	audition := c.numberBetween("type", 0, 1, 0) == 1
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	limit := min(c.numberBetween("limit", 1, math.MaxInt64, listLimit), maxListLimit)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	codes := []*JoinCode{}
	for _, code := range slices.Backward(s.state.joinCodes) {
		if code.RoomID == room.RoomID && code.Audition == audition {
			codes = append(codes, code)
		}
	}
	list := []object{}
	for _, code := range paged(codes, page, s.cap(c, limit)) {
		list = append(list, s.listedCode(code))
	}
	return object{"total": int64(len(codes)), "list": list}, nil
}

func (s *Server) listedCode(code *JoinCode) object {
	name := "code"
	if s.settings.dialect == DialectTables {
		name = "student_code"
	}
	return object{name: code.Code, "user_number": quoted(code.UserNumber), "user_avatar": code.AvatarURL}
}
