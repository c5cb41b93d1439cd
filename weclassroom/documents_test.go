package weclassroom_test

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func slides() *weclassroom.UploadFromURLRequest {
	return &weclassroom.UploadFromURLRequest{Name: "讲义.ppt", Size: 30234, URL: "https://example.com/a.ppt", Type: weclassroom.DocumentTypePPT}
}

func link() *weclassroom.UploadFromURLRequest {
	return &weclassroom.UploadFromURLRequest{Name: "链接", URL: "https://example.com", Type: weclassroom.DocumentTypeURL}
}

func TestOneConversionIn30Seconds(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), t.Context()
	_, err := client.Documents.UploadFromURL(ctx, slides())
	require.NoError(t, err)
	shared, err := client.With()
	require.NoError(t, err)

	_, err = shared.Documents.UploadFromURL(ctx, slides())
	e, ok := err.(*classcloud.Error)
	require.True(t, ok)
	assert.ErrorIs(t, err, classcloud.ResourceExhausted)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Greater(t, e.RetryAfter, 2*time.Second)
	assert.LessOrEqual(t, e.RetryAfter, 30*time.Second)

	for range 3 { // a link is not converted
		_, err = client.Documents.UploadFromURL(ctx, link())
		require.NoError(t, err)
	}
	_, err = client.Documents.List(ctx, nil)
	require.NoError(t, err, "and other calls have no limit")
	assert.Len(t, srv.Requests(), 5)
}

// watching is a limiter that lets all through and keeps what it saw.
type watching struct {
	mu  sync.Mutex
	ops []classcloud.Operation
}

func (w *watching) Wait(_ context.Context, _ string, op classcloud.Operation, _ time.Duration) (time.Duration, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ops = append(w.ops, op)
	return 0, nil
}

func TestALimiterSeesTheCoursewareLimit(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	limiter := &watching{}
	client := srv.Client(classcloud.WithLimiter(limiter))
	for _, in := range []*weclassroom.UploadFromURLRequest{slides(), link(), {Name: "x", URL: "https://example.com", Type: 9}} {
		_, _ = client.Documents.UploadFromURL(t.Context(), in)
	}
	require.Len(t, limiter.ops, 3)
	assert.Equal(t, "courseware", limiter.ops[0].Limit)
	assert.Equal(t, classcloud.EffectOnce, limiter.ops[0].Effect)
	assert.Equal(t, "", limiter.ops[1].Limit)
	assert.Equal(t, classcloud.EffectIdempotent, limiter.ops[1].Effect)
	assert.Equal(t, "courseware", limiter.ops[2].Limit, "a type nobody knows yet is converted too")
	for _, op := range weclassroom.Operations() {
		if op.Name == "Documents.UploadFromURL" {
			assert.Equal(t, "courseware", op.Limit, "the row stays as it is")
			assert.Equal(t, classcloud.EffectOnce, op.Effect)
		}
	}
}

func TestALinkIsRepeatedAndAConversionIsNot(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(noSleep{}), classcloud.WithLimiter(classcloud.NoLimit{}))
	srv.Inject("Documents.UploadFromURL", weclassroomtest.Fault{Status: 503})
	_, err := client.Documents.UploadFromURL(t.Context(), link())
	require.NoError(t, err)
	assert.Len(t, srv.Requests(), 2)

	srv.ClearRequests()
	srv.Inject("Documents.UploadFromURL", weclassroomtest.Fault{Status: 503})
	_, err = client.Documents.UploadFromURL(t.Context(), slides())
	require.ErrorIs(t, err, classcloud.Unavailable)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, srv.Requests(), 1)
}

func TestTheEndingOfAFile(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		typ  weclassroom.DocumentType
		ok   bool
	}{
		"as it says":                         {"a.PPTX", weclassroom.DocumentTypePPT, true},
		"another format":                     {"a.docx", weclassroom.DocumentTypePDF, false},
		"a link may be called anything":      {"a.pdf", weclassroom.DocumentTypeURL, true},
		"an ending nobody knows":             {"a.wps", weclassroom.DocumentTypeWord, true},
		"no ending":                          {"a", weclassroom.DocumentTypeWord, true},
		"a type nobody knows":                {"a.pdf", 9, true},
		"a dot in the name is not an ending": {"第1.2节.pdf", weclassroom.DocumentTypePDF, true},
	} {
		t.Run(name, func(t *testing.T) {
			in := weclassroom.UploadFromURLRequest{Name: c.file, Type: c.typ}
			assert.Equal(t, c.ok, len(in.Validate()) == 0, "%v", in.Validate())
		})
	}
}

