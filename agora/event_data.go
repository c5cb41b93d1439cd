package agora

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// EventData is what an event says, by its Cmd: *RoomStatusChanged, *ChatMessage, *MembersChanged, *RecordingChanged,
// *ResourcesChanged, *RewardsChanged, *WidgetChanged, *StageChanged or *HandsChanged.
type EventData interface{ eventData() }

// newEventData returns an empty value of the type a kind's data has; nil for a kind this module does not know.
func newEventData(cmd EventCmd) EventData {
	switch cmd {
	case EventCmdRoomStatus:
		return new(RoomStatusChanged)
	case EventCmdChat:
		return new(ChatMessage)
	case EventCmdMembers:
		return new(MembersChanged)
	case EventCmdRecording:
		return new(RecordingChanged)
	case EventCmdResources:
		return new(ResourcesChanged)
	case EventCmdRewards:
		return new(RewardsChanged)
	case EventCmdWidget:
		return new(WidgetChanged)
	case EventCmdStage:
		return new(StageChanged)
	case EventCmdHands:
		return new(HandsChanged)
	}
	return nil
}

func (*RoomStatusChanged) eventData() {}
func (*ChatMessage) eventData()       {}
func (*MembersChanged) eventData()    {}
func (*RecordingChanged) eventData()  {}
func (*ResourcesChanged) eventData()  {}
func (*RewardsChanged) eventData()    {}
func (*WidgetChanged) eventData()     {}
func (*StageChanged) eventData()      {}
func (*HandsChanged) eventData()      {}

// EventUser is who did something.
type EventUser struct {
	UserUUID string `json:"userUuid,omitzero"`
	UserName string `json:"userName,omitzero"`
	Role     Role   `json:"role"`
}

// RoomStatusChanged says that a class has begun, ended or closed (cmd 1).
type RoomStatusChanged struct {
	Status    RoomStatus `json:"state"`
	StartTime time.Time  `json:"startTime,omitzero"` // once it has begun
	EndTime   time.Time  `json:"endTime,omitzero"`   // once it has ended
	CloseTime time.Time  `json:"closeTime,omitzero"` // once it is closed
}

// MessageType is the kind of a chat message (type).
type MessageType int

// MessageTypeText is the one kind there is yet.
const MessageTypeText MessageType = 1

var messageTypeNames = map[MessageType]string{
	MessageTypeText: "Text",
}

// String returns Text, or MessageType(9) for one this module does not know.
func (t MessageType) String() string { return wire.EnumName("MessageType", t, messageTypeNames) }

// ChatMessage is a message in a room's chat (cmd 3).
type ChatMessage struct {
	FromUser EventUser   `json:"fromUser,omitzero"`
	Message  string      `json:"message,omitzero"`
	Type     MessageType `json:"type,omitzero"`
}

// MembersChanged says who came and who went (cmd 20).
type MembersChanged struct {
	Total   int             `json:"total,omitzero"` // one page of Agora says users now in the room, another users in this event
	Online  []EnteredMember `json:"onlineUsers,omitzero"`
	Offline []LeftMember    `json:"offlineUsers,omitzero"`
}

// EventMember is a user who came or went.
type EventMember struct {
	UserUUID   string         `json:"userUuid,omitzero"`
	UserName   string         `json:"userName,omitzero"`
	Role       Role           `json:"role"`
	StreamUUID string         `json:"streamUuid,omitzero"` // the user's uid in the room's RTC channel
	Properties map[string]any `json:"userProperties,omitzero"`
	UpdateTime time.Time      `json:"updateTime,omitzero"` // when
}

// EnteredMember is a user who came.
type EnteredMember struct {
	EventMember
	Type EnterType `json:"type,omitzero"`
}

// EnterType is how a user came (type).
type EnterType int

// The ways to come.
const (
	EnterTypeNormal    EnterType = 1
	EnterTypeReconnect EnterType = 2
)

var enterTypeNames = map[EnterType]string{
	EnterTypeNormal:    "Normal",
	EnterTypeReconnect: "Reconnect",
}

// String returns the way's name, or EnterType(9) for one this module does not know.
func (t EnterType) String() string { return wire.EnumName("EnterType", t, enterTypeNames) }

