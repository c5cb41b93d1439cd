package classin

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ActivitiesService keeps the activities (活动) of a course: classes, homework, quizzes. The Classes of v1 are classes too; the vendor
// advises against mixing: what was made here, v1 does not change (CodeClassOfClient).
type ActivitiesService struct{ client *Client }

// RecordingType is what of a class is recorded (recordType).
type RecordingType int

// The types.
const (
	RecordingTypeClassroom RecordingType = 0
	RecordingTypeScene     RecordingType = 1 // the teacher's camera
	RecordingTypeBoth      RecordingType = 2
)

var recordingTypeNames = map[RecordingType]string{
	RecordingTypeClassroom: "Classroom", RecordingTypeScene: "Scene", RecordingTypeBoth: "Both",
}

// String returns the type's name, or RecordingType(9) for one this module does not know.
func (t RecordingType) String() string { return wire.EnumName("RecordingType", t, recordingTypeNames) }

// CreateClassActivityRequest describes a new class. What is left nil or zero is not sent, and the vendor's default holds.
type CreateClassActivityRequest struct {
	CourseID   int64     `json:"courseId" check:"required"`
	UnitID     int64     `json:"unitId"`                                 // default the unit without a theme
	Name       string    `json:"name" check:"required"`                  // at most 50 characters
	TeacherUID UID       `json:"teacherUid" check:"required"`            // a teacher of the school
	StartTime  time.Time `json:"startTime" wire:"unix" check:"required"` // at most 2 years ahead
	EndTime    time.Time `json:"endTime" wire:"unix" check:"required"`   // 15 minutes to 24 hours later
	Identity   string    `json:"uniqueIdentity"`                         // the caller's own id of the class, 1 to 32 characters; without one the client makes one

	AssistantUIDs []UID      `json:"assistantUids"`                 // co-teachers
	HideSeats     bool       `json:"cameraHide" wire:"01"`          // a smart classroom without the row of seats: nobody goes on stage by themselves
	AutoOnStage   *bool      `json:"isAutoOnstage" wire:"01"`       // students go on stage by themselves; default yes. (On the wire 1 is yes, in v1 it is 0.)
	Seats         *int       `json:"seatNum"`                       // on stage, the teacher among them: 1 is the teacher alone; default 7; more than the school's maximum becomes it, without a word
	Definition    Definition `json:"isHd"`                          // default SD; HD and full HD need 2 or 7 seats
	Cameras       Cameras    `json:"isDc"`                          // default one; two need 2 seats
	AllowCheck    *bool      `json:"isAllowCheck" wire:"01"`        // students see each other's reports and scores; default yes
	OMOBroadcast  bool       `json:"omoStationBroadcast" wire:"01"` // needs the add-on

	RecordingType *RecordingType `json:"recordType" check:"all=recording"`            // these four together or none of them
	Record        *bool          `json:"recordState" wire:"01" check:"all=recording"` // record the class; default no
	Live          *bool          `json:"liveState" wire:"01" check:"all=recording"`   // broadcast it; needs Record; default no
	Replay        *bool          `json:"openState" wire:"01" check:"all=recording"`   // let the recording be replayed; needs Record; default no

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses what contradicts itself.
func (r *CreateClassActivityRequest) Validate() []classcloud.FieldError {
	bad := needRecord(r.Record, r.Live, r.Replay)
	if !r.EndTime.IsZero() && !r.EndTime.After(r.StartTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "endTime", Problem: "is not after StartTime"})
	}
	return bad
}

// CreatedClassActivity is a class that now exists.
type CreatedClassActivity struct {
	ActivityID int64                `json:"activityId,omitzero"`               // what the methods of Activities take
	ClassID    int64                `json:"classId,omitzero" check:"required"` // what links and messages name it by
	Identity   string               `json:"courseUniqueIdentity,omitzero"`     // what it was created under, also where the client made it
	Existed    bool                 `json:"existed,omitzero"`                  // the caller's Identity was taken: this is the class that has it, and the request changed nothing
	Name       string               `json:"name,omitzero"`
	LiveURL    string               `json:"live_url,omitzero"`  // the player's page; empty without Record
	LiveURLs   LiveURLs             `json:"live_info,omitzero"` // pull URLs; empty without Live
	Warnings   []classcloud.Warning `json:"warnings,omitzero"`  // created, but
}

