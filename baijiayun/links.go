package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/go-querystring/query"

	"github.com/go-classcloud/classcloud"
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
	GroupID    int64  // the group of a room taught in groups; default none
	AccessKey  string // for third-party authentication, see AccessKeyHandler; the signature does not cover it
}

// Format writes the EnterURLRequest with what is secret in it hidden.
func (e EnterURLRequest) Format(f fmt.State, verb rune) {
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
}

// EnterURL returns the link with which one user enters a room in a browser or, through AppURL, in the vendor's program. It does not call
// the vendor. The link never expires, and everybody who has it enters as that user.
//
// Baijiayun 进入房间, /web/room/enter. The signature covers room_id, user_number, user_name, user_role, user_avatar and, if set, group_id,
// without partner_id and timestamp (dev.baijiayun.com/wiki/detail/1; github.com/baijia/BJLiveCore-Android).
//
// The vendor's signature does not separate values: with "&user_role=1" in a nickname a student would enter as the teacher. Therefore a &
// in a nickname becomes ＆ (U+FF06), which looks the same, and an avatar with "&user_" is refused. Nothing else is changed.
func (c *Client) EnterURL(ctx context.Context, in *EnterURLRequest) (string, error) {
	if in == nil {
		return "", noLink("EnterURL", nilRequest)
	}
	var bad []classcloud.FieldError
	bad = need(bad, in.RoomID != 0, "RoomID", "room_id")
	bad = need(bad, in.UserName != "", "UserName", "user_name")
	switch {
	case in.UserNumber == 0 && !in.Guest:
		bad = append(bad, classcloud.FieldError{Field: "UserNumber", Wire: "user_number", Problem: "is required: set Guest for a user without a number"})
	case in.UserNumber != 0 && in.Guest:
		bad = append(bad, classcloud.FieldError{Field: "UserNumber", Wire: "user_number", Problem: "is set together with Guest: set exactly one"})
	}
	if strings.Contains(in.AvatarURL, "&user_") {
		bad = append(bad, classcloud.FieldError{Field: "AvatarURL", Wire: "user_avatar", Problem: `contains "&user_", with which its owner could forge the link`})
	}
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
		Role: int(in.Role), AvatarURL: in.AvatarURL, GroupID: in.GroupID, AccessKey: in.AccessKey}
	page.Sign = page.sign(keys.PartnerKey)
	return address(base+"/web/room/enter", page)
}

// sign signs what the vendor signs: not the access_key, and the group only if there is one.
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
	return sign(signed, partnerKey)
}

