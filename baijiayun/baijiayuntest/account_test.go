package baijiayuntest_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

const keyPath = "/openapi/partner/createkey"

func secretOf(srv *baijiayuntest.Server) fields {
	credentials := srv.Credentials()
	return fields{"partner_id": strconv.FormatInt(credentials.PartnerID, 10), "secret_key": credentials.SecretKey}
}

func partnerKey(t *testing.T, answer reply) string {
	t.Helper()
	var data struct {
		PartnerKey string `json:"partner_key"`
	}
	require.NoError(t, json.Unmarshal(answer.ok(t).Data, &data))
	return data.PartnerKey
}

func TestPartnerKeyIsGivenForTheSecret(t *testing.T) {
	srv := start(t)
	key := srv.Credentials().PartnerKey
	secret := secretOf(srv)
	for name, f := range map[string]fields{
		"the document's example, neither timestamp nor sign": secret,
		"a timestamp, as public clients send it":             secret.with(fields{"timestamp": "1501572288"}),
		"all that the document's table wants":                signed(t, srv, secret),
		"regenerate=0":                                       secret.with(fields{"regenerate": "0"}),
	} {
		assert.Equal(t, key, partnerKey(t, postRaw(t, srv, keyPath, f)), name)
	}
	assert.Equal(t, "Account.GetPartnerKey", srv.Requests()[0].Operation)

	postRaw(t, srv, keyPath, secret.with(fields{"secret_key": "no"})).failed(t, 2002)
	postRaw(t, srv, keyPath, secret.with(fields{"partner_id": "1"})).failed(t, 2001)
	postRaw(t, srv, keyPath, secret.with(fields{"sign": "no"})).failed(t, 1002)
	postRaw(t, srv, keyPath, signed(t, srv, secret).with(fields{"newer": "1"})).failed(t, 1002)
}

func TestResettingThePartnerKeyEndsTheOldOne(t *testing.T) {
	srv := start(t)
	old := srv.Credentials().PartnerKey
	before := signed(t, srv, lecture())
	fresh := partnerKey(t, postRaw(t, srv, keyPath, secretOf(srv).with(fields{"regenerate": "1"})))
	assert.Equal(t, "Account.ResetPartnerKey", srv.Requests()[0].Operation)
	assert.NotEqual(t, old, fresh)
	assert.LessOrEqual(t, len(fresh), 128)
	assert.Equal(t, fresh, srv.Credentials().PartnerKey)

	postRaw(t, srv, "/openapi/room/create", before).failed(t, 1002)
	create(t, srv, nil) // signs with the new key
	again := partnerKey(t, postRaw(t, srv, keyPath, secretOf(srv).with(fields{"regenerate": "1"})))
	assert.NotEqual(t, fresh, again)
	assert.NotEqual(t, old, again)

	postRaw(t, srv, keyPath, secretOf(srv).with(fields{"regenerate": "1", "secret_key": "no"})).failed(t, 2002)
	assert.Equal(t, again, srv.Credentials().PartnerKey)
}
