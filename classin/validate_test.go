package classin_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestNothingIsDestroyedByAForgottenField(t *testing.T) {
	client, stub := stubbed(t, says(`{"error_info":{"errno":1}}`))
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"deleteClassVideo without fileId": func() error {
			return client.Recordings.Delete(ctx, &classin.DeleteRecordingRequest{ClassID: 1})
		},
		"addCourseLabels without labels": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1}}})
			return err
		},
		"addCourseLabels with an empty list": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, LabelIDs: []int64{}}}})
			return err
		},
		"addClassLabels without labels": func() error {
			_, err := client.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1}}})
			return err
		},
		"editCourseClass with no co-teachers": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, AssistantUIDs: []classin.UID{}})
			return err
		},
		"editCourseClass with one of the three": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, Record: new(true)})
			return err
		},
		"setClassVideoMultiple with two of the three": func() error {
			_, err := client.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: 1, Classes: []classin.ClassRecording{{ClassID: 1, Record: new(true), Live: new(true)}}})
			return err
		},
		"addCourseLabels with eleven labels": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, LabelIDs: []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}}})
			return err
		},
		"addClassLabels with eleven labels": func() error {
			_, err := client.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1, LabelIDs: []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}}})
			return err
		},
		"updateClassLockStatus without isLock": func() error {
			return client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: 1})
		},
		"modifyClassSeatNum without seats": func() error {
			return client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: 1, ClassID: 1})
		},
		"editCourse with the zero of unix": func() error {
			return client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, ExpireTime: new(time.Unix(0, 0))})
		},
		"editCourse with the zero time": func() error {
			return client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, ExpireTime: new(time.Time)})
		},
		"updateTeacherCloudFolders without folders": func() error {
			return client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1})
		},
		"delFolder without a folder":    func() error { return client.Folders.Delete(ctx, "") },
		"endCourse without a course":    func() error { return client.Courses.End(ctx, 0) },
		"delFile without a file":        func() error { return client.Documents.Delete(ctx, "") },
		"deleteSchoolLabel without one": func() error { return client.Labels.Delete(ctx, 0) },
		"every video of no class":       func() error { return client.Recordings.DeleteAll(ctx, 0) },
		"delCourseStudentMultiple of nobody": func() error {
			_, err := client.Courses.RemoveStudents(ctx, &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{}})
			return err
		},
		"delClassStudentMultiple of nobody": func() error {
			_, err := client.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: 1, ClassID: 1})
			return err
		},
		"delCourseClass of no class": func() error {
			_, err := client.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: 1})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
		})
	}
	assert.Zero(t, stub.Count())
}

func TestZerosThatAreMeant(t *testing.T) {
	client, stub := stubbed(t, says(`{"data":[],"error_info":{"errno":1}}`))
	sent := func() url.Values { return stub.Requests()[stub.Count()-1].Form } // the last request
	ctx := t.Context()
	in := &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, Clear: true}}}
	_, err := client.Courses.SetLabels(ctx, in)
	require.NoError(t, err)
	assert.Equal(t, `[{"courseId":1,"labelIds":[]}]`, sent().Get("courseList"))
	assert.Nil(t, in.Courses[0].LabelIDs, "the caller's request stays as it is")
	_, err = client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 2, RemoveAssistants: true})
	require.NoError(t, err)
	assert.Equal(t, "[]", sent().Get("assistantUids"))
	_, err = client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 2, ClassName: new("x")})
	require.NoError(t, err)
	assert.NotContains(t, sent(), "assistantUids")
	require.NoError(t, client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, NeverExpires: true}))
	assert.Equal(t, "0", sent().Get("expiryTime"))
	require.NoError(t, client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: 1, ClassID: 1, StudentSeats: new(0)}))
	assert.Equal(t, "0", sent().Get("seatNum"))
	require.NoError(t, client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: 1, Locked: new(false)}))
	assert.Equal(t, "0", sent().Get("isLock"))
	require.NoError(t, client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1, Clear: true}))
	assert.Equal(t, "[]", sent().Get("folderIdJson"))
	require.NoError(t, client.Recordings.DeleteAll(ctx, 9))
	assert.NotContains(t, sent(), "fileId")
	_, err = client.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: 1, ClassID: 2, Students: []classin.ClassStudent{{StudentUID: 3}}})
	require.NoError(t, err)
	assert.Equal(t, "1", sent().Get("identity"))
}

