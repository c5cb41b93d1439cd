package baijiayuntest_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// file is the data of the replies that tell of a file.
type file struct {
	VideoID int64  `json:"video_id"`
	URL     string `json:"upload_url"`
	Size    int64  `json:"upload_size"`
}

// asked makes a video and returns its id and the address that takes its file.
func asked(t *testing.T, srv *baijiayuntest.Server) (videoID, address string) {
	t.Helper()
	var made file
	require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/video/getUploadUrl", fields{"file_name": "a.mp4", "definition": "16,1"}).ok(t).Data, &made))
	return fmt.Sprint(made.VideoID), made.URL
}

// size is how much of a file the server says it has.
func size(t *testing.T, srv *baijiayuntest.Server, videoID string) int64 {
	t.Helper()
	var got file
	require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/video/getResumeUploadUrl", fields{"video_id": videoID}).ok(t).Data, &got))
	return got.Size
}

// sendPart posts a part and returns the answer; an error is its text.
func sendPart(t *testing.T, address, place, content string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(content))
	require.NoError(t, err)
	r.Header.Set("Content-Range", place)
	return answerTo(t, r)
}

func answerTo(t *testing.T, r *http.Request) string {
	t.Helper()
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return "broken"
	}
	defer func() { _ = response.Body.Close() }()
	var body bytes.Buffer
	_, _ = body.ReadFrom(response.Body)
	return fmt.Sprint(response.StatusCode, " ", body.String())
}

// formOf returns a multipart form with a file.
func formOf(t *testing.T, file upload) (contentType string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	form := multipart.NewWriter(body)
	require.NoError(t, form.WriteField("name", file.name))
	part, err := form.CreateFormFile(file.field, file.name)
	require.NoError(t, err)
	_, err = part.Write([]byte(file.content))
	require.NoError(t, err)
	require.NoError(t, form.Close())
	return form.FormDataContentType(), body
}

const yes, refused, odd = `200 {"code":1}`, `200 {"code":2}`, `200 {"code":3}`

// What two public programs send: one part after the other from where the host stands, and parts of one size from the beginning of the one
// that broke off, so that bytes come twice.
func TestTheUploadHostTakesParts(t *testing.T) {
	for name, parts := range map[string][][2]string{
		"exactly":       {{"bytes 1-4/10", "abcd"}, {"bytes 5-10/10", "efghij"}},
		"with overlaps": {{"bytes 1-4/10", "abcd"}, {"bytes 1-4/10", "abcd"}, {"bytes 3-8/10", "cdefgh"}, {"bytes 5-10/10", "efghij"}},
		"at once":       {{"bytes 1-10/10", "abcdefghij"}},
	} {
		t.Run(name, func(t *testing.T) {
			srv := start(t)
			id, address := asked(t, srv)
			assert.Zero(t, size(t, srv, id))
			for _, part := range parts {
				assert.Equal(t, yes, sendPart(t, address, part[0], part[1]))
			}
			assert.Equal(t, int64(10), size(t, srv, id))
			sum := sha256.Sum256([]byte("abcdefghij"))
			assert.Equal(t, hex.EncodeToString(sum[:]), srv.Uploads()[0].SHA256)
			assert.Equal(t, int64(baijiayuntest.VideoStatusTranscoding), srv.Videos()[0].Status)
			assert.Equal(t, int64(10), srv.Videos()[0].TotalSize)
		})
	}
}

// A third public program sends the whole file as the field "file" of a form.
func TestTheUploadHostTakesAForm(t *testing.T) {
	srv := start(t)
	_, address := asked(t, srv)
	contentType, body := formOf(t, upload{"file", "a.mp4", "abcdefghij"})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	require.NoError(t, err)
	r.Header.Set("Content-Type", contentType)
	assert.Equal(t, yes, answerTo(t, r))
	assert.Equal(t, int64(10), srv.Uploads()[0].Total)
	assert.Equal(t, int64(baijiayuntest.VideoStatusTranscoding), srv.Videos()[0].Status)

	_, address = asked(t, srv)
	contentType, body = formOf(t, upload{"video", "a.mp4", "abcdefghij"})
	r, err = http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	require.NoError(t, err)
	r.Header.Set("Content-Type", contentType)
	assert.Equal(t, odd, answerTo(t, r))
}

