package classin

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ActivitiesService keeps the activities (活动) of a course: classes, homework, quizzes and others. The vendor advises it for every new
// program (About API v2 关于API v2): users and courses by v1, then a unit by Units.Create, then a class by CreateClass. Do not use the Classes
// of v1 on what was made here: the vendor advises against it, and v1 does not change it (CodeClassOfClient). There is no documented call
// that lists activities: keep every id.
type ActivitiesService struct{ client *Client }

// RecordingType is what a class's recording shows (recordType).
type RecordingType int

// The recording types.
const (
	RecordingTypeClassroom RecordingType = 0 // the classroom
	RecordingTypeScene     RecordingType = 1 // the teacher's camera
	RecordingTypeBoth      RecordingType = 2 // the classroom and the teacher's camera
)

var recordingTypeNames = map[RecordingType]string{
	RecordingTypeClassroom: "Classroom", RecordingTypeScene: "Scene", RecordingTypeBoth: "Both",
}

// String returns the type's name, or RecordingType(9) for a value this module does not know.
func (t RecordingType) String() string { return wire.EnumName("RecordingType", t, recordingTypeNames) }

// CreateClassActivityRequest describes a new class. A field left nil or zero is not sent, and the vendor's default applies.
type CreateClassActivityRequest struct {
	CourseID   int64     `json:"courseId" check:"required"`
	UnitID     int64     `json:"unitId"`                                 // default the unit without a theme
	Name       string    `json:"name" check:"required,max=50"`           // at most 50 characters
	TeacherUID UID       `json:"teacherUid" check:"required"`            // a teacher of the school
	StartTime  time.Time `json:"startTime" wire:"unix" check:"required"` // at most 2 years ahead; teachers may enter 20 minutes before, students 10
	EndTime    time.Time `json:"endTime" wire:"unix" check:"required"`   // 15 minutes to 24 hours later; 20 minutes after it everybody has to leave
	Identity   string    `json:"uniqueIdentity" check:"max=32,trimmed"`  // the caller's own id of the class, 1 to 32 characters without blanks at the ends; when it is empty the client makes one

	AssistantUIDs []UID      `json:"assistantUids" check:"ids"`     // co-teachers
	HideSeats     bool       `json:"cameraHide" wire:"01"`          // a smart classroom without the row of seats: nobody goes on stage automatically
	AutoOnStage   *bool      `json:"isAutoOnstage" wire:"01"`       // students go on stage by themselves; default yes (on the wire 1 is yes, in v1 it is 0); the vendor ignores it with HideSeats
	Seats         *int       `json:"seatNum"`                       // people on stage, the teacher included: 1 is the teacher alone; default 7; the vendor silently lowers more than the school's maximum to that
	Definition    Definition `json:"isHd"`                          // default SD; HD and full HD need 2 or 7 seats
	Cameras       Cameras    `json:"isDc"`                          // default one; two need 2 seats
	AllowCheck    *bool      `json:"isAllowCheck" wire:"01"`        // students see each other's reports and scores; default yes
	OMOBroadcast  bool       `json:"omoStationBroadcast" wire:"01"` // broadcast to an OMO station; needs the vendor's add-on

	RecordingType *RecordingType `json:"recordType" check:"all=recording"`            // RecordingType, Record, Live and Replay go together: set all four or none
	Record        *bool          `json:"recordState" wire:"01" check:"all=recording"` // record the class; default no
	Live          *bool          `json:"liveState" wire:"01" check:"all=recording"`   // broadcast it; needs Record; default no
	Replay        *bool          `json:"openState" wire:"01" check:"all=recording"`   // let the recording be replayed; needs Record; default no

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (r *CreateClassActivityRequest) Validate() []classcloud.FieldError {
	bad := recording{kind: r.RecordingType, record: r.Record, live: r.Live, replay: r.Replay}.check()
	if !r.EndTime.IsZero() && !r.EndTime.After(r.StartTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "endTime", Problem: "is not after StartTime"})
	}
	return bad
}

