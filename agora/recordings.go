package agora

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RecordingsService starts, pauses, stops and lists the recordings of a room.
type RecordingsService struct{ client *Client }

// RecordingMode says what a recording shows (mode).
type RecordingMode string

// The modes.
const (
	RecordingModeComposite RecordingMode = ""    // the teacher's video and audio alone, as M3U8 and TS; the default
	RecordingModeWeb       RecordingMode = "web" // a whole web page, as MP4; a new file begins after 2 hours or 2 GB
)

// StartRecordingRequest says what to record in a room, and how.
type StartRecordingRequest struct {
	RoomUUID     string        `json:"roomUuid" wire:"path"`
	Mode         RecordingMode `json:"mode"`                        // what to record; the default is the teacher's video and audio
	Web          *WebRecording `json:"webRecordConfig"`             // the page; required with RecordingModeWeb
	RetryTimeout time.Duration `json:"retryTimeout" wire:"seconds"` // whole seconds that the page may take until SetReady; then Agora tries again, at most twice
	BackupCount  int           `json:"backupCount"`                 // known only from Agora's own clients, which do not explain it; not negative

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// WebRecording says which page is recorded, and how.
type WebRecording struct {
	URL          string        `json:"url"`                           // the page's full address, as Client.RecordingPageURL makes it; it wins over RootURL
	RootURL      string        `json:"rootUrl"`                       // the page's address without its query: Agora appends roomUuid, roomType and the rest
	PublishRTMP  *bool         `json:"publishRtmp" wire:"text"`       // push to a CDN as well, default false; the result's StreamingURLs then say where
	OnHold       *bool         `json:"onhold"`                        // start paused, default false; Update resumes
	VideoBitrate int           `json:"videoBitrate"`                  // kbit/s, 50 to 8,000; default 2,000 from 1280x720 on, else 1,500
	VideoFPS     int           `json:"videoFps"`                      // 5 to 60, default 15
	AudioProfile int           `json:"audioProfile"`                  // 0 (default): 48 kHz mono, 48 kbit/s; 1: 48 kHz mono, 128 kbit/s; 2: 48 kHz stereo, 192 kbit/s
	VideoWidth   int           `json:"videoWidth"`                    // pixels, 480 to 1,920, default 1,280; width x height at most 1920x1080; by Agora's English page 480 to 1,280 and at most 1280x720
	VideoHeight  int           `json:"videoHeight"`                   // pixels, 480 to 1,920, default 720
	MaxDuration  time.Duration `json:"maxRecordingHour" wire:"hours"` // whole hours, 1 h to 720 h; the default is the class's length, or 2 h without one

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Format writes the WebRecording without the queries of its addresses, because they hold the recorder's token.
func (w WebRecording) Format(f fmt.State, verb rune) {
	type plain WebRecording
	transport.Hidden(f, verb, "agora.WebRecording", plain(w))
}

// LogValue gives slog the WebRecording without the queries of its addresses.
func (w WebRecording) LogValue() slog.Value { return transport.HiddenLog(w) }

// Validate refuses addresses that no page has and what lies outside of the documented ranges: of videoWidth and videoHeight those of the
// Chinese pages, whose ranges are the wider ones.
func (w *WebRecording) Validate() []classcloud.FieldError {
	var bad ranges
	for _, page := range []struct{ field, wire, address string }{{"URL", "url", w.URL}, {"RootURL", "rootUrl", w.RootURL}} {
		if _, problem := pageAt(page.address); page.address != "" && problem != "" {
			bad.add(page.field, page.wire, problem)
		}
	}
	bad.within("VideoBitrate", "videoBitrate", w.VideoBitrate, 50, 8000)
	bad.within("VideoFPS", "videoFps", w.VideoFPS, 5, 60)
	bad.within("AudioProfile", "audioProfile", w.AudioProfile, 0, 2)
	bad.within("VideoWidth", "videoWidth", w.VideoWidth, 480, 1920)
	bad.within("VideoHeight", "videoHeight", w.VideoHeight, 480, 1920)
	if width, height := cmp.Or(w.VideoWidth, 1280), cmp.Or(w.VideoHeight, 720); len(bad) == 0 && width*height > 1920*1080 {
		bad.add("VideoWidth", "videoWidth", fmt.Sprintf("times VideoHeight is %d x %d pixels, Agora takes at most 1920x1080", width, height))
	}
	bad.atMost("MaxDuration", "maxRecordingHour", w.MaxDuration, 720*time.Hour)
	return bad
}

// Validate refuses a mode that no document names, RecordingModeWeb without a page, and a page without RecordingModeWeb, which Agora would
// not record (inferred).
func (r *StartRecordingRequest) Validate() []classcloud.FieldError {
	var bad ranges
	switch hasPage := r.Web != nil && (r.Web.URL != "" || r.Web.RootURL != ""); {
	case r.Mode != RecordingModeComposite && r.Mode != RecordingModeWeb:
		bad.add("Mode", "mode", fmt.Sprintf(`is %q, Agora knows "web" and nothing`, string(r.Mode)))
	case r.Mode == RecordingModeWeb && !hasPage:
		bad.add("Web", "webRecordConfig", "needs URL or RootURL with RecordingModeWeb")
	case r.Mode == RecordingModeComposite && r.Web != nil:
		bad.add("Web", "webRecordConfig", "needs RecordingModeWeb: without a mode the teacher's video and audio are recorded")
	}
	bad.notNegative("BackupCount", "backupCount", &r.BackupCount)
	return bad
}

// StartedRecording is the result of starting a recording. Only a page recording with PublishRTMP has StreamingURLs, and older servers
// return nothing else.
type StartedRecording struct {
	RecordID      string          `json:"recordId,omitzero"`
	ResourceID    string          `json:"resourceId,omitzero"` // the id of the recording service's resource
	SID           string          `json:"sid,omitzero"`        // the id of the recording service's session
	Status        RecordingStatus `json:"state,omitzero"`
	StartTime     time.Time       `json:"startTime,omitzero"`
	StreamingURLs StreamingURLs   `json:"streamingUrl,omitzero"`
}

// StreamingURLs holds the addresses at which a recording that is pushed to a CDN can be watched.
type StreamingURLs struct {
	RTMP string `json:"rtmp,omitzero"`
	FLV  string `json:"flv,omitzero"`
	HLS  string `json:"hls,omitzero"`
}

// Format writes the StreamingURLs without the queries of the addresses, because whoever has those can watch.
func (s StreamingURLs) Format(f fmt.State, verb rune) {
	type plain StreamingURLs
	transport.Hidden(f, verb, "agora.StreamingURLs", plain(s))
}

// LogValue gives slog the StreamingURLs without the queries of the addresses.
func (s StreamingURLs) LogValue() slog.Value { return transport.HiddenLog(s) }

// recordingStart is a StartRecordingRequest with the state in its path.
type recordingStart struct {
	StartRecordingRequest
	Status int `json:"state" wire:"path,always"`
}

// Start starts recording a room.
//
// Agora 设置录制状态 1, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/states/{state} with state 1. Never repeated once it may
// have arrived: after an error with classcloud.MaybeApplied(err), look at List first. CodeRecordingNotEnded means that the room is being
// recorded already.
func (s RecordingsService) Start(ctx context.Context, in *StartRecordingRequest, opts ...classcloud.CallOption) (*StartedRecording, error) {
	start := &recordingStart{Status: 1}
	if in == nil {
		return call[*StartedRecording](ctx, s.client, opRecordingsStart, in, opts)
	}
	start.StartRecordingRequest = *in
	return call[*StartedRecording](ctx, s.client, opRecordingsStart, start, opts)
}

// Stop stops the recording of a room.
//
// Agora 设置录制状态 0, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/states/{state} with state 0. Safe to repeat:
// CodeRecordingNotStarted in answer to a repeat of the same call is success.
func (s RecordingsService) Stop(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsStop, &roomStatus{RoomUUID: roomUUID, Status: 0}, opts)
}

// UpdateRecordingRequest pauses or resumes a page recording.
type UpdateRecordingRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	OnHold   *bool  `json:"onhold" wire:"in=webRecordConfig" check:"required"` // new(true) pauses, new(false) resumes
}

