package classin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func (s *school) activity(name string) *classin.CreateClassActivityRequest {
	known := s.Defaults()
	start := s.clock.Now().Add(24 * time.Hour)
	return &classin.CreateClassActivityRequest{CourseID: known.CourseID, Name: name, TeacherUID: classin.UID(known.TeacherUID),
		StartTime: start, EndTime: start.Add(time.Hour)}
}

func TestAClassActivityIsNeverDoubled(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{
		{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Status: 429}, {Reset: true}, {},
	}
	for n := range 60 {
		s.Inject("Activities.CreateClass", faults[n%len(faults)])
		in := s.activity(fmt.Sprint("Class ", n))
		if n%2 == 0 {
			in.Identity = fmt.Sprint("order-", n)
		}
		class, err := s.Client.Activities.CreateClass(t.Context(), in)
		require.NoError(t, err, "class %d", n)
		assert.False(t, class.Existed, "class %d", n)
		assert.NotZero(t, class.ActivityID)
		assert.NotZero(t, class.ClassID)
		assert.NotEmpty(t, class.Identity)
		s.ClearFaults()
	}
	assert.Len(t, s.Server.Activities(), 60)
	again := s.activity("another name")
	again.Identity = "order-0"
	class, err := s.Client.Activities.CreateClass(t.Context(), again)
	require.NoError(t, err)
	assert.True(t, class.Existed)
	assert.Len(t, s.Server.Activities(), 60)
}

func TestAClassActivityWithoutIdentityIsNotRepeated(t *testing.T) {
	var calls atomic.Int64
	client := answering(t, func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); drop(w) }, classin.WithoutIdentity())
	start := time.Unix(1700000000, 0)
	_, err := client.Activities.CreateClass(t.Context(), &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour)})
	assert.True(t, classcloud.MaybeApplied(err))
	assert.EqualValues(t, 1, calls.Load())
	_, err = client.Activities.CreateClass(t.Context(), nil)
	assert.Error(t, err)
}

func TestWhatIsNotRepeatedInV2(t *testing.T) {
	for name, call := range map[string]func(context.Context, *classin.Client) error{
		"Units.Create": func(ctx context.Context, c *classin.Client) error {
			_, err := c.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: 1, Name: "x"})
			return err
		},
		"Activities.Create": func(ctx context.Context, c *classin.Client) error {
			_, err := c.Activities.Create(ctx, &classin.CreateActivityRequest{CourseID: 1, UnitID: 1, Type: classin.ActivityTypeQuiz, Name: "x", TeacherUID: 1})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int64
			err := call(t.Context(), answering(t, func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); drop(w) }))
			assert.True(t, classcloud.MaybeApplied(err))
			assert.EqualValues(t, 1, calls.Load())
		})
	}
}

func TestAnswersToOurOwnRepeatInV2(t *testing.T) {
	for name, test := range map[string]struct {
		code string
		call func(context.Context, *classin.Client) error
	}{
		"the activity is published": {"29184", func(ctx context.Context, c *classin.Client) error {
			return c.Activities.Release(ctx, &classin.ReleaseActivityRequest{CourseID: 1, ActivityID: 2})
		}},
		"the activity is deleted": {"29149", func(ctx context.Context, c *classin.Client) error {
			return c.Activities.Delete(ctx, &classin.DeleteActivityRequest{CourseID: 1, ActivityID: 2})
		}},
		"the unit is gone": {"40020", func(ctx context.Context, c *classin.Client) error {
			return c.Units.Delete(ctx, &classin.DeleteUnitRequest{CourseID: 1, UnitID: 2})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int64
			reply := `{"code":` + test.code + `,"msg":"","data":[]}`
			assert.NoError(t, test.call(t.Context(), answering(t, func(w http.ResponseWriter, _ *http.Request) {
				if calls.Add(1) == 1 {
					drop(w)
					return
				}
				_, _ = io.WriteString(w, reply)
			})), "the try before did it")
			assert.EqualValues(t, 2, calls.Load())
			assert.Error(t, test.call(t.Context(), answering(t, says(reply))), "without one it is the vendor's no")
		})
	}
}