// LeftMember is a user who went.
type LeftMember struct {
	EventMember
	Type LeaveType `json:"type,omitzero"`
}

// LeaveType is how a user went (type).
type LeaveType int

// The ways to go.
const (
	LeaveTypeLeft   LeaveType = 1 // of the user's own will, or the connection was lost
	LeaveTypeKicked LeaveType = 2
)

var leaveTypeNames = map[LeaveType]string{
	LeaveTypeLeft:   "Left",
	LeaveTypeKicked: "Kicked",
}

// String returns the way's name, or LeaveType(9) for one this module does not know.
func (t LeaveType) String() string { return wire.EnumName("LeaveType", t, leaveTypeNames) }

// RecordingReason is why a recording changed (reason).
type RecordingReason int

// The reasons.
const (
	RecordingReasonStarted  RecordingReason = 1
	RecordingReasonStopped  RecordingReason = 2
	RecordingReasonRetried  RecordingReason = 3 // started at a further try
	RecordingReasonTimedOut RecordingReason = 4 // the page did not say it was ready; there will be another try
	RecordingReasonGaveUp   RecordingReason = 5
)

var recordingReasonNames = map[RecordingReason]string{
	RecordingReasonStarted:  "Started",
	RecordingReasonStopped:  "Stopped",
	RecordingReasonRetried:  "Retried",
	RecordingReasonTimedOut: "TimedOut",
	RecordingReasonGaveUp:   "GaveUp",
}

// String returns the reason's name, or RecordingReason(9) for one this module does not know.
func (r RecordingReason) String() string {
	return wire.EnumName("RecordingReason", r, recordingReasonNames)
}

// RecordingChanged says that a recording has begun or ended (cmd 1001). Its files are in Recordings.List.
type RecordingChanged struct {
	Status        RecordingStatus `json:"state"` // Ended is 0 on the wire, and 2 by Agora's English page
	RecordID      string          `json:"recordId,omitzero"`
	SID           string          `json:"sid,omitzero"`
	ResourceID    string          `json:"resourceId,omitzero"`
	StartTime     time.Time       `json:"startTime,omitzero"`
	EndTime       time.Time       `json:"endTime,omitzero"`
	StreamingURLs StreamingURLs   `json:"streamingUrl,omitzero"`
	RetryTimes    int             `json:"retryTimes,omitzero"`
	Reason        RecordingReason `json:"reason,omitzero"`
}

// UnmarshalJSON reads either of Agora's values for a recording that has ended.
func (r *RecordingChanged) UnmarshalJSON(text []byte) error {
	type plain RecordingChanged
	if err := wire.Decode(text, (*plain)(r)); err != nil {
		return err
	}
	if r.Status == 0 {
		r.Status = RecordingStatusEnded
	}
	return nil
}

// ChangeAction is what was done to a thing (action).
type ChangeAction int

// The actions.
const (
	ChangeActionSet     ChangeAction = 1 // added or updated
	ChangeActionDeleted ChangeAction = 2
)

var changeActionNames = map[ChangeAction]string{
	ChangeActionSet:     "Set",
	ChangeActionDeleted: "Deleted",
}

// String returns the action's name, or ChangeAction(9) for one this module does not know.
func (a ChangeAction) String() string { return wire.EnumName("ChangeAction", a, changeActionNames) }

// ResourcesChanged says that files of a room were added, updated or deleted (cmd 1003).
type ResourcesChanged struct {
	Action    ChangeAction `json:"action,omitzero"`
	Resources []Resource   `json:"resources,omitzero"`
	Operator  EventUser    `json:"operator,omitzero"`
}

// Resource is a file of a room.
type Resource struct {
	ResourceUUID string         `json:"resourceUuid,omitzero"`
	ResourceName string         `json:"resourceName,omitzero"`
	Size         int64          `json:"size,omitzero"` // bytes
	URL          string         `json:"url,omitzero"`
	TaskUUID     string         `json:"taskUuid,omitzero"`  // of its conversion
	TaskToken    string         `json:"taskToken,omitzero"` // a secret of the conversion
	TaskProgress map[string]any `json:"taskProgress,omitzero"`
}