// CreatedClassActivity is a class that CreateClass made.
type CreatedClassActivity struct {
	ActivityID int64                `json:"activityId,omitzero"`               // the id that the methods of Activities take
	ClassID    int64                `json:"classId,omitzero" check:"required"` // the id in links and callbacks
	Identity   string               `json:"courseUniqueIdentity,omitzero"`     // the identity it was created under: the caller's, or the one the client made
	Existed    bool                 `json:"existed,omitzero"`                  // the vendor says that the caller's Identity was used before: this is the class that has it, and the request changed nothing; false does not say that it was not
	Name       string               `json:"name,omitzero"`
	LiveURL    string               `json:"live_url,omitzero"`  // the player's page; empty without Record
	LiveURLs   LiveURLs             `json:"live_info,omitzero"` // pull URLs; empty without Live
	Warnings   []classcloud.Warning `json:"warnings,omitzero"`  // what the vendor says beside the success
}

// CreateClass makes a class and publishes it to everybody in the course. It is created under in.Identity, or one the client makes, so it
// is repeated safely: a lost reply cannot make a second class. When it fails with classcloud.MaybeApplied(err), the error's Key
// is the identity to create it again with: there is nothing to compare, and EnsureClass does it, through lost replies and crashes.
//
// ClassIn 创建课堂, POST /lms/activity/createClass. At most 1,000 calls a minute: the client keeps to that; other clients of the school can
// still cause CodeTooFast. CodeIdentityExists is a result with Existed, CodeActivityNotLive and CodeCreatedOverPlan are results with
// Warnings; CodeBeingCreated is repeated after more than a second. A unit holds at most 100 activities: CodeUnitFull. CodeCourseClassLimit:
// the course has as many classes as the school's contract allows. CodeMaintenance: the times, with 20 minutes before and after them, meet a
// maintenance of the vendor's.
//
// Of an Identity that was used before, the vendor's pages contradict each other: the answer is CodeIdentityExists with the id of the class
// that has it (修订记录, appendix/edit_history.md), or an error alone (排课过程中的常见问题, Error-Handling/Lesson_errors.md), and a public client
// counts on success with that id. With an id it is a result, without one an error with CodeIdentityExists.
func (s ActivitiesService) CreateClass(ctx context.Context, in *CreateClassActivityRequest, opts ...classcloud.CallOption) (*CreatedClassActivity, error) {
	identity := func(r *CreateClassActivityRequest) *string { return &r.Identity }
	return createUnder[CreatedClassActivity](ctx, s.client, opActivitiesCreateClass, in, identity, opts)
}

