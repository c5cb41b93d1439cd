package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// TestCallback is what the vendor sends when an address is registered, to see whether it is acknowledged.
type TestCallback struct {
	Callback
	Message string `json:"Msg,omitzero"`
}

// RatingCallback holds a teacher's ratings of students, or a student's rating of the teacher (评价和评分). It comes again whenever a rating
// changes.
type RatingCallback struct {
	Callback
	TeacherUID UID            `json:"TUID,omitzero"`
	Ratings    map[UID]Rating `json:"Comments,omitzero"` // by student
}

// Rating holds the remarks between one student and the teacher.
type Rating struct {
	Account   string                     `json:"Account,omitzero"`      // the student's
	Email     string                     `json:"studentEmail,omitzero"` // the student's
	ByTeacher *Remark                    `json:"T2S,omitzero"`
	ByStudent *Remark                    `json:"S2T,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Remark is a comment with a score.
type Remark struct {
	Comment string                     `json:"Comment,omitzero"`
	Score   int                        `json:"Score,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// VideoCallback reports a video of a class: a recording (录课文件), which may be one of several, or a replay video (回放视频) that was uploaded
// by hand.
type VideoCallback struct {
	Callback
	URL            string    `json:"VUrl,omitzero"`
	FileID         string    `json:"FileId,omitzero"`   // the id that Recordings.Delete takes
	VideoStartTime time.Time `json:"VST,omitzero"`      // set for CmdRecord
	VideoEndTime   time.Time `json:"VET,omitzero"`      // set for CmdRecord
	Duration       int64     `json:"Duration,omitzero"` // the document gives no unit, and its sample (12345 for a video of 102 seconds) fits none
	Size           int64     `json:"Size,omitzero"`     // bytes
	Source         string    `json:"CIDExt,omitzero"`   // set for CmdRecord: ClassRoom, or Camera.3 for the teacher's camera
}

// ChatCallback reports where the archived chat of a class is (课节聊天消息打包).
type ChatCallback struct {
	Callback
	URL string `json:"Url,omitzero"` // the URL of a zip file; in the vendor's sample it lacks a scheme
}

// PlaybackTrigger is why a PlaybackCallback was sent (TriggerType).
type PlaybackTrigger int

// The reasons.
const (
	PlaybackTriggerOpened  PlaybackTrigger = 1 // the replay was opened
	PlaybackTriggerClosed  PlaybackTrigger = 3 // the replay was closed
	PlaybackTriggerTimeout PlaybackTrigger = 4 // nothing happened for long
)

var playbackTriggerNames = map[PlaybackTrigger]string{PlaybackTriggerOpened: "Opened", PlaybackTriggerClosed: "Closed", PlaybackTriggerTimeout: "Timeout"}

// String returns the reason's name, or PlaybackTrigger(9) for a value this module does not know.
func (t PlaybackTrigger) String() string {
	return wire.EnumName("PlaybackTrigger", t, playbackTriggerNames)
}

// PlaybackCallback reports how much of a class's recording somebody has watched in the client (客户端回放观看统计). It reads the older form and
// the newer one.
type PlaybackCallback struct {
	Callback
	Data Playback `json:"Data,omitzero"`
}

func (m *PlaybackCallback) settle() {
	if m.UID == 0 {
		m.UID = m.Data.UID
	}
}

// Playback is what a user has watched so far.
type Playback struct {
	UID        UID                        `json:"UID,omitzero"`
	Covered    time.Duration              `json:"TotalLookVaildTime,omitzero" wire:"seconds,or=TotalLookValidTime"` // the part of the recording that was seen at least once
	Duration   time.Duration              `json:"TotalDuration,omitzero" wire:"seconds"`                            // newer form: the length of the recording
	ValidCount int                        `json:"ValidWatchCount,omitzero"`                                         // newer form: how often at least three quarters were seen
	Trigger    PlaybackDetail             `json:"LatestDetails,omitzero" wire:"or=LatestDeatils"`                   // newer form; the edit history of 5.3.1 misspells its name
	Status     PlaybackTrigger            `json:"Status,omitzero"`                                                  // in the English edit history of 5.3.1; that it says what TriggerType says is inferred
	Count      int                        `json:"TotalLookCount,omitzero"`                                          // older form: how often the recording was opened
	Watched    time.Duration              `json:"TotalLookTime,omitzero" wire:"seconds"`                            // older form: the time that the page was open, pauses included
	Progress   string                     `json:"TopProcess,omitzero"`                                              // older form: "89%"
	Unknown    map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// PlaybackDetail says why the callback was sent.
type PlaybackDetail struct {
	TriggerType PlaybackTrigger            `json:"TriggerType,omitzero" wire:"bare"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
