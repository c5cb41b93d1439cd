package auitest

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Role is who a member is.
type Role int64

// The roles. On the wire a teacher is 3; in DialectV10, which does not have assistants, a teacher is 2.
const (
	RoleStudent   Role = 1 // everybody who is not the teacher or the assistant
	RoleAssistant Role = 2 // the assistant, who needs the class's permit
	RoleTeacher   Role = 3 // the user with the class's TeacherID
)

// MemberStatus is whether a member is in the class.
type MemberStatus int64

// The statuses of a member.
const (
	MemberStatusNormal MemberStatus = 1 // in the class
	MemberStatusLeft   MemberStatus = 2 // left the class, and may join again
	MemberStatusKicked MemberStatus = 3 // was kicked out of the class for ever
)

// Member is a member of a class as the server keeps it, also one who left or was kicked out.
type Member struct {
	ClassID   string
	UserID    string
	UserName  string
	AvatarURL *string // nil was never set, and replies omit it
	Role      Role
	Status    MemberStatus
	JoinTime  time.Time
}

// member is a member on the wire.
type member struct {
	Identity   Role         `json:"identity"`
	Status     MemberStatus `json:"status"`
	ClassID    string       `json:"class_id,omitempty"` // only in a class's assistantPermit
	UserID     string       `json:"user_id"`
	UserName   string       `json:"user_name"`
	UserAvatar *string      `json:"user_avatar,omitempty"`
	JoinTime   string       `json:"join_time"`
}

// listedMembers is the data of listMembers.
type listedMembers struct {
	Total   int      `json:"total"`
	Members []member `json:"members"`
}

// refusedMember is the data with which joinClass and leaveClass refuse. Such a refusal does not have a code or a text.
type refusedMember struct {
	Reason string `json:"reason"`
}

// refuseMember refuses a join or leave.
func refuseMember(reason string) vendortest.Reply {
	return vendortest.JSON(envelope{Data: refusedMember{reason}})
}

func (s *Server) memberRoutes() []vendortest.Route {
	return []vendortest.Route{
		route("Members.Join", classPath+"joinClass", s.join),
		route("Members.Leave", classPath+"leaveClass", s.leave),
		route("Members.Kick", classPath+"kickClass", s.kick),
		route("Members.List", classPath+"listMembers", s.listMembers),
	}
}

// join answers joinClass. It knows the teacher by the id; the only identity with an effect is the assistant's.
func (s *Server) join(in *parameters) vendortest.Reply {
	joining := Member{
		ClassID:   in.required("class_id", "课堂Id不能为空"),
		UserID:    in.requiredOfLength("user_id", "userId不能为空"),
		UserName:  in.requiredOfLength("user_name", "userName不能为空"),
		AvatarURL: in.text("user_avatar"),
		Status:    MemberStatusNormal,
		JoinTime:  s.Now(),
	}
	identity := in.number("identity")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if identity != nil && !fromNoneToThree(*identity) {
		return badValue()
	}
	class := s.find(joining.ClassID)
	switch {
	case class == nil:
		return refuseMember("ClassNotFound")
	case s.bannedFrom(joining.ClassID, joining.UserID):
		return refuseMember("InBlackList")
	}
	kept := s.findMember(joining.ClassID, joining.UserID)
	if kept != nil && kept.Status == MemberStatusNormal {
		return success(nil) // without storing the new name and picture
	}
	if kept != nil && joining.AvatarURL == nil {
		joining.AvatarURL = kept.AvatarURL // the vendor's server stores only the values that were sent
	}
	joining.Role = roleOf(class, joining.UserID, identity)
	if joining.Role == RoleAssistant {
		if refusal := s.refuseAssistant(joining); refusal != nil {
			return *refusal
		}
	}
	s.keepMember(joining)
	return success(nil)
}

// roleOf returns the role of a user who joins.
func roleOf(class *Class, userID string, sent *int64) Role {
	switch {
	case class.TeacherID == userID:
		return RoleTeacher
	case sent != nil && Role(*sent) == RoleAssistant:
		return RoleAssistant
	}
	return RoleStudent
}

