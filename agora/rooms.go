package agora

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RoomsService creates rooms, starts, ends and closes their classes, and changes their properties.
type RoomsService struct{ client *Client }

// RoomType is the kind of a class (roomType). Requests take a pointer to it, because 0 is a kind too.
type RoomType int

// The kinds of rooms.
const (
	RoomTypeOneToOne   RoomType = 0  // one teacher and one student
	RoomTypeLecture    RoomType = 2  // large class: one teacher and an audience
	RoomTypeSmall      RoomType = 4  // small class
	RoomTypeProctoring RoomType = 6  // online proctoring; known to Agora's own clients, not in the document
	RoomTypeSmallCloud RoomType = 10 // small cloud classroom; Agora demands a RoleConfig for it
)

var roomTypeNames = map[RoomType]string{
	RoomTypeOneToOne:   "OneToOne",
	RoomTypeLecture:    "Lecture",
	RoomTypeSmall:      "Small",
	RoomTypeProctoring: "Proctoring",
	RoomTypeSmallCloud: "SmallCloud",
}

// String returns the kind's name, such as Small, or RoomType(9) for a kind this module does not know.
func (t RoomType) String() string { return wire.EnumName("RoomType", t, roomTypeNames) }

// RoomStatus is the stage that a class has reached (state).
type RoomStatus int

// The stages of a class.
const (
	RoomStatusNotStarted RoomStatus = 0 // the class has not begun
	RoomStatusStarted    RoomStatus = 1 // the class is running
	RoomStatusEnded      RoomStatus = 2 // the class is over, but users may enter and stay until CloseDelay has passed
	RoomStatusClosed     RoomStatus = 3 // everybody was put out and nobody can enter; this is final
)

var roomStatusNames = map[RoomStatus]string{
	RoomStatusNotStarted: "NotStarted",
	RoomStatusStarted:    "Started",
	RoomStatusEnded:      "Ended",
	RoomStatusClosed:     "Closed",
}

// String returns the stage's name, such as Started, or RoomStatus(9) for a stage this module does not know.
func (s RoomStatus) String() string { return wire.EnumName("RoomStatus", s, roomStatusNames) }

// CreateRoomRequest describes a new room. The room's type and schedule cannot be changed later.
type CreateRoomRequest struct {
	RoomUUID string    `json:"roomUuid" wire:"path"`               // the caller's own id for the room: 1 to 64 bytes of letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{}|~,
	RoomName string    `json:"roomName" check:"required,bytes=64"` // the name that users see, at most 64 bytes
	RoomType *RoomType `json:"roomType" check:"required"`          // such as new(agora.RoomTypeSmall); required, because 0 is one-to-one

	StartTime  time.Time      `json:"startTime" wire:"milli,in=roomProperties.schedule"`    // when the class begins by itself; zero leaves the beginning to Start
	Duration   time.Duration  `json:"duration" wire:"seconds,in=roomProperties.schedule"`   // whole seconds, at most 24 h, after which the class ends by itself; 0 leaves the end to End
	CloseDelay *time.Duration `json:"closeDelay" wire:"seconds,in=roomProperties.schedule"` // whole seconds between the end of the class and the closing of the room; default 10 min

	MaxAccept         *int    `json:"maxAccept" wire:"in=roomProperties.processes.handsUp"`         // how many students may be on stage at once
	DefaultAcceptRole *string `json:"defaultAcceptRole" wire:"in=roomProperties.processes.handsUp"` // the role accepted by default: "audience" or ""

	HostingScene   *HostingScene         `json:"hostingScene" wire:"in=roomProperties"`       // the recording that a vocational lecture plays
	ExaminationURL string                `json:"examinationUrl" wire:"in=roomProperties"`     // the exam's page, in a proctoring room
	Properties     map[string]any        `json:"flexProps" wire:"in=roomProperties,verbatim"` // the room's custom properties at the start; SetProperties changes them later
	Widgets        *RoomWidgets          `json:"widgets" wire:"in=roomProperties"`            // which built-in widgets the room has
	RoleConfig     map[string]RoleConfig `json:"roleConfig"`                                  // limits by the role's number: "2" is students

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// HostingScene describes a teacher's recording that a vocational lecture plays from a CDN.
type HostingScene struct {
	VideoURL        string `json:"videoURL"`        // the recording
	ReserveVideoURL string `json:"reserveVideoURL"` // the backup for VideoURL
	FinishType      *int   `json:"finishType"`      // 0: the class ends when the recording has been played; 1: it ends when a user ends it
}

// RoomWidgets switches built-in widgets of a new room on or off. A nil field leaves Agora's default.
type RoomWidgets struct {
	Whiteboard *WidgetSwitch `json:"netlessBoard"` // WidgetWhiteboard
	Chat       *WidgetSwitch `json:"easemobIM"`    // WidgetChat
	CloudDrive *WidgetSwitch `json:"cloudStorage"` // the cloud drive, which Agora's documents do not list
}

// WidgetSwitch switches a built-in widget of a new room on or off.
type WidgetSwitch struct {
	On *bool `json:"state" wire:"01" check:"required"` // new(true) or new(false)
}

// RoleConfig limits the users of a role. A small cloud classroom (RoomTypeSmallCloud) needs one for students, with Limit 49 and all of
// DefaultStream on.
type RoleConfig struct {
	Limit         *int           `json:"limit"`         // how many users of the role may be in the room
	DefaultStream *DefaultStream `json:"defaultStream"` // what those users send when they enter
}

// DefaultStream describes what users of a role send when they enter a room.
type DefaultStream struct {
	On    *bool `json:"state" wire:"01"`      // whether their stream is on
	Video *bool `json:"videoState" wire:"01"` // whether the stream has video
	Audio *bool `json:"audioState" wire:"01"` // whether the stream has audio
}

// Create makes a room under the caller's own id. Agora keeps the room for 5 days and destroys it an hour after it ends.
//
// Agora 创建房间, POST /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}. Safe to repeat, because the id is the caller's. CodeRoomExists
// means that a room with the id exists; after an unanswered attempt that is still an error, with classcloud.MaybeApplied true, because
// the room may be this call's or somebody else's. CodeRoomTypeConflict means that the room exists with another type.
func (s RoomsService) Create(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsCreate, in, opts)
}

