package baijiayuntest

import (
	"bytes"
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"time"
)

// Payload is what a callback tells: [ClassEvent], [UserEvents], [PlaybackEvent], [AccessCheck] or [OtherEvent].
type Payload interface {
	// fields are the parameters of its own, without qid, timestamp and sign.
	fields() map[string]string

	// requestID is the qid to be sent; "" is made up.
	requestID() string

	// isSigned reports whether qid, timestamp and sign go with it.
	isSigned() bool

	// pauses are those before the vendor's retries, each counted from the try before.
	pauses() []time.Duration
}

// What happens in a class (op).
const (
	ClassOpStart = "start"
	ClassOpEnd   = "end"
)

// ClassEvent is the start or end of class (直播教室上下课事件回调), tried again after 1 s and 3 s.
type ClassEvent struct {
	RoomID int64
	Op     string // ClassStart, ClassEnd; newer documents have forbidden, teacher_in, teacher_out, stat
	Time   time.Time
	QID    string // "" is made up; that of an earlier one makes a repeat
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

// What users do (event).
const (
	UserEventTypeIn  = "user_in"
	UserEventTypeOut = "user_out"
)

// UserEvent is a user coming or going.
type UserEvent struct {
	UserNumber int64
	UserName   string
	Event      string // UserIn, UserOut
	Time       time.Time
}

// UserEvents are a batch of users coming and going (用户进出教室事件回调), tried again after 5 s and 30 s.
type UserEvents struct {
	RoomID int64
	Events []UserEvent
	QID    string // "" is made up; that of an earlier one makes a repeat
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

// PlaybackEvent tells how a playback gets on (转码回调), as captured from the vendor by public clients. Its retries are not
// documented here: it is tried once. Zero fields below FileMD5 are not sent, as the vendor sends them only when they apply.
type PlaybackEvent struct {
	RoomID    int64
	VideoID   int64
	Status    int64 // 20 uploaded, 30 failed, 100 ready
	TotalSize int64 // bytes
	FileMD5   string

	SessionID        int64 // of a long-term room
	Version          int64 // of a cut playback
	CoverURL         string
	TranscodedSize   int64
	Duration         time.Duration // sent in whole seconds
	Definitions      []string      // those that are ready: low, std, high, super, 1080p
	SourceDefinition string
	QID              string // "" is made up; that of an earlier one makes a repeat
}

func (e PlaybackEvent) fields() map[string]string {
	fields := map[string]string{
		"room_id":    strconv.FormatInt(e.RoomID, 10),
		"video_id":   strconv.FormatInt(e.VideoID, 10),
		"status":     strconv.FormatInt(e.Status, 10),
		"total_size": strconv.FormatInt(e.TotalSize, 10),
		"file_md5":   e.FileMD5,
	}
	for name, number := range map[string]int64{
		"session_id": e.SessionID, "version": e.Version, "total_transcode_size": e.TranscodedSize, "length": wholeSeconds(e.Duration),
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

// AccessCheck asks whether the bearer of an access key may come in (第三方鉴权). It has neither qid, timestamp nor sign, and is
// not repeated.
type AccessCheck struct {
	AccessKey string
	RoomID    int64
	SessionID *int64 // of a playback, 0 in a short-term room; nil is a live class, which has none
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

// OtherEvent is a signed callback of any parameters, for what the document does not know yet. It is repeated like a
// [ClassEvent].
type OtherEvent struct {
	Fields map[string]string
	QID    string // "" is made up; that of an earlier one makes a repeat
}

func (e OtherEvent) fields() map[string]string { return maps.Clone(e.Fields) }
func (e OtherEvent) requestID() string         { return e.QID }
func (OtherEvent) isSigned() bool              { return true }
func (OtherEvent) pauses() []time.Duration     { return ClassEvent{}.pauses() }

// jsonText is JSON as PHP would have it with JSON_UNESCAPED_UNICODE, which the document's example suggests.
func jsonText(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // of types of our own that always encode
	}
	return string(bytes.TrimSpace(text.Bytes()))
}