// QuickEnterURLRequest says who enters with which join code.
type QuickEnterURLRequest struct {
	Code      string `secret:"true"` // a code of CreatedRoom, JoinCodes or Groups
	UserName  string // the nickname that others see; the page asks for it when it is empty
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// Format writes the QuickEnterURLRequest with what is secret in it hidden.
func (q QuickEnterURLRequest) Format(f fmt.State, verb rune) {
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
	if bad := need(nil, in.Code != "", "Code", "code"); len(bad) > 0 {
		return "", noLink("QuickEnterURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "QuickEnterURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/room/quickenter", quickEnterPage{in.Code, in.UserName, in.AccessKey})
}

// PrepareURLRequest names a room and one of its join codes.
type PrepareURLRequest struct {
	RoomID    int64
	Code      string `secret:"true"` // a code of CreatedRoom, JoinCodes or Groups
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// Format writes the PrepareURLRequest with what is secret in it hidden.
func (p PrepareURLRequest) Format(f fmt.State, verb rune) {
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
	bad := need(nil, in.RoomID != 0, "RoomID", "room_id")
	if bad = need(bad, in.Code != "", "Code", "code"); len(bad) > 0 {
		return "", noLink("PrepareURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "PrepareURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/room/prepare", preparePage{in.RoomID, in.Code, in.AccessKey})
}

// PlaybackURLRequest names a playback and the token that opens it.
type PlaybackURLRequest struct {
	RoomID    int64
	SessionID int64  // which playback of a long-term room; 0 for other rooms
	Token     string // from Playbacks.GetToken
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// Format writes the PlaybackURLRequest with what is secret in it hidden.
func (p PlaybackURLRequest) Format(f fmt.State, verb rune) {
	type plain PlaybackURLRequest
	transport.Hidden(f, verb, "baijiayun.PlaybackURLRequest", plain(p))
}

// LogValue gives slog the PlaybackURLRequest with what is secret in it hidden.
func (p PlaybackURLRequest) LogValue() slog.Value { return transport.HiddenLog(p) }

// playbackPage is the query of the player of playbacks.
type playbackPage struct {
	RoomID    int64  `url:"classid"`
	SessionID int64  `url:"session_id,omitempty"`
	Token     string `url:"token"`
	AccessKey string `url:"access_key,omitempty"`
}

// PlaybackURL returns the link to the player of a room's playback (回放). It does not call the vendor. Everybody who has the link can
// watch until its token expires.
//
// Baijiayun /web/playback/index, as other clients of the vendor have it; it is not in the document.
func (c *Client) PlaybackURL(ctx context.Context, in *PlaybackURLRequest) (string, error) {
	if in == nil {
		return "", noLink("PlaybackURL", nilRequest)
	}
	bad := need(nil, in.RoomID != 0, "RoomID", "classid")
	if bad = need(bad, in.Token != "", "Token", "token"); len(bad) > 0 {
		return "", noLink("PlaybackURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "PlaybackURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/playback/index", playbackPage{in.RoomID, in.SessionID, in.Token, in.AccessKey})
}

// VideoURLRequest names a video on demand and the token that opens it.
type VideoURLRequest struct {
	VideoID   int64
	Token     string // from Videos.GetToken
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// Format writes the VideoURLRequest with what is secret in it hidden.
func (v VideoURLRequest) Format(f fmt.State, verb rune) {
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
	bad := need(nil, in.VideoID != 0, "VideoID", "vid")
	if bad = need(bad, in.Token != "", "Token", "token"); len(bad) > 0 {
		return "", noLink("VideoURL", bad...)
	}
	_, base, err := c.linkTo(ctx, "VideoURL")
	if err != nil {
		return "", err
	}
	return address(base+"/web/video/player", videoPage{in.VideoID, in.Token, in.AccessKey})
}

// AppURL turns an entry link from EnterURL into the link that opens it in the vendor's own program (云端课堂) instead of the browser. It
// does not call the vendor. The link does nothing on a machine without the program.
//
// Baijiayun baijiacloud://, as other clients of the vendor have it: they send token and ts as these words.
func AppURL(enterURL string) string {
	return "baijiacloud://urlpath=" + blanks(url.QueryEscape(enterURL)) + "&token=token&ts=ts"
}

// linkTo returns the credentials and the address of the account's pages: its own domain, or the client's base URL when the credentials
// do not have a domain.
func (c *Client) linkTo(ctx context.Context, link string) (Credentials, string, error) {
	if c.source == nil {
		return Credentials{}, "", transport.ErrUnbuilt(vendor, link)
	}
	keys, err := c.source().Credentials(ctx)
	if err != nil {
		return Credentials{}, "", fmt.Errorf("baijiayun: %s: cannot get the credentials: %w", link, err)
	}
	if err := keys.check(); err != nil {
		return Credentials{}, "", err
	}
	if keys.Domain != "" {
		return keys, "https://" + keys.Domain + ".at.baijiayun.com", nil
	}
	if base := c.transport.Config().BaseURL; base != "" {
		return keys, base, nil
	}
	return Credentials{}, "", errors.New("baijiayun: Credentials.Domain is required")
}

// address returns a page's address with its parameters.
func address(page string, parameters any) (string, error) {
	values, err := query.Values(parameters)
	if err != nil {
		return "", fmt.Errorf("baijiayun: %w", err)
	}
	return page + "?" + blanks(values.Encode()), nil
}

// blanks writes a blank as %20, because a page that parses its own query may not read + as a blank.
func blanks(encoded string) string { return strings.ReplaceAll(encoded, "+", "%20") }

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
