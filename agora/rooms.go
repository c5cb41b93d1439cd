package agora

import (
	"cmp"
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RoomsService creates rooms, moves them through their states and keeps their properties.
type RoomsService struct{ client *Client }

// RoomType is the kind of class (roomType). Its zero is a real kind, so requests take a pointer.
type RoomType int

// The kinds of rooms.
const (
	RoomTypeOneToOne   RoomType = 0
	RoomTypeLecture    RoomType = 2
	RoomTypeSmall      RoomType = 4
	RoomTypeProctoring RoomType = 6  // of Agora's clients; not in the document
	RoomTypeSmallCloud RoomType = 10 // small cloud classroom; needs RoleConfig
)

var roomTypeNames = map[RoomType]string{
	RoomTypeOneToOne:   "OneToOne",
	RoomTypeLecture:    "Lecture",
	RoomTypeSmall:      "Small",
	RoomTypeProctoring: "Proctoring",
	RoomTypeSmallCloud: "SmallCloud",
}

// String returns the kind's name, or RoomType(9) for one this module does not know.
func (t RoomType) String() string { return wire.EnumName("RoomType", t, roomTypeNames) }

// RoomStatus is where a class stands (state).
type RoomStatus int

// The states of a class.
const (
	RoomStatusNotStarted RoomStatus = 0
	RoomStatusStarted    RoomStatus = 1
	RoomStatusEnded      RoomStatus = 2 // over, but users may still enter and stay, until closeDelay has passed
	RoomStatusClosed     RoomStatus = 3 // everybody is out and nobody gets in; there is no way back
)

var roomStatusNames = map[RoomStatus]string{
	RoomStatusNotStarted: "NotStarted",
	RoomStatusStarted:    "Started",
	RoomStatusEnded:      "Ended",
	RoomStatusClosed:     "Closed",
}

// String returns the state's name, or RoomStatus(9) for one this module does not know.
func (s RoomStatus) String() string { return wire.EnumName("RoomStatus", s, roomStatusNames) }

// CreateRoomRequest describes a new room. Its type and schedule cannot be changed later.
type CreateRoomRequest struct {
	RoomUUID string    `json:"roomUuid" wire:"path"`               // the caller's own id: at most 64 bytes of letters, digits, blanks and !#$%&()+-:;<=.>?@[]^_{}|~,
	RoomName string    `json:"roomName" check:"required,bytes=64"` // at most 64 bytes
	RoomType *RoomType `json:"roomType" check:"required"`          // new(agora.RoomTypeSmall); 0 is one-to-one, so it cannot be left out

	StartTime  time.Time      `json:"startTime" wire:"milli,in=roomProperties.schedule"`    // when the class begins by itself
	Duration   time.Duration  `json:"duration" wire:"seconds,in=roomProperties.schedule"`   // whole seconds, at most 24 h; then the class has ended
	CloseDelay *time.Duration `json:"closeDelay" wire:"seconds,in=roomProperties.schedule"` // from the end to the closing, whole seconds; default 10 min

	MaxAccept         *int    `json:"maxAccept" wire:"in=roomProperties.processes.handsUp"`         // students on stage at most
	DefaultAcceptRole *string `json:"defaultAcceptRole" wire:"in=roomProperties.processes.handsUp"` // "audience" or ""

	HostingScene   *HostingScene         `json:"hostingScene" wire:"in=roomProperties"`   // of a vocational lecture
	ExaminationURL string                `json:"examinationUrl" wire:"in=roomProperties"` // of proctoring
	Properties     map[string]any        `json:"flexProps" wire:"in=roomProperties"`      // the room's own properties from the start
	Widgets        *RoomWidgets          `json:"widgets" wire:"in=roomProperties"`
	RoleConfig     map[string]RoleConfig `json:"roleConfig"` // by role number: "2" is students

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// HostingScene plays a teacher's stream from a CDN.
type HostingScene struct {
	VideoURL        string `json:"videoURL"`
	ReserveVideoURL string `json:"reserveVideoURL"` // the backup
	FinishType      *int   `json:"finishType"`      // 0: the class ends with the recording; 1: when the user ends it
}

// RoomWidgets switches built-in widgets on or off; nil leaves the default.
type RoomWidgets struct {
	Whiteboard *WidgetSwitch `json:"netlessBoard"`
	Chat       *WidgetSwitch `json:"easemobIM"`
	CloudDrive *WidgetSwitch `json:"cloudStorage"`
}

// WidgetSwitch switches a widget.
type WidgetSwitch struct {
	On *bool `json:"state" wire:"01" check:"required"`
}

// RoleConfig limits a role.
type RoleConfig struct {
	Limit         *int           `json:"limit"` // how many of the role
	DefaultStream *DefaultStream `json:"defaultStream"`
}

// DefaultStream is what a role's stream starts with.
type DefaultStream struct {
	On    *bool `json:"state" wire:"01"`
	Video *bool `json:"videoState" wire:"01"`
	Audio *bool `json:"audioState" wire:"01"`
}

// Create makes a room under the caller's own id; it is kept 5 days, and destroyed an hour after it ends.
//
// Agora 创建房间, POST /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}. The id makes a repeat safe, so it is repeated. CodeRoomExists:
// a room has the id; after an unanswered try it stays an error with classcloud.MaybeApplied true, since it may be ours or somebody
// else's. CodeRoomTypeConflict: it exists with another type.
func (s RoomsService) Create(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsCreate, in, opts)
}

// SetRoomStatusRequest moves a room to a state.
type SetRoomStatusRequest struct {
	RoomUUID string      `json:"roomUuid" wire:"path"`
	Status   *RoomStatus `json:"state" wire:"path" check:"required"` // new(agora.RoomStatusEnded)
}

// roomStatus is a move to a fixed state.
type roomStatus struct {
	RoomUUID string     `json:"roomUuid" wire:"path"`
	Status   RoomStatus `json:"state" wire:"path,always"`
}

// SetStatus moves a room to any state; Start, End and Close are its plain words.
//
// Agora 设置课堂状态, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/{state}. Safe to repeat; what Start, End and Close
// take for success in answer to our own repeat is success here too. RoomStatusClosed cannot be undone.
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
// Agora 设置课堂状态 1, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/1. Safe to repeat; CodeClassStarted in answer to our own
// repeat is success.
func (s RoomsService) Start(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsStart, &roomStatus{roomUUID, RoomStatusStarted}, opts)
}

