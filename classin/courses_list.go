package classin

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// Course is a course, as a school that has the read opened gets it.
type Course struct {
	CourseID       int64                      `json:"courseId,omitzero" check:"required"`
	CourseName     string                     `json:"courseName,omitzero"`
	HeadTeacherUID UID                        `json:"mainTeacherUid,omitzero"`
	Unknown        map[string]json.RawMessage `json:"unknown,omitzero"` // members that this module does not have, as they arrived
}

// ListCoursesRequest selects courses of the institution.
type ListCoursesRequest struct {
	Status   *int           `json:"courseStatus"`   // the vendor's number of a status; no public source says which there are
	Page     int            `json:"page"`           // from 1; default the vendor's
	PageSize int            `json:"perpage"`        // default the vendor's
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// CoursePage is one page of courses.
type CoursePage struct {
	Courses []Course `json:"courses"`
	Total   *int     `json:"total,omitzero"` // how many there are over all pages; nil when the reply does not say
}

// List returns one page of the institution's courses; All iterates over all pages.
//
// ClassIn 获取课程列表, POST /partner/api/course.api.php?action=getCourseList. The vendor took its page away in 2019 and opens the read per
// school: CodeNotAuthorized may mean that yours does not have it. Parameters and the forms of the reply are those that
// classinkr-main/api_dashboard reads (src/classin_dashboard/classin/reads.py); nobody has published a reply, so the names of members are
// inferred. Safe to repeat.
func (s CoursesService) List(ctx context.Context, in *ListCoursesRequest, opts ...classcloud.CallOption) (*CoursePage, error) {
	rows, total, err := list[Course](ctx, s.client, opCoursesList, in, opts)
	if rows == nil {
		return nil, err
	}
	return &CoursePage{rows, total}, err
}

// All iterates over the institution's courses from in.Page on, with one page in memory: 100 courses unless in.PageSize says otherwise. It
// ends where the reply's total says, or with a page that has nothing new. A row that cannot be read is an error and does not end it.
func (s CoursesService) All(ctx context.Context, in *ListCoursesRequest, opts ...classcloud.CallOption) iter.Seq2[Course, error] {
	ask := copied(in)
	return walk(opCoursesList, ask.Page, func(c Course) int64 { return c.CourseID }, func(page int) ([]Course, *int, error) {
		ask := ask
		ask.Page, ask.PageSize = page, sizeOf(ask.PageSize)
		return list[Course](ctx, s.client, opCoursesList, &ask, opts)
	})
}

// copied returns a copy of a request, and an empty one for nil.
func copied[T any](in *T) (out T) {
	if in != nil {
		out = *in
	}
	return out
}

// sizeOf is the page size that an iterator asks for: the caller's, of which a negative one is refused, or the most.
func sizeOf(asked int) int {
	if asked != 0 {
		return asked
	}
	return perPage
}

// Get returns a course.
//
// ClassIn 获取课程信息, POST /partner/api/course.api.php?action=getCourseInfo. The vendor took its page away in 2019 and opens the read per
// school: CodeNotAuthorized may mean that yours does not have it. A public PHP program of 2017 calls it with courseId alone and shows data;
// the names of members are inferred from getCourseList. Safe to repeat.
func (s CoursesService) Get(ctx context.Context, courseID int64, opts ...classcloud.CallOption) (*Course, error) {
	return one[Course](ctx, s.client, opCoursesGet, &courseRef{courseID}, opts)
}

// CourseMember is a student or an auditor of a course, as a school that has the read opened gets it.
type CourseMember struct {
	UID     UID                        `json:"studentUid" check:"present"` // 0 in the form of the reply that has accounts and names alone
	Account string                     `json:"studentAccount,omitzero"`    // the phone number, or the e-mail address
	Name    string                     `json:"studentName,omitzero"`
	Role    CourseRole                 `json:"identity,omitzero"` // 0 when the reply does not say
	Unknown map[string]json.RawMessage `json:"unknown,omitzero"`  // members that this module does not have, as they arrived
}

// ListCourseStudentsRequest selects students or auditors of a course.
type ListCourseStudentsRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	Role     CourseRole     `json:"identity"`       // students or auditors; default the vendor's
	Page     int            `json:"page"`           // from 1; default the vendor's
	PageSize int            `json:"perpage"`        // default the vendor's
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// CourseMemberPage is one page of a course's students or auditors.
type CourseMemberPage struct {
	CourseMembers []CourseMember `json:"courseMembers"`
	Total         *int           `json:"total,omitzero"` // how many there are over all pages; nil when the reply does not say
}

// ListStudents returns one page of the students or auditors of a course; AllStudents iterates over all pages.
//
// ClassIn 获取课程下学生/旁听, POST /partner/api/course.api.php?action=getCourseStudent. The vendor took its page away in 2019 and opens the
// read per school: CodeNotAuthorized may mean that yours does not have it. ware111/bdclassin0829 reads an object of names by phone number
// (BbCourseClassinCourseImpl.java), classinkr-main/api_dashboard a list (reads.py), with page and perpage; both forms are read, and the
// names of a row's members are inferred. Safe to repeat.
func (s CoursesService) ListStudents(ctx context.Context, in *ListCourseStudentsRequest, opts ...classcloud.CallOption) (*CourseMemberPage, error) {
	rows, total, err := list[CourseMember](ctx, s.client, opCoursesListStudents, in, opts)
	if rows == nil {
		return nil, err
	}
	return &CourseMemberPage{rows, total}, err
}

// AllStudents iterates over the students or auditors of a course from in.Page on, with one page in memory: 100 of them unless in.PageSize
// says otherwise. It ends as All does.
func (s CoursesService) AllStudents(ctx context.Context, in *ListCourseStudentsRequest, opts ...classcloud.CallOption) iter.Seq2[CourseMember, error] {
	type key struct {
		uid     UID
		account string
	}
	ask := copied(in)
	return walk(opCoursesListStudents, ask.Page, func(m CourseMember) key {
		if m.UID != 0 {
			return key{uid: m.UID}
		}
		return key{account: m.Account}
	}, func(page int) ([]CourseMember, *int, error) {
		ask := ask
		ask.Page, ask.PageSize = page, sizeOf(ask.PageSize)
		return list[CourseMember](ctx, s.client, opCoursesListStudents, &ask, opts)
	})
}
