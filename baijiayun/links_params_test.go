package baijiayun_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// What has a field of its own, what must not stand in a link and what is not text is refused, and every one of them is named.
func TestFurtherParametersOfALink(t *testing.T) {
	client := linkClient(t)
	enter := func(signed, extra map[string]any) error {
		_, err := client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserNumber: 1, UserName: "n", SignedExtra: signed, Extra: extra})
		return err
	}
	for _, name := range []string{"room_id", "user_number", "user_name", "user_role", "user_avatar", "group_id", "access_key", "sign", "partner_key", "secret_key", ""} {
		for _, err := range []error{enter(map[string]any{name: "1"}, nil), enter(nil, map[string]any{name: "1"})} {
			require.ErrorIs(t, err, classcloud.InvalidArgument, name)
			assert.ErrorContains(t, err, fmt.Sprintf("Extra[%q]", name))
		}
	}
	for name, link := range map[string]func(extra map[string]any) error{
		"code": func(extra map[string]any) error {
			_, err := client.QuickEnterURL(t.Context(), &baijiayun.QuickEnterURLRequest{Code: "c", Extra: extra})
			return err
		},
		"room_id": func(extra map[string]any) error {
			_, err := client.PrepareURL(t.Context(), &baijiayun.PrepareURLRequest{RoomID: 1, Code: "c", Extra: extra})
			return err
		},
		"session_id": func(extra map[string]any) error {
			_, err := client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{RoomID: 1, Token: "t", Extra: extra})
			return err
		},
		"vid": func(extra map[string]any) error {
			_, err := client.VideoURL(t.Context(), &baijiayun.VideoURLRequest{VideoID: 1, Token: "t", Extra: extra})
			return err
		},
	} {
		assert.ErrorContains(t, link(map[string]any{name: 1}), "has a field of its own", name)
		assert.ErrorContains(t, link(map[string]any{"access_key": 1}), "has a field of its own", name)
		assert.ErrorContains(t, link(map[string]any{"": 1}), "is not a further parameter", name)
		assert.NoError(t, link(map[string]any{"other": 1}), name)
	}
	for _, value := range []any{nil, []int{1}, map[string]any{"a": 1}, struct{}{}, func() {}, "\xff"} {
		assert.ErrorIs(t, enter(nil, map[string]any{"x": value}), classcloud.InvalidArgument, "%v", value)
	}
	assert.ErrorContains(t, enter(map[string]any{"status": 1}, map[string]any{"status": 1}), `Extra["status"] (status) is in SignedExtra too`)
	assert.NoError(t, enter(nil, map[string]any{"a&b": "c&d"}), "what is not signed can hold anything")
	assert.NoError(t, enter(map[string]any{"a": "c=d"}, nil))
}

// With a & in a signed value, its owner could enter as somebody else: the other values have the same signature.
func TestSignedParametersCannotForgeALink(t *testing.T) {
	for name, signed := range map[string]map[string]any{
		"in the value":   {"status": "1&user_avatar=&user_name=Teacher&user_number=1&user_role=1&zz="},
		"in the name":    {"status=1&user_role": "1"},
		"an = in a name": {"user_role=1": "1"},
	} {
		_, err := linkClient(t).EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: 1, UserNumber: 777, UserName: "x", SignedExtra: signed})
		require.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.ErrorContains(t, err, "forge", name)
	}
}

func TestNumbersOfALinkAreNotNegative(t *testing.T) {
	client := linkClient(t)
	_, err := client.EnterURL(t.Context(), &baijiayun.EnterURLRequest{RoomID: -1, UserNumber: -1, UserName: "n", GroupID: -1, Role: -1})
	for _, field := range []string{"RoomID (room_id)", "UserNumber (user_number)", "GroupID (group_id)", "Role (user_role)"} {
		assert.ErrorContains(t, err, field)
	}
	_, err = client.PlaybackURL(t.Context(), &baijiayun.PlaybackURLRequest{RoomID: 1, Token: "t", SessionID: -1, UserNumber: -1})
	assert.ErrorContains(t, err, "SessionID (session_id)")
	assert.ErrorContains(t, err, "UserNumber (user_number)")
	_, err = client.VideoURL(t.Context(), &baijiayun.VideoURLRequest{VideoID: -1, Token: "t"})
	assert.ErrorContains(t, err, "VideoID (vid)")
	_, err = client.PrepareURL(t.Context(), &baijiayun.PrepareURLRequest{RoomID: -1, Code: "c"})
	assert.ErrorContains(t, err, "RoomID (room_id)")
}

// A further parameter may be a ticket: it is not printed, and printing does not change the request.
func TestFurtherParametersArePrintedWithoutTheirValues(t *testing.T) {
	extra := map[string]any{"ticket": "canary"}
	enter := baijiayun.EnterURLRequest{RoomID: 7, SignedExtra: extra, Extra: extra}
	for _, request := range []any{enter, &enter, baijiayun.QuickEnterURLRequest{Extra: extra}, baijiayun.PrepareURLRequest{Extra: extra},
		baijiayun.PlaybackURLRequest{Extra: extra}, baijiayun.VideoURLRequest{Extra: extra}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			text := fmt.Sprintf(verb, request)
			assert.NotContains(t, text, "canary", verb)
			assert.Contains(t, text, "ticket", verb)
		}
		var text strings.Builder
		slog.New(slog.NewJSONHandler(&text, nil)).Info("x", "request", request)
		assert.NotContains(t, text.String(), "canary")
	}
	assert.Equal(t, map[string]any{"ticket": "canary"}, extra)
	assert.NotContains(t, fmt.Sprint(baijiayun.EnterURLRequest{}), "***")
}