// UpdateClassActivityRequest changes a class. A field left nil keeps its value, but see AssistantUIDs: of them the page says both that only
// what changes is sent and what "not sent" (不传) stands for.
type UpdateClassActivityRequest struct {
	CourseID   int64      `json:"courseId" check:"required"`
	ActivityID int64      `json:"activityId" check:"required"`
	UnitID     *int64     `json:"unitId"` // moves the class to another unit
	Name       *string    `json:"name" check:"min=1"`
	TeacherUID *UID       `json:"teacherUid"`
	StartTime  *time.Time `json:"startTime" wire:"unix"` // can be changed until 20 minutes before the start
	EndTime    *time.Time `json:"endTime" wire:"unix"`

	// AssistantUIDs replace the co-teachers. For nil the page's notes say "unchanged" and its table "default none": give those of a class that
	// has some, or they may be removed.
	AssistantUIDs    []UID       `json:"assistantUids" wire:"clear" check:"ids"`
	RemoveAssistants bool        `json:"removeAssistants" wire:"local"` // remove all co-teachers; use it instead of AssistantUIDs
	HideSeats        *bool       `json:"cameraHide" wire:"01"`          // a smart classroom without the row of seats: nobody goes on stage automatically
	AutoOnStage      *bool       `json:"isAutoOnstage" wire:"01"`       // students go on stage by themselves; the vendor ignores it with HideSeats
	Seats            *int        `json:"seatNum"`                       // people on stage, the teacher included: 1 is the teacher alone; the vendor silently lowers more than the school's maximum to that
	Definition       *Definition `json:"isHd"`                          // HD and full HD need 2 or 7 seats
	Cameras          *Cameras    `json:"isDc"`                          // two need 2 seats
	AllowCheck       *bool       `json:"isAllowCheck" wire:"01"`        // students see each other's reports and scores
	OMOBroadcast     *bool       `json:"omoStationBroadcast" wire:"01"` // broadcast to an OMO station; needs the vendor's add-on; the page does not say what nil stands for (inferred: unchanged)

	RecordingType *RecordingType `json:"recordType" check:"all=recording"`            // RecordingType, Record, Live and Replay go together: set all four or none
	Record        *bool          `json:"recordState" wire:"01" check:"all=recording"` // record the class
	Live          *bool          `json:"liveState" wire:"01" check:"all=recording"`   // broadcast it; needs Record
	Replay        *bool          `json:"openState" wire:"01" check:"all=recording"`   // let the recording be replayed; needs Record

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a request that changes nothing, contradicts itself, or empties AssistantUIDs without RemoveAssistants.
func (r *UpdateClassActivityRequest) Validate() []classcloud.FieldError {
	bad := append(changesNothing(*r, "CourseID", "ActivityID"), recording{kind: r.RecordingType, record: r.Record, live: r.Live, replay: r.Replay}.check()...)
	bad = append(bad, assistantsOrRemove(r.AssistantUIDs, r.RemoveAssistants)...)
	return append(bad, ordered(r.StartTime, r.EndTime)...)
}

// UpdatedClassActivity is the class after UpdateClass.
type UpdatedClassActivity struct {
	ActivityID int64                `json:"activityId,omitzero"` // as the reply says it
	Name       string               `json:"name,omitzero"`
	LiveURL    string               `json:"live_url,omitzero"`  // the player's page; empty without Record, or where the reply does not hold it
	LiveURLs   LiveURLs             `json:"live_info,omitzero"` // pull URLs; empty without Live, or where the reply does not hold them
	Warnings   []classcloud.Warning `json:"warnings,omitzero"`  // what the vendor says beside the success
}

// UpdateClass changes a class. Drafts and the sub-classes of double-teacher classes are not changed this way.
//
// ClassIn 编辑课堂, POST /lms/activity/updateClass. CodeClassFixed: most fields cannot be changed in the last 20 minutes before the start. The
// page's text says that the reply holds liveUrl and liveInfo, its table and sample have activityId and name alone: all four are read, live_url
// and live_info too. Safe to repeat.
func (s ActivitiesService) UpdateClass(ctx context.Context, in *UpdateClassActivityRequest, opts ...classcloud.CallOption) (*UpdatedClassActivity, error) {
	if in != nil && in.RemoveAssistants && in.AssistantUIDs == nil {
		filled := *in
		filled.AssistantUIDs = []UID{}
		in = &filled
	}
	return call[*UpdatedClassActivity](ctx, s.client, opActivitiesUpdateClass, in, opts)
}

// ActivityType is the kind of an activity (activityType). Classes do not have a type here: CreateClass makes them.
type ActivityType int

// The types. Classes are made by CreateClass.
const (
	ActivityTypeHomework    ActivityType = 2 // homework
	ActivityTypeQuiz        ActivityType = 3 // a quiz
	ActivityTypeRecorded    ActivityType = 4 // a recorded class
	ActivityTypeMaterial    ActivityType = 5 // learning material
	ActivityTypeDiscussion  ActivityType = 6 // a discussion
	ActivityTypeAnswerSheet ActivityType = 7 // an answer sheet
	ActivityTypeCheckIn     ActivityType = 8 // a check-in
)

var activityTypeNames = map[ActivityType]string{
	ActivityTypeHomework: "Homework", ActivityTypeQuiz: "Quiz", ActivityTypeRecorded: "Recorded",
	ActivityTypeMaterial: "Material", ActivityTypeDiscussion: "Discussion", ActivityTypeAnswerSheet: "AnswerSheet",
	ActivityTypeCheckIn: "CheckIn",
}

// String returns the type's name, or ActivityType(9) for a value this module does not know.
func (t ActivityType) String() string { return wire.EnumName("ActivityType", t, activityTypeNames) }

// CreateActivityRequest describes a new activity other than a class.
type CreateActivityRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	UnitID     int64          `json:"unitId" check:"required"`
	Type       ActivityType   `json:"activityType" check:"required"`
	Name       string         `json:"name" check:"required,max=50"` // at most 50 characters
	TeacherUID UID            `json:"teacherUid" check:"required"`  // a teacher of the school; becomes a teacher of the course
	StartTime  time.Time      `json:"startTime" wire:"unix"`        // at most 3 years ahead
	EndTime    time.Time      `json:"endTime" wire:"unix"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (r *CreateActivityRequest) Validate() []classcloud.FieldError {
	if r.StartTime.IsZero() || r.EndTime.IsZero() {
		return nil
	}
	return ordered(&r.StartTime, &r.EndTime)
}

// CreatedActivity is an activity that Create made.
type CreatedActivity struct {
	// ActivityID is what the methods of Activities take. The page's table has it; the page's sample has unitId in its place, which is not
	// the unit of its request. So a unitId that is not the request's unit counts as the id of the activity where the reply has no other:
	// that is not in the document; the sample suggests it.
	ActivityID int64  `json:"activityId,omitzero" check:"required"`
	UnitID     int64  `json:"unitId,omitzero"` // as the reply says it; see ActivityID
	Name       string `json:"name,omitzero"`
}

// Create makes a draft of an activity other than a class. Release publishes it once it has content.
//
// ClassIn 创建非课堂活动草稿, POST /lms/activity/createActivityNoClass. A unit holds at most 100 activities: CodeUnitFull. It is not repeated,
// because a second draft would stand beside the first: after an error that is classcloud.MaybeApplied, look into the unit in the ClassIn
// client first.
func (s ActivitiesService) Create(ctx context.Context, in *CreateActivityRequest, opts ...classcloud.CallOption) (*CreatedActivity, error) {
	return call[*CreatedActivity](ctx, s.client, opActivitiesCreate, in, opts)
}

// ReleaseActivityRequest names a draft of an activity.
type ReleaseActivityRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	ActivityID int64          `json:"activityId" check:"required"` // one id: the page's table has a list, which the live service refuses
	Extra      map[string]any `json:"-" wire:"extra"`              // parameters newer than this module
}

// Release publishes a draft. It cannot be undone.
//
// ClassIn 发布活动, POST /lms/activity/release. CodeUnlockNeedsRelease: the activity that unlocks this one is itself a draft.
// CodeEmptyHomework: the homework has no content. Safe to repeat: CodeActivityReleased, in answer to the client's own repeat, counts as
// success.
func (s ActivitiesService) Release(ctx context.Context, in *ReleaseActivityRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opActivitiesRelease, in, opts)
}

// DeleteActivityRequest names an activity.
type DeleteActivityRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	ActivityID int64          `json:"activityId" check:"required"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Delete removes an activity of any type.
//
// ClassIn 删除活动, POST /lms/activity/delete. CodeActivityRunning and CodeActivityOver: a class that is running or has ended cannot be
// deleted. Safe to repeat: CodeActivityDeleted, in answer to the client's own repeat, counts as success.
func (s ActivitiesService) Delete(ctx context.Context, in *DeleteActivityRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opActivitiesDelete, in, opts)
}

