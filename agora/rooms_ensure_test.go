package agora_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// desk is a project and a client of it that does not repeat a call by itself.
type desk struct {
	*testing.T
	srv    *agoratest.Server
	clock  *clienttest.Clock
	client *agora.Client
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	srv, clock := newProject(t)
	return &desk{t, srv, clock, newClient(t, srv, clock, srv.Credentials(), classcloud.WithoutRetry())}
}

// grammar is the room that the tests ensure.
func grammar() *agora.CreateRoomRequest {
	return &agora.CreateRoomRequest{RoomUUID: "lesson-7", RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)}
}

// ensure says what came of an Ensure in one line.
func (d *desk) ensure(changes ...func(*agora.CreateRoomRequest)) (*agora.EnsuredRoom, string) {
	d.Helper()
	in := grammar()
	for _, change := range changes {
		change(in)
	}
	made, err := d.client.Rooms.Ensure(d.Context(), in)
	return made, outcome(made, err)
}

// outcome says what an Ensure returned.
func outcome(made *agora.EnsuredRoom, err error) string {
	text := "nothing"
	if made != nil {
		text = fmt.Sprintf("room %s, known %v, existed %v, differs %v", made.RoomUUID, made.Room != nil, made.Existed, made.Differs)
	}
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		return fmt.Sprintf("%s; %v of %s, maybe applied %v", text, e.Kind, e.Key, classcloud.MaybeApplied(err))
	} else if err != nil {
		return text + "; " + err.Error()
	}
	return text
}

func (d *desk) count(operation string) (n int) {
	for _, r := range d.srv.Requests() {
		if r.Operation == operation {
			n++
		}
	}
	return n
}

const fresh = "room lesson-7, known false, existed false, differs false"

func TestEnsureMakesARoomOnce(t *testing.T) {
	d := newDesk(t)
	_, text := d.ensure()
	require.Equal(t, fresh, text)
	assert.Zero(t, d.count("Rooms.Get"))
	made, text := d.ensure()
	assert.Equal(t, "room lesson-7, known true, existed true, differs false", text)
	assert.Equal(t, "Grammar", made.Room.RoomName)
	_, text = d.ensure(func(in *agora.CreateRoomRequest) { in.RoomName = " Grammar " })
	assert.Equal(t, "room lesson-7, known true, existed true, differs false", text)
	for name, change := range map[string]func(*agora.CreateRoomRequest){
		"another name": func(in *agora.CreateRoomRequest) { in.RoomName = "Algebra" },
		"another type": func(in *agora.CreateRoomRequest) { in.RoomType = new(agora.RoomTypeLecture) },
		"type 0":       func(in *agora.CreateRoomRequest) { in.RoomType = new(agora.RoomTypeOneToOne) },
	} {
		made, text = d.ensure(change)
		assert.Equal(t, "room lesson-7, known true, existed true, differs true", text, name)
		assert.Equal(t, "Grammar", made.Room.RoomName, name)
		assert.Equal(t, agora.RoomTypeSmall, made.Room.Properties.RoomType, name)
	}
	assert.Len(t, d.srv.Rooms(), 1)
}

// What the reply does not show contradicts nothing; a type that it shows does, whatever the code.
func TestEnsureComparesWhatAgoraShows(t *testing.T) {
	for body, differs := range map[string]bool{
		`{"roomUuid":"lesson-7","state":0}`: false,
		`{"roomUuid":"lesson-7","state":0,"roomName":"Grammar","roomProperties":{"roomType":4}}`:   false,
		`{"roomUuid":"lesson-7","state":0,"roomName":"Grammar","roomProperties":{"roomType":"4"}}`: false,
		`{"roomUuid":"lesson-7","state":0,"roomName":"Grammar","roomProperties":{"roomType":0}}`:   true,
		`{"roomUuid":"lesson-7","state":0,"roomName":"Algebra"}`:                                   true,
	} {
		d := newDesk(t)
		_, text := d.ensure()
		require.Equal(t, fresh, text)
		d.srv.Respond("Rooms.Get", `{"code":0,"data":`+body+`}`)
		made, text := d.ensure()
		assert.Equal(t, fmt.Sprintf("room lesson-7, known true, existed true, differs %v", differs), text, body)
		assert.NotNil(t, made)
	}
}

func TestEnsureAfterALostReply(t *testing.T) {
	for name, fault := range map[string]agoratest.Fault{
		"a reset":           {Apply: true, Reset: true},
		"502":               {Apply: true, Status: 502},
		"half a reply":      {Truncate: 5},
		"two lost replies":  {Apply: true, Reset: true, Times: 2},
		"an internal error": {Apply: true, Status: 500, Body: `{"code":500,"msg":"internal"}`},
	} {
		d := newDesk(t)
		d.srv.Inject("Rooms.Create", fault)
		made, text := d.ensure()
		assert.Equal(t, "room lesson-7, known true, existed false, differs false", text, name)
		require.NotNil(t, made.Room, name)
		assert.Len(t, d.srv.Rooms(), 1, name)
		assert.Equal(t, time.Second, d.clock.Slept()[0], name)
	}
}

