package baijiayuntest_test

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const uploadPath = "/openapi/doc/uploadDoc"

func TestUploadDocument(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil)
	lesson := upload{"attachment", "第一课.pptx", "slides"}

	t.Run("bound to a room", func(t *testing.T) {
		answer := postFiles(t, srv, uploadPath, fields{"room_id": id, "ppt_animation": "1"}, lesson).ok(t)
		document := srv.Documents()[0]
		assert.JSONEq(t, fmt.Sprintf(`{"code":0,"data":{"fid":%d,"name":"第一课.pptx","bind_id":%d},"msg":"","ts":1501572288}`,
			document.FileID, document.BindID), answer.body)
		assert.Equal(t, id, strconv.FormatInt(document.RoomID, 10))
		assert.True(t, document.Animated)
		assert.Equal(t, int64(6), document.Size)
		assert.Equal(t, fmt.Sprintf("%x", sha256.Sum256([]byte("slides"))), document.SHA256)
	})
	t.Run("not bound", func(t *testing.T) {
		answer := postFiles(t, srv, uploadPath, nil, lesson).ok(t)
		documents := srv.Documents()
		assert.JSONEq(t, fmt.Sprintf(`{"fid":%d,"name":"第一课.pptx"}`, documents[1].FileID), string(answer.Data))
		assert.NotEqual(t, documents[0].FileID, documents[1].FileID)
		assert.Zero(t, documents[1].RoomID)
	})
	t.Run("every bind has its own id", func(t *testing.T) {
		postFiles(t, srv, uploadPath, fields{"room_id": id}, lesson).ok(t)
		documents := srv.Documents()
		assert.NotEqual(t, documents[0].BindID, documents[2].BindID)
	})
}

func TestUploadExtensions(t *testing.T) {
	srv := start(t)
	for _, name := range []string{
		"a.doc", "a.ppt", "a.pdf", "a.pptx", "a.docx", "a.jpg", "a.jpeg", "a.png", "a.gif", "a.zip", "A.PDF",
	} {
		postFiles(t, srv, uploadPath, nil, upload{"attachment", name, "x"}).ok(t)
	}
	served := len(srv.Documents())
	for _, name := range []string{"a.exe", "a.xlsx", "a", "", ".", "pdf", "a.pdf.sh", "a.pdf."} {
		postFiles(t, srv, uploadPath, nil, upload{"attachment", name, "x"}).failed(t, 4001)
	}
	require.Len(t, srv.Documents(), served)
}

func TestUploadRefusals(t *testing.T) {
	srv := start(t)
	deleted := create(t, srv, nil)
	post(t, srv, "/openapi/room/delete", fields{"room_id": deleted}).ok(t)
	file := upload{"attachment", "a.pdf", "x"}
	for name, test := range map[string]struct {
		fields fields
		files  []upload
		code   int
	}{
		"no file":                    {nil, nil, 4001},
		"a text instead of a file":   {fields{"attachment": "a.pdf"}, nil, 4001},
		"a file in another field":    {nil, []upload{{"file", "a.pdf", "x"}}, 4001},
		"the last of two files":      {nil, []upload{file, {"attachment", "a.exe", "x"}}, 4001},
		"an unknown room":            {fields{"room_id": "17091462522904"}, []upload{file}, 3001},
		"room zero":                  {fields{"room_id": "0"}, []upload{file}, 3001},
		"a deleted room":             {fields{"room_id": deleted}, []upload{file}, 3002},
		"a room that is no number":   {fields{"room_id": "x"}, []upload{file}, 1001},
		"an empty room":              {fields{"room_id": ""}, []upload{file}, 1001},
		"an animation of 2":          {fields{"ppt_animation": "2"}, []upload{file}, 1001},
		"an unknown account, a file": {fields{"partner_id": "1"}, []upload{file}, 2001},
	} {
		t.Run(name, func(t *testing.T) {
			postFiles(t, srv, uploadPath, test.fields, test.files...).failed(t, test.code)
		})
	}
	t.Run("urlencoded", func(t *testing.T) {
		post(t, srv, uploadPath, fields{"attachment": "a.pdf"}).failed(t, 4001)
	})
	assert.Empty(t, srv.Documents())
}
