package aui

import (
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// MembersService lets users join and leave a class, lists its members and kicks them out. Published servers have these endpoints
// since v1.2.0; calls to earlier ones fail with classcloud.Unimplemented. The servers do not find the members of a class that has only
// RongCloud's messaging.
type MembersService struct{ client *Client }

// Role is who a user is in a class (identity).
type Role int

// The roles since v1.3.0. The document and v1.2.0 write 2 for a teacher; Class.RoleOf tells the two apart in what is read. Asking a
// list for teachers is not portable: RoleTeacher sends 3.
const (
	RoleAll       Role = 0 // only in ListMembersRequest: every role
	RoleStudent   Role = 1 // everybody who is not the teacher or the assistant
	RoleAssistant Role = 2 // the class's assistant; needs the permit of Assistants.SetPermit
	RoleTeacher   Role = 3 // the user whose id is the class's TeacherID
)

var roleNames = map[Role]string{RoleAll: "All", RoleStudent: "Student", RoleAssistant: "Assistant", RoleTeacher: "Teacher"}

// String returns the role's name, or Role(7) for a role this module does not know.
func (r Role) String() string { return wire.EnumName("Role", r, roleNames) }

// MemberStatus is whether a member is in the class (status).
type MemberStatus int

// The documented statuses.
const (
	MemberStatusAll    MemberStatus = 0 // only in ListMembersRequest: every status
	MemberStatusNormal MemberStatus = 1 // in the class
	MemberStatusLeft   MemberStatus = 2 // left the class, and may join again
	MemberStatusKicked MemberStatus = 3 // was kicked out of the class for ever
)

var memberStatusNames = map[MemberStatus]string{MemberStatusAll: "All", MemberStatusNormal: "Normal", MemberStatusLeft: "Left", MemberStatusKicked: "Kicked"}

// String returns the status's name, or MemberStatus(7) for a status this module does not know.
func (s MemberStatus) String() string { return wire.EnumName("MemberStatus", s, memberStatusNames) }

// JoinClassRequest names a class and the user who joins it.
type JoinClassRequest struct {
	ClassID   string `json:"class_id" check:"required"`
	UserID    string `json:"user_id" check:"required"`   // 2 to 255 characters
	UserName  string `json:"user_name" check:"required"` // 2 to 255 characters
	AvatarURL string `json:"user_avatar"`
	Role      *Role  `json:"identity"` // only RoleAssistant has an effect: the teacher is known by UserID, all others are students
}

// Join lets a user join a class.
//
// AUI Join a classroom, POST /api/v1/class/joinClass. Safe to repeat: a repeat leaves a member in the class unchanged. The server
// refuses with ReasonClassNotFound, ReasonInBlackList, ReasonClassNotAssistantPermit or ReasonClassHasAssistant. When two assistants
// join at the same moment, the server may let both in; then Classes.Get of that class fails with CodeInternal, and Classes.List counts
// the class as Broken.
func (s MembersService) Join(ctx context.Context, in *JoinClassRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersJoin, in, opts)
}

// LeaveClassRequest names a class and the user who leaves it.
type LeaveClassRequest struct {
	ClassID string `json:"class_id" check:"required"`
	UserID  string `json:"user_id" check:"required"`
}

// Leave lets a user leave a class.
//
// AUI Leave a classroom, POST /api/v1/class/leaveClass. Safe to repeat: the server refuses a second call with ReasonNotInClass. When the
// client itself repeats an attempt that got no answer, it takes this refusal as success. ReasonClassNotFound: the class does not
// exist.
func (s MembersService) Leave(ctx context.Context, in *LeaveClassRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersLeave, in, opts)
}

// ListMembersRequest selects the members of one class.
type ListMembersRequest struct {
	ClassID  string       `json:"class_id" check:"required"`
	Role     Role         `json:"identity" wire:"always"` // RoleAll selects every role; servers before April 2024 ignore it
	Status   MemberStatus `json:"status" wire:"always"`   // every published server ignores it: filter by Member.Status
	Page     int          `json:"page_num"`               // from 1, the default
	PageSize int          `json:"page_size"`              // at most 500; default 20 here, though the document says 10
}

// Validate refuses a page size above 500, which the server would silently change.
func (r *ListMembersRequest) Validate() []classcloud.FieldError { return checkPage(r.PageSize) }

// Member is a user who joined a class, also one who left or was kicked out. A Role or Status that the reply lacks is -1.
type Member struct {
	UserID    string       `json:"user_id,omitzero" check:"required"`
	UserName  string       `json:"user_name,omitzero"`
	AvatarURL string       `json:"user_avatar,omitzero" check:"decorative"`
	Role      Role         `json:"identity,omitzero"` // Class.RoleOf corrects it for older servers
	Status    MemberStatus `json:"status,omitzero"`
	JoinTime  time.Time    `json:"join_time,omitzero"` // the time of the last join
}