// End ends the class; users may stay until closeDelay has passed.
//
// Agora 设置课堂状态 2, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/2. Safe to repeat; CodeClassEnded, CodeClassOver and
// CodeRoomEnded in answer to our own repeat are success.
func (s RoomsService) End(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsEnd, &roomStatus{roomUUID, RoomStatusEnded}, opts)
}

// Close puts everybody out and lets nobody in again. It cannot be undone.
//
// Agora 设置课堂状态 3, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/states/3. Repeats as End.
func (s RoomsService) Close(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsClose, &roomStatus{roomUUID, RoomStatusClosed}, opts)
}

// Room is a room with its schedule and widgets.
type Room struct {
	RoomUUID   string         `json:"roomUuid,omitzero"`
	RoomName   string         `json:"roomName,omitzero"`
	Status     RoomStatus     `json:"state,omitzero"`
	CreateTime time.Time      `json:"createTime,omitzero"`
	Properties RoomProperties `json:"roomProperties,omitzero"`
}

// RoomProperties is what a room was created with, and what has become of it.
type RoomProperties struct {
	RoomType       RoomType       `json:"roomType,omitzero"`
	Status         RoomStatus     `json:"state,omitzero"` // as Room.State
	Schedule       RoomSchedule   `json:"schedule,omitzero"`
	Processes      RoomProcesses  `json:"processes,omitzero"`
	Widgets        BuiltinWidgets `json:"widgets,omitzero"`
	ExaminationURL string         `json:"examinationUrl,omitzero"` // of proctoring
	Properties     map[string]any `json:"flexProps,omitzero"`      // the room's own
}

