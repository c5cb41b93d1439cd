package classin

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// How the member Color of CmdTool begins. What follows is a user's UID, or globalData for what concerns the whole class.
const (
	colorHandsUp   = "hands up"
	colorAward     = "award"
	colorCamera    = "webcamPosition"
	colorSelector  = "standaloneSelectorTool"
	colorResponder = "standaloneResponderTool"
	colorClass     = "globalData"
)

// hasColor reports whether the callback's Color begins with one of these, in any case.
func (w *Callback) hasColor(colors []string) bool {
	members, err := wire.Split(w.Raw.text())
	if err != nil {
		return false
	}
	color := strings.ToLower(members.Text("Color"))
	for _, begin := range colors {
		if strings.HasPrefix(color, strings.ToLower(begin)) {
			return true
		}
	}
	return false
}

// settleColor sets UID from a Color, where the callback has no UID of its own, and reports whether it concerns the whole class.
func (w *Callback) settleColor(color, begin string) (class bool) {
	rest := strings.TrimSpace(color[min(len(begin), len(color)):])
	if strings.EqualFold(rest, colorClass) {
		return true
	}
	uid, err := strconv.ParseInt(rest, 10, 64)
	switch {
	case err != nil || uid < 1:
		w.Problems = append(w.Problems, classcloud.RowError{Index: -1, Path: "/Color", Problem: "does not end with a user", Raw: wire.TextOf(color).AppendJSON(nil)})
	case w.UID == 0:
		w.UID = UID(uid)
	}
	return false
}

// HandsUpCallback reports that somebody raised a hand, or lowered it (举手). UID says who; in the vendor's document it is the end of Color.
type HandsUpCallback struct {
	Callback
	Color string `json:"Color,omitzero"`                   // "hands up" and the UID
	Up    bool   `json:"Handsup,omitzero" check:"present"` // raised; a missing one is among Problems
}

func (m *HandsUpCallback) settle() { m.settleColor(m.Color, colorHandsUp) }

// AwardCallback reports that somebody was given an award (奖励). UID says who; in the vendor's document it is the end of Color.
type AwardCallback struct {
	Callback
	Color string `json:"Color,omitzero"`                 // "award" and the UID
	Times int    `json:"Times,omitzero" check:"present"` // how many awards (奖励次数); the document does not say whether in all or now
}

func (m *AwardCallback) settle() { m.settleColor(m.Color, colorAward) }

// CameraChannel is one of somebody's cameras (Channel).
type CameraChannel int

// The cameras.
const (
	CameraChannelMain   CameraChannel = 0 // the main camera
	CameraChannelSecond CameraChannel = 1 // the second camera
)

var cameraChannelNames = map[CameraChannel]string{CameraChannelMain: "Main", CameraChannelSecond: "Second"}

// String returns the camera's name, or CameraChannel(9) for a value this module does not know.
func (c CameraChannel) String() string { return wire.EnumName("CameraChannel", c, cameraChannelNames) }

// CameraCallback reports where somebody's camera picture is in the classroom (摄像头位置). UID says whose; in the vendor's document it is the
// end of Color.
type CameraCallback struct {
	Callback
	Color   string        `json:"Color,omitzero"` // "webcamPosition" and the UID
	Area    Area          `json:"Area,omitzero"`
	OnSeat  bool          `json:"OnTop,omitzero"`   // in the row of seats (坐席区)
	Channel CameraChannel `json:"Channel,omitzero"` // CameraChannel(-1) when the callback does not say
}

func (m *CameraCallback) settle() { m.settleColor(m.Color, colorCamera) }

