package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestClientTypeOfALabel(t *testing.T) {
	for label, want := range map[string]baijiayun.ClientType{
		"PC网页": baijiayun.ClientTypePCWeb, "pc客户端": baijiayun.ClientTypePCApp, "m站": baijiayun.ClientTypeMobileWeb, "ios": baijiayun.ClientTypeIOS,
		"android": baijiayun.ClientTypeAndroid, "mac客户端": baijiayun.ClientTypeMacApp, "微信小程序": baijiayun.ClientTypeMiniProgram, "3": baijiayun.ClientTypeIOS,
	} {
		got, ok := baijiayun.AttentionResult{ClientName: label}.ClientType()
		assert.True(t, ok, label)
		assert.Equal(t, want, got, label)
	}
	_, ok := baijiayun.AttentionResult{ClientName: "手表"}.ClientType()
	assert.False(t, ok)
}