// SetRoomStatusRequest moves a room to a stage.
type SetRoomStatusRequest struct {
	RoomUUID string      `json:"roomUuid" wire:"path"`
	Status   *RoomStatus `json:"state" wire:"path" check:"required"` // such as new(agora.RoomStatusEnded); required, because 0 is RoomStatusNotStarted
}

// roomStatus is the request of every call that sets a fixed number as the state in its path.
type roomStatus struct {
	RoomUUID string     `json:"roomUuid" wire:"path"`
	Status   RoomStatus `json:"state" wire:"path,always"`
}

// SetStatus moves a room to any stage. Start, End and Close say the same in plain words.
//
// Agora 设置课堂状态, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/{state}. Safe to repeat: the codes that Start, End and
// Close take for success when they repeat a call are success here too. RoomStatusClosed is final.
func (s RoomsService) SetStatus(ctx context.Context, in *SetRoomStatusRequest, opts ...classcloud.CallOption) error {
	op := operations[opRoomsSetStatus]
	if in != nil && in.Status != nil {
		switch *in.Status {
		case RoomStatusStarted:
			op.Already = operations[opRoomsStart].Already
		case RoomStatusEnded, RoomStatusClosed:
			op.Already = operations[opRoomsClose].Already
		}
	}
	return s.client.road().Do(ctx, &transport.Call{Op: op, ID: int(opRoomsSetStatus), In: in}, nil, opts)
}

// Start begins the class now.
//
// Agora 设置课堂状态 1, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/{state} with state 1. Safe to repeat: CodeClassStarted
// in answer to a repeat of the same call is success.
func (s RoomsService) Start(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsStart, &roomStatus{roomUUID, RoomStatusStarted}, opts)
}

// End ends the class. Users may stay until the room's CloseDelay has passed.
//
// Agora 设置课堂状态 2, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/{state} with state 2. Safe to repeat: CodeClassEnded,
// CodeClassOver and CodeRoomEnded in answer to a repeat of the same call are success.
func (s RoomsService) End(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsEnd, &roomStatus{roomUUID, RoomStatusEnded}, opts)
}

// Close puts everybody out of the room and lets nobody in again. It is final.
//
// Agora 设置课堂状态 3, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/{state} with state 3. Safe to repeat, with the same
// codes as End.
func (s RoomsService) Close(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsClose, &roomStatus{roomUUID, RoomStatusClosed}, opts)
}

// Room is a room with its schedule and widgets.
type Room struct {
	RoomUUID   string         `json:"roomUuid,omitzero"`
	RoomName   string         `json:"roomName,omitzero"`
	Status     RoomStatus     `json:"state,omitzero"`      // the stage of its class; -1, beside an error, when the reply says none
	CreateTime time.Time      `json:"createTime,omitzero"` // when it was created
	Properties RoomProperties `json:"roomProperties,omitzero"`
}

// RoomProperties describes a room: the values it was created with, as they are now.
type RoomProperties struct {
	RoomType       RoomType       `json:"roomType,omitzero"`
	Status         RoomStatus     `json:"state,omitzero"` // the same as Room.Status, or -1 when the reply does not repeat it here
	Schedule       RoomSchedule   `json:"schedule,omitzero"`
	Processes      RoomProcesses  `json:"processes,omitzero"`
	Widgets        BuiltinWidgets `json:"widgets,omitzero"`
	ExaminationURL string         `json:"examinationUrl,omitzero"` // the exam's page, in a proctoring room
	Properties     map[string]any `json:"flexProps,omitzero"`      // the room's custom properties
}

