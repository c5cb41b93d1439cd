package agoratest

import (
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// recordingTries is how often the service starts a page that does not report that it is ready: once, and two more times.
const recordingTries = 3

// The reasons in cmd 1001: why a recording began or ended.
const (
	recordingStarted = 1
	recordingStopped = 2
	recordingGivenUp = 5
)

// recordingChange is the data of cmd 1001.
type recordingChange struct {
	State        int           `json:"state"`
	RecordID     string        `json:"recordId,omitempty"`
	SID          string        `json:"sid,omitempty"`
	ResourceID   string        `json:"resourceId,omitempty"`
	StartTime    int64         `json:"startTime"`
	EndTime      int64         `json:"endTime,omitempty"`
	StreamingURL *streamingURL `json:"streamingUrl,omitempty"`
	Reason       int           `json:"reason"`
}

func (rec *recording) begun() recordingChange {
	return recordingChange{
		State: 1, RecordID: rec.id, SID: rec.sid, ResourceID: rec.resourceID, StartTime: rec.started.UnixMilli(),
		StreamingURL: rec.streamingURL(), Reason: recordingStarted,
	}
}

// ended returns the event of an end. It is without ids, as the table says.
func (rec *recording) ended(end time.Time) recordingChange {
	change := recordingChange{StartTime: rec.started.UnixMilli(), EndTime: end.UnixMilli(), Reason: recordingStopped}
	if rec.unready(end) {
		change.Reason = recordingGivenUp
	}
	return change
}

// streamingURL returns the addresses of a recording that is pushed to a CDN, and nil for any other.
func (rec *recording) streamingURL() *streamingURL {
	if !rec.streaming {
		return nil
	}
	return &streamingURL{
		RTMP: "rtmp://live.example.com/edu/" + rec.sid,
		FLV:  "https://live.example.com/edu/" + rec.sid + ".flv",
		HLS:  "https://live.example.com/edu/" + rec.sid + ".m3u8",
	}
}

// givenUp returns when the service gives up a page that does not report that it is ready, or zero for never.
func (rec *recording) givenUp() time.Time {
	if !rec.page || rec.ready || rec.retryAfter == 0 {
		return time.Time{}
	}
	return rec.started.Add(recordingTries * rec.retryAfter)
}

// unready reports whether a recording with this end was given up.
func (rec *recording) unready(end time.Time) bool { return end.Equal(rec.givenUp()) }

// openRecording finds the running recording of a call's room. The parameters must have been read before.
func (s *Server) openRecording(c *call) (*recording, *failure) {
	r, f := s.openRoom(c)
	if f != nil {
		return nil, f
	}
	running := r.running(s.Now())
	if running == nil {
		return nil, notRecording()
	}
	return running, nil
}

// updateRecording accepts an update at any time. The document asks callers to wait a minute after the start, and does not name an error.
func (s *Server) updateRecording(c *call) vendortest.Reply {
	c.body.require("webRecordConfig")
	config := c.body.object("webRecordConfig")
	config.require("onhold")
	onHold := config.boolean("onhold")
	rec, f := s.openRecording(c)
	if f != nil {
		return s.fail(f)
	}
	rec.onHold = onHold
	return s.reply(http.StatusOK, envelope{}) // without msg, as the document prints it
}

func (s *Server) setRecordingReady(c *call) vendortest.Reply {
	rec, f := s.openRecording(c)
	if f != nil {
		return s.fail(f)
	}
	rec.ready = true
	return s.succeed()
}
