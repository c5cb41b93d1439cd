package weclassroomtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestStudentsOfAClassroomAreInItsLessons(t *testing.T) {
	f := school(t)
	add := pairs{"classroomId", course148, "studentId", "[121495]"}
	f.wantPlain(f.call("/classroom/student/add", add), ok("创建课程成功")+`,"notEnterStudentIds":[]}`)
	f.wantPlain(f.call("/classroom/student/add", add), ok("创建课程成功")+`,"notEnterStudentIds":[]}`)
	assert.Equal(t, []int64{zhang, li}, f.Classrooms()[0].StudentIDs, "twice is once")
	assert.Equal(t, []int64{zhang, li}, f.lesson(held).StudentIDs)
	assert.Equal(t, []int64{zhang, li}, f.lesson(coming).StudentIDs)

	f.call("/lesson/create", lesson)
	made := f.Lessons()[2]
	assert.Equal(t, []int64{zhang, li}, made.StudentIDs, "of a lesson that comes later too")

	f.wantPlain(f.call("/classroom/student/delete", pairs{"classroomId", course148, "studentId", li}), ok("成功")+`,"data":null}`)
	assert.Equal(t, []int64{zhang}, f.Classrooms()[0].StudentIDs)
	assert.Equal(t, []int64{zhang, li}, f.lesson(held).StudentIDs, "what has begun stays")
	assert.Equal(t, []int64{zhang}, f.lesson(coming).StudentIDs)
}

func TestStudentsWhoDoNotExist(t *testing.T) {
	for _, test := range []struct {
		name, ids, want string
		opts            []weclassroomtest.Option
	}{
		{"the first", "[1234,121495]", `"notEnterStudentIds":[1234]`, nil},
		{"the last, so that PHP's array has a gap", "[121495,1234]", `"notEnterStudentIds":{"1":1234}`, nil},
		{"the last, reindexed", "[121495,1234]", `"notEnterStudentIds":[1234]`, []weclassroomtest.Option{weclassroomtest.WithReindexedLists()}},
		{"all, one of them a teacher", `[1234,"121493"]`, `"notEnterStudentIds":[1234,121493]`, nil},
		{"with the document's blank", "[1234]", `"notEnterStudentIds ":[1234]`, []weclassroomtest.Option{weclassroomtest.WithSpacedKey()}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := school(t, test.opts...)
			f.wantPlain(f.call("/classroom/student/add", pairs{"classroomId", "148", "studentId", test.ids}), ok("创建课程成功")+","+test.want+"}")
			assert.Equal(t, strings.Contains(test.ids, "121495"), slices.Contains(f.Classrooms()[0].StudentIDs, li))
		})
	}
}

func TestStudentsOfAClassroomThatAreRefused(t *testing.T) {
	good := pairs{"classroomId", course148, "studentId", "[121495]"}
	var ids []string
	for i := range 51 {
		ids = append(ids, fmt.Sprint(1000+i))
	}
	refuses(t, "/classroom/student/add", slices.Concat(badID(good, "classroomId"), badJSONList(good, "studentId"), []bad{
		{"51 students", good.with("studentId", "["+strings.Join(ids, ",")+"]"), 40003, "50"},
	}))
	f := school(t)
	assert.Contains(t, f.call("/classroom/student/add", good.with("studentId", "["+strings.Join(ids[:50], ",")+"]")).body, `"status":1`)

	remove := pairs{"classroomId", course148, "studentId", zhang}
	refuses(t, "/classroom/student/delete", slices.Concat(badID(remove, "classroomId"), badID(remove, "studentId"), []bad{
		{"a student of another classroom", remove.with("studentId", li), 40003, "studentId"},
	}))
}

func TestCoursewaresOfAClassroom(t *testing.T) {
	f := school(t)
	add := pairs{"classroomId", course148, "coursewareIds", "[356,357]"}
	f.wantFailure(f.call("/classroom/courseware/add", add), 40004, "coursewareIds[1]")
	assert.Empty(t, f.Classrooms()[0].DocumentIDs, "all or none")
	f.setNow("2018-03-16 14:01:00")
	f.wantPlain(f.call("/classroom/courseware/add", add), ok("创建课程成功")+"}")
	f.wantPlain(f.call("/classroom/courseware/add", add), ok("创建课程成功")+"}")
	assert.Equal(t, []int64{slides, converting}, f.Classrooms()[0].DocumentIDs)

	good := pairs{"classroomId", course148, "coursewareIds", "[356]"}
	refuses(t, "/classroom/courseware/add", slices.Concat(badID(good, "classroomId"), badJSONList(good, "coursewareIds"), []bad{
		{"an unknown courseware", good.with("coursewareIds", "[356,1]"), 40003, "coursewareIds[1]"},
	}))
	f = school(t)
	f.Convert(converting, weclassroomtest.ConvertStatusFailed)
	f.wantFailure(f.call("/classroom/courseware/add", add), 40004, "coursewareIds[1]")
	f.Convert(converting, weclassroomtest.ConvertStatusImperfect)
	f.wantPlain(f.call("/classroom/courseware/add", add), ok("创建课程成功")+"}")
}
