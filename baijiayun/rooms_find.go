package baijiayun

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/ensure"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const (
	findRooms  = 10_000 // rooms that Find looks at when the request does not say
	findRounds = 3      // how often Find reads the list at most, until it holds still
	findStale  = 3      // pages one after the other without a room that was not on an earlier one

	unproven = "it is not proven that there is no other such room"
)

// FindRoomRequest says what was sent to Create.
type FindRoomRequest struct {
	Title     string    `json:"title" check:"required"`                  // as it was sent, or as the vendor cut it to 50 characters
	StartTime time.Time `json:"start_time" wire:"unix" check:"required"` // as it was sent: what is less than a second does not count
	EndTime   time.Time `json:"end_time" wire:"unix" check:"required"`   // as it was sent: what is less than a second does not count

	ProductType ProductType `json:"product_type"`           // the product line, as in ListRoomsRequest; leave it 0 when the account has only one
	MaxRooms    int         `json:"max_rooms" wire:"local"` // how many of the account's rooms Find looks at before it gives up, default 10,000
}

// Validate refuses a MaxRooms below 0.
func (r *FindRoomRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.negative(r)
	return bad
}

// is reports whether a room has what was sent, as the vendor keeps it. A title or a time that the reply does not hold contradicts nothing.
func (r *FindRoomRequest) is(room *Room) bool {
	return (room.Title == "" || keptTitle(room.Title) == keptTitle(r.Title)) && isKept(room.StartTime, r.StartTime) && isKept(room.EndTime, r.EndTime)
}

// keptTitle returns a title as the vendor keeps it: at most 50 characters (超过部分将进行截取). That it keeps the blanks around a title is not
// said, so they do not count.
func keptTitle(title string) string {
	characters := []rune(title)
	return strings.TrimSpace(string(characters[:min(len(characters), 50)]))
}

// isKept reports whether a time is what the vendor keeps of the time sent: whole seconds.
func isKept(kept, sent time.Time) bool { return kept.IsZero() || kept.Unix() == sent.Unix() }

// Find returns the rooms that have the title, the start and the end of a room that was sent to Create: after classcloud.MaybeApplied(err), or
// after a crash, to learn whether the room was made. Compared is what the vendor keeps, times in whole seconds and in any zone; a room
// whose title or times the list does not say may be the one, and is a candidate. Several
// rooms are several candidates: Find does not choose, CreateTime and RoomID tell them apart. A room that was changed since is not found.
//
// No room and no error say that the list was read to its end and holds no such room. To be sure of that in spite of rooms that are deleted
// meanwhile, which shift the others past the reader, Find reads the list twice, and once more when a room was gone at the second reading.
// An error says that absence is not proven, beside the candidates that were seen: FailedPrecondition when the account has more than MaxRooms
// rooms, Aborted when rooms kept going or the list does not end, DataLoss when a room could not be read or a reply holds no list, or the error of a page. How soon a new room is
// listed is not documented: before you create the room again after a lost reply, wait a little and look once more.
//
// Baijiayun API 9 获取房间列表, POST /openapi/room/list, 1,000 rooms per call. Safe to repeat.
func (s RoomsService) Find(ctx context.Context, in *FindRoomRequest, opts ...classcloud.CallOption) ([]Room, error) {
	f := finding{service: s, in: in, opts: opts, have: map[int64]bool{}}
	if err := f.check(); err != nil {
		return nil, err
	}
	var before map[int64]bool
	for range findRounds {
		seen, err := f.read(ctx)
		switch {
		case err != nil:
			return f.found, err
		case before != nil && ensure.Holds(seen, before):
			return slices.DeleteFunc(f.found, func(r Room) bool { return !seen[r.RoomID] }), nil
		}
		before = seen
	}
	return f.found, f.failure(classcloud.Aborted, "rooms kept going from the list while it was read: "+unproven)
}

