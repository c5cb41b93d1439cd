package transport

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// resty sends an empty body in the second attempt.
func TestRestyPitfallARepeatedUploadSendsTheWholeFileAgain(t *testing.T) {
	const content = "skipped|the whole document"
	file := func(t *testing.T) io.Reader {
		f, err := os.CreateTemp(t.TempDir(), "")
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() })
		_, err = f.WriteString(content)
		require.NoError(t, err)
		_, err = f.Seek(8, io.SeekStart)
		require.NoError(t, err)
		return f
	}
	reader := func(*testing.T) io.Reader {
		r := strings.NewReader(content)
		_, _ = r.Seek(8, io.SeekStart)
		return r
	}
	for name, open := range map[string]func(*testing.T) io.Reader{"a file": file, "a reader in memory": reader} {
		t.Run(name+" is read from where it stood", func(t *testing.T) {
			s := serve(t, page(429), page(429), reply(200, success))
			_, err := connect(t, s.URL).upload(t.Context(), opOnce, open(t))
			require.NoError(t, err)
			require.Len(t, s.seen(), 3)
			for _, r := range s.seen() {
				assert.Contains(t, r.body, "\r\n\r\nthe whole document\r\n--boundary--")
				assert.NotContains(t, r.body, "skipped")
				assert.EqualValues(t, len(r.body), r.length)
			}
		})
	}
	for name, content := range map[string]io.Reader{
		"a stream":                    io.MultiReader(strings.NewReader(content)),
		"a buffer":                    bytes.NewBufferString(content),
		"a pipe, which says it seeks": pipe(t, content),
	} {
		t.Run(name+" cannot be read again, so the first failure stands", func(t *testing.T) {
			s := serve(t, page(429), reply(200, success))
			h := connect(t, s.URL)
			_, err := h.upload(t.Context(), opOnce, content)
			assert.ErrorIs(t, err, classcloud.ResourceExhausted)
			assert.Equal(t, classcloud.OutcomeNotApplied, clienttest.AsError(t, err).Outcome)
			assert.Len(t, s.seen(), 1)
			assert.Contains(t, s.seen()[0].body, "the whole document")
			assert.Empty(t, h.clock.Slept())
		})
	}
	t.Run("a stream nobody read yet is sent after a refused connection", func(t *testing.T) {
		s := serve(t, reply(200, success))
		h := connect(t, s.URL, classcloud.WithHTTPClient(refusedOnce()))
		_, err := h.upload(t.Context(), opOnce, io.MultiReader(strings.NewReader(content)))
		require.NoError(t, err)
		assert.Contains(t, s.seen()[0].body, "the whole document")
		assert.EqualValues(t, -1, s.seen()[0].length)
	})
}

func pipe(t *testing.T, content string) io.Reader {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	_, err = w.WriteString(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// If the server refuses while the file is still being sent, the attempt ends and the caller can use the file.
func TestAnUploadRefusedEarly(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reply(413, "too large")(w, r)
	}))
	defer s.Close()
	h := connect(t, s.URL)
	file := &endless{size: 64 << 20}
	_, err := h.upload(t.Context(), opOnce, file)
	require.Error(t, err)
	file.at = 0 // the race detector reports it if anybody still reads the file
	_, err = h.upload(t.Context(), opOnce, file)
	require.Error(t, err)
}
