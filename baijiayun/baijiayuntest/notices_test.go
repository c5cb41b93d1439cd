package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestNotices(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	called(t, srv, "Notices.Create", nil).data(t, `{"id":501}`)
	called(t, srv, "Notices.Create", fields{"content": "考试", "product_type": "2"}).data(t, `{"id":502}`)
	kept := srv.AddNotice(baijiayuntest.Notice{Content: "放假", URL: "https://example.com/holiday", ProductType: 2})
	assert.Equal(t, int64(503), kept.NoticeID)
	row502 := `{"id":"502","content":"考试","link":"https://example.com/notice"}`
	row503 := `{"id":"503","content":"放假","link":"https://example.com/holiday"}`
	for _, test := range []struct {
		fields fields
		want   string
	}{
		{fields{"product_type": "2"}, `{"total":2,"list":[` + row503 + `,` + row502 + `]}`},
		{fields{"product_type": "2", "page": "2"}, `{"total":2,"list":[` + row502 + `]}`},
		{fields{"query": "试"}, `{"total":1,"list":[` + row502 + `]}`},
		{fields{"product_type": "3"}, `{"total":0,"list":[]}`},
	} {
		change := fields{"page_size": "20"}.with(test.fields)
		if test.fields["page"] != "" {
			change["page_size"] = "1"
		}
		assert.JSONEq(t, test.want, dataOf(t, srv, "Notices.List", change), test.fields)
	}

	called(t, srv, "Rooms.AddNotices", fields{"notice_ids": "502,503"}).data(t, "null")
	called(t, srv, "Rooms.AddNotices", fields{"notice_ids": "503,501"}).data(t, "null")
	assert.Equal(t, []int64{502, 503, 501}, noticeIDs(srv.RoomNotices(room.RoomID)), "added, and none twice")
	called(t, srv, "Rooms.AddNotices", fields{"notice_ids": "501,9"}).failed(t, 1)
	called(t, srv, "Rooms.AddNotices", fields{"notice_ids": "501", "product_type": "2"}).failed(t, 1)
	called(t, srv, "Rooms.RemoveNotices", fields{"notice_ids": "502,9"}).failed(t, 1)
	assert.Len(t, srv.RoomNotices(room.RoomID), 3, "all or nothing")
	called(t, srv, "Rooms.RemoveNotices", fields{"notice_ids": "502"}).data(t, "null")
	called(t, srv, "Rooms.RemoveNotices", fields{"notice_ids": "502"}).failed(t, 1)
	assert.Len(t, srv.Notices(), 3, "the account keeps it")

	called(t, srv, "Notices.Delete", fields{"ids": "503,9"}).failed(t, 1)
	called(t, srv, "Notices.Delete", fields{"ids": "501", "product_type": "2"}).failed(t, 1)
	called(t, srv, "Notices.Delete", fields{"ids": "503,502", "product_type": "2"}).data(t, "null")
	called(t, srv, "Notices.Delete", fields{"ids": "503"}).failed(t, 1)
	assert.Equal(t, []int64{501}, noticeIDs(srv.Notices()))
	assert.Equal(t, []int64{501}, noticeIDs(srv.RoomNotices(room.RoomID)), "a deleted notice leaves its rooms")
	assert.JSONEq(t, `{"total":1,"list":[{"id":"501","content":"今晚七点上课","link":"https://example.com/notice"}]}`, dataOf(t, srv, "Rooms.ListNotices", fields{"room_id": id}))
	srv.Notices()[0].Content = "changed"
	assert.Equal(t, "今晚七点上课", srv.Notices()[0].Content, "a copy")
	called(t, srv, "Notices.Create", nil).data(t, `{"id":504}`)
}

func noticeIDs(notices []baijiayuntest.Notice) (ids []int64) {
	for _, notice := range notices {
		ids = append(ids, notice.NoticeID)
	}
	return ids
}

func TestNoticesInBareReplies(t *testing.T) {
	srv := start(t, baijiayuntest.WithBareReplies())
	addedRoom(srv)
	called(t, srv, "Notices.Create", nil).data(t, "null")
	called(t, srv, "Rooms.AddNotices", nil).data(t, "null")
	row := `[{"id":"501","content":"今晚七点上课","link":"https://example.com/notice"}]`
	called(t, srv, "Notices.List", nil).data(t, row)
	called(t, srv, "Rooms.ListNotices", nil).data(t, row)
	called(t, srv, "Notices.List", fields{"page": "2"}).data(t, "[]")
}