// RoomSchedule says when a class begins and ends, and when its room closes.
type RoomSchedule struct {
	StartTime  time.Time     `json:"startTime,omitzero"`
	EndTime    time.Time     `json:"endTime,omitzero"`
	CloseTime  time.Time     `json:"closeTime,omitzero"`
	Duration   time.Duration `json:"duration,omitzero" wire:"seconds"`
	CloseDelay time.Duration `json:"closeDelay,omitzero" wire:"seconds"`
	Status     RoomStatus    `json:"state,omitzero"` // the same as Room.Status, or -1 when the reply does not repeat it here
}

// RoomProcesses holds the rules by which users come on stage.
type RoomProcesses struct {
	HandsUp HandsUp `json:"handsUp,omitzero"`
}

// HandsUp holds the rules for raised hands.
type HandsUp struct {
	MaxAccept         int    `json:"maxAccept,omitzero"`         // how many students may be on stage at once
	DefaultAcceptRole string `json:"defaultAcceptRole,omitzero"` // the role accepted by default: "audience" or empty
}

// BuiltinWidgets holds the built-in widgets of a room. A widget that the room does not have is nil.
type BuiltinWidgets struct {
	Whiteboard *Whiteboard `json:"netlessBoard,omitzero"` // WidgetWhiteboard
	Chat       *Chat       `json:"easemobIM,omitzero"`    // WidgetChat
}

// Whiteboard is the whiteboard of a room.
type Whiteboard struct {
	Status WidgetStatus    `json:"state,omitzero"` // whether the whiteboard is on
	Board  WhiteboardBoard `json:"extra,omitzero"`
}

// WhiteboardBoard holds the values that a user's client joins a whiteboard with.
type WhiteboardBoard struct {
	AppID   string `json:"boardAppId,omitzero"`  // the whiteboard service's App ID, not the project's
	BoardID string `json:"boardId,omitzero"`     // the board's id
	Token   string `json:"boardToken,omitzero"`  // the board's token, a secret
	Region  string `json:"boardRegion,omitzero"` // the whiteboard service's region, not the room's
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
}

// ChatRoom holds the values that a user's client joins a chat with.
type ChatRoom struct {
	OrgName    string `json:"orgName,omitzero"`    // the chat service's organization
	AppName    string `json:"appName,omitzero"`    // the chat service's application
	ChatRoomID string `json:"chatRoomId,omitzero"` // the chat room's id
	AppKey     string `json:"appKey,omitzero"`     // the chat service's key of organization and application
}

// Get returns a room. Agora cannot list rooms, so the caller has to know the id.
//
// Agora Query a classroom (in its later documents), GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}. Safe to repeat.
// CodeRoomNotFound means that the room does not exist, is in another region, or ended more than an hour ago.
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
		err = &classcloud.Error{Vendor: vendor, Operation: operations[opRoomsGet].Name, Kind: classcloud.DataLoss, HTTPStatus: http.StatusOK, Attempts: 1,
			Outcome: classcloud.OutcomeNotApplied, Message: "the reply does not say the stage of the class: the rest of the room comes beside this error"}
	}
	return room, err
}

// roomRef is the request of every call that names a room and nothing else.
type roomRef struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
}

// SetPropertiesRequest adds or changes custom properties of a room.
type SetPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	Properties Properties     `json:"properties" wire:"verbatim" check:"required"` // the changes, made with Properties.Replace and Properties.Merge
	Cause      map[string]any `json:"cause" wire:"always,verbatim"`                // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths and changes of which one overwrites another.
func (r *SetPropertiesRequest) Validate() []classcloud.FieldError {
	return r.Properties.check("Properties", "properties")
}

// SetProperties adds or changes custom properties of a room. Everybody in the room is told.
//
// Agora 更新课堂属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/properties. Safe to repeat. A top-level key replaces its
// whole value; a path with dots replaces only the value at its end: see Properties.
func (s RoomsService) SetProperties(ctx context.Context, in *SetPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsSetProperties, in, opts)
}

// DeletePropertiesRequest deletes custom properties of a room.
type DeletePropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"`  // paths; a dot leads into an object
	Cause      map[string]any `json:"cause" wire:"always,verbatim"` // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths.
func (r *DeletePropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteProperties deletes custom properties of a room. Everybody in the room is told.
//
// Agora 删除课堂属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/properties. Safe to repeat.
func (s RoomsService) DeleteProperties(ctx context.Context, in *DeletePropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsDeleteProperties, in, opts)
}
