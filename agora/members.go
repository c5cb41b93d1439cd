package agora

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/go-classcloud/classcloud"
)

// MembersService puts users out of rooms.
type MembersService struct{ client *Client }

// Ban keeps a kicked user out: for a time or for ever, exactly one of them. (Agora bans for ever when the time is left out, so
// an empty Ban is refused.)
type Ban struct {
	Seconds int  // from the kick
	Forever bool // there is no way back
}

// MarshalJSON writes Agora's dirty object.
func (b Ban) MarshalJSON() ([]byte, error) {
	switch {
	case b.Seconds < 0, (b.Seconds > 0) == b.Forever:
		return nil, errors.New("needs Seconds above 0 or Forever, and not both")
	case b.Forever:
		return []byte(`{"state":1}`), nil
	}
	return json.Marshal(struct {
		State    int `json:"state"`
		Duration int `json:"duration"`
	}{1, b.Seconds})
}

// UnmarshalJSON reads Agora's dirty object.
func (b *Ban) UnmarshalJSON(text []byte) error {
	var dirty struct {
		State    int  `json:"state"`
		Duration *int `json:"duration"`
	}
	if err := json.Unmarshal(text, &dirty); err != nil {
		return err
	}
	if dirty.State != 1 {
		return errors.New("state 0 bans nobody: leave dirty out")
	}
	*b = Ban{Forever: dirty.Duration == nil || *dirty.Duration == -1}
	if !b.Forever {
		b.Seconds = *dirty.Duration
	}
	return nil
}

// KickRequest puts a user out of a room.
type KickRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	UserUUID string `json:"userUuid" wire:"path"`
	Ban      *Ban   `json:"dirty"` // nil: the user may come back at once
}

// Kick puts a user out of a room, and keeps the user out where the request has a Ban. The room's members get event 20.
//
// Agora 踢人, POST /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/users/{userUuid}/exit. Safe to repeat. CodeRoomNotFound, CodeUserNotFound.
func (s *MembersService) Kick(ctx context.Context, in *KickRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMembersKick, in, opts)
}
