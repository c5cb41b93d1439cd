package classin

import (
	"context"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassesService keeps the classes (课节) of v1. Use Activities where you can: the pages of these calls say that they go on working but are
// no longer updated after 2025-05-26 and that LMS's calls are advised, and the vendor means to retire the class of v1 (About API v2 关于API
// v2; revision history 5.4 and 6.0: 原创建课节接口不再推荐使用). Since ClassIn 6.0 a class made here is shown as an activity in the default
// unit of its course, and is still changed here, by its ClassID. There is no documented call that lists classes: keep every id.
type ClassesService struct{ client *Client }

// Definition is the resolution of a class's picture (isHd). HD and full HD need 1 or 6 seats for students.
type Definition int

// The resolutions. Full HD and HD need 1 or 6 seats for students.
const (
	DefinitionSD     Definition = 0 // standard definition
	DefinitionHD     Definition = 1 // HD
	DefinitionFullHD Definition = 2 // full HD
)

var definitionNames = map[Definition]string{DefinitionSD: "SD", DefinitionHD: "HD", DefinitionFullHD: "FullHD"}

// String returns the resolution's name, or Definition(9) for a value this module does not know.
func (d Definition) String() string { return wire.EnumName("Definition", d, definitionNames) }

// TeachMode is where a class is taught (teachMode). 0 in a request leaves the vendor's default.
type TeachMode int

// The modes.
const (
	TeachModeOnline         TeachMode = 1 // online
	TeachModeSmartClassroom TeachMode = 2 // in a smart classroom: nobody goes on stage automatically
)

var teachModeNames = map[TeachMode]string{TeachModeOnline: "Online", TeachModeSmartClassroom: "SmartClassroom"}

// String returns the mode's name, or TeachMode(9) for a value this module does not know.
func (m TeachMode) String() string { return wire.EnumName("TeachMode", m, teachModeNames) }

// Cameras is how many cameras a class shows (isDc).
type Cameras int

// The camera modes.
const (
	CamerasOne Cameras = 0 // one camera
	CamerasTwo Cameras = 3 // two cameras; needs 1 seat for students and makes the class full HD
)

var camerasNames = map[Cameras]string{CamerasOne: "One", CamerasTwo: "Two"}

// String returns the mode's name, or Cameras(9) for a value this module does not know.
func (c Cameras) String() string { return wire.EnumName("Cameras", c, camerasNames) }

// CreateClassRequest describes a new class. A field left nil or zero is not sent, and the vendor's default applies.
type CreateClassRequest struct {
	CourseID   int64     `json:"courseId" check:"required"`
	ClassName  string    `json:"className" check:"required,max=90"`           // at most 90 characters: the vendor would cut the rest
	StartTime  time.Time `json:"beginTime" wire:"unix" check:"required"`      // at least a minute and at most 3 years ahead; teachers may enter 20 minutes before, students 10
	EndTime    time.Time `json:"endTime" wire:"unix" check:"required"`        // 15 minutes to 24 hours later; 20 minutes after it everybody has to leave
	TeacherUID UID       `json:"teacherUid" check:"required"`                 // a teacher of the school
	FolderID   int64     `json:"folderId"`                                    // the cloud drive folder; default the course's
	Identity   string    `json:"courseUniqueIdentity" check:"max=32,trimmed"` // the caller's own id of the class, 1 to 32 characters without blanks at the ends; when it is empty the client makes one

	StudentSeats  *int  `json:"seatNum"`                                   // students on stage beside the teacher: default 6, at most 12 or the school's limit; 0 is the teacher alone
	AutoOnStage   *bool `json:"isAutoOnstage" wire:"01,inverted"`          // students go on stage by themselves; default yes (on the wire 0 is yes); the vendor ignores it in a smart classroom
	AssistantUID  UID   `json:"assistantUid"`                              // one co-teacher; the older form of AssistantUIDs: set one of the two
	AssistantUIDs []UID `json:"assistantUids" wire:"jsontext" check:"ids"` // co-teachers

	Record            bool  `json:"record" wire:"01"`            // record the class
	RecordScene       bool  `json:"recordScene" wire:"01"`       // record the teacher's camera; needs Record
	Live              bool  `json:"live" wire:"01"`              // broadcast the class; needs Record
	Replay            bool  `json:"replay" wire:"01"`            // let the recording be replayed; needs Record
	WatchByLogin      bool  `json:"watchByLogin" wire:"01"`      // only viewers who are logged in may watch; of no effect without two of Record, Live and Replay
	AllowUnloggedChat *bool `json:"allowUnloggedChat" wire:"01"` // viewers who are not logged in may chat; default yes; of no effect without Record and Live

	Definition   Definition `json:"isHd"`                            // default SD; HD and full HD need 1 or 6 seats
	TeachMode    TeachMode  `json:"teachMode"`                       // default online
	Cameras      Cameras    `json:"isDc"`                            // default one; two need 1 seat
	OMOBroadcast bool       `json:"omoStationBroadcast" wire:"01"`   // broadcast to an OMO station; needs the vendor's add-on
	Introduction string     `json:"classIntroduce" check:"max=1000"` // at most 1,000 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (r *CreateClassRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	if !r.EndTime.IsZero() && !r.EndTime.After(r.StartTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "endTime", Problem: "is not after StartTime"})
	}
	if r.AssistantUID != 0 && r.AssistantUIDs != nil {
		bad = append(bad, classcloud.FieldError{Field: "AssistantUID", Wire: "assistantUid", Problem: "excludes AssistantUIDs"})
	}
	return append(bad, video{&r.Record, &r.RecordScene, &r.Live, &r.Replay}.needRecord()...)
}

