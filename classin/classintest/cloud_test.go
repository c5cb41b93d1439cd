package classintest_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// idOf is an id that is written as a text.
func idOf(t *testing.T, a answer) string {
	t.Helper()
	var id string
	require.NoError(t, json.Unmarshal(a.Data, &id), a.Raw)
	return id
}

func upload(t *testing.T, srv *classintest.Server, folder, name, content string) answer {
	t.Helper()
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	for field, all := range form(stamped(srv, fields{"folderId": folder})) {
		require.NoError(t, writer.WriteField(field, all[0]))
	}
	if name != "" {
		part, err := writer.CreateFormFile("Filedata", name)
		require.NoError(t, err)
		_, _ = part.Write([]byte(content))
	}
	require.NoError(t, writer.Close())
	return read(t, do(t, srv, http.MethodPost, "/partner/api/cloud.api.php?action=uploadFile", writer.FormDataContentType(), body.String()))
}

func TestTheCloudDisk(t *testing.T) {
	srv := newServer(t)
	root := idOf(t, cloud(t, srv, "getTopFolderId", nil))
	assert.Equal(t, "106", cloud(t, srv, "getFolderList", nil).errno(), "no folder has one")

	made := cloud(t, srv, "createFolder", fields{"folderId": "22418", "folderName": "Books"})
	books := idOf(t, made)
	taken := cloud(t, srv, "createFolder", fields{"folderId": "22418", "folderName": "Books"})
	assert.Equal(t, "206", taken.errno())
	assert.Equal(t, books, idOf(t, taken))
	assert.JSONEq(t, `{"22418":[{"id":"`+books+`","pid":"22418","name":"Books"}]}`, string(cloud(t, srv, "getFolderList", nil).Data))

	file := idOf(t, upload(t, srv, books, "a.pdf", strings.Repeat("x", 1025)))
	other := idOf(t, upload(t, srv, books, "b.pdf", ""))
	require.Len(t, srv.Documents(), 2)
	assert.EqualValues(t, 1025, srv.Documents()[0].Size)
	assert.Equal(t, "195", upload(t, srv, books, "", "").errno())
	assert.Equal(t, "193", upload(t, srv, "1", "a.pdf", "").errno())

	var contents struct {
		Data    any                 `json:"data"`
		Folders []map[string]any    `json:"folder_list"`
		Files   []map[string]string `json:"file_list"`
	}
	require.NoError(t, json.Unmarshal([]byte(cloud(t, srv, "getCloudList", fields{"folderId": books}).Raw), &contents))
	assert.Nil(t, contents.Data)
	assert.Empty(t, contents.Folders)
	assert.Equal(t, []map[string]string{{"id": file, "file_name": "a.pdf", "file_size": "2KB"}, {"id": other, "file_name": "b.pdf", "file_size": "0KB"}}, contents.Files)
	require.NoError(t, json.Unmarshal([]byte(cloud(t, srv, "getCloudList", fields{"folderId": ""}).Raw), &contents))
	assert.Equal(t, "22418", contents.Folders[0]["folder_id"], "of the top folder")

	assert.Equal(t, "200", cloud(t, srv, "renameFile", fields{"fileId": file, "fileName": "b.pdf"}).errno())
	assert.Equal(t, "1", cloud(t, srv, "renameFile", fields{"fileId": file, "fileName": "c.pdf"}).errno())
	assert.Equal(t, "198", cloud(t, srv, "renameFile", fields{"fileId": 1, "fileName": "c.pdf"}).errno())
	assert.Equal(t, "1", cloud(t, srv, "delFile", fields{"fileId": file}).errno())
	assert.Equal(t, "198", cloud(t, srv, "delFile", fields{"fileId": file}).errno())

	assert.Equal(t, "1", cloud(t, srv, "renameFolder", fields{"folderId": books, "folderName": "Papers"}).errno())
	assert.Equal(t, "193", cloud(t, srv, "renameFolder", fields{"folderId": 1, "folderName": "Papers"}).errno())
	assert.Equal(t, "196", cloud(t, srv, "delFolder", fields{"folderId": root}).errno())
	assert.Equal(t, "100", cloud(t, srv, "delFolder", fields{"folderId": ""}).errno())
	assert.Equal(t, "1", cloud(t, srv, "delFolder", fields{"folderId": 22418}).errno())
	assert.Equal(t, []classintest.Folder{{FolderID: 22400, Name: "全部文件"}}, srv.Folders(), "all within is gone")
	assert.Empty(t, srv.Documents())
	assert.Equal(t, "193", cloud(t, srv, "getCloudList", fields{"folderId": books}).errno())
}