func TestTheUploadHostRefuses(t *testing.T) {
	srv := start(t)
	_, address := asked(t, srv)
	at, err := url.Parse(address)
	require.NoError(t, err)
	for name, value := range map[string]string{"fid": "1", "ts": "1", "token": "x"} {
		query := at.Query()
		query.Set(name, value)
		other := *at
		other.RawQuery = query.Encode()
		assert.Equal(t, refused, sendPart(t, other.String(), "bytes 1-4/10", "abcd"), name)
	}
	for _, place := range []string{"", "bytes 0-3/10", "bytes 4-1/10", "bytes 1-11/10", "bytes 1-4/*", "bytes 1-99999999999999999999/99999999999999999999", "bytes 2-5/10"} {
		assert.Equal(t, odd, sendPart(t, address, place, "abcd"), place)
	}
	assert.Equal(t, odd, sendPart(t, address, "bytes 1-5/10", "abcd"), "shorter than it says")
	assert.Equal(t, odd, sendPart(t, address, "bytes 1-3/10", "abcd"), "longer than it says")
	assert.Zero(t, srv.Uploads()[0].Received)
	assert.Equal(t, yes, sendPart(t, address, "bytes 1-4/10", "abcd"))
	assert.Equal(t, odd, sendPart(t, address, "bytes 5-8/11", "efgh"), "another file")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	assert.Equal(t, refused, answerTo(t, r))
}