// finding is one call of Find.
type finding struct {
	service RoomsService
	in      *FindRoomRequest
	opts    []classcloud.CallOption
	found   []Room
	have    map[int64]bool // the ids of found
}

// check refuses a request that says too little, before the first page is asked for.
func (f *finding) check() error {
	if f.service.client == nil || f.service.client.transport == nil {
		return transport.ErrUnbuilt(vendor, "Rooms.Find")
	}
	config := f.service.client.transport.Config().CallConfig
	if err := config.Apply(f.opts...); err != nil {
		return f.failure(classcloud.InvalidArgument, err.Error())
	}
	_, problems := wire.Build(f.in, config.Params, config.SkipChecks)
	if len(problems) == 0 {
		return nil
	}
	e := f.failure(classcloud.InvalidArgument, "nothing was sent")
	e.Outcome, e.Fields = classcloud.OutcomeNotSent, problems
	return e
}

// read goes through the list once, to an empty page, and keeps the candidates. It returns the ids of all rooms that it saw.
func (f *finding) read(ctx context.Context) (map[int64]bool, error) {
	seen := map[int64]bool{}
	var unread error // rooms that could not be read
	stale := 0
	for page := 1; ; page++ {
		got, isList, err := f.list(ctx, page)
		switch {
		case got == nil:
			return seen, errors.Join(unread, err)
		case !isList && err == nil:
			return seen, errors.Join(unread, f.failure(classcloud.DataLoss, "the reply says success and holds no list: "+unproven))
		}
		unread = errors.Join(unread, err)
		had := len(seen)
		for i := range got.Rooms {
			if err := f.look(&got.Rooms[i], seen); err != nil {
				return seen, errors.Join(unread, err)
			}
		}
		switch {
		case len(got.Rooms) == 0 && err == nil:
			return seen, unread
		case len(seen) > had:
			stale = 0
		default: // new rooms have shifted those of the page before to this one, or the vendor repeats itself
			if stale++; stale == findStale {
				return seen, errors.Join(unread, f.failure(classcloud.Aborted, "the list gives the same rooms again and again, and does not end: "+unproven))
			}
		}
	}
}

// list returns a page, and whether the reply holds a list, be it an empty one: nothing in its place proves nothing. PHP writes [] for an empty
// object too.
func (f *finding) list(ctx context.Context, page int) (got *RoomPage, isList bool, err error) {
	opts := append(f.opts[:len(f.opts):len(f.opts)], classcloud.OnReply(func(r *classcloud.Reply) {
		envelope, _ := wire.Split(r.Body) // of what is not one, List returns the error
		data := bytes.TrimSpace(envelope.Get("data"))
		inside, _ := wire.Split(data)
		list := bytes.TrimSpace(inside.Get("list"))
		isList = bytes.HasPrefix(data, []byte("[")) || bytes.HasPrefix(list, []byte("[")) || bytes.HasPrefix(list, []byte("{"))
	}))
	got, err = f.service.List(ctx, &ListRoomsRequest{Page: page, PageSize: maxRoomsPerPage, ProductType: f.in.ProductType}, opts...)
	return got, isList, err
}

// look keeps a room that is a candidate.
func (f *finding) look(room *Room, seen map[int64]bool) error {
	most := f.in.MaxRooms
	if most == 0 {
		most = findRooms
	}
	if !seen[room.RoomID] && len(seen) == most {
		return f.failure(classcloud.FailedPrecondition, fmt.Sprintf("the account has more than %d rooms: set MaxRooms; %s", most, unproven))
	}
	seen[room.RoomID] = true
	if f.in.is(room) && !f.have[room.RoomID] {
		f.have[room.RoomID] = true
		f.found = append(f.found, *room)
	}
	return nil
}

func (f *finding) failure(kind classcloud.Kind, message string) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Operation: "Rooms.Find", Kind: kind, Message: message, Outcome: classcloud.OutcomeNotApplied}
}