// AddActivityStudentsRequest names the students to add to one activity.
type AddActivityStudentsRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	ActivityID  int64          `json:"activityId" check:"required"`
	StudentUIDs []UID          `json:"studentUids" check:"required,ids"` // a class takes any student of the institution, other activities take students of the course
	Extra       map[string]any `json:"-" wire:"extra"`                   // parameters newer than this module
}

// AddStudents adds students to one activity, and returns a verdict for each in the order of the request. Everybody in the course is in a
// new activity from the start.
//
// ClassIn 添加活动成员, POST /lms/activity/addStudent. A student who is in the activity already counts as added. An item with
// CodeStudentNotInCourse: only a class takes students from outside the course. CodeActivityTypeNoStudents: nobody can be added to
// homework and quizzes. Safe to repeat.
func (s ActivitiesService) AddStudents(ctx context.Context, in *AddActivityStudentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	var b batch[StudentRef]
	if in != nil {
		b = studentRefs(in.StudentUIDs)
	}
	return sendBatch(ctx, s.client, opActivitiesAddStudents, in, b, opts)
}

// RemoveActivityStudentsRequest names the students to remove from one activity.
type RemoveActivityStudentsRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	ActivityID  int64          `json:"activityId" check:"required"`
	StudentUIDs []UID          `json:"studentUids" check:"required,ids"`
	Extra       map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RemoveStudents removes students from one activity. They stay in the course and in its other activities.
//
// ClassIn 删除活动成员, POST /lms/activity/deleteStudent. The page says that for now only students of the course are removed, from a class too.
// CodeActivityTypeNoMembers: nobody can be removed from homework and quizzes. Safe to repeat.
func (s ActivitiesService) RemoveStudents(ctx context.Context, in *RemoveActivityStudentsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opActivitiesRemoveStudents, in, opts)
}