// paged is a server of n rows that counts as it likes.
type paged struct {
	rows   int
	pages  func(real int) int // what it says there are
	cap    int                // it gives no more than so many at once; 0 as many as asked
	always bool               // it answers every page with the first
	asked  []int64
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
	list := ""
	for i := (int(page) - 1) * size; i < min(int(page)*size, p.rows); i++ {
		list += fmt.Sprintf(`,{"id":%d,"user_id":%d}`, i+1, i+1)
	}
	if list != "" {
		list = list[1:]
	}
	real := (p.rows + size - 1) / size
	return fmt.Sprintf(`{"status":1,"data":{"count":"1","page":"%d","sumpage":%d,"list":[%s],"data":[%s]}}`, page, p.pages(real), list, list)
}

// walks are the two lists with pages, as the ids of their rows.
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
	counts := map[string]func(int) int{
		"right":    func(real int) int { return real },
		"nothing":  func(int) int { return 0 },
		"too few":  func(real int) int { return real - 1 },
		"too many": func(real int) int { return real + 5 },
		"wildly":   func(int) int { return 1 << 40 },
		"negative": func(int) int { return -1 },
	}
	for count, pages := range counts {
		for _, rows := range []int{0, 1, 39, 40, 41, 80, 100} {
			server := &paged{rows: rows, pages: pages}
			client := answering(t, server.reply)
			for name := range walks(t, client, 0) {
				t.Run(fmt.Sprint(name, " of ", rows, " counted ", count), func(t *testing.T) {
					server.asked = nil
					got, err := collect(walks(t, client, 0)[name])
					require.NoError(t, err)
					assert.Len(t, got, rows)
					assert.LessOrEqual(t, len(server.asked), rows/40+2, "it ends")
				})
			}
		}
	}
}

func TestAWalkEndsOnAShortPage(t *testing.T) {
	server := &paged{rows: 41, pages: func(real int) int { return real }}
	client := answering(t, server.reply)
	for name, walk := range walks(t, client, 0) {
		server.asked = nil
		_, err := collect(walk)
		require.NoError(t, err)
		assert.Equal(t, []int64{1, 2}, server.asked, name)
	}
}

func TestAWalkGoesOnWhereTheServerCutsPages(t *testing.T) {
	server := &paged{rows: 25, cap: 10, pages: func(real int) int { return real }}
	client := answering(t, server.reply)
	for name, walk := range walks(t, client, 0) {
		got, err := collect(walk)
		require.NoError(t, err)
		assert.Len(t, got, 25, name)
	}
}

func TestAWalkBeginsAtItsPage(t *testing.T) {
	server := &paged{rows: 100, pages: func(real int) int { return real }}
	client := answering(t, server.reply)
	for name, walk := range walks(t, client, 2) {
		got, err := collect(walk)
		require.NoError(t, err)
		assert.Len(t, got, 60, name)
		assert.Equal(t, int64(41), got[0], name)
	}
}

func TestNothingIsAskedForAfterABreak(t *testing.T) {
	server := &paged{rows: 100, pages: func(real int) int { return real }}
	client := answering(t, server.reply)
	for name, walk := range walks(t, client, 0) {
		server.asked = nil
		n := 0
		for _, err := range walk {
			require.NoError(t, err)
			if n++; n == 40 { // the last of the first page
				break
			}
		}
		assert.Len(t, server.asked, 1, name)
	}
}

func TestAServerThatRepeatsItselfEndsAWalkWithAnError(t *testing.T) {
	server := &paged{rows: 100, always: true, pages: func(real int) int { return real }}
	client := answering(t, server.reply)
	for name, walk := range walks(t, client, 0) {
		server.asked = nil
		got, err := collect(walk)
		require.ErrorIs(t, err, transport.ErrRepeatedPage, name)
		assert.Len(t, got, 40, name)
		assert.Len(t, server.asked, 2, name)
	}
}

func TestAnErrorEndsAWalk(t *testing.T) {
	n := 0
	client := answering(t, func(string, weclassroomtest.Array) string {
		n++
		return `{"status":0,"error_code":40003,"msg":"参数数值异常"}`
	})
	for name, walk := range walks(t, client, 0) {
		n = 0
		seen := 0
		for _, err := range walk {
			require.ErrorIs(t, err, weclassroom.CodeParameterValue, name)
			seen++
		}
		assert.Equal(t, 1, seen)
		assert.Equal(t, 1, n)
	}
	for _, err := range client.Reports.AllAttendance(t.Context(), nil) {
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
}

func TestDocumentsOfTheServer(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	for i := range 45 {
		srv.AddDocument(weclassroomtest.Document{Name: fmt.Sprintf("%d.ppt", i), Size: 1, Type: weclassroomtest.DocumentTypePPT})
	}
	n := 0
	for document, err := range srv.Client().Documents.All(t.Context(), nil) {
		require.NoError(t, err)
		assert.Equal(t, weclassroom.ConvertStatusDone, document.Status)
		n++
	}
	assert.Equal(t, 45, n)
	assert.Len(t, srv.Requests(), 3)
}
