package weclassroom_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// paged is a server of a number of rows that counts them and its pages as it likes.
type paged struct {
	rows   int
	pages  func(right int) int         // how many pages it says there are
	count  func(rows, page int) string // how many rows it says there are, of all it has and of the page; nil means the right number
	cap    int                         // the most rows it gives at once; 0 means as many as asked for
	always bool                        // it answers every page with the first

	stub  *clienttest.Stub
	asked []int64 // under the stub's lock
}

// start starts the server and returns a client of it.
func (p *paged) start(t *testing.T) *weclassroom.Client {
	t.Helper()
	client, stub := stubbed(t, p.reply)
	p.stub = stub
	return client
}

// takeAsked returns the pages that were asked for since the last time.
func (p *paged) takeAsked() (asked []int64) {
	p.stub.Do(func() { asked, p.asked = p.asked, nil })
	return asked
}

func (p *paged) reply(path string, params weclassroomtest.Array) string {
	size := 40
	if path == "/courseware/list" {
		asked, _ := params.Get("pageSize")
		size = int(asked.(int64))
	}
	if p.cap > 0 {
		size = min(size, p.cap)
	}
	page := int64(1)
	if asked, ok := params.Get("page"); ok {
		page = asked.(int64)
	}
	p.asked = append(p.asked, page)
	if p.always {
		page = 1
	}
	var list []string
	for i := (int(page) - 1) * size; i < min(int(page)*size, p.rows); i++ {
		list = append(list, fmt.Sprintf(`{"id":%d,"user_id":%d,"listen_time":0,"inout_times":0,"u_late":0,"u_leave":0}`, i+1, i+1))
	}
	rows := strings.Join(list, ",")
	right, count := (p.rows+size-1)/size, fmt.Sprintf(`"count":"%d"`, p.rows)
	if p.count != nil {
		count = p.count(p.rows, len(list))
	}
	return fmt.Sprintf(`{"status":1,"data":{%s,"page":"%d","sumpage":%d,"list":[%s],"data":[%s]}}`, count, page, p.pages(right), rows, rows)
}

// right counts the pages as they are.
func right(pages int) int { return pages }

// walks returns walks over the two lists that have pages, as the ids of their rows.
func walks(t *testing.T, client *weclassroom.Client, page int) map[string]iter.Seq2[int64, error] {
	ctx := t.Context()
	return map[string]iter.Seq2[int64, error]{
		"Documents.All": mapped(client.Documents.All(ctx, &weclassroom.ListDocumentsRequest{Page: page, PageSize: 40}), func(d weclassroom.Document) int64 { return d.DocumentID }),
		"Reports.AllAttendance": mapped(client.Reports.AllAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: 1, Page: page}),
			func(a weclassroom.Attendance) int64 { return a.UserID }),
	}
}

func mapped[A, B any](in iter.Seq2[A, error], f func(A) B) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for a, err := range in {
			if !yield(f(a), err) {
				return
			}
		}
	}
}

