package agoratest

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	eventsPage = 100
	pollReach  = time.Hour // how far back the stream of all rooms goes

	cmdState     = 1
	cmdUsers     = 20
	cmdRecording = 1001
	cmdWidget    = 1110

	polling = "/edu/polling/apps/{appId}/v2"
)

// roomEvent is an event of a room.
type roomEvent struct {
	cmd      int
	sequence int64 // its number in its room, from 1
	order    int   // its number among the events of all rooms
	at       time.Time
	data     json.RawMessage
	widget   string // the widget's id, if it is a widget's event
	pending  bool   // whether the stream of all rooms still has it
}

// eventItem is an event on the wire.
type eventItem struct {
	RoomUUID string          `json:"roomUuid"`
	Cmd      int             `json:"cmd"`
	Sequence int64           `json:"sequence"`
	Version  int             `json:"version"`
	Data     json.RawMessage `json:"data"`

	// Beside the data with WithUsersBesideData, and in it otherwise.
	FromUser json.RawMessage `json:"fromUser,omitempty"`
	Operator json.RawMessage `json:"operator,omitempty"`
	Cause    json.RawMessage `json:"cause,omitempty"`
}

// eventPage is a page of events. Its nextId is null on the last page, as the document prints it.
type eventPage struct {
	Total  int         `json:"total"`
	List   []eventItem `json:"list"`
	NextID *string     `json:"nextId"`
	Count  int         `json:"count"`
}

func (s *Server) eventOperations() []operation {
	return []operation{
		{name: "Events.List", method: "GET", path: "/rooms/{roomUuid}/sequences", handle: s.listRoomEvents},
		{name: "Events.Poll", method: "GET", base: polling, path: "/rooms/sequences", appOnly: true, handle: s.pollEvents},
	}
}

// emit records an event. It encodes data immediately, so later changes of data have no effect.
func (s *Server) emit(r *room, at time.Time, cmd int, data any) *roomEvent {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // cannot happen: the server made the data, or has encoded it before
	}
	s.sequence++
	r.sequence++
	e := &roomEvent{cmd: cmd, sequence: r.sequence, order: s.sequence, at: at, data: text, pending: true}
	r.events = append(r.events, e)
	return e
}

func (s *Server) item(r *room, e *roomEvent) eventItem {
	item := eventItem{RoomUUID: r.uuid, Cmd: e.cmd, Sequence: e.sequence, Version: 1, Data: e.data}
	if e.cmd == cmdWidget && s.settings.dialect.usersBesideData {
		item.moveUsers()
	}
	return item
}

// moveUsers takes the users and the cause out of the data, as the only complete example of a widget's event has them.
func (i *eventItem) moveUsers() {
	var data map[string]json.RawMessage
	if json.Unmarshal(i.Data, &data) != nil {
		return // data that Emit was given and that is not an object
	}
	i.FromUser, i.Operator, i.Cause = data["fromUser"], data["operator"], data["cause"]
	for _, name := range []string{"fromUser", "operator", "cause"} {
		delete(data, name)
	}
	i.Data, _ = json.Marshal(data) // what was read can be written
}

func (s *Server) listRoomEvents(c *call) vendortest.Reply {
	wanted := func(*roomEvent) bool { return true }
	if text := c.Query.Get("cmd"); text != "" {
		cmd, err := strconv.Atoi(text)
		if err != nil {
			return s.fail(badParameter("cmd must be an integer"))
		}
		wanted = func(e *roomEvent) bool { return e.cmd == cmd }
	}
	return s.listEvents(c, eventsPage, wanted)
}

// listEvents answers with a page of the wanted events. nextId is the number of the first event on the next page.
func (s *Server) listEvents(c *call, size int, wanted func(*roomEvent) bool) vendortest.Reply {
	first, f := firstEvent(c.Query.Get("nextId"))
	if f != nil {
		return s.fail(f)
	}
	r, f := s.room(c)
	if f != nil {
		return s.fail(f)
	}
	page := eventPage{List: []eventItem{}}
	for _, e := range r.events {
		if !wanted(e) {
			continue
		}
		page.Total++
		switch {
		case e.sequence < first || page.NextID != nil:
		case len(page.List) < s.kit.Cap(c.Operation, size):
			page.List = append(page.List, s.item(r, e))
		default:
			next := strconv.FormatInt(e.sequence, 10)
			page.NextID = &next
		}
	}
	page.Count = len(page.List)
	return s.reply(http.StatusOK, envelope{Msg: "Success", Data: page})
}

func firstEvent(nextID string) (int64, *failure) {
	if nextID == "" || nextID == "null" { // the document writes both for the first page
		return 1, nil
	}
	first, err := strconv.ParseInt(nextID, 10, 64)
	if err != nil || first < 1 {
		return 0, badParameter("nextId is not one of this room")
	}
	return first, nil
}

// pollEvents uses up the events it answers with. Events that are too old for it stay in their rooms' lists.
func (s *Server) pollEvents(c *call) vendortest.Reply {
	type happened struct {
		room  *room
		event *roomEvent
	}
	var pending []happened
	since := s.Now().Add(-pollReach)
	for _, r := range s.remaining() {
		if r.region != c.region {
			continue
		}
		for _, e := range r.events {
			if e.pending && !e.at.Before(since) {
				pending = append(pending, happened{r, e})
			}
		}
	}
	slices.SortFunc(pending, func(a, b happened) int { return cmp.Compare(a.event.order, b.event.order) })
	list := []eventItem{}
	for _, p := range pending {
		p.event.pending = false
		switch {
		case s.toLose > 0:
			s.toLose--
			continue
		case s.toDuplicate > 0:
			s.toDuplicate--
			p.event.pending = true
		}
		list = append(list, s.item(p.room, p.event))
	}
	return s.reply(http.StatusOK, envelope{Msg: "Success", Data: list})
}

// remaining returns all rooms that are not destroyed, ordered by region and id.
func (s *Server) remaining() []*room {
	keys := slices.SortedFunc(maps.Keys(s.rooms), func(a, b roomKey) int {
		return cmp.Or(cmp.Compare(a.region, b.region), cmp.Compare(a.uuid, b.uuid))
	})
	var rooms []*room
	for _, key := range keys {
		if r := s.existing(key); r != nil {
			rooms = append(rooms, r)
		}
	}
	return rooms
}
