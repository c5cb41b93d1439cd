package baijiayun_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

var standard = []baijiayun.VideoDefinition{baijiayun.VideoDefinitionStandard}

// film returns the content of an invented video, and its digest.
func film(size int) (content []byte, digest string) {
	content = make([]byte, size)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range content {
		content[i] = byte(random.Uint32())
	}
	sum := sha256.Sum256(content)
	return content, hex.EncodeToString(sum[:])
}

// places are the parts that arrived, as the Content-Range says, and the bytes that the host took of each.
func places(u baijiayuntest.Upload) (out []string) {
	for _, p := range u.Parts {
		out = append(out, fmt.Sprintf("%d-%d:%d", p.First, p.Last, p.Taken))
	}
	return out
}

// calls are the operations that were called, in order.
func calls(srv *baijiayuntest.Server) (out []string) {
	for _, r := range srv.Requests() {
		out = append(out, strings.TrimPrefix(r.Operation, "Videos."))
	}
	return out
}

func TestAVideoIsUploadedInParts(t *testing.T) {
	srv, client := newCloud(t)
	content, digest := film(2500)
	path := filepath.Join(t.TempDir(), "第一课.mp4")
	require.NoError(t, os.WriteFile(path, append([]byte("head"), content...), 0o600))
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	_, err = file.Seek(4, io.SeekStart)
	require.NoError(t, err)

	var seen []string
	out, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{
		File: &classcloud.File{Name: "第一课.mp4", Content: file}, PartSize: 1000,
		Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionStandard, baijiayun.VideoDefinition720P},
		Formats:     []baijiayun.VideoFormat{baijiayun.VideoFormatM3U8}, Audio: true, Encrypted: new(false),
		Created:  func(id int64) { seen = append(seen, fmt.Sprint("made ", id)) },
		Progress: func(done, total int64) { seen = append(seen, fmt.Sprintf("%d/%d", done, total)) },
	})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.UploadedVideo{VideoID: 153582, UploadedSize: 2500, TotalSize: 2500}, out)
	assert.Equal(t, []string{"made 153582", "0/2500", "1000/2500", "2000/2500", "2500/2500"}, seen)

	got := srv.Uploads()
	require.Len(t, got, 1)
	assert.Equal(t, []string{"1-1000:1000", "1001-2000:1000", "2001-2500:500"}, places(got[0]))
	assert.Equal(t, digest, got[0].SHA256, "from the file's position on")
	require.Equal(t, []string{"CreateUpload"}, calls(srv), "parts are not calls")
	form := srv.Requests()[0].Form
	assert.Equal(t, "第一课.mp4", form.Get("file_name"))
	assert.Equal(t, "16,4", form.Get("definition"))
	assert.Equal(t, "4", form.Get("format"))
	assert.Equal(t, "1", form.Get("audio_with_view"))
	assert.Equal(t, "2", form.Get("encrypt"))
	assert.Equal(t, "1", form.Get("use_https"), "which is not the vendor's default")
	video := srv.Videos()[0]
	assert.Equal(t, int64(baijiayuntest.VideoStatusTranscoding), video.Status)
	assert.Equal(t, int64(2500), video.TotalSize)
}

