package classin

import (
	"encoding/json"
	"time"
)

// EndCallback sums a class up after its end (课节汇总数据), at the latest 20 minutes after it. It is not sent for a class that nobody entered
// (Error-Handling/Datasubs_errors.md). AttendanceSheet says who was there.
//
// A section that did not arrive is nil; one that arrived empty is not. An entry that is a plain number is read as the entry's total
// (a production service reads it so; the documents do not have it).
type EndCallback struct {
	Callback
	RealCloseTime time.Time `json:"RealCloseTime,omitzero"` // see EndTime
	EndData       `json:"Data,omitzero"`
}

// EndTime returns the time at which the class really ended. By the document's rule that is the earlier of RealCloseTime and CloseTime, or
// CloseTime if RealCloseTime is not set. CloseTime is 20 minutes after the end that was planned: see PlannedEndTime.
func (m *EndCallback) EndTime() time.Time {
	if m.RealCloseTime.IsZero() || !m.CloseTime.IsZero() && m.CloseTime.Before(m.RealCloseTime) {
		return m.CloseTime
	}
	return m.RealCloseTime
}

// overtime is how long a classroom stays open after the planned end: CloseTime holds it (datasub/publicfield.md).
const overtime = 20 * time.Minute

// PlannedEndTime returns the end that was planned: CloseTime without the 20 minutes of overtime that it always holds (数据公共字段). It is
// zero without a CloseTime.
func (m *EndCallback) PlannedEndTime() time.Time {
	if m.CloseTime.IsZero() {
		return time.Time{}
	}
	return m.CloseTime.Add(-overtime)
}

