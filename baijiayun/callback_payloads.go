package baijiayun

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassOp is what happened in a room (op). The vendor adds to them: an unknown one is passed on like the others.
type ClassOp string

// The operations. The document has the first two; the others a later version of it, as public receivers quote
// dev.baijiayun.com/wiki/detail/79.
const (
	ClassOpStart      ClassOp = "start"       // 上课: the teacher began the class
	ClassOpEnd        ClassOp = "end"         // 下课: the teacher ended it
	ClassOpForbidden  ClassOp = "forbidden"   // the room was shut
	ClassOpTeacherIn  ClassOp = "teacher_in"  // the teacher entered
	ClassOpTeacherOut ClassOp = "teacher_out" // the teacher left
	ClassOpStat       ClassOp = "stat"        // the time taught so far changed
)

// ClassCallback is an event of a class: 直播教室上下课事件回调.
type ClassCallback struct {
	RoomID   int64     `json:"room_id,omitzero"`
	Op       ClassOp   `json:"op,omitzero"`
	Time     time.Time `json:"op_time,omitzero"`   // when it happened
	QID      string    `json:"qid,omitzero"`       // the vendor's id of this callback, the same in its repeats
	SignTime time.Time `json:"timestamp,omitzero"` // when the vendor signed it

	Form url.Values `json:"form,omitzero"` // all that was received
}

// UserEventType says whether a user came or went (event); an unknown one is kept.
type UserEventType string

// The documented types.
const (
	UserEventTypeIn  UserEventType = "user_in"
	UserEventTypeOut UserEventType = "user_out"
)

// UserEvent is one user's coming or going.
type UserEvent struct {
	UserNumber int64         `json:"number,omitzero"`
	UserName   string        `json:"name,omitzero"`
	Event      UserEventType `json:"event,omitzero"`
	Time       time.Time     `json:"ts,omitzero"`
}

// UserCallback is what users did in a room within a minute or more: 用户进出教室事件回调. A minute with many users comes in
// several callbacks.
type UserCallback struct {
	RoomID   int64       `json:"room_id,omitzero"`
	Events   []UserEvent `json:"user_events,omitzero"`
	QID      string      `json:"qid,omitzero"`       // the vendor's id of this callback, the same in its repeats
	SignTime time.Time   `json:"timestamp,omitzero"` // when the vendor signed it

	Form url.Values `json:"form,omitzero"` // all that was received
}

// PlaybackCallback tells that a playback, or a video on demand, was uploaded, is ready or has failed: 转码回调. The account's
// callback URL for transcoding gets both; only playbacks have a RoomID.
//
// The live document leaves this callback to the vendor's playback document (dev.baijiayun.com/default/wiki/detail/6). The fields
// are those of a callback captured by github.com/zoulux/baijiayun (its tests), and of receivers published by users
// (api.eshikao.com/Help, PPLiveTranscodeCallbackDto).
type PlaybackCallback struct {
	RoomID    int64          `json:"room_id,omitzero"`    // 0 for a video on demand
	SessionID int64          `json:"session_id,omitzero"` // of a long-term room only
	Version   int64          `json:"version,omitzero"`    // of a cut playback (裁剪回放) only
	VideoID   int64          `json:"video_id,omitzero"`
	Status    PlaybackStatus `json:"status,omitzero"` // PlaybackStatusReady: it can be watched
	TotalSize int64          `json:"total_size,omitzero"`
	FileMD5   string         `json:"file_md5,omitzero"`

	// Only with PlaybackStatusReady:

	TranscodedSize   int64         `json:"total_transcode_size,omitzero"` // bytes: the source and all that was made of it
	Duration         time.Duration `json:"length,omitzero" wire:"seconds"`
	CoverURL         string        `json:"preface_url,omitzero"`       // the cover picture
	Definitions      []string      `json:"now_definition,omitzero"`    // those made by now: low, std, high, super, 1080p
	SourceDefinition string        `json:"origin_definition,omitzero"` // that of the source

	QID      string    `json:"qid,omitzero"`       // the vendor's id of this callback, the same in its repeats
	SignTime time.Time `json:"timestamp,omitzero"` // when the vendor signed it

	Form url.Values `json:"form,omitzero"` // all that was received
}

// ParseClassCallback checks the signature of a received form and reads it. Any of the keys may have signed it: give the old
// partner_key and the new one while they are being changed. Empty keys count for nothing.
//
// It reads the form alone, whatever the age of the callback, and drops no repeats: CallbackHandler does.
func ParseClassCallback(form url.Values, keys ...string) (*ClassCallback, error) {
	return parseCallback[ClassCallback]("ParseClassCallback", form, keys)
}

// ParseUserCallback is ParseClassCallback for users who enter and leave.
func ParseUserCallback(form url.Values, keys ...string) (*UserCallback, error) {
	return parseCallback[UserCallback]("ParseUserCallback", form, keys)
}