// A part that breaks off, whatever way, is not the end: the vendor is asked how much it has, and gives a new address.
func TestAnUploadGoesOnFromWhereItStands(t *testing.T) {
	whole, strict := baijiayuntest.WithWholeUploadParts(), baijiayuntest.WithStrictUploadParts()
	for name, tt := range map[string]struct {
		opts   []baijiayuntest.Option
		fault  baijiayuntest.UploadFault
		places []string
	}{
		"at once":                           {nil, baijiayuntest.UploadFault{Skip: 1}, []string{"1-1000:1000", "1001-2000:0", "1001-2000:1000", "2001-2500:500"}},
		"in the middle":                     {nil, baijiayuntest.UploadFault{Skip: 1, After: 300}, []string{"1-1000:1000", "1001-2000:300", "1301-2300:1000", "2301-2500:200"}},
		"in the middle, exact":              {[]baijiayuntest.Option{strict}, baijiayuntest.UploadFault{Skip: 1, After: 300}, []string{"1-1000:1000", "1001-2000:300", "1301-2300:1000", "2301-2500:200"}},
		"and whole parts count":             {[]baijiayuntest.Option{whole, strict}, baijiayuntest.UploadFault{Skip: 1, After: 300}, []string{"1-1000:1000", "1001-2000:300", "1001-2000:1000", "2001-2500:500"}},
		"after the answer was lost":         {nil, baijiayuntest.UploadFault{Skip: 1, Lost: true}, []string{"1-1000:1000", "1001-2000:1000", "2001-2500:500"}},
		"the last answer was lost":          {nil, baijiayuntest.UploadFault{Skip: 2, Lost: true}, []string{"1-1000:1000", "1001-2000:1000", "2001-2500:500"}},
		"the host fails":                    {nil, baijiayuntest.UploadFault{Skip: 1, Status: 500}, []string{"1-1000:1000", "0-0:1000", "1001-2000:1000", "2001-2500:500"}},
		"the host refuses":                  {nil, baijiayuntest.UploadFault{Skip: 1, Status: 403}, []string{"1-1000:1000", "0-0:1000", "1001-2000:1000", "2001-2500:500"}},
		"the host is busy":                  {nil, baijiayuntest.UploadFault{Skip: 1, Status: 429}, []string{"1-1000:1000", "0-0:1000", "1001-2000:1000", "2001-2500:500"}},
		"another code":                      {nil, baijiayuntest.UploadFault{Skip: 1, Code: -1}, []string{"1-1000:1000", "0-0:1000", "1001-2000:1000", "2001-2500:500"}},
		"twice":                             {nil, baijiayuntest.UploadFault{After: 10, Times: 2}, []string{"1-1000:10", "11-1010:10", "21-1020:1000", "1021-2020:1000", "2021-2500:480"}},
		"often, a little further each time": {nil, baijiayuntest.UploadFault{After: 400, Times: 5}, []string{"1-1000:400", "401-1400:400", "801-1800:400", "1201-2200:400", "1601-2500:400", "2001-2500:500"}},
	} {
		t.Run(name, func(t *testing.T) {
			srv, client, _ := cloudWith(t, tt.opts)
			content, digest := film(2500)
			srv.InjectUpload(tt.fault)
			out, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{
				File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)}, Definitions: standard, PartSize: 1000})
			require.NoError(t, err)
			assert.Equal(t, int64(2500), out.UploadedSize)
			assert.Equal(t, digest, srv.Uploads()[0].SHA256)
			assert.Equal(t, tt.places, places(srv.Uploads()[0]))
			assert.Contains(t, calls(srv), "GetUpload")
		})
	}
}

// cloudWith starts a server with options, and returns its clock too.
func cloudWith(t *testing.T, opts []baijiayuntest.Option) (*baijiayuntest.Server, *baijiayun.Client, *clienttest.Clock) {
	t.Helper()
	clock := clienttest.ClockAt(beginning)
	srv := baijiayuntest.NewServer(append([]baijiayuntest.Option{baijiayuntest.WithClock(clock.Now)}, opts...)...)
	t.Cleanup(srv.Close)
	return srv, srv.Client(classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{})), clock
}

// An upload that is given up says which video it was of, and another process goes on with it.
func TestAnUploadIsContinuedElsewhere(t *testing.T) {
	srv, client := newCloud(t)
	content, digest := film(3000)
	file := bytes.NewReader(content)
	in := &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: file}, Definitions: standard, PartSize: 1000}
	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 2, Times: -1, Status: 503})
	out, err := client.Videos.Upload(t.Context(), in)
	assert.Equal(t, &baijiayun.UploadedVideo{VideoID: 153582, UploadedSize: 2000, TotalSize: 3000}, out)
	var failure *classcloud.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "153582", failure.Key)
	assert.Equal(t, "Videos.Upload", failure.Operation)
	assert.Equal(t, 3, failure.Attempts)
	assert.True(t, classcloud.MaybeApplied(err), "the video is made")
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.ErrorContains(t, err, "video 153582 has 2000 of 3000 bytes")
	require.Len(t, srv.Videos(), 1)
	assert.Equal(t, 3000, file.Len(), "the file is back where it was")

	srv.ClearUploadFaults()
	another := srv.Client()
	var done []int64
	out, err = another.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{VideoID: 153582, PartSize: 600,
		File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)}, Progress: func(n, _ int64) { done = append(done, n) }})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.UploadedVideo{VideoID: 153582, UploadedSize: 3000, TotalSize: 3000}, out)
	assert.Equal(t, []int64{2000, 2600, 3000}, done)
	assert.Equal(t, digest, srv.Uploads()[0].SHA256)
	assert.Len(t, srv.Videos(), 1, "no second video")

	done = nil
	out, err = another.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{VideoID: 153582, File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)},
		Progress: func(n, _ int64) { done = append(done, n) }})
	require.NoError(t, err, "it is complete: nothing is sent")
	assert.Equal(t, int64(3000), out.UploadedSize)
	assert.Equal(t, []int64{3000}, done)

	out, err = another.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{VideoID: 153582, File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("another")}})
	assert.ErrorIs(t, err, classcloud.FailedPrecondition)
	assert.ErrorContains(t, err, "not the file")
	assert.False(t, classcloud.MaybeApplied(err), "nothing was made by this call")
	assert.Equal(t, int64(153582), out.VideoID)

	out, err = another.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{VideoID: 7, File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)}})
	assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
	assert.Equal(t, []string{"GetUpload"}, calls(srv)[len(calls(srv))-1:])
	assert.NotContains(t, err.Error(), "goes on")
	assert.ErrorContains(t, err, "Videos.GetUpload")
	assert.Equal(t, int64(7), out.VideoID)
}

