package agora

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
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
	RoomUUID string    `json:"roomUuid" wire:"path"`             // the caller's own id for the room: 1 to 64 bytes of letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{}|~,
	RoomName string    `json:"roomName" check:"required,max=64"` // the name that users see: at most 64 characters by Agora's English page, 64 bytes by a Chinese one
	RoomType *RoomType `json:"roomType" check:"required"`        // such as new(agora.RoomTypeSmall); required, because 0 is one-to-one

	StartTime  time.Time      `json:"startTime" wire:"milli,in=roomProperties.schedule"`    // when the class begins by itself; zero leaves the beginning to Start
	Duration   time.Duration  `json:"duration" wire:"seconds,in=roomProperties.schedule"`   // whole seconds, at most 24 h, after which the class ends by itself; 0 leaves the end to End
	CloseDelay *time.Duration `json:"closeDelay" wire:"seconds,in=roomProperties.schedule"` // whole seconds between the end of the class and the closing of the room; default 10 min

	MaxAccept         *int    `json:"maxAccept" wire:"in=roomProperties.processes.handsUp"`         // how many students may be on stage at once; not negative
	DefaultAcceptRole *string `json:"defaultAcceptRole" wire:"in=roomProperties.processes.handsUp"` // the role accepted by default: "audience" or ""

	HostingScene   *HostingScene         `json:"hostingScene" wire:"in=roomProperties"`       // the recording that a vocational lecture plays
	ExaminationURL string                `json:"examinationUrl" wire:"in=roomProperties"`     // the exam's page, in a proctoring room
	Properties     map[string]any        `json:"flexProps" wire:"in=roomProperties,verbatim"` // the room's custom properties at the start; SetProperties changes them later
	Widgets        *RoomWidgets          `json:"widgets" wire:"in=roomProperties"`            // which built-in widgets the room has
	RoleConfig     map[string]RoleConfig `json:"roleConfig"`                                  // limits by the role's number: "2" is students; required with RoomTypeSmallCloud

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module; {"roomProperties": {…}} adds to roomProperties
}

// Validate refuses what lies outside of the documented ranges, and a small cloud classroom without the RoleConfig that Agora demands.
func (r *CreateRoomRequest) Validate() []classcloud.FieldError {
	var bad ranges
	if r.RoomType != nil {
		bad.known("RoomType", "roomType", int(*r.RoomType), 0, 2, 4, 6, 10)
	}
	bad.atMost("Duration", "roomProperties.schedule.duration", r.Duration, 24*time.Hour)
	bad.notNegative("MaxAccept", "roomProperties.processes.handsUp.maxAccept", r.MaxAccept)
	if role := r.DefaultAcceptRole; role != nil && *role != "" && *role != "audience" {
		bad.add("DefaultAcceptRole", "roomProperties.processes.handsUp.defaultAcceptRole", fmt.Sprintf(`is %q, want "audience" or ""`, *role))
	}
	for _, role := range slices.Sorted(maps.Keys(r.RoleConfig)) {
		if _, err := strconv.ParseUint(role, 10, 8); err != nil {
			bad.add(fmt.Sprintf("RoleConfig[%q]", role), "roleConfig."+role, `is not the number of a role, such as "2"`)
		}
	}
	if r.RoomType != nil && *r.RoomType == RoomTypeSmallCloud && !r.RoleConfig["2"].isSmallCloud() {
		bad.add("RoleConfig", "roleConfig", `needs for RoomTypeSmallCloud, under "2", Limit 49 and a DefaultStream whose On, Video and Audio are true`)
	}
	return bad
}

// HostingScene describes a teacher's recording that a vocational lecture plays from a CDN.
type HostingScene struct {
	VideoURL        string `json:"videoURL,omitzero"`        // the recording
	ReserveVideoURL string `json:"reserveVideoURL,omitzero"` // the backup for VideoURL
	FinishType      *int   `json:"finishType,omitzero"`      // 0: the class ends when the recording has been played; 1: it ends when a user ends it

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as read and to be sent
}