// ParsePlaybackCallback is ParseClassCallback for playbacks and videos on demand.
func ParsePlaybackCallback(form url.Values, keys ...string) (*PlaybackCallback, error) {
	return parseCallback[PlaybackCallback]("ParsePlaybackCallback", form, keys)
}

// SignCallback returns a copy of form signed as the vendor signs its callbacks, for tests of code that receives them.
func SignCallback(form url.Values, key string) url.Values {
	signed := make(url.Values, len(form)+1)
	for name, values := range form {
		signed[name] = slices.Clone(values)
	}
	signed.Set("sign", sign(signedMembers(form), key))
	return signed
}

// callback is a payload that reads itself from a form whose signature was checked.
type callback[T any] interface {
	*T
	read(form url.Values) error
}

func parseCallback[T any, P callback[T]](name string, form url.Values, keys []string) (*T, error) {
	if failure := verify(form, keys); failure != nil {
		failure.Operation = name
		return nil, failure
	}
	out := P(new(T))
	if err := out.read(form); err != nil {
		failure := refused("payload", classcloud.InvalidArgument, err)
		failure.Operation = name
		return nil, failure
	}
	return (*T)(out), nil
}

func (c *ClassCallback) read(form url.Values) error {
	if err := decodeForm(form, c); err != nil {
		return err
	}
	c.Form = form
	return required(form, "room_id", "op", "qid", "timestamp")
}

func (c *UserCallback) read(form url.Values) error {
	if err := decodeForm(form, c, "user_events"); err != nil {
		return err
	}
	c.Form = form
	if text := strings.TrimSpace(form.Get("user_events")); text != "" {
		if err := wire.Decode([]byte(text), &c.Events); err != nil {
			return fmt.Errorf("user_events: %w", err)
		}
	}
	return required(form, "room_id", "qid", "timestamp")
}

func (c *PlaybackCallback) read(form url.Values) error {
	if err := decodeForm(form, c, "now_definition"); err != nil {
		return err
	}
	c.Form = form
	if text := form.Get("now_definition"); text != "" {
		c.Definitions = strings.Split(text, ",")
	}
	return required(form, "video_id", "status", "qid", "timestamp")
}

// required refuses a callback without what the document promises of it. It also keeps the signature of an entry link, which
// every user can see in the browser, from being passed off as a callback's: in the signed text qid comes before room_id, and no
// entry link has a qid.
func required(form url.Values, names ...string) error {
	for _, name := range names {
		if form.Get(name) == "" {
			return errors.New(name + " is missing")
		}
	}
	return nil
}

// decodeForm reads a form into a struct by its json tags, as tolerantly as a reply.
func decodeForm(form url.Values, to any, except ...string) error {
	members := make([]wire.Member, 0, len(form))
	if err := single(form); err != nil {
		return err
	}
	for name, values := range form {
		if !slices.Contains(except, name) && !strings.EqualFold(name, "form") { // the field Form is ours
			members = append(members, wire.Member{Name: name, Value: wire.TextOf(values[0])})
		}
	}
	return wire.Decode(wire.AppendJSONObject(nil, members), to)
}

// verify checks the signature of a form: over every value that was received except the signature itself.
func verify(form url.Values, keys []string) *classcloud.Error {
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" }) // anyone could sign with it
	if len(keys) == 0 {
		return refused("key", classcloud.FailedPrecondition, errors.New("there is no partner_key to check the signature with"))
	}
	if err := single(form); err != nil {
		return refused("form", classcloud.InvalidArgument, err)
	}
	got := form.Get("sign")
	if got == "" {
		return refused("signature", classcloud.Unauthenticated, errors.New("there is no sign"))
	}
	members, fits := signedMembers(form), 0
	for _, key := range keys {
		fits |= subtle.ConstantTimeCompare([]byte(sign(members, key)), []byte(got))
	}
	if fits == 0 {
		failure := refused("signature", classcloud.Unauthenticated, errors.New("the sign is not that of these values"))
		failure.Hint = "check the partner_key"
		return failure
	}
	return nil
}

// single refuses a form that says something twice: nobody could tell which one counts.
func single(form url.Values) error {
	for name, values := range form {
		if len(values) != 1 {
			return fmt.Errorf("%.40q has %d values", name, len(values))
		}
	}
	return nil
}

// signedMembers are the values a signature covers, sorted.
func signedMembers(form url.Values) []wire.Member {
	members := make([]wire.Member, 0, len(form))
	for name, values := range form {
		for _, value := range values {
			if name != "sign" {
				members = append(members, wire.Member{Name: name, Value: wire.TextOf(value)})
			}
		}
	}
	slices.SortStableFunc(members, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	return members
}

// refused is the error of a callback that failed a step: the key, the form, the signature, the payload, the age.
func refused(step string, kind classcloud.Kind, problem error) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Kind: kind, Message: step + ": " + problem.Error(), Outcome: classcloud.OutcomeNotApplied}
}
