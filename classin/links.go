package classin

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-querystring/query"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// LivePlayerURLRequest names a live class and a viewer.
type LivePlayerURLRequest struct {
	LessonKey string // the lessonKey in CreatedClass.LiveURL, not the URL; the function LessonKey returns it
	Account   string // the viewer's account, less than 32 characters
	Nickname  string // the name in the chat, less than 24 characters
}

// livePlayer is the query of the player's page.
type livePlayer struct {
	LessonKey string `url:"lessonKey"`
	Account   string `url:"account"`
	Nickname  string `url:"nickname"`
	CheckCode string `url:"checkCode"`
}

// LivePlayerURL makes the link of the live player in which the viewer may chat without logging in again. It makes no call. Whoever has
// the link is that viewer.
//
// ClassIn Create Class(Single), "The chat room in the live player is exempted from secondary login": checkCode is the MD5 of secret,
// lessonKey, account and nickname. Since June 2023 the page is at live.eeo.cn.
func (c *Client) LivePlayerURL(ctx context.Context, in *LivePlayerURLRequest) (string, error) {
	const operation = "LivePlayerURL"
	if in == nil {
		return "", noLink(operation, []classcloud.FieldError{{Field: "request", Problem: "is nil"}})
	}
	if bad := checkViewer("LessonKey", "lessonKey", in.LessonKey, in.Account, in.Nickname, longName); len(bad) > 0 {
		return "", noLink(operation, bad)
	}
	keys, err := c.linkKeys(ctx, operation)
	if err != nil {
		return "", err
	}
	return link(operation, "https://live.eeo.cn/live_partner.html",
		livePlayer{in.LessonKey, in.Account, in.Nickname, md5Hex(keys.Secret + in.LessonKey + in.Account + in.Nickname)})
}

// linkKeys returns the credentials that sign a link.
func (c *Client) linkKeys(ctx context.Context, operation string) (Credentials, error) {
	if c.source == nil {
		return Credentials{}, transport.ErrUnbuilt(vendor, operation)
	}
	keys, err := c.source().Credentials(ctx)
	if err == nil {
		err = keys.check()
	}
	if err != nil {
		return Credentials{}, transport.NoCredentials(ctx, vendor, operation, err)
	}
	return keys, nil
}

// link writes a page's URL with its query. It writes a blank as %20, because a page that reads its own query may not take + for one.
func link(operation, page string, parameters any) (string, error) {
	values, err := query.Values(parameters)
	if err != nil {
		return "", fmt.Errorf("classin: %s: %w", operation, err)
	}
	return page + "?" + escaped(values), nil
}

func escaped(values url.Values) string { return strings.ReplaceAll(values.Encode(), "+", "%20") }

func noLink(operation string, bad []classcloud.FieldError) error {
	return &classcloud.Error{Vendor: vendor, Operation: operation, Kind: classcloud.InvalidArgument,
		Message: "no link was made", Outcome: classcloud.OutcomeNotSent, Fields: bad}
}

// The vendor's limits on the length of a viewer's name, in characters.
const (
	longName  = 24 // of both pages, as the Chinese documents have it
	shortName = 16 // of a course's page, as the English document has it
)

