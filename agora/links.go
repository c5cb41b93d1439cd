package agora

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// longestToken is the lifetime of the token in a link that names none.
const longestToken = 24 * time.Hour

// LaunchURLRequest says who enters which room, and by which page.
type LaunchURLRequest struct {
	PageURL  string        // your page with the classroom SDK: an http or https address; its own query and fragment are kept
	RoomUUID string        // the room; required
	RoomName string        // the name that users see; required by the SDK
	RoomType *RoomType     // as in Rooms.Create; required, because 0 is one-to-one
	UserUUID string        // the user; required
	UserName string        // the name that others see; required by the SDK
	Role     Role          // RoleTeacher, RoleStudent, RoleAssistant or RoleObserver; required
	Language string        // the language of the classroom, such as "zh" or "en"; required
	Pretest  bool          // whether the user tests camera and microphone first
	Lifetime time.Duration // of the token: whole seconds, 1 s to 24 h; 0 means 24 h
}

// LaunchURL returns the address with which one user's browser opens the caller's own page and enters a room. It makes the user's token and
// does not call Agora. Who has the address enters as that user until the token ends, so it is a secret.
//
// Agora 页面录制 url, 设置录制状态: the members of the query have the names that Agora prints there, which are those of LaunchOption in its
// classroom SDK for the web: userUuid, userName, roomUuid, roomName, roleType, roomType, pretest, rtmToken, language, appId. A space is
// %20, never +, so every page can read it. The page gives them to AgoraEduSDK.launch; that it does is for its author (inferred).
func (c *Client) LaunchURL(ctx context.Context, in *LaunchURLRequest) (string, error) {
	if in == nil {
		return "", noLink("LaunchURL", classcloud.FieldError{Field: "request", Problem: "is nil"})
	}
	var bad ranges
	if in.Role < RoleTeacher || in.Role > RoleObserver {
		bad.add("Role", "roleType", fmt.Sprintf("is %d, want RoleTeacher (1) to RoleObserver (4)", in.Role))
	}
	for _, name := range []struct{ field, wire, value string }{{"RoomName", "roomName", in.RoomName}, {"UserName", "userName", in.UserName}} {
		if name.value == "" {
			bad.add(name.field, name.wire, "is required")
		}
	}
	return c.link(ctx, "LaunchURL", bad, launch{
		page: in.PageURL, roomUUID: in.RoomUUID, roomName: in.RoomName, roomType: in.RoomType, userUUID: in.UserUUID, userName: in.UserName,
		role: in.Role, language: in.Language, pretest: in.Pretest, lifetime: in.Lifetime,
	})
}

// RecordingPageURLRequest says which room a recorder enters, and by which page.
type RecordingPageURLRequest struct {
	PageURL      string        // your page to be recorded: an http or https address; its own query and fragment are kept
	RoomUUID     string        // the room; required
	RoomName     string        // the name on the page; empty leaves it out, as Agora's example does
	RoomType     *RoomType     // as in Rooms.Create; required, because 0 is one-to-one
	RecorderUUID string        // the recorder's user id, which nobody else in the room has; required
	RecorderName string        // the recorder's name; empty leaves it out, as Agora's example does
	Language     string        // the language of the page: "zh" or "en"; required
	Lifetime     time.Duration // of the token: whole seconds, 1 s to 24 h; 0 means 24 h
}

// RecordingPageURL returns the address for WebRecording.URL with which Agora's recorder opens the caller's own page and enters a room
// unseen. It makes the recorder's token and does not call Agora. The address is a secret.
//
// Agora 页面录制 url, 设置录制状态: userUuid, roomUuid, roleType 0, roomType, pretest false, rtmToken, language and appId are the members of
// Agora's example; roomName and userName are those of its SDK. A space is %20, never +, so every page can read it.
func (c *Client) RecordingPageURL(ctx context.Context, in *RecordingPageURLRequest) (string, error) {
	if in == nil {
		return "", noLink("RecordingPageURL", classcloud.FieldError{Field: "request", Problem: "is nil"})
	}
	return c.link(ctx, "RecordingPageURL", nil, launch{
		page: in.PageURL, roomUUID: in.RoomUUID, roomName: in.RoomName, roomType: in.RoomType, userUUID: in.RecorderUUID, userName: in.RecorderName,
		userField: "RecorderUUID", role: RoleInvisible, language: in.Language, lifetime: in.Lifetime,
	})
}