// CreatedClass is a class that a create made or found.
type CreatedClass struct {
	ClassID  int64    `json:"classId,omitzero" check:"required"` // the id of the class, the reply's data
	Identity string   `json:"courseUniqueIdentity,omitzero"`     // the identity it was created under: the caller's, or the one the client made
	Existed  bool     `json:"existed,omitzero"`                  // the vendor says that the caller's Identity was used before: this is the class that has it, and the request changed nothing; false does not say that it was not
	LiveURL  string   `json:"live_url,omitzero"`                 // the player's page; empty without Record
	LiveURLs LiveURLs `json:"live_info,omitzero"`                // pull URLs; empty without Live

	ClassName    string `json:"className,omitzero"`    // in a batch
	CustomColumn string `json:"customColumn,omitzero"` // in a batch: the caller's own mark, as it was sent

	Warnings []classcloud.Warning `json:"warnings,omitzero"` // what the vendor says beside the success; of a batch they are in the Item
}

// LiveURLs are the addresses from which a live class can be pulled. They never change.
type LiveURLs struct {
	RTMP string `json:"RTMP,omitzero"`
	HLS  string `json:"HLS,omitzero"`
	FLV  string `json:"FLV,omitzero"`
}

// Create makes a class. It is created under in.Identity, or one the client makes, so it is repeated safely: a lost reply cannot make a
// second class. When it fails with classcloud.MaybeApplied(err), the error's Key is the identity to create it again with: there is nothing to
// compare, and Ensure does it, through lost replies and crashes.
//
// ClassIn Create Class(Single), POST /partner/api/course.api.php?action=addCourseClass. CodeIdentityExists is a result with Existed;
// CodeCreatedNotRecorded, CodeCreatedVideoFailed, CodeCreatedNoIntroduction and CodeCreatedOverPlan are results with Warnings: the vendor
// advises SetRecording or Update then, and not another class. CodeBeingCreated is repeated after more than a second. CodeMaintenance: the
// times, with 20 minutes before and after them, meet a maintenance of the vendor's. CodeCourseClassLimit: the course has as many classes as
// the school's contract allows. When the vendor gives an error and the id of the class, the result stands beside the error. A class deleted
// in the client or on eeo.cn keeps its identity for ever (Problems of scheduling 排课过程中的常见问题). The vendor advises
// Activities.CreateClass instead: this call is no longer updated after 2025-05-26.
//
// Of an Identity that was used before, the vendor's pages contradict each other: the answer is CodeIdentityExists with the id of the class
// that has it (修订记录, appendix/edit_history.md), or an error alone (排课过程中的常见问题, Error-Handling/Lesson_errors.md), and a public client
// counts on success with that id. With an id it is a result, without one an error with CodeIdentityExists.
func (s ClassesService) Create(ctx context.Context, in *CreateClassRequest, opts ...classcloud.CallOption) (*CreatedClass, error) {
	identity := func(r *CreateClassRequest) *string { return &r.Identity }
	return createUnder[CreatedClass](ctx, s.client, opClassesCreate, in, identity, opts)
}