func TestSubClassesAreRepeatedUnderTheirIdentities(t *testing.T) {
	var mu sync.Mutex
	made, calls := map[string]int{}, 0
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		calls++
		var in struct {
			SubClassJSON []struct {
				CourseID       int64  `json:"courseId"`
				UniqueIdentity string `json:"uniqueIdentity"`
			} `json:"subClassJson"`
		}
		_ = json.NewDecoder(r.Body).Decode(&in)
		var rows []map[string]any
		for _, sub := range in.SubClassJSON {
			code := 398
			if made[sub.UniqueIdentity] == 0 {
				made[sub.UniqueIdentity], code = len(made)+1, 1
			}
			rows = append(rows, map[string]any{"classId": made[sub.UniqueIdentity], "courseId": sub.CourseID, "code": code, "liveInfo": []any{}})
		}
		if calls%2 == 1 {
			drop(w)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"code": 1, "data": map[string]any{"mainClassId": 1, "subClassData": rows}})
	})
	in := &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 9, MainClassID: 8, SubClasses: []classin.NewSubClass{
		{CourseID: 1, ClassName: "a"}, {CourseID: 2, ClassName: "b", Identity: "own"}}}
	items, err := client.DoubleTeacherClasses.Create(t.Context(), in)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	for i, item := range items {
		assert.False(t, item.Value.Existed, "this call made it")
		assert.EqualValues(t, i+1, item.Value.CourseID)
		assert.NotZero(t, item.Value.ClassID)
		assert.NotEmpty(t, item.Value.Identity)
	}
	assert.Empty(t, in.SubClasses[0].Identity, "the caller's request stays as it is")
	mu.Lock()
	assert.Len(t, made, 2)
	calls = 1 // the next answer arrives
	mu.Unlock()
	items, err = client.DoubleTeacherClasses.Create(t.Context(), in)
	require.NoError(t, err)
	assert.False(t, items[0].Value.Existed, "a new class under a new identity")
	assert.True(t, items[1].Value.Existed)
	_, err = client.DoubleTeacherClasses.Create(t.Context(), nil)
	assert.Error(t, err)
	_, err = client.Activities.AddStudents(t.Context(), nil)
	assert.Error(t, err)
	_, err = client.Courses.AddTeachers(t.Context(), nil)
	assert.Error(t, err)
}

// sentOf is the body of the one call that is made.
func sentOf(t *testing.T, call func(context.Context, *classin.Client) error) map[string]any {
	t.Helper()
	var sent map[string]any
	_ = call(t.Context(), answering(t, func(w http.ResponseWriter, r *http.Request) {
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&sent))
		_, _ = io.WriteString(w, `{"code":100}`)
	}))
	return sent
}

func TestSensesOfV2(t *testing.T) {
	start := time.Unix(1700000000, 0)
	for _, on := range []bool{false, true} {
		wire := 0.0
		if on {
			wire = 1
		}
		sent := sentOf(t, func(ctx context.Context, c *classin.Client) error {
			_, err := c.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start,
				EndTime: start.Add(time.Hour), AutoOnStage: &on, AllowCheck: &on, Seats: new(1)})
			return err
		})
		assert.Equal(t, wire, sent["isAutoOnstage"], "0 no, 1 yes")
		assert.Equal(t, wire, sent["isAllowCheck"])
		assert.EqualValues(t, 1, sent["seatNum"], "the teacher alone")
		sent = sentOf(t, func(ctx context.Context, c *classin.Client) error {
			_, err := c.DoubleTeacherClasses.Update(ctx, &classin.UpdateDoubleTeacherClassRequest{CourseID: 1, ClassID: 1, AutoOnStage: &on})
			return err
		})
		assert.Equal(t, wire+1, sent["isAutoOnstage"], "1 no, 2 yes")
		sent = sentOf(t, func(ctx context.Context, c *classin.Client) error {
			return c.School.UpdateSettings(ctx, &classin.UpdateSchoolRequest{AllowReplay: &on})
		})
		assert.Equal(t, map[string]any{"allowViewReplay": wire}, sent)
	}
	sent := sentOf(t, func(ctx context.Context, c *classin.Client) error {
		_, err := c.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour)})
		return err
	})
	for _, unset := range []string{"unitId", "isAutoOnstage", "seatNum", "recordState", "assistantUids"} {
		assert.NotContains(t, sent, unset)
	}
}

