package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
)

const lessonsPerVendor = 3

// planOfAll has lessons at every vendor.
func planOfAll() string {
	plan := strings.Join(planColumns, ",") + "\n"
	for i := range lessonsPerVendor {
		at := ten().Add(time.Duration(i) * 7 * time.Minute).Format("2006-01-02 15:04")
		for _, v := range vendorNames {
			id := func(n int) string { return fmt.Sprint(3000 + n) }
			plan += fmt.Sprintf("%s-%d,%s,%s lesson %d,%s,60,%s Julia,%s An;%s Bo;%s Chen;%s Fang;%s Gao\n", v.name, i, v.name, v.name, i, at, id(1), id(2), id(3), id(4), id(5), id(6))
		}
	}
	return plan
}

// show is a run of the service as a program of its own, which is killed at some requests to vendors.
type show struct {
	t       *testing.T
	theatre *theatre
	clock   *handClock
	address string
	command func() *exec.Cmd
	random  *rand.Rand

	mu       sync.Mutex
	child    *exec.Cmd
	requests int          // to vendors, so far
	kills    map[int]bool // at which requests the program is killed: before the vendor sees it (false) or after (true)
	killed   int
	over     bool
}

// newShow starts the servers and the program.
func newShow(t *testing.T, seed uint64) *show {
	t.Helper()
	s := &show{t: t, clock: newHandClock(ten().Add(-24 * time.Hour)), kills: map[int]bool{}, random: rand.New(rand.NewPCG(seed, 1))}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.address = listener.Addr().String()
	require.NoError(t, listener.Close())

	plan := planOfAll()
	lessons, err := readPlan(strings.NewReader(plan), func(*lesson) []string { return nil })
	require.NoError(t, err)
	s.theatre = openTheatre(lessons, "http://"+s.address, s.around, func(time.Duration) { s.waitUntilUp() })
	t.Cleanup(s.theatre.close)
	s.theatre.setClock(s.clock.Now)
	clock := httptest.NewServer(s.clock)
	t.Cleanup(clock.Close)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "plan.csv"), []byte(plan), 0o600))
	program, err := os.Executable()
	require.NoError(t, err)
	log, err := os.Create(filepath.Join(t.ArtifactDir(), "service.log"))
	require.NoError(t, err)
	t.Cleanup(func() { s.tellsNoSecret(log) })
	s.command = func() *exec.Cmd {
		command := exec.Command(program)
		command.Env = append(os.Environ(), "SCHOOL_CLOCK="+clock.URL, "SCHOOL_LISTEN="+s.address, "SCHOOL_PLAN="+filepath.Join(dir, "plan.csv"), "SCHOOL_DB="+filepath.Join(dir, "school.db"))
		for name, value := range s.theatre.vars {
			command.Env = append(command.Env, name+"="+value)
		}
		command.Stderr = log
		return command
	}
	s.keep()
	return s
}

// tellsNoSecret reads what the program has logged in all its lives.
func (s *show) tellsNoSecret(log *os.File) {
	assert.NoError(s.t, log.Close())
	text, err := os.ReadFile(log.Name())
	assert.NoError(s.t, err)
	assert.NotContains(s.t, string(text), "panic: ")
	assert.NotContains(s.t, string(text), "DATA RACE")
	for name, value := range s.theatre.vars {
		if strings.HasSuffix(name, "_KEY") || strings.HasSuffix(name, "_SECRET") || strings.HasSuffix(name, "_PASSWORD") || strings.HasSuffix(name, "_CERTIFICATE") {
			assert.NotContains(s.t, string(text), value, name)
		}
	}
}

// keep starts the program, and again whenever it ends, until the test is over.
func (s *show) keep() {
	require.True(s.t, s.start())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for goesOn := true; goesOn; goesOn = s.start() {
			_ = s.child.Wait() // killed
		}
	}()
	s.t.Cleanup(func() {
		s.mu.Lock()
		s.over = true
		_ = s.child.Process.Kill()
		s.mu.Unlock()
		<-done
	})
}

func (s *show) start() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return false
	}
	s.child = s.command()
	if err := s.child.Start(); err != nil {
		s.t.Error(err)
		return false
	}
	return true
}

// killSoon kills the program at some of the next requests to vendors.
func (s *show) killSoon(times, within int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range times {
		s.kills[s.requests+1+s.random.IntN(within)] = s.random.IntN(2) == 0
	}
}

func (s *show) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child.Process.Kill() == nil {
		s.killed++
	}
}

// pending returns how many kills are planned and have not come.
func (s *show) pending() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for at := range s.kills {
		if at > s.requests {
			n++
		}
	}
	return n
}

// around kills the program when its time has come. The theatre's own calls count, too: they come from this process, and kill it in other moments.
func (s *show) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.requests++
		after, now := s.kills[s.requests]
		s.mu.Unlock()
		if now && !after {
			s.kill()
		}
		next.ServeHTTP(w, r)
		if now && after {
			s.kill()
		}
	})
}

// get reads a page of the service.
func (s *show) get(path string) ([]byte, bool) {
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, "http://"+s.address+path, nil)
	if err != nil {
		return nil, false
	}
	response, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil {
		return nil, false
	}
	defer func() { _ = response.Body.Close() }()
	var body bytes.Buffer
	_, err = body.ReadFrom(response.Body)
	return body.Bytes(), err == nil && response.StatusCode == http.StatusOK
}

func (s *show) waitUntilUp() {
	eventually(s.t, "the service answers", func() bool { _, up := s.get("/style.css"); return up })
}

