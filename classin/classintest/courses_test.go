package classintest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestACourseFromBeginToEnd(t *testing.T) {
	srv := newServer(t)
	expiry := noon.AddDate(0, 1, 0)
	made := course(t, srv, "addCourse", fields{"courseName": "Chinese", "folderId": 22418, "mainTeacherUid": 1001001, "courseUniqueIdentity": "c1", "expiryTime": expiry.Unix()})
	require.Equal(t, "1", made.errno())
	id := made.id(t)
	wanted := classintest.Course{CourseID: id, CourseName: "Chinese", FolderID: 22418, HeadTeacherUID: 1001001, Identity: "c1", ExpireTime: expiry.UTC()}
	assert.Contains(t, srv.Courses(), wanted)
	again := course(t, srv, "addCourse", fields{"courseName": "Chinese", "courseUniqueIdentity": "c1"})
	assert.Equal(t, "398", again.errno())
	assert.Equal(t, id, again.id(t))

	require.Equal(t, "1", course(t, srv, "editCourse", fields{"courseId": id, "courseName": "English", "expiryTime": "", "mainTeacherUid": 1001002}).errno())
	wanted.CourseName, wanted.HeadTeacherUID = "English", 1001002
	assert.Contains(t, srv.Courses(), wanted, "an empty expiryTime changes nothing")
	assert.Equal(t, []int64{1001001}, srv.Members(id).TeacherUIDs, "the main teacher before")
	require.Equal(t, "1", course(t, srv, "editCourse", fields{"courseId": id, "expiryTime": 0}).errno())
	wanted.ExpireTime = time.Time{}
	assert.Contains(t, srv.Courses(), wanted, "0 is never")

	create(t, srv, fields{"courseId": id})
	require.Len(t, srv.Classes(), 1)
	at(srv, 90*time.Minute)
	assert.Equal(t, "394", course(t, srv, "endCourse", fields{"courseId": id}).errno())
	at(srv, 0)
	require.Equal(t, "1", course(t, srv, "endCourse", fields{"courseId": id}).errno())
	assert.Empty(t, srv.Classes(), "the class that has not begun is deleted")
	assert.Equal(t, "153", course(t, srv, "endCourse", fields{"courseId": id}).errno())
	assert.Equal(t, "153", create(t, srv, fields{"courseId": id}).errno())
}

func TestACourseMayNotEndBeforeItsClasses(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"beginTime": noon.Add(48 * time.Hour).Unix(), "endTime": noon.Add(49 * time.Hour).Unix()})
	assert.Equal(t, "152", course(t, srv, "editCourse", fields{"courseId": 490583, "expiryTime": noon.Add(30 * time.Hour).Unix()}).errno())
	assert.Equal(t, "1", course(t, srv, "editCourse", fields{"courseId": 490583, "expiryTime": noon.Add(50 * time.Hour).Unix()}).errno())
}

