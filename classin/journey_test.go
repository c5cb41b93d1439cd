package classin_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

// One school from its first user to its last folder, against a server that shares no code with the client.
func TestASchoolYear(t *testing.T) {
	s := newSchool(t, nil)
	c, ctx := s.Client, t.Context()
	picture := func() *classcloud.File { return &classcloud.File{Name: "face.png", Content: strings.NewReader("png")} }

	teacher, err := c.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "15800000001", Nickname: "胡老师", Password: "secret1", Picture: picture()})
	require.NoError(t, err)
	s.clock.Advance(time.Minute)
	again, err := c.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "15800000001", Password: "another1"})
	require.NoError(t, err)
	assert.True(t, again.Existed)
	assert.Equal(t, teacher.UID, again.UID)

	member, err := c.Teachers.Add(ctx, &classin.AddTeacherRequest{Account: "15800000001", Name: "胡老师"})
	require.NoError(t, err)
	assert.False(t, member.Existed)
	assert.NotEqual(t, int64(teacher.UID), int64(member.RelationID))
	s.clock.Advance(time.Minute)
	member, err = c.Teachers.Add(ctx, &classin.AddTeacherRequest{Account: "15800000001", Name: "胡老师"})
	require.NoError(t, err)
	assert.True(t, member.Existed)
	require.NoError(t, c.Teachers.Update(ctx, &classin.UpdateTeacherRequest{TeacherUID: teacher.UID, Name: "胡", Picture: picture()}))
	_, err = c.Users.RegisterBatch(ctx, &classin.RegisterUserBatchRequest{Users: []classin.NewUser{{Phone: "1", Password: "secret1"}}})
	require.NoError(t, err)

	var users []classin.NewUser
	for i := range 4 {
		users = append(users, classin.NewUser{Phone: fmt.Sprint("1590000000", i), Password: "secret1", Membership: classin.MembershipStudent, Nickname: "学生"})
	}
	registered, err := c.Users.RegisterBatch(ctx, &classin.RegisterUserBatchRequest{Users: users})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(registered))
	students := make([]classin.UID, len(registered))
	for i, item := range registered {
		students[i] = item.Value.UID
	}
	require.NoError(t, c.Students.Update(ctx, &classin.UpdateStudentRequest{StudentUID: students[0], Name: "小红"}))
	require.NoError(t, c.Users.ResetPassword(ctx, &classin.ResetPasswordRequest{UID: students[0], Password: "secret2"}))

	course, err := c.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "Good Day", HeadTeacherUID: teacher.UID, Subject: classin.SubjectChinese, Cover: picture()})
	require.NoError(t, err)
	found, err := c.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "Good Day", Identity: course.Identity})
	require.NoError(t, err)
	assert.True(t, found.Existed)
	assert.Equal(t, course.CourseID, found.CourseID)
	require.NoError(t, c.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: course.CourseID, CourseName: new("Better Day"), NeverExpires: true}))

	_, err = c.Courses.AddStudent(ctx, &classin.AddCourseStudentRequest{CourseID: course.CourseID, Role: classin.CourseRoleStudent, StudentUID: students[0]})
	require.NoError(t, err)
	added, err := c.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{CourseID: course.CourseID, Role: classin.CourseRoleStudent,
		Students: []classin.CourseStudent{{StudentUID: students[0]}, {StudentUID: students[1]}}})
	require.NoError(t, err)
	assert.ErrorIs(t, added[0].Err, classin.CodeStudentInCourse)
	assert.NoError(t, added[1].Err)
	_, err = c.Courses.SyncNicknames(ctx, course.CourseID)
	require.NoError(t, err)
	require.NoError(t, c.Courses.RemoveStudent(ctx, &classin.RemoveCourseStudentRequest{CourseID: course.CourseID, Role: classin.CourseRoleStudent, StudentUID: students[0]}))
	group, err := c.Groups.Create(ctx, &classin.CreateGroupRequest{CourseID: course.CourseID, Name: "分组", Groups: [][]classin.GroupMember{{{StudentUID: students[1], Leader: true}}}})
	require.NoError(t, err)
	require.NoError(t, c.Groups.Update(ctx, &classin.UpdateGroupRequest{CourseID: course.CourseID, GroupID: group.GroupID, Name: "组", Groups: [][]classin.GroupMember{{{StudentUID: students[1], Leader: true}}}}))
	require.NoError(t, c.Groups.Delete(ctx, &classin.DeleteGroupRequest{CourseID: course.CourseID, GroupID: group.GroupID}))

	start := s.clock.Now().Add(24 * time.Hour)
	classes, err := c.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: course.CourseID, Classes: []classin.NewClass{
		{ClassName: "One", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: teacher.UID, Record: true, Live: true, StudentSeats: new(0)},
		{ClassName: "Two", StartTime: start, EndTime: start.Add(time.Minute), TeacherUID: teacher.UID},
		{ClassName: "Three", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: teacher.UID, AutoOnStage: new(false), CustomColumn: "3"},
	}})
	require.NoError(t, err)
	require.NoError(t, classes[0].Err)
	assert.ErrorIs(t, classes[1].Err, classin.CodeBadDuration)
	require.NoError(t, classes[2].Err)
	assert.Equal(t, "3", classes[2].Value.CustomColumn)
	one, three := classes[0].Value, classes[2].Value
	assert.NotEmpty(t, one.LiveURLs.HLS)

	_, err = c.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: course.CourseID, ClassID: one.ClassID, ClassName: new("First"), Record: new(true), RecordScene: new(false), Live: new(false), Replay: new(true)})
	require.NoError(t, err)
	require.NoError(t, c.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: course.CourseID, ClassID: one.ClassID, StudentSeats: new(6), Definition: new(classin.DefinitionSD)}))
	inClass, err := c.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: course.CourseID, ClassID: one.ClassID, Students: []classin.ClassStudent{{StudentUID: students[2]}, {StudentUID: students[3]}}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(inClass))
	inClass, err = c.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: course.CourseID, ClassID: one.ClassID, StudentUIDs: students[3:]})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(inClass))
	inClasses, err := c.Courses.AddStudentToClasses(ctx, &classin.AddStudentToClassesRequest{CourseID: course.CourseID, StudentUID: students[2], ClassIDs: []int64{one.ClassID, three.ClassID}})
	require.NoError(t, err)
	assert.ErrorIs(t, inClasses[0].Err, classcloud.AlreadyExists)
	assert.NoError(t, inClasses[1].Err)
	recordings, err := c.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: course.CourseID, Classes: []classin.ClassRecording{
		{ClassID: three.ClassID, Record: new(true), Live: new(true), Replay: new(true)}}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(recordings))
	assert.NotEmpty(t, recordings[0].Value.LiveURLs.FLV)

	label, err := c.Labels.Create(ctx, "语文")
	require.NoError(t, err)
	same, err := c.Labels.Create(ctx, "语文")
	require.NoError(t, err)
	assert.Equal(t, classin.Label{LabelID: label.LabelID, Existed: true}, *same)
	labelled, err := c.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: course.CourseID, LabelIDs: []int64{label.LabelID}}}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(labelled))
	cleared, err := c.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: course.CourseID, Classes: []classin.ClassLabels{{ClassID: one.ClassID, Clear: true}}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(cleared))
	require.NoError(t, c.Labels.Update(ctx, &classin.UpdateLabelRequest{LabelID: label.LabelID, Name: "中文"}))
	require.NoError(t, c.Labels.Delete(ctx, label.LabelID))

	page, err := c.Broadcasts.GetURL(ctx, &classin.GetWebcastURLRequest{CourseID: course.CourseID, ClassID: one.ClassID})
	require.NoError(t, err)
	_, err = classin.CourseKey(page)
	require.NoError(t, err)
	join, err := c.Classes.GetJoinURL(ctx, &classin.GetJoinURLRequest{UID: students[2], CourseID: course.CourseID, ClassID: one.ClassID, DeviceType: classin.DeviceTypeIOS})
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(join, "https://"), join)

	changed, err := c.Courses.SetTeacher(ctx, &classin.SetCourseTeacherRequest{CourseID: course.CourseID, TeacherUID: classin.UID(s.Defaults().TeacherUID)})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(changed))
	assert.Len(t, changed, 2)
	ack, err := c.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: course.CourseID, ClassID: three.ClassID})
	require.NoError(t, err)
	assert.Empty(t, ack.Warnings)
	_, err = c.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: course.CourseID, ClassID: three.ClassID})
	assert.ErrorIs(t, err, classin.CodeClassDeleted)

	s.clock.Advance(48 * time.Hour)
	s.AddVideo(one.ClassID, "v1")
	s.AddVideo(one.ClassID, "v2")
	comments, err := c.Classes.SetComments(ctx, &classin.SetCommentsRequest{ClassID: one.ClassID, Comments: []classin.StudentComment{{StudentUID: students[1], Stars: new(5), Comment: "很好"}}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(comments))
	require.NoError(t, c.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: one.ClassID, Locked: new(true)}))
	assert.ErrorIs(t, c.Recordings.Delete(ctx, &classin.DeleteRecordingRequest{ClassID: one.ClassID, FileID: "v1"}), classin.CodeVideoLocked)
	require.NoError(t, c.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: one.ClassID, Locked: new(false)}))
	require.NoError(t, c.Recordings.Delete(ctx, &classin.DeleteRecordingRequest{ClassID: one.ClassID, FileID: "v1"}))
	require.NoError(t, c.Recordings.DeleteAll(ctx, one.ClassID))
	_, err = c.Classes.DeleteEnded(ctx, &classin.DeleteClassRequest{CourseID: course.CourseID, ClassID: one.ClassID})
	require.NoError(t, err)
	require.NoError(t, c.Courses.End(ctx, course.CourseID))
	require.NoError(t, c.Teachers.Disable(ctx, teacher.UID))

	root, err := c.Folders.GetRoot(ctx)
	require.NoError(t, err)
	folder, err := c.Folders.Create(ctx, &classin.CreateFolderRequest{ParentID: root, Name: "课程1"})
	require.NoError(t, err)
	taken, err := c.Folders.Create(ctx, &classin.CreateFolderRequest{ParentID: root, Name: "课程1"})
	require.NoError(t, err)
	assert.Equal(t, classin.CreatedFolder{FolderID: folder.FolderID, Existed: true}, *taken)
	require.NoError(t, c.Folders.Rename(ctx, &classin.RenameFolderRequest{FolderID: folder.FolderID, Name: "课程2"}))
	file, err := c.Documents.Upload(ctx, &classin.UploadDocumentRequest{FolderID: folder.FolderID, File: &classcloud.File{Name: "a.pdf", Content: strings.NewReader("pdf")}})
	require.NoError(t, err)
	require.NoError(t, c.Documents.Rename(ctx, &classin.RenameDocumentRequest{FileID: file, Name: "b.pdf"}))
	contents, err := c.Folders.ListContents(ctx, folder.FolderID)
	require.NoError(t, err)
	require.Len(t, contents.Files, 1)
	assert.Equal(t, "b.pdf", contents.Files[0].Name)
	require.NoError(t, c.Documents.Delete(ctx, file))
	_, err = c.Folders.List(ctx)
	require.NoError(t, err)
	require.NoError(t, c.Folders.Delete(ctx, folder.FolderID))
	s.AddSubAccount(77)
	require.NoError(t, c.School.DeleteSubAccount(ctx, 77))
}