// The answer is lost, and what comes next is refused: the room may be there all the same.
func TestEnsureThatIsRefusedAfterALostReply(t *testing.T) {
	for name, refusal := range map[string]agoratest.Fault{
		"forbidden": {Status: 403, Body: `{"code":403,"msg":"forbidden"}`, Times: -1}, "too many": {Status: 429, Times: -1}, "bad": {Status: 400, Body: `{"code":400,"msg":"no"}`, Times: -1},
	} {
		d := newDesk(t)
		d.srv.Inject("Rooms.Create", agoratest.Fault{Apply: true, Reset: true})
		d.srv.Inject("Rooms.Create", refusal)
		made, err := d.client.Rooms.Ensure(t.Context(), grammar())
		assert.Nil(t, made, name)
		require.Error(t, err, name)
		assert.True(t, classcloud.MaybeApplied(err), "%s: %v", name, err)
		e, ok := errors.AsType[*classcloud.Error](err)
		require.True(t, ok)
		assert.Equal(t, "lesson-7", e.Key, name)
		assert.Len(t, d.srv.Rooms(), 1)
	}
}

func TestEnsureAfterALostRequest(t *testing.T) {
	for name, fault := range map[string]agoratest.Fault{"a reset": {Reset: true}, "503": {Status: 503}, "two": {Reset: true, Times: 2}} {
		d := newDesk(t)
		d.srv.Inject("Rooms.Create", fault)
		_, text := d.ensure()
		assert.Equal(t, fresh, text, name)
		assert.Len(t, d.srv.Rooms(), 1, name)
	}
	d := newDesk(t)
	d.srv.Inject("Rooms.Create", agoratest.Fault{Reset: true, Times: -1})
	_, text := d.ensure()
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text)
	assert.Equal(t, []time.Duration{time.Second, 2 * time.Second}, d.clock.Slept())
	assert.Equal(t, 3, d.count("Rooms.Create"))
}

// The client's own repeat meets the room that its first attempt made.
func TestEnsureWithAClientThatRepeats(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	srv.Inject("Rooms.Create", agoratest.Fault{Apply: true, Reset: true})
	made, err := client.Rooms.Ensure(t.Context(), grammar())
	assert.Equal(t, "room lesson-7, known true, existed false, differs false", outcome(made, err))
}

func TestEnsureWhereTheRoomCannotBeRead(t *testing.T) {
	d := newDesk(t)
	_, text := d.ensure()
	require.Equal(t, fresh, text)
	d.srv.Inject("Rooms.Get", agoratest.Fault{Status: 503})
	_, text = d.ensure()
	assert.Equal(t, "room lesson-7, known false, existed true, differs false; Unavailable of lesson-7, maybe applied false", text)
	d.srv.Inject("Rooms.Create", agoratest.Fault{Apply: true, Reset: true})
	d.srv.Inject("Rooms.Get", agoratest.Fault{Status: 503})
	_, text = d.ensure()
	assert.Equal(t, "room lesson-7, known false, existed false, differs false; Unavailable of lesson-7, maybe applied true", text)
}

// Agora itself says that the types differ, also where the room cannot be read or does not show its type.
func TestEnsureKnowsAnotherTypeByItsCode(t *testing.T) {
	d := newDesk(t)
	_, text := d.ensure()
	require.Equal(t, fresh, text)
	lecture := func(in *agora.CreateRoomRequest) { in.RoomType = new(agora.RoomTypeLecture) }
	d.srv.Inject("Rooms.Get", agoratest.Fault{Status: 503})
	_, text = d.ensure(lecture)
	assert.Equal(t, "room lesson-7, known false, existed true, differs true; Unavailable of lesson-7, maybe applied false", text)
	d.srv.Respond("Rooms.Get", `{"code":0,"data":{"roomUuid":"lesson-7","state":0}}`)
	_, text = d.ensure(lecture)
	assert.Equal(t, "room lesson-7, known true, existed true, differs true", text)
}

// The id of a destroyed room is free, and a room that is destroyed between Create and Get is made again.
func TestEnsureOfADestroyedRoom(t *testing.T) {
	d := newDesk(t)
	_, text := d.ensure()
	require.Equal(t, fresh, text)
	require.NoError(t, d.client.Rooms.Close(t.Context(), "lesson-7"))
	made, text := d.ensure()
	assert.Equal(t, "room lesson-7, known true, existed true, differs false", text)
	assert.Equal(t, agora.RoomStatusClosed, made.Room.Status, "over, and not yet destroyed")
	d.clock.Advance(2 * time.Hour)
	_, text = d.ensure()
	assert.Equal(t, fresh, text, "another room under the same id")

	d.srv.Inject("Rooms.Get", agoratest.Fault{Status: 404, Body: `{"code":20404100,"msg":"Room not exists!"}`})
	_, text = d.ensure()
	assert.Equal(t, "room lesson-7, known true, existed true, differs false", text)
	d.srv.Inject("Rooms.Get", agoratest.Fault{Status: 404, Body: `{"code":20404100,"msg":"Room not exists!"}`, Times: -1})
	_, text = d.ensure()
	assert.Equal(t, "nothing; NotFound of lesson-7, maybe applied false", text)
}

