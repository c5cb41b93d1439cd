package agora

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const (
	ensureTries = 3           // how often Ensure creates and looks
	ensurePause = time.Second // before the second try; the next one is twice as long
	ensureWait  = time.Minute // the longest wait that Agora may ask for
)

// EnsuredRoom is a room that exists under the caller's id.
type EnsuredRoom struct {
	RoomUUID string `json:"roomUuid,omitzero"`
	Room     *Room  `json:"room,omitzero"`    // the room as Agora keeps it, where it was there before or an answer was lost; nil where this call made it
	Existed  bool   `json:"existed,omitzero"` // the room was there before this call; false after a lost answer, because nobody can tell
	Differs  bool   `json:"differs,omitzero"` // the room has another type or another name than was asked for; it was not changed
}

// Ensure makes the room, or finds the one with its id: the id is the key, so that no journal is needed. It can be called as often as one likes,
// from several programs too, and makes one room. Of a room that was there, type and name are compared as Agora keeps them, and Differs says
// whether they are others; times and properties are not compared, because they change.
//
// After an answer that was lost it tries again up to 2 times, a second and more later, beside the client's own repeats. An error that stays has
// the id as its Key, and classcloud.MaybeApplied(err) says whether there may be a room. With an error of Get the result says which room exists.
//
// Agora keeps a room for 5 days, and destroys it an hour after it ends: its id is free then, and Ensure makes another room under it, an empty
// one. So ensure a room before its class and not after it. A room that is over and not yet destroyed is returned: its Status says so, nobody
// can enter a RoomStatusClosed one, and another class needs another id.
//
// Agora 创建房间, POST /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}, and Rooms.Get after CodeRoomExists or CodeRoomTypeConflict. Safe to repeat.
func (s RoomsService) Ensure(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) (*EnsuredRoom, error) {
	if s.client == nil || s.client.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "Rooms.Ensure")
	}
	r := ensuringRoom{service: s, in: in, opts: opts}
	for try, pause := 1, ensurePause; ; try, pause = try+1, 2*pause {
		made, again, err := r.try(ctx)
		if !again || try == ensureTries || !r.wait(ctx, pause, err) {
			return made, err
		}
	}
}

// ensuringRoom is one call of Ensure.
type ensuringRoom struct {
	service RoomsService
	in      *CreateRoomRequest
	opts    []classcloud.CallOption
	doubt   bool // an attempt may have made the room
}

// try creates the room, looks at the one that is there, and reports whether another try may say more.
func (r *ensuringRoom) try(ctx context.Context) (made *EnsuredRoom, again bool, err error) {
	err = r.service.Create(ctx, r.in, r.opts...)
	r.doubt = r.doubt || classcloud.MaybeApplied(err)
	switch {
	case err == nil:
		return &EnsuredRoom{RoomUUID: r.in.RoomUUID}, false, nil
	case !errors.Is(err, classcloud.AlreadyExists):
		return nil, classcloud.MaybeApplied(err), r.keyed(err) // a refusal after a lost answer settles nothing
	}
	made = &EnsuredRoom{RoomUUID: r.in.RoomUUID, Existed: !r.doubt, Differs: errors.Is(err, CodeRoomTypeConflict)}
	room, failure := r.service.Get(ctx, r.in.RoomUUID, r.opts...)
	if room != nil {
		if odd := room.is(r.in.RoomUUID); odd != nil {
			return made, false, r.keyed(odd)
		}
		made.Room, made.Differs = room, made.Differs || r.differs(room)
	}
	if errors.Is(failure, classcloud.NotFound) {
		return nil, true, r.keyed(failure) // destroyed a moment ago
	}
	return made, false, r.keyed(failure)
}

// differs reports whether a room is another than was asked for. What the reply does not show contradicts nothing: where the types differ,
// Agora itself says so by CodeRoomTypeConflict.
func (r *ensuringRoom) differs(room *Room) bool {
	kind, asked := room.Properties.RoomType, r.in.RoomType // nil under WithoutChecks
	return kind != wire.EnumUnsaid && asked != nil && kind != *asked || room.RoomName != "" && strings.TrimSpace(room.RoomName) != strings.TrimSpace(r.in.RoomName)
}

// wait waits before another try, as long as Agora asks for, and reports whether there is to be one.
func (r *ensuringRoom) wait(ctx context.Context, pause time.Duration, err error) bool {
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		pause = max(pause, e.RetryAfter)
	}
	return pause <= ensureWait && r.service.client.transport.Config().Clock.Sleep(ctx, pause) == nil
}

// keyed returns the error of a call with the room's id as its key. After a lost answer the room may be this call's.
func (r *ensuringRoom) keyed(err error) error {
	failure, ok := errors.AsType[*classcloud.Error](err)
	if !ok {
		return err
	}
	told := *failure
	if r.in != nil {
		told.Key = r.in.RoomUUID
	}
	if r.doubt {
		told.Outcome = classcloud.OutcomeUnknown
	}
	return &told
}