// RewardsChanged says who was rewarded (cmd 1101).
type RewardsChanged struct {
	Rewards    []Reward  `json:"rewardDetails,omitzero"`
	UpdateTime time.Time `json:"updateTime,omitzero"`
}

// Reward is a user's reward.
type Reward struct {
	UserUUID string `json:"userUuid,omitzero"`
	Changed  int    `json:"changedReward,omitzero"` // by this event
	Total    int    `json:"totalReward,omitzero"`   // after it
}

// UnmarshalJSON reads the total under its name in Agora's example, totalReward, and under the one in its table, total.
func (r *Reward) UnmarshalJSON(text []byte) error {
	var in struct {
		UserUUID    string `json:"userUuid"`
		Changed     int    `json:"changedReward"`
		TotalReward *int   `json:"totalReward"`
		Total       int    `json:"total"`
	}
	if err := wire.Decode(text, &in); err != nil {
		return err
	}
	*r = Reward{UserUUID: in.UserUUID, Changed: in.Changed, Total: in.Total}
	if in.TotalReward != nil {
		r.Total = *in.TotalReward
	}
	return nil
}

// StageUser is a user who is on stage, or wants to be.
type StageUser struct {
	UserUUID string         `json:"userUuid,omitzero"`
	Payload  map[string]any `json:"payload,omitzero"` // of HandsChanged
}

// StageChanged says who is on stage (cmd 1501).
type StageChanged struct {
	OnStage []StageUser `json:"acceptedUsers,omitzero"`
	Added   []StageUser `json:"addAcceptedUsers,omitzero"`
	Removed []StageUser `json:"removeAcceptedUsers,omitzero"`
}

// HandsChanged says whose hands are up (cmd 1502).
type HandsChanged struct {
	Waving  []StageUser `json:"progressUsers,omitzero"`
	Added   []StageUser `json:"addProgressUsers,omitzero"`
	Removed []StageUser `json:"removeProgressUsers,omitzero"`
}

// WidgetChanged says that properties of a widget changed (cmd 1110).
type WidgetChanged struct {
	WidgetUUID string         `json:"widgetUuid,omitzero"`
	Action     ChangeAction   `json:"action,omitzero"`
	Changes    map[string]any `json:"changeProperties,omitzero"` // as they came: dotted paths or objects
	Cause      map[string]any `json:"cause,omitzero"`
	Operator   *EventUser     `json:"operator,omitzero"`
	FromUser   *EventUser     `json:"fromUser,omitzero"` // whose properties they are; nil for the widget's own
	Quiz       *QuizChange    `json:"-"`                 // Changes of a quiz, in fields
	Poll       *PollChange    `json:"-"`                 // Changes of a poll, in fields
}

// UnmarshalJSON reads a widget's change, and a quiz's or a poll's in fields too.
func (w *WidgetChanged) UnmarshalJSON(text []byte) error {
	type plain WidgetChanged
	var in struct {
		plain
		Changes json.RawMessage `json:"changeProperties"`
		Cause   json.RawMessage `json:"cause"`
	}
	if err := wire.Decode(text, &in); err != nil {
		return err
	}
	*w = WidgetChanged(in.plain)
	_ = wire.Decode(in.Cause, &w.Cause) // Agora's English page has text here; the raw event keeps it
	if len(in.Changes) == 0 {
		return nil
	}
	if err := wire.Decode(in.Changes, &w.Changes); err != nil {
		return err
	}
	if w.Action == ChangeActionDeleted || !bytes.HasPrefix(bytes.TrimSpace(in.Changes), []byte("{")) {
		return nil
	}
	changes, err := flattenChanges(in.Changes)
	if err != nil {
		return err
	}
	switch {
	case w.WidgetUUID == WidgetQuiz || changes.has("popupQuizId", "popQuizId") || has(w.Cause, "popQuizId", "popupQuizId"):
		w.Quiz = new(QuizChange)
		return changes.quiz(w.Quiz)
	case w.WidgetUUID == WidgetPoll || changes.has("pollId") || has(w.Cause, "pollId"):
		w.Poll = new(PollChange)
		return changes.poll(w.Poll)
	}
	return nil
}

func has[V any](m map[string]V, names ...string) bool {
	for _, name := range names {
		if _, ok := m[name]; ok {
			return true
		}
	}
	return false
}