func TestAnUploadIsRefusedBeforeAnythingIsSent(t *testing.T) {
	srv, client := newCloud(t)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	defer func() { _, _ = read.Close(), write.Close() }()
	atEnd := strings.NewReader("x")
	_, _ = atEnd.Seek(0, io.SeekEnd)
	file := func(content io.Reader) *classcloud.File {
		return &classcloud.File{Name: "a.mp4", Content: content}
	}
	for name, tt := range map[string]struct {
		in   *baijiayun.UploadVideoRequest
		want string
	}{
		"nil":               {nil, "is nil"},
		"no file":           {&baijiayun.UploadVideoRequest{Definitions: standard}, "File (file) is required"},
		"no content":        {&baijiayun.UploadVideoRequest{File: file(nil), Definitions: standard}, "File"},
		"a stream":          {&baijiayun.UploadVideoRequest{File: file(io.MultiReader(strings.NewReader("x"))), Definitions: standard}, "File.Content (file) must be an io.Seeker"},
		"a pipe":            {&baijiayun.UploadVideoRequest{File: file(read), Definitions: standard}, "File.Content (file) cannot seek"},
		"an empty file":     {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("")), Definitions: standard}, "nothing to upload"},
		"at its end":        {&baijiayun.UploadVideoRequest{File: file(atEnd), Definitions: standard}, "nothing to upload"},
		"no definitions":    {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("x"))}, "Definitions (definition) is required for a new video"},
		"a negative id":     {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), VideoID: -1}, "VideoID (video_id) is negative"},
		"a negative size":   {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: standard, PartSize: -1}, "PartSize is negative"},
		"no name":           {&baijiayun.UploadVideoRequest{File: &classcloud.File{Content: strings.NewReader("x")}, Definitions: standard}, "File (file) has no Name"},
		"a sum":             {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: []baijiayun.VideoDefinition{17}}, "Definitions[0] (definition[0]) is 17, a sum"},
		"a sum of formats":  {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: standard, Formats: []baijiayun.VideoFormat{1, 7}}, "Formats[1] (format[1]) is 7, a sum"},
		"empty definitions": {&baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: []baijiayun.VideoDefinition{}}, "Definitions"},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := client.Videos.Upload(t.Context(), tt.in)
			assert.Nil(t, out)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, tt.want)
			assert.False(t, classcloud.MaybeApplied(err))
		})
	}
	var none context.Context
	_, err = client.Videos.Upload(none, &baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: standard})
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: standard}, classcloud.WithMaxAttempts(0))
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = new(baijiayun.Client).Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: file(strings.NewReader("x")), Definitions: standard})
	assert.ErrorContains(t, err, "make one with New")
	assert.Empty(t, srv.Requests())
}

