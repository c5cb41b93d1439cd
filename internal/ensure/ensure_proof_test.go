package ensure_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/rpc"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

var lessons = flag.Int("lessons", 40, "how many lessons TestEveryLessonOnce makes at each vendor, such as 1000")

// schoolProgram is set for the program that gets killed, and holds its plan.
const schoolProgram = "CLASSCLOUD_SCHOOL_PROGRAM"

func TestMain(m *testing.M) {
	if plan := os.Getenv(schoolProgram); plan != "" {
		os.Exit(school([]byte(plan)))
	}
	goleak.VerifyTestMain(m)
}

// What the program waits for: short, because the vendor stands in the same machine.
const (
	proofLease  = 2 * time.Second
	proofSettle = time.Second
	proofTries  = 200 // of a key, by a worker
)

// timetable is what the program ensures: all lessons, by each of four workers, in an order of its own.
type timetable struct {
	Vendor, URL, Journal string
	Lessons              int
	Seed                 uint64
	Start                time.Time
}

// ensurer ensures the lesson of a key, and returns its id.
type ensurer func(ctx context.Context, journal classcloud.Journal, key string, start time.Time) (id string, err error)

// school is the program: it remembers nothing but what the journal does, and writes each key with the id that it got.
func school(text []byte) int {
	var p timetable
	if err := json.Unmarshal(text, &p); err != nil {
		return 2
	}
	ensure, err := clouds[p.Vendor].ensurer(p.URL)
	if err != nil {
		return 2
	}
	journal, err := rpc.Dial("unix", p.Journal)
	if err != nil {
		return 2
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	status := 0
	for worker := range uint64(4) {
		group.Go(func() {
			random := rand.New(rand.NewPCG(p.Seed, worker))
			for _, n := range random.Perm(p.Lessons) {
				id, err := p.insist(ensure, farJournal{journal}, n, random)
				mu.Lock()
				if err != nil {
					fmt.Printf("! %s: %v\n", key(n), err)
					status = 1
				} else {
					fmt.Println(key(n), id)
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return status
}

func key(n int) string { return fmt.Sprint("lesson-", n) }

// insist ensures a lesson until it is there, as a queue of jobs would.
func (p *timetable) insist(ensure ensurer, journal classcloud.Journal, n int, random *rand.Rand) (id string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	for range proofTries {
		id, err = ensure(ctx, journal, key(n), p.Start.Add(time.Duration(n)*time.Hour))
		e, ok := errors.AsType[*classcloud.Error](err)
		if err == nil || !ok || ctx.Err() != nil {
			return id, err
		}
		time.Sleep(max(e.RetryAfter, time.Duration(random.IntN(50))*time.Millisecond))
	}
	return id, err
}

// farJournal is a journal in another process, which outlives this one.
type farJournal struct{ client *rpc.Client }

func (j farJournal) Entry(_ context.Context, scope, key string) (e classcloud.JournalEntry, err error) {
	err = j.client.Call("Ledger.Entry", classcloud.JournalEntry{Scope: scope, Key: key}, &e)
	return e, err
}

func (j farJournal) Save(_ context.Context, e classcloud.JournalEntry) error {
	var problem string
	if err := j.client.Call("Ledger.Save", e, &problem); err != nil {
		return err
	}
	for _, known := range []error{classcloud.ErrJournalConflict, classcloud.ErrJournalTaken} {
		if problem == known.Error() {
			return known
		}
	}
	return nil
}

func (j farJournal) Alike(_ context.Context, scope, look string, ids []string) (alike []classcloud.JournalEntry, err error) {
	err = j.client.Call("Ledger.Alike", Question{scope, look, ids}, &alike)
	return alike, err
}

// Question is what Alike is asked.
type Question struct {
	Scope, Look string
	IDs         []string
}

// Ledger serves a journal to the program, and fails now and then.
type Ledger struct {
	journal classcloud.MemoryJournal
	danger  *danger

	mu    sync.Mutex
	lines map[string][]string // by key: what was saved, and when
}

// history returns what was saved under a key.
func (l *Ledger) history(key string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines[key], "\n")
}

var errAway = errors.New("the database is away")

// Entry serves Entry.
func (l *Ledger) Entry(in classcloud.JournalEntry, out *classcloud.JournalEntry) (err error) {
	if !l.danger.lets(3) {
		return errAway
	}
	*out, err = l.journal.Entry(context.Background(), in.Scope, in.Key)
	return err
}

// Save serves Save.
func (l *Ledger) Save(in classcloud.JournalEntry, problem *string) error {
	if !l.danger.lets(3) {
		return errAway
	}
	err := l.journal.Save(context.Background(), in)
	if err != nil {
		*problem = err.Error()
	}
	l.mu.Lock()
	l.lines[in.Key] = append(l.lines[in.Key], fmt.Sprintf("%s saved over %d: id %q, begun %s, expires %s, doubt %s: %v",
		when(time.Now()), in.Version, in.ID, when(in.BeginTime), when(in.ExpireTime), when(in.DoubtTime), err))
	l.mu.Unlock()
	if !l.danger.lets(3) { // it is saved, and nobody is told
		return errAway
	}
	return nil
}

func when(t time.Time) string { return t.UTC().Format("04:05.000") }

// Alike serves Alike.
func (l *Ledger) Alike(in Question, out *[]classcloud.JournalEntry) (err error) {
	if !l.danger.lets(3) {
		return errAway
	}
	*out, err = l.journal.Alike(context.Background(), in.Scope, in.Look, in.IDs)
	return err
}

// danger kills the program at places that nobody chose, and lets things fail.
type danger struct {
	mu     sync.Mutex
	random *rand.Rand
	left   int // calls until the kill; below 0 it spares everybody
	kill   func()
}

// lets reports whether something goes well that fails so often in a hundred times. It may kill the program first.
func (d *danger) lets(fail int) bool {
	d.mu.Lock()
	now := d.left == 0
	d.left--
	kill, well := d.kill, d.random.IntN(100) >= fail
	d.mu.Unlock()
	if now {
		kill()
	}
	return well
}

func (d *danger) number(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.random.IntN(n)
}

// between kills before the vendor sees a request, or before the program sees the answer.
func (d *danger) between(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.lets(0)
		next.ServeHTTP(w, r)
		d.lets(0)
	})
}

// fault is one of all that can be injected. An envelope without data says that a list is empty: of a read, that would be a lie and not a
// fault.
func (d *danger) fault(reads bool) vendortest.Fault {
	faults := []vendortest.Fault{
		{Reset: true}, {Status: 500}, {Status: 502, Body: "<html>bad gateway</html>"}, {Status: 503, Header: http.Header{"Retry-After": {"0"}}}, {Status: 429},
		{Status: 408}, {Truncate: 10, Apply: true}, {Truncate: -1, Apply: true}, {Body: "nonsense"}, {Body: "[]"}, {Status: 204},
		{Delay: 300 * time.Millisecond}, {Delay: 30 * time.Millisecond, Reset: true}, {Status: 302, Header: http.Header{"Location": {"/elsewhere"}}},
	}
	if !reads {
		faults = append(faults, vendortest.Fault{Body: `{"code":0}`})
	}
	one := faults[d.number(len(faults))]
	one.Apply = one.Apply || d.number(2) == 0 && one.Delay == 0 && one.Status != 429 // which says that it did not let the call pass
	one.Skip = d.number(12)
	return one
}

// A school makes its lessons, by four workers that have the same keys, at a vendor that breaks its answers in all ways, with a journal that fails,
// while the program is killed and started again. In the end there is one lesson for each key, and nobody was ever told of another.
func TestEveryLessonOnce(t *testing.T) {
	for vendor := range clouds {
		t.Run(vendor, func(t *testing.T) {
			t.Parallel()
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			prove(t, vendor, seed)
		})
	}
}

func prove(t *testing.T, vendor string, seed uint64) {
	d := &danger{random: rand.New(rand.NewPCG(seed, 5)), left: -1, kill: func() {}}
	srv := clouds[vendor].start(t, d.between)
	ledger := &Ledger{danger: d, lines: map[string][]string{}}
	plan := timetable{Vendor: vendor, URL: srv.url, Journal: serve(t, ledger), Lessons: *lessons, Start: time.Now().UTC().Truncate(time.Hour).Add(24 * time.Hour)}
	told := map[string]string{} // what the program was told, by key
	for run, kills := 0, 6+*lessons/50; ; run++ {
		plan.Seed = seed + uint64(run)
		for range *lessons / 4 {
			op, reads := srv.create, len(srv.reads) > 0 && d.number(6) == 0
			if reads {
				op = srv.reads[d.number(len(srv.reads))]
			}
			srv.inject(op, d.fault(reads))
		}
		if run == kills {
			d.mu.Lock()
			d.left = -1
			d.mu.Unlock()
		} else {
			d.mu.Lock()
			d.left = d.random.IntN(3 * *lessons)
			d.mu.Unlock()
		}
		finished := runSchool(t, plan, ledger, told)
		if finished && run >= kills {
			break
		}
		require.Less(t, run, kills+1, "the program did not finish")
	}
	assert.Len(t, told, *lessons, "every key has its lesson")
	owners := map[string]string{}
	things := srv.things(func(start time.Time) string { return key(int(start.Sub(plan.Start) / time.Hour)) })
	for id, key := range things {
		if told[key] != id {
			t.Errorf("%s of %s is one too many:\n%s", id, key, ledger.history(key))
		}
	}
	for key, id := range told {
		assert.Empty(t, owners[id], "%s is also the lesson of %s", id, key)
		owners[id] = key
		assert.Equal(t, key, things[id], "whose the lesson %s is", id)
	}
	assert.Equal(t, *lessons, len(things), "how many lessons there are") // not Len, which prints them all
}

// serve makes a journal that the program reaches. It returns the path of its socket.
func serve(t *testing.T, ledger *Ledger) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "journal") // t.TempDir may be too long for a socket
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := net.Listen("unix", dir+"/socket")
	require.NoError(t, err)
	server := rpc.NewServer()
	require.NoError(t, server.Register(ledger))
	var group sync.WaitGroup
	var mu sync.Mutex
	var open []net.Conn
	group.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, conn)
			mu.Unlock()
			group.Go(func() { server.ServeConn(conn) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		mu.Lock()
		for _, conn := range open {
			_ = conn.Close()
		}
		mu.Unlock()
		group.Wait()
	})
	return dir + "/socket"
}

// runSchool runs the program until it ends or is killed, and adds what it was told. It reports whether it finished.
func runSchool(t *testing.T, plan timetable, ledger *Ledger, told map[string]string) bool {
	t.Helper()
	d := ledger.danger
	text, err := json.Marshal(plan)
	require.NoError(t, err)
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), schoolProgram+"="+string(text))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	killed := false
	d.mu.Lock()
	d.kill = sync.OnceFunc(func() {
		d.mu.Lock()
		killed = true
		d.mu.Unlock()
		_ = cmd.Process.Kill()
	})
	d.mu.Unlock()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		key, id, _ := strings.Cut(lines.Text(), " ")
		switch {
		case key == "!":
			key, _, _ := strings.Cut(id, ":")
			t.Errorf("%s\n%s", id, ledger.history(key))
		case id != "" && told[key] != "":
			assert.Equal(t, told[key], id, key)
		case id != "":
			told[key] = id
		}
	}
	err = cmd.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if killed {
		return false
	}
	require.NoError(t, err)
	return true
}
