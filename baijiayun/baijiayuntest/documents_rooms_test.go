package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestBindDocumentToRooms(t *testing.T) {
	srv := start(t)
	_, first := addedRoom(srv)
	second := create(t, srv, nil)
	gone := create(t, srv, nil)
	post(t, srv, "/openapi/room/delete", fields{"room_id": gone}).ok(t)
	srv.AddDocument(baijiayuntest.Document{Name: "a.pdf"})
	to := func(rooms, fid string) reply {
		return post(t, srv, "/openapi/doc/bindDocMulti", fields{"room_ids": rooms, "fid": fid})
	}
	to(first+","+gone, "832417").failed(t, 3002)
	to(first+",17091462522905", "832417").failed(t, 3001)
	to(first+","+second, "832418").failed(t, 1)
	assert.Empty(t, srv.Bindings(), "one bad room refuses all")
	to(first+","+second, "832417").ok(t)
	to(second, "832417").ok(t)
	assert.Len(t, srv.Bindings(), 2)
	assert.Contains(t, string(post(t, srv, "/openapi/doc/listDoc", fields{"room_id": second}).ok(t).Data), "a.pdf")
}
