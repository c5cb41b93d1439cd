package wire

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

const boundary = "classcloudBoundary0123456789"

func mustUpload(t *testing.T, fields []Member, files ...FilePart) *Upload {
	t.Helper()
	u, err := NewUpload(boundary, fields, files)
	require.NoError(t, err)
	return u
}

func filePart(field, name string, content io.Reader) FilePart {
	return FilePart{field, &classcloud.File{Name: name, Content: content}}
}

func mustRead(t *testing.T, u *Upload, again bool) string {
	t.Helper()
	r, err := u.Reader(again)
	require.NoError(t, err)
	body, err := io.ReadAll(r)
	require.NoError(t, err)
	if u.Length >= 0 {
		require.EqualValues(t, u.Length, len(body), "the length that was announced")
	}
	return string(body)
}

// parsedPart is a part as mime/multipart reads it.
type parsedPart struct{ field, file, mediaType, content string }

func mustParse(t *testing.T, u *Upload, body string) []parsedPart {
	t.Helper()
	mediaType, params, err := mime.ParseMediaType(u.ContentType)
	require.NoError(t, err)
	require.Equal(t, "multipart/form-data", mediaType)
	var out []parsedPart
	for r := multipart.NewReader(strings.NewReader(body), params["boundary"]); ; {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		content, err := io.ReadAll(p)
		require.NoError(t, err)
		out = append(out, parsedPart{p.FormName(), p.FileName(), p.Header.Get("Content-Type"), string(content)})
	}
}

func TestUploadWritesFieldsThenFiles(t *testing.T) {
	u := mustUpload(t,
		[]Member{{"title", TextOf("英语 & \"x\"\r\n--" + boundary[:5])}, {"ppt_animation", IntOf(1)}, {"flag", boolValue(false)}, {"list", list(IntOf(1), IntOf(2))}},
		filePart("attachment", "课件.pdf", strings.NewReader("%PDF")), filePart("cover", "a.PNG", bytes.NewReader(nil)))
	body := mustRead(t, u, false)
	assert.Equal(t, []parsedPart{
		{"title", "", "", "英语 & \"x\"\r\n--" + boundary[:5]},
		{"ppt_animation", "", "", "1"},
		{"flag", "", "", "0"},
		{"list", "", "", "[1,2]"},
		{"attachment", "课件.pdf", "application/pdf", "%PDF"},
		{"cover", "a.PNG", "image/png", ""},
	}, mustParse(t, u, body))
	assert.Contains(t, body, `filename="课件.pdf"`, "UTF-8 as it is, as PHP reads it")
	assert.Equal(t, body, mustRead(t, u, true), "the same again")
}

func TestUploadWithoutFiles(t *testing.T) {
	u := mustUpload(t, []Member{{"a", IntOf(1)}})
	assert.Equal(t, []parsedPart{{"a", "", "", "1"}}, mustParse(t, u, mustRead(t, u, false)))
}

func TestUploadEscapesNames(t *testing.T) {
	for name, want := range map[string]string{
		`a"b".pdf`:         `a"b".pdf`,
		`a;b=c, d.pdf`:     `a;b=c, d.pdf`,
		"a\r\nX-Evil: 1":   "a__X-Evil: 1",
		"50% 汉 \u00e9.pdf": "50% 汉 \u00e9.pdf",
		"'q'.pdf":          "'q'.pdf",
		`back\slash".pdf`:  `back\slash".pdf`,
	} {
		t.Run(name, func(t *testing.T) {
			u := mustUpload(t, nil, filePart(`fi"eld`, name, strings.NewReader("x")))
			assert.Equal(t, []parsedPart{{`fi"eld`, want, mediaType(want), "x"}}, mustParse(t, u, mustRead(t, u, false)))
		})
	}
}