func collect(seq iter.Seq2[int64, error]) (ids []int64, err error) {
	for id, e := range seq {
		if e != nil {
			return ids, e
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func TestAWalkReadsAllWhateverTheServerCounts(t *testing.T) {
	rightCount := func(rows, _ int) string { return fmt.Sprintf(`"count":%d`, rows) }
	rowCounts := map[string]func(rows, page int) string{
		"right":       rightCount,
		"absent":      func(int, int) string { return `"trace":"q"` },
		"nought":      func(int, int) string { return `"count":0` },
		"of the page": func(_, page int) string { return fmt.Sprintf(`"count":%d`, page) },
		"odd":         func(int, int) string { return `"count":{"all":1}` },
	}
	counts := map[string]func(int) int{
		"right":    right,
		"nothing":  func(int) int { return 0 },
		"too few":  func(right int) int { return right - 1 },
		"too many": func(right int) int { return right + 5 },
		"wildly":   func(int) int { return 1 << 30 },
		"negative": func(int) int { return -1 },
	}
	test := func(rows int, how string, pages func(int) int, rowCount func(rows, page int) string) {
		server := &paged{rows: rows, pages: pages, count: rowCount}
		client := server.start(t)
		for name := range walks(t, client, 0) {
			t.Run(fmt.Sprint(name, " of ", rows, how), func(t *testing.T) {
				got, err := collect(walks(t, client, 0)[name])
				require.NoError(t, err)
				assert.Len(t, got, rows)
				assert.LessOrEqual(t, len(server.takeAsked()), rows/40+2, "it ends")
			})
		}
	}
	for _, rows := range []int{0, 1, 39, 40, 41, 80, 100} {
		for how, pages := range counts {
			test(rows, " with pages counted "+how, pages, rightCount)
		}
		for how, rowCount := range rowCounts {
			test(rows, " with a count that is "+how, right, rowCount)
			if how != "of the page" { // which without a number of pages reads as the number of all rows
				test(rows, " with a count that is "+how+" and pages that are not counted", counts["nothing"], rowCount)
			}
		}
	}
}

func TestAWalkEndsWhenAllCame(t *testing.T) {
	server := &paged{rows: 41, pages: right}
	client := server.start(t)
	for name, walk := range walks(t, client, 0) {
		_, err := collect(walk)
		require.NoError(t, err)
		assert.Equal(t, []int64{1, 2}, server.takeAsked(), name)
	}
}

func TestAWalkGoesOnWhereTheServerCutsPages(t *testing.T) {
	for how, pages := range map[string]func(int) int{"right": right, "nothing": func(int) int { return 0 }} {
		server := &paged{rows: 25, cap: 10, pages: pages}
		client := server.start(t)
		for name, walk := range walks(t, client, 0) {
			got, err := collect(walk)
			require.NoError(t, err)
			assert.Len(t, got, 25, "%s, pages counted %s", name, how)
		}
	}
}

func TestAWalkThatGetsFewerThanCountedSaysSo(t *testing.T) {
	server := &paged{rows: 30, pages: right, count: func(rows, _ int) string { return fmt.Sprintf(`"count":%d`, rows+12) }}
	client := server.start(t)
	for name, walk := range walks(t, client, 0) {
		got, err := collect(walk)
		require.ErrorIs(t, err, transport.ErrIncomplete, name)
		assert.ErrorContains(t, err, "12 are missing")
		assert.Len(t, got, 30)
	}
}

func TestAWalkBeginsAtItsPage(t *testing.T) {
	server := &paged{rows: 100, pages: right}
	client := server.start(t)
	for name, walk := range walks(t, client, 2) {
		got, err := collect(walk)
		require.NoError(t, err)
		assert.Len(t, got, 60, name)
		assert.Equal(t, int64(41), got[0], name)
	}
}

func TestNothingIsAskedForAfterABreak(t *testing.T) {
	server := &paged{rows: 100, pages: right}
	client := server.start(t)
	for name, walk := range walks(t, client, 0) {
		n := 0
		for _, err := range walk {
			require.NoError(t, err)
			if n++; n == 40 { // the last of the first page
				break
			}
		}
		assert.Len(t, server.takeAsked(), 1, name)
	}
}

func TestAServerThatRepeatsItselfEndsAWalkWithAnError(t *testing.T) {
	server := &paged{rows: 100, always: true, pages: right}
	client := server.start(t)
	for name, walk := range walks(t, client, 0) {
		got, err := collect(walk)
		require.ErrorIs(t, err, transport.ErrIncomplete, name)
		assert.Equal(t, "weclassroom", clienttest.AsError(t, err).Vendor)
		assert.NotEmpty(t, clienttest.AsError(t, err).Operation)
		assert.Len(t, got, 40, name)
		assert.LessOrEqual(t, len(server.takeAsked()), 4, name) // it is gone through twice
	}
}

func TestAnErrorEndsAWalk(t *testing.T) {
	client, stub := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":0,"error_code":40003,"msg":"参数数值异常"}`
	})
	for name, walk := range walks(t, client, 0) {
		before, seen := stub.Count(), 0
		for _, err := range walk {
			require.ErrorIs(t, err, weclassroom.CodeParameterValue, name)
			seen++
		}
		assert.Equal(t, 1, seen)
		assert.Equal(t, 1, stub.Count()-before)
	}
	for _, err := range client.Reports.AllAttendance(t.Context(), nil) {
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
}

// echoing answers each id with a row that holds it.
type echoing struct {
	client *weclassroom.Client
	stub   *clienttest.Stub
	calls  []int // how many ids each call had; under the stub's lock
	failAt int   // the call that is refused, counted from 1; under the stub's lock
}

func echo(t *testing.T) *echoing {
	t.Helper()
	e := &echoing{}
	e.client, e.stub = stubbed(t, func(_ string, params weclassroomtest.Array) string {
		ids := params[0].Value.(weclassroomtest.Array)
		var rows []any
		for _, entry := range ids {
			rows = append(rows, map[string]any{"zby_lid": entry.Value, "lesson_id": entry.Value, "uid": entry.Value, "mobile": entry.Value, "user_id": entry.Value,
				"status": 0, "award_num": 1})
		}
		e.calls = append(e.calls, len(rows))
		if e.failAt == len(e.calls) {
			return `{"status":0,"error_code":40003,"msg":"参数数值异常"}`
		}
		text, err := json.Marshal(map[string]any{"status": 1, "data": rows})
		if err != nil {
			panic(err)
		}
		return string(text)
	})
	return e
}

// takeCalls returns how many ids each call had since the last time, and has the server refuse a coming one; 0 refuses none.
func (e *echoing) takeCalls(failAt int) (calls []int) {
	e.stub.Do(func() { calls, e.calls, e.failAt = e.calls, nil, failAt })
	return calls
}

// manyIDs returns n ids, in another order than the server's.
func manyIDs(n int) []int64 {
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = int64(n - i)
	}
	return ids
}

// batchedReads returns the reads that take a list of ids, each as the ids of the rows it read.
func batchedReads(t *testing.T, client *weclassroom.Client) map[string]func([]int64) ([]int64, error) {
	ctx := t.Context()
	return map[string]func([]int64) ([]int64, error){
		"lessonId": func(ids []int64) ([]int64, error) {
			rows, err := client.Lessons.ListByIDs(ctx, ids)
			return each(rows, func(r weclassroom.Lesson) int64 { return r.LessonID }), err
		},
		"lesson_id": func(ids []int64) ([]int64, error) {
			rows, err := client.Lessons.ListStatusByIDs(ctx, ids)
			return each(rows, func(r weclassroom.LessonVideo) int64 { return r.LessonID }), err
		},
		"lessonIds": func(ids []int64) ([]int64, error) {
			rows, err := client.Reports.ListStars(ctx, ids)
			return each(rows, func(r weclassroom.StarCount) int64 { return r.LessonID }), err
		},
		"mobile": func(ids []int64) ([]int64, error) {
			rows, err := client.Users.ListByPhones(ctx, each(ids, func(id int64) string { return fmt.Sprint(id) }))
			return each(rows, func(r weclassroom.User) int64 { return r.UserID }), err
		},
	}
}

func TestLongListsAreAskedForInPartsAndJoinedInOrder(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		for _, n := range []int{1, 100, 101, 250} {
			t.Run(fmt.Sprint(name, " ", n), func(t *testing.T) {
				got, err := list(manyIDs(n))
				require.NoError(t, err)
				assert.Equal(t, manyIDs(n), got)
				calls := srv.takeCalls(0)
				assert.Len(t, calls, (n+99)/100)
				for _, ids := range calls {
					assert.LessOrEqual(t, ids, 100)
				}
			})
		}
	}
}

