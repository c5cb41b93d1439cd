package baijiayun_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// hostOf starts an upload host that h plays, and returns its address.
func hostOf(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	host := httptest.NewServer(h)
	t.Cleanup(host.Close)
	return host.URL
}

// observing is an observer that is told the end of every event.
type observing func(classcloud.Event)

func (o observing) Start(ctx context.Context, _ classcloud.Event) (context.Context, func(classcloud.Event)) {
	return ctx, o
}

// limiting is a limiter that lets every call go and notes it.
type limiting func(classcloud.Operation)

func (l limiting) Wait(_ context.Context, _ string, op classcloud.Operation, _ time.Duration) (time.Duration, error) {
	l(op)
	return 0, nil
}

// A file that cannot be read is the caller's, and not worth another try.
func TestAFileThatCannotBeReadEndsTheUpload(t *testing.T) {
	errDisk := errors.New("the disk is gone")
	for name, content := range map[string]io.Reader{
		"an error":     &faultyFile{size: 100, from: 10, err: errDisk},
		"an early end": &faultyFile{size: 100, from: 10, err: io.EOF},
		"a lost place": &faultyFile{size: 100, from: 100, seek: errDisk},
		"a panic":      &faultyFile{size: 100, from: 10},
	} {
		t.Run(name, func(t *testing.T) {
			srv, client := newCloud(t)
			out, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: content}, Definitions: standard})
			assert.Equal(t, int64(153582), out.VideoID)
			require.Error(t, err)
			if name != "a panic" {
				assert.ErrorIs(t, err, classcloud.InvalidArgument)
				assert.Equal(t, []string{"CreateUpload"}, calls(srv))
			}
			if name == "an error" || name == "a lost place" {
				assert.ErrorIs(t, err, errDisk)
			}
			if name == "an early end" {
				assert.ErrorContains(t, err, "ends 90 bytes early")
			}
		})
	}
}

// faultyFile is a file that is read up to from, and fails there; without an error it panics.
type faultyFile struct {
	size, from, at int64
	err, seek      error
	seeks          int
}

func (f *faultyFile) Read(p []byte) (int, error) {
	if f.at >= f.from {
		if f.err == nil {
			panic("the file panics")
		}
		return 0, f.err
	}
	n := min(int64(len(p)), f.from-f.at)
	f.at += n
	return int(n), nil
}

func (f *faultyFile) Seek(offset int64, whence int) (int64, error) {
	if f.seeks++; f.seeks > 3 && f.seek != nil {
		return 0, f.seek
	}
	switch whence {
	case io.SeekStart:
		f.at = offset
	case io.SeekEnd:
		f.at = f.size
	}
	return f.at, nil
}

func TestAnUploadEndsWithItsContext(t *testing.T) {
	srv, client := newCloud(t)
	content, _ := film(3000)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, err := client.Videos.Upload(ctx, &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)}, Definitions: standard, PartSize: 1000,
		Progress: func(done, _ int64) {
			if done == 2000 {
				cancel()
			}
		}})
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorIs(t, err, classcloud.Canceled)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Equal(t, int64(2000), out.UploadedSize)
	assert.Equal(t, []string{"CreateUpload"}, calls(srv))

	ctx, cancel = context.WithCancel(t.Context())
	srv.InjectUpload(baijiayuntest.UploadFault{Times: -1})
	clock := clienttest.ClockAt(beginning)
	clock.OnSleep(cancel)
	out, err = srv.Client(classcloud.WithClock(clock)).Videos.Upload(ctx, &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)}, Definitions: standard})
	assert.ErrorIs(t, err, context.Canceled, "in a pause")
	assert.ErrorContains(t, err, "the last try met Unavailable")
	assert.NotZero(t, out.VideoID)
}