// UpdateClassRequest changes a class. A field left nil keeps its value, but see FolderID, RecordScene and OMOBroadcast: of them the page
// says both that only what changes is sent and what "not sent" (不传) stands for.
type UpdateClassRequest struct {
	CourseID   int64      `json:"courseId" check:"required"`
	ClassID    int64      `json:"classId" check:"required"`
	ClassName  *string    `json:"className" check:"min=1,max=50"` // at most 50 characters: the vendor would cut the rest
	StartTime  *time.Time `json:"beginTime" wire:"unix"`          // at most 3 years ahead; can be changed until 20 minutes before the start; needs EndTime
	EndTime    *time.Time `json:"endTime" wire:"unix"`            // needs StartTime: alone it is CodeEndBeforeStart
	TeacherUID *UID       `json:"teacherUid"`                     // a teacher of the school; during the class the former teacher has to leave

	// FolderID is the cloud drive folder. For nil the page's first paragraph says "unchanged" and its table "the course's folder": give the
	// folder of a class that has one of its own, or it may be lost.
	FolderID *int64 `json:"folderId"`

	Record *bool `json:"record" wire:"01" check:"all=video"` // Record, Live and Replay go together: set all three or none, which changes none of them
	Live   *bool `json:"live" wire:"01" check:"all=video"`   // broadcast the class; needs Record
	Replay *bool `json:"replay" wire:"01" check:"all=video"` // let the recording be replayed; needs Record

	// RecordScene records the teacher's camera. It needs Record, Live and Replay, and is required with Record true: for nil the page says
	// both "unchanged" and "default 0", which would switch it off.
	RecordScene       *bool `json:"recordScene" wire:"01"`
	WatchByLogin      *bool `json:"watchByLogin" wire:"01"`      // only viewers who are logged in may watch; of no effect without two of Record, Live and Replay
	AllowUnloggedChat *bool `json:"allowUnloggedChat" wire:"01"` // viewers who are not logged in may chat; of no effect without Record and Live

	AssistantUIDs    []UID      `json:"assistantUids" wire:"jsontext,clear" check:"ids"` // replaces the co-teachers; nil keeps them
	RemoveAssistants bool       `json:"removeAssistants" wire:"local"`                   // remove all co-teachers; use it instead of AssistantUIDs
	TeachMode        *TeachMode `json:"teachMode"`
	AutoOnStage      *bool      `json:"isAutoOnstage" wire:"01,inverted"` // students go on stage by themselves (on the wire 0 is yes); the vendor ignores it in a smart classroom
	Introduction     *string    `json:"classIntroduce" check:"max=1000"`  // at most 1,000 characters: the vendor would cut the rest

	// OMOBroadcast broadcasts to an OMO station; it needs the vendor's add-on. For nil the page's first paragraph says "unchanged" and its
	// table "default 0": give true again for a class that is broadcast there, or it may end.
	OMOBroadcast *bool `json:"omoStationBroadcast" wire:"01"`

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a request that changes nothing, contradicts itself, empties AssistantUIDs without RemoveAssistants, or would switch
// something off that it does not name.
func (r *UpdateClassRequest) Validate() []classcloud.FieldError {
	bad := changesNothing(*r, "CourseID", "ClassID")
	switch {
	case r.StartTime != nil && r.EndTime == nil:
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "endTime", Problem: "is required with StartTime"})
	case r.StartTime == nil && r.EndTime != nil:
		bad = append(bad, classcloud.FieldError{Field: "StartTime", Wire: "beginTime", Problem: "is required with EndTime"})
	}
	bad = append(bad, ordered(r.StartTime, r.EndTime)...)
	wanted := video{r.Record, r.RecordScene, r.Live, r.Replay}
	bad = append(bad, slices.Concat(wanted.complete(), wanted.needRecord(), assistantsOrRemove(r.AssistantUIDs, r.RemoveAssistants))...)
	if isOn(r.Record) && r.RecordScene == nil {
		bad = append(bad, classcloud.FieldError{Field: "RecordScene", Wire: "recordScene", Problem: "is required with Record: left out, the vendor may switch it off"})
	}
	return bad
}

// UpdatedClass is the result of Update.
type UpdatedClass struct {
	LiveURL  string               `json:"live_url,omitzero"`  // the player's page; empty without recording
	LiveURLs LiveURLs             `json:"live_info,omitzero"` // pull URLs; empty without broadcast
	Warnings []classcloud.Warning `json:"warnings,omitzero"`  // what the vendor says beside the success: CodeUpdatedTooLate and its like
}

// Update changes a class that was made through v1.
//
// ClassIn 编辑课节, POST /partner/api/course.api.php?action=editCourseClass. CodeUpdatedNotRecorded, CodeUpdatedTooLate,
// CodeUpdatedVideoFailed, CodeUpdatedNoIntroduction and CodeCreatedOverPlan are results with Warnings. CodeClassFixed: the name, the times,
// the folder, the mode and AutoOnStage cannot be changed in the last 20 minutes before the start; the seats are changed by SetSeats.
// CodeClassOfClient: the class was made in the ClassIn client or by v2. Safe to repeat. The vendor advises Activities.UpdateClass instead:
// this call is no longer updated after 2025-05-26.
func (s ClassesService) Update(ctx context.Context, in *UpdateClassRequest, opts ...classcloud.CallOption) (*UpdatedClass, error) {
	if in != nil && in.RemoveAssistants && in.AssistantUIDs == nil {
		filled := *in
		filled.AssistantUIDs = []UID{}
		in = &filled
	}
	return call[*UpdatedClass](ctx, s.client, opClassesUpdate, in, opts)
}