func TestTheUploadHostBreaksOnDemand(t *testing.T) {
	for name, tt := range map[string]struct {
		opts  []baijiayuntest.Option
		fault baijiayuntest.UploadFault
		want  string
		has   int64
	}{
		"the connection":          {nil, baijiayuntest.UploadFault{}, "broken", 0},
		"after some bytes":        {nil, baijiayuntest.UploadFault{After: 3}, "broken", 3},
		"and forgets them":        {[]baijiayuntest.Option{baijiayuntest.WithWholeUploadParts()}, baijiayuntest.UploadFault{After: 3}, "broken", 0},
		"the answer":              {nil, baijiayuntest.UploadFault{Lost: true}, "broken", 4},
		"the answer, whole parts": {[]baijiayuntest.Option{baijiayuntest.WithWholeUploadParts()}, baijiayuntest.UploadFault{Lost: true}, "broken", 4},
		"with a status":           {nil, baijiayuntest.UploadFault{Status: 502}, `502 <html>Bad Gateway</html>`, 0},
		"with a code":             {nil, baijiayuntest.UploadFault{Code: 7}, `200 {"code":7}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			srv := start(t, tt.opts...)
			id, address := asked(t, srv)
			srv.InjectUpload(tt.fault)
			assert.Equal(t, tt.want, sendPart(t, address, "bytes 1-4/10", "abcd"))
			assert.Equal(t, tt.has, size(t, srv, id))
			assert.Equal(t, yes, sendPart(t, address, "bytes 1-4/10", "abcd"), "one part")
			assert.Equal(t, int64(4), size(t, srv, id))
		})
	}
	srv := start(t)
	_, address := asked(t, srv)
	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 1, Times: 2, Code: 7})
	srv.InjectUpload(baijiayuntest.UploadFault{Times: -1, Code: 8})
	var got []string
	for range 5 {
		got = append(got, sendPart(t, address, "bytes 1-4/10", "abcd"))
	}
	assert.Equal(t, []string{yes, `200 {"code":7}`, `200 {"code":7}`, `200 {"code":8}`, `200 {"code":8}`}, got)
	srv.ClearUploadFaults()
	assert.Equal(t, yes, sendPart(t, address, "bytes 1-4/10", "abcd"))
	assert.Len(t, srv.Uploads()[0].Parts, 6)
}

// The readings of what nobody knows.
func TestTheUploadHostHasReadings(t *testing.T) {
	srv := start(t, baijiayuntest.WithStrictUploadParts(), baijiayuntest.WithUploadLifetime(time.Minute))
	_, address := asked(t, srv)
	assert.Equal(t, yes, sendPart(t, address, "bytes 1-4/10", "abcd"))
	assert.Equal(t, odd, sendPart(t, address, "bytes 1-4/10", "abcd"), "not bytes that it has")
	later := srv.Now().Add(2 * time.Minute)
	srv.SetClock(func() time.Time { return later })
	assert.Equal(t, refused, sendPart(t, address, "bytes 5-8/10", "efgh"))
}

func TestUploadsAreOfVideosThatAreUploading(t *testing.T) {
	srv := furnished(t)
	post(t, srv, "/openapi/video/getResumeUploadUrl", fields{"video_id": "153582"}).failed(t, 5002) // a playback
	ready := srv.AddVideo(baijiayuntest.Video{})
	srv.AddVideo(baijiayuntest.Video{VideoID: 153600, Status: baijiayuntest.VideoStatusUploading})
	post(t, srv, "/openapi/video/getResumeUploadUrl", fields{"video_id": fmt.Sprint(ready.VideoID)}).failed(t, 1)
	assert.Zero(t, size(t, srv, "153600"))
	for name, value := range map[string]string{"definition": "3", "format": "1,9", "audio_with_view": "2", "encrypt": "3", "use_https": "2"} {
		r := post(t, srv, "/openapi/video/getUploadUrl", fields{"file_name": "a.mp4", "definition": "16"}.with(fields{name: value}))
		r.failed(t, 1001)
	}
	asked(t, srv)
	videos := srv.Videos()
	made := videos[len(videos)-1]
	assert.Equal(t, int64(baijiayuntest.VideoStatusUploading), made.Status)
	assert.Equal(t, "a.mp4", made.FileName)
	assert.Len(t, made.Files, 6, "two definitions in three formats")
}

// The callback of a video has no room, that of a playback has; both go to the URL for transcoding.
func TestTranscodeEventsTellWhereAVideoStands(t *testing.T) {
	var forms []url.Values
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.NoError(t, r.ParseForm())
		forms = append(forms, r.PostForm)
		_, _ = w.Write([]byte(`{"code":0}`))
	}))
	defer receiver.Close()
	srv := furnished(t)
	id, address := asked(t, srv)
	video := srv.Videos()[len(srv.Videos())-1]
	assert.Empty(t, srv.SendCallback("", srv.TranscodeEvent(video.VideoID)).Attempts, "no URL is set")
	post(t, srv, "/openapi/live_account/setClassCallbackUrl", fields{"url": "http://127.0.0.1:1/"}).ok(t)
	post(t, srv, "/openapi/video_account/setTranscodeCallbackUrl", fields{"url": receiver.URL}).ok(t)
	assert.Equal(t, yes, sendPart(t, address, "bytes 1-4/4", "abcd"))
	assert.True(t, srv.SendCallback("", srv.TranscodeEvent(video.VideoID)).Delivered)
	srv.SetVideoStatus(video.VideoID, baijiayuntest.VideoStatusReady)
	assert.True(t, srv.SendCallback("", srv.TranscodeEvent(video.VideoID)).Delivered)
	playback := srv.Playbacks()[0]
	assert.True(t, srv.SendCallback("", srv.TranscodeEvent(playback.VideoID)).Delivered)
	require.Len(t, forms, 3)
	assert.Equal(t, []string{id, "20", "4", "e2fc714c4727ee9395f324cd2e7f331f"}, []string{forms[0].Get("video_id"), forms[0].Get("status"), forms[0].Get("total_size"), forms[0].Get("file_md5")})
	assert.False(t, forms[0].Has("room_id"))
	assert.Equal(t, "100", forms[1].Get("status"))
	assert.NotEqual(t, forms[0].Get("qid"), forms[1].Get("qid"))
	assert.Equal(t, fmt.Sprint(playback.RoomID), forms[2].Get("room_id"))
	assert.Equal(t, playback.CoverURL, forms[2].Get("preface_url"))
	assert.Panics(t, func() { srv.TranscodeEvent(1) })
}
