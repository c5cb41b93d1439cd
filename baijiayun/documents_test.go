package baijiayun_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// zeroFile is a file of size zeros that does not need memory.
type zeroFile struct{ size int64 }

func (z zeroFile) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	if left := z.size - at; int64(len(p)) > left {
		return int(max(left, 0)), io.EOF
	}
	return len(p), nil
}

func TestAnUploadStreams(t *testing.T) {
	const size = 64 << 20
	srv, client := newCloud(t)
	hash := sha256.New()
	_, err := io.Copy(hash, io.NewSectionReader(zeroFile{size}, 0, size))
	require.NoError(t, err)

	for name, content := range map[string]io.Reader{
		"whose size can be told":    io.NewSectionReader(zeroFile{size}, 0, size),
		"whose size cannot be told": io.MultiReader(io.NewSectionReader(zeroFile{size}, 0, size)),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			document, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "big.pdf", Content: content}})
			runtime.ReadMemStats(&after)
			require.NoError(t, err)
			assert.NotZero(t, document.FID)
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20), "client and server together")
			sent := srv.Requests()[len(srv.Requests())-1]
			require.Len(t, sent.Files, 1)
			assert.Equal(t, int64(size), sent.Files[0].Size)
			assert.Equal(t, hex.EncodeToString(hash.Sum(nil)), sent.Files[0].SHA256)
			assert.NotContains(t, sent.Form, "attachment", "files are not signed")
		})
	}
}

func TestAnUploadThatFails(t *testing.T) {
	upload := func(client *baijiayun.Client, content io.Reader) error {
		_, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "a.pdf", Content: content}})
		return err
	}
	t.Run("after it was stored is not repeated", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.Inject("Documents.Upload", baijiayuntest.Fault{Apply: true, Status: 503})
		err := upload(client, strings.NewReader("%PDF"))
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Len(t, srv.Documents(), 1)
		assert.Len(t, srv.Requests(), 1)
	})
	t.Run("at a gateway is repeated from its start", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.Inject("Documents.Upload", baijiayuntest.Fault{Status: 429})
		content := strings.NewReader("header%PDF")
		_, err := content.Seek(6, io.SeekStart)
		require.NoError(t, err)
		require.NoError(t, upload(client, content))
		require.Len(t, srv.Documents(), 1)
		assert.Equal(t, int64(4), srv.Documents()[0].Size, "from where it stood")
		assert.Len(t, srv.Requests(), 2)
	})
	t.Run("at a gateway is not repeated when it can be read once", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.Inject("Documents.Upload", baijiayuntest.Fault{Status: 429})
		err := upload(client, io.MultiReader(strings.NewReader("%PDF")))
		assert.ErrorIs(t, err, classcloud.ResourceExhausted)
		assert.Len(t, srv.Requests(), 1)
	})
	t.Run("because its file does", func(t *testing.T) {
		srv, client := newCloud(t)
		broken := errors.New("bad sector")
		err := upload(client, io.MultiReader(strings.NewReader("%PDF"), failing{broken}))
		assert.ErrorIs(t, err, broken)
		assert.Empty(t, srv.Documents())
	})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// zeros is an endless file of zeros.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestAnUploadOf500MB(t *testing.T) {
	const size = 500 << 20
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	before := heap()
	var most atomic.Uint64
	var received atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		buffer := make([]byte, 1<<20)
		for chunk := 0; ; chunk++ {
			n, err := io.ReadFull(r.Body, buffer)
			received.Add(int64(n))
			if chunk%20 == 0 {
				most.Store(max(most.Load(), heap()))
			}
			if err != nil {
				break
			}
		}
		_, _ = io.WriteString(w, `{"code":0,"data":{"fid":"1","name":"a.zip"},"msg":""}`)
	}))
	defer srv.Close()
	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	out, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{
		File: &classcloud.File{Name: "a.zip", Content: io.LimitReader(zeros{}, size)}})
	require.NoError(t, err)
	assert.EqualValues(t, 1, out.FID)
	assert.Greater(t, received.Load(), int64(size))
	assert.Less(t, most.Load(), before+32<<20)
}