// refuseAssistant returns the refusal of an assistant who joins, or nil. A class has at most one assistant; one who left counts until
// the permit is deleted.
func (s *Server) refuseAssistant(joining Member) *vendortest.Reply {
	var reply vendortest.Reply
	if _, permitted := s.permits[joining.ClassID]; !permitted {
		reply = refuseMember("ClassNotAssistantPermit")
		return &reply
	}
	other, ok := s.assistant(joining.ClassID)
	switch {
	case !ok:
		reply = serverError()
	case other != nil && other.UserID != joining.UserID:
		reply = refuseMember("ClassHasAssistant")
	default:
		return nil
	}
	return &reply
}

func (s *Server) leave(in *parameters) vendortest.Reply {
	classID := in.required("class_id", "课堂Id不能为空")
	userID := in.required("user_id", "UserId不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if !s.hasGroup(classID) {
		return refuseMember("ClassNotFound")
	}
	leaving := s.findMember(classID, userID)
	if leaving == nil || leaving.Status != MemberStatusNormal {
		return refuseMember("NotInClass")
	}
	leaving.Status = MemberStatusLeft
	return success(nil)
}

// kick bans a user for ever, also one who never joined.
func (s *Server) kick(in *parameters) vendortest.Reply {
	classID := in.required("class_id", "课堂Id不能为空")
	userID := in.requiredOfLength("user_id", "UserId不能为空")
	s.readIMServers(in)
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if !s.hasGroup(classID) {
		return serverError()
	}
	if !s.bannedFrom(classID, userID) {
		s.banned[classID] = append(s.banned[classID], userID)
	}
	if kicked := s.findMember(classID, userID); kicked != nil {
		kicked.Status = MemberStatusKicked
	}
	return success(nil)
}

// listMembers requires a status, but does not filter by it. The newest dialect filters by identity; older ones require an identity
// without an effect.
func (s *Server) listMembers(in *parameters) vendortest.Reply {
	classID := in.required("class_id", "课堂Id不能为空")
	var identity int64
	if filter := in.number("identity"); filter != nil {
		identity = *filter
	} else if s.settings.dialect < DialectHead {
		in.violate("identity不能为空")
	}
	status := in.requiredNumber("status", "status不能为空")
	number, size := in.numberOr("page_num", 1), in.numberOr("page_size", 20)
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if !fromNoneToThree(status) || s.settings.dialect < DialectHead && !fromNoneToThree(identity) {
		return badValue()
	}
	if number == nil || size == nil || !s.hasGroup(classID) {
		return serverError()
	}
	if *size < 0 {
		return success(listedMembers{Members: []member{}}) // the vendor does not count without a limit, and answers an empty list for a count of 0
	}
	if s.settings.dialect < DialectHead {
		identity = 0
	}
	found := s.sortedMembers(classID, Role(identity))
	listed := listedMembers{Total: len(found), Members: []member{}}
	for _, kept := range page(found, *number, s.capped("Members.List", *size)) {
		listed.Members = append(listed.Members, s.memberOnWire(kept))
	}
	return success(listed)
}

// sortedMembers returns the members of a role, 0 for all roles: teachers first, then those in the class, then the latest.
func (s *Server) sortedMembers(classID string, identity Role) []*Member {
	var found []*Member
	for _, kept := range slices.Backward(s.members) {
		if kept.ClassID == classID && (identity == 0 || kept.Role == identity) {
			found = append(found, kept)
		}
	}
	slices.SortStableFunc(found, func(a, b *Member) int {
		return cmp.Or(
			cmp.Compare(s.wireRole(b.Role), s.wireRole(a.Role)),
			cmp.Compare(a.Status, b.Status),
			b.JoinTime.Compare(a.JoinTime),
		)
	})
	return found
}