// Update pauses or resumes a page recording. It overwrites the earlier setting.
//
// Agora 更新录制设置, PATCH /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/states/1. Safe to repeat. Agora asks callers to wait at
// least 60 s after the start. CodeRecordingNotStarted means that the room is not being recorded.
func (s RecordingsService) Update(ctx context.Context, in *UpdateRecordingRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsUpdate, in, opts)
}

// SetReady tells Agora that the page to be recorded has loaded. Without it, Agora starts a recording that has a RetryTimeout again, at
// most twice, and then marks it as Unready.
//
// Agora 课堂录制最佳实践 (its recording guide), PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/ready. Safe to repeat.
func (s RecordingsService) SetReady(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsSetReady, &roomRef{roomUUID}, opts)
}

// ListRecordingsRequest selects the recordings of one room.
type ListRecordingsRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	NextID   string `json:"nextId" wire:"query"` // RecordingPage.NextID of the page before; empty for the first page
}

// RecordingPage is one page of recordings.
type RecordingPage struct {
	Total      int         `json:"total,omitzero" check:"decorative"` // how many recordings the room has
	Count      int         `json:"count,omitzero" check:"decorative"` // how many are on this page
	Recordings []Recording `json:"list,omitzero"`
	NextID     string      `json:"nextId,omitzero"` // for the next page's request; empty on the last page
}

