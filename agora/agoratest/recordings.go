package agoratest

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	recordingsPage = 100

	shortestSide = 480

	defaultRecordingHours = 2 // of a room without duration
)

// recording is one run of the recorder.
type recording struct {
	id, resourceID, sid string
	page                bool // whether it is a page recording; otherwise it is a composite recording of the teacher
	query               string
	streaming           bool
	started             time.Time
	stopped             time.Time     // when a call stopped it; zero if none did
	longest             time.Duration // the longest time of a page recording
	retryAfter          time.Duration // how long the page may take to report that it is ready; 0 means without limit
	ready               bool
	onHold              bool
	announcedEnd        bool
}

type streamingURL struct {
	RTMP string `json:"rtmp"`
	FLV  string `json:"flv"`
	HLS  string `json:"hls"`
}

// recordingState is the data of a start or a stop in the later documents.
type recordingState struct {
	RecordID     string        `json:"recordId"`
	SID          string        `json:"sid"`
	ResourceID   string        `json:"resourceId"`
	State        int           `json:"state"`
	StartTime    int64         `json:"startTime"`
	StreamingURL *streamingURL `json:"streamingUrl,omitempty"`
}

type recordingPage struct {
	Total  int             `json:"total"`
	List   []recordingItem `json:"list"`
	NextID string          `json:"nextId,omitempty"`
	Count  int             `json:"count"`
}

type recordingItem struct {
	RecordID          string            `json:"recordId"`
	AppID             string            `json:"appId"`
	RoomUUID          string            `json:"roomUuid"`
	StartTime         int64             `json:"startTime"`
	EndTime           int64             `json:"endTime,omitempty"`
	ResourceID        string            `json:"resourceId"`
	SID               string            `json:"sid"`
	RecordUID         string            `json:"recordUid"`
	BoardAppID        string            `json:"boardAppId"`
	BoardID           string            `json:"boardId"`
	BoardToken        string            `json:"boardToken"`
	Type              int               `json:"type"`
	Status            int               `json:"status"`
	URL               string            `json:"url,omitempty"`
	RecordDetails     []recordingDetail `json:"recordDetails,omitempty"`
	WebRecordURLQuery string            `json:"webRecordUrlQuery,omitempty"`
	Unready           bool              `json:"unready,omitempty"`
}

type recordingDetail struct {
	URL string `json:"url"`
}

func (s *Server) recordingOperations() []operation {
	return []operation{
		{name: "Recordings.Start", method: "PUT", path: "/rooms/{roomUuid}/records/states/1", handle: s.startRecording},
		{name: "Recordings.Stop", method: "PUT", path: "/rooms/{roomUuid}/records/states/0", handle: s.stopRecording},
		{name: "Recordings.Start", method: "PUT", path: "/rooms/{roomUuid}/records/states/{state}", handle: s.refuseRecordingState},
		{name: "Recordings.Update", method: "PATCH", path: "/rooms/{roomUuid}/records/states/1", handle: s.updateRecording},
		{name: "Recordings.SetReady", method: "PUT", path: "/rooms/{roomUuid}/records/ready", handle: s.setRecordingReady},
		{name: "Recordings.List", method: "GET", path: "/rooms/{roomUuid}/records", handle: s.listRecordings},
	}
}

// refuseRecordingState answers a state that does not exist: the path is right, but its parameter is not.
func (s *Server) refuseRecordingState(*call) vendortest.Reply {
	return s.fail(badParameter("state must be 0 or 1"))
}

func (s *Server) startRecording(c *call) vendortest.Reply {
	started, f := readRecording(c.body, s.settings.dialect.recordingSize())
	if f != nil {
		return s.fail(f)
	}
	r, f := s.room(c)
	if f != nil {
		return s.fail(f)
	}
	now := s.Now()
	switch {
	case r.state(now) == RoomStatusClosed:
		return s.fail(classEnded())
	case r.running(now) != nil:
		return s.fail(stillRecording())
	}
	started.id, started.resourceID, started.sid = s.nextID(), s.nextID(), s.nextID()
	started.started = now
	if started.page && started.longest == 0 {
		started.longest = r.defaultLongest()
	}
	r.recordings = append(r.recordings, started)
	s.emit(r, now, cmdRecording, started.begun())
	return s.recordingReply(started, 1)
}

func (s *Server) stopRecording(c *call) vendortest.Reply {
	r, f := s.room(c)
	if f != nil {
		return s.fail(f)
	}
	running := r.running(s.Now())
	if running == nil {
		return s.fail(notRecording())
	}
	running.stopped = s.Now()
	s.settle(r)
	return s.recordingReply(running, 0)
}

// recordingReply answers without msg, as the document prints it.
func (s *Server) recordingReply(rec *recording, state int) vendortest.Reply {
	var streaming *streamingURL
	if state == 1 {
		streaming = rec.streamingURL()
	}
	if !s.settings.dialect.streamingURLInData {
		return s.reply(http.StatusOK, envelope{StreamingURL: streaming})
	}
	return s.reply(http.StatusOK, envelope{Data: recordingState{
		RecordID: rec.id, SID: rec.sid, ResourceID: rec.resourceID, State: state,
		StartTime: rec.started.UnixMilli(), StreamingURL: streaming,
	}})
}

