package classin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// killedProgram is set for the child process of TestKilledInTheMiddle, and holds its plan.
const killedProgram = "CLASSIN_KILLED_PROGRAM"

func TestMain(m *testing.M) {
	if plan := os.Getenv(killedProgram); plan != "" {
		os.Exit(scheduleTerm([]byte(plan)))
	}
	goleak.VerifyTestMain(m)
}

// term is what a school schedules: 260 classes of v1 and 40 of v2.
type term struct {
	URL              string
	SID              int64
	Secret           string
	CourseID         int64
	TeacherUID       classin.UID
	Start            time.Time
	OneByOne         bool // by Create, several at a time; otherwise by CreateBatch
	Classes, Lessons int
}

func (p *term) client() (*classin.Client, error) {
	return classin.New(classin.Credentials{SID: p.SID, Secret: p.Secret}, classcloud.WithBaseURL(p.URL), classcloud.WithLimiter(classcloud.NoLimit{}))
}

func (p *term) classes() (list []classin.NewClass) {
	for i := range p.Classes {
		start := p.Start.Add(time.Duration(i) * time.Hour)
		list = append(list, classin.NewClass{ClassName: fmt.Sprint("Class ", i), StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: p.TeacherUID, Identity: fmt.Sprint("term-7-class-", i)})
	}
	return list
}

func (p *term) activities() (list []classin.CreateClassActivityRequest) {
	for i := range p.Lessons {
		start := p.Start.Add(time.Duration(i) * time.Hour)
		list = append(list, classin.CreateClassActivityRequest{CourseID: p.CourseID, Name: fmt.Sprint("Lesson ", i), StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: p.TeacherUID, Identity: fmt.Sprint("term-7-lesson-", i)})
	}
	return list
}

// scheduleTerm is the program that gets killed: it schedules the term from its beginning, and remembers nothing.
func scheduleTerm(text []byte) int {
	var p term
	if err := json.Unmarshal(text, &p); err != nil {
		return 2
	}
	client, err := p.client()
	if err != nil {
		return 2
	}
	ctx := context.Background()
	var group sync.WaitGroup
	group.Go(func() {
		for _, in := range p.activities() {
			_, _ = client.Activities.CreateClass(ctx, &in)
		}
	})
	if p.OneByOne {
		work := make(chan classin.NewClass)
		for range 4 {
			group.Go(func() {
				for c := range work {
					_, _ = client.Classes.Create(ctx, &classin.CreateClassRequest{CourseID: p.CourseID, ClassName: c.ClassName, StartTime: c.StartTime, EndTime: c.EndTime, TeacherUID: c.TeacherUID, Identity: c.Identity})
				}
			})
		}
		for _, c := range p.classes() {
			work <- c
		}
		close(work)
	} else {
		_, _ = classin.InBatches(ctx, p.classes(), 10, func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
			return client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: p.CourseID, Classes: part})
		})
	}
	group.Wait()
	return 0
}

// executioner passes requests on, and kills a process at one of them: before the vendor sees it, or before the program sees the answer.
type executioner struct {
	to      http.Handler
	mu      sync.Mutex
	left    int // requests until the kill; below 0 it spares everybody
	answers bool
	kill    func()
}

func (e *executioner) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	now := e.left == 0
	e.left--
	kill, answers := e.kill, e.answers
	e.mu.Unlock()
	if now && !answers {
		kill()
		panic(http.ErrAbortHandler)
	}
	if now {
		e.to.ServeHTTP(httptest.NewRecorder(), r)
		kill()
		panic(http.ErrAbortHandler)
	}
	e.to.ServeHTTP(w, r)
}

// A program that schedules 300 classes is killed ten times, at places that nobody chose. Reconcile then finds or makes each: there are
// exactly 300, one for each identity.
func TestKilledInTheMiddle(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 7))
	srv := classintest.NewServer()
	defer srv.Close()
	target, err := url.Parse(srv.URL)
	require.NoError(t, err)
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) } // the killed program does not read on
	gate := &executioner{to: proxy, left: -1}
	front := httptest.NewServer(gate)
	defer front.Close()
	known := srv.Defaults()
	plan := term{URL: front.URL, SID: srv.Credentials().SID, Secret: srv.Credentials().Secret, CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID),
		Start: time.Now().Add(24 * time.Hour).Truncate(time.Second), Classes: 260, Lessons: 40}
	for n := range 10 {
		plan.OneByOne = n%2 == 0
		requests := 26 + plan.Lessons
		if plan.OneByOne {
			requests = plan.Classes + plan.Lessons
		}
		text, err := json.Marshal(plan)
		require.NoError(t, err)
		program := exec.CommandContext(t.Context(), os.Args[0])
		program.Env = append(os.Environ(), killedProgram+"="+string(text))
		started := make(chan *os.Process, 1)
		gate.mu.Lock()
		gate.left, gate.answers, gate.kill = random.IntN(requests), random.IntN(2) == 0, func() { _ = (<-started).Kill() }
		gate.mu.Unlock()
		require.NoError(t, program.Start())
		started <- program.Process
		var died *exec.ExitError
		require.ErrorAs(t, program.Wait(), &died, "run %d was killed", n)
		require.False(t, died.Exited(), "run %d ended by itself: %d", n, died.ExitCode())
	}
	before := len(srv.Classes())
	t.Logf("%d of 300 exist after ten deaths", before)

	client, err := plan.client()
	require.NoError(t, err)
	existed := 0
	for round := range 2 {
		items, err := client.Classes.Reconcile(t.Context(), &classin.ReconcileClassesRequest{CourseID: plan.CourseID, Classes: plan.classes()})
		require.NoError(t, err)
		require.NoError(t, classcloud.ItemErrors(items))
		lessons, err := client.Activities.ReconcileClasses(t.Context(), &classin.ReconcileClassActivitiesRequest{Classes: plan.activities()})
		require.NoError(t, err)
		require.NoError(t, classcloud.ItemErrors(lessons))
		told := map[string]int64{}
		existed = 0
		for _, item := range items {
			told[item.Value.Identity] = item.Value.ClassID
			if item.Value.Existed {
				existed++
			}
		}
		for _, item := range lessons {
			told[item.Value.Identity] = item.Value.ClassID
			if item.Value.Existed {
				existed++
			}
		}
		have := map[string]int64{}
		for _, class := range srv.Classes() {
			have[class.Identity] = class.ClassID
		}
		require.Len(t, srv.Classes(), 300, "round %d", round)
		require.Len(t, have, 300)
		assert.Equal(t, have, told)
		if round == 0 {
			assert.GreaterOrEqual(t, existed, before, "a request may have been on its way when the last one died")
		}
	}
	assert.Equal(t, 300, existed)
}