// Area is a rectangle in the classroom. The document does not say in what it is measured.
type Area struct {
	X1      int                        `json:"X1,omitzero"` // the left edge
	Y1      int                        `json:"Y1,omitzero"` // the upper edge
	X2      int                        `json:"X2,omitzero"` // the right edge
	Y2      int                        `json:"Y2,omitzero"` // the lower edge
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Point is a place in the classroom. The document does not say in what it is measured.
type Point struct {
	X       int                        `json:"X,omitzero"`
	Y       int                        `json:"Y,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Participant is somebody who takes part in a question.
type Participant struct {
	UID     UID                        `json:"Uid,omitzero"`
	Name    string                     `json:"ShowName,omitzero"`
	Role    Role                       `json:"Identity,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SelectorStatus is where a question of the answering tool stands (CurState).
type SelectorStatus int

// The stages of a question.
const (
	SelectorStatusNotStarted SelectorStatus = 0 // not asked yet
	SelectorStatusStarted    SelectorStatus = 1 // asked
	SelectorStatusEnded      SelectorStatus = 2 // the answers are collected
)

var selectorStatusNames = map[SelectorStatus]string{SelectorStatusNotStarted: "NotStarted", SelectorStatusStarted: "Started", SelectorStatusEnded: "Ended"}

// String returns the stage's name, or SelectorStatus(9) for a value this module does not know.
func (s SelectorStatus) String() string {
	return wire.EnumName("SelectorStatus", s, selectorStatusNames)
}

// CommitStatus is where a student's answer stands (Commited).
type CommitStatus int

// The stages of an answer.
const (
	CommitStatusNotStarted CommitStatus = 0 // not begun
	CommitStatusAnswering  CommitStatus = 1 // answering
	CommitStatusCommitted  CommitStatus = 2 // handed in
)

var commitStatusNames = map[CommitStatus]string{CommitStatusNotStarted: "NotStarted", CommitStatusAnswering: "Answering", CommitStatusCommitted: "Committed"}

// String returns the stage's name, or CommitStatus(9) for a value this module does not know.
func (s CommitStatus) String() string { return wire.EnumName("CommitStatus", s, commitStatusNames) }

// SelectorCallback reports a question of the answering tool (答题器), or a student's answer. Class tells the two apart; for an answer UID is
// the student, in the vendor's document the end of Color. The document's table does not say which members come with which of the two.
type SelectorCallback struct {
	Callback
	Color         string         `json:"Color,omitzero"`    // "standaloneSelectorTool", and globalData or the UID
	Class         bool           `json:"Class,omitzero"`    // the question itself, as Color says, and not one student's answer
	Status        SelectorStatus `json:"CurState,omitzero"` // SelectorStatus(-1) when the callback does not say
	Area          Area           `json:"Area,omitzero"`     // of the tool's window
	AskTime       time.Time      `json:"QSentTime,omitzero"`
	CollectTime   time.Time      `json:"QCollectTime,omitzero"`
	CorrectItems  []string       `json:"CorrectItems,omitzero"`                 // the right answer: one text, "BCE", or a list
	AllItems      []string       `json:"AllItems,omitzero"`                     // what can be chosen: one text or a list
	Participants  []Participant  `json:"Participants,omitzero"`                 // who takes part; one object or a list
	Commit        CommitStatus   `json:"Commited,omitzero" wire:"or=Committed"` // CommitStatus(-1) when the callback does not say
	SelectedItems []string       `json:"SelectedItem,omitzero"`                 // the student's answer: one text or a list
	ReceiveTime   time.Time      `json:"RecvQuestionTime,omitzero"`             // when the student got the question
	CommitTime    time.Time      `json:"LastCommitTime,omitzero"`               // when the student handed the answer in
}

func (m *SelectorCallback) settle() { m.Class = m.settleColor(m.Color, colorSelector) }

// ResponderStatus is where a question of the buzzer stands (CurState).
type ResponderStatus int

// The stages of the buzzer.
const (
	ResponderStatusNotStarted ResponderStatus = 0 // not begun
	ResponderStatusStarted    ResponderStatus = 1 // begun
	ResponderStatusAnswering  ResponderStatus = 2 // students press
	ResponderStatusWaiting    ResponderStatus = 3 // somebody has pressed
	ResponderStatusEnded      ResponderStatus = 4 // over
)

var responderStatusNames = map[ResponderStatus]string{
	ResponderStatusNotStarted: "NotStarted", ResponderStatusStarted: "Started", ResponderStatusAnswering: "Answering",
	ResponderStatusWaiting: "Waiting", ResponderStatusEnded: "Ended",
}

// String returns the stage's name, or ResponderStatus(9) for a value this module does not know.
func (s ResponderStatus) String() string {
	return wire.EnumName("ResponderStatus", s, responderStatusNames)
}

// ResponderCallback reports a question of the buzzer (抢答器), or that a student pressed it. Class tells the two apart; for a student UID says
// who, in the vendor's document the end of Color.
type ResponderCallback struct {
	Callback
	Color        string          `json:"Color,omitzero"`    // "standaloneResponderTool", and globalData or the UID
	Class        bool            `json:"Class,omitzero"`    // the question itself, as Color says, and not one student
	Status       ResponderStatus `json:"CurState,omitzero"` // ResponderStatus(-1) when the callback does not say
	Area         Area            `json:"Area,omitzero"`     // of the tool's window
	Position     Point           `json:"RandomTopLeft,omitzero"`
	Participants []Participant   `json:"Participants,omitzero"` // who takes part; one object or a list
	EndTime      time.Time       `json:"EndTime,omitzero"`
	FastestUID   UID             `json:"nId,omitzero"` // who was first
	FastestTime  time.Time       `json:"FastestGuyTime,omitzero"`
	FastestName  string          `json:"FastestGuyName,omitzero"`
}

func (m *ResponderCallback) settle() { m.Class = m.settleColor(m.Color, colorResponder) }
