package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func agoraVendor() vendor {
	return vendor{
		name: "agora", title: "声网 Agora 灵动课堂", base: "AGORA_BASE_URL",
		variables: []variable{
			{name: "AGORA_REGION", invented: "cn"},
			{name: "AGORA_APP_ID", invented: "0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
			{name: "AGORA_APP_CERTIFICATE", invented: "f9e8d7c6b5a49382716050f4e3d2c1b0", secret: true},
		},
		check: func(keys map[string]string) error {
			if !hexDigits(keys["AGORA_APP_ID"], 32) || !hexDigits(keys["AGORA_APP_CERTIFICATE"], 32) {
				return errors.New("AGORA_APP_ID and AGORA_APP_CERTIFICATE must have 32 hexadecimal digits each")
			}
			return nil
		},
		succeeds: func(code string) bool { return code == "0" },
		open:     openAgora,
	}
}

func openAgora(o opening) *world {
	s := agoratest.NewServer(agoratest.WithListener(o.gate), agoratest.WithMiddleware(o.middleware), agoratest.WithClock(o.clock),
		agoratest.WithCredentials(agora.Credentials{AppID: o.keys["AGORA_APP_ID"], Certificate: o.keys["AGORA_APP_CERTIFICATE"]}))
	return &world{
		kit: kitOf(s, func(i agoratest.InjectedFault) (string, agoratest.Fault) { return i.Operation, i.Fault }),
		url: s.URL,
		tables: []table{
			{name: "rooms", rows: func() any { return s.Rooms() }, add: addAgoraRoom(s, o)},
			listed("members", func() []agoraMember { return agoraMembers(s) }, func(m agoraMember) error {
				return s.AddMembers(m.RoomUUID, agoratest.Member{UserUUID: m.UserUUID, UserName: m.UserName, Role: m.Role, Properties: m.Properties})
			}),
			listed("recordings", nil, func(r agoraRecordings) error { return s.AddRecordings(r.RoomUUID, r.Count) }),
			listed("events", func() []agoraEvent { return agoraEvents(s) }, func(e agoraEvent) error { return s.Emit(e.RoomUUID, e.Cmd, e.Data) }),
		},
		callbacks: []callbackKind{{name: "event", send: emitAgora(s)}},
	}
}

// agoraRoom is a room to add.
type agoraRoom struct {
	Region     string // cn, ap, eu or na; empty means the region of AGORA_REGION
	RoomUUID   string
	RoomName   string
	RoomType   int
	StartTime  time.Time
	Duration   time.Duration
	Properties map[string]any
}

// agoraMember is a member with its room.
type agoraMember struct {
	RoomUUID   string
	UserUUID   string
	UserName   string
	Role       int
	Properties map[string]any
	Online     bool // told, and without an effect when it is added
}

// agoraRecordings are recordings to add to a room.
type agoraRecordings struct {
	RoomUUID string
	Count    int
}

// agoraEvent is an event of a room, which clients poll.
type agoraEvent struct {
	RoomUUID string
	Cmd      int
	Sequence int64           // told, and without an effect when it is added
	Data     json.RawMessage // the vendor's form
	Time     time.Time       // told, and without an effect when it is added
}

// addAgoraRoom adds a room by a call, because Agora's rooms are born no other way.
func addAgoraRoom(s *agoratest.Server, o opening) func(context.Context, json.RawMessage, time.Time) error {
	return func(ctx context.Context, row json.RawMessage, now time.Time) error {
		var room agoraRoom
		if err := fill(&room, row, now); err != nil {
			return err
		}
		region := agora.Region(room.Region)
		if region == "" {
			region = agora.Region(o.keys["AGORA_REGION"])
		}
		regional := agora.WithRegion(region)
		if region == "none" {
			regional = agora.WithoutRegion()
		}
		client, err := agora.New(s.Credentials(), regional, classcloud.WithBaseURL(s.URL), classcloud.WithClock(seedClock{o.clock}), inside(o))
		if err != nil {
			return err
		}
		return client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: room.RoomUUID, RoomName: room.RoomName,
			RoomType: new(agora.RoomType(room.RoomType)), StartTime: room.StartTime, Duration: room.Duration, Properties: room.Properties})
	}
}

func agoraMembers(s *agoratest.Server) (members []agoraMember) {
	for _, room := range s.Rooms() {
		for _, m := range s.Members(room.RoomUUID) {
			members = append(members, agoraMember{RoomUUID: room.RoomUUID, UserUUID: m.UserUUID, UserName: m.UserName, Role: m.Role,
				Properties: m.Properties, Online: m.Online})
		}
	}
	return members
}

func agoraEvents(s *agoratest.Server) (events []agoraEvent) {
	for _, room := range s.Rooms() {
		for _, e := range s.Events(room.RoomUUID) {
			events = append(events, agoraEvent{RoomUUID: e.RoomUUID, Cmd: e.Cmd, Sequence: e.Sequence, Data: e.Data, Time: e.Time})
		}
	}
	return events
}

// emitAgora records an event in a room. Agora posts nothing: its clients poll.
func emitAgora(s *agoratest.Server) func(string, json.RawMessage, time.Time) (any, []Delivery, error) {
	return func(url string, parameters json.RawMessage, now time.Time) (any, []Delivery, error) {
		if url != "" {
			return nil, nil, errors.New("Agora posts no callbacks: leave the url out, and the event waits until it is polled")
		}
		var e agoraEvent
		if err := fill(&e, parameters, now); err != nil {
			return nil, nil, err
		}
		if err := s.Emit(e.RoomUUID, e.Cmd, e.Data); err != nil {
			return nil, nil, err
		}
		return shape(e), nil, nil
	}
}

// seedClock lets a client live on a vendor's time.
type seedClock struct{ clock func() time.Time }

// Now returns the vendor's time.
func (c seedClock) Now() time.Time { return c.clock() }

// Sleep waits in real time.
func (seedClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// inside lets a client reach a server before anybody else.
func inside(o opening) classcloud.ClientOption {
	return classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{DialContext: o.gate.dial, DisableKeepAlives: true}})
}
