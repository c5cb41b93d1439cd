package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EnterURLRequest says who enters which room.
type EnterURLRequest struct {
	RoomID     int64  // the room, 14 digits
	UserNumber int64  // the user's number in your own system; required unless Guest is set
	Guest      bool   // a user without a number, sent as user_number 0; reports cannot tell guests apart
	UserName   string // the nickname that others see; & becomes ＆
	Role       Role   // default RoleStudent
	AvatarURL  string // absolute URL of a picture
	GroupID    int64  // the group of a room taught in groups; 0, the default, for none, and in every other room
	AccessKey  string // for third-party authentication, see AccessKeyHandler; the signature does not cover it

	SignedExtra map[string]any `json:"-"` // further parameters that the signature covers; see EnterURL

	Extra map[string]any `json:"-" wire:"extra"` // further parameters that the signature does not cover; see EnterURL
}

// Format writes the EnterURLRequest with what is secret in it hidden.
func (e EnterURLRequest) Format(f fmt.State, verb rune) {
	e.SignedExtra, e.Extra = hideParams(e.SignedExtra), hideParams(e.Extra)
	type plain EnterURLRequest
	transport.Hidden(f, verb, "baijiayun.EnterURLRequest", plain(e))
}

// LogValue gives slog the EnterURLRequest with what is secret in it hidden.
func (e EnterURLRequest) LogValue() slog.Value { return transport.HiddenLog(e) }

// enterPage is the query of the entry page.
type enterPage struct {
	RoomID     int64  `url:"room_id"`
	UserNumber int64  `url:"user_number"`
	UserName   string `url:"user_name"`
	Role       int    `url:"user_role"`
	AvatarURL  string `url:"user_avatar"`
	GroupID    int64  `url:"group_id,omitempty"`
	AccessKey  string `url:"access_key,omitempty"`
	Sign       string `url:"sign"`

	further linkParams
}

// EnterURL returns the link with which one user enters a room in a browser or, through AppURL, in the vendor's program. It does not call
// the vendor. The link never expires, and everybody who has it enters as that user.
//
// Baijiayun 进入房间, /web/room/enter. The signature covers room_id, user_number, user_name, user_role, user_avatar and, if set, group_id,
// without partner_id and timestamp (dev.baijiayun.com/wiki/detail/1; github.com/baijia/BJLiveCore-Android).
//
// The vendor's signature does not separate values: with "&user_role=1" in a nickname a student would enter as the teacher. Therefore a &
// in a nickname becomes ＆ (U+FF06), which looks the same, and an avatar with "&user_" is refused. Nothing else is changed.
//
// Links in use have further parameters. After the signature, and so not covered by it, stand the customstr, share_url and meeting_id of programs
// that sell classes: those are for Extra. Before it stands status=1 in links of assistants, which is taken for 隐身: not shown
// in the room. Whether the signature covers that one is not known, so try it as SignedExtra or as Extra. A value of SignedExtra cannot hold a &, for the reason above.
func (c *Client) EnterURL(ctx context.Context, in *EnterURLRequest) (string, error) {
	if in == nil {
		return "", noLink("EnterURL", nilRequest)
	}
	var bad []classcloud.FieldError
	bad = need(bad, in.RoomID > 0, "RoomID", "room_id")
	bad = need(bad, in.UserName != "", "UserName", "user_name")
	switch {
	case in.UserNumber == 0 && !in.Guest:
		bad = append(bad, classcloud.FieldError{Field: "UserNumber", Wire: "user_number", Problem: "is required: set Guest for a user without a number"})
	case in.UserNumber != 0 && in.Guest:
		bad = append(bad, classcloud.FieldError{Field: "UserNumber", Wire: "user_number", Problem: "is set together with Guest: set exactly one"})
	}
	bad = unsigned(bad, in.UserNumber, "UserNumber", "user_number")
	bad = unsigned(bad, in.GroupID, "GroupID", "group_id")
	bad = unsigned(bad, int64(in.Role), "Role", "user_role")
	bad = readable(bad, in.UserName, "UserName", "user_name")
	bad = readable(bad, in.AvatarURL, "AvatarURL", "user_avatar")
	bad = readable(bad, in.AccessKey, "AccessKey", "access_key")
	if strings.Contains(in.AvatarURL, "&user_") {
		bad = append(bad, classcloud.FieldError{Field: "AvatarURL", Wire: "user_avatar", Problem: `contains "&user_", with which its owner could forge the link`})
	}
	covered, bad := furtherParams(bad, "SignedExtra", in.SignedExtra, enterPage{})
	further, bad := furtherParams(bad, "Extra", in.Extra, enterPage{})
	bad = covered.separable(bad, "SignedExtra")
	bad = covered.apart(bad, further)
	if len(bad) > 0 {
		return "", noLink("EnterURL", bad...)
	}
	keys, base, err := c.linkTo(ctx, "EnterURL")
	if err != nil {
		return "", err
	}
	if keys.PartnerKey == "" {
		return "", errors.New("baijiayun: Credentials.PartnerKey is required")
	}
	page := enterPage{RoomID: in.RoomID, UserNumber: in.UserNumber, UserName: strings.ReplaceAll(in.UserName, "&", "＆"),
		Role: int(in.Role), AvatarURL: in.AvatarURL, GroupID: in.GroupID, AccessKey: in.AccessKey, further: covered}
	page.Sign = page.sign(keys.PartnerKey)
	return address(base+"/web/room/enter", page, covered, further)
}