// RecordingType says what a recording shows (type).
type RecordingType int

// The types.
const (
	RecordingTypeIndividual RecordingType = 1 // each stream in a file of its own
	RecordingTypeComposite  RecordingType = 2 // the streams mixed into one file
	RecordingTypeWeb        RecordingType = 3 // a web page
)

var recordingTypeNames = map[RecordingType]string{
	RecordingTypeIndividual: "Individual",
	RecordingTypeComposite:  "Composite",
	RecordingTypeWeb:        "Web",
}

// String returns the type's name, such as Web, or RecordingType(9) for a type this module does not know.
func (t RecordingType) String() string { return wire.EnumName("RecordingType", t, recordingTypeNames) }

// RecordingStatus says whether a recording is running (status).
type RecordingStatus int

// The stages of a recording.
const (
	RecordingStatusRecording RecordingStatus = 1 // the recording is running
	RecordingStatusEnded     RecordingStatus = 2 // the recording has ended
)

var recordingStatusNames = map[RecordingStatus]string{
	RecordingStatusRecording: "Recording",
	RecordingStatusEnded:     "Ended",
}

// String returns the stage's name, such as Ended, or RecordingStatus(9) for a stage this module does not know.
func (s RecordingStatus) String() string {
	return wire.EnumName("RecordingStatus", s, recordingStatusNames)
}

// Recording is one recording of a room.
type Recording struct {
	RecordID    string            `json:"recordId,omitzero" check:"required"`
	AppID       string            `json:"appId,omitzero"`
	RoomUUID    string            `json:"roomUuid,omitzero"`
	ResourceID  string            `json:"resourceId,omitzero"` // the id of the recording service's resource
	SID         string            `json:"sid,omitzero"`        // the id of the recording service's session
	RecordUID   string            `json:"recordUid,omitzero"`  // the recorder's user id
	BoardAppID  string            `json:"boardAppId,omitzero"` // the whiteboard service's App ID
	BoardID     string            `json:"boardId,omitzero"`    // the whiteboard's id
	BoardToken  string            `json:"boardToken,omitzero"` // the whiteboard's token, a secret
	Type        RecordingType     `json:"type,omitzero"`
	Status      RecordingStatus   `json:"status,omitzero"`
	StartTime   time.Time         `json:"startTime,omitzero"`
	EndTime     time.Time         `json:"endTime,omitzero"`
	URL         string            `json:"url,omitzero"`                             // the M3U8 file of a composite recording; may be a storage key without a host
	Details     []RecordingDetail `json:"recordDetails,omitzero"`                   // the MP4 files of a page recording
	Unready     bool              `json:"unready,omitzero"`                         // whether the recording failed because SetReady was never called
	WebURLQuery string            `json:"webRecordUrlQuery,omitzero" secret:"true"` // the query of the recorded page's address, a secret: it holds the recorder's token

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Format writes the Recording with what is secret in it hidden.
func (r Recording) Format(f fmt.State, verb rune) {
	type plain Recording
	transport.Hidden(f, verb, "agora.Recording", plain(r))
}

// LogValue gives slog the Recording with what is secret in it hidden.
func (r Recording) LogValue() slog.Value { return transport.HiddenLog(r) }

// RecordingDetail is one file of a page recording.
type RecordingDetail struct {
	URL string `json:"url,omitzero"` // may be a storage key without a host
}

// List returns one page of at most 100 recordings of a room. All walks all pages. A recording that cannot be read is left out; List then
// returns the page together with an error of kind classcloud.DataLoss, whose Rows name each of them.
//
// Agora 获取录制列表, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records. Safe to repeat.
func (s RecordingsService) List(ctx context.Context, in *ListRecordingsRequest, opts ...classcloud.CallOption) (*RecordingPage, error) {
	return callPage(ctx, s.client, opRecordingsList, in, func(page *RecordingPage) *string { return &page.NextID }, opts)
}

// All walks the recordings of a room from in.NextID on and keeps one page in memory. It yields for a recording that cannot be read the error
// of its row, and goes on; any other error ends the walk. A loop that breaks off sends no further request.
func (s RecordingsService) All(ctx context.Context, in *ListRecordingsRequest, opts ...classcloud.CallOption) iter.Seq2[Recording, error] {
	cursor := func(ask *ListRecordingsRequest) *string { return &ask.NextID }
	key := func(r Recording) string { return r.RecordID }
	return walk(opRecordingsList, in, cursor, key, func(ask *ListRecordingsRequest) (cursorPage[Recording], error) {
		page, err := s.List(ctx, ask, opts...)
		if page == nil {
			return cursorPage[Recording]{}, err
		}
		return cursorPage[Recording]{Items: page.Recordings, Next: page.NextID, Total: totalOf(page.Total)}, err
	})
}