// SetSeatsRequest changes the stage of a class. It needs StudentSeats or Definition, and everything else that the seats allow: what is
// left out of it the vendor may switch off.
type SetSeatsRequest struct {
	CourseID int64 `json:"courseId" check:"required"`
	ClassID  int64 `json:"classId" check:"required"`

	// StudentSeats are the students on stage beside the teacher, at most the school's limit; 0 is the teacher alone. For nil the page's first
	// paragraph says that Definition is enough, and its table that it is required.
	StudentSeats *int `json:"seatNum"`

	// Definition is the resolution; full HD and HD need 1 or 6 seats. So it is required unless StudentSeats are others, or Cameras two, which
	// makes it full HD: the page lets it be left out and reads all numbers but 1 (its English copy: but 1 and 2) as 0, but does not say what
	// a missing one is (inferred: unchanged, or 0 as well).
	Definition *Definition `json:"isHd"`

	// Cameras are one or two; two need 1 seat. So it is required unless StudentSeats are others: the page reads a missing one as one camera.
	Cameras *Cameras `json:"isDc"`

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a request that changes nothing, or that would switch HD or the second camera off without saying so.
func (r *SetSeatsRequest) Validate() []classcloud.FieldError {
	if r.StudentSeats == nil && r.Definition == nil {
		return []classcloud.FieldError{{Field: "StudentSeats", Wire: "seatNum", Problem: "is required, or Definition"}}
	}
	var bad []classcloud.FieldError
	two := r.Cameras != nil && *r.Cameras == CamerasTwo
	if r.Definition == nil && !two && (*r.StudentSeats == 1 || *r.StudentSeats == 6) {
		bad = append(bad, classcloud.FieldError{Field: "Definition", Wire: "isHd", Problem: "is required with 1 or 6 seats: left out, the vendor may switch HD off"})
	}
	if r.Cameras == nil && (r.StudentSeats == nil || *r.StudentSeats == 1) {
		bad = append(bad, classcloud.FieldError{Field: "Cameras", Wire: "isDc", Problem: "is required unless StudentSeats is other than 1: left out, the vendor switches the second camera off"})
	}
	return bad
}

// SetSeats changes the number of students on stage and the resolution of the picture.
//
// ClassIn 修改课节上台学生数, POST /partner/api/course.api.php?action=modifyClassSeatNum. CodeSeatsFixed: the seats cannot be changed in the last
// 20 minutes before the start. Safe to repeat. The vendor advises Activities.UpdateClass instead: this call is no longer updated after
// 2025-05-26.
func (s ClassesService) SetSeats(ctx context.Context, in *SetSeatsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassesSetSeats, in, opts)
}

// DeleteClassRequest names a class, for Delete and DeleteEnded.
type DeleteClassRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	ClassID  int64          `json:"classId" check:"required"`
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Delete removes a class that has not begun, and frees its identity.
//
// ClassIn 删除课节, POST /partner/api/course.api.php?action=delCourseClass. CodeDeletedIdentityKept is a result with Warnings: the identity
// stays taken. CodeClassRunning: a running class cannot be deleted. CodeClassEnded: use DeleteEnded. Safe to repeat: CodeClassDeleted, in
// answer to the client's own repeat, counts as success.
func (s ClassesService) Delete(ctx context.Context, in *DeleteClassRequest, opts ...classcloud.CallOption) (*Ack, error) {
	return call[*Ack](ctx, s.client, opClassesDelete, in, opts)
}

// DeleteEnded removes a class that has ended, and frees its identity.
//
// ClassIn 删除已结课节, POST /partner/api/course.api.php?action=delEndCourseClass. (The page's sample calls delCourseClass.)
// CodeDeletedIdentityKept is a result with Warnings. Safe to repeat: CodeClassDeleted, in answer to the client's own repeat, counts as
// success.
func (s ClassesService) DeleteEnded(ctx context.Context, in *DeleteClassRequest, opts ...classcloud.CallOption) (*Ack, error) {
	return call[*Ack](ctx, s.client, opClassesDeleteEnded, in, opts)
}