// sign signs what the vendor signs: not the access_key, the group only if there is one, and what the caller says that it signs too.
func (p *enterPage) sign(partnerKey string) string {
	var signed []wire.Member
	add := func(name, value string) {
		signed = append(signed, wire.Member{Name: name, Value: wire.TextOf(value)})
	}
	if p.GroupID != 0 {
		add("group_id", strconv.FormatInt(p.GroupID, 10))
	}
	add("room_id", strconv.FormatInt(p.RoomID, 10))
	add("user_avatar", p.AvatarURL)
	add("user_name", p.UserName)
	add("user_number", strconv.FormatInt(p.UserNumber, 10))
	add("user_role", strconv.Itoa(p.Role))
	signed = append(signed, p.further...)
	slices.SortFunc(signed, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	return signing.Digest(signed, partnerKey)
}

// QuickEnterURLRequest says who enters with which join code.
type QuickEnterURLRequest struct {
	Code      string `secret:"true"` // a code of CreatedRoom, JoinCodes or Groups
	UserName  string // the nickname that others see; the page asks for it when it is empty
	AccessKey string // for third-party authentication, see AccessKeyHandler

	Extra map[string]any `json:"-" wire:"extra"` // further parameters of the page
}

// Format writes the QuickEnterURLRequest with what is secret in it hidden.
func (q QuickEnterURLRequest) Format(f fmt.State, verb rune) {
	q.Extra = hideParams(q.Extra)
	type plain QuickEnterURLRequest
	transport.Hidden(f, verb, "baijiayun.QuickEnterURLRequest", plain(q))
}

// LogValue gives slog the QuickEnterURLRequest with what is secret in it hidden.
func (q QuickEnterURLRequest) LogValue() slog.Value { return transport.HiddenLog(q) }

// quickEnterPage is the query of the page for join codes.
type quickEnterPage struct {
	Code      string `url:"code"`
	UserName  string `url:"user_name,omitempty"`
	AccessKey string `url:"access_key,omitempty"`
}

// QuickEnterURL returns the link with which the holder of a join code (参加码) enters its room. It does not call the vendor. The link is
// not signed: the code is the secret.
//
// Baijiayun 参加码, /web/room/quickenter, as in the demo of the vendor's js-sdk.
func (c *Client) QuickEnterURL(ctx context.Context, in *QuickEnterURLRequest) (string, error) {
	if in == nil {
		return "", noLink("QuickEnterURL", nilRequest)
	}
	bad := need(nil, in.Code != "", "Code", "code")
	bad = readable(bad, in.UserName, "UserName", "user_name")
	bad = readable(bad, in.AccessKey, "AccessKey", "access_key")
	further, bad := furtherParams(bad, "Extra", in.Extra, quickEnterPage{})
	if len(bad) > 0 {
		return "", noLink("QuickEnterURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "QuickEnterURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/room/quickenter", quickEnterPage{in.Code, in.UserName, in.AccessKey}, further)
}

// PrepareURLRequest names a room and one of its join codes.
type PrepareURLRequest struct {
	RoomID    int64
	Code      string `secret:"true"` // a code of CreatedRoom, JoinCodes or Groups
	AccessKey string // for third-party authentication, see AccessKeyHandler

	Extra map[string]any `json:"-" wire:"extra"` // further parameters of the page
}

// Format writes the PrepareURLRequest with what is secret in it hidden.
func (p PrepareURLRequest) Format(f fmt.State, verb rune) {
	p.Extra = hideParams(p.Extra)
	type plain PrepareURLRequest
	transport.Hidden(f, verb, "baijiayun.PrepareURLRequest", plain(p))
}

// LogValue gives slog the PrepareURLRequest with what is secret in it hidden.
func (p PrepareURLRequest) LogValue() slog.Value { return transport.HiddenLog(p) }

// preparePage is the query of the page before the room.
type preparePage struct {
	RoomID    int64  `url:"room_id"`
	Code      string `url:"code"`
	AccessKey string `url:"access_key,omitempty"`
}

// PrepareURL returns the link to the page where the holder of a join code types a name and enters. It does not call the vendor. The link
// is not signed.
//
// Baijiayun /web/room/prepare, as in the replies of API 31 创建分组直播参加码.
func (c *Client) PrepareURL(ctx context.Context, in *PrepareURLRequest) (string, error) {
	if in == nil {
		return "", noLink("PrepareURL", nilRequest)
	}
	bad := need(nil, in.RoomID > 0, "RoomID", "room_id")
	bad = need(bad, in.Code != "", "Code", "code")
	bad = readable(bad, in.AccessKey, "AccessKey", "access_key")
	further, bad := furtherParams(bad, "Extra", in.Extra, preparePage{})
	if len(bad) > 0 {
		return "", noLink("PrepareURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "PrepareURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/room/prepare", preparePage{in.RoomID, in.Code, in.AccessKey}, further)
}

// PlaybackURLRequest names a playback and the token that opens it.
type PlaybackURLRequest struct {
	RoomID    int64
	SessionID int64  // which playback of a long-term room; 0 for other rooms
	Token     string // from Playbacks.GetToken
	AccessKey string // for third-party authentication, see AccessKeyHandler

	UserNumber int64  // the viewer's number in your own system; default none. Programs in use send it; that the play records then name the viewer is inferred
	UserName   string // the viewer's name; default none. Programs in use send it

	Extra map[string]any `json:"-" wire:"extra"` // further parameters of the page
}

// Format writes the PlaybackURLRequest with what is secret in it hidden.
func (p PlaybackURLRequest) Format(f fmt.State, verb rune) {
	p.Extra = hideParams(p.Extra)
	type plain PlaybackURLRequest
	transport.Hidden(f, verb, "baijiayun.PlaybackURLRequest", plain(p))
}

// LogValue gives slog the PlaybackURLRequest with what is secret in it hidden.
func (p PlaybackURLRequest) LogValue() slog.Value { return transport.HiddenLog(p) }

// playbackPage is the query of the player of playbacks.
type playbackPage struct {
	RoomID     int64  `url:"classid"`
	SessionID  int64  `url:"session_id,omitempty"`
	Token      string `url:"token"`
	UserNumber int64  `url:"user_number,omitempty"`
	UserName   string `url:"user_name,omitempty"`
	AccessKey  string `url:"access_key,omitempty"`
}

// PlaybackURL returns the link to the player of a room's playback (回放). It does not call the vendor. Everybody who has the link can
// watch until its token expires.
//
// Baijiayun /web/playback/index, as other clients of the vendor have it; it is not in the document.
func (c *Client) PlaybackURL(ctx context.Context, in *PlaybackURLRequest) (string, error) {
	if in == nil {
		return "", noLink("PlaybackURL", nilRequest)
	}
	bad := need(nil, in.RoomID > 0, "RoomID", "classid")
	bad = need(bad, in.Token != "", "Token", "token")
	bad = unsigned(bad, in.SessionID, "SessionID", "session_id")
	bad = unsigned(bad, in.UserNumber, "UserNumber", "user_number")
	bad = readable(bad, in.UserName, "UserName", "user_name")
	bad = readable(bad, in.AccessKey, "AccessKey", "access_key")
	further, bad := furtherParams(bad, "Extra", in.Extra, playbackPage{})
	if len(bad) > 0 {
		return "", noLink("PlaybackURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "PlaybackURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/playback/index", playbackPage{in.RoomID, in.SessionID, in.Token, in.UserNumber, in.UserName, in.AccessKey}, further)
}

// VideoURLRequest names a video on demand and the token that opens it.
type VideoURLRequest struct {
	VideoID   int64
	Token     string // from Videos.GetToken
	AccessKey string // for third-party authentication, see AccessKeyHandler

	Extra map[string]any `json:"-" wire:"extra"` // further parameters of the page
}

// Format writes the VideoURLRequest with what is secret in it hidden.
func (v VideoURLRequest) Format(f fmt.State, verb rune) {
	v.Extra = hideParams(v.Extra)
	type plain VideoURLRequest
	transport.Hidden(f, verb, "baijiayun.VideoURLRequest", plain(v))
}

// LogValue gives slog the VideoURLRequest with what is secret in it hidden.
func (v VideoURLRequest) LogValue() slog.Value { return transport.HiddenLog(v) }

// videoPage is the query of the player of videos.
type videoPage struct {
	VideoID   int64  `url:"vid"`
	Token     string `url:"token"`
	AccessKey string `url:"access_key,omitempty"`
}

// VideoURL returns the link to the player of a video on demand (点播). It does not call the vendor. Everybody who has the link can watch
// until its token expires.
//
// Baijiayun /web/video/player, as other clients of the vendor have it; it is not in the document.
func (c *Client) VideoURL(ctx context.Context, in *VideoURLRequest) (string, error) {
	if in == nil {
		return "", noLink("VideoURL", nilRequest)
	}
	bad := need(nil, in.VideoID > 0, "VideoID", "vid")
	bad = need(bad, in.Token != "", "Token", "token")
	bad = readable(bad, in.AccessKey, "AccessKey", "access_key")
	further, bad := furtherParams(bad, "Extra", in.Extra, videoPage{})
	if len(bad) > 0 {
		return "", noLink("VideoURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "VideoURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/video/player", videoPage{in.VideoID, in.Token, in.AccessKey}, further)
}

// linkTo returns the credentials and the address of the account's pages: its own domain, or the client's base URL when the credentials
// do not have a domain.
func (c *Client) linkTo(ctx context.Context, link string) (Credentials, string, error) {
	if c.source == nil {
		return Credentials{}, "", transport.ErrUnbuilt(vendor, link)
	}
	keys, err := c.source().Credentials(ctx)
	if err == nil {
		err = keys.check()
	}
	if err != nil {
		return Credentials{}, "", transport.NoCredentials(ctx, vendor, link, err)
	}
	if keys.Domain != "" {
		return keys, "https://" + keys.Domain + ".at.baijiayun.com", nil
	}
	if base := c.transport.Config().BaseURL; base != "" {
		return keys, base, nil
	}
	return Credentials{}, "", transport.NoCredentials(ctx, vendor, link, errors.New("baijiayun: Credentials.Domain is required"))
}

var nilRequest = classcloud.FieldError{Field: "request", Problem: "is nil"}

func need(bad []classcloud.FieldError, given bool, field, wireName string) []classcloud.FieldError {
	if given {
		return bad
	}
	return append(bad, classcloud.FieldError{Field: field, Wire: wireName, Problem: "is required"})
}

// noLink returns the error of a link that cannot be made.
func noLink(link string, bad ...classcloud.FieldError) error {
	return &classcloud.Error{Vendor: vendor, Operation: link, Kind: classcloud.InvalidArgument,
		Message: "no link was made", Outcome: classcloud.OutcomeNotSent, Fields: bad}
}
