package agora

import (
	"cmp"
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RecordingsService starts, pauses, stops and lists the recordings of a room.
type RecordingsService struct{ client *Client }

// RecordingMode is what is recorded (mode).
type RecordingMode string

// The modes. Without one, only the teacher's picture and sound are recorded, as M3U8 and TS.
const (
	RecordingModeComposite RecordingMode = ""
	RecordingModeWeb       RecordingMode = "web" // the whole page, as MP4; a new file after 2 hours or 2 GB
)

// StartRecordingRequest starts a recording.
type StartRecordingRequest struct {
	RoomUUID     string        `json:"roomUuid" wire:"path"`
	Mode         RecordingMode `json:"mode"`
	Web          *WebRecording `json:"webRecordConfig"`             // needed by RecordingModeWeb
	RetryTimeout time.Duration `json:"retryTimeout" wire:"seconds"` // time without word from the page before the server tries again, twice at most
	BackupCount  int           `json:"backupCount"`                 // known from Agora's clients alone
}

// WebRecording is how a page is recorded.
type WebRecording struct {
	URL          string        `json:"url"`                           // the page; wins over RootURL
	RootURL      string        `json:"rootUrl"`                       // the page's root: the server appends roomUuid, roomType and the rest
	PublishRTMP  bool          `json:"publishRtmp" wire:"text"`       // push to a CDN; StreamingURLs then tells where
	OnHold       bool          `json:"onhold"`                        // start paused; Update goes on
	VideoBitrate int           `json:"videoBitrate"`                  // kbit/s, 50 to 8,000; default 2,000 from 1280x720 on, else 1,500
	VideoFPS     int           `json:"videoFps"`                      // 5 to 60, default 15
	AudioProfile int           `json:"audioProfile"`                  // 0 (default) 48 kHz mono 48 kbit/s; 1 mono 128; 2 stereo 192
	VideoWidth   int           `json:"videoWidth"`                    // pixels, 480 to 1,920, default 1,280; width x height at most 1920x1080
	VideoHeight  int           `json:"videoHeight"`                   // pixels, 480 to 1,920, default 720
	MaxDuration  time.Duration `json:"maxRecordingHour" wire:"hours"` // whole hours, 1 to 720; default the class's length, or 2
}

// Validate refuses a page recording without a page.
func (r *StartRecordingRequest) Validate() []classcloud.FieldError {
	if r.Mode != RecordingModeWeb || r.Web != nil && (r.Web.URL != "" || r.Web.RootURL != "") {
		return nil
	}
	return []classcloud.FieldError{{Field: "Web", Wire: "webRecordConfig", Problem: "needs URL or RootURL with RecordingModeWeb"}}
}

// StartedRecording is what starting a recording gives. Only a pushed page recording has StreamingURLs; older servers give nothing
// else.
type StartedRecording struct {
	RecordID      string          `json:"recordId,omitzero"`
	ResourceID    string          `json:"resourceId,omitzero"`
	SID           string          `json:"sid,omitzero"`
	Status        RecordingStatus `json:"state,omitzero"`
	StartTime     time.Time       `json:"startTime,omitzero"`
	StreamingURLs StreamingURLs   `json:"streamingUrl,omitzero"`
}

// StreamingURLs is where a recording is pushed to.
type StreamingURLs struct {
	RTMP string `json:"rtmp,omitzero"`
	FLV  string `json:"flv,omitzero"`
	HLS  string `json:"hls,omitzero"`
}

// recordingStart is a start as it is sent.
type recordingStart struct {
	StartRecordingRequest
	Status int `json:"state" wire:"path,always"`
}

// Start starts recording a room.
//
// Agora 设置录制状态 1, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/states/1. Not repeated once it may have arrived: when
// classcloud.MaybeApplied(err), look at List. CodeRecordingNotEnded: one is running.
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
// Agora 设置录制状态 0, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/states/0. Safe to repeat; CodeRecordingNotStarted in answer
// to our own repeat is success.
func (s RecordingsService) Stop(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsStop, &roomStatus{RoomUUID: roomUUID, Status: 0}, opts)
}

// UpdateRecordingRequest changes a running page recording.
type UpdateRecordingRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	OnHold   *bool  `json:"onhold" wire:"in=webRecordConfig" check:"required"` // new(true) pauses, new(false) goes on
}

// Update pauses a page recording or has it go on. It overwrites what was set before.
//
// Agora 更新录制设置, PATCH /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/states/1. Safe to repeat. Agora wants it at least 60 s
// after the start. CodeRecordingNotStarted: nothing is recorded.
func (s RecordingsService) Update(ctx context.Context, in *UpdateRecordingRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsUpdate, in, opts)
}

