package baijiayun_test

import (
	"context"
	"errors"
	"math"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func linkClient(t *testing.T, opts ...classcloud.ClientOption) *baijiayun.Client {
	t.Helper()
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key}, opts...)
	require.NoError(t, err)
	return client
}

const site = "https://demo123.at.baijiayun.com"

// The links and signatures were computed by PHP 8.2: ksort, md5 and http_build_query by RFC 3986.
func TestEnterURL(t *testing.T) {
	for name, test := range map[string]struct {
		in   baijiayun.EnterURLRequest
		want string
	}{
		"a student": {
			baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: 99082171, UserName: "访客 2309"},
			"room_id=19061545487745&sign=201159a093ccbfced7ab4c0a1db4036a&user_avatar=&user_name=%E8%AE%BF%E5%AE%A2%202309&user_number=99082171&user_role=0",
		},
		"an ampersand becomes ＆ in the nickname, and stays in the avatar": {
			baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: 7, UserName: "Tom & Jerry+=?#%", Role: baijiayun.RoleTeacher,
				AvatarURL: "https://img.example.com/a b.png?x=1&y=2"},
			"room_id=19061545487745&sign=bed381d80e3a67b551e491d189a68c80&user_avatar=https%3A%2F%2Fimg.example.com%2Fa%20b.png%3Fx%3D1%26y%3D2&user_name=Tom%20%EF%BC%86%20Jerry%2B%3D%3F%23%25&user_number=7&user_role=1",
		},
		"a group is signed too": {
			baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: math.MaxInt64, UserName: "助教", Role: baijiayun.RoleAssistant, GroupID: 3},
			"group_id=3&room_id=19061545487745&sign=0ad4879d819e9d9fb0bd918aeaeeb5e7&user_avatar=&user_name=%E5%8A%A9%E6%95%99&user_number=9223372036854775807&user_role=2",
		},
		"an access key is not signed": {
			baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: 99082171, UserName: "访客 2309", AccessKey: "fgh 6789"},
			"access_key=fgh%206789&room_id=19061545487745&sign=201159a093ccbfced7ab4c0a1db4036a&user_avatar=&user_name=%E8%AE%BF%E5%AE%A2%202309&user_number=99082171&user_role=0",
		},
		"a further parameter that is signed": {
			baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: 99082171, UserName: "访客 2309", Role: baijiayun.RoleAssistant,
				SignedExtra: map[string]any{"status": 1}},
			"room_id=19061545487745&sign=00b7f9f04da740ba9c317cd3bca8349f&status=1&user_avatar=&user_name=%E8%AE%BF%E5%AE%A2%202309&user_number=99082171&user_role=2",
		},
		"further parameters that are not": {
			baijiayun.EnterURLRequest{RoomID: 19061545487745, UserNumber: 99082171, UserName: "访客 2309", Role: baijiayun.RoleAssistant,
				Extra: map[string]any{"status": "1", "customstr": "_a b&c=d"}},
			"customstr=_a%20b%26c%3Dd&room_id=19061545487745&sign=da9cc33b2838c96135aa97c2117d7d18&status=1&user_avatar=&user_name=%E8%AE%BF%E5%AE%A2%202309&user_number=99082171&user_role=2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := linkClient(t).EnterURL(t.Context(), &test.in)
			require.NoError(t, err)
			assert.Equal(t, site+"/web/room/enter?"+test.want, got)
		})
	}
}

// With "&user_role=1" in a value, a student could enter as the teacher: the other values have the same signature.
func TestEnterURLCannotBeForgedThroughItsValues(t *testing.T) {
	client := linkClient(t)
	got, err := client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserNumber: 777, UserName: "evil&user_number=1&user_role=1&x="})
	require.NoError(t, err)
	link, err := url.Parse(got)
	require.NoError(t, err)
	forged := values("room_id", "1", "user_avatar", "", "user_name", "evil", "user_number", "1", "user_role", "1", "x", "&user_number=777&user_role=0")
	assert.NotEqual(t, baijiayun.SignCallback(forged, key).Get("sign"), link.Query().Get("sign"))
	assert.Equal(t, "evil＆user_number=1＆user_role=1＆x=", link.Query().Get("user_name"))

	_, err = client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserNumber: 777, UserName: "x", AvatarURL: "a&user_name=Teacher&user_number=1&user_role=1&zz="})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Contains(t, err.Error(), "AvatarURL (user_avatar)")
}

