package agora

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/go-classcloud/classcloud"
)

// MembersService looks up the users of a room, changes their properties and kicks them.
type MembersService struct{ client *Client }

// Ban keeps a kicked user out, either for a time or forever: exactly one of the two fields is set. An empty Ban is refused, because
// Agora would take it for a ban without an end.
type Ban struct {
	Duration time.Duration // how long, counted from the kick: whole seconds
	Forever  bool          // the ban is without an end
}

// MarshalJSON writes Agora's dirty object.
func (b Ban) MarshalJSON() ([]byte, error) {
	switch {
	case b.Duration < 0, (b.Duration > 0) == b.Forever:
		return nil, errors.New("needs Duration above 0 or Forever, and not both")
	case b.Duration%time.Second != 0:
		return nil, fmt.Errorf("has Duration %v, not a whole number of seconds", b.Duration)
	case b.Forever:
		return []byte(`{"state":1}`), nil
	}
	return json.Marshal(struct {
		State    int           `json:"state"`
		Duration time.Duration `json:"duration"`
	}{1, b.Duration / time.Second})
}

// UnmarshalJSON reads Agora's dirty object.
func (b *Ban) UnmarshalJSON(text []byte) error {
	var dirty struct {
		State    int    `json:"state"`
		Duration *int64 `json:"duration"`
	}
	if err := json.Unmarshal(text, &dirty); err != nil {
		return err
	}
	if dirty.State != 1 {
		return errors.New("state 0 does not ban the user: leave dirty out")
	}
	if dirty.Duration != nil && *dirty.Duration > math.MaxInt64/int64(time.Second) {
		return fmt.Errorf("duration is %d, longer than any ban: leave duration out for one without an end", *dirty.Duration)
	}
	*b = Ban{Forever: dirty.Duration == nil || *dirty.Duration == -1}
	if !b.Forever {
		b.Duration = time.Duration(*dirty.Duration) * time.Second
	}
	return nil
}

// KickRequest names the user to put out of a room, and says whether and how long to keep the user out.
type KickRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	UserUUID string `json:"userUuid" wire:"path"`
	Ban      *Ban   `json:"dirty"` // how long the user stays out; nil lets the user come back at once, and does not end a ban of before (inferred): only Client.Do can, with dirty {"state":0}
}

// Kick puts a user out of a room, and keeps the user out if the request has a Ban. It causes an event EventCmdMembers (20).
//
// Agora 踢人, POST /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/users/{userUuid}/exit. Safe to repeat. It can fail with
// CodeRoomNotFound, CodeUserNotFound and CodeUserOffline; a repeat of our own that finds the user gone after a try without an answer is a
// success.
func (s MembersService) Kick(ctx context.Context, in *KickRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersKick, in, opts)
}

// GetMemberRequest names a user of a room.
type GetMemberRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	UserUUID string `json:"userUuid" wire:"path"`
}

// Member is a user of a room.
type Member struct {
	UserUUID   string         `json:"userUuid,omitzero" check:"required"`
	UserName   string         `json:"userName,omitzero"`
	Role       Role           `json:"role" check:"present"`
	StreamUUID string         `json:"streamUuid,omitzero"`            // the user's uid in the room's RTC channel
	Online     bool           `json:"state,omitzero" check:"present"` // whether the user is in the room now
	Properties map[string]any `json:"userProperties,omitzero"`        // the user's custom properties
	UpdateTime time.Time      `json:"updateTime,omitzero"`            // when the user last changed

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Stream is one stream of video and sound that a user sends into a room. No document of the REST API describes it: the members are those
// that Agora's web client reads (npm agora-rte-sdk 2.9.52).
type Stream struct {
	StreamUUID    string `json:"streamUuid,omitzero"`                          // the uid in the room's RTC channel
	StreamName    string `json:"streamName,omitzero"`                          // empty without a name
	Video         bool   `json:"videoState,omitzero" check:"decorative"`       // whether the user may send video
	Audio         bool   `json:"audioState,omitzero" check:"decorative"`       // whether the user may send sound
	VideoSourceOn bool   `json:"videoSourceState,omitzero" check:"decorative"` // whether the camera or the screen is on
	AudioSourceOn bool   `json:"audioSourceState,omitzero" check:"decorative"` // whether the microphone is on
	VideoSource   int    `json:"videoSourceType,omitzero" check:"decorative"`  // 1: a camera; 2: a screen (inferred)
	AudioSource   int    `json:"audioSourceType,omitzero" check:"decorative"`  // 1: a microphone (inferred)

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Get returns a user of a room.
//
// Agora 查询指定用户, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/users/{userUuid}. Safe to repeat. It can
// fail with CodeRoomNotFound and CodeUserNotFound. A reply of another user than was asked for is a warning.
func (s MembersService) Get(ctx context.Context, in *GetMemberRequest, opts ...classcloud.CallOption) (*Member, error) {
	return call[*Member](ctx, s.client, opMembersGet, in, opts)
}

// SetMemberPropertiesRequest adds or changes custom properties of a user.
type SetMemberPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	UserUUID   string         `json:"userUuid" wire:"path"`
	Properties Properties     `json:"properties" wire:"verbatim" check:"required"` // the changes, made with Properties.Replace and Properties.Merge
	Cause      map[string]any `json:"cause" wire:"always,verbatim"`                // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths and changes of which one overwrites another.
func (r *SetMemberPropertiesRequest) Validate() []classcloud.FieldError {
	return r.Properties.check("Properties", "properties")
}

// SetProperties adds or changes custom properties of a user. Everybody in the room is told.
//
// Agora 更新用户属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/users/{userUuid}/properties. Safe to repeat. A top-level key
// replaces its whole value; a path with dots replaces only the value at its end: see Properties. It can fail with CodeRoomNotFound and
// CodeUserNotFound.
func (s MembersService) SetProperties(ctx context.Context, in *SetMemberPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersSetProperties, in, opts)
}

// DeleteMemberPropertiesRequest deletes custom properties of a user.
type DeleteMemberPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	UserUUID   string         `json:"userUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"`  // paths; a dot leads into an object
	Cause      map[string]any `json:"cause" wire:"always,verbatim"` // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths.
func (r *DeleteMemberPropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteProperties deletes custom properties of a user. Everybody in the room is told.
//
// Agora 删除用户属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/users/{userUuid}/properties. Safe to repeat. It can fail with
// CodeRoomNotFound and CodeUserNotFound.
func (s MembersService) DeleteProperties(ctx context.Context, in *DeleteMemberPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersDeleteProperties, in, opts)
}