func TestCoTeachersAreNotTakenAwayUnasked(t *testing.T) {
	client := answering(t, func(http.ResponseWriter, *http.Request) { t.Error("nothing is to be sent") })
	for _, list := range [][]classin.UID{{}, {7}} {
		err := client.Activities.UpdateClass(t.Context(), &classin.UpdateClassActivityRequest{CourseID: 1, ActivityID: 2, AssistantUIDs: list, RemoveAssistants: len(list) > 0})
		assert.Equal(t, classcloud.InvalidArgument, asError(t, err).Kind)
		_, err = client.DoubleTeacherClasses.Update(t.Context(), &classin.UpdateDoubleTeacherClassRequest{CourseID: 1, ClassID: 2, AssistantUIDs: list, RemoveAssistants: len(list) > 0})
		assert.Equal(t, classcloud.InvalidArgument, asError(t, err).Kind)
	}
	for name, err := range map[string]error{
		"Units.Delete":      client.Units.Delete(t.Context(), &classin.DeleteUnitRequest{CourseID: 1}),
		"Activities.Delete": client.Activities.Delete(t.Context(), &classin.DeleteActivityRequest{CourseID: 1}),
		"Activities.RemoveStudents": client.Activities.RemoveStudents(t.Context(),
			&classin.RemoveActivityStudentsRequest{CourseID: 1, ActivityID: 2, StudentUIDs: []classin.UID{}}),
	} {
		assert.Equal(t, classcloud.InvalidArgument, asError(t, err).Kind, name)
	}
}

// limits notes which limit each call asks for.
type limits struct {
	mu    sync.Mutex
	asked []string
}

func (l *limits) Wait(_ context.Context, account string, op classcloud.Operation, _ time.Duration) (time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked = append(l.asked, account+" "+op.Name+" "+op.Limit)
	return 0, nil
}

func TestOnlyClassActivitiesHaveALimit(t *testing.T) {
	var asked limits
	client := answering(t, says(`{"code":1,"data":{"activityId":1,"classId":2,"unitId":3}}`), classcloud.WithLimiter(&asked))
	start := time.Unix(1700000000, 0)
	_, err := client.Activities.CreateClass(t.Context(), &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour)})
	require.NoError(t, err)
	_, err = client.Units.Create(t.Context(), &classin.CreateUnitRequest{CourseID: 1, Name: "x"})
	require.NoError(t, err)
	assert.Equal(t, []string{"classin:1000082 Activities.CreateClass createClass", "classin:1000082 Units.Create "}, asked.asked)
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
	require.NoError(t, s.Client.Activities.UpdateClass(ctx, &classin.UpdateClassActivityRequest{CourseID: known.CourseID, ActivityID: class.ActivityID, Name: new("Class 2")}))
	assert.Equal(t, "Class 2", s.Server.Activities()[0].Name)
	items, err := s.Client.Activities.AddStudents(ctx, &classin.AddActivityStudentsRequest{CourseID: known.CourseID, ActivityID: class.ActivityID, StudentUIDs: []classin.UID{504026}})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	require.NoError(t, s.Client.Activities.RemoveStudents(ctx, &classin.RemoveActivityStudentsRequest{CourseID: known.CourseID, ActivityID: class.ActivityID, StudentUIDs: []classin.UID{504026}}))
	require.NoError(t, s.Client.Activities.Delete(ctx, &classin.DeleteActivityRequest{CourseID: known.CourseID, ActivityID: class.ActivityID}))
	require.NoError(t, s.Client.Units.Delete(ctx, &classin.DeleteUnitRequest{CourseID: known.CourseID, UnitID: unit.UnitID}))
}

func TestEnumsOfV2Print(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"Draft": classin.PublishStatusDraft, "Published": classin.PublishStatusPublished, "PublishStatus(1)": classin.PublishStatus(1),
		"Classroom": classin.RecordingTypeClassroom, "Scene": classin.RecordingTypeScene, "Both": classin.RecordingTypeBoth, "RecordingType(9)": classin.RecordingType(9),
		"Homework": classin.ActivityTypeHomework, "CheckIn": classin.ActivityTypeCheckIn, "ActivityType(1)": classin.ActivityType(1),
		"Student": classin.RoleStudent, "Auditor": classin.RoleAuditor, "Teacher": classin.RoleTeacher, "Assistant": classin.RoleAssistant,
		"Principal": classin.RolePrincipal, "PrincipalAssistant": classin.RolePrincipalAssistant, "Role(9)": classin.Role(9),
	} {
		assert.Equal(t, want, got.String())
	}
}
