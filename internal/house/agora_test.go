package house_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// agoraVendor holds what the tests of all vendors know about Agora.
var agoraVendor = vendor{
	name: "agora", title: "Agora Flexible Classroom", documented: 20, wider: 0,
	example: "Rooms.Create", params: "map[string]any", paramsDoc: "the decoded JSON body of an authenticated request, its numbers as json.Number; shared, so do not change it",
	operations:      agora.Operations,
	served:          served(agoratest.NewServer),
	documentedReply: agoratest.DocumentedReply,
	open:            openAgora,
	client: func(opts ...classcloud.ClientOption) (any, error) {
		return agora.New(agoraCanary, append([]classcloud.ClientOption{agora.WithRegion(agora.RegionCN), classcloud.WithBaseURL("http://127.0.0.1:1")}, opts...)...)
	},
	with: func(client any, opts ...classcloud.ClientOption) (any, error) {
		return client.(*agora.Client).With(opts...)
	},
	newFrom: func(source any, opts ...classcloud.ClientOption) (any, error) {
		return agora.New(source.(agora.CredentialSource), append([]classcloud.ClientOption{agora.WithRegion(agora.RegionCN)}, opts...)...)
	},
	nilSource: func() error {
		_, err := agora.New((*struct{ agora.CredentialSource })(nil))
		return err
	},
	zero: func(ctx context.Context) (any, map[string]func() error) {
		return &agora.Client{}, map[string]func() error{
			"With": func() error { _, err := new(agora.Client).With(); return err },
			"Do":   func() error { return new(agora.Client).Do(ctx, agora.Call{Path: "/x"}, nil) },
		}
	},
	types: []any{
		agora.Attendance{}, agora.ChatMessage{}, agora.Credentials{}, agora.Delivery{}, agora.EnteredMember{}, agora.EventLag{},
		agora.EventMember{}, agora.EventPoller{}, agora.HandsChanged{}, agora.LeftMember{}, agora.LostEvents{}, agora.MembersChanged{},
		agora.RecordingChanged{}, agora.Resource{}, agora.ResourcesChanged{}, agora.Reward{}, agora.RewardsChanged{},
		agora.RoomStatusChanged{}, agora.RoomTrouble{}, agora.StageChanged{}, agora.StageUser{}, agora.StoreChange{}, agora.StoredRecord{},
		agora.Stream{}, agora.Token{}, agora.TokenBuilder{}, agora.Visit{}, agora.WidgetChanged{},
	},
	secrets:    []string{agoraCanary.Certificate},
	onClock:    agoraOnClock,
	moreToShow: agoraShows,
}

// agoraCanary holds the credentials of the tests. Its secrets must never be shown; see secrets_test.go.
var agoraCanary = agora.Credentials{AppID: "0a1b2c3d4e5f60718293a4b5c6d7e8f9", Certificate: "ca9a71e0ca9a71e1ca9a71e2ca9a71e3"}

func openAgora(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := agoratest.NewServer(agoratest.WithCredentials(agoraCanary))
	kit, clock, opts := settle(t, kitOf(srv.URL, srv), opts)
	c := srv.Client(opts...)
	room := func(n int) *agora.CreateRoomRequest {
		return &agora.CreateRoomRequest{RoomUUID: fmt.Sprintf("room-%d", n), RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)}
	}
	w := &world{vendor: "agora", kit: kit, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Recordings.List", createOp: "Rooms.Create", keyed: true, documented: agoratest.DocumentedReply("Recordings.List")}
	require.NoError(t, c.Rooms.Create(t.Context(), room(-1)))
	require.NoError(t, srv.AddRecordings("room--1", 3))
	srv.ClearRequests()
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Recordings.List(ctx, &agora.ListRecordingsRequest{RoomUUID: "room--1"}, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return nil, c.Rooms.Create(ctx, room(n), opts...)
	}
	w.made = func() int { return len(srv.Rooms()) - 1 }
	w.signature = func(r vendortest.Request) []string {
		return []string{strings.TrimPrefix(r.Header.Get("Authorization"), "agora token=")}
	}
	w.journey = func(t *testing.T, ctx context.Context) {
		require.NoError(t, c.Rooms.Create(ctx, room(1)))
		require.NoError(t, srv.AddStudents("room-1", "student-1"))
		require.NoError(t, c.Rooms.Start(ctx, "room-1"))
		require.NoError(t, c.Members.Kick(ctx, &agora.KickRequest{RoomUUID: "room-1", UserUUID: "student-1", Ban: &agora.Ban{Duration: time.Minute}}))
		assert.True(t, srv.Banned("room-1", "student-1"))
		_, err := c.Recordings.Start(ctx, &agora.StartRecordingRequest{RoomUUID: "room-1"})
		require.NoError(t, err)
		require.NoError(t, c.Recordings.Stop(ctx, "room-1"))
		require.NoError(t, srv.AddRecordings("room-1", 250))
		seen := map[string]bool{}
		for recording, err := range c.Recordings.All(ctx, &agora.ListRecordingsRequest{RoomUUID: "room-1"}) {
			require.NoError(t, err)
			seen[recording.RecordID] = true
		}
		assert.Len(t, seen, 251, "three pages")
		require.NoError(t, c.Rooms.Close(ctx, "room-1"))
		err = c.Rooms.Start(ctx, "room-1")
		assert.ErrorIs(t, err, classcloud.FailedPrecondition)
		assert.False(t, classcloud.MaybeApplied(err))
	}
	return w
}

