package weclassroom_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
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

	_, err = shared.Documents.UploadFromURL(ctx, slides(), classcloud.WithMaxWait(0))
	e := clienttest.AsError(t, err)
	assert.ErrorIs(t, err, classcloud.ResourceExhausted)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Greater(t, e.RetryAfter, 2*time.Second)
	assert.LessOrEqual(t, e.RetryAfter, 30*time.Second)

	for range 3 { // a link is not converted
		_, err = client.Documents.UploadFromURL(ctx, link())
		require.NoError(t, err)
	}
	_, err = client.Documents.List(ctx, nil)
	require.NoError(t, err, "and other calls are not limited")
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
	assert.Equal(t, classcloud.EffectOnce, limiter.ops[1].Effect, "the limit is waived, and nothing else")
	assert.Equal(t, "courseware", limiter.ops[2].Limit, "a type nobody knows yet is converted too")
	for _, op := range weclassroom.Operations() {
		if op.Name == "Documents.UploadFromURL" {
			assert.Equal(t, "courseware", op.Limit, "the row stays as it is")
			assert.Equal(t, classcloud.EffectOnce, op.Effect)
		}
	}
}

func TestNeitherALinkNorAConversionIsRepeated(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(clienttest.Impatient{}), classcloud.WithLimiter(classcloud.NoLimit{}))
	for _, in := range []*weclassroom.UploadFromURLRequest{link(), slides()} {
		for _, fault := range []weclassroomtest.Fault{{Status: 503}, {Status: 502, Apply: true}, {Reset: true, Apply: true}} {
			srv.ClearRequests()
			before := len(srv.Documents())
			srv.SetClock(func() time.Time { return beginning.Add(time.Duration(before) * time.Hour) }) // out of the server's own limit
			srv.Inject("Documents.UploadFromURL", fault)
			_, err := client.Documents.UploadFromURL(t.Context(), in)
			require.Error(t, err)
			assert.True(t, classcloud.MaybeApplied(err), "%v", err)
			assert.Len(t, srv.Requests(), 1)
			assert.LessOrEqual(t, len(srv.Documents())-before, 1)
		}
	}
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

// What was never sent takes no place in the limit, and the error is that of what happened.
func TestALimitIsNotTakenByWhatWasNotSent(t *testing.T) {
	client, err := weclassroom.New(weclassroom.Credentials{ApplicationID: "application", Secret: canary},
		classcloud.WithBaseURL("http://127.0.0.1:1"), classcloud.WithMaxWait(0), classcloud.WithClock(clienttest.Impatient{}))
	require.NoError(t, err)
	for range 2 {
		_, err = client.Documents.UploadFromURL(t.Context(), slides())
		require.ErrorIs(t, err, classcloud.Unavailable)
		assert.False(t, classcloud.MaybeApplied(err))
	}
}

func TestSizesInTheListAreNotThoseOfTheUpload(t *testing.T) {
	srv := weclassroomtest.NewServer(weclassroomtest.WithKilobyteSizes())
	defer srv.Close()
	made, err := srv.Client().Documents.UploadFromURL(t.Context(), slides())
	require.NoError(t, err)
	page, err := srv.Client().Documents.List(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, made.DocumentID, page.Documents[0].DocumentID)
	assert.Equal(t, slides().Size>>10, page.Documents[0].Size)
}

func TestSizesThatNoUnitCanHold(t *testing.T) {
	client, stub := stubbed(t, func(string, weclassroomtest.Array) string { return `{"status":1,"error_code":10000,"coursewareId":5}` })
	for size, problem := range map[int64]string{-1: "Size (filesize) is negative", 50<<20 + 1: "Size (filesize) is more than 50 MB", 50 << 20: "", 0: ""} {
		_, err := client.Documents.UploadFromURL(t.Context(), &weclassroom.UploadFromURLRequest{Name: "x", Size: size, URL: "https://x/y", Type: weclassroom.DocumentTypeURL})
		if problem == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, problem)
	}
	assert.Equal(t, 2, stub.Count())
}