func TestUploadKnowsItsLengthAndWhetherItCanBeReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pdf")
	require.NoError(t, os.WriteFile(path, []byte("skipped content"), 0o600))
	file, err := os.Open(path)
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	_, err = file.Seek(int64(len("skipped ")), io.SeekStart)
	require.NoError(t, err)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = read.Close() })
	_, err = write.WriteString("content")
	require.NoError(t, err)
	require.NoError(t, write.Close())
	halfRead := strings.NewReader("skipped content")
	_, err = io.CopyN(io.Discard, halfRead, int64(len("skipped ")))
	require.NoError(t, err)

	for _, c := range []struct {
		name         string
		content      io.Reader
		known, again bool
	}{
		{"a bytes.Reader", bytes.NewReader([]byte("content")), true, true},
		{"a reader that was read in part goes on from there", halfRead, true, true},
		{"a file at an offset goes on from there", file, true, true},
		{"a bytes.Buffer has a length and cannot be read again", bytes.NewBufferString("content"), true, false},
		{"a pipe has no length and cannot be read again", read, false, false},
		{"an unknown reader has no length and cannot be read again", iotest.OneByteReader(strings.NewReader("content")), false, false},
		{"a Len of unknown meaning is not a length", lenOf{strings.NewReader("content")}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := mustUpload(t, []Member{{"a", IntOf(1)}}, filePart("f", "a.pdf", c.content), filePart("g", "b.pdf", strings.NewReader("known")))
			assert.Equal(t, c.known, u.Length >= 0)
			if !c.known {
				assert.EqualValues(t, -1, u.Length)
			}
			first := mustRead(t, u, false)
			assert.Equal(t, "content", mustParse(t, u, first)[1].content)
			if c.again {
				assert.Equal(t, first, mustRead(t, u, true))
				return
			}
			_, err := u.Reader(true)
			assert.ErrorContains(t, err, "cannot be read again")
		})
	}
}

// lenOf has a Len that does not count bytes.
type lenOf struct{ io.Reader }

func (lenOf) Len() int { return 1 }

func TestUploadSaysWhyAFileCannotBeRewound(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "a.pdf"))
	require.NoError(t, err)
	u := mustUpload(t, nil, filePart("f", "a.pdf", file))
	require.NoError(t, file.Close())
	_, err = u.Reader(true)
	assert.ErrorIs(t, err, os.ErrClosed)
}

func TestUploadRefusesABadBoundary(t *testing.T) {
	for _, bad := range []string{"", strings.Repeat("a", 71), "a\nb"} {
		_, err := NewUpload(bad, nil, nil)
		assert.Error(t, err)
	}
}

func TestMediaTypesAreTheSameOnEveryMachine(t *testing.T) {
	for name, want := range map[string]string{
		"a.pdf": "application/pdf", "a.DOC": "application/msword", "a.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"a.ppt": "application/vnd.ms-powerpoint", "a.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
		"a.jpg": "image/jpeg", "a.jpeg": "image/jpeg", "a.png": "image/png", "a.gif": "image/gif", "a.zip": "application/zip",
		"a.mp3": "audio/mpeg", "a.mp4": "video/mp4", "a": "application/octet-stream", "a.pdf.exe": "application/octet-stream",
	} {
		assert.Equal(t, want, mediaType(name), name)
	}
}

func TestUploadStreamsItsFiles(t *testing.T) {
	const size = 64 << 20
	u := mustUpload(t, nil, filePart("f", "big.mp4", io.LimitReader(zeros{}, size)))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := u.Reader(false)
	require.NoError(t, err)
	n, err := io.Copy(io.Discard, r)
	require.NoError(t, err)
	runtime.ReadMemStats(&after)
	assert.Greater(t, n, int64(size))
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(size/16), "bytes allocated")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestAPlainUploadIsTheFileAlone(t *testing.T) {
	u := NewPlainUpload("video/mp4", strings.NewReader("content"), 7)
	assert.Equal(t, "video/mp4", u.ContentType)
	assert.Equal(t, int64(7), u.Length)
	r, err := u.Reader(false)
	require.NoError(t, err)
	got, err := io.ReadAll(r)
	require.NoError(t, err)
	assert.Equal(t, "content", string(got))
	_, err = u.Reader(true)
	assert.ErrorContains(t, err, "cannot be read again")
}

// A file that grows while it is sent is sent as it was: what is added would stand where the form goes on.
func TestAFileThatGrowsIsSentAsItWas(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "growing"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	_, err = file.WriteString("abc")
	require.NoError(t, err)
	_, err = file.Seek(0, io.SeekStart)
	require.NoError(t, err)
	upload, err := NewUpload("b", nil, []FilePart{{Field: "f", File: &classcloud.File{Name: "a.pdf", Content: file}}})
	require.NoError(t, err)
	_, err = file.WriteAt([]byte("more"), 3)
	require.NoError(t, err)
	for _, again := range []bool{false, true} {
		reader, err := upload.Reader(again)
		require.NoError(t, err)
		body, err := io.ReadAll(reader)
		require.NoError(t, err)
		assert.Len(t, body, int(upload.Length))
		assert.Contains(t, string(body), "abc\r\n--b--")
	}
}
