package aui

import (
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
)

// MembersService lets users into a class and out of it. Published servers have it since v1.2.0; earlier ones answer
// classcloud.Unimplemented. Of a class with RongCloud's messaging alone they find no members.
type MembersService struct{ client *Client }

// Identity is what a user is in a class (identity).
type Identity int

// The identities since v1.3.0. The document and v1.2.0 write 2 for a teacher; Class.IdentityOf tells the two apart.
const (
	IdentityAll       Identity = 0 // in ListMembersRequest: everybody
	IdentityStudent   Identity = 1
	IdentityAssistant Identity = 2
	IdentityTeacher   Identity = 3
)

// String returns the identity's name, or Identity(7) for one this module does not know.
func (i Identity) String() string {
	switch i {
	case IdentityAll:
		return "All"
	case IdentityStudent:
		return "Student"
	case IdentityAssistant:
		return "Assistant"
	case IdentityTeacher:
		return "Teacher"
	}
	return "Identity(" + strconv.Itoa(int(i)) + ")"
}

// MemberStatus is whether a member is in the class (status).
type MemberStatus int

// The states.
const (
	MemberStatusAll    MemberStatus = 0 // in ListMembersRequest: everybody
	MemberStatusNormal MemberStatus = 1 // in the class
	MemberStatusLeft   MemberStatus = 2
	MemberStatusKicked MemberStatus = 3
)

// String returns the state's name, or MemberStatus(7) for one this module does not know.
func (s MemberStatus) String() string {
	switch s {
	case MemberStatusAll:
		return "All"
	case MemberStatusNormal:
		return "Normal"
	case MemberStatusLeft:
		return "Left"
	case MemberStatusKicked:
		return "Kicked"
	}
	return "MemberStatus(" + strconv.Itoa(int(s)) + ")"
}

// JoinClassRequest names a class and who enters it.
type JoinClassRequest struct {
	ClassID    string    `json:"class_id" check:"required"`
	UserID     string    `json:"user_id" check:"required"`   // 2 to 255 characters
	UserName   string    `json:"user_name" check:"required"` // 2 to 255 characters
	UserAvatar string    `json:"user_avatar"`                // a URL
	Identity   *Identity `json:"identity"`                   // only IdentityAssistant matters: the class's teacher is known by UserID, all others are students
}

// Join lets a user into a class.
//
// AUI Join a classroom, POST /api/v1/class/joinClass. Safe to repeat: who is in stays in. ReasonClassNotFound, ReasonInBlackList,
// ReasonClassNotAssistantPermit, ReasonClassHasAssistant. Two assistants who join at once may both get in, after which Get of that
// class fails with CodeInternal and Classes.List counts it as Broken.
func (s MembersService) Join(ctx context.Context, in *JoinClassRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersJoin, in, opts)
}

// LeaveClassRequest names a class and who leaves it.
type LeaveClassRequest struct {
	ClassID string `json:"class_id" check:"required"`
	UserID  string `json:"user_id" check:"required"`
}

// Leave takes a user out of a class.
//
// AUI Leave a classroom, POST /api/v1/class/leaveClass. Safe to repeat: the second call is refused with ReasonNotInClass, which
// counts as success where the repeat was ours. ReasonClassNotFound.
func (s MembersService) Leave(ctx context.Context, in *LeaveClassRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersLeave, in, opts)
}

// ListMembersRequest selects the members of one class.
type ListMembersRequest struct {
	ClassID  string       `json:"class_id" check:"required"`
	Identity Identity     `json:"identity" wire:"always"` // IdentityAll is everybody; servers before April 2024 ignore it
	Status   MemberStatus `json:"status" wire:"always"`   // every published server ignores it: look at Member.Status
	Page     int          `json:"page_num"`               // from 1, the default
	PageSize int          `json:"page_size"`              // at most 500; default 20 here, though the document says 10
}

// Validate refuses a page size the server would cut in silence.
func (r *ListMembersRequest) Validate() []classcloud.FieldError { return checkPageSize(r.PageSize) }

// Member is somebody who has joined a class, still in it or not.
type Member struct {
	UserID     string       `json:"user_id,omitzero"`
	UserName   string       `json:"user_name,omitzero"`
	UserAvatar string       `json:"user_avatar,omitzero"`
	Identity   Identity     `json:"identity,omitzero"` // see Class.IdentityOf
	Status     MemberStatus `json:"status,omitzero"`
	JoinTime   time.Time    `json:"join_time,omitzero"`
}

// IdentityOf returns what a member of the class is, whatever the server's version means by 2: a teacher up to v1.2.0, and in the
// document, an assistant since.
func (c *Class) IdentityOf(m Member) Identity {
	if m.UserID != "" && m.UserID == c.TeacherID {
		return IdentityTeacher
	}
	return m.Identity
}

// MemberPage is one page of a class's members.
type MemberPage struct {
	Total   int      `json:"total,omitzero"` // over all pages, as the server says
	Members []Member `json:"members,omitzero"`
	Broken  int      `json:"broken,omitzero"` // members the server sent as null
}

type memberPageReply struct {
	Total   int       `json:"total"`
	Members []*Member `json:"members"`
}

// List returns one page of a class's members, those who left or were kicked included; All walks them all.
//
// AUI Get the member list, POST /api/v1/class/listMembers. CodeInternal: no such class.
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
	page := &MemberPage{Total: reply.Total}
	page.Members, page.Broken = readable(reply.Members)
	return page, err
}

// All walks a class's members from in.Page on, one page of in.PageSize, 100 by default, in memory. It ends with the page that
// completes Total, or with an empty one though Total says there are more. An error ends it.
func (s MembersService) All(ctx context.Context, in *ListMembersRequest, opts ...classcloud.CallOption) iter.Seq2[Member, error] {
	var at ListMembersRequest
	if in != nil {
		at = *in
	}
	at.Page, at.PageSize = max(at.Page, 1), clampPageSize(at.PageSize, 100)
	return walk(at.Page, func(m Member) string { return m.UserID }, func(number int) ([]Member, int, bool, error) {
		ask := at
		ask.Page = number
		page, err := s.List(ctx, &ask, opts...)
		if err != nil {
			return nil, 0, true, err
		}
		there := len(page.Members) + page.Broken
		if page.Total <= 0 {
			return page.Members, page.Broken, there < at.PageSize, nil
		}
		return page.Members, page.Broken, there == 0 || (number-1)*at.PageSize+there >= page.Total, nil
	})
}

// KickRequest names a class and who is thrown out of it.
type KickRequest struct {
	ClassID   string     `json:"class_id" check:"required"`
	UserID    string     `json:"user_id" check:"required"` // 2 to 255 characters; need not have joined
	IMServers []IMServer `json:"im_server"`                // who is told: IMServerAliyunOld, IMServerAliyunNew; nil is the old one
}

// Kick throws a user out of a class and keeps them out for ever: the API has no way to let them in again.
//
// AUI Remove from classroom, POST /api/v1/class/kickClass. Safe to repeat. CodeInternal: no such class.
func (s MembersService) Kick(ctx context.Context, in *KickRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersKick, in, opts)
}