// The address lets anybody upload: it is shown nowhere.
func TestAnUploadURLIsNeverShown(t *testing.T) {
	var log bytes.Buffer
	var events []classcloud.Event
	srv, client := newCloud(t, classcloud.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		classcloud.WithObserver(observing(func(e classcloud.Event) { events = append(events, e) })))
	made, err := client.Videos.CreateUpload(t.Context(), &baijiayun.CreateVideoUploadRequest{FileName: "a.mp4", Definitions: standard})
	require.NoError(t, err)
	got, err := client.Videos.GetUpload(t.Context(), &baijiayun.GetVideoUploadRequest{VideoID: made.VideoID})
	require.NoError(t, err)
	token := made.UploadURL[strings.Index(made.UploadURL, "token=")+6:]
	require.Len(t, token, 32)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
		assert.NotContains(t, fmt.Sprintf(verb, made), token)
		assert.NotContains(t, fmt.Sprintf(verb, *got), got.UploadURL)
	}
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "made", made, "got", *got)

	in := &baijiayun.UploadVideoRequest{VideoID: made.VideoID, File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}}
	echo := func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = fmt.Fprintf(w, `{"code":-7,"msg":"bad address %s, token %s"}`, r.URL, r.URL.Query().Get("token"))
	}
	host := hostOf(t, echo)
	srv.Respond("Videos.GetUpload", `{"code":0,"data":{"video_id":153582,"upload_url":"`+host+`/upload?fid=153582&ts=1541465137536&token=`+token+`","upload_size":0}}`)
	_, err = client.Videos.Upload(t.Context(), in)
	assert.ErrorContains(t, err, "code -7")
	assert.NotContains(t, fmt.Sprintf("%+v %#v", err, err), token)
	srv.Respond("Videos.GetUpload", `{"code":0,"data":{"video_id":153582,"upload_url":"http://127.0.0.1:1/upload?token=`+token+`","upload_size":0}}`)
	_, err = client.Videos.Upload(t.Context(), in)
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.NotContains(t, err.Error(), token)
	assert.NotContains(t, log.String(), token)
	names := map[string]string{}
	for _, e := range events {
		assert.NotContains(t, fmt.Sprintf("%+v", e), token)
		if e.Attempt == 1 {
			names[e.Operation.Name] = e.Host
		}
	}
	assert.Equal(t, "127.0.0.1:1", names["Videos.Upload"], "observers see the parts")
}

// A part carries no key and no signature, and does not count for the limiter.
func TestPartsAreNotCallsOfTheAPI(t *testing.T) {
	var asked []string
	limiter := limiting(func(op classcloud.Operation) { asked = append(asked, op.Name) })
	srv, client := newCloud(t, classcloud.WithLimiter(limiter))
	var heads []http.Header
	var paths []string
	host := hostOf(t, func(w http.ResponseWriter, r *http.Request) {
		heads, paths = append(heads, r.Header.Clone()), append(paths, r.URL.RequestURI())
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, `{"code":"1"}`)
	})
	srv.Respond("Videos.CreateUpload", `{"code":0,"data":{"video_id":5,"upload_url":"`+host+`/upload?fid=5&token=x%26y"}}`)
	_, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard, PartSize: 3},
		classcloud.WithParam("new_parameter", "1"))
	require.NoError(t, err)
	assert.Equal(t, []string{"Videos.CreateUpload"}, asked)
	assert.Equal(t, "1", srv.Requests()[0].Form.Get("new_parameter"))
	assert.Equal(t, []string{"/upload?fid=5&token=x%26y", "/upload?fid=5&token=x%26y"}, paths, "the address as the vendor gave it")
	assert.Equal(t, "bytes 1-3/5", heads[0].Get("Content-Range"))
	assert.Equal(t, "bytes 4-5/5", heads[1].Get("Content-Range"))
	assert.Equal(t, "application/octet-stream", heads[0].Get("Content-Type"))
	assert.Equal(t, "3", heads[0].Get("Content-Length"))
	for name := range heads[0] {
		assert.Contains(t, []string{"Accept", "Accept-Encoding", "Content-Length", "Content-Range", "Content-Type", "User-Agent"}, name)
	}
}