// checkViewer refuses parameters that are missing, too long for the page, or that it would read otherwise than they were signed.
func checkViewer(keyField, keyWire, key, account, nickname string, name int) []classcloud.FieldError {
	var bad []classcloud.FieldError
	refuse := func(field, wire, problem string) {
		bad = append(bad, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
	}
	for _, f := range []struct {
		field, wire, value string
		below              int
	}{{keyField, keyWire, key, 0}, {"Account", "account", account, 32}, {"Nickname", "nickname", nickname, name}} {
		n := utf8.RuneCountInString(f.value)
		switch {
		case n == 0:
			refuse(f.field, f.wire, "is required")
		case f.below > 0 && n >= f.below:
			refuse(f.field, f.wire, fmt.Sprintf("has %d characters, the vendor takes less than %d", n, f.below))
		case f.below == 0 && strings.ContainsFunc(f.value, notOfKey):
			refuse(f.field, f.wire, "is not a key: the function "+keyField+" takes it out of the page's URL")
		case !readable(f.value):
			refuse(f.field, f.wire, "begins or ends with a blank, or has a control character or broken UTF-8")
		}
	}
	return bad
}

// notOfKey reports whether a key does not have the character: a URL has it, a part of a query, or a text that is escaped already.
func notOfKey(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || strings.ContainsRune(`:/?#&=%+\`, r)
}

// readable reports whether a page reads a text as it was signed: nothing in it is trimmed or dropped on the way.
func readable(text string) bool {
	return utf8.ValidString(text) && strings.TrimSpace(text) == text && !strings.ContainsFunc(text, unicode.IsControl)
}

// keyOf returns one parameter of a page's URL.
func keyOf(function, page, name string) (string, error) {
	u, err := url.Parse(page)
	if err != nil || u.Query().Get(name) == "" {
		return "", errors.New("classin: " + function + ": the URL has no " + name)
	}
	return u.Query().Get(name), nil
}

// LessonKey returns the lessonKey in the URL of a live player's page, CreatedClass.LiveURL.
func LessonKey(liveURL string) (string, error) { return keyOf("LessonKey", liveURL, "lessonKey") }

// WebcastURLRequest names a course, or one of its classes, and a viewer.
type WebcastURLRequest struct {
	CourseKey    string // the courseKey in the URL that Broadcasts.GetURL returns, not the URL; the function CourseKey returns it
	ClassID      int64  // 0 for the whole course
	Account      string // the viewer's account, less than 32 characters
	Nickname     string // the name in the chat, less than 16 characters
	LongNickname bool   // takes a Nickname of 16 to 23 characters, too: the Chinese page allows it, the English page does not
}

// webcast is the query of a course's page.
type webcast struct {
	CourseKey string `url:"courseKey"`
	ClassID   int64  `url:"lessonid,omitempty"`
	Account   string `url:"account"`
	Nickname  string `url:"nickname"`
	CheckCode string `url:"checkCode"`
}

// WebcastURL makes the link of a course's live and replay page on which the viewer may chat without logging in again. It makes no call.
// Whoever has the link is that viewer.
//
// ClassIn 机构直播聊天室免二次登录, of 获取课程直播/回放播放器地址: checkCode is the MD5 of secret, courseKey, account and nickname. The class id is
// not part of it. The English page of the same title wants a nickname under 16 characters, the Chinese one under 24: what is shorter than
// 16 is right under both.
func (c *Client) WebcastURL(ctx context.Context, in *WebcastURLRequest) (string, error) {
	const operation = "WebcastURL"
	if in == nil {
		return "", noLink(operation, []classcloud.FieldError{{Field: "request", Problem: "is nil"}})
	}
	name := shortName
	if in.LongNickname {
		name = longName
	}
	bad := checkViewer("CourseKey", "courseKey", in.CourseKey, in.Account, in.Nickname, name)
	if in.ClassID < 0 {
		bad = append(bad, classcloud.FieldError{Field: "ClassID", Wire: "lessonid", Problem: "is below 0"})
	}
	if len(bad) > 0 {
		return "", noLink(operation, bad)
	}
	keys, err := c.linkKeys(ctx, operation)
	if err != nil {
		return "", err
	}
	return link(operation, "https://live.eeo.cn/webcast_partner.html",
		webcast{in.CourseKey, in.ClassID, in.Account, in.Nickname, md5Hex(keys.Secret + in.CourseKey + in.Account + in.Nickname)})
}

// CourseKey returns the courseKey in the URL of a course's page, which Broadcasts.GetURL returns.
func CourseKey(webcastURL string) (string, error) { return keyOf("CourseKey", webcastURL, "courseKey") }