func TestTheOtherLinks(t *testing.T) {
	client := linkClient(t)
	for name, test := range map[string]struct {
		link func() (string, error)
		want string
	}{
		"a code and a name": {func() (string, error) {
			return client.QuickEnterURL(t.Context(), &baijiayun.QuickEnterURLRequest{Code: "9z3acy", UserName: "Tom & 用户"})
		}, "/web/room/quickenter?code=9z3acy&user_name=Tom%20%26%20%E7%94%A8%E6%88%B7"},
		"a code alone": {func() (string, error) {
			return client.QuickEnterURL(t.Context(), &baijiayun.QuickEnterURLRequest{Code: "9z3acy"})
		}, "/web/room/quickenter?code=9z3acy"},
		"the page before the room": {func() (string, error) {
			return client.PrepareURL(t.Context(), &baijiayun.PrepareURLRequest{RoomID: 18062132910011, Code: "kkkkkk"})
		}, "/web/room/prepare?code=kkkkkk&room_id=18062132910011"},
		"a playback": {func() (string, error) {
			return client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{RoomID: 19061545487745, Token: "d0X_-a+/="})
		}, "/web/playback/index?classid=19061545487745&token=d0X_-a%2B%2F%3D"},
		"a playback of a long-term room": {func() (string, error) {
			return client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{RoomID: 19061545487745, SessionID: 201906150, Token: "t", AccessKey: "k"})
		}, "/web/playback/index?access_key=k&classid=19061545487745&session_id=201906150&token=t"},
		"a playback with a viewer": {func() (string, error) {
			return client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{RoomID: 19061545487745, Token: "t", UserNumber: 438004, UserName: "Tom & 用户",
				Extra: map[string]any{"width": 1280}})
		}, "/web/playback/index?classid=19061545487745&token=t&user_name=Tom%20%26%20%E7%94%A8%E6%88%B7&user_number=438004&width=1280"},
		"a video in another player": {func() (string, error) {
			return client.VideoURL(t.Context(), &baijiayun.VideoURLRequest{VideoID: 15856071, Token: "t", Extra: map[string]any{"player": "bplayer"}})
		}, "/web/video/player?player=bplayer&token=t&vid=15856071"},
		"a code and more": {func() (string, error) {
			return client.QuickEnterURL(t.Context(), &baijiayun.QuickEnterURLRequest{Code: "9z3acy", Extra: map[string]any{"debug": true}})
		}, "/web/room/quickenter?code=9z3acy&debug=1"},
		"the page before the room, with its kind": {func() (string, error) {
			return client.PrepareURL(t.Context(), &baijiayun.PrepareURLRequest{RoomID: 20031462297090, Code: "9z3acy", Extra: map[string]any{"urlType": "36cltcfmv4"}})
		}, "/web/room/prepare?code=9z3acy&room_id=20031462297090&urlType=36cltcfmv4"},
		"a video": {func() (string, error) {
			return client.VideoURL(t.Context(), &baijiayun.VideoURLRequest{VideoID: 15856071, Token: "t"})
		}, "/web/video/player?token=t&vid=15856071"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.link()
			require.NoError(t, err)
			assert.Equal(t, site+test.want, got)
		})
	}
}

