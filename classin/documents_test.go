package classin_test

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestUploadStreams(t *testing.T) {
	const size = 8 << 20
	client := answering(t, func(r clienttest.Request) clienttest.Answer {
		_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil {
			return clienttest.JSON(`{}`)
		}
		parts := multipart.NewReader(strings.NewReader(r.Body), params["boundary"])
		var names []string
		var got int64
		for {
			part, err := parts.NextPart()
			if err != nil {
				break
			}
			n, _ := io.Copy(io.Discard, part)
			if names = append(names, part.FormName()); part.FormName() == "Filedata" {
				got = n
			}
		}
		return clienttest.JSON(fmt.Sprintf(`{"data":"%d","error_info":{"errno":1,"error":"%s"}}`, got, strings.Join(names, " ")))
	})
	id, err := client.Documents.Upload(t.Context(), &classin.UploadDocumentRequest{FolderID: "1",
		File: &classcloud.File{Name: "a.pdf", Content: io.LimitReader(zeros{}, size)}})
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprint(size), id)
	_, err = client.Documents.Upload(t.Context(), &classin.UploadDocumentRequest{FolderID: "1",
		File: &classcloud.File{Name: strings.Repeat("名", 129), Content: strings.NewReader("x")}})
	assert.ErrorContains(t, err, "File.Name (Filedata) has 129 characters, the vendor keeps 128")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
