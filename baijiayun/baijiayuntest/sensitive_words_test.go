package baijiayuntest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestSensitiveWords(t *testing.T) {
	srv := start(t)
	called(t, srv, "SensitiveWords.Create", fields{"words": "一,二,一"}).data(t, "null")
	called(t, srv, "SensitiveWords.Create", fields{"words": "二", "product_type": "4"}).data(t, "null")
	srv.AddSensitiveWord(baijiayuntest.SensitiveWord{Word: "三"})
	assert.Equal(t, []baijiayuntest.SensitiveWord{{901, 0, "一"}, {902, 0, "二"}, {903, 4, "二"}, {904, 0, "三"}}, srv.SensitiveWords(), "a word of a line is there once")
	assert.JSONEq(t, `{"total":4,"list":[{"id":"902","word":"二"}]}`, dataOf(t, srv, "SensitiveWords.List", fields{"page": "3", "page_size": "1"}))
	assert.JSONEq(t, `{"total":1,"list":[{"id":"903","word":"二"}]}`, dataOf(t, srv, "SensitiveWords.List", fields{"product_type": "4"}))
	called(t, srv, "SensitiveWords.Delete", fields{"ids": "901,9"}).failed(t, 1)
	called(t, srv, "SensitiveWords.Delete", fields{"ids": "901", "product_type": "4"}).failed(t, 1)
	assert.Len(t, srv.SensitiveWords(), 4, "all or nothing")
	called(t, srv, "SensitiveWords.Delete", fields{"ids": "901,903"}).data(t, "null")
	called(t, srv, "SensitiveWords.Delete", fields{"ids": "901"}).failed(t, 1)
	assert.Len(t, srv.SensitiveWords(), 2)
	for n := range 25 {
		srv.AddSensitiveWord(baijiayuntest.SensitiveWord{Word: string(rune('a' + n))})
	}
	assert.Equal(t, 20, strings.Count(dataOf(t, srv, "SensitiveWords.List", nil), `"word"`), "the page of both clients")
	listed := start(t, baijiayuntest.WithBareReplies())
	called(t, listed, "SensitiveWords.Create", fields{"words": "a,b"}).data(t, "null")
	called(t, listed, "SensitiveWords.List", nil).data(t, `[{"id":"902","word":"b"},{"id":"901","word":"a"}]`)
}
