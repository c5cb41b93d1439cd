package auitest

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Identity is who a member is.
type Identity int64

// Who a member can be. On the wire a teacher is 3, and 2 in DialectV10, which had no assistants.
const (
	IdentityStudent   Identity = 1
	IdentityAssistant Identity = 2
	IdentityTeacher   Identity = 3
)

// MemberStatus is where a member stands.
type MemberStatus int64

// What can have become of a member.
const (
	MemberPresent MemberStatus = 1
	MemberLeft    MemberStatus = 2
	MemberKicked  MemberStatus = 3
)

// Member is a member of a class as the server keeps it, also after leaving.
type Member struct {
	ClassID  string
	UserID   string
	Name     string
	Avatar   *string // nil was never given, and is not sent
	Identity Identity
	Status   MemberStatus
	JoinedAt time.Time
}

// member is a member on the wire.
type member struct {
	Identity   Identity     `json:"identity"`
	Status     MemberStatus `json:"status"`
	ClassID    string       `json:"class_id,omitempty"` // in a class's assistantPermit alone
	UserID     string       `json:"user_id"`
	UserName   string       `json:"user_name"`
	UserAvatar *string      `json:"user_avatar,omitempty"`
	JoinTime   string       `json:"join_time"`
}

type listedMembers struct {
	Total   int      `json:"total"`
	Members []member `json:"members"`
}

// refusedMember is the data of a refusal by joinClass and leaveClass, which have neither code nor text.
type refusedMember struct {
	Reason string `json:"reason"`
}

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

// join takes the teacher by the id; of the identities only the assistant's has an effect.
func (s *Server) join(in *fields) vendortest.Reply {
	joining := Member{
		ClassID:  in.required("class_id", "课堂Id不能为空"),
		UserID:   in.requiredOfLength("user_id", "userId不能为空"),
		Name:     in.requiredOfLength("user_name", "userName不能为空"),
		Avatar:   in.text("user_avatar"),
		Status:   MemberPresent,
		JoinedAt: s.Now(),
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
	if kept != nil && kept.Status == MemberPresent {
		return success(nil) // and nothing of what was sent is taken over
	}
	if kept != nil && joining.Avatar == nil {
		joining.Avatar = kept.Avatar // the vendor's server writes only what was sent
	}
	joining.Identity = identityOf(class, joining.UserID, identity)
	if joining.Identity == IdentityAssistant {
		if refusal := s.refuseAssistant(joining); refusal != nil {
			return *refusal
		}
	}
	s.keepMember(joining)
	return success(nil)
}

func identityOf(class *Class, userID string, sent *int64) Identity {
	switch {
	case class.TeacherID == userID:
		return IdentityTeacher
	case sent != nil && Identity(*sent) == IdentityAssistant:
		return IdentityAssistant
	}
	return IdentityStudent
}

// refuseAssistant: a class has one assistant, also after that one has left, until the permit is deleted.
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

func (s *Server) leave(in *fields) vendortest.Reply {
	classID := in.required("class_id", "课堂Id不能为空")
	userID := in.required("user_id", "UserId不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if !s.hasGroup(classID) {
		return refuseMember("ClassNotFound")
	}
	leaving := s.findMember(classID, userID)
	if leaving == nil || leaving.Status != MemberPresent {
		return refuseMember("NotInClass")
	}
	leaving.Status = MemberLeft
	return success(nil)
}

// kick bans for ever, and also who was never there.
func (s *Server) kick(in *fields) vendortest.Reply {
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
		kicked.Status = MemberKicked
	}
	return success(nil)
}

// listMembers requires a status and does not filter by it. The identity is a filter in the newest dialect; before, it is
// required and has no effect.
func (s *Server) listMembers(in *fields) vendortest.Reply {
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
		return success(listedMembers{Members: []member{}}) // without a limit nothing is counted, and nothing counted is nobody
	}
	if s.settings.dialect < DialectHead {
		identity = 0
	}
	found := s.sortedMembers(classID, Identity(identity))
	listed := listedMembers{Total: len(found), Members: []member{}}
	for _, kept := range page(found, *number, *size) {
		listed.Members = append(listed.Members, s.memberOnWire(kept))
	}
	return success(listed)
}