func (s *Server) listRecordings(c *call) vendortest.Reply {
	r, f := s.room(c)
	if f != nil {
		return s.fail(f)
	}
	first := r.recordingFrom(c.Query.Get("nextId"))
	if first < 0 {
		return s.fail(badParameter("nextId is not one of this room"))
	}
	batch := r.recordings[first:]
	page := recordingPage{Total: len(r.recordings), List: []recordingItem{}}
	if size := s.kit.Cap(c.Operation, recordingsPage); len(batch) > size {
		page.NextID = batch[size].id
		batch = batch[:size]
	}
	for _, rec := range batch {
		page.List = append(page.List, s.recordingItem(r, rec))
	}
	page.Count = len(page.List)
	return s.reply(http.StatusOK, envelope{Msg: "Success", Data: page})
}

// recordingFrom returns where a page begins. nextId is the id of its first recording; "null", as in the document, and an empty text mean
// the beginning. It returns -1 when the recording does not exist.
func (r *room) recordingFrom(nextID string) int {
	if nextID == "" || nextID == "null" {
		return 0
	}
	return slices.IndexFunc(r.recordings, func(rec *recording) bool { return rec.id == nextID })
}

func (s *Server) recordingItem(r *room, rec *recording) recordingItem {
	item := recordingItem{
		RecordID: rec.id, AppID: s.settings.credentials.appID, RoomUUID: r.uuid, StartTime: rec.started.UnixMilli(),
		ResourceID: rec.resourceID, SID: rec.sid, RecordUID: "1417753684",
		BoardAppID: "board-app", BoardID: "board-" + rec.sid, BoardToken: "board-token",
		Type: 2, Status: 1, WebRecordURLQuery: rec.query,
	}
	if rec.page {
		item.Type = 3
	}
	end := r.recordingEnd(rec)
	if !reached(end, s.Now()) {
		return item
	}
	item.Status, item.EndTime = 2, end.UnixMilli()
	item.Unready = rec.unready(end)
	path := "scenario/recording/" + item.AppID + "/" + rec.id + "/" + rec.sid
	if rec.page {
		item.RecordDetails = []recordingDetail{{URL: path + "_0.mp4"}}
	} else {
		item.URL = path + ".m3u8"
	}
	return item
}

func (r *room) running(now time.Time) *recording {
	for _, rec := range r.recordings {
		if !reached(r.recordingEnd(rec), now) {
			return rec
		}
	}
	return nil
}

// recordingEnd returns when a recording ended or will end: by a call, when its longest time is over, or when its room closes.
func (r *room) recordingEnd(rec *recording) time.Time {
	if !rec.stopped.IsZero() {
		return rec.stopped
	}
	end := r.closed()
	if rec.page {
		end = earliest(earliest(end, rec.started.Add(rec.longest)), rec.givenUp())
	}
	return end
}

// defaultLongest returns the duration of the class and its overrun in whole hours, rounded up.
func (r *room) defaultLongest() time.Duration {
	if r.duration == 0 {
		return defaultRecordingHours * time.Hour
	}
	return (r.duration + r.closeDelay + time.Hour - 1).Truncate(time.Hour)
}

// recordingSize holds the limits of a page recording: the pixels of a side and of the whole.
type recordingSize struct{ side, pixels float64 }

func (d dialect) recordingSize() recordingSize {
	if d.narrowRecordings {
		return recordingSize{1280, 1280 * 720}
	}
	return recordingSize{1920, 1920 * 1080}
}

func readRecording(body fields, most recordingSize) (*recording, *failure) {
	rec := &recording{}
	if mode := body.text("mode"); body.has("mode") && mode != "web" {
		body.reject("mode", `must be "web" or left out`)
	} else {
		rec.page = mode == "web"
	}
	rec.retryAfter = time.Duration(body.number("retryTimeout", 0, math.MaxInt32) * float64(time.Second))
	body.integer("backupCount", 0, math.MaxInt32)
	config := body.object("webRecordConfig")
	if rec.page {
		rec.configure(config, most)
	}
	if f := body.failure(); f != nil {
		return nil, f
	}
	if rec.page && config.text("url") == "" && config.text("rootUrl") == "" {
		return nil, noRootURL()
	}
	return rec, nil
}

func (rec *recording) configure(config fields, most recordingSize) {
	rec.query = pageQuery(config)
	rec.streaming = publishRTMP(config)
	rec.onHold = config.boolean("onhold")
	config.number("videoBitrate", 50, 8000)
	config.number("videoFps", 5, 60)
	config.integer("audioProfile", 0, 2)
	width := config.number("videoWidth", shortestSide, most.side)
	height := config.number("videoHeight", shortestSide, most.side)
	if orDefault(width, 1280)*orDefault(height, 720) > most.pixels {
		config.reject("videoWidth", fmt.Sprintf("times videoHeight must be at most %.0f pixels", most.pixels))
	}
	rec.longest = time.Duration(config.number("maxRecordingHour", 1, 720) * float64(time.Hour))
}

func orDefault(value, otherwise float64) float64 {
	if value == 0 {
		return otherwise
	}
	return value
}

// pageQuery returns the query of the page to record. It is that of url when both url and rootUrl are given.
func pageQuery(config fields) string {
	var query string
	for _, name := range []string{"rootUrl", "url"} {
		text := config.text(name)
		if text == "" {
			continue
		}
		page, err := url.Parse(text)
		if err != nil || page.Host == "" || page.Scheme != "http" && page.Scheme != "https" {
			config.reject(name, "must be an http or https address")
			continue
		}
		query = page.RawQuery
	}
	return query
}

// publishRTMP reads the text of the example and the boolean of the table.
func publishRTMP(config fields) bool {
	switch value := config.members["publishRtmp"].(type) {
	case nil:
		return false
	case bool:
		return value
	case string:
		if value == "true" || value == "false" {
			return value == "true"
		}
	}
	config.reject("publishRtmp", "must be true or false")
	return false
}
