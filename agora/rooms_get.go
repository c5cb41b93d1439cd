package agora

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Room is a room, whole: with its schedule, its widgets and whatever else Agora keeps of it. Members that this module does not know stand
// in Extra, here and in the objects inside; encoding/json writes them under the name unknown, and reads them back.
type Room struct {
	RoomUUID   string                `json:"roomUuid,omitzero"`
	RoomName   string                `json:"roomName,omitzero"`
	Scenario   string                `json:"scenario,omitzero" check:"decorative"`     // such as "education"; in an example alone
	Template   string                `json:"roomTemplate,omitzero" check:"decorative"` // such as "edu_medium_v1"; in an example alone
	Status     RoomStatus            `json:"state,omitzero"`                           // the stage of its class; -1, beside an error, when the reply says none
	Checked    bool                  `json:"checkState,omitzero" check:"decorative"`   // checkState, which no document explains
	CreateTime time.Time             `json:"createTime,omitzero"`                      // when it was created; it tells a room from an earlier one with its id
	RoleConfig map[string]RoleConfig `json:"roleConfig,omitzero" check:"decorative"`   // the limits by the role's number: "2" is students
	MuteChat   map[string]any        `json:"muteChat,omitzero" check:"decorative"`     // who may not chat, in a form that no document explains
	MuteVideo  map[string]any        `json:"muteVideo,omitzero" check:"decorative"`    // whose video is off, likewise
	MuteAudio  map[string]any        `json:"muteAudio,omitzero" check:"decorative"`    // whose sound is off, likewise
	Properties RoomProperties        `json:"roomProperties,omitzero"`

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// RoomProperties describes a room: the values it was created with, as they are now, and what Agora adds. The documents' example names the
// members, and leaves many of them empty; what is known of those comes from Agora's web client (npm agora-edu-core 2.9.52).
type RoomProperties struct {
	RoomType       RoomType       `json:"roomType,omitzero"`
	Status         RoomStatus     `json:"state,omitzero"` // the same as Room.Status, or -1 when the reply does not repeat it here
	Schedule       RoomSchedule   `json:"schedule,omitzero"`
	Processes      RoomProcesses  `json:"processes,omitzero"`
	Widgets        BuiltinWidgets `json:"widgets,omitzero"`
	HostingScene   *HostingScene  `json:"hostingScene,omitzero" check:"decorative"` // the recording that a vocational lecture plays; nil without one
	ExaminationURL string         `json:"examinationUrl,omitzero"`                  // the exam's page, in a proctoring room
	Properties     map[string]any `json:"flexProps,omitzero"`                       // the room's custom properties

	Recording      RoomRecording  `json:"record,omitzero" check:"decorative"`        // whether the room is being recorded
	Board          RoomBoard      `json:"board,omitzero" check:"decorative"`         // the whiteboard, where older clients look for it
	IM             RoomIM         `json:"im,omitzero" check:"decorative"`            // the chat, where older clients look for it
	Carousel       Carousel       `json:"carousel,omitzero" check:"decorative"`      // how students take turns on stage
	Groups         map[string]any `json:"groups,omitzero" check:"decorative"`        // the breakout rooms
	Reward         map[string]any `json:"reward,omitzero" check:"decorative"`        // the rules of rewards
	Screen         map[string]any `json:"screen,omitzero" check:"decorative"`        // who shares a screen
	CallbackConfig CallbackConfig `json:"webhookConfig,omitzero" check:"decorative"` // webhookConfig, whose members no document names

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// RoomSchedule says when a class begins and ends, and when its room closes.
type RoomSchedule struct {
	StartTime  time.Time     `json:"startTime,omitzero"`
	EndTime    time.Time     `json:"endTime,omitzero"`
	CloseTime  time.Time     `json:"closeTime,omitzero"`
	Duration   time.Duration `json:"duration,omitzero" wire:"seconds"`
	CloseDelay time.Duration `json:"closeDelay,omitzero" wire:"seconds"`
	Status     RoomStatus    `json:"state,omitzero"` // the same as Room.Status, or -1 when the reply does not repeat it here

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// RoomProcesses holds the rules by which users come on stage.
type RoomProcesses struct {
	HandsUp       HandsUp        `json:"handsUp,omitzero"`
	OpenCamera    map[string]any `json:"openCamera,omitzero" check:"decorative"`    // in a form that no document explains
	RemoteControl map[string]any `json:"remoteControl,omitzero" check:"decorative"` // likewise
	WaveArm       map[string]any `json:"waveArm,omitzero" check:"decorative"`       // likewise: waving users

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// HandsUp holds the rules for raised hands.
type HandsUp struct {
	MaxAccept         int    `json:"maxAccept,omitzero"`         // how many students may be on stage at once
	DefaultAcceptRole string `json:"defaultAcceptRole,omitzero"` // the role accepted by default: "audience" or empty

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// RoomRecording says whether a room is being recorded. Recordings.List has the recordings themselves.
type RoomRecording struct {
	Running       bool          `json:"state,omitzero"`        // whether a recording is running
	Ready         bool          `json:"ready,omitzero"`        // whether its page has called SetReady
	OnHold        bool          `json:"onhold,omitzero"`       // whether it is paused
	StreamingURLs StreamingURLs `json:"streamingUrl,omitzero"` // where it can be watched, if it is pushed to a CDN

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// RoomBoard is the whiteboard of a room, where older clients look for it.
type RoomBoard struct {
	Info WhiteboardBoard `json:"info,omitzero"`

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// RoomIM is the chat of a room, where older clients look for it.
type RoomIM struct {
	Huanxin ChatRoom `json:"huanxin,omitzero"`

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Carousel says how the students of a room take turns on stage.
type Carousel struct {
	On       bool          `json:"state,omitzero"`                   // whether they do
	Interval time.Duration `json:"interval,omitzero" wire:"seconds"` // how long a turn is
	Range    int           `json:"range,omitzero"`                   // 1: all students; 2: those with a camera
	Type     int           `json:"type,omitzero"`                    // 1: in order; 2: at random

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// CallbackConfig holds a room's webhookConfig, whose members no document names. It prints without its values, since one of them may
// be a secret.
type CallbackConfig map[string]any

// Format writes how many members there are and none of them, whatever the verb.
func (c CallbackConfig) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// LogValue gives slog how many members there are and none of them.
func (c CallbackConfig) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

func (c CallbackConfig) text() string { return fmt.Sprintf("agora.CallbackConfig(%d members)", len(c)) }

// BuiltinWidgets holds the built-in widgets of a room. A widget that the room does not have is nil.
type BuiltinWidgets struct {
	Whiteboard *Whiteboard `json:"netlessBoard,omitzero"` // WidgetWhiteboard
	Chat       *Chat       `json:"easemobIM,omitzero"`    // WidgetChat

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // all other widgets by their ids, as they arrived
}

// Whiteboard is the whiteboard of a room.
type Whiteboard struct {
	Status WidgetStatus    `json:"state,omitzero"` // whether the whiteboard is on
	Board  WhiteboardBoard `json:"extra,omitzero"`

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// WhiteboardBoard holds the values that a user's client joins a whiteboard with.
type WhiteboardBoard struct {
	AppID   string `json:"boardAppId,omitzero"`  // the whiteboard service's App ID, not the project's
	BoardID string `json:"boardId,omitzero"`     // the board's id
	Token   string `json:"boardToken,omitzero"`  // the board's token, a secret
	Region  string `json:"boardRegion,omitzero"` // the whiteboard service's region, not the room's

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Format writes the WhiteboardBoard with what is secret in it hidden.
func (w WhiteboardBoard) Format(f fmt.State, verb rune) {
	type plain WhiteboardBoard
	transport.Hidden(f, verb, "agora.WhiteboardBoard", plain(w))
}

// LogValue gives slog the WhiteboardBoard with what is secret in it hidden.
func (w WhiteboardBoard) LogValue() slog.Value { return transport.HiddenLog(w) }

// Chat is the chat of a room.
type Chat struct {
	Status WidgetStatus `json:"state,omitzero"` // whether the chat is on
	Room   ChatRoom     `json:"extra,omitzero"`

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// ChatRoom holds the values that a user's client joins a chat with.
type ChatRoom struct {
	OrgName    string `json:"orgName,omitzero"`    // the chat service's organization
	AppName    string `json:"appName,omitzero"`    // the chat service's application
	ChatRoomID string `json:"chatRoomId,omitzero"` // the chat room's id
	AppKey     string `json:"appKey,omitzero"`     // the chat service's key of organization and application

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Get returns a room. Agora cannot list rooms, so the caller has to know the id.
//
// Agora Query a classroom (in its later documents), GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}. Safe to repeat.
// CodeRoomNotFound means that the room does not exist, is in another region, or ended more than an hour ago. A reply of
// another room than was asked for is a warning.
func (s RoomsService) Get(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) (*Room, error) {
	room, err := call[*Room](ctx, s.client, opRoomsGet, &roomRef{roomUUID}, opts)
	if room == nil {
		return nil, err
	}
	// The document's table has state in the schedule; its example has it beside createTime and in roomProperties.
	for _, said := range [...]RoomStatus{room.Properties.Status, room.Properties.Schedule.Status} {
		if room.Status == wire.EnumUnsaid {
			room.Status = said
		}
	}
	if err == nil && room.Status == wire.EnumUnsaid {
		err = oddReply("the reply does not say the stage of the class: the rest of the room comes beside this error")
	}
	return room, err
}

// is returns an error unless a room is the one with that id. A reply without an id contradicts nothing.
func (r *Room) is(roomUUID string) error {
	if r.RoomUUID == "" || r.RoomUUID == roomUUID {
		return nil
	}
	return oddReply("the reply is of the room " + strconv.Quote(r.RoomUUID))
}

// oddReply returns the error of a Rooms.Get whose reply could be decoded and is not what was asked for.
func oddReply(problem string) error {
	return &classcloud.Error{Vendor: vendor, Operation: operations[opRoomsGet].Name, Kind: classcloud.DataLoss, HTTPStatus: http.StatusOK, Attempts: 1,
		Outcome: classcloud.OutcomeNotApplied, Message: problem}
}