// sheet reads the attendance of a lesson.
func (s *show) sheet(key string) (sheet sheetJSON, is bool) {
	text, is := s.get("/lessons/" + key + "/attendance.json")
	return sheet, is && json.Unmarshal(text, &sheet) == nil
}

// until moves the clock on until a condition holds. While the service starts, time stands: it would be over before it looked.
func (s *show) until(what string, step time.Duration, holds func() bool) {
	eventually(s.t, what, func() bool {
		if _, up := s.get("/style.css"); up {
			s.clock.set(s.clock.Now().Add(step))
		}
		return holds()
	})
}

// ensured waits until every lesson is made, and says so at the service.
func (s *show) ensured() {
	s.until("all lessons are made", time.Second, func() bool {
		return s.pending() == 0 && !slices.ContainsFunc(s.theatre.lessons, func(l lesson) bool {
			sheet, is := s.sheet(l.Key)
			return !is || !sheet.Made
		})
	})
	for i := range s.theatre.lessons {
		l := &s.theatre.lessons[i]
		assert.Len(s.t, s.theatre.rooms(l), 1, "the lessons of %s at the vendor", l.Key)
	}
}

// play plays the hour of every lesson, killing the program every now and then, and returns what the service says of it in the end.
func (s *show) play(kills bool) map[string]sheetJSON {
	t := s.theatre
	require.True(s.t, t.made())
	eventually(s.t, "the callbacks are registered", t.register)
	s.clock.set(ten().Add(-10 * time.Minute))
	for n, a := range inOrder(t.lessons) {
		for s.clock.Now().Add(30 * time.Second).Before(a.at) {
			s.step(s.clock.Now().Add(30 * time.Second))
		}
		s.clock.set(a.at)
		if kills && n%12 == 5 {
			s.killSoon(1, 10)
		}
		if kills && n%12 == 11 {
			s.kill()
		}
		require.NoError(s.t, t.act(context.WithoutCancel(s.t.Context()), s.clock, a))
	}
	sheets := map[string]sheetJSON{}
	s.until("the attendance is complete", 30*time.Second, func() bool {
		t.deliver()
		for i := range t.lessons {
			l := &t.lessons[i]
			sheet, is := s.sheet(l.Key)
			if !is || !isTruth(l, &sheet) {
				return false
			}
			sheets[l.Key] = sheet
		}
		return true
	})
	return sheets
}

// step lets half a minute pass, and some real time for the service to look around.
func (s *show) step(now time.Time) {
	s.clock.set(now)
	s.theatre.deliver()
	time.Sleep(2 * time.Millisecond)
}

// truth is what the script makes of a lesson: stays and absence of who is expected.
func truth(l *lesson) *classroom.Report {
	var events []classroom.Event
	for _, a := range script(l) {
		e := classroom.Event{At: a.at, User: classroom.User{ID: a.who.ID, Device: fmt.Sprint(a.device)}}
		switch a.does {
		case enters:
			e.Kind = classroom.KindJoined
		case leaves, drops:
			e.Kind = classroom.KindLeft
		case isKicked:
			e.Kind = classroom.KindKicked
		case startsIt, endsIt:
			continue
		}
		events = append(events, e)
	}
	return classroom.Attendance(classroom.Lesson{StartTime: l.Start, EndTime: l.end()}, l.roster(), events)
}

// isTruth reports whether the service tells of a lesson what its vendor can know of it (see README.md).
func isTruth(l *lesson, told *sheetJSON) bool {
	if told.HeldEnd == nil || !told.HeldEnd.Equal(l.end()) {
		return false
	}
	if l.Vendor == "weclassroom" {
		return !told.Known && told.HeldStart != nil
	}
	for i, row := range truth(l).Rows {
		if i >= len(l.Students)+1 || i >= len(told.Rows) {
			break
		}
		got := told.Rows[i]
		if got.ID != row.Person.ID || got.Absent != row.Absent || got.LateBy != row.LateBy.Seconds() {
			return false
		}
		if l.Vendor != "aui" && (got.Doubts["no left"] > 0 || !slices.EqualFunc(got.Stays, row.Stays, func(a spanJSON, b classroom.Span) bool {
			return a.StartTime.Equal(b.StartTime) && a.EndTime.Equal(b.EndTime)
		})) {
			return false
		}
		if l.Vendor == "aui" && row.Person.Name == "Chen" && (got.EarlyBy == 0 || got.EarlyBy > row.EarlyBy.Seconds()) { // found out later
			return false
		}
	}
	return len(told.Rows) > len(l.Students)
}

func TestTheServiceIsKilledWithoutLoss(t *testing.T) {
	calm := newShow(t, 1)
	calm.ensured()
	want := calm.play(false)
	assert.Zero(t, calm.killed)

	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s := newShow(t, seed)
			s.killSoon(12, 60)
			s.ensured()
			planned := s.killed
			got := s.play(true)
			t.Logf("killed %d times while lessons were made, %d times while they were held", planned, s.killed-planned)
			assert.Greater(t, planned, 3)
			assert.Greater(t, s.killed-planned, 10)
			for key, sheet := range want {
				if sheet.Vendor == "aui" { // when somebody left is when a Watch looked
					continue
				}
				assert.Equal(t, sheet, got[key], key)
			}
			for i := range s.theatre.lessons {
				assert.Len(t, s.theatre.rooms(&s.theatre.lessons[i]), 1, "of %s at the vendor, in the end", s.theatre.lessons[i].Key)
			}
		})
	}
}
