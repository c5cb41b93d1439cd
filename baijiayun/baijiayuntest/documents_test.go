package baijiayuntest_test

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
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
			document.FID, document.BindID), answer.body)
		assert.Equal(t, id, strconv.FormatInt(document.RoomID, 10))
		assert.True(t, document.Animated)
		assert.Equal(t, int64(6), document.Size)
		assert.Equal(t, fmt.Sprintf("%x", sha256.Sum256([]byte("slides"))), document.SHA256)
	})
	t.Run("not bound", func(t *testing.T) {
		answer := postFiles(t, srv, uploadPath, nil, lesson).ok(t)
		documents := srv.Documents()
		assert.JSONEq(t, fmt.Sprintf(`{"fid":%d,"name":"第一课.pptx"}`, documents[1].FID), string(answer.Data))
		assert.NotEqual(t, documents[0].FID, documents[1].FID)
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
		"no file":                     {nil, nil, 4001},
		"a text instead of a file":    {fields{"attachment": "a.pdf"}, nil, 4001},
		"a file in another field":     {nil, []upload{{"file", "a.pdf", "x"}}, 4001},
		"the last of two files":       {nil, []upload{file, {"attachment", "a.exe", "x"}}, 4001},
		"an unknown room":             {fields{"room_id": "17091462522904"}, []upload{file}, 3001},
		"room zero":                   {fields{"room_id": "0"}, []upload{file}, 3001},
		"a deleted room":              {fields{"room_id": deleted}, []upload{file}, 3002},
		"a room that is not a number": {fields{"room_id": "x"}, []upload{file}, 1001},
		"an animation of 2":           {fields{"ppt_animation": "2"}, []upload{file}, 1001},
		"an unknown account, a file":  {fields{"partner_id": "1"}, []upload{file}, 2001},
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

func TestDocumentsOfRooms(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	uploaded := srv.AddDocument(baijiayuntest.Document{Name: "测试文件.doc"})
	bound := srv.AddDocument(baijiayuntest.Document{Name: "百家云API使用文档.pdf", Source: "api", RoomID: room.RoomID})
	ids := fields{"room_id": id, "fid": strconv.FormatInt(uploaded.FID, 10)}

	for range 2 { // the second call does not change anything
		post(t, srv, "/openapi/doc/bindDoc", ids).data(t, fmt.Sprintf(`{"fid":%d,"room_id":"17091462522904","bind_id":%d}`,
			uploaded.FID, bound.BindID+1))
	}
	post(t, srv, "/openapi/doc/listDoc", fields{"room_id": id}).data(t, fmt.Sprintf(`{"room_id":"17091462522904","list":[
		{"fid":%d,"name":"百家云API使用文档.pdf","create_time":"2017-08-01 15:24:48"},
		{"fid":%d,"name":"测试文件.doc","create_time":"2017-08-01 15:24:48"}]}`, bound.FID, uploaded.FID))
	assert.Equal(t, []baijiayuntest.Binding{
		{BindID: bound.BindID, RoomID: room.RoomID, FID: bound.FID},
		{BindID: bound.BindID + 1, RoomID: room.RoomID, FID: uploaded.FID},
	}, srv.Bindings())

	post(t, srv, "/openapi/doc/removeDoc", ids).data(t, fmt.Sprintf(`{"fid":"%d"}`, uploaded.FID))
	post(t, srv, "/openapi/doc/removeDoc", ids).failed(t, 1)
	post(t, srv, "/openapi/doc/bindDoc", ids.with(fields{"fid": "1"})).failed(t, 1)
	assert.Len(t, srv.Bindings(), 1)
	assert.Len(t, srv.Documents(), 2, "the account keeps it")
	assert.Panics(t, func() { srv.AddDocument(baijiayuntest.Document{RoomID: 1}) })
}

func TestDocumentsOfTheAccount(t *testing.T) {
	srv := start(t)
	assert.JSONEq(t, `{"total":0,"list":[]}`, string(post(t, srv, "/openapi/doc/listAllDoc", fields{"type": "all"}).ok(t).Data))
	srv.AddDocument(baijiayuntest.Document{Name: "a.doc"})
	postFiles(t, srv, uploadPath, nil, upload{"attachment", "b.doc", "x"}).ok(t)
	a := `{"fid":"832417","name":"a.doc","create_time":"2017-08-01 15:24:48","upload_source":"room"}`
	b := `{"fid":"832418","name":"b.doc","create_time":"2017-08-01 15:24:48","upload_source":"api"}`
	for source, want := range map[string]string{
		"all": `{"total":2,"list":[` + b + `,` + a + `]}`, "room": `{"total":1,"list":[` + a + `]}`, "api": `{"total":1,"list":[` + b + `]}`,
	} {
		post(t, srv, "/openapi/doc/listAllDoc", fields{"type": source}).data(t, want)
	}
}

func TestUploadFromURL(t *testing.T) {
	srv := start(t)
	_, id := addedRoom(srv)
	const url = "https://example.com/index.html?a=1&b=2"
	post(t, srv, "/openapi/doc/uploadH5ByUrl", fields{"h5_doc_url": url}).data(t, `{"fid":832417,"name":"`+url+`"}`)
	post(t, srv, "/openapi/doc/uploadH5ByUrl", fields{"h5_doc_url": url, "room_id": id}).
		data(t, `{"fid":832418,"name":"`+url+`","bind_id":123}`)
	assert.Equal(t, "api", srv.Documents()[1].Source)
	assert.Equal(t, int64(17091462522904), srv.Documents()[1].RoomID)
}