func TestLinksNameWhatIsMissing(t *testing.T) {
	client := linkClient(t)
	for name, test := range map[string]struct {
		link func() (string, error)
		want []string
	}{
		"EnterURL": {func() (string, error) { return client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{}) }, []string{"RoomID (room_id)", "UserName (user_name)", "UserNumber (user_number) is required: set Guest"}},
		"a guest with a number": {func() (string, error) {
			return client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserName: "x", UserNumber: 7, Guest: true})
		}, []string{"UserNumber (user_number) is set together with Guest"}},
		"QuickEnterURL": {func() (string, error) { return client.QuickEnterURL(t.Context(), &baijiayun.QuickEnterURLRequest{}) }, []string{"Code (code)"}},
		"PrepareURL":    {func() (string, error) { return client.PrepareURL(t.Context(), &baijiayun.PrepareURLRequest{}) }, []string{"RoomID (room_id)", "Code (code)"}},
		"PlaybackURL":   {func() (string, error) { return client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{}) }, []string{"RoomID (classid)", "Token (token)"}},
		"VideoURL":      {func() (string, error) { return client.VideoURL(t.Context(), &baijiayun.VideoURLRequest{}) }, []string{"VideoID (vid)", "Token (token)"}},
		"nil Enter":     {func() (string, error) { return client.EnterURL(t.Context(), nil) }, []string{"request is nil"}},
		"nil Quick":     {func() (string, error) { return client.QuickEnterURL(t.Context(), nil) }, []string{"request is nil"}},
		"nil Prepare":   {func() (string, error) { return client.PrepareURL(t.Context(), nil) }, []string{"request is nil"}},
		"nil Playback":  {func() (string, error) { return client.PlaybackURL(t.Context(), nil) }, []string{"request is nil"}},
		"nil Video":     {func() (string, error) { return client.VideoURL(t.Context(), nil) }, []string{"request is nil"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := test.link()
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			for _, want := range test.want {
				assert.Contains(t, err.Error(), want)
			}
			assert.False(t, classcloud.MaybeApplied(err))
		})
	}
}

type sourceFunc func(context.Context) (baijiayun.Credentials, error)

func (f sourceFunc) Credentials(ctx context.Context) (baijiayun.Credentials, error) { return f(ctx) }

func TestLinksLeadToTheAccountsOwnDomain(t *testing.T) {
	in := &baijiayun.QuickEnterURLRequest{Code: "9z3acy"}
	got, err := linkClient(t, classcloud.WithBaseURL("http://127.0.0.1:1/proxy/")).QuickEnterURL(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, site+"/web/room/quickenter?code=9z3acy", got, "users are not sent to a proxy")

	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL("https://demo123.at.example.com/"))
	require.NoError(t, err)
	got, err = client.QuickEnterURL(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, "https://demo123.at.example.com/web/room/quickenter?code=9z3acy", got)

	var keys baijiayun.Credentials
	var fails error
	client, err = baijiayun.New(sourceFunc(func(context.Context) (baijiayun.Credentials, error) { return keys, fails }))
	require.NoError(t, err)
	_, err = client.QuickEnterURL(t.Context(), in)
	require.ErrorContains(t, err, "PartnerID is required")
	keys = baijiayun.Credentials{PartnerID: 1, PartnerKey: key}
	_, err = client.QuickEnterURL(t.Context(), in)
	require.ErrorContains(t, err, "Domain is required")
	fails = errors.New("the vault is shut")
	_, err = client.QuickEnterURL(t.Context(), in)
	require.ErrorIs(t, err, fails)
}

func TestEnterURLNeedsThePartnerKey(t *testing.T) {
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1, SecretKey: "invented-secret-key"})
	require.NoError(t, err)
	_, err = client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserName: "x", Guest: true})
	require.ErrorContains(t, err, "PartnerKey is required", "anyone could sign with the empty key")
}

func TestLinksHoldTextThatAPageCanShow(t *testing.T) {
	client := stubbed(t, nil)
	_, enter := client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 5, UserNumber: 1, UserName: "a\xff", AvatarURL: "\xff", AccessKey: "\xff"})
	_, quick := client.QuickEnterURL(t.Context(), &baijiayun.QuickEnterURLRequest{Code: "c", UserName: "\xff"})
	_, prepare := client.PrepareURL(t.Context(), &baijiayun.PrepareURLRequest{RoomID: 5, Code: "c", AccessKey: "\xff"})
	_, playback := client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{RoomID: 5, Token: "t", UserName: "\xff"})
	_, video := client.VideoURL(t.Context(), &baijiayun.VideoURLRequest{VideoID: 5, Token: "t", AccessKey: "\xff"})
	for i, err := range []error{enter, quick, prepare, playback, video} {
		require.ErrorIs(t, err, classcloud.InvalidArgument, i)
		assert.ErrorContains(t, err, "is not valid UTF-8")
	}
	assert.Len(t, clienttest.AsError(t, enter).Fields, 3)
}