// CreateClass makes a class that is published to everybody of the course. It goes under in.Identity, or one the client makes, so it is
// repeated safely: a lost reply cannot double it. When it fails with classcloud.MaybeApplied(err), the error's hint names the identity to
// create it again with.
//
// ClassIn 创建课堂, POST /lms/activity/createClass. At most 1,000 calls a minute: the client keeps to that, CodeTooFast is what other clients
// of the school cause. CodeIdentityExists is a result with Existed, CodeActivityNotLive and CodeCreatedOverPlan are results with Warnings;
// CodeBeingCreated is repeated after a second. A unit holds at most 100 activities: CodeUnitFull.
func (s ActivitiesService) CreateClass(ctx context.Context, in *CreateClassActivityRequest, opts ...classcloud.CallOption) (*CreatedClassActivity, error) {
	identity := func(r *CreateClassActivityRequest) *string { return &r.Identity }
	return createUnder[CreatedClassActivity](ctx, s.client, opActivitiesCreateClass, in, identity, opts)
}

// UpdateClassActivityRequest is what changes of a class. What is nil stays, but see AssistantUIDs.
type UpdateClassActivityRequest struct {
	CourseID   int64      `json:"courseId" check:"required"`
	ActivityID int64      `json:"activityId" check:"required"`
	UnitID     *int64     `json:"unitId"` // moves it
	Name       *string    `json:"name" check:"min=1"`
	TeacherUID *UID       `json:"teacherUid"`
	StartTime  *time.Time `json:"startTime" wire:"unix"` // until 20 minutes before the start
	EndTime    *time.Time `json:"endTime" wire:"unix"`

	AssistantUIDs    []UID       `json:"assistantUids" wire:"clear"`    // replace the co-teachers; the page says "default none" of nil: give those who are to stay
	RemoveAssistants bool        `json:"removeAssistants" wire:"local"` // take all co-teachers away, instead of AssistantUIDs
	HideSeats        *bool       `json:"cameraHide" wire:"01"`          // a smart classroom without the row of seats: nobody goes on stage by themselves
	AutoOnStage      *bool       `json:"isAutoOnstage" wire:"01"`       // students go on stage by themselves
	Seats            *int        `json:"seatNum"`                       // on stage, the teacher among them: 1 is the teacher alone; more than the school's maximum becomes it, without a word
	Definition       *Definition `json:"isHd"`                          // HD and full HD need 2 or 7 seats
	Cameras          *Cameras    `json:"isDc"`                          // two need 2 seats
	AllowCheck       *bool       `json:"isAllowCheck" wire:"01"`        // students see each other's reports and scores
	OMOBroadcast     *bool       `json:"omoStationBroadcast" wire:"01"` // needs the add-on

	RecordingType *RecordingType `json:"recordType" check:"all=recording"`            // these four together or none of them
	Record        *bool          `json:"recordState" wire:"01" check:"all=recording"` // record the class
	Live          *bool          `json:"liveState" wire:"01" check:"all=recording"`   // broadcast it; needs Record
	Replay        *bool          `json:"openState" wire:"01" check:"all=recording"`   // let the recording be replayed; needs Record

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses what changes nothing, contradicts itself or takes co-teachers away unasked.
func (r *UpdateClassActivityRequest) Validate() []classcloud.FieldError {
	bad := append(changesNothing(*r, "CourseID", "ActivityID"), needRecord(r.Record, r.Live, r.Replay)...)
	bad = append(bad, assistantsOrRemove(r.AssistantUIDs, r.RemoveAssistants)...)
	return append(bad, ordered(r.StartTime, r.EndTime)...)
}

// UpdateClass changes a class that is no draft and no sub-class of a double-teacher class.
//
// ClassIn 编辑课堂, POST /lms/activity/updateClass. CodeClassFixed: in the last 20 minutes before the start most cannot be changed. Safe to
// repeat.
func (s ActivitiesService) UpdateClass(ctx context.Context, in *UpdateClassActivityRequest, opts ...classcloud.CallOption) error {
	if in != nil && in.RemoveAssistants && in.AssistantUIDs == nil {
		filled := *in
		filled.AssistantUIDs = []UID{}
		in = &filled
	}
	return exec(ctx, s.client, opActivitiesUpdateClass, in, opts)
}

// ActivityType is what an activity is (activityType).
type ActivityType int

// The types. Classes are made by CreateClass.
const (
	ActivityTypeHomework    ActivityType = 2
	ActivityTypeQuiz        ActivityType = 3
	ActivityTypeRecorded    ActivityType = 4 // a recorded class
	ActivityTypeMaterial    ActivityType = 5
	ActivityTypeDiscussion  ActivityType = 6
	ActivityTypeAnswerSheet ActivityType = 7
	ActivityTypeCheckIn     ActivityType = 8
)

var activityTypeNames = map[ActivityType]string{
	ActivityTypeHomework: "Homework", ActivityTypeQuiz: "Quiz", ActivityTypeRecorded: "Recorded",
	ActivityTypeMaterial: "Material", ActivityTypeDiscussion: "Discussion", ActivityTypeAnswerSheet: "AnswerSheet",
	ActivityTypeCheckIn: "CheckIn",
}

// String returns the type's name, or ActivityType(9) for one this module does not know.
func (t ActivityType) String() string { return wire.EnumName("ActivityType", t, activityTypeNames) }

// CreateActivityRequest describes a new activity that is no class.
type CreateActivityRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	UnitID     int64          `json:"unitId" check:"required"`
	Type       ActivityType   `json:"activityType" check:"required"`
	Name       string         `json:"name" check:"required"`       // at most 50 characters
	TeacherUID UID            `json:"teacherUid" check:"required"` // a teacher of the school; joins the course
	StartTime  time.Time      `json:"startTime" wire:"unix"`       // at most 3 years ahead
	EndTime    time.Time      `json:"endTime" wire:"unix"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses what contradicts itself.
func (r *CreateActivityRequest) Validate() []classcloud.FieldError {
	if r.StartTime.IsZero() || r.EndTime.IsZero() {
		return nil
	}
	return ordered(&r.StartTime, &r.EndTime)
}

// CreatedActivity is an activity that now exists.
type CreatedActivity struct {
	ActivityID int64  `json:"activityId,omitzero"` // as the page's table has it; 0 where the reply has UnitID instead, as in the page's sample
	UnitID     int64  `json:"unitId,omitzero"`     // see ActivityID
	Name       string `json:"name,omitzero"`
}

// Create makes a draft of an activity that is no class: Release publishes it, when its content is there.
//
// ClassIn 创建非课堂活动草稿, POST /lms/activity/createActivityNoClass. A unit holds at most 100 activities: CodeUnitFull. It is not
// repeated: after an error that is classcloud.MaybeApplied, look into the unit in the client first. A second one would stand beside it.
func (s ActivitiesService) Create(ctx context.Context, in *CreateActivityRequest, opts ...classcloud.CallOption) (*CreatedActivity, error) {
	return call[*CreatedActivity](ctx, s.client, opActivitiesCreate, in, opts)
}

// ReleaseActivityRequest names an activity that is a draft.
type ReleaseActivityRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	ActivityID int64          `json:"activityId" check:"required"` // one: the page's table has a list, which the live service refuses
	Extra      map[string]any `json:"-" wire:"extra"`              // parameters newer than this module
}

// Release publishes a draft. There is no way back.
//
// ClassIn 发布活动, POST /lms/activity/release. CodeUnlockNeedsRelease: what unlocks it is a draft itself. CodeEmptyHomework: it has no content.
// Safe to repeat: CodeActivityReleased, answering a repeat of the client's own, is success.
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
// ClassIn 删除活动, POST /lms/activity/delete. CodeActivityRunning and CodeActivityOver: not a class that is running or has ended. Safe to
// repeat: CodeActivityDeleted, answering a repeat of the client's own, is success.
func (s ActivitiesService) Delete(ctx context.Context, in *DeleteActivityRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opActivitiesDelete, in, opts)
}

// AddActivityStudentsRequest is students who join one activity.
type AddActivityStudentsRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	ActivityID  int64          `json:"activityId" check:"required"`
	StudentUIDs []UID          `json:"studentUids" check:"required"` // of a class any student of the institution, of others those of the course
	Extra       map[string]any `json:"-" wire:"extra"`               // parameters newer than this module
}

// AddStudents adds students to one activity, with a verdict for each in the order of the request. A new activity has everybody of its
// course.
//
// ClassIn 添加活动成员, POST /lms/activity/addStudent. Who is in it already is no error. CodeStudentNotInCourse of an item: a class alone takes
// others. CodeActivityTypeNoStudents: homework and quizzes take nobody. Safe to repeat.
func (s ActivitiesService) AddStudents(ctx context.Context, in *AddActivityStudentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	var b batch[StudentRef]
	if in != nil {
		b = namedStudents(in.StudentUIDs)
	}
	return sendBatch(ctx, s.client, opActivitiesAddStudents, in, b, opts)
}

// namedStudents are students whose rows name them.
func namedStudents(uids []UID) batch[StudentRef] {
	b := studentRefs(uids, itself)
	b.name, b.keys = "studentUid", keysOf(uids, itself)
	return b
}

// RemoveActivityStudentsRequest is students of one activity.
type RemoveActivityStudentsRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	ActivityID  int64          `json:"activityId" check:"required"`
	StudentUIDs []UID          `json:"studentUids" check:"required"`
	Extra       map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RemoveStudents takes students out of one activity.
//
// ClassIn 删除活动成员, POST /lms/activity/deleteStudent. CodeActivityTypeNoMembers: homework and quizzes have everybody. Safe to repeat.
func (s ActivitiesService) RemoveStudents(ctx context.Context, in *RemoveActivityStudentsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opActivitiesRemoveStudents, in, opts)
}
