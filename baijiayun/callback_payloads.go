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
	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassOp says what happened in a room (op). The vendor adds values; an unknown one is passed on like the others.
type ClassOp string

// The values of op. The document has the first two. The others are from a later version of it, dev.baijiayun.com/wiki/detail/79, as
// public receivers of callbacks quote it.
const (
	ClassOpStart      ClassOp = "start"       // the teacher started the class: 上课
	ClassOpEnd        ClassOp = "end"         // the teacher ended the class: 下课
	ClassOpForbidden  ClassOp = "forbidden"   // the room was closed
	ClassOpTeacherIn  ClassOp = "teacher_in"  // the teacher entered
	ClassOpTeacherOut ClassOp = "teacher_out" // the teacher left
	ClassOpStat       ClassOp = "stat"        // the time taught so far changed
)

// ClassCallback reports that something happened in a room (直播教室上下课事件回调).
type ClassCallback struct {
	RoomID   int64     `json:"room_id,omitzero" check:"required"`
	Op       ClassOp   `json:"op,omitzero"`
	Time     time.Time `json:"op_time,omitzero"`   // when it happened
	QID      string    `json:"qid,omitzero"`       // the vendor's id of this callback (唯一的请求ID); presumably the same in its repeats, which the document does not say
	SignTime time.Time `json:"timestamp,omitzero"` // when the vendor signed it

	Form Form `json:"form,omitzero"` // every value received
}

// UserEventType says whether a user entered or left (event). An unknown value is kept.
type UserEventType string

// The documented types.
const (
	UserEventTypeIn  UserEventType = "user_in"  // the user entered the room
	UserEventTypeOut UserEventType = "user_out" // the user left the room
)

