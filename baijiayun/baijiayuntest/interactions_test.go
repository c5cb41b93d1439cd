package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestInteractionsAreSelectedAndPaged(t *testing.T) {
	for name, test := range map[string]struct {
		options []baijiayuntest.Option
		all     string
		second  string
	}{
		"with a total": {nil, `{"total":2,"list":[{"type":0,"sub_type":2,"date":"2019-10-10"},{"type":1,"date":"2019-10-11"}]}`, `{"total":2,"list":[{"type":1,"date":"2019-10-11"}]}`},
		"bare":         {[]baijiayuntest.Option{baijiayuntest.WithBareReplies()}, `[{"type":0,"sub_type":2,"date":"2019-10-10"},{"type":1,"date":"2019-10-11"}]`, `[{"type":1,"date":"2019-10-11"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			srv := start(t, test.options...)
			room, id := addedRoom(srv)
			srv.AddRows("Interactions.ListVotes", room.RoomID, `[{"type":0,"sub_type":2,"date":"2019-10-10"},{"type":1,"date":"2019-10-11"}]`)
			ask := func(more fields) reply {
				return post(t, srv, "/openapi/interact_data/getClassVoteData", fields{"room_id": id}.with(more)).ok(t)
			}
			ask(nil).data(t, test.all)
			ask(fields{"page": "2", "page_size": "1"}).data(t, test.second)
			assert.Contains(t, ask(fields{"type": "1"}).body, "2019-10-11")
			assert.NotContains(t, ask(fields{"type": "1"}).body, "2019-10-10")
			assert.NotContains(t, ask(fields{"sub_type": "1"}).body, "2019-10-10")
			assert.NotContains(t, ask(fields{"date": "2019-10-10"}).body, "2019-10-11")
		})
	}
}

// One public client sends days, another days with a time.
func TestInteractionsTakeDaysAndTimes(t *testing.T) {
	srv := start(t)
	_, id := addedRoom(srv)
	of := fields{"room_id": id, "type": "checkin"}
	for _, path := range []string{"/openapi/interact_info/getInteractList", "/openapi/interact_info/getInteractDetail"} {
		post(t, srv, path, of.with(fields{"begin_time": "2019-10-10", "end_time": "2019-10-11"})).ok(t)
		post(t, srv, path, of.with(fields{"begin_time": "2019-10-10 08:00:00", "end_time": "2019-10-10 09:00:00"})).ok(t)
		post(t, srv, path, of.with(fields{"begin_time": "2019-10-11", "end_time": "2019-10-10"})).failed(t, 1001)
	}
}

func TestTheInteractionURLIsKept(t *testing.T) {
	srv := start(t)
	assert.Empty(t, srv.InteractionURL())
	post(t, srv, "/openapi/interact_data/updateCallbackUrl", fields{"callback_url": "https://example.com/hudong"}).data(t, "null")
	assert.Equal(t, "https://example.com/hudong", srv.InteractionURL())
}
