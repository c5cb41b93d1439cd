package baijiayun_test

import (
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// newSubAccount describes a sub-account that pays for users at once.
func newSubAccount() *baijiayun.CreateSubAccountRequest {
	return &baijiayun.CreateSubAccountRequest{
		Phone: "12300000023", Email: "teacher@example.com", Password: "pass+word/1", Contact: "张三", Company: "学校",
		Live: true, EffectDate: classcloud.Date{Year: 2017, Month: 11, Day: 24}, ExpireDate: classcloud.Date{Year: 2018, Month: 11, Day: 24},
		SubAccountLimits: baijiayun.SubAccountLimits{UserLimit: 100, MaxUserLimit: 200},
	}
}

func TestSubAccounts(t *testing.T) {
	clouds(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		_, err := client.SubAccounts.Create(ctx, newSubAccount())
		require.NoError(t, err)
		var found []baijiayun.SubAccount
		for account, err := range client.SubAccounts.All(ctx, &baijiayun.ListSubAccountsRequest{Status: baijiayun.SubAccountStatusActive}) {
			require.NoError(t, err)
			found = append(found, account)
		}
		require.Len(t, found, 1)
		account := found[0]
		assert.Equal(t, "12300000023", account.Phone)
		assert.Equal(t, new(baijiayun.ServiceStatusActive), account.Live)
		assert.Equal(t, new(baijiayun.ServiceStatusNone), account.Video)
		assert.Equal(t, "2017-11-24T00:00:00+08:00", account.EffectTime.Format("2006-01-02T15:04:05Z07:00"))
		assert.Equal(t, "2018-11-24T23:59:59+08:00", account.ExpireTime.Format("2006-01-02T15:04:05Z07:00"))
		assert.Equal(t, int64(87434923), account.PartnerID)

		require.NoError(t, client.SubAccounts.Update(ctx, &baijiayun.UpdateSubAccountRequest{SubPartnerID: account.PartnerID, Video: new(baijiayun.ServiceStatusActive),
			SubAccountLimits: baijiayun.SubAccountLimits{StorageLimit: 1, MaxStorageLimit: 2, MaxSpeakers: new(0)}}))
		assert.Equal(t, map[string]int64{"user_limit": 100, "max_user_limit": 200, "storage_limit": 1, "max_storage_limit": 2, "live_max_speakers": 0}, srv.SubAccounts()[0].Limits)
		require.NoError(t, client.SubAccounts.Stop(ctx, account.PartnerID))
		got, err := client.SubAccounts.Get(ctx, account.PartnerID)
		require.NoError(t, err)
		assert.Equal(t, new(baijiayun.ServiceStatusStopped), got.Live)
		assert.Equal(t, new(baijiayun.ServiceStatusStopped), got.Video)
		page, err := client.SubAccounts.List(ctx, &baijiayun.ListSubAccountsRequest{Status: baijiayun.SubAccountStatusActive})
		require.NoError(t, err)
		assert.Empty(t, page.SubAccounts)
		_, err = client.SubAccounts.Get(ctx, 1)
		assert.ErrorIs(t, err, baijiayun.CodeAccountNotFound)
	})
}

// What a forgotten flag means is said: both are always sent.
func TestTheFlagsOfASubAccountAreSent(t *testing.T) {
	in := newSubAccount()
	in.Live, in.SubAccountLimits = false, baijiayun.SubAccountLimits{}
	sent := sends(t, func(c *baijiayun.Client) error {
		_, err := c.SubAccounts.Create(t.Context(), in)
		return err
	})
	assert.Equal(t, url.Values{"mobile": {"12300000023"}, "email": {"teacher@example.com"}, "password": {"pass+word/1"}, "contacts": {"张三"}, "company": {"学校"},
		"live_on": {"0"}, "video_on": {"0"}, "effect_time": {"2017-11-24"}, "expire_time": {"2018-11-24"}}, sent)
}

// A server that repeats the request in its message, in any form, shows no password.
func TestNoPasswordInAnError(t *testing.T) {
	for _, echo := range []string{"pass+word/1", url.QueryEscape("pass+word/1"), `pass+word\\/1`} {
		client := stubbed(t, func(string, url.Values) string {
			return `{"code":1,"data":null,"msg":"bad: ` + echo + `","password":"` + echo + `"}`
		})
		_, err := client.SubAccounts.Create(t.Context(), newSubAccount())
		own := clienttest.AsError(t, err)
		assert.Contains(t, own.Message, "bad: ")
		for _, text := range []string{err.Error(), fmt.Sprintf("%+v", own), string(own.Body)} {
			assert.NotContains(t, text, "word/1", echo)
			assert.NotContains(t, text, "word%2F1", echo)
			assert.NotContains(t, text, `word\/1`, echo)
		}
	}
}

// A request prints without its password. A result prints the names of what nobody knows, and not the values: a key may be among them.
func TestSubAccountsPrintWithoutSecrets(t *testing.T) {
	arrived := map[string]any{"partner_key": "key-in-clear", "id": "name-in-clear"}
	var logged strings.Builder
	log := slog.New(slog.NewJSONHandler(&logged, nil))
	for _, value := range []any{
		*newSubAccount(), newSubAccount(), baijiayun.CreatedSubAccount{PartnerID: 7, Extra: arrived}, &baijiayun.SubAccount{PartnerID: 7, Phone: "12300000023", Extra: arrived},
		baijiayun.SubAccountPage{SubAccounts: []baijiayun.SubAccount{{PartnerID: 7, Extra: arrived}}},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
			text := fmt.Sprintf(verb, value)
			assert.NotContains(t, text, "in-clear", "%T %s", value, verb)
			assert.NotContains(t, text, "word/1", "%T %s", value, verb)
		}
		if _, isPage := value.(baijiayun.SubAccountPage); !isPage { // whose JSON is for handing on
			log.Info("x", "value", value)
		}
	}
	assert.NotContains(t, logged.String(), "in-clear")
	assert.NotContains(t, logged.String(), "word/1")
	text := fmt.Sprintf("%#v %[1]v", baijiayun.SubAccount{PartnerID: 7, Phone: "12300000023", Extra: arrived})
	assert.Contains(t, text, "baijiayun.SubAccount{")
	assert.Contains(t, text, "PartnerID:7")
	assert.Contains(t, text, `"partner_key":"***"`)
	assert.Contains(t, text, "partner_key:***")
	assert.Equal(t, "key-in-clear", arrived["partner_key"], "the value itself is untouched")
	assert.NotContains(t, fmt.Sprint(baijiayun.SubAccount{}), "***")
}

// The replies to a create and a get may hold keys: an error keeps nothing of them.
func TestAnErrorKeepsNoReplyOfASubAccount(t *testing.T) {
	for _, data := range []string{`{"partner_key":"key-in-clear"`, `{"list":["key-in-clear"]},`} {
		client := stubbed(t, func(string, url.Values) string { return `{"code":0,"data":` + data })
		_, err := client.SubAccounts.Create(t.Context(), newSubAccount())
		require.Error(t, err)
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Empty(t, clienttest.AsError(t, err).Body)
		_, err = client.SubAccounts.Get(t.Context(), 7)
		assert.Empty(t, clienttest.AsError(t, err).Body)
	}
}
