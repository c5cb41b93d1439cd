package agora

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EventData is the data of an event. Its type depends on the event's Cmd: *RoomStatusChanged, *ChatMessage, *MembersChanged,
// *RecordingChanged, *ResourcesChanged, *RewardsChanged, *WidgetChanged, *StageChanged or *HandsChanged.
type EventData interface{ eventData() }

// newEventData returns an empty value for the data of a kind, or nil for a kind this module does not know.
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

// EventUser is a user who did something in a room.
type EventUser struct {
	UserUUID string `json:"userUuid,omitzero"`
	UserName string `json:"userName,omitzero"`
	Role     Role   `json:"role"`
}

// RoomStatusChanged reports that a class has begun, ended or closed (cmd 1).
type RoomStatusChanged struct {
	Status    RoomStatus `json:"state"`              // the stage that the class has reached
	StartTime time.Time  `json:"startTime,omitzero"` // when the class began; zero before that
	EndTime   time.Time  `json:"endTime,omitzero"`   // when the class ended; zero before that
	CloseTime time.Time  `json:"closeTime,omitzero"` // when the room closed; zero before that
}

// MessageType is the kind of a chat message (type).
type MessageType int

// MessageTypeText is a message of plain text. Agora documents no other kind.
const MessageTypeText MessageType = 1

var messageTypeNames = map[MessageType]string{
	MessageTypeText: "Text",
}

// String returns Text, or MessageType(9) for a kind this module does not know.
func (t MessageType) String() string { return wire.EnumName("MessageType", t, messageTypeNames) }

// ChatMessage is a message in a room's chat (cmd 3).
type ChatMessage struct {
	FromUser EventUser   `json:"fromUser,omitzero"` // the sender
	Message  string      `json:"message,omitzero"`  // the text
	Type     MessageType `json:"type,omitzero"`
}

// MembersChanged reports who entered a room and who left it (cmd 20).
type MembersChanged struct {
	Total   int             `json:"total,omitzero"`        // by one page of Agora the users now in the room, by another the users in this event
	Online  []EnteredMember `json:"onlineUsers,omitzero"`  // the users who entered
	Offline []LeftMember    `json:"offlineUsers,omitzero"` // the users who left
}

// EventMember is a user who entered or left a room. What cannot be read of it is zero and stands in Event.Problem: every member of it is
// decorative to the reader, so that no odd leaf costs the user.
type EventMember struct {
	UserUUID   string         `json:"userUuid,omitzero" check:"decorative"`
	UserName   string         `json:"userName,omitzero" check:"decorative"`
	Role       Role           `json:"role" check:"decorative"`
	StreamUUID string         `json:"streamUuid,omitzero" check:"decorative"`     // the user's uid in the room's RTC channel
	Properties map[string]any `json:"userProperties,omitzero" check:"decorative"` // the user's custom properties
	UpdateTime time.Time      `json:"updateTime,omitzero" check:"decorative"`     // when the user entered or left; zero if Agora does not say
	Streams    []Stream       `json:"streams,omitzero" check:"decorative"`        // what the user sends; Agora's web client reads it, no document describes it
}

// EnteredMember is a user who entered a room.
type EnteredMember struct {
	EventMember
	Type EnterType `json:"type,omitzero"`
}

// EnterType says how a user entered a room (type).
type EnterType int

// The ways to enter a room.
const (
	EnterTypeNormal    EnterType = 1 // the user entered
	EnterTypeReconnect EnterType = 2 // the user's connection came back
)

var enterTypeNames = map[EnterType]string{
	EnterTypeNormal:    "Normal",
	EnterTypeReconnect: "Reconnect",
}

// String returns the way's name, such as Normal, or EnterType(9) for a way this module does not know.
func (t EnterType) String() string { return wire.EnumName("EnterType", t, enterTypeNames) }

// LeftMember is a user who left a room.
type LeftMember struct {
	EventMember
	Type LeaveType `json:"type,omitzero"`
}