// Only a clear yes is one: any other answer is a failure, whatever its status.
func TestTheUploadHostIsBelievedWhenItSaysYes(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		body   string
		kind   error
	}{
		"yes":              {200, `{"code":1,"msg":"","data":{"fid":5}}`, nil},
		"a quoted yes":     {200, `{"code":"1"}`, nil},
		"no":               {200, `{"code":0,"msg":"no"}`, classcloud.Unknown},
		"another code":     {200, `{"code":11}`, classcloud.Unknown},
		"nothing":          {200, ``, classcloud.DataLoss},
		"no code":          {200, `{}`, classcloud.DataLoss},
		"a page":           {200, `<html>1</html>`, classcloud.DataLoss},
		"a redirect":       {302, `{"code":1}`, classcloud.FailedPrecondition},
		"a failure's yes":  {500, `{"code":1}`, classcloud.Internal},
		"a refusal's yes":  {403, `{"code":1}`, classcloud.PermissionDenied},
		"too large a part": {413, `<html>`, classcloud.InvalidArgument},
	} {
		t.Run(name, func(t *testing.T) {
			var seen []classcloud.Drift
			srv, client := newCloud(t, classcloud.OnDrift(func(d classcloud.Drift) { seen = append(seen, d) }))
			host := hostOf(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			})
			srv.Respond("Videos.CreateUpload", `{"code":0,"data":{"video_id":5,"upload_url":"`+host+`/upload?fid=5"}}`)
			out, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard},
				classcloud.WithoutRetry(), classcloud.WithTimeout(1<<63-1))
			if tt.kind == nil {
				require.NoError(t, err)
				assert.Equal(t, int64(5), out.UploadedSize)
				assert.Empty(t, seen)
				return
			}
			assert.ErrorIs(t, err, tt.kind)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Zero(t, out.UploadedSize)
			assert.Len(t, srv.Requests(), 1, "WithoutRetry")
		})
	}
}

// A host that takes a part and never answers does not hold the upload for ever.
func TestAPartHasAnEnd(t *testing.T) {
	srv, client := newCloud(t)
	hang := make(chan struct{})
	host := hostOf(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	defer close(hang)
	srv.Respond("Videos.CreateUpload", `{"code":0,"data":{"video_id":153582,"upload_url":"`+host+`/upload?fid=5"}}`)
	_, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard},
		classcloud.WithTimeout(300*time.Millisecond), classcloud.WithoutRetry())
	assert.ErrorIs(t, err, classcloud.DeadlineExceeded)
	assert.ErrorContains(t, err, "a part of 5 bytes took longer than 300ms")
}

func TestALargeVideoIsNeverInMemory(t *testing.T) {
	const size = 64 << 20
	srv, client := newCloud(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "big.mp4", Content: io.NewSectionReader(zeroFile{size}, 0, size)}, Definitions: standard})
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20), "client and server together")
	got := srv.Uploads()[0]
	assert.Equal(t, int64(size), got.Received)
	assert.Len(t, got.Parts, 13, "of 5 MiB")
	hash := sha256.New()
	_, err = io.Copy(hash, io.NewSectionReader(zeroFile{size}, 0, size))
	require.NoError(t, err)
	assert.Equal(t, hex.EncodeToString(hash.Sum(nil)), got.SHA256)
}

// A part whose time is over while the file hangs is not tried again: two readers would spoil each other's place. net/http waits for the file
// over HTTP/1 and not over HTTP/2, which the round tripper here stands for.
func TestAFileThatHangsEndsTheUpload(t *testing.T) {
	content := &hangingFile{Reader: strings.NewReader("video"), end: make(chan struct{})}
	read := make(chan struct{})
	impatient := roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Path != "/upload" {
			return http.DefaultTransport.RoundTrip(r)
		}
		go func() { _, _ = io.Copy(io.Discard, r.Body); close(read) }()
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	srv, client := newCloud(t, classcloud.WithHTTPClient(&http.Client{Transport: impatient}))
	out, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: content}, Definitions: standard},
		classcloud.WithTimeout(time.Second))
	assert.Equal(t, int64(153582), out.VideoID)
	assert.ErrorContains(t, err, "a read that began before has not ended")
	assert.Equal(t, int32(1), content.reads.Load())
	assert.Equal(t, []string{"CreateUpload", "GetUpload"}, calls(srv))
	close(content.end)
	<-read
}