func TestCoTeachersAreNotTakenAwayUnasked(t *testing.T) {
	client, stub := stubbed(t, drops())
	for _, list := range [][]classin.UID{{}, {7}} {
		_, err := client.Activities.UpdateClass(t.Context(), &classin.UpdateClassActivityRequest{CourseID: 1, ActivityID: 2, AssistantUIDs: list, RemoveAssistants: len(list) > 0})
		assert.Equal(t, classcloud.InvalidArgument, clienttest.AsError(t, err).Kind)
		_, err = client.DoubleTeacherClasses.Update(t.Context(), &classin.UpdateDoubleTeacherClassRequest{CourseID: 1, ClassID: 2, AssistantUIDs: list, RemoveAssistants: len(list) > 0})
		assert.Equal(t, classcloud.InvalidArgument, clienttest.AsError(t, err).Kind)
	}
	for name, err := range map[string]error{
		"Units.Delete":      client.Units.Delete(t.Context(), &classin.DeleteUnitRequest{CourseID: 1}),
		"Activities.Delete": client.Activities.Delete(t.Context(), &classin.DeleteActivityRequest{CourseID: 1}),
		"Activities.RemoveStudents": client.Activities.RemoveStudents(t.Context(),
			&classin.RemoveActivityStudentsRequest{CourseID: 1, ActivityID: 2, StudentUIDs: []classin.UID{}}),
	} {
		assert.Equal(t, classcloud.InvalidArgument, clienttest.AsError(t, err).Kind, name)
	}
	assert.Zero(t, stub.Count(), "nothing is sent")
}