// SetReady says that the page to be recorded has loaded. A recording started with RetryTimeout is tried again, twice at most,
// where nobody says so in time, and is Unready after that.
//
// Agora 课堂录制最佳实践 (of the recording guide), PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records/ready. Safe to repeat.
func (s RecordingsService) SetReady(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsSetReady, &roomRef{roomUUID}, opts)
}

// ListRecordingsRequest selects the recordings of one room.
type ListRecordingsRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	NextID   string `json:"nextId" wire:"query"` // where the last page ended; empty for the first
}

// RecordingPage is one page of recordings.
type RecordingPage struct {
	Total      int         `json:"total,omitzero"`
	Count      int         `json:"count,omitzero"` // of this page
	Recordings []Recording `json:"list,omitzero"`
	NextID     string      `json:"nextId,omitzero"` // empty at the end
}

// RecordingType is what was recorded (type).
type RecordingType int

// The types.
const (
	RecordingTypeIndividual RecordingType = 1
	RecordingTypeComposite  RecordingType = 2
	RecordingTypeWeb        RecordingType = 3
)

var recordingTypeNames = map[RecordingType]string{
	RecordingTypeIndividual: "Individual",
	RecordingTypeComposite:  "Composite",
	RecordingTypeWeb:        "Web",
}

// String returns the type's name, or RecordingType(9) for one this module does not know.
func (t RecordingType) String() string { return wire.EnumName("RecordingType", t, recordingTypeNames) }

// RecordingStatus is where a recording stands (status).
type RecordingStatus int

// The states of a recording.
const (
	RecordingStatusRecording RecordingStatus = 1
	RecordingStatusEnded     RecordingStatus = 2
)

var recordingStatusNames = map[RecordingStatus]string{
	RecordingStatusRecording: "Recording",
	RecordingStatusEnded:     "Ended",
}

// String returns the state's name, or RecordingStatus(9) for one this module does not know.
func (s RecordingStatus) String() string {
	return wire.EnumName("RecordingStatus", s, recordingStatusNames)
}

// Recording is one recording of a room.
type Recording struct {
	RecordID    string            `json:"recordId,omitzero"`
	AppID       string            `json:"appId,omitzero"`
	RoomUUID    string            `json:"roomUuid,omitzero"`
	ResourceID  string            `json:"resourceId,omitzero"`
	SID         string            `json:"sid,omitzero"`
	RecordUID   string            `json:"recordUid,omitzero"`
	BoardAppID  string            `json:"boardAppId,omitzero"`
	BoardID     string            `json:"boardId,omitzero"`
	BoardToken  string            `json:"boardToken,omitzero"` // a secret of the whiteboard
	Type        RecordingType     `json:"type,omitzero"`
	Status      RecordingStatus   `json:"status,omitzero"`
	StartTime   time.Time         `json:"startTime,omitzero"`
	EndTime     time.Time         `json:"endTime,omitzero"`
	URL         string            `json:"url,omitzero"`           // M3U8 of a composite recording; may be an object's key without a host
	Details     []RecordingDetail `json:"recordDetails,omitzero"` // MP4s of a page recording
	Unready     bool              `json:"unready,omitzero"`       // failed: the page never said it was ready
	WebURLQuery string            `json:"webRecordUrlQuery,omitzero"`
}

// RecordingDetail is one file of a page recording.
type RecordingDetail struct {
	URL string `json:"url,omitzero"`
}

// List returns one page of at most 100 recordings; All walks them all.
//
// Agora 获取录制列表, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/records. Safe to repeat.
func (s RecordingsService) List(ctx context.Context, in *ListRecordingsRequest, opts ...classcloud.CallOption) (*RecordingPage, error) {
	return call[*RecordingPage](ctx, s.client, opRecordingsList, in, opts)
}

// All walks the recordings of a room from in.NextID on, one page in memory. An error ends the walk; nothing is asked for after a
// break.
func (s RecordingsService) All(ctx context.Context, in *ListRecordingsRequest, opts ...classcloud.CallOption) iter.Seq2[Recording, error] {
	return walk(in, func(ask *ListRecordingsRequest, cursor string) ([]Recording, string, error) {
		ask.NextID = cmp.Or(cursor, ask.NextID)
		page, err := s.List(ctx, ask, opts...)
		if err != nil {
			return nil, "", err
		}
		return page.Recordings, page.NextID, nil
	})
}
