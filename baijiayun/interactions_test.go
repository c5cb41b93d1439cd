package baijiayun_test

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestEveryListOfInteractions(t *testing.T) {
	const rows = `[{"name":"a","n":9007199254740993},{"name":"b"},{"name":"b"},{"name":"c"}]`
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		room := srv.AddRoom(baijiayuntest.Room{})
		for name, all := range map[string]func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error]{
			"List": func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error] {
				return erase(s.All(ctx, &baijiayun.ListInteractionsRequest{RoomID: room.RoomID, Type: baijiayun.InteractionTypeCheckIn, PageSize: 3}))
			},
			"ListDetails": func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error] {
				return erase(s.AllDetails(ctx, &baijiayun.ListInteractionsRequest{RoomID: room.RoomID, Type: baijiayun.InteractionTypeCheckIn, PageSize: 3}))
			},
			"ListVotes": func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error] {
				return erase(s.AllVotes(ctx, &baijiayun.ListClassVotesRequest{RoomID: room.RoomID, PageSize: 3}))
			},
			"ListRedPackets": func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error] {
				return erase(s.AllRedPackets(ctx, &baijiayun.ListClassRedPacketsRequest{RoomID: room.RoomID, PageSize: 3}))
			},
			"ListRandomPicks": func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error] {
				return erase(s.AllRandomPicks(ctx, &baijiayun.ListRandomPicksRequest{RoomID: room.RoomID, PageSize: 3}))
			},
			"ListHeadcounts": func(ctx context.Context, s baijiayun.InteractionsService) iter.Seq2[any, error] {
				return erase(s.AllHeadcounts(ctx, &baijiayun.ListHeadcountsRequest{RoomID: room.RoomID, PageSize: 3}))
			},
		} {
			srv.AddRows("Interactions."+name, room.RoomID, rows)
			var got []string
			for row, err := range all(t.Context(), client.Interactions) {
				require.NoError(t, err, name)
				got = append(got, fmt.Sprintf("%v", row))
			}
			require.Len(t, got, 4, "%s: rows that look the same on one page are two", name)
			assert.Contains(t, got[0], "9007199254740993", name)
		}
		checkIn, err := client.Interactions.GetCheckIn(t.Context(), "5")
		require.NoError(t, err)
		assert.NotEmpty(t, checkIn.Extra)
	})
}

// Zero is a kind of its own and not the absence of one; times are Beijing's.
func TestWhatSelectsInteractions(t *testing.T) {
	ctx, day := t.Context(), classcloud.Date{Year: 2019, Month: 10, Day: 10}
	for want, call := range map[string]func(c *baijiayun.Client) error{
		"date=2019-10-10&page=1&page_size=20&room_id=1&sub_type=0&type=0": func(c *baijiayun.Client) error {
			_, err := c.Interactions.ListVotes(ctx, &baijiayun.ListClassVotesRequest{RoomID: 1, Date: day, Type: new(baijiayun.ClassVoteTypeVote), QuestionType: new(baijiayun.ClassVoteQuestionTypeChoice)})
			return err
		},
		"page=1&page_size=20&room_id=2": func(c *baijiayun.Client) error {
			_, err := c.Interactions.ListVotes(ctx, &baijiayun.ListClassVotesRequest{RoomID: 2})
			return err
		},
		"page=1&page_size=20&room_id=3&type=0": func(c *baijiayun.Client) error {
			_, err := c.Interactions.ListRedPackets(ctx, &baijiayun.ListClassRedPacketsRequest{RoomID: 3, Type: new(baijiayun.ClassRedPacketTypeNormal)})
			return err
		},
		"page=1&page_size=20&room_id=4&type=0": func(c *baijiayun.Client) error {
			_, err := c.Interactions.ListRandomPicks(ctx, &baijiayun.ListRandomPicksRequest{RoomID: 4, Type: new(baijiayun.RandomPickTypeClass)})
			return err
		},
		"date=2019-10-10&page=3&page_size=7&room_id=5": func(c *baijiayun.Client) error {
			_, err := c.Interactions.ListHeadcounts(ctx, &baijiayun.ListHeadcountsRequest{RoomID: 5, Date: day, Page: 3, PageSize: 7})
			return err
		},
		"begin_time=2019-10-10+08%3A00%3A00&end_time=2019-10-10+09%3A00%3A00&page=1&page_size=20&room_id=6&type=checkin": func(c *baijiayun.Client) error {
			from := time.Date(2019, 10, 10, 0, 0, 0, 0, time.UTC)
			_, err := c.Interactions.ListDetails(ctx, &baijiayun.ListInteractionsRequest{RoomID: 6, Type: baijiayun.InteractionTypeCheckIn, StartTime: from, EndTime: from.Add(time.Hour)})
			return err
		},
	} {
		assert.Equal(t, want, sends(t, call).Encode())
	}
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	_, err := client.Interactions.List(ctx, &baijiayun.ListInteractionsRequest{RoomID: 1, Type: "checkin", StartTime: beginning, EndTime: beginning.Add(-time.Second)})
	assert.ErrorContains(t, err, "EndTime (end_time) is before StartTime (begin_time)")
}