// EndData is everything that was counted in a class: 25 sections. All spans are counted in seconds on the wire. Outside of Attendance a
// member that did not arrive is 0.
type EndData struct {
	Attendance      map[UID]Attendance         `json:"inoutEnd,omitzero"` // those who entered, and nobody else
	Stage           map[UID]StageTime          `json:"stageEnd,omitzero"`
	HandsUp         map[UID]HandsUp            `json:"handsupEnd,omitzero"`
	Awards          map[UID]Awards             `json:"awardEnd,omitzero"`
	Authorized      map[UID]AuthorizedTime     `json:"authorizeEnd,omitzero"` // the users who were allowed to draw
	Kicks           map[UID][]KickTime         `json:"kickoutEnd,omitzero"`
	Equipment       map[UID]Equipment          `json:"equipmentsEnd,omitzero"`
	ScreenChanges   map[UID]ScreenChanges      `json:"screenchangeEnd,omitzero"`
	Mute            MuteTimes                  `json:"muteEnd,omitzero"`    // left out where nobody was muted
	Silence         SilenceTimes               `json:"silenceEnd,omitzero"` // left out where nobody was kept from the chat
	Timer           TimerUse                   `json:"timerEnd,omitzero"`
	SmallBoard      ToolUse                    `json:"smallboardEnd,omitzero"` // small blackboards to draw on
	TextBoard       ToolUse                    `json:"textboardEnd,omitzero"`  // small blackboards for text
	Dice            ToolUse                    `json:"diceEnd,omitzero"`
	Selector        SelectorUse                `json:"answerEnd,omitzero"` // the answering tool
	ScreenShare     ToolUse                    `json:"screenshareEnd,omitzero"`
	MultiScreen     ToolUse                    `json:"mdscreenEnd,omitzero"` // screens shared in several directions (多向屏幕共享)
	Responder       ResponderUse               `json:"responderEnd,omitzero"`
	Courseware      CoursewareUse              `json:"sharewidgetEnd,omitzero"`
	EDB             EDBUse                     `json:"edbEnd,omitzero"` // courseware of the vendor's own format
	RandomSelection ToolUse                    `json:"randomselEnd,omitzero"`
	Groups          GroupUse                   `json:"groupEnd,omitzero"`
	Settings        ClassSettings              `json:"classsetEnd,omitzero"`
	TeachingCamera  TeachingCameraUse          `json:"teachingcameraEnd,omitzero"`
	VideoWall       ToolUse                    `json:"videowallEnd,omitzero"`
	Unknown         map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Attendance is the time that somebody spent in a class. Duration and Details are those of the first device: what a further one adds is
// in Others (appendix/edit_history.md, 3.41). A Duration that did not arrive, or could not be read, is 0 and among Problems: ProblemsAt
// tells it from a 0.
type Attendance struct {
	Duration time.Duration              `json:"Total,omitzero" wire:"seconds,bare" check:"present"`
	Role     Role                       `json:"Identity,omitzero"`
	Details  []InOut                    `json:"Details,omitzero"`
	Others   []DeputyPresent            `json:"Deputies,omitzero"` // the time on further devices
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// DeputyPresent is the time that somebody spent in a class on a further device.
type DeputyPresent struct {
	ClientID int                        `json:"ClientID,omitzero"` // 1, 2 …
	Duration time.Duration              `json:"Total,omitzero" wire:"seconds" check:"present"`
	Details  []InOut                    `json:"Details,omitzero"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// InOut is one entry or exit.
type InOut struct {
	Type    string                     `json:"Type,omitzero"`   // In or Out
	Device  Device                     `json:"Device,omitzero"` // set for In; Device(-1) for Out
	Time    time.Time                  `json:"Time,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// StageTime is the time that somebody spent on stage and off it.
type StageTime struct {
	UpCount      int                        `json:"UpCount,omitzero"`
	UpDuration   time.Duration              `json:"UpTotal,omitzero" wire:"seconds,bare"`
	DownCount    int                        `json:"DownCount,omitzero"`
	DownDuration time.Duration              `json:"DownTotal,omitzero" wire:"seconds"`
	Unknown      map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// HandsUp counts how often and how long somebody raised a hand.
type HandsUp struct {
	Count    int                        `json:"Total,omitzero" wire:"bare"`
	Duration time.Duration              `json:"CTime,omitzero" wire:"seconds"` // may be 0 for hands that were lowered soon
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Awards counts the awards that somebody was given.
type Awards struct {
	Count   int                        `json:"Total,omitzero" wire:"bare"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// AuthorizedTime is the time that somebody was allowed to draw.
type AuthorizedTime struct {
	Count    int                        `json:"Count,omitzero"`
	Duration time.Duration              `json:"Total,omitzero" wire:"seconds,bare"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// KickTime is one time that somebody was removed from the class.
type KickTime struct {
	Time     time.Time                  `json:"Time,omitzero"`
	Duration time.Duration              `json:"Duration,omitzero" wire:"seconds"` // how long they stayed out
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Equipment is the time that somebody's devices were on.
type Equipment struct {
	Microphone DeviceTime                 `json:"Microphone,omitzero"`
	Camera     DeviceTime                 `json:"Camera,omitzero"`
	Unknown    map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// DeviceTime is the time that a device was on.
type DeviceTime struct {
	OnStage  time.Duration              `json:"Total,omitzero" wire:"seconds,bare"`       // while on stage
	Duration time.Duration              `json:"TotalNotDisabled,omitzero" wire:"seconds"` // on stage and off it
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ScreenChanges counts how somebody changed between a window and the full screen.
type ScreenChanges struct {
	WindowCount    int                        `json:"WindowCount,omitzero"`
	WindowDuration time.Duration              `json:"WindowTotal,omitzero" wire:"seconds"`
	FullCount      int                        `json:"FullCount,omitzero"`
	FullDuration   time.Duration              `json:"FullTotal,omitzero" wire:"seconds"`
	Details        []SwitchTime               `json:"Details,omitzero"` // Type 0 to the window, 1 to the full screen: inferred from the document's sample
	Unknown        map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SwitchTime is one change. The document does not explain the Type; see where it is used.
type SwitchTime struct {
	Type    int                        `json:"Type"`
	Time    time.Time                  `json:"Time,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
