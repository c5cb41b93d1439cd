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
)

// LivePlayerURLRequest names a live lesson and a viewer.
type LivePlayerURLRequest struct {
	LessonKey string // the lessonKey in CreatedClass.LiveURL
	Account   string // the viewer's account, less than 32 characters
	Nickname  string // what the chat shows, less than 24 characters
}

// livePlayer is the query of the player's page.
type livePlayer struct {
	LessonKey string `url:"lessonKey"`
	Account   string `url:"account"`
	Nickname  string `url:"nickname"`
	CheckCode string `url:"checkCode"`
}

// LivePlayerURL makes the link of the live player in which the viewer may chat without logging in again. It makes no call; whoever
// has the link is that viewer.
//
// ClassIn Create Class(Single), "The chat room in the live player is exempted from secondary login": checkCode is the MD5 of secret,
// lessonKey, account and nickname. The page lives at live.eeo.cn since June 2023.
func (c *Client) LivePlayerURL(ctx context.Context, in *LivePlayerURLRequest) (string, error) {
	if bad := in.check(); len(bad) > 0 {
		return "", &classcloud.Error{Vendor: vendor, Operation: "LivePlayerURL", Kind: classcloud.InvalidArgument,
			Message: "no link was made", Outcome: classcloud.OutcomeNotSent, Fields: bad}
	}
	keys, err := c.source().Credentials(ctx)
	if err != nil {
		return "", fmt.Errorf("classin: LivePlayerURL: no credentials: %w", err)
	}
	if err := keys.check(); err != nil {
		return "", err
	}
	values, err := query.Values(livePlayer{in.LessonKey, in.Account, in.Nickname, md5Hex(keys.Secret + in.LessonKey + in.Account + in.Nickname)})
	if err != nil {
		return "", fmt.Errorf("classin: LivePlayerURL: %w", err)
	}
	// A page that reads its own query may not take + for a blank.
	return "https://live.eeo.cn/live_partner.html?" + strings.ReplaceAll(values.Encode(), "+", "%20"), nil
}

func (r *LivePlayerURLRequest) check() []classcloud.FieldError {
	if r == nil {
		return []classcloud.FieldError{{Field: "request", Problem: "is nil"}}
	}
	var bad []classcloud.FieldError
	for _, f := range []struct {
		field, wire, value string
		below              int
	}{{"LessonKey", "lessonKey", r.LessonKey, 0}, {"Account", "account", r.Account, 32}, {"Nickname", "nickname", r.Nickname, 24}} {
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

// LessonKey returns the lessonKey of a live player's page, CreatedClass.LiveURL.
func LessonKey(liveURL string) (string, error) {
	u, err := url.Parse(liveURL)
	if err != nil || u.Query().Get("lessonKey") == "" {
		return "", errors.New("classin: LessonKey: the URL has no lessonKey")
	}
	return u.Query().Get("lessonKey"), nil
}
