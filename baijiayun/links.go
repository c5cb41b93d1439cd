package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/go-querystring/query"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EnterURLRequest names a room and who enters it.
type EnterURLRequest struct {
	RoomID     int64  // the room, 14 digits
	UserNumber int64  // the user's number in your own system; 0 is a guest, whom no report can tell from other guests
	UserName   string // the nickname others see; & becomes ＆
	Role       Role   // default student
	AvatarURL  string // the whole address of a picture
	GroupID    int64  // the group of a grouped room; 0 for none
	AccessKey  string // for third-party authentication, see AccessKeyHandler; it is not part of the signature
}

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

// EnterURL makes the link by which one user enters a room in a browser, or through AppURL in the vendor's program. It makes no call.
// The link never expires, and whoever has it is that user.
//
// Baijiayun 进入房间, /web/room/enter: signed over room_id, user_number, user_name, user_role, user_avatar and, where there is one,
// group_id; without partner_id and timestamp (dev.baijiayun.com/wiki/detail/1; github.com/baijia/BJLiveCore-Android).
//
// The vendor's signature does not keep values apart: with "&user_role=1" in a nickname a student would enter as the teacher. So a &
// in a nickname becomes ＆ (U+FF06), which looks the same, and nothing else is changed; an avatar that holds "&user_" is refused.
func (c *Client) EnterURL(ctx context.Context, in *EnterURLRequest) (string, error) {
	if in == nil {
		return "", noLink("EnterURL", nilRequest)
	}
	var bad []classcloud.FieldError
	bad = need(bad, in.RoomID != 0, "RoomID", "room_id")
	bad = need(bad, in.UserName != "", "UserName", "user_name")
	if strings.Contains(in.AvatarURL, "&user_") {
		bad = append(bad, classcloud.FieldError{Field: "AvatarURL", Wire: "user_avatar", Problem: `holds "&user_", which would let its owner forge the link`})
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

// sign signs what the vendor signs of the page: no access_key, and a group only where there is one.
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

// QuickEnterURLRequest is a join code, and who enters with it.
type QuickEnterURLRequest struct {
	Code      string // a code of CreatedRoom, JoinCodes or Groups
	UserName  string // the nickname others see; the page asks for it when it is empty
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// quickEnterPage is the query of the page for join codes.
type quickEnterPage struct {
	Code      string `url:"code"`
	UserName  string `url:"user_name,omitempty"`
	AccessKey string `url:"access_key,omitempty"`
}

// QuickEnterURL makes the link by which the holder of a join code (参加码) enters its room. It makes no call and carries no
// signature: the code is the secret.
//
// Baijiayun 参加码, /web/room/quickenter, as the vendor's own demo has it (its js-sdk).
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

// PrepareURLRequest is a room and a join code of it.
type PrepareURLRequest struct {
	RoomID    int64
	Code      string // a code of CreatedRoom, JoinCodes or Groups
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// preparePage is the query of the page before the room.
type preparePage struct {
	RoomID    int64  `url:"room_id"`
	Code      string `url:"code"`
	AccessKey string `url:"access_key,omitempty"`
}

// PrepareURL makes the link to the page on which the holder of a join code gives a name and enters. It makes no call and carries no
// signature.
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

// PlaybackURLRequest is a playback, and the token that opens it.
type PlaybackURLRequest struct {
	RoomID    int64
	SessionID int64  // of a long-term room: which playback; 0 for other rooms
	Token     string // from Playbacks.GetToken
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// playbackPage is the query of the player of playbacks.
type playbackPage struct {
	RoomID    int64  `url:"classid"`
	SessionID int64  `url:"session_id,omitempty"`
	Token     string `url:"token"`
	AccessKey string `url:"access_key,omitempty"`
}

// PlaybackURL makes the link to the player of a room's playback (回放). It makes no call; whoever has the link may watch until its
// token expires.
//
// Baijiayun /web/playback/index, from other clients of the vendor: the document does not have it.
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

// VideoURLRequest is a video on demand, and the token that opens it.
type VideoURLRequest struct {
	VideoID   int64
	Token     string // from Videos.GetToken
	AccessKey string // for third-party authentication, see AccessKeyHandler
}

// videoPage is the query of the player of videos.
type videoPage struct {
	VideoID   int64  `url:"vid"`
	Token     string `url:"token"`
	AccessKey string `url:"access_key,omitempty"`
}

// VideoURL makes the link to the player of a video on demand (点播). It makes no call; whoever has the link may watch until its token
// expires.
//
// Baijiayun /web/video/player, from other clients of the vendor: the document does not have it.
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

// AppURL makes the link that opens the vendor's own program (云端课堂) with an entry link, EnterURL's, instead of the browser. It
// makes no call; a machine without the program does nothing with it.
//
// Baijiayun baijiacloud://, from other clients of the vendor: token and ts stand as they are.
func AppURL(enterURL string) string {
	return "baijiacloud://urlpath=" + blanks(url.QueryEscape(enterURL)) + "&token=token&ts=ts"
}

// linkTo returns the credentials and where the account's pages live: its own domain, or the base URL of a client that knows no
// domain.
func (c *Client) linkTo(ctx context.Context, link string) (Credentials, string, error) {
	if c.source == nil {
		return Credentials{}, "", transport.ErrUnbuilt(vendor, link)
	}
	keys, err := c.source().Credentials(ctx)
	if err != nil {
		return Credentials{}, "", fmt.Errorf("baijiayun: %s: no credentials: %w", link, err)
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

// address writes a page's address with its parameters.
func address(page string, parameters any) (string, error) {
	values, err := query.Values(parameters)
	if err != nil {
		return "", fmt.Errorf("baijiayun: %w", err)
	}
	return page + "?" + blanks(values.Encode()), nil
}

// blanks writes a blank as %20: a page that reads its own query may not take + for one.
func blanks(encoded string) string { return strings.ReplaceAll(encoded, "+", "%20") }

var nilRequest = classcloud.FieldError{Field: "request", Problem: "is nil"}

func need(bad []classcloud.FieldError, given bool, field, wireName string) []classcloud.FieldError {
	if given {
		return bad
	}
	return append(bad, classcloud.FieldError{Field: field, Wire: wireName, Problem: "is required"})
}

// noLink is the error of a link that cannot be made.
func noLink(link string, bad ...classcloud.FieldError) error {
	return &classcloud.Error{Vendor: vendor, Operation: link, Kind: classcloud.InvalidArgument,
		Message: "no link was made", Outcome: classcloud.OutcomeNotSent, Fields: bad}
}
