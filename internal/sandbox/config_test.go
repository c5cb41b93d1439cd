package sandbox

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestEachVendorHasItsPort(t *testing.T) {
	c, err := Config{}.checked()
	require.NoError(t, err)
	for i, name := range Vendors() {
		assert.Equal(t, 4781+i, c.port(name), name)
	}
	c, err = Config{Port: 5000, Vendors: []string{"weclassroom", "agora", "agora"}}.checked()
	require.NoError(t, err)
	assert.Equal(t, []string{"agora", "weclassroom"}, c.Vendors)
	assert.Equal(t, 5005, c.port("weclassroom"), "a vendor keeps its port when others are left out")
	_, err = Config{Port: 65531}.checked()
	assert.ErrorContains(t, err, "no room")
	_, err = Config{Vendors: []string{"zoom"}}.checked()
	assert.ErrorContains(t, err, `"zoom" is not known`)
}

// A configuration that exists works unchanged: its keys are the server's. They are shown nowhere.
func TestTheEnvironmentsOwnCredentialsAreUsedAndNotShown(t *testing.T) {
	own := map[string]string{"BAIJIAYUN_PARTNER_ID": "31415926", "BAIJIAYUN_PARTNER_KEY": "a-real-partner-key/+", "BAIJIAYUN_DOMAIN": "realschool"}
	b := start(t, Config{Vendors: []string{"baijiayun"}, Env: func(name string) string { return own[name] }})
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "realschool", PartnerID: 31415926, PartnerKey: "a-real-partner-key/+"},
		classcloud.WithBaseURL(env(b, "baijiayun")["BAIJIAYUN_BASE_URL"]))
	require.NoError(t, err)
	_, err = createRoom(t, client, "a-real-partner-key/+ in a title")
	require.NoError(t, err)

	greeting := b.Greeting()
	assert.Contains(t, greeting, "# BAIJIAYUN_PARTNER_KEY is your own")
	assert.Contains(t, greeting, "export BAIJIAYUN_DOMAIN='realschool'")
	assert.Contains(t, greeting, "export BAIJIAYUN_SECRET_KEY='sandbox-invented-secret-key'")
	_, state := api(t, b, "GET", "/api/state", "")
	_, log := api(t, b, "GET", "/api/requests", "")
	for _, shown := range []string{greeting, printed(t, log), printed(t, state["vendors"].([]any)[0].(map[string]any)["environment"])} {
		assert.NotContains(t, shown, "a-real-partner-key")
	}
}

func TestCredentialsThatCannotBeAreRefused(t *testing.T) {
	for name, want := range map[string]string{
		"AGORA_APP_ID": "32 hexadecimal digits", "AGORA_APP_CERTIFICATE": "32 hexadecimal digits", "BAIJIAYUN_PARTNER_ID": "not a whole number",
		"CLASSIN_SID": "not a whole number", "WECLASSROOM_SECRET": "32 bytes",
	} {
		_, err := New(Config{Port: -1, Env: func(asked string) string {
			if asked == name {
				return "wrong-value"
			}
			return ""
		}})
		require.ErrorContains(t, err, want, name)
		assert.NotContains(t, err.Error(), "wrong-value", name)
	}
}

func TestAPortThatIsTakenIsAnError(t *testing.T) {
	first := start(t, Config{Vendors: []string{"agora"}})
	port := first.listener.Addr().String()
	n := 0
	for _, digit := range port[strings.LastIndexByte(port, ':')+1:] {
		n = n*10 + int(digit-'0')
	}
	_, err := New(Config{Port: n, Vendors: []string{"agora"}})
	assert.ErrorContains(t, err, "address already in use")
}