// sortedMembers are those of an identity, 0 for all: teachers first, who is present before who is not, the latest first.
func (s *Server) sortedMembers(classID string, identity Identity) []*Member {
	var found []*Member
	for _, kept := range slices.Backward(s.members) {
		if kept.ClassID == classID && (identity == 0 || kept.Identity == identity) {
			found = append(found, kept)
		}
	}
	slices.SortStableFunc(found, func(a, b *Member) int {
		return cmp.Or(
			cmp.Compare(s.wireIdentity(b.Identity), s.wireIdentity(a.Identity)),
			cmp.Compare(a.Status, b.Status),
			b.JoinedAt.Compare(a.JoinedAt),
		)
	})
	return found
}

// readIMServers reads where kickClass and deleteAssistantPermit announce what they did: of no effect here, but it must be a
// list. Dialects before the newest do not look at it.
func (s *Server) readIMServers(in *fields) {
	if s.settings.dialect >= DialectHead {
		in.texts("im_server")
	}
}

// AddMember puts a member into a class, in place of one with the same ids: what is empty in Identity is a student, in Status
// present, in JoinedAt now. It bans nobody, and asks neither for a permit nor for other assistants: two of them, which the vendor's
// server lets in when they race, break the class as they do there.
func (s *Server) AddMember(added Member) {
	s.kit.Lock()
	defer s.kit.Unlock()
	added.Identity = cmp.Or(added.Identity, IdentityStudent)
	added.Status = cmp.Or(added.Status, MemberPresent)
	if added.JoinedAt.IsZero() {
		added.JoinedAt = s.Now()
	}
	s.keepMember(added)
}

// Members returns copies of everybody who has ever been in a class, in the order of first joining.
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

// Banned returns the ids of the users who were kicked out of a class, in that order.
func (s *Server) Banned(classID string) []string {
	s.kit.Lock()
	defer s.kit.Unlock()
	return slices.Clone(s.banned[classID])
}

func (s *Server) bannedFrom(classID, userID string) bool {
	return slices.Contains(s.banned[classID], userID)
}

// hasGroup tells whether the vendor's server finds a class for its members: it looks for Aliyun's IM group, so that a class
// of RongCloud alone is none.
func (s *Server) hasGroup(classID string) bool {
	class := s.find(classID)
	return class != nil && class.AliyunID != ""
}

func (s *Server) findMember(classID, userID string) *Member {
	for _, kept := range s.members {
		if kept.ClassID == classID && kept.UserID == userID {
			return kept
		}
	}
	return nil
}

// assistant finds the assistant of a class, nil for none. With two the vendor's server fails.
func (s *Server) assistant(classID string) (assistant *Member, ok bool) {
	for _, kept := range s.members {
		if kept.ClassID != classID || kept.Identity != IdentityAssistant {
			continue
		}
		if assistant != nil {
			return nil, false
		}
		assistant = kept
	}
	return assistant, true
}

func (s *Server) keepMember(joining Member) {
	copied := joining.copy()
	if kept := s.findMember(joining.ClassID, joining.UserID); kept != nil {
		*kept = copied
		return
	}
	s.members = append(s.members, &copied)
}

func (s *Server) dropMember(dropped *Member) {
	s.members = slices.DeleteFunc(s.members, func(kept *Member) bool { return kept == dropped })
}

func (s *Server) memberOnWire(kept *Member) member {
	return member{
		Identity:   s.wireIdentity(kept.Identity),
		Status:     kept.Status,
		UserID:     kept.UserID,
		UserName:   kept.Name,
		UserAvatar: kept.Avatar,
		JoinTime:   wireTime(kept.JoinedAt),
	}
}

// wireIdentity: before v1.3 a teacher was 2, as the document still says.
func (s *Server) wireIdentity(identity Identity) Identity {
	if identity == IdentityTeacher && s.settings.dialect == DialectV10 {
		return 2
	}
	return identity
}

func (m Member) copy() Member {
	m.Avatar = copyOf(m.Avatar)
	return m
}

func fromNoneToThree(value int64) bool { return value >= 0 && value <= 3 }