func TestAJourneyThroughV2(t *testing.T) {
	s := newSchool(t, nil)
	ctx, known := t.Context(), s.Defaults()
	s.AddSchoolStudent(504026, "Amy")
	unit, err := s.Client.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: known.CourseID, Name: "Unit 1"})
	require.NoError(t, err)
	_, err = s.Client.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: known.CourseID, Name: "Unit 1"})
	assert.ErrorIs(t, err, classin.CodeUnitExists)
	require.NoError(t, s.Client.Units.Update(ctx, &classin.UpdateUnitRequest{CourseID: known.CourseID, UnitID: unit.UnitID, Status: new(classin.PublishStatusPublished)}))
	assert.ErrorIs(t, s.Client.Units.Update(ctx, &classin.UpdateUnitRequest{CourseID: known.CourseID, UnitID: unit.UnitID, Status: new(classin.PublishStatusDraft)}),
		classin.CodeUnitPublished)

	in := s.activity("Class 1")
	in.UnitID = unit.UnitID
	in.RecordingType, in.Record, in.Live, in.Replay = new(classin.RecordingTypeBoth), new(true), new(true), new(false)
	class, err := s.Client.Activities.CreateClass(ctx, in)
	require.NoError(t, err)
	assert.NotEmpty(t, class.LiveURL)
	assert.NotEmpty(t, class.LiveURLs.HLS)
	changed, err := s.Client.Activities.UpdateClass(ctx, &classin.UpdateClassActivityRequest{CourseID: known.CourseID, ActivityID: class.ActivityID, Name: new("Class 2")})
	require.NoError(t, err)
	assert.Equal(t, &classin.UpdatedClassActivity{ActivityID: class.ActivityID, Name: "Class 2", LiveURL: class.LiveURL, LiveURLs: class.LiveURLs}, changed)
	assert.Equal(t, "Class 2", s.Server.Activities()[0].Name)
	items, err := s.Client.Activities.AddStudents(ctx, &classin.AddActivityStudentsRequest{CourseID: known.CourseID, ActivityID: class.ActivityID, StudentUIDs: []classin.UID{504026}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	require.NoError(t, s.Client.Activities.RemoveStudents(ctx, &classin.RemoveActivityStudentsRequest{CourseID: known.CourseID, ActivityID: class.ActivityID, StudentUIDs: []classin.UID{504026}}))
	require.NoError(t, s.Client.Activities.Delete(ctx, &classin.DeleteActivityRequest{CourseID: known.CourseID, ActivityID: class.ActivityID}))
	require.NoError(t, s.Client.Units.Delete(ctx, &classin.DeleteUnitRequest{CourseID: known.CourseID, UnitID: unit.UnitID}))
}