// RoleOf returns the role of a member of the class. It returns RoleTeacher for the user whose id is TeacherID, also when the server
// wrote 2 for the teacher, as the document and servers up to v1.2.0 do; later servers mean an assistant by 2.
func (c *Class) RoleOf(m Member) Role {
	if m.UserID != "" && m.UserID == c.TeacherID {
		return RoleTeacher
	}
	return m.Role
}

// MemberPage is one page of a class's members.
type MemberPage struct {
	Total   int      `json:"total,omitzero"` // the server's count over all pages; -1 when the reply does not have it
	Members []Member `json:"members,omitzero"`
	Broken  int      `json:"broken,omitzero"` // how many members are left out: null, or unreadable; see the error's Rows
}

// memberPageReply is a page whose total may be missing. A walk does without it, so it never fails a call.
type memberPageReply struct {
	Total   *int     `json:"total" check:"decorative"`
	Members []Member `json:"members" check:"present"`
}

// List returns one page of a class's members, including those who left or were kicked out; All walks all pages. A member that cannot
// be read, or is null, is left out; List then returns the page together with an error of kind classcloud.DataLoss, whose Rows name
// each of them.
//
// AUI Get the member list, POST /api/v1/class/listMembers. Safe to repeat. CodeInternal: the class does not exist.
func (s MembersService) List(ctx context.Context, in *ListMembersRequest, opts ...classcloud.CallOption) (*MemberPage, error) {
	if in != nil {
		filled := *in
		filled.Page, filled.PageSize = orDefault(in.Page, 1), orDefault(in.PageSize, 20)
		in = &filled
	}
	reply, err := call[*memberPageReply](ctx, s.client, opMembersList, in, opts)
	if reply == nil {
		return nil, err
	}
	page := &MemberPage{Total: -1, Members: reply.Members, Broken: len(badRows(err))}
	if reply.Total != nil && *reply.Total >= 0 {
		page.Total = *reply.Total
	}
	if page.Members == nil {
		page.Members = []Member{}
	}
	return page, err
}

// All walks a class's members, starting with in.Page, and holds one page of in.PageSize (default 100, at most 500) in memory. It yields
// a member once, and for a member that cannot be read the error of its row, and goes on.
//
// The server sorts by role and status, so that members move while they leave and join. The walk ends when as many came as Total says;
// where fewer came, or Total changed, it goes through the list again. So whoever is in the list from start to end comes once. When the
// server gives fewer than its Total, the walk ends with an error that says how many are missing. Without a Total, or when in.Page is
// not the first, it ends with an empty page, and cannot tell whether members moved past it.
func (s MembersService) All(ctx context.Context, in *ListMembersRequest, opts ...classcloud.CallOption) iter.Seq2[Member, error] {
	var at ListMembersRequest
	if in != nil {
		at = *in
	}
	at.Page, at.PageSize = orDefault(at.Page, 1), min(orDefault(at.PageSize, 100), maxPageSize)
	ask := func(number int) (transport.ListPage[Member], error) {
		in := at
		in.Page = number
		page, err := s.List(ctx, &in, opts...)
		if page == nil {
			return transport.ListPage[Member]{}, err
		}
		total := page.Total
		if total == 0 && len(page.Members) > 0 {
			total = -1 // a total of 0 beside members says nothing
		}
		return transport.ListPage[Member]{Items: page.Members, Total: total}, err
	}
	return func(yield func(Member, error) bool) {
		walk := &pages[Member]{first: at.Page, ask: ask}
		transport.Walk(vendor, operations[opMembersList].Name, at.Page, func(m Member) string { return m.UserID }, walk.fetch)(yield)
	}
}

// KickRequest names a class and the user to kick out of it.
type KickRequest struct {
	ClassID   string     `json:"class_id" check:"required"`
	UserID    string     `json:"user_id" check:"required"` // 2 to 255 characters; may be a user who never joined
	IMServers []IMServer `json:"im_server"`                // the messaging that announces it: IMServerAliyunOld, IMServerAliyunNew; nil: the old one
}

// Validate refuses the names that the first version of other endpoints has for the services: this one would silently ignore them.
func (r *KickRequest) Validate() []classcloud.FieldError { return checkAnnouncers(r.IMServers) }

// checkAnnouncers refuses messaging services that an announcement does not know.
func checkAnnouncers(servers []IMServer) []classcloud.FieldError {
	var problems []classcloud.FieldError
	for i, server := range servers {
		if server == IMServerAliyun || server == IMServerRongCloud {
			problems = append(problems, classcloud.FieldError{Field: "IMServers[" + strconv.Itoa(i) + "]", Wire: "im_server[" + strconv.Itoa(i) + "]",
				Problem: "is " + string(server) + ", a name that only Auth.CreateIMToken and Classes.Create know: want IMServerAliyunOld or IMServerAliyunNew"})
		}
	}
	return problems
}

// Kick kicks a user out of a class for ever: the API cannot let the user in again.
//
// AUI Remove from classroom, POST /api/v1/class/kickClass. Safe to repeat. CodeInternal: the class does not exist.
func (s MembersService) Kick(ctx context.Context, in *KickRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersKick, in, opts)
}
