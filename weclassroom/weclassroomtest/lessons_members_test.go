package weclassroomtest_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestCoursewaresOfALesson(t *testing.T) {
	f := school(t)
	f.AddDocument(weclassroomtest.Document{DocumentID: 358})
	f.Convert(358, weclassroomtest.ConvertStatusFailed)
	add := func(ids string) string {
		t.Helper()
		return f.call("/lesson/add/disk", pairs{"lessonId", "10002", "diskId", ids}).plain()
	}
	assert.Equal(t, ok("添加课件成功")+`,"data":{"notFound":[],"unConverted":[],"alreadyExist":[]}}`, add("[356]"))
	assert.Equal(t, []int64{slides}, f.lesson(coming).DocumentIDs)
	assert.Equal(t, ok("添加课件成功")+`,"data":{"notFound":["不存在 id 为 234 的课件,请先为本机构添加课件"],`+
		`"unConverted":{"1":"id 为 357 的课件正在转换中,无法添加","3":"id 为 358 的课件转换失败,无法添加"},`+
		`"alreadyExist":{"2":"id 为 356 的课件已存在"}}}`, add("[234,357,356,358]"), "places in the request are the keys")
	f.setNow("2018-03-16 14:01:00")
	add("[357]")
	assert.Equal(t, []int64{slides, converting}, f.lesson(coming).DocumentIDs, "its conversion has ended")

	f.wantPlain(f.call("/lesson/delete/disk", pairs{"lessonId", coming, "diskId", slides}), ok("移除课件成功")+`,"data":356}`)
	assert.Equal(t, []int64{converting}, f.lesson(coming).DocumentIDs)
	f.wantFailure(f.call("/lesson/delete/disk", pairs{"lessonId", coming, "diskId", slides}), 40003, "diskId")
}

func TestStudentsOfALesson(t *testing.T) {
	f := school(t)
	add := pairs{"lessonId", coming, "studentId", "[23234,121494,121495,121495]"}
	f.wantPlain(f.call("/lesson/add/student", add), ok("添加学生成功")+`,"data":{"notFound":["不存在 id 为 23234 的学生,请先为本机构添加学生"],`+
		`"already":{"1":"id 为 121494 的学生已存在","3":"id 为 121495 的学生已存在"}}}`)
	assert.Equal(t, []int64{zhang, li}, f.lesson(coming).StudentIDs)
	assert.Equal(t, []int64{zhang}, f.lesson(held).StudentIDs, "of this lesson alone")
	assert.Equal(t, []int64{zhang}, f.Classrooms()[0].StudentIDs)

	f.wantPlain(f.call("/lesson/delete/student", pairs{"lessonId", coming, "studentId", zhang}), ok("删除学生成功")+`,"data":121494}`)
	assert.Equal(t, []int64{li}, f.lesson(coming).StudentIDs)
}

func TestListsOfVerdictsInOtherForms(t *testing.T) {
	add := pairs{"lessonId", coming, "studentId", "[121495,121494]"}
	f := school(t, weclassroomtest.WithReindexedLists())
	f.wantPlain(f.call("/lesson/add/student", add), ok("添加学生成功")+`,"data":{"notFound":[],"already":["id 为 121494 的学生已存在"]}}`)
	f = school(t, weclassroomtest.WithoutEmptyLists())
	f.wantPlain(f.call("/lesson/add/student", add), ok("添加学生成功")+`,"data":{"already":{"1":"id 为 121494 的学生已存在"}}}`)
	f = school(t, weclassroomtest.WithoutEmptyLists())
	f.wantPlain(f.call("/lesson/add/student", pairs{"lessonId", coming, "studentId", "[121495]"}), ok("添加学生成功")+`,"data":[]}`)
}

func TestRostersOfALessonThatAreRefused(t *testing.T) {
	disks := pairs{"lessonId", coming, "diskId", "[356]"}
	refuses(t, "/lesson/add/disk", slices.Concat(badID(disks, "lessonId"), badJSONList(disks, "diskId")))
	students := pairs{"lessonId", coming, "studentId", "[121495]"}
	refuses(t, "/lesson/add/student", slices.Concat(badID(students, "lessonId"), badJSONList(students, "studentId")))
	disk := pairs{"lessonId", coming, "diskId", slides}
	refuses(t, "/lesson/delete/disk", slices.Concat(badID(disk, "lessonId"), badID(disk, "diskId")))
	pupil := pairs{"lessonId", coming, "studentId", zhang}
	refuses(t, "/lesson/delete/student", slices.Concat(badID(pupil, "lessonId"), badID(pupil, "studentId"), []bad{
		{"several, in JSON", pupil.with("studentId", "[121494]"), 40002, "studentId"},
	}))
}
