package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestSubAccounts(t *testing.T) {
	srv := start(t)
	called(t, srv, "SubAccounts.Create", nil).data(t, `{"partner_id":87434923}`)
	called(t, srv, "SubAccounts.Create", fields{"email": "other@example.com"}).failed(t, 1)
	called(t, srv, "SubAccounts.Create", fields{"mobile": "12300000024"}).failed(t, 1)
	row := `{"partner_id":87434923,"mobile":"12300000023","email":"teacher@example.com","contacts":"张三","company":"学校",
		"effect_time":"2017-11-24 00:00:00","expire_time":"2018-11-24 23:59:59","live_on":%d,"video_on":%d}`
	called(t, srv, "SubAccounts.Get", nil).data(t, fmt.Sprintf(row, 1, 0))
	assert.Equal(t, map[string]int64{"user_limit": 100, "max_user_limit": 200}, srv.SubAccounts()[0].Limits)

	called(t, srv, "SubAccounts.Update", fields{"video_on": "1", "max_user_limit": "100", "live_max_speakers": "0"}).data(t, "null")
	assert.Equal(t, map[string]int64{"user_limit": 100, "max_user_limit": 100, "live_max_speakers": 0}, srv.SubAccounts()[0].Limits)
	assert.Contains(t, called(t, srv, "SubAccounts.Update", fields{"user_limit": "101"}).failed(t, 1001).Msg, "max_user_limit")
	assert.Contains(t, called(t, srv, "SubAccounts.Update", fields{"expire_time": "2017-11-23"}).failed(t, 1001).Msg, "expire_time")
	called(t, srv, "SubAccounts.Get", nil).data(t, fmt.Sprintf(row, 1, 1))
	srv.SubAccounts()[0].Limits["user_limit"] = 7
	assert.Equal(t, int64(100), srv.SubAccounts()[0].Limits["user_limit"], "a copy")

	called(t, srv, "SubAccounts.Stop", nil).data(t, `{"partner_id":87434923}`)
	called(t, srv, "SubAccounts.Stop", nil).data(t, `{"partner_id":87434923}`)
	called(t, srv, "SubAccounts.Get", nil).data(t, fmt.Sprintf(row, 2, 2))
	for _, operation := range []string{"SubAccounts.Get", "SubAccounts.Update", "SubAccounts.Stop"} {
		called(t, srv, operation, fields{"sub_partner_id": "1"}).failed(t, 2001)
	}
}

func TestLimitsOfSubAccounts(t *testing.T) {
	for _, test := range []struct {
		change  fields
		missing string // what the refusal names; "" for a success
	}{
		{fields{"user_limit": remove, "max_user_limit": remove}, "user_limit"},
		{fields{"max_user_limit": remove}, "user_limit"},
		{fields{"user_limit": remove, "max_user_limit": remove, "user_count": "5", "max_user_count": "5"}, ""},
		{fields{"live_on": "0", "user_limit": remove, "max_user_limit": remove}, ""},
		{fields{"video_on": "1"}, "storage_limit"},
		{fields{"video_on": "1", "storage_limit": "1", "max_storage_limit": "1"}, "flow_limit"},
		{fields{"video_on": "1", "storage_limit": "1", "max_storage_limit": "1", "flow_limit": "2", "max_flow_limit": "1"}, "max_flow_limit"},
		{fields{"video_on": "1", "storage_limit": "1", "max_storage_limit": "1", "flow_limit": "2", "max_flow_limit": "2"}, ""},
	} {
		answer := called(t, start(t), "SubAccounts.Create", test.change)
		if test.missing == "" {
			answer.ok(t)
			continue
		}
		assert.Contains(t, answer.failed(t, 1001).Msg, test.missing, test.change)
	}
}

func TestSubAccountsByTheirStatus(t *testing.T) {
	srv := start(t)
	for n, live := range []int64{0, 1, 2} {
		added := srv.AddSubAccount(baijiayuntest.SubAccount{Phone: fmt.Sprint(n), Live: live, Video: live / 2})
		assert.Equal(t, "2017-08-01", added.EffectTime.Format("2006-01-02"))
		assert.Equal(t, "2018-08-01", added.ExpireTime.Format("2006-01-02"))
	}
	for status, want := range map[string][]string{"0": {"2", "1", "0"}, "1": {"2", "1"}, "2": {"0"}} {
		var data struct {
			Total int
			List  []struct{ Mobile string }
		}
		require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, "SubAccounts.List", fields{"status": status, "page_size": remove})), &data))
		var phones []string
		for _, row := range data.List {
			phones = append(phones, row.Mobile)
		}
		assert.Equal(t, want, phones, status)
		assert.Equal(t, len(want), data.Total)
	}
	bare := start(t, baijiayuntest.WithBareReplies())
	called(t, bare, "SubAccounts.Create", nil).data(t, "null")
	assert.Contains(t, dataOf(t, bare, "SubAccounts.List", nil), `[{`)
}
