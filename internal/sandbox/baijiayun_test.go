package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestAPartnerKeyThatACallResetIsTheOneThatCounts(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	before := env(b, "baijiayun")
	client, err := baijiayun.New(baijiayun.Credentials{Domain: before["BAIJIAYUN_DOMAIN"], PartnerID: 20260101, PartnerKey: before["BAIJIAYUN_PARTNER_KEY"],
		SecretKey: before["BAIJIAYUN_SECRET_KEY"]}, classcloud.WithBaseURL(before["BAIJIAYUN_BASE_URL"]))
	require.NoError(t, err)
	_, err = client.Account.ResetPartnerKey(t.Context())
	require.NoError(t, err)
	after := env(b, "baijiayun")["BAIJIAYUN_PARTNER_KEY"]
	require.NotEqual(t, before["BAIJIAYUN_PARTNER_KEY"], after)

	_, err = createRoom(t, baijiayunClient(t, b), "a")
	require.NoError(t, err)
	seen := requestsOf(t, b, "")
	assert.Equal(t, "accepted", seen[len(seen)-1]["verdict"])
	assert.NotContains(t, printed(t, seen), after)
	api(t, b, "POST", "/api/reset", "{}")
	assert.Equal(t, before, env(b, "baijiayun"))
}
