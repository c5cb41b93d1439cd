package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// MuteTimes is how long people could speak.
type MuteTimes struct {
	All     TotalTime                  `json:"MuteAll,omitzero"` // how often, and how long, everybody was muted
	Persons map[UID]TotalTime          `json:"Persons,omitzero"` // how long somebody could speak: not how long they were muted
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SilenceTimes is how long people could write in the chat.
type SilenceTimes struct {
	All     TotalTime                  `json:"SilenceAll,omitzero"` // how often, and how long, everybody was kept from the chat
	Persons map[UID]TotalTime          `json:"Persons,omitzero"`    // how long somebody could write: not how long they were kept from it
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// TotalTime is how often, and how long in all. Count is 0 where the vendor gives the time alone.
type TotalTime struct {
	Count    int                        `json:"Count,omitzero"`
	Duration time.Duration              `json:"Total,omitzero" wire:"seconds,bare"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// TimerUse counts how the timers were used.
type TimerUse struct {
	Count       int                        `json:"Count,omitzero" wire:"bare"` // the timer that counts down (定时器)
	TimingCount int                        `json:"Timing_Count,omitzero"`      // the stop-watch (计时器)
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ToolUse is how often, and how long, a tool was used. Which fields are set depends on the tool.
type ToolUse struct {
	Count     int                        `json:"Count,omitzero" wire:"bare,or=Times"` // how often; the video wall calls it Times
	Duration  time.Duration              `json:"Total,omitzero" wire:"seconds"`
	Durations []time.Duration            `json:"Period,omitzero" wire:"seconds"` // each time
	HandedOut int                        `json:"DCount,omitzero"`                // of small blackboards: how often they were handed out
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SelectorUse sums the answering tool up.
type SelectorUse struct {
	Count    int                        `json:"Count,omitzero" wire:"bare"`
	Accuracy float64                    `json:"AverageAccuracy,omitzero"` // the part of right answers, 0 to 1
	Answers  []SelectorRound            `json:"Answers,omitzero"`         // each question
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SelectorRound is one question of the answering tool.
type SelectorRound struct {
	CorrectItems  []string                   `json:"CorrectItems,omitzero"`       // the right answer: one text, "BCE", or a list
	SelectedItems []string                   `json:"SelectedItem,omitzero"`       // in a production service's sample alone
	Accuracy      float64                    `json:"Accuracy,omitzero"`           // the part of right answers, 0 to 1
	Participants  []Participant              `json:"Participants,omitzero"`       // who was asked
	Answers       map[UID]SelectorAnswer     `json:"Users,omitzero" wire:"keyed"` // who answered; on the wire the UIDs stand beside the other members
	Unknown       map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SelectorAnswer is somebody's answer.
type SelectorAnswer struct {
	SelectedItems []string                   `json:"SelectedItem,omitzero"` // one text, "BCE", or a list
	ReceiveTime   time.Time                  `json:"RecvQuestionTime,omitzero"`
	CommitTime    time.Time                  `json:"LastCommitTime,omitzero"`
	Unknown       map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ResponderUse sums the buzzer up.
type ResponderUse struct {
	Count   int                        `json:"Count,omitzero" wire:"bare"`
	Persons map[UID]ResponderCount     `json:"Persons,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ResponderCount counts how somebody used the buzzer.
type ResponderCount struct {
	Count   int                        `json:"Count,omitzero" wire:"bare"` // took part
	First   int                        `json:"SCount,omitzero"`            // was first
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// CoursewareUse sums up what was shown.
type CoursewareUse struct {
	Count    int                        `json:"Count,omitzero"`
	Duration time.Duration              `json:"Total,omitzero" wire:"seconds"`
	Files    []CoursewareFile           `json:"Files,omitzero"` // each time
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// CoursewareFile is one time that a file was shown.
type CoursewareFile struct {
	FileName  string                     `json:"FileName,omitzero"`
	StartTime time.Time                  `json:"StartTime,omitzero"`
	EndTime   time.Time                  `json:"EndTime,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// FileSource is where courseware came from (FileSource).
type FileSource int

// The sources.
const (
	FileSourceLocal FileSource = 0 // the user's computer
	FileSourceCloud FileSource = 1 // the cloud
)

var fileSourceNames = map[FileSource]string{FileSourceLocal: "Local", FileSourceCloud: "Cloud"}

// String returns the source's name, or FileSource(9) for a value this module does not know. FileSource(-1) is a callback that does not say.
func (s FileSource) String() string { return wire.EnumName("FileSource", s, fileSourceNames) }

// EDBUse lists the courseware of the vendor's own format that was opened.
type EDBUse struct {
	Files   []EDBFile                  `json:"Files,omitzero"` // each time
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// EDBFile is one time that courseware was opened.
type EDBFile struct {
	FileKey  string                     `json:"FileKey,omitzero"` // names the courseware; "0" is a file of the user's computer
	FileName string                     `json:"FileName,omitzero"`
	Source   FileSource                 `json:"FileSource,omitzero"`
	OpenTime time.Time                  `json:"ActionTime,omitzero"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// GroupUse tells how the class was divided.
type GroupUse struct {
	Grouping Grouping                   `json:"Grouping,omitzero"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Grouping is how often, how long and into what the class was divided.
type Grouping struct {
	Count    int                        `json:"Count,omitzero"`
	Duration time.Duration              `json:"Duration,omitzero" wire:"seconds"`
	Items    []GroupingItem             `json:"Items,omitzero"` // each time
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// GroupingItem is one time that the class was divided.
type GroupingItem struct {
	StartTime time.Time                  `json:"StartTime,omitzero"`
	Duration  time.Duration              `json:"Duration,omitzero" wire:"seconds"`
	Groups    []map[int64][]GroupedUser  `json:"Groups,omitzero"` // the members by the group's id
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// GroupRole is somebody's role in a group (Role).
type GroupRole int

// The roles in a group.
const (
	GroupRoleMember GroupRole = 0 // a member
	GroupRoleLeader GroupRole = 1 // the leader
)

var groupRoleNames = map[GroupRole]string{GroupRoleMember: "Member", GroupRoleLeader: "Leader"}

// String returns the role's name, or GroupRole(9) for a value this module does not know. GroupRole(-1) is a callback that does not say.
func (r GroupRole) String() string { return wire.EnumName("GroupRole", r, groupRoleNames) }

// GroupedUser is somebody in a group.
type GroupedUser struct {
	UID     UID                        `json:"UID,omitzero"`
	Role    GroupRole                  `json:"Role,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ClassSettings tells how the classroom's settings were changed.
type ClassSettings struct {
	Seats   []map[string]SeatChanges   `json:"Seat,omitzero"` // the row of seats, by group: "Group0"; one object in the document's sample, a list in its table
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SeatChanges tells how the row of seats was hidden and shown.
type SeatChanges struct {
	Count   SeatCounts                 `json:"Count,omitzero"`
	Total   SeatTimes                  `json:"Total,omitzero"`
	Details []SwitchTime               `json:"Details,omitzero"` // Type 0 shown, 1 hidden: inferred from the document's sample
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SeatCounts counts how often the row of seats was hidden and shown.
type SeatCounts struct {
	Hidden  int                        `json:"Hidden,omitzero"`
	Display int                        `json:"Display,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// SeatTimes is how long the row of seats was hidden and shown.
type SeatTimes struct {
	Hidden  time.Duration              `json:"Hidden,omitzero" wire:"seconds"`
	Display time.Duration              `json:"Display,omitzero" wire:"seconds"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// TeachingCameraUse sums the teaching camera up.
type TeachingCameraUse struct {
	Count    int                        `json:"Times,omitzero" wire:"or=Count"`
	Duration time.Duration              `json:"Total,omitzero" wire:"seconds"`
	Details  TeachingCameraTimes        `json:"Details,omitzero"`
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// TeachingCameraTimes is how long each source of the teaching camera was used.
type TeachingCameraTimes struct {
	Local   time.Duration              `json:"Local,omitzero" wire:"seconds"` // a camera of the computer
	Network time.Duration              `json:"Net,omitzero" wire:"seconds"`   // a camera of the network
	Video   time.Duration              `json:"Video,omitzero" wire:"seconds"` // a video of the computer
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
