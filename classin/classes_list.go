package classin

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Class is a class (课节), as a school that has the read opened gets it.
type Class struct {
	ClassID    int64                      `json:"classId,omitzero" check:"required"`
	CourseID   int64                      `json:"courseId,omitzero"` // 0 when the reply does not repeat it
	ClassName  string                     `json:"className,omitzero"`
	StartTime  time.Time                  `json:"beginTime,omitzero"`
	EndTime    time.Time                  `json:"endTime,omitzero"`
	TeacherUID UID                        `json:"teacherUid,omitzero"`
	Seats      *int                       `json:"seatNum,omitzero" check:"decorative"` // on stage; whether the teacher counts is not known. nil when the reply does not say
	Record     *bool                      `json:"record,omitzero" check:"decorative"`  // nil when the reply does not say, or not as a flag
	Live       *bool                      `json:"live,omitzero" check:"decorative"`    // nil when the reply does not say, or not as a flag
	Replay     *bool                      `json:"replay,omitzero" check:"decorative"`  // nil when the reply does not say, or not as a flag
	Unknown    map[string]json.RawMessage `json:"unknown,omitzero"`                    // members that this module does not have, as they arrived
}

// ListClassesRequest selects the classes of a course.
type ListClassesRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	Page     int            `json:"page"`           // from 1; default the vendor's
	PageSize int            `json:"perpage"`        // default the vendor's
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// ClassPage is one page of classes.
type ClassPage struct {
	Classes []Class `json:"classes"`
	Total   *int    `json:"total,omitzero"` // how many there are over all pages; nil when the reply does not say
}

// List returns one page of the classes of a course; All iterates over all pages.
//
// ClassIn 获取课节列表, POST /partner/api/course.api.php?action=getCourseClass. The vendor took its page away in 2019 and opens the read per
// school: CodeNotAuthorized may mean that yours does not have it. The vendor's change log names class_btime, class_etime, seat_num, record,
// live and replay (appendix/edit_history, 1.0.0 and 1.2.0); parameters and the other names are those that classinkr-main/api_dashboard
// reads (reads.py); that record, live and replay are 0 or 1 is inferred. Safe to repeat.
func (s ClassesService) List(ctx context.Context, in *ListClassesRequest, opts ...classcloud.CallOption) (*ClassPage, error) {
	rows, total, err := list[Class](ctx, s.client, opClassesList, in, opts)
	if rows == nil {
		return nil, err
	}
	return &ClassPage{rows, total}, err
}

// All iterates over the classes of a course from in.Page on, with one page in memory: 100 classes unless in.PageSize says otherwise. It ends
// where the reply's total says, or with a page that has nothing new. A row that cannot be read is an error and does not end it.
func (s ClassesService) All(ctx context.Context, in *ListClassesRequest, opts ...classcloud.CallOption) iter.Seq2[Class, error] {
	ask := copied(in)
	return walk(opClassesList, ask.Page, func(c Class) int64 { return c.ClassID }, func(page int) ([]Class, *int, error) {
		ask := ask
		ask.Page, ask.PageSize = page, sizeOf(ask.PageSize)
		return list[Class](ctx, s.client, opClassesList, &ask, opts)
	})
}

// GetClassRequest names a class.
type GetClassRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	ClassID  int64          `json:"classId" check:"required"`
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Get returns a class.
//
// ClassIn 获取课节信息, POST /partner/api/course.api.php?action=getClassInfo. The vendor took its page away in 2019 and opens the read per
// school: CodeNotAuthorized may mean that yours does not have it. A public PHP program of 2017 calls it with courseId and classId and reads
// data; the vendor's change log names the same members as for List, and those of an assistant (2.2.0), which are in Unknown. Safe to repeat.
func (s ClassesService) Get(ctx context.Context, in *GetClassRequest, opts ...classcloud.CallOption) (*Class, error) {
	return one[Class](ctx, s.client, opClassesGet, in, opts)
}
