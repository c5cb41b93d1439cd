package aui

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassesService creates, reads, updates, starts, pauses and ends classes (classrooms).
type ClassesService struct{ client *Client }

// ClassMode is the kind of a class (mode). The published servers store any other number too.
type ClassMode int

// The documented modes.
const (
	ClassModeOpen  ClassMode = 0 // an open class, the default
	ClassModeBig   ClassMode = 1 // a big class
	ClassModeSmall ClassMode = 2 // a small class
)

var classModeNames = map[ClassMode]string{ClassModeOpen: "Open", ClassModeBig: "Big", ClassModeSmall: "Small"}

// String returns the mode's name, or ClassMode(7) for a mode this module does not know.
func (m ClassMode) String() string { return wire.EnumName("ClassMode", m, classModeNames) }

// ClassStatus is where a class stands (status). The server allows every change from one status to another.
type ClassStatus int

// The documented statuses.
const (
	ClassStatusNotStarted ClassStatus = 0 // the class has not started, or is paused
	ClassStatusStarted    ClassStatus = 1 // the class is on
	ClassStatusEnded      ClassStatus = 2 // the class is over; Start starts it again
)

var classStatusNames = map[ClassStatus]string{ClassStatusNotStarted: "NotStarted", ClassStatusStarted: "Started", ClassStatusEnded: "Ended"}

// String returns the status's name, or ClassStatus(7) for a status this module does not know.
func (s ClassStatus) String() string { return wire.EnumName("ClassStatus", s, classStatusNames) }

// IMServer is a messaging service that a class can use (im_server).
type IMServer string

// The services, under the two sets of names that the server has. Auth.CreateIMToken and Classes.Create take the first two names,
// and under WithV2 the last three. Members.Kick and Assistants.DeletePermit always take the last three. The server silently ignores a
// name of the wrong set.
const (
	IMServerAliyun    IMServer = "aliyun"    // Aliyun's messaging; without WithV2
	IMServerRongCloud IMServer = "rongCloud" // RongCloud's messaging; without WithV2

	IMServerAliyunOld   IMServer = "aliyun_old" // the first version of Aliyun's messaging
	IMServerAliyunNew   IMServer = "aliyun_new" // the second version of Aliyun's messaging
	IMServerRongCloudV2 IMServer = "rong_cloud" // RongCloud's messaging under WithV2
)