// launch holds what the page of a classroom is opened with.
type launch struct {
	page, roomUUID, roomName, userUUID, userName, language string
	userField                                              string // of userUUID, if it is not UserUUID
	roomType                                               *RoomType
	role                                                   Role
	pretest                                                bool
	lifetime                                               time.Duration
}

func (c *Client) link(ctx context.Context, name string, bad ranges, in launch) (string, error) {
	if c == nil || c.transport == nil {
		return "", transport.ErrUnbuilt(vendor, name)
	}
	page, problem := pageAt(in.page)
	if problem != "" {
		bad.add("PageURL", "", problem)
	}
	userField := in.userField
	if userField == "" {
		userField = "UserUUID"
	}
	for _, id := range []struct{ field, wire, value string }{{"RoomUUID", "roomUuid", in.roomUUID}, {userField, "userUuid", in.userUUID}} {
		if problem := idProblem(id.value); problem != "" {
			bad.add(id.field, id.wire, problem)
		}
	}
	if in.roomType == nil {
		bad.add("RoomType", "roomType", "is required")
	} else {
		bad.known("RoomType", "roomType", int(*in.roomType), 0, 2, 4, 6, 10)
	}
	if in.language == "" {
		bad.add("Language", "language", "is required")
	}
	if len(bad) > 0 {
		return "", noLink(name, bad...)
	}
	if in.lifetime == 0 {
		in.lifetime = longestToken
	}
	keys, err := c.keys(ctx, name)
	if err != nil {
		return "", err
	}
	token, err := c.Tokens.RoomUser(ctx, in.roomUUID, in.userUUID, in.role, in.lifetime)
	if err != nil {
		return "", err
	}
	own := page.Query()
	for _, member := range [][2]string{
		{"userUuid", in.userUUID}, {"userName", in.userName}, {"roomUuid", in.roomUUID}, {"roomName", in.roomName}, {"roleType", strconv.Itoa(int(in.role))},
		{"roomType", strconv.Itoa(int(*in.roomType))}, {"pretest", strconv.FormatBool(in.pretest)}, {"rtmToken", token}, {"language", in.language}, {"appId", keys.AppID},
	} {
		if own.Has(member[0]) {
			return "", noLink(name, classcloud.FieldError{Field: "PageURL", Wire: member[0], Problem: "has a " + member[0] + " in its query, which this method writes"})
		}
		if member[1] != "" {
			page.RawQuery += "&" + member[0] + "=" + strings.ReplaceAll(url.QueryEscape(member[1]), "+", "%20")
		}
	}
	page.RawQuery = strings.TrimPrefix(page.RawQuery, "&")
	return page.String(), nil
}

// pageAt reads the address of a page, and says what is wrong with it.
func pageAt(address string) (page *url.URL, problem string) {
	page, err := url.Parse(address)
	switch {
	case address == "":
		return nil, "is required"
	case err != nil || page.Host == "" || page.Scheme != "http" && page.Scheme != "https":
		return nil, "is not an http or https address"
	}
	return page, ""
}

// noLink returns the error of a link that cannot be made.
func noLink(link string, bad ...classcloud.FieldError) error {
	return &classcloud.Error{Vendor: vendor, Operation: link, Kind: classcloud.InvalidArgument,
		Message: "no link was made", Outcome: classcloud.OutcomeNotSent, Fields: bad}
}