// RoomSchedule is when a class begins, ends and closes.
type RoomSchedule struct {
	StartTime  time.Time     `json:"startTime,omitzero"`
	EndTime    time.Time     `json:"endTime,omitzero"`
	CloseTime  time.Time     `json:"closeTime,omitzero"`
	Duration   time.Duration `json:"duration,omitzero" wire:"seconds"`
	CloseDelay time.Duration `json:"closeDelay,omitzero" wire:"seconds"`
	Status     RoomStatus    `json:"state,omitzero"` // as Room.State
}

// RoomProcesses is how users come on stage.
type RoomProcesses struct {
	HandsUp HandsUp `json:"handsUp,omitzero"`
}

// HandsUp is who may be on stage.
type HandsUp struct {
	MaxAccept         int    `json:"maxAccept,omitzero"`         // students on stage at most
	DefaultAcceptRole string `json:"defaultAcceptRole,omitzero"` // "audience" or empty
}

// BuiltinWidgets are the built-in widgets of a room; nil is one the room does not have.
type BuiltinWidgets struct {
	Whiteboard *Whiteboard `json:"netlessBoard,omitzero"`
	Chat       *Chat       `json:"easemobIM,omitzero"`
}

// Whiteboard is the whiteboard of a room.
type Whiteboard struct {
	Status WidgetStatus    `json:"state,omitzero"`
	Board  WhiteboardBoard `json:"extra,omitzero"`
}

// WhiteboardBoard is what a client joins a whiteboard with.
type WhiteboardBoard struct {
	AppID   string `json:"boardAppId,omitzero"`
	BoardID string `json:"boardId,omitzero"`
	Token   string `json:"boardToken,omitzero"` // a secret of the whiteboard
	Region  string `json:"boardRegion,omitzero"`
}

// Chat is the chat of a room.
type Chat struct {
	Status WidgetStatus `json:"state,omitzero"`
	Room   ChatRoom     `json:"extra,omitzero"`
}

// ChatRoom is what a client joins a chat with.
type ChatRoom struct {
	OrgName    string `json:"orgName,omitzero"`
	AppName    string `json:"appName,omitzero"`
	ChatRoomID string `json:"chatRoomId,omitzero"`
	AppKey     string `json:"appKey,omitzero"`
}

// Get returns a room.
//
// Agora Query a classroom (of the later documents), GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}. Safe to repeat.
// CodeRoomNotFound: it is not there, is in another region, or ended more than an hour ago. There is no call that lists rooms.
func (s RoomsService) Get(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) (*Room, error) {
	room, err := call[*Room](ctx, s.client, opRoomsGet, &roomRef{roomUUID}, opts)
	if err == nil {
		// The document's table has the state in the schedule, its example beside createTime and in roomProperties.
		room.Status = cmp.Or(room.Status, room.Properties.Status, room.Properties.Schedule.Status)
	}
	return room, err
}

// roomRef is a call that needs the room alone.
type roomRef struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
}

// SetPropertiesRequest changes properties of a room.
type SetPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	Properties Properties     `json:"properties" check:"required"` // what changes; Properties.Replace and Merge say how
	Cause      map[string]any `json:"cause" wire:"always"`         // why, for the clients that are told
}

// Validate refuses paths that point nowhere and changes that fight over one place.
func (r *SetPropertiesRequest) Validate() []classcloud.FieldError {
	return r.Properties.check("Properties", "properties")
}

// SetProperties adds or changes properties of a room; everybody in it is told.
//
// Agora 更新课堂属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/properties. Safe to repeat. A top-level key replaces its
// whole value, a path with dots only what stands at its end: see Properties.
func (s RoomsService) SetProperties(ctx context.Context, in *SetPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsSetProperties, in, opts)
}

// DeletePropertiesRequest deletes properties of a room.
type DeletePropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"` // paths, with dots into objects
	Cause      map[string]any `json:"cause" wire:"always"`         // why, for the clients that are told
}

// Validate refuses paths that point nowhere.
func (r *DeletePropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteProperties deletes properties of a room; everybody in it is told.
//
// Agora 删除课堂属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/properties. Safe to repeat.
func (s RoomsService) DeleteProperties(ctx context.Context, in *DeletePropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsDeleteProperties, in, opts)
}
