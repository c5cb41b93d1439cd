package classin

import (
	"context"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
)

// NewClass describes one class of a batch. A field left nil or zero is not sent, and the vendor's default applies.
type NewClass struct {
	ClassName  string    `json:"className" check:"required,max=50"`           // at most 50 characters, fewer than in Create: the vendor would cut the rest
	StartTime  time.Time `json:"beginTime" wire:"unix" check:"required"`      // at least a minute and at most 3 years ahead
	EndTime    time.Time `json:"endTime" wire:"unix" check:"required"`        // 15 minutes to 24 hours later
	TeacherUID UID       `json:"teacherUid" check:"required"`                 // a teacher of the school
	FolderID   int64     `json:"folderId"`                                    // the cloud drive folder; default the course's
	Identity   string    `json:"courseUniqueIdentity" check:"max=32,trimmed"` // the caller's own id of the class, 1 to 32 characters without blanks at the ends; when it is empty the client makes one

	StudentSeats  *int  `json:"seatNum"`                          // students on stage beside the teacher: default 6; 0 is the teacher alone
	AutoOnStage   *bool `json:"isAutoOnstage" wire:"01,inverted"` // students go on stage by themselves; default yes (on the wire 0 is yes); the vendor ignores it in a smart classroom
	AssistantUIDs []UID `json:"assistantUids" check:"ids"`        // co-teachers

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
	CustomColumn string     `json:"customColumn" check:"max=50"`     // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (c *NewClass) Validate() []classcloud.FieldError {
	single := CreateClassRequest{StartTime: c.StartTime, EndTime: c.EndTime, Record: c.Record, RecordScene: c.RecordScene, Live: c.Live, Replay: c.Replay}
	return single.Validate()
}

// CreateClassBatchRequest describes new classes of one course.
type CreateClassBatchRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	Classes  []NewClass     `json:"classJson" wire:"jsontext" check:"required,count=50"` // at most 50: the vendor would drop the rest; the vendor advises 30
	Extra    map[string]any `json:"-" wire:"extra"`                                      // parameters newer than this module
}

// CreateBatch makes classes, and returns a verdict for each in the order of the request. Each is created under its Identity, or one the
// client makes, so the call is repeated safely. An error with classcloud.MaybeApplied(err) comes with the items, which hold the
// identities to go on under. InBatches splits more than 50 classes.
//
// ClassIn 创建课节(多个), POST /partner/api/course.api.php?action=addCourseClassMultiple. In an item CodeIdentityExists is a result with
// Existed; CodeBeingCreated is Aborted: create the class again after a second; CodeAlreadyThere means that the request has an identity
// twice; CodeCourseClassLimit: the course has as many classes as the school's contract allows. The codes that mean "done, but" are the
// Item's Warnings. The vendor advises Activities.CreateClass instead: this call is no longer updated after 2025-05-26.
func (s ClassesService) CreateBatch(ctx context.Context, in *CreateClassBatchRequest, opts ...classcloud.CallOption) ([]classcloud.Item[CreatedClass], error) {
	var b batch[CreatedClass]
	if in != nil {
		classes, made, keyed, err := identifyItems(s.client, opClassesCreateBatch, in.Classes, func(c *NewClass) *string { return &c.Identity })
		if err != nil {
			return nil, err
		}
		in = new(*in)
		in.Classes = classes
		b = batch[CreatedClass]{count: len(in.Classes), keyed: keyed, made: made, asked: asked(in.Classes, func(c NewClass) []echo {
			return []echo{byText("courseUniqueIdentity", c.Identity), byMark("className", c.ClassName), byMark("customColumn", c.CustomColumn)}
		})}
	}
	return sendBatch(ctx, s.client, opClassesCreateBatch, in, b, opts)
}

// ClassLabels are the labels of one class. They replace the labels it has.
type ClassLabels struct {
	ClassID      int64   `json:"classId" check:"required"`
	LabelIDs     []int64 `json:"classLabelId" wire:"clear" check:"count=10,ids"` // at most 10 per class
	Clear        bool    `json:"clear" wire:"local"`                             // remove every label; use it instead of LabelIDs
	CustomColumn string  `json:"customColumn" check:"max=50"`                    // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// Validate refuses an empty list without Clear.
func (l *ClassLabels) Validate() []classcloud.FieldError {
	return listOrClear(len(l.LabelIDs), l.Clear, "LabelIDs", "classLabelId")
}

// SetClassLabelsRequest sets the labels of classes of one course.
type SetClassLabelsRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	Classes  []ClassLabels  `json:"classList" wire:"jsontext" check:"required"`
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// SetLabels replaces the labels of classes, and returns a verdict for each in the order of the request.
//
// ClassIn 添加/修改/删除课节标签, POST /partner/api/course.api.php?action=addClassLabels. The vendor reads an empty list as "delete every label",
// so that needs Clear. Safe to repeat.
func (s ClassesService) SetLabels(ctx context.Context, in *SetClassLabelsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ClassRef], error) {
	var b batch[ClassRef]
	if in != nil {
		filled := *in
		filled.Classes = slices.Clone(in.Classes)
		for i := range filled.Classes {
			if c := &filled.Classes[i]; c.Clear && c.LabelIDs == nil {
				c.LabelIDs = []int64{}
			}
		}
		in = &filled
		b = batch[ClassRef]{count: len(in.Classes), asked: asked(in.Classes, func(c ClassLabels) []echo {
			return []echo{byID("classId", c.ClassID), byMark("customColumn", c.CustomColumn)}
		})}
	}
	return sendBatch(ctx, s.client, opClassesSetLabels, in, b, opts)
}