// CreateClassRequest describes a new class. Servers since v1.1.0 require im_server, though the document does not mention it: Create
// sends a default.
type CreateClassRequest struct {
	Title       string     `json:"title" check:"required"`
	TeacherID   string     `json:"teacher_id" check:"required"` // the user who may start, pause and stop it
	TeacherName string     `json:"teacher_nick"`
	Notice      string     `json:"notice"`    // the announcement; documented, but every published server drops it: set it with Update
	Mode        ClassMode  `json:"mode"`      // default ClassModeOpen
	Extends     string     `json:"extends"`   // the team's own data, as JSON text
	IMServers   []IMServer `json:"im_server"` // nil: IMServerAliyun, or IMServerAliyunNew under WithV2

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Class is a class (room). It reads the replies of every published server version; a field that a version lacks stays empty, and a
// Status or Mode that the reply lacks is -1. A field that front ends show and nothing depends on (CreateTime, UpdateTime, CoverURL, VOD,
// UserStatus, ShadowStreamURLs, Metrics, AssistantPermit) never fails a call: what cannot be read of it is a warning. A Class prints
// without the queries of its URLs, whose holder may push or watch the stream; encoding/json writes them.
type Class struct {
	ClassID     string      `json:"id,omitzero" check:"required"`
	Title       string      `json:"title,omitzero"`
	Status      ClassStatus `json:"status,omitzero"`
	Mode        ClassMode   `json:"mode,omitzero"`
	Notice      string      `json:"notice,omitzero"` // the announcement
	TeacherID   string      `json:"teacher_id,omitzero"`
	TeacherName string      `json:"teacher_nick,omitzero"`
	CreateTime  time.Time   `json:"created_at,omitzero" check:"decorative"`
	UpdateTime  time.Time   `json:"updated_at,omitzero" check:"decorative"`
	StartTime   time.Time   `json:"started_at,omitzero"` // of the last Start
	EndTime     time.Time   `json:"stopped_at,omitzero"` // the time of the last Stop; before StartTime when the class was started again

	ChatID      string `json:"chat_id,omitzero"`       // the IM group on servers up to v1.0.0; see GroupID
	AliyunID    string `json:"aliyun_id,omitzero"`     // the IM group at Aliyun, since v1.1.0
	RongCloudID string `json:"rong_cloud_id,omitzero"` // the IM group at RongCloud, since v1.1.0
	MeetingID   string `json:"meeting_id,omitzero"`    // the co-streaming's id

	Extends     string `json:"extends,omitzero"`     // JSON text: the team's own data; DecodeExtends reads it
	Boards      string `json:"boards,omitzero"`      // JSON text: the whiteboard; Board reads it
	MeetingInfo string `json:"meetingInfo,omitzero"` // JSON text: the co-streaming; Meeting reads it. The document's tables call it meeting_info, which is read too
	Anchor      string `json:"anchor,omitzero"`
	CoverURL    string `json:"cover_url,omitzero" check:"decorative"`

	VODID            string      `json:"vod_id,omitzero"`
	VOD              *VOD        `json:"vod_info,omitzero" check:"decorative"`         // the recording; nil before there is one
	UserStatus       *UserStatus `json:"user_status,omitzero" check:"decorative"`      // the teacher's, whoever asks; nil when the server's IM look-up failed
	StreamURLs       *StreamURLs `json:"link_info,omitzero"`                           // the teacher's stream
	ShadowStreamURLs *StreamURLs `json:"shadow_link_info,omitzero" check:"decorative"` // the teacher's second stream, for big classes
	Metrics          *Metrics    `json:"metrics,omitzero" check:"decorative"`          // the viewers; nil when the server's look-up failed
	AssistantPermit  *Assistant  `json:"assistantPermit,omitzero" check:"decorative"`  // the last assistant, also one who left
}

// GroupID returns the id of the class's IM group: AliyunID, ChatID or RongCloudID, the first that is not empty.
func (c *Class) GroupID() string {
	for _, id := range []string{c.AliyunID, c.ChatID, c.RongCloudID} {
		if id != "" {
			return id
		}
	}
	return ""
}

// classReply is a class under both names that the document has for its co-streaming: meetingInfo in the examples and from every
// published server, meeting_info in the tables.
type classReply struct {
	Class
	TableMeetingInfo string `json:"meeting_info"`
}

func (r *classReply) class() *Class {
	if r.MeetingInfo == "" {
		r.MeetingInfo = r.TableMeetingInfo
	}
	return &r.Class
}

// class carries out an operation that returns a class.
func (s ClassesService) class(ctx context.Context, id opID, in any, opts []classcloud.CallOption) (*Class, error) {
	reply, err := call[*classReply](ctx, s.client, id, in, opts)
	if reply == nil {
		return nil, err
	}
	return reply.class(), err
}

// Metrics counts the viewers of a class.
type Metrics struct {
	PV          int64 `json:"pv,omitzero"`           // page views
	UV          int64 `json:"uv,omitzero"`           // unique visitors
	LikeCount   int64 `json:"like_count,omitzero"`   // likes so far
	OnlineCount int64 `json:"online_count,omitzero"` // users online now
}

// Assistant is the teaching assistant of a class.
type Assistant struct {
	ClassID   string       `json:"class_id,omitzero"`
	UserID    string       `json:"user_id,omitzero" check:"required"`
	UserName  string       `json:"user_name,omitzero"`
	AvatarURL string       `json:"user_avatar,omitzero"`
	Role      Role         `json:"identity,omitzero"` // RoleAssistant
	Status    MemberStatus `json:"status,omitzero"`   // MemberStatusNormal or MemberStatusLeft; the document mentions only the first
	JoinTime  time.Time    `json:"join_time,omitzero"`
}

// Create creates a class.
//
// AUI Create a classroom, POST /api/v1/class/create, or /api/v2/class/create under WithV2. Once: a repeat creates a second class with
// its own IM group and whiteboard. Ensure makes a class once, through lost replies and crashes. When you look yourself after
// classcloud.MaybeApplied(err), use Find: it compares the title as the server keeps it, cut to 256 characters, the teacher, the mode, and
// Extends by the meaning of its JSON; an id of yours in Extends makes a class unmistakable. When the whiteboard cannot be created, the
// error has the code of the whiteboard's vendor, such as "414", and no class was created. What the request asks for and the returned class
// does not show, such as the Notice, or the group of a messaging service, is a warning.
func (s ClassesService) Create(ctx context.Context, in *CreateClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	if in != nil && in.IMServers == nil {
		filled := *in
		filled.IMServers = s.client.imServers()
		in = &filled
	}
	return s.class(ctx, opClassesCreate, in, opts)
}

// outage returns err with the hint that the page before fails too.
func outage(err error) error {
	var failure *classcloud.Error
	if !mayBeEmptyPage(err) || !errors.As(err, &failure) {
		return err
	}
	told := *failure
	told.Hint = hintOutage
	return &told
}

// ListClassesRequest selects a page of all classes.
type ListClassesRequest struct {
	UserID   string `json:"user_id" check:"required"` // the asking user; the server does not filter by it
	Page     int    `json:"page_num"`                 // from 1, the default
	PageSize int    `json:"page_size"`                // default 10, at most 500
}

// Validate refuses a page size above 500, which the server would silently change.
func (r *ListClassesRequest) Validate() []classcloud.FieldError { return checkPage(r.PageSize) }

// ClassPage is one page of classes, the newest first. The server does not report a total.
type ClassPage struct {
	Classes []Class `json:"classes,omitzero"`
	Broken  int     `json:"broken,omitzero"` // how many classes are left out: null, because the server could not look them up, or unreadable; see the error's Rows
}

// List returns one page of all classes; All walks all pages. A class that cannot be read, or that the server sends as null because it
// could not look it up, is left out; List then returns the page together with an error of kind classcloud.DataLoss, whose Rows name
// each of them.
//
// AUI Get a paginated list of classrooms, POST /api/v1/class/list. Safe to repeat. A page without classes is an error, because the
// server answers CodeInternal, the same as for a fault of its own. v1.0.0 says that the list is empty: the error is then of kind
// classcloud.NotFound.
func (s ClassesService) List(ctx context.Context, in *ListClassesRequest, opts ...classcloud.CallOption) (*ClassPage, error) {
	page, _, err := s.page(ctx, in, opts)
	return page, err
}

// page returns one page of all classes, and whether the reply holds a list. Nothing in its place is an empty page, and proves nothing.
func (s ClassesService) page(ctx context.Context, in *ListClassesRequest, opts []classcloud.CallOption) (page *ClassPage, isList bool, err error) {
	if in != nil {
		filled := *in
		filled.Page, filled.PageSize = orDefault(in.Page, 1), orDefault(in.PageSize, 10)
		in = &filled
	}
	replies, err := call[[]classReply](ctx, s.client, opClassesList, in, opts)
	if replies == nil && err != nil {
		return nil, false, err
	}
	page = &ClassPage{Classes: make([]Class, len(replies)), Broken: len(badRows(err))}
	for i := range replies {
		page.Classes[i] = *replies[i].class()
	}
	return page, replies != nil, err
}

// All walks all classes, starting with in.Page, and holds one page of in.PageSize (default 50, at most 500) in memory. It yields a class
// once, and for a class that cannot be read the error of its row, and goes on. The walk ends with a page without classes, as the
// server answers it: CodeInternal to a page after the first, while the page before it still answers; when the page before fails too,
// the walk ends with an error. Without a single class, the walk ends with the first page's error.
//
// The server has no total, so that the walk cannot tell whether rows moved: a class may be missed when another one is deleted during
// the walk, or when as many are created as a page holds. Where that matters, collect the ids in two walks and compare them.
func (s ClassesService) All(ctx context.Context, in *ListClassesRequest, opts ...classcloud.CallOption) iter.Seq2[Class, error] {
	var at ListClassesRequest
	if in != nil {
		at = *in
	}
	at.Page, at.PageSize = orDefault(at.Page, 1), min(orDefault(at.PageSize, 50), maxPageSize)
	list := func(number int) (*ClassPage, error) {
		ask := at
		ask.Page = number
		return s.List(ctx, &ask, opts...)
	}
	ask := func(number int) (transport.ListPage[Class], error) {
		page, err := list(number)
		if number > 1 && mayBeEmptyPage(err) {
			if before, failure := list(number - 1); before == nil {
				return transport.ListPage[Class]{}, outage(failure)
			}
			return transport.ListPage[Class]{Total: -1}, nil
		}
		if page == nil {
			return transport.ListPage[Class]{}, err
		}
		return transport.ListPage[Class]{Items: page.Classes, Total: -1}, err
	}
	return func(yield func(Class, error) bool) {
		walk := &pages[Class]{first: at.Page, ask: ask}
		transport.Walk(vendor, operations[opClassesList].Name, at.Page, func(c Class) string { return c.ClassID }, walk.fetch)(yield)
	}
}

// mayBeEmptyPage reports whether err is what the server answers to a page without classes.
func mayBeEmptyPage(err error) bool {
	return errors.Is(err, CodeInternal) && !errors.Is(err, classcloud.InvalidArgument)
}

// GetClassRequest names a class and the user who asks for it.
type GetClassRequest struct {
	ClassID string `json:"id" check:"required"`
	UserID  string `json:"user_id" check:"required"` // the asking user; the URLs in the reply are signed for this user
}

// Get returns a class.
//
// AUI Get a single classroom, POST /api/v1/class/get. Safe to repeat. CodeNotFound: the class does not exist; the error is of kind
// classcloud.NotFound. The URLs are signed for UserID and expire: do not store them, call Get again. A reply of another class than was asked
// for is a warning.
func (s ClassesService) Get(ctx context.Context, in *GetClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	return s.class(ctx, opClassesGet, in, opts)
}

// is returns an error unless a class that Get returned is the one with that id.
func (c *Class) is(classID string) error {
	if c.ClassID == classID {
		return nil
	}
	return &classcloud.Error{Vendor: vendor, Operation: operations[opClassesGet].Name, Kind: classcloud.DataLoss, HTTPStatus: 200, Attempts: 1,
		Outcome: classcloud.OutcomeNotApplied, Message: fmt.Sprintf("the reply is of the class %q, not of %q", c.ClassID, classID)}
}

// ClassActionRequest names a class and its teacher for Start, Stop and Pause.
type ClassActionRequest struct {
	ClassID string `json:"id" check:"required"`
	UserID  string `json:"user_id" check:"required"` // must be the class's teacher
}

// Start starts a class.
//
// AUI Start the class, POST /api/v1/class/start. Once: a repeat sets StartTime again. When classcloud.MaybeApplied(err), look at the
// Status that Get returns. CodeInternal: the class does not exist, or UserID is not its teacher.
func (s ClassesService) Start(ctx context.Context, in *ClassActionRequest, opts ...classcloud.CallOption) (*Class, error) {
	return s.class(ctx, opClassesStart, in, opts)
}

// Stop ends a class.
//
// AUI End the class, POST /api/v1/class/stop. Once: a repeat sets EndTime again. When classcloud.MaybeApplied(err), look at the Status
// that Get returns. CodeInternal: the class does not exist, or UserID is not its teacher.
func (s ClassesService) Stop(ctx context.Context, in *ClassActionRequest, opts ...classcloud.CallOption) (*Class, error) {
	return s.class(ctx, opClassesStop, in, opts)
}

// Pause sets a class back to ClassStatusNotStarted.
//
// AUI Pause the class, POST /api/v1/class/pause. Once: a repeat sets UpdateTime again. When classcloud.MaybeApplied(err), look at the
// Status that Get returns. CodeInternal: the class does not exist, or UserID is not its teacher. The server does not keep the time of
// a pause.
func (s ClassesService) Pause(ctx context.Context, in *ClassActionRequest, opts ...classcloud.CallOption) (*Class, error) {
	return s.class(ctx, opClassesPause, in, opts)
}

// UpdateClassRequest names a class and its new texts. A nil text stays unchanged. A text cannot be cleared: the server ignores an
// empty one.
type UpdateClassRequest struct {
	ClassID string  `json:"id" check:"required"`
	UserID  string  `json:"user_id" check:"required"` // the asking user; published servers do not check that it is the teacher
	Title   *string `json:"title"`
	Notice  *string `json:"notice"`  // the announcement
	Extends *string `json:"extends"` // the team's own data, as JSON text
}

// Validate refuses a request without a text and one with an empty text: the server would answer success and change nothing.
func (r *UpdateClassRequest) Validate() []classcloud.FieldError {
	var problems []classcloud.FieldError
	given := false
	for _, field := range r.texts() {
		given = given || field.value != nil
		if field.value != nil && *field.value == "" {
			problems = append(problems, classcloud.FieldError{Field: field.name, Wire: field.wire, Problem: "is empty: the server would keep the old text"})
		}
	}
	if !given {
		problems = append(problems, classcloud.FieldError{Field: "Title, Notice, Extends", Wire: "title, notice, extends",
			Problem: "are all nil: nothing would change"})
	}
	return problems
}

// textField is one of the texts that an update can change.
type textField struct {
	name, wire string
	value      *string
}

func (r *UpdateClassRequest) texts() []textField {
	return []textField{{"Title", "title", r.Title}, {"Notice", "notice", r.Notice}, {"Extends", "extends", r.Extends}}
}

// Update changes the title, notice or extends of a class, and returns the changed class.
//
// AUI Update classroom information, such as announcements, POST /api/v1/class/update. Safe to repeat. Published servers before
// 2024-05-21 answer success and change nothing. When the returned class has other texts than the new ones, Update returns it together
// with an error of kind classcloud.Unimplemented, of which classcloud.MaybeApplied reports true if some texts are the new ones. When it does not show
// them at all, the error is of kind classcloud.Unknown, and classcloud.MaybeApplied reports true: look with Get. A title that the server cut, at 256
// characters, is a warning.
func (s ClassesService) Update(ctx context.Context, in *UpdateClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	return s.class(ctx, opClassesUpdate, in, opts)
}