// agoraOnClock starts a server on a clock. create creates something with the client of the server.
func agoraOnClock(t *testing.T, now func() time.Time) (setClock func(func() time.Time), create func(at time.Time) error) {
	srv := agoratest.NewServer(agoratest.WithClock(now))
	t.Cleanup(srv.Close)
	client := srv.Client()
	return srv.SetClock, func(at time.Time) error {
		return client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: at.Format("room-2006"), RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)})
	}
}

// agoraShows returns more values and errors that must not show a secret: other ways to sign, refused keys, links, tokens.
func agoraShows(t *testing.T, s *sieve, w *world) map[string]any {
	t.Helper()
	ctx, options := t.Context(), showing(s, w)
	id := agoraCanary.AppID
	bad := agora.Credentials{AppID: id, Certificate: strings.Repeat("0badcafe", 4)}
	s.secret(bad.Certificate, "another certificate")
	list := func(keys agora.Credentials) error {
		client, err := agora.New(keys, append(options, agora.WithRegion(agora.RegionCN))...)
		if err != nil {
			return err
		}
		return client.Rooms.Start(ctx, "room--1")
	}
	builder := agora.TokenBuilder{AppID: id, Certificate: agoraCanary.Certificate}
	token, err := builder.App(time.Hour)
	require.NoError(t, err)
	s.secret(token, "a token")
	_, refused := agora.TokenBuilder{AppID: id, Certificate: canary}.App(time.Hour)
	return map[string]any{
		"a program with a client":       struct{ client *agora.Client }{w.client.(*agora.Client)},
		"a program with a service":      &struct{ rooms agora.RoomsService }{w.client.(*agora.Client).Rooms},
		"another's certificate":         list(bad),
		"an invalid token":              list(agora.Credentials{AppID: id, Token: canary}),
		"an invalid token of a user":    list(agora.Credentials{AppID: id, Token: canary, UID: "u"}),
		"a token with a line break":     list(agora.Credentials{AppID: id, Token: canary + "\r\nX-Evil: 1"}),
		"an invalid certificate":        list(agora.Credentials{AppID: id, Certificate: canary}),
		"two ways to sign":              list(agora.Credentials{AppID: id, Certificate: canary, Token: canary}),
		"a source of tokens that fails": list(agora.Credentials{AppID: id, Tokens: tokens{agora.Token{Value: canary}, io.EOF}}),
		"a source of tokens":            agora.Credentials{AppID: id, Tokens: tokens{agora.Token{Value: canary}, nil}},
		"credentials of a token":        agora.Credentials{AppID: id, Token: canary, UID: "u"},
		"a token":                       agora.Token{Value: canary, UID: "u"},
		"a token by pointer":            &agora.Token{Value: canary, UID: "u"},
		"a token builder":               builder,
		"a builder's error":             refused,
	}
}

type tokens struct {
	token agora.Token
	err   error
}

func (s tokens) Token(context.Context) (agora.Token, error) { return s.token, s.err }