func TestWhatWasReadBeforeAnErrorIsKept(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		t.Run(name, func(t *testing.T) {
			srv.takeCalls(3)
			got, err := list(manyIDs(250))
			require.ErrorIs(t, err, weclassroom.CodeParameterValue)
			assert.Equal(t, manyIDs(250)[:200], got)
		})
	}
}

func TestAListOfIDsIsLookedAtWholeBeforeItsFirstPartIsRead(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		if name == "mobile" {
			continue // phone numbers are texts, of which any is sent
		}
		t.Run(name, func(t *testing.T) {
			ids := manyIDs(250)
			ids[70], ids[170], ids[249] = 0, -1, 0
			_, err := list(ids)
			e := clienttest.AsError(t, err)
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			require.Len(t, e.Fields, 3)
			for i, at := range []string{"LessonIDs[70]", "LessonIDs[170]", "LessonIDs[249]"} {
				assert.Equal(t, at, e.Fields[i].Field)
			}
		})
	}
	assert.Zero(t, srv.stub.Count())
}

func TestNoIDsAreRefused(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		t.Run(name, func(t *testing.T) {
			for _, ids := range [][]int64{nil, {}} {
				_, err := list(ids)
				require.ErrorIs(t, err, classcloud.InvalidArgument)
			}
		})
	}
	assert.Zero(t, srv.stub.Count())
}

func TestMoreLessonsThanACallTakes(t *testing.T) {
	i := newInstitution(t)
	var ids []int64
	for n := range 250 {
		start := beginning.Add(time.Duration(n) * time.Hour)
		ids = append(ids, i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour)}).LessonID)
	}
	lessons, err := i.client.Lessons.ListByIDs(t.Context(), ids)
	require.NoError(t, err)
	assert.Len(t, lessons, 250)
	assert.Len(t, i.Requests(), 3)

	i.Inject("Lessons.ListByIDs", weclassroomtest.Fault{Status: 400, Skip: 1})
	lessons, err = i.client.Lessons.ListByIDs(t.Context(), ids)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Len(t, lessons, 100, "what was read before")

	_, err = i.client.Lessons.ListByIDs(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
}
