package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestSensitiveWords(t *testing.T) {
	clouds(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		_, err := client.SensitiveWords.Create(ctx, &baijiayun.CreateSensitiveWordsRequest{Words: []string{"一", "two words", "a+b=c&d"}})
		require.NoError(t, err)
		words := map[string]int64{}
		for word, err := range client.SensitiveWords.All(ctx, &baijiayun.ListSensitiveWordsRequest{PageSize: 1}) {
			require.NoError(t, err)
			words[word.Word] = word.WordID
		}
		assert.Equal(t, map[string]int64{"一": 901, "two words": 902, "a+b=c&d": 903}, words)
		require.NoError(t, client.SensitiveWords.Delete(ctx, &baijiayun.DeleteSensitiveWordsRequest{WordIDs: []int64{901, 903}}))
		page, err := client.SensitiveWords.List(ctx, nil)
		require.NoError(t, err)
		assert.Equal(t, []baijiayun.SensitiveWord{{WordID: 902, Word: "two words"}}, page.Words)
	})
}

func TestWordsThatWouldBeMisread(t *testing.T) {
	srv, client := newCloud(t)
	for _, words := range [][]string{nil, {}, {""}, {"a", " b"}, {"a,b"}, {"，", "\t"}} {
		_, err := client.SensitiveWords.Create(t.Context(), &baijiayun.CreateSensitiveWordsRequest{Words: words})
		require.ErrorIs(t, err, classcloud.InvalidArgument, "%q", words)
		assert.ErrorContains(t, err, "(words", "%q", words)
	}
	assert.Empty(t, srv.Requests())
}