// Each of these would be sent with half a meaning: the vendor ignores part of it, refuses it, or reads what is missing as off.
func TestUpdatesThatSayTooLittle(t *testing.T) {
	yes, no := new(true), new(false)
	at := new(time.Unix(1700000000, 0))
	class := func(set func(*classin.UpdateClassRequest)) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in := &classin.UpdateClassRequest{CourseID: 1, ClassID: 2}
			set(in)
			_, err := c.Classes.Update(ctx, in)
			return err
		}
	}
	seats := func(in classin.SetSeatsRequest) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.CourseID, in.ClassID = 1, 2
			return c.Classes.SetSeats(ctx, &in)
		}
	}
	recordings := func(in classin.ClassRecording) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.ClassID = 2
			_, err := c.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: 1, Classes: []classin.ClassRecording{in}})
			return err
		}
	}
	created := func(in classin.CreateClassRequest) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.CourseID, in.ClassName, in.TeacherUID, in.StartTime, in.EndTime = 1, "a", 7, *at, at.Add(time.Hour)
			_, err := c.Classes.Create(ctx, &in)
			return err
		}
	}
	batch := func(in classin.NewClass) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.ClassName, in.TeacherUID, in.StartTime, in.EndTime = "a", 7, *at, at.Add(time.Hour)
			_, err := c.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{in}})
			return err
		}
	}
	sub := func(in classin.NewSubClass) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.CourseID, in.ClassName = 1, "a"
			_, err := c.DoubleTeacherClasses.Create(ctx, &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 2, MainClassID: 3, SubClasses: []classin.NewSubClass{in}})
			return err
		}
	}
	double := func(in classin.UpdateDoubleTeacherClassRequest) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.CourseID, in.ClassID = 1, 2
			_, err := c.DoubleTeacherClasses.Update(ctx, &in)
			return err
		}
	}
	activity := func(in classin.UpdateClassActivityRequest) func(context.Context, *classin.Client) error {
		return func(ctx context.Context, c *classin.Client) error {
			in.CourseID, in.ActivityID = 1, 2
			_, err := c.Activities.UpdateClass(ctx, &in)
			return err
		}
	}
	room, scene := new(classin.RecordingTypeClassroom), new(classin.RecordingTypeScene)
	for name, test := range map[string]struct {
		call func(context.Context, *classin.Client) error
		want string // the vendor's parameters that are refused; empty: it is sent
	}{
		"v1: an end without a start":                          {class(func(r *classin.UpdateClassRequest) { r.EndTime = at }), "beginTime"},
		"v1: a start without an end":                          {class(func(r *classin.UpdateClassRequest) { r.StartTime = at }), "endTime"},
		"v1: an end at the start":                             {class(func(r *classin.UpdateClassRequest) { r.StartTime, r.EndTime = at, at }), "endTime"},
		"v1: both times":                                      {class(func(r *classin.UpdateClassRequest) { r.StartTime, r.EndTime = at, new(at.Add(time.Hour)) }), ""},
		"v1: the scene alone":                                 {class(func(r *classin.UpdateClassRequest) { r.RecordScene = yes }), "recordScene"},
		"v1: the scene switched off alone":                    {class(func(r *classin.UpdateClassRequest) { r.RecordScene = no }), "recordScene"},
		"v1: recorded, the scene forgotten":                   {class(func(r *classin.UpdateClassRequest) { r.Record, r.Live, r.Replay = yes, yes, no }), "recordScene"},
		"v1: all four":                                        {class(func(r *classin.UpdateClassRequest) { r.Record, r.Live, r.Replay, r.RecordScene = yes, yes, yes, no }), ""},
		"v1: nothing is recorded, the scene need not be said": {class(func(r *classin.UpdateClassRequest) { r.Record, r.Live, r.Replay = no, no, no }), ""},
		"v1: everything but the recording":                    {class(func(r *classin.UpdateClassRequest) { r.Record, r.Live, r.Replay, r.RecordScene = no, yes, yes, yes }), "live recordScene replay"},
		"v1: an empty list of co-teachers":                    {class(func(r *classin.UpdateClassRequest) { r.AssistantUIDs = []classin.UID{} }), "assistantUids"},

		"seats: one, the cameras forgotten":        {seats(classin.SetSeatsRequest{StudentSeats: new(1), Definition: new(classin.DefinitionSD)}), "isDc"},
		"seats: one, everything else forgotten":    {seats(classin.SetSeatsRequest{StudentSeats: new(1)}), "isDc isHd"},
		"seats: the definition, seats forgotten":   {seats(classin.SetSeatsRequest{Definition: new(classin.DefinitionHD)}), "isDc"},
		"seats: six, the definition forgotten":     {seats(classin.SetSeatsRequest{StudentSeats: new(6)}), "isHd"},
		"seats: six, one camera, HD forgotten":     {seats(classin.SetSeatsRequest{StudentSeats: new(6), Cameras: new(classin.CamerasOne)}), "isHd"},
		"seats: neither seats nor definition":      {seats(classin.SetSeatsRequest{Cameras: new(classin.CamerasOne)}), "seatNum"},
		"seats: four have neither":                 {seats(classin.SetSeatsRequest{StudentSeats: new(4)}), ""},
		"seats: none have neither":                 {seats(classin.SetSeatsRequest{StudentSeats: new(0)}), ""},
		"seats: one with two cameras is full HD":   {seats(classin.SetSeatsRequest{StudentSeats: new(1), Cameras: new(classin.CamerasTwo)}), ""},
		"seats: one with everything said":          {seats(classin.SetSeatsRequest{StudentSeats: new(1), Cameras: new(classin.CamerasOne), Definition: new(classin.DefinitionHD)}), ""},
		"seats: six with the definition":           {seats(classin.SetSeatsRequest{StudentSeats: new(6), Definition: new(classin.DefinitionHD)}), ""},
		"seats: the definition and the cameras":    {seats(classin.SetSeatsRequest{Definition: new(classin.DefinitionHD), Cameras: new(classin.CamerasOne)}), ""},
		"recordings: the scene alone":              {recordings(classin.ClassRecording{RecordScene: yes}), "classJson[0].recordScene"},
		"recordings: everything but the recording": {recordings(classin.ClassRecording{Record: no, Live: yes, Replay: yes, RecordScene: yes}), "classJson[0].live classJson[0].recordScene classJson[0].replay"},
		"recordings: all three":                    {recordings(classin.ClassRecording{Record: yes, Live: yes, Replay: no}), ""},
		"recordings: off":                          {recordings(classin.ClassRecording{Record: no, Live: no, Replay: no, RecordScene: no}), ""},
		"recordings: who may watch alone":          {recordings(classin.ClassRecording{WatchByLogin: yes}), ""},

		"create: everything but the recording": {created(classin.CreateClassRequest{Live: true, Replay: true, RecordScene: true}), "live recordScene replay"},
		"create: everything":                   {created(classin.CreateClassRequest{Live: true, Replay: true, RecordScene: true, Record: true}), ""},
		"batch: everything but the recording":  {batch(classin.NewClass{Live: true, Replay: true, RecordScene: true}), "classJson[0].live classJson[0].recordScene classJson[0].replay"},

		"sub-class: live without record": {sub(classin.NewSubClass{UseMainRecording: no, RecordingType: room, Record: no, Live: yes, Replay: no}), "subClassJson[0].liveState"},
		"sub-class: the main recording and its own": {sub(classin.NewSubClass{UseMainRecording: yes, RecordingType: scene, Record: yes, Live: no, Replay: yes}),
			"subClassJson[0].openState subClassJson[0].recordState subClassJson[0].recordType"},
		"sub-class: the main recording":                  {sub(classin.NewSubClass{UseMainRecording: yes, RecordingType: room, Record: no, Live: no, Replay: no}), ""},
		"double teacher: replay without record":          {double(classin.UpdateDoubleTeacherClassRequest{RecordingType: room, Record: no, Live: no, Replay: yes}), "openState"},
		"double teacher: the main recording and its own": {double(classin.UpdateDoubleTeacherClassRequest{UseMainRecording: yes, RecordingType: room, Record: no, Live: yes, Replay: no}), "liveState"},
		"double teacher: an end alone":                   {double(classin.UpdateDoubleTeacherClassRequest{EndTime: at}), ""},
		"v2: live without record":                        {activity(classin.UpdateClassActivityRequest{RecordingType: room, Record: no, Live: yes, Replay: no}), "liveState"},
		"v2: an end alone, which its page allows":        {activity(classin.UpdateClassActivityRequest{EndTime: at}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			client, stub := stubbed(t, says(`{"code":1,"data":[],"error_info":{"errno":1}}`))
			err := test.call(t.Context(), client)
			if test.want == "" {
				assert.NotErrorIs(t, err, classcloud.InvalidArgument)
				assert.Equal(t, 1, stub.Count())
				return
			}
			var wires []string
			for _, field := range clienttest.AsError(t, err).Fields {
				wires = append(wires, field.Wire)
			}
			slices.Sort(wires)
			assert.Equal(t, test.want, strings.Join(wires, " "))
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.Zero(t, stub.Count(), "nothing is sent")
		})
	}
}