// The video is made once: an answer that is lost is a doubt, and an answer without an address still tells the id.
func TestALostAnswerMakesNoSecondVideo(t *testing.T) {
	srv, client := newCloud(t)
	in := func() *baijiayun.UploadVideoRequest {
		return &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard}
	}
	srv.Inject("Videos.CreateUpload", baijiayuntest.Fault{Apply: true, Reset: true})
	out, err := client.Videos.Upload(t.Context(), in())
	assert.Nil(t, out)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, srv.Videos(), 1)

	srv.Inject("Videos.CreateUpload", baijiayuntest.Fault{Body: `{"code":0,"data":{"video_id":42},"msg":""}`})
	out, err = client.Videos.Upload(t.Context(), in())
	assert.Equal(t, int64(42), out.VideoID)
	assert.ErrorIs(t, err, classcloud.DataLoss)
	var failure *classcloud.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "42", failure.Key)

	srv.Inject("Videos.CreateUpload", baijiayuntest.Fault{Body: `{"code":0,"data":{"upload_url":"` + srv.URL + `/upload"},"msg":""}`})
	out, err = client.Videos.Upload(t.Context(), in())
	assert.Nil(t, out, "an address without a video is nothing to go on with")
	assert.True(t, classcloud.MaybeApplied(err))

	for _, address := range []string{"ftp://example.com/upload?token=x", "//example.com/upload", "/upload", "http://%zz", "javascript:alert(1)"} {
		srv.Inject("Videos.CreateUpload", baijiayuntest.Fault{Body: `{"code":0,"data":{"video_id":43,"upload_url":"` + address + `"},"msg":""}`})
		out, err = client.Videos.Upload(t.Context(), in())
		assert.Equal(t, int64(43), out.VideoID)
		assert.ErrorIs(t, err, classcloud.DataLoss)
		assert.NotContains(t, err.Error(), "example.com")
	}
}

// What the vendor says of an upload is believed only where it can be.
func TestAnUploadIsNotContinuedOnNonsense(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		kind classcloud.Kind
		asks int
	}{
		"another video": {`{"code":0,"data":{"video_id":9,"upload_url":"URL","upload_size":0}}`, classcloud.DataLoss, 1},
		"a size below":  {`{"code":0,"data":{"video_id":153582,"upload_url":"URL","upload_size":-1}}`, classcloud.FailedPrecondition, 1},
		"a size above":  {`{"code":0,"data":{"video_id":153582,"upload_url":"URL","upload_size":6}}`, classcloud.FailedPrecondition, 1},
		"no right":      {`{"code":2002,"data":null,"msg":"账号权限错误"}`, classcloud.PermissionDenied, 1},
		"no size":       {`{"code":0,"data":{"video_id":153582,"upload_url":"URL"}}`, classcloud.DataLoss, 1},
		"not there yet": {`{"code":0,"data":null}`, classcloud.NotFound, 2},
	} {
		t.Run(name, func(t *testing.T) {
			srv, client := newCloud(t)
			srv.InjectUpload(baijiayuntest.UploadFault{Times: -1})
			srv.Respond("Videos.GetUpload", strings.ReplaceAll(tt.body, "URL", srv.URL+"/upload"))
			out, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard})
			assert.Equal(t, int64(153582), out.VideoID)
			assert.ErrorIs(t, err, tt.kind)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Equal(t, 1+tt.asks, len(srv.Requests()))
		})
	}
}

// A host that takes everything and has nothing does not keep the client busy for ever.
func TestAnUploadThatComesToNothingEnds(t *testing.T) {
	srv, client := newCloud(t)
	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 1, Code: 9})
	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 1, Code: 9})
	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 1, Code: 9, Times: -1})
	srv.Respond("Videos.GetUpload", `{"code":0,"data":{"video_id":153582,"upload_url":"`+srv.URL+`/gone","upload_size":0}}`)
	_, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("video")}, Definitions: standard, PartSize: 2})
	require.Error(t, err)
	assert.Less(t, len(srv.Requests()), 12)
}

// An address that is too old is answered with a code; the next one is new.
func TestAStaleAddressIsRenewed(t *testing.T) {
	srv, client, clock := cloudWith(t, []baijiayuntest.Option{baijiayuntest.WithUploadLifetime(time.Hour)})
	content, digest := film(2000)
	_, err := client.Videos.Upload(t.Context(), &baijiayun.UploadVideoRequest{File: &classcloud.File{Name: "a.mp4", Content: bytes.NewReader(content)}, Definitions: standard, PartSize: 1000,
		Progress: func(done, _ int64) {
			if done == 1000 && len(srv.Requests()) == 1 {
				clock.Advance(2 * time.Hour)
			}
		}})
	require.NoError(t, err)
	assert.Equal(t, []string{"CreateUpload", "GetUpload"}, calls(srv))
	assert.Equal(t, digest, srv.Uploads()[0].SHA256)
	assert.Len(t, clock.Slept(), 1)
}
