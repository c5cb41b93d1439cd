package baijiayuntest

import (
	"bytes"
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"time"
)

// Payload is the content of a callback: [ClassEvent], [UserEvents], [PlaybackEvent], [AccessCheck] or [OtherEvent].
type Payload interface {
	// fields returns the payload's parameters, without qid, timestamp and sign.
	fields() map[string]string

	// requestID returns the qid to send, or "" for a new one.
	requestID() string

	// isSigned reports whether qid, timestamp and sign are sent too.
	isSigned() bool

	// pauses returns the vendor's pauses before its repeats, each counted from the try before.
	pauses() []time.Duration
}

// The documented values of ClassEvent.Op.
const (
	ClassOpStart = "start" // the class started
	ClassOpEnd   = "end"   // the class ended
)

// ClassEvent reports that a class started or ended (直播教室上下课事件回调). It is repeated after 1 s and 3 s.
type ClassEvent struct {
	RoomID int64
	Op     string    // ClassOpStart or ClassOpEnd; newer documents also have forbidden, teacher_in, teacher_out and stat
	Time   time.Time // when it happened
	QID    string    // default a new one; the qid of an earlier callback makes this its repeat
}

func (e ClassEvent) fields() map[string]string {
	return map[string]string{
		"room_id": strconv.FormatInt(e.RoomID, 10),
		"op":      e.Op,
		"op_time": printed(e.Time),
	}
}

func (e ClassEvent) requestID() string     { return e.QID }
func (ClassEvent) isSigned() bool          { return true }
func (ClassEvent) pauses() []time.Duration { return []time.Duration{time.Second, 3 * time.Second} }

// The documented values of UserEvent.Event.
const (
	UserEventTypeIn  = "user_in"  // the user entered
	UserEventTypeOut = "user_out" // the user left
)

// UserEvent says that a user entered or left.
type UserEvent struct {
	UserNumber int64     // the user's number in the caller's system
	UserName   string    // the nickname
	Event      string    // UserEventTypeIn or UserEventTypeOut
	Time       time.Time // when it happened
}

// UserEvents reports which users entered and left (用户进出教室事件回调). It is repeated after 5 s and 30 s.
type UserEvents struct {
	RoomID int64
	Events []UserEvent
	QID    string // default a new one; the qid of an earlier callback makes this its repeat
}

func (e UserEvents) fields() map[string]string {
	type row struct {
		Number int64  `json:"number"`
		Name   string `json:"name"`
		Event  string `json:"event"`
		TS     int64  `json:"ts"`
	}
	rows := []row{}
	for _, event := range e.Events {
		rows = append(rows, row{event.UserNumber, event.UserName, event.Event, event.Time.Unix()})
	}
	return map[string]string{
		"room_id":     strconv.FormatInt(e.RoomID, 10),
		"user_events": jsonText(rows),
	}
}

func (e UserEvents) requestID() string     { return e.QID }
func (UserEvents) isSigned() bool          { return true }
func (UserEvents) pauses() []time.Duration { return []time.Duration{5 * time.Second, 30 * time.Second} }

// PlaybackEvent reports the status of a playback or of a video on demand (转码回调), in the form that public clients captured from the vendor.
// Its repeats are not documented, so it is sent once. Fields below FileMD5 are sent only when they are not zero, as the vendor does.
type PlaybackEvent struct {
	RoomID    int64 // 0 for a video on demand, whose callback does not have it
	VideoID   int64
	Status    int64  // 20 uploaded, 30 failed, 100 ready; of a video also 31 and 32
	TotalSize int64  // bytes
	FileMD5   string // of the source, hexadecimal

	SessionID        int64         // which class of a long-term room
	Version          int64         // which version of a cut playback
	CoverURL         string        // of the cover picture
	TranscodedSize   int64         // in bytes
	Duration         time.Duration // sent in whole seconds
	Definitions      []string      // those that are ready: low, std, high, super, 1080p
	SourceDefinition string        // of the source: low, std, high, super, 1080p
	QID              string        // default a new one; the qid of an earlier callback makes this its repeat
}

func (e PlaybackEvent) fields() map[string]string {
	fields := map[string]string{
		"video_id":   strconv.FormatInt(e.VideoID, 10),
		"status":     strconv.FormatInt(e.Status, 10),
		"total_size": strconv.FormatInt(e.TotalSize, 10),
		"file_md5":   e.FileMD5,
	}
	for name, number := range map[string]int64{
		"room_id": e.RoomID, "session_id": e.SessionID, "version": e.Version, "total_transcode_size": e.TranscodedSize, "length": wholeSeconds(e.Duration),
	} {
		if number != 0 {
			fields[name] = strconv.FormatInt(number, 10)
		}
	}
	for name, text := range map[string]string{
		"preface_url": e.CoverURL, "now_definition": strings.Join(e.Definitions, ","), "origin_definition": e.SourceDefinition,
	} {
		if text != "" {
			fields[name] = text
		}
	}
	return fields
}

func (e PlaybackEvent) requestID() string     { return e.QID }
func (PlaybackEvent) isSigned() bool          { return true }
func (PlaybackEvent) pauses() []time.Duration { return nil }

// AccessCheck asks whether the holder of an access key may enter (第三方鉴权). It is sent without qid, timestamp and sign, and it is not
// repeated.
type AccessCheck struct {
	AccessKey string
	RoomID    int64
	SessionID *int64 // which playback, 0 in a short-term room; nil for the live class
}

func (e AccessCheck) fields() map[string]string {
	fields := map[string]string{"access_key": e.AccessKey, "room_id": strconv.FormatInt(e.RoomID, 10)}
	if e.SessionID != nil {
		fields["session_id"] = strconv.FormatInt(*e.SessionID, 10)
	}
	return fields
}

func (AccessCheck) requestID() string       { return "" }
func (AccessCheck) isSigned() bool          { return false }
func (AccessCheck) pauses() []time.Duration { return nil }

// OtherEvent is a signed callback with any parameters, for callbacks that the document does not have yet. It is repeated like a
// [ClassEvent].
type OtherEvent struct {
	Fields map[string]string // the parameters without qid, timestamp and sign
	QID    string            // default a new one; the qid of an earlier callback makes this its repeat
}

func (e OtherEvent) fields() map[string]string { return maps.Clone(e.Fields) }
func (e OtherEvent) requestID() string         { return e.QID }
func (OtherEvent) isSigned() bool              { return true }
func (OtherEvent) pauses() []time.Duration     { return ClassEvent{}.pauses() }

// jsonText returns JSON as PHP writes it with JSON_UNESCAPED_UNICODE; the document's example suggests that.
func jsonText(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // the types above can always be encoded
	}
	return string(bytes.TrimSpace(text.Bytes()))
}
