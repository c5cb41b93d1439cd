package aui

import (
	"context"
	"errors"
	"iter"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
)

// ClassesService creates, reads, starts and ends classes (classrooms).
type ClassesService struct{ client *Client }

// ClassMode is the kind of class (mode).
type ClassMode int

// The modes. The real server stores any other number too.
const (
	ClassModeOpen  ClassMode = 0 // open class, the default
	ClassModeBig   ClassMode = 1 // big class
	ClassModeSmall ClassMode = 2 // small class
)

// String returns the mode's name, or ClassMode(7) for one this module does not know.
func (m ClassMode) String() string {
	switch m {
	case ClassModeOpen:
		return "Open"
	case ClassModeBig:
		return "Big"
	case ClassModeSmall:
		return "Small"
	}
	return "ClassMode(" + strconv.Itoa(int(m)) + ")"
}

// ClassStatus is where a class stands (status).
type ClassStatus int

// The states. The server allows every change between them.
const (
	ClassStatusPreparing ClassStatus = 0 // not begun, or paused
	ClassStatusInClass   ClassStatus = 1
	ClassStatusEnded     ClassStatus = 2
)

// String returns the state's name, or ClassStatus(7) for one this module does not know.
func (s ClassStatus) String() string {
	switch s {
	case ClassStatusPreparing:
		return "Preparing"
	case ClassStatusInClass:
		return "InClass"
	case ClassStatusEnded:
		return "Ended"
	}
	return "ClassStatus(" + strconv.Itoa(int(s)) + ")"
}

// IMServer is a messaging service a class can use (im_server).
type IMServer string

// The services, in the two vocabularies of the server: Auth.CreateIMToken and Classes.Create take the first two; under WithV2, and
// in Members.Kick and Assistants.DeletePermit always, the server reads the others. A name from the wrong vocabulary is passed over
// without a word.
const (
	IMServerAliyun    IMServer = "aliyun"
	IMServerRongCloud IMServer = "rongCloud"

	IMServerAliyunOld   IMServer = "aliyun_old"
	IMServerAliyunNew   IMServer = "aliyun_new"
	IMServerRongCloudV2 IMServer = "rong_cloud"
)

