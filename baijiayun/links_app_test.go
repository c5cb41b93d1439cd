package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
)

// The wanted link was computed with rawurlencode of PHP 8.2.
func TestAppURL(t *testing.T) {
	enter, err := linkClient(t).EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: 99082171, UserName: "访客 2309"})
	require.NoError(t, err)
	assert.Equal(t, "baijiacloud://urlpath=https%3A%2F%2Fdemo123.at.baijiayun.com%2Fweb%2Froom%2Fenter%3Froom_id%3D19061545487745%26sign%3D201159a093ccbfced7ab4c0a1db4036a%26user_avatar%3D%26user_name%3D%25E8%25AE%25BF%25E5%25AE%25A2%25202309%26user_number%3D99082171%26user_role%3D0&token=token&ts=ts",
		baijiayun.AppURL(enter))
	assert.Equal(t, "bjylive"+baijiayun.AppURL(enter)[len("baijiacloud"):], baijiayun.LiveAppURL(enter))
}
