package baijiayun_test

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// unseenWalks are the iterators over lists whose rows no source shows.
func unseenWalks() []walk {
	return []walk{
		{"Playbacks.AllCrops", "playback/getCropList", "page_size", 100, 1000, true, "list", `{"version":"%d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Playbacks.AllCrops(ctx, &baijiayun.ListPlaybackCropsRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Interactions.All", "interact_info/getInteractList", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Interactions.All(ctx, &baijiayun.ListInteractionsRequest{RoomID: 1, Type: "checkin", Page: page, PageSize: size}))
			}},
		{"Interactions.AllDetails", "interact_info/getInteractDetail", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Interactions.AllDetails(ctx, &baijiayun.ListInteractionsRequest{RoomID: 1, Type: "checkin", Page: page, PageSize: size}))
			}},
		{"Interactions.AllVotes", "interact_data/getClassVoteData", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Interactions.AllVotes(ctx, &baijiayun.ListClassVotesRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Interactions.AllRedPackets", "interact_data/getRedPackageData", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Interactions.AllRedPackets(ctx, &baijiayun.ListClassRedPacketsRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Interactions.AllRandomPicks", "interact_data/getRandomAskData", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Interactions.AllRandomPicks(ctx, &baijiayun.ListRandomPicksRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Interactions.AllHeadcounts", "interact_data/getAiUserCountData", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Interactions.AllHeadcounts(ctx, &baijiayun.ListHeadcountsRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Teachers.All", "teacher/list", "page_size", 20, 0, true, "list", `{"name":"row %d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Teachers.All(ctx, &baijiayun.ListTeachersRequest{Role: "1", Page: page, PageSize: size}))
			}},
	}
}

// unseen reports whether no source shows the rows, so that any object is one.
func (w walk) unseen() bool {
	service, list, _ := strings.Cut(w.name, ".All")
	return slices.Contains(unseenLists, service+".List"+list)
}

// A page before the first, or a size that the vendor does not take, is refused and not sent, by List and by All.
func TestPagesThatCannotBe(t *testing.T) {
	client := stubbed(t, func(string, url.Values) string { assert.Fail(t, "sent"); return "" })
	refused := func(name string, err error, problem string) {
		t.Helper()
		require.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.ErrorContains(t, err, problem, name)
	}
	for _, w := range walks() {
		if !w.unseen() {
			continue
		}
		for _, err := range w.all(t.Context(), client, -1, 0) {
			refused(w.name, err, "Page (page) is negative")
		}
		for _, err := range w.all(t.Context(), client, 0, -2) {
			refused(w.name, err, "PageSize (page_size) is negative")
		}
	}
	for _, err := range client.Playbacks.All(t.Context(), &baijiayun.ListPlaybacksRequest{Page: -1}) {
		refused("Playbacks.All", err, "Page (page) is negative")
	}
	_, err := client.Playbacks.List(t.Context(), &baijiayun.ListPlaybacksRequest{Page: -1, PageSize: 1001})
	refused("Playbacks.List", err, "Page (page) is negative")
	refused("Playbacks.List", err, "PageSize (page_size) is 1001, the vendor takes at most 1000")
	_, err = client.Playbacks.ListCrops(t.Context(), &baijiayun.ListPlaybackCropsRequest{RoomID: 1, PageSize: 1001})
	refused("Playbacks.ListCrops", err, "PageSize (page_size) is 1001, the vendor takes at most 1000")
}
