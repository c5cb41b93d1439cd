package weclassroomtest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestDeleteLesson(t *testing.T) {
	f := school(t)
	one := pairs{"lessonId", coming}
	f.wantPlain(f.call("/lesson/delete", one), ok("删除课节成功")+`,"data":10002}`)
	assert.Len(t, f.Lessons(), 1)
	f.wantFailure(f.call("/lesson/delete", one), 40003, "lessonId")

	refuses(t, "/lesson/delete", slices.Concat(badID(one, "lessonId"), []bad{
		{"a lesson that is over", pairs{"lessonId", held}, 40004, "仅限删除未上课课节"},
	}))
	f = school(t)
	f.setNow("2018-03-16 16:00:00")
	f.wantFailure(f.call("/lesson/delete", one), 40004, "lessonId")
	f.setNow("2018-03-16 15:59:59")
	f.wantPlain(f.call("/lesson/delete", one), ok("删除课节成功")+`,"data":10002}`)
}

func TestForgivingDeletes(t *testing.T) {
	f := school(t, weclassroomtest.WithForgivingDeletes())
	for path, params := range map[string]pairs{
		"/classroom/delete":         {"classroomId", 1},
		"/classroom/student/delete": {"classroomId", course148, "studentId", li},
		"/lesson/delete":            {"lessonId", 1},
		"/lesson/delete/disk":       {"lessonId", held, "diskId", slides},
		"/lesson/delete/student":    {"lessonId", held, "studentId", li},
	} {
		assert.Contains(t, f.call(path, params).body, `"error_code":10000`, path)
	}
	f.wantFailure(f.call("/lesson/delete", pairs{"lessonId", held}), 40004, "lessonId")
	f.wantFailure(f.call("/lesson/delete/disk", pairs{"lessonId", 1, "diskId", slides}), 40003, "lessonId")
}

func TestChangeTeacher(t *testing.T) {
	good := pairs{"lessonId", coming, "teacherId", li}
	f := school(t)
	f.wantPlain(f.call("/lesson/change/teacher", good), ok("更换老师成功")+"}")
	assert.EqualValues(t, li, f.lesson(coming).TeacherID)
	assert.EqualValues(t, julia, f.lesson(held).TeacherID)
	refuses(t, "/lesson/change/teacher", slices.Concat(badID(good, "lessonId"), badID(good, "teacherId"), []bad{
		{"a student as teacher", good.with("teacherId", zhang), 40003, "teacherId"},
	}))
}

func TestEditLesson(t *testing.T) {
	for _, test := range []struct {
		name   string
		params pairs
		edit   func(*weclassroomtest.Lesson)
	}{
		{"the name", pairs{"newName", "11306"}, func(l *weclassroomtest.Lesson) { l.Name = "11306" }},
		{"a name of 50 characters", pairs{"newName", strings.Repeat("课", 50)}, func(l *weclassroomtest.Lesson) { l.Name = strings.Repeat("课", 50) }},
		{"the time", pairs{"startTime", "2018-03-18 12:20", "endTime", "2018-03-18 12:30"}, func(l *weclassroomtest.Lesson) {
			l.StartTime, l.EndTime = at("2018-03-18 12:20:00"), at("2018-03-18 12:30:00")
		}},
		{"an empty name is an absent one", pairs{"newName", "", "collectInfo", 1}, func(l *weclassroomtest.Lesson) { l.CollectInfo = true }},
		{"collecting on", pairs{"collectInfo", 1}, func(l *weclassroomtest.Lesson) { l.CollectInfo = true }},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := school(t)
			f.AddClassroom(weclassroomtest.Classroom{ClassroomID: 149, TeacherID: julia, Category: 1, MiniProgram: true})
			want := f.AddLesson(weclassroomtest.Lesson{LessonID: 7, ClassroomID: 149, StartTime: at("2018-03-17 12:00:00"), EndTime: at("2018-03-17 13:00:00")})
			test.edit(&want)
			f.wantPlain(f.call("/lesson/edit", test.params.with("lessonId", 7)), ok("编辑课节成功")+"}")
			assert.Equal(t, want, f.lesson(7))
		})
	}
}

func TestAnEditedZeroIsNoAbsence(t *testing.T) {
	f := school(t)
	f.AddClassroom(weclassroomtest.Classroom{ClassroomID: 149, TeacherID: julia, Category: weclassroomtest.CategorySmall, ParentSupervise: true})
	f.AddLesson(weclassroomtest.Lesson{LessonID: 7, ClassroomID: 149, StartTime: at("2018-03-17 12:00:00"), EndTime: at("2018-03-17 13:00:00")})
	f.call("/lesson/edit", pairs{"lessonId", 7, "newName", "x"})
	assert.True(t, f.lesson(7).ParentSupervise)
	f.call("/lesson/edit", pairs{"lessonId", 7, "parentSupervise", 0})
	assert.False(t, f.lesson(7).ParentSupervise)
	assert.Equal(t, "x", f.lesson(7).Name)
}

func TestEditsThatAreRefused(t *testing.T) {
	good := pairs{"lessonId", coming, "newName", "新", "startTime", "2018-03-18 12:20", "endTime", "2018-03-18 12:30"}
	refuses(t, "/lesson/edit", slices.Concat(badID(good, "lessonId"), []bad{
		{"nothing to edit", pairs{"lessonId", coming}, 40001, "newName"},
		{"a start without an end", good.with("endTime", drop), 40001, "endTime"},
		{"an end without a start", good.with("startTime", drop), 40001, "startTime"},
		{"seconds", good.with("startTime", "2018-03-18 12:20:00"), 40003, "startTime"},
		{"an end before the start", good.with("endTime", "2018-03-18 12:10"), 40003, "endTime"},
		{"51 characters", good.with("newName", strings.Repeat("课", 51)), 40003, "newName"},
		{"a number as name", good.with("newName", 11306), 40002, "newName"},
		{"parentSupervise in category 1", good.with("parentSupervise", 0), 40003, "parentSupervise"},
		{"collectInfo of a course that is not a mini-program", good.with("collectInfo", 0), 40003, "collectInfo"},
	}))
}

func TestNullData(t *testing.T) {
	f := school(t, weclassroomtest.WithNullData())
	f.wantPlain(f.call("/lesson/change/teacher", pairs{"lessonId", coming, "teacherId", li}), ok("更换老师成功")+`,"data":null}`)
	f.wantPlain(f.call("/lesson/edit", pairs{"lessonId", coming, "newName", "新"}), ok("编辑课节成功")+`,"data":null}`)
}