// The server resets what an update leaves out, the worse of the two readings, and nothing that the client lets pass is undone by it.
func TestWhatAnUpdateDoesNotNameIsNotUndone(t *testing.T) {
	s := newSchool(t, nil)
	ctx := t.Context()
	in := s.class("One")
	in.StudentSeats, in.Cameras, in.Record, in.RecordScene = new(1), classin.CamerasTwo, true, true
	class, err := s.Client.Classes.Create(ctx, in)
	require.NoError(t, err)
	now := func() classintest.Class { return s.Server.Classes()[0] }
	require.True(t, now().DualCamera && now().RecordScene && now().HD == 2)

	ref := classin.SetSeatsRequest{CourseID: in.CourseID, ClassID: class.ClassID, StudentSeats: new(1)}
	require.Error(t, s.Client.Classes.SetSeats(ctx, &ref))
	assert.True(t, now().DualCamera, "the camera was forgotten, so nothing was sent")
	ref.Cameras = new(classin.CamerasTwo)
	require.NoError(t, s.Client.Classes.SetSeats(ctx, &ref))
	assert.True(t, now().DualCamera && now().HD == 2)

	update := classin.UpdateClassRequest{CourseID: in.CourseID, ClassID: class.ClassID, Record: new(true), Live: new(true), Replay: new(false)}
	_, err = s.Client.Classes.Update(ctx, &update)
	require.Error(t, err)
	update.RecordScene = new(true)
	_, err = s.Client.Classes.Update(ctx, &update)
	require.NoError(t, err)
	assert.True(t, now().RecordScene && now().Live)
	_, err = s.Client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: in.CourseID, ClassID: class.ClassID, ClassName: new("Two")})
	require.NoError(t, err)
	assert.True(t, now().RecordScene && now().Live && now().DualCamera, "a new name changes nothing else of the video")
	require.NoError(t, s.Client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: in.CourseID, ClassID: class.ClassID, StudentSeats: new(3)}))
	assert.False(t, now().DualCamera, "three seats have one camera")
}
