package baijiayun_test

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestAPublicJoinCodeIsAskedForByName(t *testing.T) {
	ctx := t.Context()
	for name, test := range map[string]struct {
		in   *baijiayun.CreateJoinCodeRequest
		want string // the user_number sent, or the problem
	}{
		"a student's":              {&baijiayun.CreateJoinCodeRequest{RoomID: 1, UserNumber: 7}, "7"},
		"a public one":             {&baijiayun.CreateJoinCodeRequest{RoomID: 1, Public: true}, "0"},
		"a forgotten student":      {&baijiayun.CreateJoinCodeRequest{RoomID: 1}, "UserNumber (user_number) is required: set Public for a code that everybody can use"},
		"a student and the public": {&baijiayun.CreateJoinCodeRequest{RoomID: 1, UserNumber: 7, Public: true}, "UserNumber (user_number) is set together with Public: set exactly one"},
	} {
		t.Run(name, func(t *testing.T) {
			if len(test.want) == 1 {
				sent := sends(t, func(c *baijiayun.Client) error { _, err := c.JoinCodes.Create(ctx, test.in); return err })
				assert.Equal(t, url.Values{"room_id": {"1"}, "user_number": {test.want}}, sent)
				return
			}
			client := stubbed(t, func(string, url.Values) string { assert.Fail(t, "sent"); return "" })
			_, err := client.JoinCodes.Create(ctx, test.in)
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, test.want)
		})
	}
}

func TestAJoinCodeRequestInTheVendorsNames(t *testing.T) {
	for text, want := range map[string]baijiayun.CreateJoinCodeRequest{
		`{"room_id":"1","user_number":"9223372036854775807"}`: {RoomID: 1, UserNumber: 9223372036854775807},
		`{"room_id":1,"user_number":0}`:                       {RoomID: 1, Public: true},
		`{"room_id":1,"public":true,"user_avatar":"a"}`:       {RoomID: 1, Public: true, AvatarURL: "a"},
		`{"room_id":1}`: {RoomID: 1},
	} {
		var got baijiayun.CreateJoinCodeRequest
		require.NoError(t, json.Unmarshal([]byte(text), &got))
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{`{"room":1}`, `[]`, `{"room_id":"x"}`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(baijiayun.CreateJoinCodeRequest)), text)
	}
}