func TestCoursesAreRefused(t *testing.T) {
	wanted := fields{"courseName": "Chinese"}
	member := fields{"courseId": 490583, "identity": 1, "studentUid": 77}
	wantRefusals(t, func(srv *classintest.Server) {
		addUser77(srv)
		srv.AddTeacher(80)
		srv.SetTeacher(81, classintest.TeacherStatusDisabled)
		srv.AddCourse(classintest.Course{CourseID: 6001, OtherSchool: true})
		srv.AddCourse(classintest.Course{CourseID: 6002, HeadTeacherUID: 82})
		srv.AddSchoolStudent(82, "A")
	}, []refusal{
		{"expires tomorrow", "addCourse", with(wanted, fields{"expiryTime": noon.Unix() + 3600}), "151"},
		{"expires in six years", "addCourse", with(wanted, fields{"expiryTime": noon.AddDate(6, 0, 0).Unix()}), "154"},
		{"an unknown folder", "addCourse", with(wanted, fields{"folderId": 1}), "160"},
		{"an unknown main teacher", "addCourse", with(wanted, fields{"mainTeacherUid": 77}), "334"},
		{"a disabled main teacher", "addCourse", with(wanted, fields{"mainTeacherUid": 81}), "389"},
		{"an identity of 33 characters", "addCourse", with(wanted, fields{"courseUniqueIdentity": fmt.Sprintf("%033d", 1)}), "100"},
		{"a flag of 2", "addCourse", with(wanted, fields{"allowAddFriend": 2}), "100"},
		{"an unknown course", "editCourse", fields{"courseId": 1}, "147"},
		{"another school's course", "editCourse", fields{"courseId": 6001}, "144"},
		{"an unknown course", "endCourse", fields{"courseId": 1}, "147"},
		{"no class", "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001001}, "188"},
		{"a student", "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1002001}, "172"},
		{"not on the list", "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 80}, "316"},
		{"no teacher", "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 77}, "136"},
		{"not of the school", "addCourseStudent", member, "228"},
		{"nobody", "addCourseStudent", with(member, fields{"studentUid": 1}), "400"},
		{"twice", "addCourseStudent", with(member, fields{"studentUid": 1002001}), "163"},
		{"identity 3", "addCourseStudent", with(member, fields{"identity": 3}), "100"},
		{"without identity", "addCourseStudent", with(member, fields{"identity": absent{}}), "100"},
		{"the main teacher", "addCourseStudent", with(member, fields{"courseId": 6002, "studentUid": 82}), "333"},
		{"not in it", "delCourseStudent", member, "162"},
		{"an auditor", "delCourseStudent", with(member, fields{"identity": 2, "studentUid": 1002001}), "162"},
		{"none", "addCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentJson": "[]"}, "155"},
		{"one twice", "addCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentJson": `[{"uid":"77"},{"uid":77}]`}, "133"},
		{"none", "delCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentUidJson": "x"}, "155"},
		{"an unknown course", "modifyGroupMemberNickname", fields{"courseId": 1}, "147"},
		{"two leaders", "addCourseGroup", fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":1,"isLeader":1},{"studentUid":2,"isLeader":1}]]`}, "100"},
		{"nobody of the school", "addCourseGroup", fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":77,"isLeader":1}]]`}, "896"},
		{"nobody of the course", "addCourseGroup", fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":82,"isLeader":1}]]`}, "897"},
		{"an unknown group", "editCourseGroup", fields{"courseId": 490583, "groupId": 1, "groupName": "A", "groupList": `[[{"studentUid":1002001,"isLeader":1}]]`}, "893"},
		{"an unknown group", "delCourseGroup", fields{"courseId": 490583, "groupId": 1}, "893"},
	})
}

func TestMembersOfACourse(t *testing.T) {
	srv := newServer(t)
	for _, uid := range []int64{77, 78, 79} {
		srv.AddSchoolStudent(uid, "A")
	}
	member := fields{"courseId": 490583, "identity": 1, "studentUid": 77}
	assert.Equal(t, "1", course(t, srv, "addCourseStudent", member).errno())
	assert.Equal(t, "163", course(t, srv, "addCourseStudent", member).errno())
	a := course(t, srv, "addCourseStudentMultiple", fields{"courseId": 490583, "identity": 2, "studentJson": `[{"uid":"78","customColumn":"x"},{"uid":77},{"uid":1},{"name":"?"}]`})
	assert.Equal(t, []string{"1", "1", "163", "400", "100"}, a.items(t))
	assert.Contains(t, a.Raw, `"customColumn":"x"`)
	members := srv.Members(490583)
	assert.Equal(t, []int64{77, 1002001}, members.StudentUIDs)
	assert.Equal(t, []int64{78}, members.AuditorUIDs)
	assert.Equal(t, "164", course(t, srv, "addCourseStudent", with(member, fields{"studentUid": 78})).errno())
	assert.Equal(t, []string{"1", "1", "162"}, course(t, srv, "delCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentUidJson": `["77",78]`}).items(t))
	assert.Equal(t, "1", course(t, srv, "delCourseStudent", fields{"courseId": 490583, "identity": 2, "studentUid": 78}).errno())
	assert.Equal(t, []int64{1002001}, srv.Members(490583).StudentUIDs)
	assert.Empty(t, srv.Members(490583).AuditorUIDs)
	assert.Equal(t, "1", course(t, srv, "modifyGroupMemberNickname", fields{"courseId": 490583}).errno())
}

func TestTwentyAuditorsAreEnough(t *testing.T) {
	srv := newServer(t)
	for uid := int64(3001); uid < 3021; uid++ {
		srv.AddAuditor(490583, uid)
	}
	addUser77(srv)
	assert.Equal(t, "130", course(t, srv, "addCourseStudent", fields{"courseId": 490583, "identity": 2, "studentUid": 77}).errno())
}

func TestTeachersOfACourse(t *testing.T) {
	srv := newServer(t)
	first := create(t, srv).id(t)
	create(t, srv, fields{"assistantUid": 1001002})
	a := course(t, srv, "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001002})
	assert.Equal(t, []string{"1", "1", "328"}, a.items(t))
	assert.Contains(t, a.Raw, fmt.Sprintf(`"classId":"%d"`, first), "a text, as in the sample")
	assert.EqualValues(t, 1001002, srv.Classes()[0].TeacherUID)
	assert.Equal(t, "317", course(t, srv, "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001002}).errno())
	at(srv, 3*time.Hour)
	assert.Equal(t, "188", course(t, srv, "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001001}).errno())
	assert.Equal(t, "1", course(t, srv, "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001002}).errno())

	srv.SetTeacher(90, classintest.TeacherStatusDisabled)
	srv.AddTeacher(91)
	added := lms(t, srv, "/course/addCourseTeacher", map[string]any{"courseId": 490583, "teacherUids": []any{90, "91", 1, 1001001, 1002001}})
	assert.Equal(t, []int64{1, 387, 1, 136, 133, 172}, added.items(t))
	assert.Contains(t, srv.Members(490583).TeacherUIDs, int64(91))
}

func TestGroups(t *testing.T) {
	srv := newServer(t)
	srv.AddStudent(490583, 77)
	group := fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":77,"isLeader":0},{"studentUid":1002001,"isLeader":1}]]`}
	made := course(t, srv, "addCourseGroup", group)
	require.Equal(t, "1", made.errno())
	id := made.id(t)
	assert.Equal(t, map[int64]classintest.Group{id: {Name: "A", Teams: [][]int64{{1002001, 77}}}}, srv.Members(490583).Groups)
	assert.Equal(t, "892", course(t, srv, "addCourseGroup", group).errno())
	partly := with(group, fields{"groupId": id, "groupName": "B", "groupList": `[[{"studentUid":1002001,"isLeader":1},{"studentUid":5,"isLeader":0}]]`})
	assert.Equal(t, "898", course(t, srv, "editCourseGroup", partly).errno())
	assert.Equal(t, map[int64]classintest.Group{id: {Name: "B", Teams: [][]int64{{1002001}}}}, srv.Members(490583).Groups)
	assert.Equal(t, "1", course(t, srv, "delCourseGroup", fields{"courseId": 490583, "groupId": id}).errno())
	partMade := course(t, srv, "addCourseGroup", with(partly, fields{"groupId": absent{}}))
	assert.Equal(t, "898", partMade.errno(), "made all the same")
	assert.Positive(t, partMade.id(t))
}

func TestLabels(t *testing.T) {
	srv := newServer(t)
	label := func(name string) (string, string) {
		a := course(t, srv, "addSchoolLabel", fields{"labelName": name})
		var data struct {
			LabelID string `json:"labelId"`
		}
		require.NoError(t, json.Unmarshal(a.Data, &data), a.Raw)
		return a.errno(), data.LabelID
	}
	_, one := label("one")
	errno, again := label("one")
	assert.Equal(t, "353", errno)
	assert.Equal(t, one, again)
	_, two := label("two")
	assert.Equal(t, "353", course(t, srv, "updateSchoolLabel", fields{"labelId": two, "labelName": "one"}).errno())
	assert.Equal(t, "1", course(t, srv, "updateSchoolLabel", fields{"labelId": two, "labelName": "three"}).errno())
	assert.Equal(t, "356", course(t, srv, "updateSchoolLabel", fields{"labelId": 1, "labelName": "x"}).errno())

	list := fmt.Sprintf(`[{"courseId":490583,"labelIds":[%s,%s],"customColumn":1},{"courseId":1,"labelIds":[]},{"courseId":490583,"labelIds":[1]}]`, one, two)
	assert.Equal(t, []string{"1", "1", "147", "358"}, course(t, srv, "addCourseLabels", fields{"courseList": list}).items(t))
	assert.Len(t, srv.Members(490583).LabelIDs, 2)
	id := create(t, srv).id(t)
	list = fmt.Sprintf(`[{"classId":%d,"classLabelId":[%s]},{"classId":1,"classLabelId":[]},{"classId":%d,"classLabelId":[1,2,3,4,5,6,7,8,9,10,11]}]`, id, one, id)
	assert.Equal(t, []string{"1", "1", "143", "357"}, course(t, srv, "addClassLabels", fields{"courseId": 490583, "classList": list}).items(t))
	assert.Len(t, srv.Classes()[0].LabelIDs, 1)

	assert.Equal(t, "1", course(t, srv, "deleteSchoolLabel", fields{"labelId": one}).errno())
	assert.Equal(t, "356", course(t, srv, "deleteSchoolLabel", fields{"labelId": one}).errno())
	assert.Len(t, srv.Labels(), 1)
	assert.Empty(t, srv.Classes()[0].LabelIDs)
	assert.Equal(t, []string{"1", "1"}, course(t, srv, "addCourseLabels", fields{"courseList": `[{"courseId":490583}]`}).items(t))
	assert.Empty(t, srv.Members(490583).LabelIDs, "no list at all takes them away")
	for range 99 {
		srv.AddLabel(fmt.Sprint(len(srv.Labels())))
	}
	assert.Equal(t, "354", course(t, srv, "addSchoolLabel", fields{"labelName": "one too many"}).errno())
}

func TestTheDialectsHoldForTheWiderAPI(t *testing.T) {
	srv := newServer(t, classintest.WithStringErrno(), classintest.WithStringIDs(), classintest.WithExisting(classintest.ExistingAccepted))
	wanted := fields{"courseName": "A", "courseUniqueIdentity": "x"}
	first := course(t, srv, "addCourse", wanted)
	assert.Equal(t, `"1"`, first.errno())
	again := course(t, srv, "addCourse", wanted)
	assert.Equal(t, `"1"`, again.errno())
	assert.Equal(t, idOf(t, first), idOf(t, again))
	assert.Equal(t, []string{`"1"`, `"400"`}, course(t, srv, "addCourseStudentMultiple", fields{"courseId": 490583, "studentJson": `[{"uid":1}]`}).items(t))
	assert.Equal(t, `"106"`, cloud(t, srv, "getFolderList", nil).errno())
	assert.Contains(t, cloud(t, srv, "getCloudList", nil).Raw, `"errno":"1"`)

	srv = newServer(t, classintest.WithExisting(classintest.ExistingWithoutID))
	srv.SetIdentityRace(time.Second)
	course(t, srv, "addCourse", wanted)
	assert.Equal(t, "460", course(t, srv, "addCourse", wanted).errno())
	at(srv, time.Second)
	existing := course(t, srv, "addCourse", wanted)
	assert.Equal(t, "398", existing.errno())
	assert.Empty(t, existing.Data)
}