// readIMServers reads the IM servers on which kickClass and deleteAssistantPermit announce their effect. The parameter must be a list, and
// has no effect here. Dialects before the newest ignore it.
func (s *Server) readIMServers(in *parameters) {
	if s.settings.dialect >= DialectHead {
		in.texts("im_server")
	}
}

// AddMember adds a member to a class, or replaces the member with the same ids. The defaults are RoleStudent, MemberStatusNormal, and the
// present time for JoinTime. AddMember does not ban a kicked member, and does not check the permit or other assistants: two assistants,
// whom the vendor's server lets in when they race, break the class as they do there.
func (s *Server) AddMember(added Member) {
	s.kit.Lock()
	defer s.kit.Unlock()
	added.Role = cmp.Or(added.Role, RoleStudent)
	added.Status = cmp.Or(added.Status, MemberStatusNormal)
	if added.JoinTime.IsZero() {
		added.JoinTime = s.Now()
	}
	s.keepMember(added)
}

// Members returns copies of everybody who ever joined a class, in the order of their first join.
func (s *Server) Members(classID string) []Member {
	s.kit.Lock()
	defer s.kit.Unlock()
	var members []Member
	for _, kept := range s.members {
		if kept.ClassID == classID {
			members = append(members, kept.copy())
		}
	}
	return members
}

// Banned returns the ids of the users who were kicked out of a class, in the order of the kicks.
func (s *Server) Banned(classID string) []string {
	s.kit.Lock()
	defer s.kit.Unlock()
	return slices.Clone(s.banned[classID])
}

// bannedFrom reports whether a user was kicked out of a class.
func (s *Server) bannedFrom(classID, userID string) bool {
	return slices.Contains(s.banned[classID], userID)
}

// hasGroup reports whether the vendor's server finds a class when it looks for members. It looks for Aliyun's IM group, and so does not
// find a class that only RongCloud has.
func (s *Server) hasGroup(classID string) bool {
	class := s.find(classID)
	return class != nil && class.AliyunID != ""
}

// findMember returns a member, or nil.
func (s *Server) findMember(classID, userID string) *Member {
	for _, kept := range s.members {
		if kept.ClassID == classID && kept.UserID == userID {
			return kept
		}
	}
	return nil
}

// assistant returns the assistant of a class, or nil. It is not ok when the class has two: the vendor's server fails then.
func (s *Server) assistant(classID string) (assistant *Member, ok bool) {
	for _, kept := range s.members {
		if kept.ClassID != classID || kept.Role != RoleAssistant {
			continue
		}
		if assistant != nil {
			return nil, false
		}
		assistant = kept
	}
	return assistant, true
}

// keepMember stores a member, in place of the one with the same ids.
func (s *Server) keepMember(joining Member) {
	copied := joining.copy()
	if kept := s.findMember(joining.ClassID, joining.UserID); kept != nil {
		*kept = copied
		return
	}
	s.members = append(s.members, &copied)
}

// dropMember removes a member.
func (s *Server) dropMember(dropped *Member) {
	s.members = slices.DeleteFunc(s.members, func(kept *Member) bool { return kept == dropped })
}

// memberOnWire returns a member as replies show it.
func (s *Server) memberOnWire(kept *Member) member {
	return member{
		Identity:   s.wireRole(kept.Role),
		Status:     kept.Status,
		UserID:     kept.UserID,
		UserName:   kept.UserName,
		UserAvatar: kept.AvatarURL,
		JoinTime:   wireTime(kept.JoinTime),
	}
}

// wireRole returns a role as replies show it. Before v1.3 a teacher was 2, as in the document.
func (s *Server) wireRole(role Role) Role {
	if role == RoleTeacher && s.settings.dialect == DialectV10 {
		return 2
	}
	return role
}

// copy returns a member that shares nothing with m.
func (m Member) copy() Member {
	m.AvatarURL = copyOf(m.AvatarURL)
	return m
}

// fromNoneToThree reports whether a value is allowed for an identity or a status.
func fromNoneToThree(value int64) bool { return value >= 0 && value <= 3 }
