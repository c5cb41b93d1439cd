package baijiayun

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// documentedKey is the key the document prints in its signing section. Its example of API 1 has scanning errors in two places.
const documentedKey = "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg=="

func members(pairs ...string) []wire.Member {
	var out []wire.Member
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, wire.Member{Name: pairs[i], Value: wire.TextOf(pairs[i+1])})
	}
	return out
}

func valueIn(params []wire.Member, name string) string {
	for _, m := range params {
		if m.Name == name {
			return m.Value.Text
		}
	}
	return ""
}

// The document's own example. It prints 70d60aca82bedd5a10a64247c3d464b1, which is the MD5 of the text after a browser read its
// "&times" as ×: the vendor's newer document and client print the one below for the same parameters.
func TestTheDocumentedSignature(t *testing.T) {
	params, err := signed(members("title", "测试教室", "start_time", "1501575608", "end_time", "1501579208", "type", "2"),
		Credentials{PartnerID: 12345678, PartnerKey: documentedKey}, time.Unix(1501572288, 0))
	require.NoError(t, err)
	assert.Equal(t, "5b78486597c679b0c6256da014af1260", valueIn(params, "sign"))
	assert.Equal(t, "sign", params[len(params)-1].Name, "the signature does not cover itself")
}

// The vendor's rule does not separate values, so two different requests can have the same signature. PHP computed the one below.
func TestTheSignatureDoesNotKeepValuesApart(t *testing.T) {
	one := members("room_id", "1", "user_avatar", "", "user_name", "evil&user_number=1&user_role=1&x=", "user_number", "777", "user_role", "0")
	other := members("room_id", "1", "user_avatar", "", "user_name", "evil", "user_number", "1", "user_role", "1", "x", "&user_number=777&user_role=0")
	assert.Equal(t, "ead66b175f0730e21cc3eac3e87f0368", sign(one, "hold+out/Key=="))
	assert.Equal(t, sign(one, "hold+out/Key=="), sign(other, "hold+out/Key=="))
}

func TestKeysAreSortedByTheirBytes(t *testing.T) {
	params, err := signed(members("a1", "1", "a", "2", "B", "3", "", "4"), Credentials{PartnerID: 1, PartnerKey: "k"}, time.Unix(1, 0))
	require.NoError(t, err)
	var names []string
	for _, m := range params {
		names = append(names, m.Name)
	}
	assert.Equal(t, []string{"", "B", "a", "a1", "partner_id", "timestamp", "sign"}, names)
}

func TestWhatTheClientSetsCannotBeSet(t *testing.T) {
	for _, name := range []string{"partner_id", "timestamp", "sign", "partner_key"} {
		_, err := signed(members(name, "1"), Credentials{PartnerID: 1, PartnerKey: "k"}, time.Unix(1, 0))
		assert.ErrorContains(t, err, "the parameter "+name+" is set by the client itself")
	}
}

func TestWithoutAKeyThereIsNoSignature(t *testing.T) {
	params, err := signed(members("secret_key", "s"), Credentials{PartnerID: 1, SecretKey: "s"}, time.Unix(1, 0))
	require.NoError(t, err)
	assert.Equal(t, members("partner_id", "1", "secret_key", "s", "timestamp", "1"), params)
}
