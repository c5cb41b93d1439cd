package baijiayun_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

const secretKey = "invented-secret-key"

func withSecretOnly(t *testing.T, s stub) *baijiayun.Client {
	t.Helper()
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, SecretKey: secretKey},
		classcloud.WithHTTPClient(s.client()))
	require.NoError(t, err)
	return client
}

func TestTheKeyIsAskedForWithoutAKey(t *testing.T) {
	var sent []url.Values
	client := withSecretOnly(t, func(path string, form url.Values) string {
		assert.Equal(t, "partner/createkey", path)
		sent = append(sent, form)
		return `{"code":0,"data":{"partner_key":"new"},"msg":""}`
	})
	got, err := client.Account.GetPartnerKey(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "new", got.PartnerKey)
	got, err = client.Account.ResetPartnerKey(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "new", got.PartnerKey)

	require.Len(t, sent, 2)
	for i, form := range sent {
		assert.NotEmpty(t, form.Get("timestamp"))
		form.Del("timestamp")
		want := url.Values{"partner_id": {"12345678"}, "secret_key": {secretKey}}
		if i == 1 {
			want.Set("regenerate", "1")
		}
		assert.Equal(t, want, form)
	}
}

func TestASecretKeyAloneServesNothingElse(t *testing.T) {
	client := withSecretOnly(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	_, err := client.Rooms.Get(t.Context(), 1)
	require.ErrorIs(t, err, classcloud.Unauthenticated)
	require.ErrorContains(t, err, "Credentials.PartnerKey is required: with SecretKey alone only Account.GetPartnerKey and Account.ResetPartnerKey can be called")
	require.False(t, classcloud.MaybeApplied(err))
	err = client.Do(t.Context(), baijiayun.Call{Path: "/openapi/room/list"}, nil)
	require.ErrorContains(t, err, "Credentials.PartnerKey is required")
}

func TestTheKeyIsNotAskedForWithoutTheSecret(t *testing.T) {
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	_, err := client.Account.ResetPartnerKey(t.Context())
	require.ErrorIs(t, err, classcloud.Unauthenticated)
	require.ErrorContains(t, err, "Credentials.SecretKey is required by Account.ResetPartnerKey")
	require.False(t, classcloud.MaybeApplied(err))
}

func TestAnUnansweredResetIsNotRepeated(t *testing.T) {
	requests := 0
	client := withSecretOnly(t, func(string, url.Values) string { requests++; return "<html>" })
	_, err := client.Account.ResetPartnerKey(t.Context())
	require.Error(t, err)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Equal(t, 1, requests)
}

// Errors, logs and printed results do not show the secrets of a reply.
func TestKeysAndPushURLsAreNotShown(t *testing.T) {
	const canary = "canary-5f21"
	var logged bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for name, test := range map[string]struct {
		data string
		call func(context.Context, *baijiayun.Client) (any, error)
	}{
		"a key":        {`{"partner_key":"` + canary + `"}`, getKey},
		"a broken key": {`{"partner_key":["` + canary + `"]}`, getKey},
		"a reset key": {`{"partner_key":"` + canary + `"}`, func(ctx context.Context, c *baijiayun.Client) (any, error) {
			return c.Account.ResetPartnerKey(ctx)
		}},
		"a push URL":        {`{"expire_time":"2018-07-05 16:07:26","push_url":"rtmp://` + canary + `"}`, getPushURL},
		"a broken push URL": {`{"expire_time":"rtmp://` + canary + `","push_url":""}`, getPushURL},
	} {
		t.Run(name, func(t *testing.T) {
			keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key, SecretKey: secretKey}
			client, err := baijiayun.New(keys, classcloud.WithHTTPClient(answers(test.data).client()), classcloud.WithLogger(logger))
			require.NoError(t, err)
			result, err := test.call(t.Context(), client)
			logger.Info("got", "result", result, "err", err)
			shown := logged.String()
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
				shown += fmt.Sprintf(verb+verb, result, err)
			}
			text, jsonErr := json.Marshal(err)
			require.NoError(t, jsonErr)
			shown += string(text)
			for _, secret := range []string{canary, key, secretKey} {
				assert.NotContains(t, shown, secret)
			}
		})
	}
}

func getKey(ctx context.Context, c *baijiayun.Client) (any, error) {
	return c.Account.GetPartnerKey(ctx)
}

func getPushURL(ctx context.Context, c *baijiayun.Client) (any, error) {
	return c.Streams.GetPushURL(ctx, 1)
}

// Programs may store what they asked for, so these results go through JSON whole.
func TestKeysAndPushURLsGoThroughJSON(t *testing.T) {
	text, err := json.Marshal([]any{baijiayun.PartnerKey{PartnerKey: "k"}, &baijiayun.PushURL{URL: "rtmp://u", ExpireTime: time.Unix(1530778046, 0).UTC()}})
	require.NoError(t, err)
	assert.JSONEq(t, `[{"partner_key":"k"},{"push_url":"rtmp://u","expire_time":"2018-07-05T08:07:26Z"}]`, string(text))
}