// LeaveType says how a user left a room (type).
type LeaveType int

// The ways to leave a room.
const (
	LeaveTypeLeft   LeaveType = 1 // the user left, or the connection was lost
	LeaveTypeKicked LeaveType = 2 // the user was kicked
)

var leaveTypeNames = map[LeaveType]string{
	LeaveTypeLeft:   "Left",
	LeaveTypeKicked: "Kicked",
}

// String returns the way's name, such as Kicked, or LeaveType(9) for a way this module does not know.
func (t LeaveType) String() string { return wire.EnumName("LeaveType", t, leaveTypeNames) }

// RecordingReason says why a recording began or ended (reason).
type RecordingReason int

// The reasons.
const (
	RecordingReasonStarted  RecordingReason = 1 // the recording started
	RecordingReasonStopped  RecordingReason = 2 // the recording stopped
	RecordingReasonRetried  RecordingReason = 3 // the recording started at a second or third try
	RecordingReasonTimedOut RecordingReason = 4 // SetReady was not called in time; Agora tries again
	RecordingReasonGaveUp   RecordingReason = 5 // SetReady was not called in time; Agora gave up
)

var recordingReasonNames = map[RecordingReason]string{
	RecordingReasonStarted:  "Started",
	RecordingReasonStopped:  "Stopped",
	RecordingReasonRetried:  "Retried",
	RecordingReasonTimedOut: "TimedOut",
	RecordingReasonGaveUp:   "GaveUp",
}

// String returns the reason's name, such as Started, or RecordingReason(9) for a reason this module does not know.
func (r RecordingReason) String() string {
	return wire.EnumName("RecordingReason", r, recordingReasonNames)
}

// RecordingChanged reports that a recording has begun or ended (cmd 1001). Recordings.List has its files.
type RecordingChanged struct {
	Status        RecordingStatus `json:"state"` // Agora sends 0 for Ended, or 2 by its English page; 0 here when the event does not say
	RecordID      string          `json:"recordId,omitzero"`
	SID           string          `json:"sid,omitzero"`
	ResourceID    string          `json:"resourceId,omitzero"`
	StartTime     time.Time       `json:"startTime,omitzero"`
	EndTime       time.Time       `json:"endTime,omitzero"`
	StreamingURLs StreamingURLs   `json:"streamingUrl,omitzero"`
	RetryTimes    int             `json:"retryTimes,omitzero"` // how often Agora has tried again
	Reason        RecordingReason `json:"reason,omitzero"`
}

// UnmarshalJSON reads either of Agora's values for a recording that has ended.
func (r *RecordingChanged) UnmarshalJSON(text []byte) error { return problemIn(r.read(text)) }

func (r *RecordingChanged) read(object []byte) []string {
	type plain RecordingChanged
	*r = RecordingChanged{}
	problems := readObject(object, (*plain)(r))
	members, _ := wire.Split(object)
	if r.Status == 0 && !wire.IsEmpty(members.Get("state")) { // 0 that Agora gave, not a state that it left out
		r.Status = RecordingStatusEnded
	}
	return problems
}

// ChangeAction says what was done to files or to a widget (action).
type ChangeAction int

// The actions.
const (
	ChangeActionSet     ChangeAction = 1 // something was added or updated
	ChangeActionDeleted ChangeAction = 2 // something was deleted
)

var changeActionNames = map[ChangeAction]string{
	ChangeActionSet:     "Set",
	ChangeActionDeleted: "Deleted",
}

// String returns the action's name, such as Set, or ChangeAction(9) for an action this module does not know.
func (a ChangeAction) String() string { return wire.EnumName("ChangeAction", a, changeActionNames) }

// ResourcesChanged reports that files of a room were added, updated or deleted (cmd 1003).
type ResourcesChanged struct {
	Action    ChangeAction `json:"action,omitzero"`    // what was done to the files
	Resources []Resource   `json:"resources,omitzero"` // the files
	Operator  EventUser    `json:"operator,omitzero"`  // who did it
}

