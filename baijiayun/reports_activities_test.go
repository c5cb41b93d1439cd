package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestPictureURL(t *testing.T) {
	for sent, want := range map[string]string{
		"test-img.baijiayun.com/x.jpg": "https://test-img.baijiayun.com/x.jpg",
		"//img.example.com/x.jpg":      "https://img.example.com/x.jpg",
		"http://img.example.com/x.jpg": "http://img.example.com/x.jpg",
		"":                             "",
	} {
		assert.Equal(t, want, baijiayun.Expression{URL: sent}.PictureURL())
	}
}
