package baijiayun_test

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// settingsWalks are the iterators over the lists that no source shows.
var settingsWalks = []struct {
	name string
	most int
	all  func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error]
}{
	{"Notices.All", 1000, func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
		return erase(c.Notices.All(ctx, &baijiayun.ListNoticesRequest{Page: page, PageSize: size}))
	}},
	{"QuizTemplates.All", 1000, func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
		return erase(c.QuizTemplates.All(ctx, &baijiayun.ListQuizTemplatesRequest{Page: page, PageSize: size}))
	}},
	{"SensitiveWords.All", 1000, func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
		return erase(c.SensitiveWords.All(ctx, &baijiayun.ListSensitiveWordsRequest{Page: page, PageSize: size}))
	}},
	{"SubAccounts.All", 5000, func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
		return erase(c.SubAccounts.All(ctx, &baijiayun.ListSubAccountsRequest{Page: page, PageSize: size}))
	}},
}

// A list ends where the server says, in every form that its reply may have: with a total or without, with an id under the name that is
// inferred or another, in pages or all at once.
func TestWalksThroughListsThatNoSourceShows(t *testing.T) {
	const total = 7
	for _, w := range settingsWalks {
		for rowName, row := range map[string]string{"an id": `{"id":%d,"partner_id":%[1]d}`, "another id": `{"other_id":"%d","name":"a"}`} {
			for formName, form := range map[string]func(rows []string) string{
				"a total":    func(rows []string) string { return fmt.Sprintf(`{"total":"7","list":[%s]}`, strings.Join(rows, ",")) },
				"no total":   func(rows []string) string { return fmt.Sprintf(`{"list":[%s]}`, strings.Join(rows, ",")) },
				"a bare one": func(rows []string) string { return "[" + strings.Join(rows, ",") + "]" },
			} {
				for _, paged := range []bool{true, false} {
					name := fmt.Sprintf("%s, %s, %s, paged %v", w.name, rowName, formName, paged)
					client := stubbed(t, func(_ string, in url.Values) string {
						page, _ := strconv.Atoi(in.Get("page"))
						size, _ := strconv.Atoi(in.Get("page_size"))
						var rows []string
						for n := range total {
							if !paged || n/size == page-1 {
								rows = append(rows, fmt.Sprintf(row, n+1))
							}
						}
						return `{"code":0,"data":` + form(rows) + `,"msg":""}`
					})
					rows := 0
					for _, err := range w.all(t.Context(), client, 0, 3) {
						require.NoError(t, err, name)
						rows++
					}
					assert.Equal(t, total, rows, name)
				}
			}
		}
	}
}

// A row that is changed while the list is walked is the same row, told by its id.
func TestARowThatChangesIsNotMetTwice(t *testing.T) {
	client := stubbed(t, func(_ string, in url.Values) string {
		return map[string]string{"1": `{"code":0,"data":[{"id":1,"content":"a"},{"id":2,"content":"b"}]}`, "2": `{"code":0,"data":[{"id":2,"content":"B"},{"id":3}]}`,
			"3": `{"code":0,"data":[]}`}[in.Get("page")]
	})
	var ids []int64
	for notice, err := range client.Notices.All(t.Context(), nil) {
		require.NoError(t, err)
		ids = append(ids, notice.NoticeID)
	}
	assert.Equal(t, []int64{1, 2, 3}, ids)
}

func TestPagesOfListsThatNoSourceShows(t *testing.T) {
	for _, w := range settingsWalks {
		var asked []string
		client := stubbed(t, func(_ string, in url.Values) string {
			asked = append(asked, in.Get("page")+"/"+in.Get("page_size"))
			return `{"code":0,"data":{"total":0,"list":[]}}`
		})
		for _, at := range [][2]int{{0, 0}, {3, 7}, {1, 5000}} {
			for _, err := range w.all(t.Context(), client, at[0], at[1]) {
				require.NoError(t, err)
			}
		}
		assert.Equal(t, []string{"1/100", "3/7", fmt.Sprintf("1/%d", w.most)}, asked, w.name)
	}
}

// A negative page or size is refused, by List and by All alike, and nothing is sent.
func TestNegativePagesAreRefused(t *testing.T) {
	client := stubbed(t, func(string, url.Values) string { assert.Fail(t, "sent"); return "" })
	for _, w := range settingsWalks {
		for _, at := range [][2]int{{-1, 10}, {1, -10}, {-1, -1}} {
			failures := 0
			for _, err := range w.all(t.Context(), client, at[0], at[1]) {
				require.ErrorIs(t, err, classcloud.InvalidArgument, w.name)
				failures++
			}
			assert.Equal(t, 1, failures, "%s %v", w.name, at)
		}
	}
	_, err := client.Notices.List(t.Context(), &baijiayun.ListNoticesRequest{PageSize: -1})
	assert.ErrorContains(t, err, "PageSize (page_size) is negative")
}