// Resource is a file of a room.
type Resource struct {
	ResourceUUID string         `json:"resourceUuid,omitzero" check:"decorative"`
	ResourceName string         `json:"resourceName,omitzero" check:"decorative"`
	Size         int64          `json:"size,omitzero" check:"decorative"` // bytes
	URL          string         `json:"url,omitzero" check:"decorative"`
	TaskUUID     string         `json:"taskUuid,omitzero" check:"decorative"`     // the id of the file's conversion
	TaskToken    string         `json:"taskToken,omitzero" check:"decorative"`    // the token of the file's conversion, a secret
	TaskProgress map[string]any `json:"taskProgress,omitzero" check:"decorative"` // how far the file's conversion is
}

// Format writes the Resource with what is secret in it hidden.
func (r Resource) Format(f fmt.State, verb rune) {
	type plain Resource
	transport.Hidden(f, verb, "agora.Resource", plain(r))
}

// LogValue gives slog the Resource with what is secret in it hidden.
func (r Resource) LogValue() slog.Value { return transport.HiddenLog(r) }

// RewardsChanged reports who was rewarded (cmd 1101).
type RewardsChanged struct {
	Rewards    []Reward  `json:"rewardDetails,omitzero"`
	UpdateTime time.Time `json:"updateTime,omitzero"`
}

// Reward is a user's count of rewards.
type Reward struct {
	UserUUID string `json:"userUuid,omitzero"`
	Changed  int    `json:"changedReward,omitzero"` // how many this event added
	Total    int    `json:"totalReward,omitzero"`   // how many the user has now: totalReward of Agora's example, else total of its table
}

// UnmarshalJSON reads the total under the name in Agora's example, totalReward, and under the name in its table, total.
func (r *RewardsChanged) UnmarshalJSON(text []byte) error { return problemIn(r.read(text)) }

func (r *RewardsChanged) read(object []byte) []string {
	var in struct {
		Rewards []struct {
			UserUUID string `json:"userUuid" check:"decorative"`
			Changed  int    `json:"changedReward" check:"decorative"`
			Total    *int   `json:"totalReward" check:"decorative"`
			Table    int    `json:"total" check:"decorative"`
		} `json:"rewardDetails"`
		UpdateTime time.Time `json:"updateTime"`
	}
	problems := readObject(object, &in)
	*r = RewardsChanged{UpdateTime: in.UpdateTime}
	for _, reward := range in.Rewards {
		r.Rewards = append(r.Rewards, Reward{UserUUID: reward.UserUUID, Changed: reward.Changed, Total: reward.Table})
		if reward.Total != nil {
			r.Rewards[len(r.Rewards)-1].Total = *reward.Total
		}
	}
	return problems
}

// StageUser is a user who is on stage or has raised a hand.
type StageUser struct {
	UserUUID string         `json:"userUuid,omitzero" check:"decorative"`
	Payload  map[string]any `json:"payload,omitzero" check:"decorative"` // only in HandsChanged
}

// StageChanged reports who is on stage (cmd 1501).
type StageChanged struct {
	OnStage []StageUser `json:"acceptedUsers,omitzero"`       // everybody on stage now
	Added   []StageUser `json:"addAcceptedUsers,omitzero"`    // who came on stage
	Removed []StageUser `json:"removeAcceptedUsers,omitzero"` // who left the stage
}

// HandsChanged reports whose hands are raised (cmd 1502).
type HandsChanged struct {
	Waving  []StageUser `json:"progressUsers,omitzero"`       // everybody whose hand is raised now
	Added   []StageUser `json:"addProgressUsers,omitzero"`    // who raised a hand
	Removed []StageUser `json:"removeProgressUsers,omitzero"` // whose hand is no longer raised
}