func TestEnsureGivesUp(t *testing.T) {
	d := newDesk(t)
	d.srv.Inject("Rooms.Create", agoratest.Fault{Status: 429, Body: `{"code":429,"msg":"slow down"}`})
	_, text := d.ensure()
	assert.Contains(t, text, "nothing; ResourceExhausted of lesson-7")
	assert.Equal(t, 1, d.count("Rooms.Create"), "a refusal is one")
	d.srv.Inject("Rooms.Create", agoratest.Fault{Status: 503, Header: map[string][]string{"Retry-After": {"3600"}}, Times: -1})
	_, text = d.ensure()
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text)
	assert.Equal(t, 2, d.count("Rooms.Create"), "it does not wait for an hour")
	d.srv.ClearFaults()

	ctx, cancel := context.WithCancel(t.Context())
	d.srv.Inject("Rooms.Create", agoratest.Fault{Apply: true, Reset: true})
	d.clock.OnSleep(cancel)
	made, err := d.client.Rooms.Ensure(ctx, grammar())
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", outcome(made, err))
	assert.Len(t, d.srv.Rooms(), 1)
}

func TestEnsureByTwoWorkers(t *testing.T) {
	d := newDesk(t)
	var group sync.WaitGroup
	came := make(chan string, 4)
	for range cap(came) {
		group.Go(func() {
			made, err := d.client.Rooms.Ensure(t.Context(), grammar())
			came <- outcome(made, err)
		})
	}
	group.Wait()
	made := map[string]int{}
	for range cap(came) {
		made[<-came]++
	}
	assert.Equal(t, map[string]int{fresh: 1, "room lesson-7, known true, existed true, differs false": 3}, made)
	assert.Len(t, d.srv.Rooms(), 1)
}

func TestEnsureChecks(t *testing.T) {
	d := newDesk(t)
	for _, in := range []*agora.CreateRoomRequest{nil, {}, {RoomUUID: "lesson-7"}} {
		made, err := d.client.Rooms.Ensure(t.Context(), in)
		assert.Nil(t, made)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.False(t, classcloud.MaybeApplied(err))
	}
	assert.Empty(t, d.srv.Requests())
	_, err := new(agora.Client).Rooms.Ensure(t.Context(), grammar())
	require.Error(t, err)
	_, err = agora.RoomsService{}.Ensure(t.Context(), grammar())
	require.Error(t, err)
}

func TestAnEnsuredRoomPrintsWithoutSecrets(t *testing.T) {
	made := &agora.EnsuredRoom{RoomUUID: "lesson-7", Room: &agora.Room{}, Existed: true}
	made.Room.Properties.Board.Info.Token = "NETLESSROOM_invented"
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("made", "room", made)
	for _, text := range []string{fmt.Sprintf("%+v", made), fmt.Sprintf("%v", *made), fmt.Sprintf("%#v", *made), log.String()} {
		assert.NotContains(t, text, "NETLESSROOM")
		assert.Contains(t, text, "lesson-7")
	}
}

func ExampleRoomsService_Ensure() {
	srv := agoratest.NewServer() // stands in for the vendor
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	srv.Inject("Rooms.Create", agoratest.Fault{Apply: true, Reset: true}) // the room is made, and its answer is lost

	in := &agora.CreateRoomRequest{RoomUUID: "lesson-7", RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)}
	for _, name := range []string{"Grammar", "Grammar", "Algebra"} {
		in.RoomName = name
		room, err := client.Rooms.Ensure(ctx, in)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(room.Room.RoomName, room.Existed, room.Differs)
	}
	fmt.Println("rooms:", len(srv.Rooms()))
	// Output:
	// Grammar false false
	// Grammar true false
	// Grammar true true
	// rooms: 1
}

// WithoutChecks lets a request through that does not say the type.
func TestEnsureWithoutAType(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, createRoom(t, d.client, "lesson-7"))
	d.srv.Respond("Rooms.Create", `{"code":20409100,"msg":"Room conflict!"}`)
	made, err := d.client.Rooms.Ensure(t.Context(), &agora.CreateRoomRequest{RoomUUID: "lesson-7", RoomName: "Grammar"}, classcloud.WithoutChecks())
	assert.Equal(t, "room lesson-7, known true, existed true, differs false", outcome(made, err))
}