// CreateClassRequest describes a new class.
type CreateClassRequest struct {
	Title       string     `json:"title" check:"required"`
	TeacherID   string     `json:"teacher_id" check:"required"` // the user who may start and stop it
	TeacherNick string     `json:"teacher_nick"`
	Notice      string     `json:"notice"`    // documented, but every published server drops it: set it with Update
	Mode        ClassMode  `json:"mode"`      // default ClassModeOpen
	Extends     string     `json:"extends"`   // the team's own data, as JSON text
	IMServers   []IMServer `json:"im_server"` // nil: IMServerAliyun, or IMServerAliyunNew under WithV2. Servers since v1.1.0 require it, though the document does not say so

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Class is a class (room) as every published server version writes it; what a version lacks stays empty.
type Class struct {
	ID          string      `json:"id,omitzero" check:"required"`
	Title       string      `json:"title,omitzero"`
	Status      ClassStatus `json:"status,omitzero"`
	Mode        ClassMode   `json:"mode,omitzero"`
	Notice      string      `json:"notice,omitzero"`
	TeacherID   string      `json:"teacher_id,omitzero"`
	TeacherNick string      `json:"teacher_nick,omitzero"`
	CreatedAt   time.Time   `json:"created_at,omitzero"`
	UpdatedAt   time.Time   `json:"updated_at,omitzero"`
	StartedAt   time.Time   `json:"started_at,omitzero"` // stamped anew by every Start
	StoppedAt   time.Time   `json:"stopped_at,omitzero"` // stamped anew by every Stop; may lie before StartedAt

	ChatID      string `json:"chat_id,omitzero"`       // IM group of servers up to v1.0.0; see GroupID
	AliyunID    string `json:"aliyun_id,omitzero"`     // IM group at Aliyun, since v1.1.0
	RongCloudID string `json:"rong_cloud_id,omitzero"` // IM group at RongCloud
	MeetingID   string `json:"meeting_id,omitzero"`    // of co-streaming

	Extends     string `json:"extends,omitzero"`     // the team's own data, JSON text: see DecodeExtends
	Boards      string `json:"boards,omitzero"`      // the whiteboard, JSON text: see Board
	MeetingInfo string `json:"meetingInfo,omitzero"` // the co-streaming, JSON text: see Meeting. The document's tables call it meeting_info
	Anchor      string `json:"anchor,omitzero"`
	CoverURL    string `json:"cover_url,omitzero"`

	VODID           string          `json:"vod_id,omitzero"`
	VOD             *VOD            `json:"vod_info,omitzero"`    // the recording, once there is one
	UserStatus      *UserStatus     `json:"user_status,omitzero"` // the teacher's; nil when the server's IM look-up failed
	Links           *Links          `json:"link_info,omitzero"`
	ShadowLinks     *Links          `json:"shadow_link_info,omitzero"` // of the teacher's second stream, for big classes
	Metrics         *Metrics        `json:"metrics,omitzero"`          // nil when the server's look-up failed
	AssistantPermit *AssistantState `json:"assistantPermit,omitzero"`  // the last assistant, even after leaving
}

// GroupID returns the id of the class's IM group, whatever the server's version calls it.
func (c *Class) GroupID() string {
	for _, id := range []string{c.AliyunID, c.ChatID, c.RongCloudID} {
		if id != "" {
			return id
		}
	}
	return ""
}

// Links are the URLs of a stream. They are signed and end: RTC after 24 hours, CDN after 7 days by default.
type Links struct {
	RTCPushURL string   `json:"rtc_push_url,omitzero"` // lets its holder push the stream: every caller is given it
	RTCPullURL string   `json:"rtc_pull_url,omitzero"`
	CDN        CDNLinks `json:"cdn_pull_info,omitzero"`
}

// CDNLinks are the URLs for viewers: each protocol plain, in the Oriaac codec, of the screen, and of the screen in Oriaac.
type CDNLinks struct {
	RTMP             string `json:"rtmp_url,omitzero"`
	RTMPOriaac       string `json:"rtmp_oriaac_url,omitzero"`
	RTMPScreen       string `json:"rtmp_screen_url,omitzero"`
	RTMPScreenOriaac string `json:"rtmp_screen_oriaac_url,omitzero"`
	RTS              string `json:"rts_url,omitzero"`
	RTSOriaac        string `json:"rts_oriaac_url,omitzero"`
	RTSScreen        string `json:"rts_screen_url,omitzero"`
	RTSScreenOriaac  string `json:"rts_screen_oriaac_url,omitzero"`
	FLV              string `json:"flv_url,omitzero"`
	FLVOriaac        string `json:"flv_oriaac_url,omitzero"`
	FLVScreen        string `json:"flv_screen_url,omitzero"`
	FLVScreenOriaac  string `json:"flv_screen_oriaac_url,omitzero"`
	HLS              string `json:"hls_url,omitzero"`
	HLSOriaac        string `json:"hls_oriaac_url,omitzero"`
	HLSScreen        string `json:"hls_screen_url,omitzero"`
	HLSScreenOriaac  string `json:"hls_screen_oriaac_url,omitzero"`
}

// UserStatus is whether the teacher is muted.
type UserStatus struct {
	Mute        bool     `json:"mute,omitzero"`
	MuteSources []string `json:"mute_source,omitzero"`
}

// Metrics counts a class's viewers.
type Metrics struct {
	PV          int64 `json:"pv,omitzero"`
	UV          int64 `json:"uv,omitzero"`
	LikeCount   int64 `json:"like_count,omitzero"`
	OnlineCount int64 `json:"online_count,omitzero"`
}

// AssistantState is an assistant of a class.
type AssistantState struct {
	ClassID    string       `json:"class_id,omitzero"`
	UserID     string       `json:"user_id,omitzero"`
	UserName   string       `json:"user_name,omitzero"`
	UserAvatar string       `json:"user_avatar,omitzero"`
	Identity   Identity     `json:"identity,omitzero"` // IdentityAssistant
	Status     MemberStatus `json:"status,omitzero"`   // MemberStatusNormal or MemberStatusLeft; the document knows the first alone
	JoinTime   time.Time    `json:"join_time,omitzero"`
}

// Create makes a class.
//
// AUI Create a classroom, POST /api/v1/class/create, or /api/v2/class/create under WithV2. A repeat makes a second class with its own IM group and whiteboard, so it
// is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look through All for the title first. A failed
// whiteboard gives its vendor's own code, such as "414".
func (s ClassesService) Create(ctx context.Context, in *CreateClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	if in != nil && in.IMServers == nil {
		filled := *in
		filled.IMServers = s.client.imServers()
		in = &filled
	}
	return call[*Class](ctx, s.client, opClassesCreate, in, opts)
}

// outage tells what a page says that fails behind another one that did.
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
	UserID   string `json:"user_id" check:"required"` // who asks; no filter
	Page     int    `json:"page_num"`                 // from 1, the default
	PageSize int    `json:"page_size"`                // default 10, at most 500
}

// Validate refuses a page size the server would cut in silence.
func (r *ListClassesRequest) Validate() []classcloud.FieldError { return checkPageSize(r.PageSize) }

// ClassPage is one page of classes, the newest first. The server tells no total.
type ClassPage struct {
	Classes []Class `json:"classes,omitzero"`
	Broken  int     `json:"broken,omitzero"` // classes the server sent as null, because a look-up of its own failed; also a warning
}

// List returns one page of all classes; All walks them all.
//
// AUI Get a paginated list of classrooms, POST /api/v1/class/list. A page without classes is an error, since the server answers
// CodeInternal to it like to a fault of its own; v1.0.0 says so plainly, which is classcloud.NotFound.
func (s ClassesService) List(ctx context.Context, in *ListClassesRequest, opts ...classcloud.CallOption) (*ClassPage, error) {
	if in != nil {
		filled := *in
		filled.Page, filled.PageSize = orDefault(in.Page, 1), orDefault(in.PageSize, 10)
		in = &filled
	}
	reply, err := call[[]*Class](ctx, s.client, opClassesList, in, opts)
	if reply == nil && err != nil {
		return nil, err
	}
	page := &ClassPage{}
	page.Classes, page.Broken = readable(reply)
	return page, err
}

