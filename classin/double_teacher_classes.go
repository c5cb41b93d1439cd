package classin

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// DoubleTeacherClassesService keeps the sub-classes of an online double-teacher class (在线双师): classes of other courses, which take their
// teacher and times from a main class, and their cloud drive folder from their own course. The vendor opens it per school. A main class is
// made as an ordinary one; from its first sub-class on it is changed and deleted here alone, and once its last sub-class is deleted by the
// ordinary calls alone.
type DoubleTeacherClassesService struct{ client *Client }

// NewSubClass describes one new sub-class. A field left nil or zero is not sent, and the vendor's default applies.
type NewSubClass struct {
	CourseID  int64  `json:"courseId" check:"required"`             // differs from the main class's course and from every other sub-class's course
	ClassName string `json:"className" check:"required,max=50"`     // at most 50 characters
	Identity  string `json:"uniqueIdentity" check:"max=32,trimmed"` // the caller's own id of the class, 1 to 32 characters without blanks at the ends; when it is empty the client makes one

	AssistantUIDs []UID      `json:"assistantUids" check:"ids"`        // co-teachers
	HideSeats     bool       `json:"cameraHide" wire:"01"`             // nobody goes on stage automatically
	AutoOnStage   *bool      `json:"isAutoOnstage" wire:"12,inverted"` // students go on stage by themselves; default no (on the wire 1 means no and 2 yes); the vendor ignores it with HideSeats
	Seats         *int       `json:"seatNum"`                          // people on stage, the teacher included: 1 is the teacher alone; default 7, or the school's maximum
	Definition    Definition `json:"isHd"`                             // default SD; HD and full HD need 2 or 7 seats
	Cameras       Cameras    `json:"isDc"`                             // default one; two need 2 seats

	UseMainRecording *bool          `json:"useCoMainRecord" wire:"01" check:"all=recording"` // the next four go with it: set all five or none; true needs the other flags false and RecordingTypeClassroom
	RecordingType    *RecordingType `json:"recordType" check:"all=recording"`                // what the recording shows
	Record           *bool          `json:"recordState" wire:"01" check:"all=recording"`     // record the class; default no
	Live             *bool          `json:"liveState" wire:"01" check:"all=recording"`       // broadcast it; needs Record; default no
	Replay           *bool          `json:"openState" wire:"01" check:"all=recording"`       // let the recording be replayed; needs Record; default no

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// Validate refuses fields that contradict each other.
func (c *NewSubClass) Validate() []classcloud.FieldError {
	return recording{c.UseMainRecording, c.RecordingType, c.Record, c.Live, c.Replay}.check()
}

// CreateDoubleTeacherClassesRequest describes new sub-classes of one main class.
type CreateDoubleTeacherClassesRequest struct {
	MainCourseID int64          `json:"mainCourseId" check:"required"`
	MainClassID  int64          `json:"mainClassId" check:"required"`            // the id of a class made by Activities.CreateClass or Classes.Create
	SubClasses   []NewSubClass  `json:"subClassJson" check:"required,count=100"` // at most 100; the text of the vendor's code says 20 in one call
	Extra        map[string]any `json:"-" wire:"extra"`                          // parameters newer than this module
}

// SubClass is one class of a double-teacher class.
type SubClass struct {
	ClassID   int64    `json:"classId,omitzero" check:"required"`
	CourseID  int64    `json:"courseId,omitzero"` // set by Create
	ClassName string   `json:"className,omitzero"`
	Identity  string   `json:"uniqueIdentity,omitzero"` // set by Create: the identity it was created under, the caller's or the one the client made
	Existed   bool     `json:"existed,omitzero"`        // set by Create: the vendor says that the caller's Identity was used before, and this is the class that has it
	Main      bool     `json:"isMainClass,omitzero"`    // set by Update: it is the main class
	LiveURL   string   `json:"liveUrl,omitzero"`        // the player's page; empty without Record
	LiveURLs  LiveURLs `json:"liveInfo,omitzero"`       // pull URLs; empty without Live
}

// Create makes sub-classes and binds them to their main class, and returns a verdict for each in the order of the request. Each is
// created under its Identity, or one the client makes, so the call is repeated safely.
//
// ClassIn 创建在线双师课节, POST /lms/onlineDoubleTeacher/addClass. A main class has at most 100: CodeTooManySubClasses. In an item
// CodeIdentityExists is a result with Existed; CodeSameCourse: two of the sub-classes, or one and the main class, are of the same course;
// CodeCourseClassLimit: the course has as many classes as the school's contract allows.
func (s DoubleTeacherClassesService) Create(ctx context.Context, in *CreateDoubleTeacherClassesRequest, opts ...classcloud.CallOption) ([]classcloud.Item[SubClass], error) {
	var b batch[SubClass]
	if in != nil {
		classes, made, keyed, err := identifyItems(s.client, opDoubleTeacherClassesCreate, in.SubClasses, func(c *NewSubClass) *string { return &c.Identity })
		if err != nil {
			return nil, err
		}
		in = new(*in)
		in.SubClasses = classes
		b = batch[SubClass]{count: len(in.SubClasses), keyed: keyed, made: made, asked: asked(in.SubClasses, func(c NewSubClass) []echo {
			return []echo{byID("courseId", c.CourseID), byText("uniqueIdentity", c.Identity), byMark("className", c.ClassName)}
		})}
	}
	return sendBatch(ctx, s.client, opDoubleTeacherClassesCreate, in, b, opts)
}

// UpdateDoubleTeacherClassRequest changes a main class or a sub-class. A field left nil keeps its value, but see AssistantUIDs: of them the
// page says two things.
type UpdateDoubleTeacherClassRequest struct {
	CourseID   int64      `json:"courseId" check:"required"`
	ClassID    int64      `json:"classId" check:"required"`
	ClassName  *string    `json:"className" check:"min=1,max=50"` // at most 50 characters
	TeacherUID *UID       `json:"teacherUid"`                     // of the main class alone; its sub-classes follow
	StartTime  *time.Time `json:"startTime" wire:"unix"`          // of the main class alone; its sub-classes follow; at most 2 years ahead
	EndTime    *time.Time `json:"endTime" wire:"unix"`            // of the main class alone; its sub-classes follow

	// AssistantUIDs replace the co-teachers. For nil the page's table says both "unchanged" and "default none": give those of a class that has
	// some, or they may be removed.
	AssistantUIDs    []UID       `json:"assistantUids" wire:"clear" check:"ids"`
	RemoveAssistants bool        `json:"removeAssistants" wire:"local"`    // remove all co-teachers; use it instead of AssistantUIDs
	HideSeats        *bool       `json:"cameraHide" wire:"01"`             // nobody goes on stage automatically
	AutoOnStage      *bool       `json:"isAutoOnstage" wire:"12,inverted"` // students go on stage by themselves (on the wire 1 means no and 2 yes); the vendor ignores it with HideSeats
	Seats            *int        `json:"seatNum"`                          // people on stage, the teacher included: 1 is the teacher alone; the vendor silently lowers more than the school's maximum to that
	Definition       *Definition `json:"isHd"`                             // HD and full HD need 2 or 7 seats
	Cameras          *Cameras    `json:"isDc"`                             // two need 2 seats

	UseMainRecording *bool          `json:"useCoMainRecord" wire:"01"`        // for a sub-class alone, and required there with the next four
	RecordingType    *RecordingType `json:"recordType" check:"all=recording"` // RecordingType, Record, Live and Replay go together: set all four or none
	Record           *bool          `json:"recordState" wire:"01" check:"all=recording"`
	Live             *bool          `json:"liveState" wire:"01" check:"all=recording"` // broadcast the class; needs Record
	Replay           *bool          `json:"openState" wire:"01" check:"all=recording"` // let the recording be replayed; needs Record

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a request that changes nothing, contradicts itself, or empties AssistantUIDs without RemoveAssistants.
func (r *UpdateDoubleTeacherClassRequest) Validate() []classcloud.FieldError {
	bad := append(changesNothing(*r, "CourseID", "ClassID"), recording{r.UseMainRecording, r.RecordingType, r.Record, r.Live, r.Replay}.check()...)
	if r.UseMainRecording != nil && r.Record == nil {
		bad = append(bad, classcloud.FieldError{Field: "UseMainRecording", Wire: "useCoMainRecord", Problem: "needs RecordingType, Record, Live and Replay"})
	}
	bad = append(bad, assistantsOrRemove(r.AssistantUIDs, r.RemoveAssistants)...)
	return append(bad, ordered(r.StartTime, r.EndTime)...)
}

// Update changes one sub-class, or a main class and what its sub-classes take from it. It returns a verdict for each class that the
// vendor touched.
//
// ClassIn 编辑在线双师课节, POST /lms/onlineDoubleTeacher/editClass. CodeSubClassFixed: the teacher and the times of a sub-class cannot be
// changed. CodeNotDoubleTeacher: the class is an ordinary one. Safe to repeat.
func (s DoubleTeacherClassesService) Update(ctx context.Context, in *UpdateDoubleTeacherClassRequest, opts ...classcloud.CallOption) ([]classcloud.Item[SubClass], error) {
	if in != nil && in.RemoveAssistants && in.AssistantUIDs == nil {
		filled := *in
		filled.AssistantUIDs = []UID{}
		in = &filled
	}
	return sendBatch(ctx, s.client, opDoubleTeacherClassesUpdate, in, batch[SubClass]{count: -1}, opts)
}

// DeleteDoubleTeacherClassRequest names a main class or a sub-class.
type DeleteDoubleTeacherClassRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	ClassID  int64          `json:"classId" check:"required"`
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Delete removes one sub-class alone, or a main class with all its sub-classes, and returns a verdict for each class.
//
// ClassIn 删除在线双师课节, POST /lms/onlineDoubleTeacher/deleteClass. CodeClassOver: the class has ended, or an earlier try has deleted it. Safe
// to repeat.
func (s DoubleTeacherClassesService) Delete(ctx context.Context, in *DeleteDoubleTeacherClassRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ClassRef], error) {
	return sendBatch(ctx, s.client, opDoubleTeacherClassesDelete, in, batch[ClassRef]{count: -1}, opts)
}
