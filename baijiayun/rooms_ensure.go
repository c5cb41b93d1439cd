package baijiayun

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/ensure"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// roomsSettle is how long a new room may be missing from the list. No document says how soon it is there.
const roomsSettle = time.Minute

// EnsureRoomRequest describes a room that should exist once.
type EnsureRoomRequest struct {
	Journal classcloud.Journal // remembers what was made; all programs that ensure the same keys share one
	Key     string             // your name for the room, such as the id of its lesson: at most 256 bytes, and of one room of the account
	Room    CreateRoomRequest  // what to create

	ProductType ProductType   // the product line in which the room is looked for, as in FindRoomRequest
	MaxRooms    int           // how many of the account's rooms are looked at, as in FindRoomRequest
	RoomID      int64         // the room that belongs to the key, where you know it: after a classcloud.AmbiguousError
	Lease       time.Duration // how long one worker has the key at most; default 2 min
	Settle      time.Duration // how long after an attempt its room may be missing from the list; default 1 min, because no document says it
}

// EnsuredRoom is a room that exists under a key, with the codes to enter it. Get mostly does not return the StudentCode: keep it when the room is made.
type EnsuredRoom struct {
	RoomID      int64  `json:"room_id,omitzero"`      // 14 digits
	AdminCode   string `json:"admin_code,omitzero"`   // with which assistants enter
	TeacherCode string `json:"teacher_code,omitzero"` // with which the teacher enters
	StudentCode string `json:"student_code,omitzero"` // with which all students enter; everybody who has it gets in

	Room    *Room `json:"room,omitzero"`    // the room as the vendor keeps it, where it was there before; nil where this call made it
	Existed bool  `json:"existed,omitzero"` // the room was there before this call: an earlier one made it, whose answer may have been lost
	Differs bool  `json:"differs,omitzero"` // the room was made with another request under the same key; it was not changed
}

// Ensure makes the room, or finds the one that was made under the key before: through lost replies and 5xx, after a crash of the program, and
// with several workers that have the same key. It can be called as often as one likes, and makes one room as long as the journal is kept.
//
// The vendor knows no keys, so the journal does. A room whose key was never begun is made at once. When nobody knows whether an attempt
// arrived, because its answer was lost or its worker died, the room is looked for with Find, by title, start and end: one that
// is not older than the attempt, and that no other key of the journal has, is taken. Nothing is guessed:
//
//   - As long as the list cannot prove that there is no room, the error is of kind classcloud.Aborted with RetryAfter: ensure it again then.
//   - Rooms of which nobody can tell whose they are, because there are more of them than keys, another key's room looks the same and was
//     made with another request, or the list does not say their title or times, are a *classcloud.AmbiguousError with their ids.
//   - A worker waits while another has the key, until ctx ends, or the other's lease.
//   - After an attempt that may have arrived, a key keeps its title, start and end: with others, the error is of kind
//     classcloud.FailedPrecondition.
//
// Every error has the Key, and classcloud.MaybeApplied(err) says whether there may be a room, unless the request is refused
// before the journal is asked. A room that was deleted since is an error of kind classcloud.NotFound. opts hold for every call that is made: Create, Find after a doubt, Get for a room that was there. The clocks of
// the workers must agree to within some seconds.
//
// Baijiayun API 2 创建房间, POST /openapi/room/create; API 9 获取房间列表, /openapi/room/list; API 5 获取房间信息, /openapi/room/info. Safe to repeat.
func (s RoomsService) Ensure(ctx context.Context, in *EnsureRoomRequest, opts ...classcloud.CallOption) (*EnsuredRoom, error) {
	if in == nil {
		in = &EnsureRoomRequest{}
	}
	r := ensuringRoom{service: s, in: in, opts: opts, sought: FindRoomRequest{Title: in.Room.Title, StartTime: in.Room.StartTime,
		EndTime: in.Room.EndTime, ProductType: in.ProductType, MaxRooms: in.MaxRooms}}
	key := ensure.Key{Journal: in.Journal, Key: in.Key, ID: ensure.ID(in.RoomID), Lease: in.Lease, Settle: in.Settle}
	subject, err := ensure.Check(ctx, s.client.road(), key, ensure.Request{Vendor: vendor, Operation: "Rooms.Ensure", Thing: "room",
		Field: "Room", Create: transport.Call{Op: &operations[opRoomsCreate], ID: int(opRoomsCreate), In: &in.Room}}, opts)
	if err != nil {
		return nil, err
	}
	made, err := ensure.Do(ctx, key, &ensure.Plan[EnsuredRoom]{Subject: subject, Settle: roomsSettle,
		Look:   ensure.Hash(keptTitle(in.Room.Title), ensure.ID(in.Room.StartTime.Unix()), ensure.ID(in.Room.EndTime.Unix())),
		Create: r.create, Find: r.find, Get: r.get, Bare: func(id string) *EnsuredRoom {
			return &EnsuredRoom{RoomID: ensure.Number(id)}
		}})
	if made.Thing != nil {
		made.Thing.Existed, made.Thing.Differs = made.Existed, made.Differs
	}
	return made.Thing, err
}

// ensuringRoom is one call of Ensure.
type ensuringRoom struct {
	service RoomsService
	in      *EnsureRoomRequest
	sought  FindRoomRequest
	opts    []classcloud.CallOption
}

func (r *ensuringRoom) create(ctx context.Context) (*EnsuredRoom, string, error) {
	room, err := r.service.Create(ctx, &r.in.Room, r.opts...)
	if room == nil {
		return nil, "", err
	}
	return &EnsuredRoom{RoomID: room.RoomID, AdminCode: room.AdminCode, TeacherCode: room.TeacherCode, StudentCode: room.StudentCode}, ensure.ID(room.RoomID), err
}

func (r *ensuringRoom) find(ctx context.Context, _ time.Time) (found []ensure.Candidate[EnsuredRoom], err error) {
	rooms, err := r.service.Find(ctx, &r.sought, r.opts...)
	for i := range rooms {
		one := ensure.Candidate[EnsuredRoom]{ID: ensure.ID(rooms[i].RoomID), CreateTime: rooms[i].CreateTime, Thing: rooms[i].ensured()}
		if rooms[i].Title == "" || rooms[i].StartTime.IsZero() || rooms[i].EndTime.IsZero() {
			one.Unsure = "the list does not say the title and the times of these rooms, so that it is not known whether one of them is the room"
		}
		found = append(found, one)
	}
	return found, err
}

func (r *ensuringRoom) get(ctx context.Context, id string) (*EnsuredRoom, error) {
	number := ensure.Number(id)
	room, err := r.service.Get(ctx, number, r.opts...)
	if room == nil {
		return nil, err
	}
	if room.RoomID != 0 && room.RoomID != number {
		return nil, &classcloud.Error{Vendor: vendor, Operation: operations[opRoomsGet].Name, Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied,
			Message: fmt.Sprintf("the vendor answered about the room %d, and %d was asked for", room.RoomID, number), Err: err}
	}
	return room.ensured(), err
}

// ensured returns a room that was there.
func (r *Room) ensured() *EnsuredRoom {
	return &EnsuredRoom{RoomID: r.RoomID, AdminCode: r.AdminCode, TeacherCode: r.TeacherCode, StudentCode: r.StudentCode, Room: r}
}