// roundTripper stands for another transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// hangingFile is a file whose reads hang until end is closed.
type hangingFile struct {
	*strings.Reader
	reads atomic.Int32
	end   chan struct{}
}

func (f *hangingFile) Read([]byte) (int, error) {
	f.reads.Add(1)
	<-f.end
	return 0, io.EOF
}

// WriteTo hides the one of the Reader, which would not hang.
func (f *hangingFile) WriteTo(io.Writer) (int64, error) { return 0, errors.New("not used") }

// The whole way: a video is uploaded and transcoded, and the vendor tells the user's server that it plays.
func TestTheCallbackTellsWhenAVideoPlays(t *testing.T) {
	srv, client := newCloud(t)
	told := make(chan *baijiayun.PlaybackCallback, 3)
	receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: drop,
		Playback: func(_ context.Context, c *baijiayun.PlaybackCallback) error { told <- c; return nil }}, srv.Credentials().PartnerKey))
	t.Cleanup(receiver.Close)
	url, err := client.Callbacks.GetTranscodeURL(t.Context())
	require.NoError(t, err)
	assert.Empty(t, url)
	require.NoError(t, client.Callbacks.SetTranscodeURL(t.Context(), receiver.URL))
	url, err = client.Callbacks.GetTranscodeURL(t.Context())
	require.NoError(t, err)
	assert.Equal(t, receiver.URL, url)
	class, err := client.Callbacks.GetClassURL(t.Context())
	require.NoError(t, err)
	assert.Empty(t, class, "the two are apart")

	video, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard})
	require.NoError(t, err)
	for status, want := range map[int64]baijiayun.VideoStatus{
		baijiayuntest.VideoStatusTranscoding: baijiayun.VideoStatusTranscoding, baijiayuntest.VideoStatusReady: baijiayun.VideoStatusReady,
		baijiayuntest.VideoStatusTranscodeTimedOut: baijiayun.VideoStatusTranscodeTimedOut,
	} {
		srv.SetVideoStatus(video.VideoID, status)
		require.True(t, srv.SendCallback("", srv.TranscodeEvent(video.VideoID)).Delivered)
		require.Len(t, told, 1)
		got := <-told
		assert.Equal(t, want, baijiayun.VideoStatus(got.Status))
		assert.Equal(t, status == 100, got.Status == baijiayun.PlaybackStatusReady)
		assert.Equal(t, video.VideoID, got.VideoID)
		assert.Zero(t, got.RoomID)
		assert.Equal(t, int64(5), got.TotalSize)
		assert.Equal(t, "421b47ffd946ca083b65cd668c6b17e6", got.FileMD5)
	}
}

// A host that asks for an hour is not waited for: the upload says when to come back, and can be taken up then.
func TestAnUploadToldToComeBackLaterSaysSo(t *testing.T) {
	srv, client := newCloud(t)
	var sends atomic.Int32
	host := hostOf(t, func(w http.ResponseWriter, r *http.Request) {
		sends.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	srv.Respond("Videos.CreateUpload", `{"code":0,"data":{"video_id":153582,"upload_url":"`+host+`/upload?fid=5"}}`)
	_, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard})
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.ErrorContains(t, err, "not tried again: the vendor asks to come back later than in a minute")
	e, _ := errors.AsType[*classcloud.Error](err)
	assert.Equal(t, time.Hour, e.RetryAfter)
	assert.EqualValues(t, 1, sends.Load())
}