// UserEvent reports that one user entered or left.
type UserEvent struct {
	UserNumber int64         `json:"number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	UserName   string        `json:"name,omitzero"`                   // the nickname in the room
	Event      UserEventType `json:"event,omitzero"`                  // "" when the vendor leaves it out
	Time       time.Time     `json:"ts,omitzero"`                     // when it happened
}

// UserCallback reports which users entered and left a room within a minute or more (用户进出教室事件回调). A minute with many events is
// split into several callbacks.
type UserCallback struct {
	RoomID int64       `json:"room_id,omitzero" check:"required"`
	Events []UserEvent `json:"user_events,omitzero"`

	// Unread holds the events that cannot be read, or lack their user: with their place and as the vendor wrote them. One odd
	// event does not cost the others.
	Unread []classcloud.RowError `json:"unread,omitzero"`

	QID      string    `json:"qid,omitzero"`       // the vendor's id of this callback (唯一的请求ID); presumably the same in its repeats, which the document does not say
	SignTime time.Time `json:"timestamp,omitzero"` // when the vendor signed it

	Form Form `json:"form,omitzero"` // every value received
}

// PlaybackCallback reports that a playback or a video on demand was uploaded, is ready or has failed (转码回调). The account's callback
// URL for transcoding, which Callbacks.SetTranscodeURL sets, receives both; only playbacks have a RoomID.
//
// The vendor documents this callback in its playback document (dev.baijiayun.com/default/wiki/detail/6), not in the live one. The fields
// here are those of a callback that the tests of github.com/zoulux/baijiayun hold, and those of a receiver that a user published
// (api.eshikao.com/Help, PPLiveTranscodeCallbackDto). That a video's has no room_id is how the Go service tkserver tells the two apart.
type PlaybackCallback struct {
	RoomID    int64          `json:"room_id,omitzero"`                       // 0 for a video on demand
	SessionID int64          `json:"session_id,omitzero"`                    // which playback of a long-term room; 0 for other rooms
	Version   int64          `json:"version,omitzero"`                       // which version of a cut playback (裁剪回放); 0 for others
	VideoID   int64          `json:"video_id,omitzero" check:"required"`     // the video on demand, or the video of the playback
	Status    PlaybackStatus `json:"status,omitzero"`                        // PlaybackStatusReady when it can be watched; VideoStatus(Status) names those that only videos have
	TotalSize int64          `json:"total_size,omitzero" check:"decorative"` // bytes of the source
	FileMD5   string         `json:"file_md5,omitzero"`                      // of the source, hexadecimal

	// The fields below are set only with PlaybackStatusReady. Sizes and Duration are decorative: what cannot be read of them is 0, and
	// stands in Form.

	TranscodedSize   int64         `json:"total_transcode_size,omitzero" check:"decorative"`  // bytes of the source and of everything transcoded from it
	Duration         time.Duration `json:"length,omitzero" wire:"seconds" check:"decorative"` // how long it plays
	CoverURL         string        `json:"preface_url,omitzero"`                              // URL of the cover picture
	Definitions      []string      `json:"now_definition,omitzero"`                           // the definitions that are ready: low, std, high, super, 1080p
	SourceDefinition string        `json:"origin_definition,omitzero"`                        // the definition of the source

	QID      string    `json:"qid,omitzero"`       // the vendor's id of this callback (唯一的请求ID); presumably the same in its repeats, which the document does not say
	SignTime time.Time `json:"timestamp,omitzero"` // when the vendor signed it

	Form Form `json:"form,omitzero"` // every value received
}

// ParseClassCallback checks the signature of a received form and reads it. The form is accepted when any of the keys signed it, so give
// the old and the new partner_key while you change them. Empty keys are ignored.
//
// A form that could stand for another one is refused, as CallbackHandler describes. The callback's age is not checked and repeats are not
// recognised; CallbackHandler does both.
func ParseClassCallback(form url.Values, keys ...string) (*ClassCallback, error) {
	return parseCallback[ClassCallback]("ParseClassCallback", form, keys)
}

// ParseUserCallback does what ParseClassCallback does, for callbacks about users who enter and leave. Events that cannot be read are a
// DataLoss error beside the callback, which holds the others.
func ParseUserCallback(form url.Values, keys ...string) (*UserCallback, error) {
	return parseCallback[UserCallback]("ParseUserCallback", form, keys)
}

// ParsePlaybackCallback does what ParseClassCallback does, for callbacks about playbacks and videos on demand.
func ParsePlaybackCallback(form url.Values, keys ...string) (*PlaybackCallback, error) {
	return parseCallback[PlaybackCallback]("ParsePlaybackCallback", form, keys)
}

// SignCallback returns a copy of form that is signed as the vendor signs its callbacks. Tests of code that receives callbacks need it.
func SignCallback(form url.Values, key string) url.Values {
	signed := make(url.Values, len(form)+1)
	for name, values := range form {
		signed[name] = slices.Clone(values)
	}
	signed.Set("sign", signing.Digest(appendMembers(nil, form), key))
	return signed
}

// callback is a payload that reads itself from a form whose signature is valid. It returns the rows that it left out; the error is that of a form that is not such a payload at all.
type callback[T any] interface {
	*T
	read(form url.Values) ([]classcloud.RowError, error)
}

var errUnreadEvents = errors.New("user_events: some events cannot be read, and the others come beside this error")

func parseCallback[T any, P callback[T]](name string, form url.Values, keys []string) (*T, error) {
	_, failure := verify(form, keys)
	if failure != nil {
		failure.Operation = name
		return nil, failure
	}
	if err := required(form, "qid", "timestamp"); err != nil {
		failure := refused("payload", classcloud.InvalidArgument, err)
		failure.Operation = name
		return nil, failure
	}
	out := P(new(T))
	var rows []classcloud.RowError
	err := ambiguous(form)
	if err == nil {
		rows, err = out.read(form)
	}
	if err == nil && len(rows) == 0 {
		return (*T)(out), nil
	}
	if err != nil {
		failure := refused("payload", classcloud.InvalidArgument, err)
		failure.Operation = name
		return nil, failure
	}
	failure = refused("payload", classcloud.DataLoss, errUnreadEvents)
	failure.Operation, failure.Rows = name, rows
	return (*T)(out), failure
}

func (c *ClassCallback) read(form url.Values) ([]classcloud.RowError, error) {
	if err := required(form, "room_id", "op"); err != nil {
		return nil, err
	}
	c.Form = Form(form)
	return nil, decodeForm(form, c)
}

func (c *UserCallback) read(form url.Values) ([]classcloud.RowError, error) {
	if err := required(form, "room_id"); err != nil {
		return nil, err
	}
	if err := decodeForm(form, c, "user_events", "unread"); err != nil {
		return nil, err
	}
	c.Form = Form(form)
	if text := strings.TrimSpace(form.Get("user_events")); text != "" {
		report, err := wire.Read([]byte(text), &c.Events)
		if err == nil && len(report.Fields) > 0 {
			err = report.Fields[0]
		}
		if err != nil {
			return nil, fmt.Errorf("user_events: %w", err)
		}
		c.Unread = report.Rows
	}
	return c.Unread, nil
}

func (c *PlaybackCallback) read(form url.Values) ([]classcloud.RowError, error) {
	if err := required(form, "video_id", "status"); err != nil {
		return nil, err
	}
	if err := decodeForm(form, c, "now_definition"); err != nil {
		return nil, err
	}
	c.Form = Form(form)
	if text := form.Get("now_definition"); text != "" {
		c.Definitions = strings.Split(text, ",")
	}
	return nil, nil
}

// required refuses a callback that lacks a documented field. This also keeps anybody from passing off an entry link's signature, which
// every user sees in the browser, as a callback's: in the signed text qid comes before room_id, and entry links do not have a qid.
func required(form url.Values, names ...string) error {
	for _, name := range names {
		if form.Get(name) == "" {
			return errors.New(name + " is missing")
		}
	}
	return nil
}

// fewMembers is how many values of a form are listed on the stack. The vendor's callbacks have a dozen.
const fewMembers = 16

// decodeForm reads the signed values of a form into a struct by its json tags, as tolerantly as a reply.
func decodeForm(form url.Values, to any, except ...string) error {
	var room [fewMembers]wire.Member
	size := len("{}")
	members := slices.DeleteFunc(appendMembers(room[:0], form), func(m wire.Member) bool {
		size += len(m.Name) + len(m.Value.Text) + len(`"":"",`)
		return strings.EqualFold(m.Name, "form") || // the field Form does not come from the vendor
			slices.ContainsFunc(except, func(name string) bool { return strings.EqualFold(m.Name, name) })
	})
	report, err := wire.Read(wire.AppendJSONObject(make([]byte, 0, size), members), to)
	if err == nil && len(report.Fields) > 0 {
		err = report.Fields[0]
	}
	return err
}

// verify checks the signature of a form, which covers every value received except sign. It returns which of the keys fits.
func verify(form url.Values, keys []string) (which int, failure *classcloud.Error) {
	isKey := func(key string) bool { return key != "" } // anybody could sign with an empty one
	if !slices.ContainsFunc(keys, isKey) {
		return 0, refused("key", classcloud.FailedPrecondition, errors.New("a partner_key is needed to check the signature"))
	}
	if err := single(form); err != nil {
		return 0, refused("form", classcloud.InvalidArgument, err)
	}
	got := form.Get("sign")
	if got == "" {
		return 0, refused("signature", classcloud.Unauthenticated, errors.New("sign is missing"))
	}
	var room [fewMembers]wire.Member
	members := appendMembers(room[:0], form)
	which = -1
	for i, key := range keys {
		if isKey(key) {
			fits := subtle.ConstantTimeCompare([]byte(signing.Digest(members, key)), []byte(got))
			which = subtle.ConstantTimeSelect(fits, i, which)
		}
	}
	if which < 0 {
		failure = refused("signature", classcloud.Unauthenticated, errors.New("sign does not match the values"))
		failure.Hint = "check the partner_key"
		return 0, failure
	}
	return which, nil
}

// appendMembers appends the values of a form that a signature covers, sorted by name: all but sign.
func appendMembers(members []wire.Member, form url.Values) []wire.Member {
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

// refused returns the error of a callback that failed a step: method, body, key, form, signature, payload or age.
func refused(step string, kind classcloud.Kind, problem error, cause ...error) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Kind: kind, Message: step + ": " + problem.Error(), Outcome: classcloud.OutcomeNotApplied, Err: errors.Join(cause...)}
}
