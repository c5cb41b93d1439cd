package classin

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/google/go-querystring/query"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// LivePlayerURLRequest names a live class and a viewer.
type LivePlayerURLRequest struct {
	LessonKey string // the lessonKey in CreatedClass.LiveURL; the function LessonKey returns it
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
	if bad := checkViewer("LessonKey", "lessonKey", in.LessonKey, in.Account, in.Nickname); len(bad) > 0 {
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
	if err != nil {
		return keys, fmt.Errorf("classin: %s: no credentials: %w", operation, err)
	}
	return keys, keys.check()
}

// link writes a page's URL with its query. It writes a blank as %20, because a page that reads its own query may not take + for one.
func link(operation, page string, parameters any) (string, error) {
	values, err := query.Values(parameters)
	if err != nil {
		return "", fmt.Errorf("classin: %s: %w", operation, err)
	}
	return page + "?" + strings.ReplaceAll(values.Encode(), "+", "%20"), nil
}

func noLink(operation string, bad []classcloud.FieldError) error {
	return &classcloud.Error{Vendor: vendor, Operation: operation, Kind: classcloud.InvalidArgument,
		Message: "no link was made", Outcome: classcloud.OutcomeNotSent, Fields: bad}
}

// checkViewer refuses parameters that are missing or too long for the page.
func checkViewer(keyField, keyWire, key, account, nickname string) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, f := range []struct {
		field, wire, value string
		below              int
	}{{keyField, keyWire, key, 0}, {"Account", "account", account, 32}, {"Nickname", "nickname", nickname, 24}} {
		n := utf8.RuneCountInString(f.value)
		switch {
		case n == 0:
			bad = append(bad, classcloud.FieldError{Field: f.field, Wire: f.wire, Problem: "is required"})
		case f.below > 0 && n >= f.below:
			bad = append(bad, classcloud.FieldError{Field: f.field, Wire: f.wire, Problem: fmt.Sprintf("has %d characters, the vendor takes less than %d", n, f.below)})
		}
	}
	return bad
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
	CourseKey string // the courseKey in the URL that Broadcasts.GetURL returns; the function CourseKey returns it
	ClassID   int64  // 0 for the whole course
	Account   string // the viewer's account, less than 32 characters
	Nickname  string // the name in the chat, less than 24 characters
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
// ClassIn 机构直播聊天室免二次登录: checkCode is the MD5 of secret, courseKey, account and nickname. The class id is not part of it.
func (c *Client) WebcastURL(ctx context.Context, in *WebcastURLRequest) (string, error) {
	const operation = "WebcastURL"
	if in == nil {
		return "", noLink(operation, []classcloud.FieldError{{Field: "request", Problem: "is nil"}})
	}
	if bad := checkViewer("CourseKey", "courseKey", in.CourseKey, in.Account, in.Nickname); len(bad) > 0 {
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
