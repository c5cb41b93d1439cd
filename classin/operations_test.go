package classin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// A link into a class is a credential: no error keeps a reply that may hold one.
func TestRepliesThatHoldCredentials(t *testing.T) {
	for _, op := range classin.Operations() {
		assert.Equal(t, op.Name == "Classes.GetJoinURL", op.Sensitive, op.Name)
	}
	for _, reply := range []string{`{"data":"classin://www.eeo.cn/enterclass?ticket=s3cret`, `{"data":["classin://s3cret"],"error_info":{"errno":1}}`,
		`{"data":"classin://s3cret","error_info":{"errno":150,"error":"no"}}`} {
		url, err := answering(t, says(reply)).Classes.GetJoinURL(t.Context(), &classin.GetJoinURLRequest{UID: 1, CourseID: 1, ClassID: 1})
		e := clienttest.AsError(t, err)
		assert.Empty(t, url)
		assert.Empty(t, e.Body)
		text, _ := json.Marshal(e)
		assert.NotContains(t, fmt.Sprint(e, e.Rows, e.Fields, e.Err)+string(text), "s3cret", reply)
	}
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
			client, stub := stubbed(t, drops())
			assert.True(t, classcloud.MaybeApplied(call(t.Context(), client)))
			assert.Equal(t, 1, stub.Count())
		})
	}
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

// limits notes which limit each call asks for.
type limits struct {
	mu    sync.Mutex
	asked []string
}

// What a repeat does, by the contract. Whatever stands in no list may be repeated: it sets, removes or renames something that it names.
// A create without an identity stands once, because a second one may make a second thing or answers what the first did not say.
func TestEffectsAreThoseOfTheContract(t *testing.T) {
	once := []string{"Users.Register", "Users.RegisterBatch", "Students.Add", "Teachers.Add", "Groups.Create", "Labels.Create", "Folders.Create",
		"Documents.Upload", "Units.Create", "Activities.Create", "Users.ChangePassword"}
	keyed := []string{"Courses.Create", "Classes.Create", "Classes.CreateBatch", "Activities.CreateClass", "DoubleTeacherClasses.Create"} // once, but for their identity
	reads := []string{"Classes.GetJoinURL", "Broadcasts.GetURL", "Folders.List", "Folders.ListContents", "Folders.GetRoot",
		"Courses.List", "Courses.Get", "Courses.ListStudents", "Students.List", "Teachers.List", "Classes.List", "Classes.Get", "Classes.ListAttendance",
		"Classes.ListPresence", "Recordings.Get"}
	for _, op := range classin.Operations() {
		want := classcloud.EffectIdempotent
		switch {
		case slices.Contains(once, op.Name), slices.Contains(keyed, op.Name):
			want = classcloud.EffectOnce
		case slices.Contains(reads, op.Name):
			want = classcloud.EffectRead
		}
		assert.Equal(t, want, op.Effect, op.Name)
		assert.Equal(t, slices.Contains(keyed, op.Name), op.Keyed, op.Name)
	}
}