// Validate refuses an end that no document names.
func (h *HostingScene) Validate() []classcloud.FieldError {
	var bad ranges
	if h.FinishType != nil {
		bad.known("FinishType", "finishType", *h.FinishType, 0, 1)
	}
	return bad
}

// RoomWidgets switches built-in widgets of a new room on or off. A nil field leaves Agora's default.
type RoomWidgets struct {
	Whiteboard *WidgetSwitch `json:"netlessBoard"` // WidgetWhiteboard
	Chat       *WidgetSwitch `json:"easemobIM"`    // WidgetChat
	CloudDrive *WidgetSwitch `json:"cloudStorage"` // the cloud drive, which Agora's documents do not list

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module, such as other widgets by their ids
}

// WidgetSwitch switches a built-in widget of a new room on or off.
type WidgetSwitch struct {
	On *bool `json:"state" wire:"01" check:"required"` // new(true) or new(false)

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RoleConfig limits the users of a role. A small cloud classroom (RoomTypeSmallCloud) needs one for students, with Limit 49 and all of
// DefaultStream on: the values of Agora's English page, "Create a classroom" (AgoraIO/Docs-Source#1548).
type RoleConfig struct {
	Limit         *int           `json:"limit,omitzero"`         // how many users of the role may be in the room; not negative
	DefaultStream *DefaultStream `json:"defaultStream,omitzero"` // what those users send when they enter

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as read and to be sent
}

// Validate refuses a negative limit.
func (r *RoleConfig) Validate() []classcloud.FieldError {
	var bad ranges
	bad.notNegative("Limit", "limit", r.Limit)
	return bad
}

// isSmallCloud reports whether r is what Agora demands of a small cloud classroom.
func (r RoleConfig) isSmallCloud() bool {
	on := func(flag *bool) bool { return flag != nil && *flag }
	stream := r.DefaultStream
	return r.Limit != nil && *r.Limit == 49 && stream != nil && on(stream.On) && on(stream.Video) && on(stream.Audio)
}

// DefaultStream describes what users of a role send when they enter a room.
type DefaultStream struct {
	On    *bool `json:"state,omitzero" wire:"01"`      // whether their stream is on
	Video *bool `json:"videoState,omitzero" wire:"01"` // whether the stream has video
	Audio *bool `json:"audioState,omitzero" wire:"01"` // whether the stream has audio

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as read and to be sent
}

// Create makes a room under the caller's own id. Agora keeps the room for 5 days and destroys it an hour after it ends.
//
// Agora 创建房间, POST /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}. Safe to repeat, because the id is the caller's. CodeRoomExists
// means that a room with the id exists; after an unanswered attempt that is still an error, with classcloud.MaybeApplied true, because
// the room may be this call's or somebody else's: Ensure looks at it, and compares type and name. CodeRoomTypeConflict means that the room
// exists with another type.
func (s RoomsService) Create(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) error {
	call := &transport.Call{Op: &operations[opRoomsCreate], ID: int(opRoomsCreate), In: in}
	if in != nil {
		call.Key = in.RoomUUID
	}
	return s.client.road().Do(ctx, call, nil, opts)
}

// SetRoomStatusRequest moves a room to a stage.
type SetRoomStatusRequest struct {
	RoomUUID string      `json:"roomUuid" wire:"path"`
	Status   *RoomStatus `json:"state" wire:"path" check:"required"` // such as new(agora.RoomStatusEnded); required, because 0 is RoomStatusNotStarted
}

// Validate refuses a stage that no document names.
func (r *SetRoomStatusRequest) Validate() []classcloud.FieldError {
	var bad ranges
	if r.Status != nil {
		bad.known("Status", "state", int(*r.Status), 0, 1, 2, 3)
	}
	return bad
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
	return s.client.road().Do(ctx, &transport.Call{Op: &op, ID: int(opRoomsSetStatus), In: in}, nil, opts)
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