// All walks all classes from in.Page on, one page of in.PageSize, 50 by default, in memory. It ends with a page that is not full,
// or where the server answers CodeInternal to a page beyond the first and still answers the page before: one that fails as well
// is an outage and an error. Where there is no class at all the first page's error is the walk's. Classes the server sends as null
// are passed over; classcloud.OnWarning hears of them, and classcloud.WithStrictWarnings makes them an error.
func (s ClassesService) All(ctx context.Context, in *ListClassesRequest, opts ...classcloud.CallOption) iter.Seq2[Class, error] {
	var at ListClassesRequest
	if in != nil {
		at = *in
	}
	at.Page, at.PageSize = max(at.Page, 1), clampPageSize(at.PageSize, 50)
	list := func(number int) (*ClassPage, error) {
		ask := at
		ask.Page = number
		return s.List(ctx, &ask, opts...)
	}
	return walk(at.Page, func(c Class) string { return c.ID }, func(number int) ([]Class, int, bool, error) {
		page, err := list(number)
		if number > 1 && mayBeEmptyPage(err) {
			_, err = list(number - 1)
			return nil, 0, true, outage(err)
		}
		if err != nil {
			return nil, 0, true, err
		}
		return page.Classes, page.Broken, len(page.Classes)+page.Broken < at.PageSize, nil
	})
}

// mayBeEmptyPage reports whether a list failed in the way the server answers a page without classes.
func mayBeEmptyPage(err error) bool {
	return errors.Is(err, CodeInternal) && !errors.Is(err, classcloud.InvalidArgument)
}

// GetClassRequest names a class and who asks.
type GetClassRequest struct {
	ID     string `json:"id" check:"required"`
	UserID string `json:"user_id" check:"required"` // the asking user
}

// Get returns a class.
//
// AUI Get a single classroom, POST /api/v1/class/get. Safe to repeat. CodeNotFound is classcloud.NotFound. The URLs are signed for
// UserID and end: ask again rather than keep them.
func (s ClassesService) Get(ctx context.Context, in *GetClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	return call[*Class](ctx, s.client, opClassesGet, in, opts)
}

// ClassActionRequest names a class and its teacher.
type ClassActionRequest struct {
	ID     string `json:"id" check:"required"`
	UserID string `json:"user_id" check:"required"` // must be the class's teacher
}

// Start begins a class.
//
// AUI Start the class, POST /api/v1/class/start. A repeat stamps the start anew, so it is never repeated once it may have arrived:
// when classcloud.MaybeApplied(err), look at Get's Status. CodeInternal: no such class, or not its teacher.
func (s ClassesService) Start(ctx context.Context, in *ClassActionRequest, opts ...classcloud.CallOption) (*Class, error) {
	return call[*Class](ctx, s.client, opClassesStart, in, opts)
}

// Stop ends a class.
//
// AUI End the class, POST /api/v1/class/stop. As Start, about the end.
func (s ClassesService) Stop(ctx context.Context, in *ClassActionRequest, opts ...classcloud.CallOption) (*Class, error) {
	return call[*Class](ctx, s.client, opClassesStop, in, opts)
}

// Pause puts a class back to ClassStatusPreparing.
//
// AUI Pause the class, POST /api/v1/class/pause. As Start; no time of it is kept.
func (s ClassesService) Pause(ctx context.Context, in *ClassActionRequest, opts ...classcloud.CallOption) (*Class, error) {
	return call[*Class](ctx, s.client, opClassesPause, in, opts)
}

// UpdateClassRequest names a class and what changes of it. What is nil stays as it is; nothing can be cleared, since the server
// keeps the old text in place of an empty one.
type UpdateClassRequest struct {
	ID      string  `json:"id" check:"required"`
	UserID  string  `json:"user_id" check:"required"` // who asks; published servers do not check that it is the teacher
	Title   *string `json:"title"`
	Notice  *string `json:"notice"`
	Extends *string `json:"extends"` // the team's own data, as JSON text
}

// Validate refuses what would change nothing and still be answered with success.
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
		problems = append(problems, classcloud.FieldError{Field: "Title, Notice, Extends", Wire: "title, notice, extends", Problem: "are all nil: nothing would change"})
	}
	return problems
}

type textField struct {
	name, wire string
	value      *string
}

func (r *UpdateClassRequest) texts() []textField {
	return []textField{{"Title", "title", r.Title}, {"Notice", "notice", r.Notice}, {"Extends", "extends", r.Extends}}
}

// Update changes a class's title, notice or extends, and returns the class as it is then.
//
// AUI Update classroom information, such as announcements, POST /api/v1/class/update. Safe to repeat. Published servers before
// 2024-05-21 answer success and change nothing: where the class that comes back does not have the new texts, Update returns it
// beside an error of kind classcloud.Unimplemented.
func (s ClassesService) Update(ctx context.Context, in *UpdateClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	return call[*Class](ctx, s.client, opClassesUpdate, in, opts)
}