// StudentComment is a teacher's comment on a student after a class.
type StudentComment struct {
	StudentUID   UID    `json:"studentUid" check:"required"`
	Stars        *int   `json:"starNum" check:"required"`          // 0 to 5; the vendor changes other numbers to the nearest of these
	Comment      string `json:"comment" check:"required,max=1000"` // at most 1,000 characters: the vendor would cut the rest
	CustomColumn string `json:"customColumn" check:"max=50"`       // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// SetCommentsRequest sets the comments on students of one class.
type SetCommentsRequest struct {
	ClassID  int64            `json:"classId" check:"required"`
	Comments []StudentComment `json:"commentJson" wire:"jsontext" check:"required"`
	Extra    map[string]any   `json:"-" wire:"extra"` // parameters newer than this module
}

// Comment identifies the student that an item's comment is on.
type Comment struct {
	StudentUID   UID    `json:"studentUid,omitzero" check:"required"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// SetComments replaces the teacher's comments on students after a class, and returns a verdict for each in the order of the request.
//
// ClassIn 更新课节教师对学生评价, POST /partner/api/course.api.php?action=updateClassStudentComment. Safe to repeat.
func (s ClassesService) SetComments(ctx context.Context, in *SetCommentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[Comment], error) {
	var b batch[Comment]
	if in != nil {
		b = batch[Comment]{count: len(in.Comments), asked: asked(in.Comments, func(c StudentComment) []echo {
			return []echo{byStudent(c.StudentUID), byMark("customColumn", c.CustomColumn)}
		})}
	}
	return sendBatch(ctx, s.client, opClassesSetComments, in, b, opts)
}

// ClassRecording changes the recording of one class. A field left nil keeps its value. Record, Live and Replay go together: with one
// missing the vendor would apply none.
type ClassRecording struct {
	ClassID           int64  `json:"classId" check:"required"`
	Record            *bool  `json:"record" wire:"01" check:"all=video"` // false switches the recording off
	Live              *bool  `json:"live" wire:"01" check:"all=video"`   // broadcast the class; needs Record
	Replay            *bool  `json:"replay" wire:"01" check:"all=video"` // let the recording be replayed; needs Record
	RecordScene       *bool  `json:"recordScene" wire:"01"`              // record the teacher's camera; needs Record, and Live and Replay beside it; the page does not say what nil stands for (inferred: unchanged), Update's says "default 0": give it
	WatchByLogin      *bool  `json:"watchByLogin" wire:"01"`             // only viewers who are logged in may watch; of no effect without two of Record, Live and Replay
	AllowUnloggedChat *bool  `json:"allowUnloggedChat" wire:"01"`        // viewers who are not logged in may chat; of no effect without Record and Live
	CustomColumn      string `json:"customColumn" check:"max=50"`        // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// Validate refuses a request that changes nothing, and what needs the recording beside one that is off.
func (r *ClassRecording) Validate() []classcloud.FieldError {
	wanted := video{r.Record, r.RecordScene, r.Live, r.Replay}
	return slices.Concat(changesNothing(*r, "ClassID", "CustomColumn"), wanted.complete(), wanted.needRecord())
}

// SetRecordingRequest changes the recording of classes of one course.
type SetRecordingRequest struct {
	CourseID int64            `json:"courseId" check:"required"`
	Classes  []ClassRecording `json:"classJson" wire:"jsontext" check:"required"`
	Extra    map[string]any   `json:"-" wire:"extra"` // parameters newer than this module
}

// ClassLive is where a class is watched.
type ClassLive struct {
	ClassID      int64    `json:"classId,omitzero" check:"required"`
	LiveURL      string   `json:"live_url,omitzero"`     // the player's page; empty without Record
	LiveURLs     LiveURLs `json:"live_info,omitzero"`    // pull URLs; empty without Live
	CustomColumn string   `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// SetRecording changes whether classes are recorded, broadcast and replayed, and returns a verdict for each in the order of the request.
//
// ClassIn 课节设置录课、直播、回放（多个）, POST /partner/api/course.api.php?action=setClassVideoMultiple. CodeRecordingFixed: the recording can be
// changed until 20 minutes before the start. After that the vendor's rules of parameters (参数规则) let only the replay of a class with Record
// be changed, and this page nothing of a class that has ended. Safe to repeat.
func (s ClassesService) SetRecording(ctx context.Context, in *SetRecordingRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ClassLive], error) {
	var b batch[ClassLive]
	if in != nil {
		b = batch[ClassLive]{count: len(in.Classes), asked: asked(in.Classes, func(c ClassRecording) []echo {
			return []echo{byID("classId", c.ClassID), byMark("customColumn", c.CustomColumn)}
		})}
	}
	return sendBatch(ctx, s.client, opClassesSetRecording, in, b, opts)
}
