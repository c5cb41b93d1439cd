package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestUploadShowsHowFarItIs(t *testing.T) {
	s, env := server(t)
	path := filepath.Join(t.TempDir(), "lesson.mp4")
	require.NoError(t, os.WriteFile(path, make([]byte, 4_000_000), 0o600))
	status, out, errs := ctl(t, env, "upload", "baijiayun", "file=@"+path, "definition=[16,1]", "part_size=1000000")
	require.Equal(t, exitOK, status, errs)
	assert.JSONEq(t, `{"video_id":153582,"upload_size":4000000,"total_size":4000000}`, out)
	assert.Equal(t, "video 153582 is made\n0 % of 4.0 MB\n25 % of 4.0 MB\n50 % of 4.0 MB\n75 % of 4.0 MB\n100 % of 4.0 MB\n", errs)
	assert.Equal(t, "lesson.mp4", s.Videos()[0].FileName)
	assert.Equal(t, int64(4_000_000), s.Uploads()[0].Received)
}

// The id comes out even when the upload fails, and with it the next one goes on.
func TestUploadGoesOnWithAVideo(t *testing.T) {
	s, env := server(t)
	path := filepath.Join(t.TempDir(), "lesson.mp4")
	require.NoError(t, os.WriteFile(path, []byte("0123456789"), 0o600))
	s.InjectUpload(baijiayuntest.UploadFault{Skip: 1, Times: -1, Status: 403})
	s.Respond("Videos.GetUpload", `{"code":2002,"data":null,"msg":"账号权限错误"}`)
	status, out, errs := ctl(t, env, "upload", "baijiayun", "file=@"+path, "definition=16", "part_size=4")
	assert.Equal(t, exitFailed, status)
	assert.JSONEq(t, `{"video_id":153582,"upload_size":4,"total_size":10}`, out)
	lines := bytes.Split(bytes.TrimSpace([]byte(errs)), []byte("\n"))
	var failure struct{ Kind, Key string }
	require.NoError(t, json.Unmarshal(lines[len(lines)-1], &failure))
	assert.Equal(t, "153582", failure.Key)

	s.ClearUploadFaults()
	s.Respond("Videos.GetUpload", "")
	status, out, errs = ctl(t, env, "upload", "baijiayun", "file=@"+path, "video_id=153582")
	require.Equal(t, exitOK, status, errs)
	assert.JSONEq(t, `{"video_id":153582,"upload_size":10,"total_size":10}`, out)
	assert.Equal(t, "40 % of 0.0 MB\n100 % of 0.0 MB\n", errs)
	assert.Len(t, s.Videos(), 1)
}

func TestUploadIsWrittenRight(t *testing.T) {
	for _, args := range [][]string{{"upload"}, {"upload", "agora"}, {"upload", "baijiayun", "file"}, {"upload", "baijiayun", "nothing=1"}} {
		_, env := server(t)
		status, out, errs := ctl(t, env, args...)
		assert.Equal(t, exitUsage, status, args)
		assert.Empty(t, out)
		assert.Contains(t, errs, `"kind":"InvalidArgument"`)
	}
	_, env := server(t)
	status, out, errs := ctl(t, env, "upload", "baijiayun", "definition=16")
	assert.Equal(t, exitFailed, status)
	assert.Empty(t, out)
	assert.Contains(t, errs, `"field":"File"`)
}

func TestTheBarOfATerminalIsOneLine(t *testing.T) {
	var b bytes.Buffer
	live := &bar{to: &b, live: true}
	live.progress(1, 4)
	live.progress(4, 4)
	live.end()
	assert.Equal(t, "\r[##########..............................]  25 % of 0.0 MB\r[########################################] 100 % of 0.0 MB\n", b.String())
	assert.False(t, isTerminal(&b))
	file, err := os.Create(filepath.Join(t.TempDir(), "errors"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	assert.False(t, isTerminal(file))
}

// On a terminal the file of a call shows how far it has been read, also when it is read again; elsewhere nothing is shown.
func TestTheFileOfACallShowsHowFarItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "slides.pdf")
	require.NoError(t, os.WriteFile(path, make([]byte, 2_000_000), 0o600))
	var shown bytes.Buffer
	for live, want := range map[bool]string{true: "100 % of 2.0 MB", false: ""} {
		shown.Reset()
		files := &opened{show: &bar{to: &shown, live: live}}
		file, err := files.open(path)
		require.NoError(t, err)
		for range 2 {
			n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, file.Content, make([]byte, 1_000_000))
			require.NoError(t, err)
			assert.Equal(t, int64(2_000_000), n)
			_, err = file.Content.(io.Seeker).Seek(0, io.SeekStart)
			require.NoError(t, err, "a call can be repeated")
		}
		files.show.end()
		if assert.Equal(t, want != "", shown.Len() > 0); want != "" {
			assert.True(t, strings.HasSuffix(shown.String(), want+"\n"), shown.String())
			assert.Equal(t, 2, strings.Count(shown.String(), "  50 % of 2.0 MB"), "it begins anew")
		}
		files.close()
	}
	_, err := (&opened{}).open(filepath.Join(t.TempDir(), "none"))
	assert.Error(t, err)
}

// A body that is read while the call returns shows nothing any more.
func TestABarThatHasEndedIsSilent(t *testing.T) {
	var shown bytes.Buffer
	b := &bar{to: &shown, live: true}
	b.end()
	b.progress(1, 2)
	assert.Empty(t, shown.String())
}
