package agora_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// fakeClock is the time of client and server; it moves only when the client sleeps or the test says so.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.advance(d)
	return ctx.Err()
}

func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newProject(t *testing.T) (*agoratest.Server, *fakeClock) {
	t.Helper()
	clock := &fakeClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	srv := agoratest.NewServer(agoratest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	return srv, clock
}

func newClient(t *testing.T, srv *agoratest.Server, clock *fakeClock, source agora.CredentialSource, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	client, err := agora.New(source, append([]classcloud.ClientOption{classcloud.WithBaseURL(srv.URL), classcloud.WithClock(clock)}, opts...)...)
	require.NoError(t, err)
	return client
}

func createRoom(t *testing.T, client *agora.Client, id string) error {
	t.Helper()
	return client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: id, RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)})
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

func builder(srv *agoratest.Server, clock *fakeClock) agora.TokenBuilder {
	return agora.TokenBuilder{AppID: srv.Credentials().AppID, Certificate: srv.Credentials().Certificate, Now: clock.Now}
}

func TestBothHeaderSchemes(t *testing.T) {
	srv, clock := newProject(t)
	require.NoError(t, createRoom(t, srv.Client(), "r-1"))
	require.NoError(t, srv.AddStudents("r-1", "u-1"))
	app, err := builder(srv, clock).App(time.Hour)
	require.NoError(t, err)
	user, err := builder(srv, clock).RTM("u-1", time.Hour)
	require.NoError(t, err)
	room, err := builder(srv, clock).RoomUser("r-1", "u-1", agora.RoleTeacher, time.Hour)
	require.NoError(t, err)
	old, err := builder(srv, clock).RTM006("u-1", clock.Now().Add(time.Hour))
	require.NoError(t, err)
	for _, test := range []struct {
		name  string
		keys  agora.Credentials
		plain bool // Authorization
	}{
		{"a certificate makes app tokens", srv.Credentials(), true},
		{"an app token", agora.Credentials{AppID: srv.Credentials().AppID, Token: app}, true},
		{"a user's RTM token", agora.Credentials{AppID: srv.Credentials().AppID, Token: user, UID: "u-1"}, false},
		{"a user's older RTM token", agora.Credentials{AppID: srv.Credentials().AppID, Token: old, UID: "u-1"}, false},
		{"a room user's token with its user", agora.Credentials{AppID: srv.Credentials().AppID, Token: room, UID: "u-1"}, false},
		{"a source of app tokens", agora.Credentials{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) { return agora.Token{Value: app}, nil })}, true},
		{"a source of user tokens", agora.Credentials{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) { return agora.Token{Value: user, UID: "u-1"}, nil })}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv.ClearRequests()
			_, err := newClient(t, srv, clock, test.keys).Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
			require.NoError(t, err)
			header := srv.Requests()[0].Header
			if test.plain {
				assert.True(t, strings.HasPrefix(header.Get("Authorization"), "agora token=007"))
				assert.Empty(t, header.Get("X-Agora-Token"))
				return
			}
			assert.Empty(t, header.Get("Authorization"))
			assert.NotEmpty(t, header.Get("X-Agora-Token"))
			assert.Equal(t, "u-1", header.Get("X-Agora-Uid"))
		})
	}
}

type source func() (agora.Token, error)

func (s source) Token(context.Context) (agora.Token, error) { return s() }

func TestATokenSourceIsAskedForEachAttempt(t *testing.T) {
	srv, clock := newProject(t)
	require.NoError(t, createRoom(t, srv.Client(), "r-1"))
	srv.ClearRequests()
	asked := 0
	client := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) {
		asked++
		value, err := builder(srv, clock).App(time.Hour)
		return agora.Token{Value: value}, err
	})})
	srv.Inject("Recordings.List", agoratest.Fault{Status: 503, Times: 2})
	_, err := client.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
	require.NoError(t, err)
	assert.Equal(t, 3, asked)
	tokens := map[string]bool{}
	for _, r := range srv.Requests() {
		tokens[r.Header.Get("Authorization")] = true
	}
	assert.Len(t, tokens, 3)
}

func TestATokenSourceThatFails(t *testing.T) {
	srv, clock := newProject(t)
	vault := errors.New("the vault is sealed")
	for name, give := range map[string]source{
		"with an error":       func() (agora.Token, error) { return agora.Token{}, vault },
		"with an empty token": func() (agora.Token, error) { return agora.Token{UID: "u"}, nil },
	} {
		err := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Tokens: give}).Rooms.Start(t.Context(), "r-1")
		assert.ErrorIs(t, err, classcloud.Unauthenticated, name)
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome, name)
	}
	assert.Empty(t, srv.Requests())
}

func TestAnAppTokenIsKeptAndRenewedBeforeItsEnd(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r-1"))
	last := func() string {
		t.Helper()
		_, err := client.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
		require.NoError(t, err)
		sent := srv.Requests()
		return sent[len(sent)-1].Header.Get("Authorization")
	}
	first := last()
	assert.Equal(t, first, last())
	clock.advance(109 * time.Minute)
	assert.Equal(t, first, last(), "it lives 2 hours")
	clock.advance(2 * time.Minute)
	second := last()
	assert.NotEqual(t, first, second, "ten minutes are left: a token must outlive the call it signs")
	assert.Equal(t, second, last())
	clock.advance(-3 * time.Hour)
	assert.NotEqual(t, second, last(), "a clock set back: the token is from the future")

	other, err := client.With(classcloud.WithTimeout(time.Minute))
	require.NoError(t, err)
	_, err = other.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
	require.NoError(t, err)
	sent := srv.Requests()
	assert.Equal(t, sent[len(sent)-2].Header.Get("Authorization"), sent[len(sent)-1].Header.Get("Authorization"), "shared by what With makes")
}

func TestRegions(t *testing.T) {
	srv, clock := newProject(t)
	for _, region := range []agora.Region{agora.RegionNone, agora.RegionCN, agora.RegionAP, agora.RegionEU, agora.RegionNA} {
		t.Run("region "+string(region), func(t *testing.T) {
			srv.ClearRequests()
			client := newClient(t, srv, clock, srv.Credentials(), agora.WithRegion(region))
			require.NoError(t, createRoom(t, client, "in-"+string(region)))
			prefix := "/edu/apps/"
			if region != agora.RegionNone {
				prefix = "/" + string(region) + prefix
			}
			assert.Equal(t, prefix+srv.Credentials().AppID+"/v2/rooms/in-"+string(region), srv.Requests()[0].Path)
		})
	}
	eu := newClient(t, srv, clock, srv.Credentials(), agora.WithRegion(agora.RegionEU))
	err := eu.Rooms.Start(t.Context(), "in-na")
	assert.ErrorIs(t, err, agora.CodeRoomNotFound, "a room of another region does not exist")
	assert.Contains(t, asError(t, err).Hint, "WithRegion")
	_, err = agora.New(srv.Credentials(), agora.WithRegion("mars"))
	assert.ErrorContains(t, err, "mars")
}

func TestTheHostOfARegion(t *testing.T) {
	for region, host := range map[agora.Region]string{agora.RegionNone: "api.agora.io", agora.RegionCN: "api.sd-rtn.com", agora.RegionNA: "api.agora.io"} {
		var asked string
		client, err := agora.New(agora.Credentials{AppID: strings.Repeat("a", 32), Certificate: strings.Repeat("b", 32)}, agora.WithRegion(region),
			classcloud.WithHTTPClient(&http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
				asked = r.URL.Scheme + "://" + r.URL.Host
				return nil, errors.New("no network in tests")
			})}), classcloud.WithoutRetry())
		require.NoError(t, err)
		assert.Error(t, client.Rooms.Start(t.Context(), "r"))
		assert.Equal(t, "https://"+host, asked)
	}
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAnIDIsOneSegmentOfThePath(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials(), agora.WithRegion(agora.RegionAP))
	for _, id := range []string{"room#1", "100%", "50%25", "what?", "a b", " ", "a+b", "a&b=c", "[x]{y}|~,", "..a", "%2F", "a:b;c@d", "{roomUuid}", "{appId}", "!#$%&()+-:;<=.>?@[]^_{}|~,", strings.Repeat("x", 64)} {
		t.Run(id, func(t *testing.T) {
			srv.ClearRequests()
			require.NoError(t, createRoom(t, client, id))
			require.NoError(t, srv.AddStudents(id, id))
			require.NoError(t, client.Members.Kick(t.Context(), &agora.KickRequest{RoomUUID: id, UserUUID: id}))
			for _, r := range srv.Requests() {
				assert.Equal(t, id, r.PathValues["roomUuid"])
				assert.Empty(t, r.Query)
			}
			assert.Equal(t, id, srv.Requests()[1].PathValues["userUuid"])
			assert.False(t, srv.Members(id)[0].Online)
		})
	}
}

func TestIDsThatAreRefused(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	for id, says := range map[string]string{
		"a/b": "holds '/'", `a\b`: `holds '\\'`, "房间": "holds '房'", `"`: "holds", "*": "holds '*'", "'": "holds",
		strings.Repeat("x", 65): "has 65 bytes", "": "", ".": "cannot stand in a path", "..": "cannot stand in a path", "a\nb": "holds", "\x00": "holds",
	} {
		err := createRoom(t, client, id)
		assert.ErrorIs(t, err, classcloud.InvalidArgument, id)
		assert.ErrorContains(t, err, says, id)
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome, id)
	}
	err := client.Members.Kick(t.Context(), &agora.KickRequest{RoomUUID: "a/b", UserUUID: strings.Repeat("/", 65)})
	assert.Len(t, asError(t, err).Fields, 3, "every bad field: %v", err)
	assert.Empty(t, srv.Requests())
}

func TestBan(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	kick := func(user string, ban *agora.Ban) error {
		return client.Members.Kick(t.Context(), &agora.KickRequest{RoomUUID: "r", UserUUID: user, Ban: ban})
	}
	require.NoError(t, srv.AddStudents("r", "free", "minute", "ever", "wrong"))

	require.NoError(t, kick("free", nil))
	assert.False(t, srv.Banned("r", "free"), "may come back at once")
	require.NoError(t, kick("minute", &agora.Ban{Duration: time.Minute}))
	require.NoError(t, kick("ever", &agora.Ban{Forever: true}))
	assert.True(t, srv.Banned("r", "minute"))
	assert.True(t, srv.Banned("r", "ever"))
	clock.advance(61 * time.Second)
	assert.False(t, srv.Banned("r", "minute"))
	assert.True(t, srv.Banned("r", "ever"))

	sent := len(srv.Requests())
	for name, ban := range map[string]*agora.Ban{
		"an empty ban, which Agora would take for ever": {},
		"both":              {Duration: time.Second, Forever: true},
		"part of a second":  {Duration: 1500 * time.Millisecond},
		"less than nothing": {Duration: -time.Second},
	} {
		err := kick("wrong", ban)
		assert.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.ErrorContains(t, err, "Ban", name)
	}
	assert.Len(t, srv.Requests(), sent)
	assert.True(t, srv.Members("r")[3].Online)

	for text, want := range map[string]agora.Ban{`{"state":1}`: {Forever: true}, `{"state":1,"duration":-1}`: {Forever: true}, `{"state":1,"duration":60}`: {Duration: time.Minute}} {
		var got agora.Ban
		require.NoError(t, json.Unmarshal([]byte(text), &got))
		assert.Equal(t, want, got)
	}
	assert.Error(t, json.Unmarshal([]byte(`{"state":0}`), new(agora.Ban)))
}

func TestARoomThatExistsWithAnotherType(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	err := client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "Grammar", RoomType: new(agora.RoomTypeLecture)})
	assert.ErrorIs(t, err, classcloud.AlreadyExists)
	assert.ErrorIs(t, err, agora.CodeRoomTypeConflict)
	err = createRoom(t, client, "r")
	assert.ErrorIs(t, err, agora.CodeRoomExists)
	assert.False(t, classcloud.MaybeApplied(err), "it was there before this call")
}

func TestARecordingIsStartedOnce(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	srv.ClearRequests()
	srv.Inject("Recordings.Start", agoratest.Fault{Apply: true, Status: 503})
	_, err := client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r"})
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, srv.Requests(), 1)
	_, err = client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r"})
	assert.ErrorIs(t, err, agora.CodeRecordingNotEnded)
	require.NoError(t, client.Recordings.Stop(t.Context(), "r"))
}

func TestWhereARecordingIsPushedTo(t *testing.T) {
	for name, options := range map[string][]agoratest.Option{"beside data": nil, "within data": {agoratest.WithStreamingURLInData()}} {
		t.Run(name, func(t *testing.T) {
			srv := agoratest.NewServer(options...)
			defer srv.Close()
			client := srv.Client()
			require.NoError(t, createRoom(t, client, "r"))
			state, err := client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r", Mode: agora.RecordingModeWeb,
				Web: &agora.WebRecording{RootURL: "https://example.com/class", PublishRTMP: true}})
			require.NoError(t, err)
			assert.NotEmpty(t, state.StreamingURLs.RTMP)
			assert.NotEmpty(t, state.StreamingURLs.HLS)
		})
	}
}

func TestAllRecordings(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	require.NoError(t, srv.AddRecordings("r", 250))
	srv.ClearRequests()
	in := &agora.ListRecordingsRequest{RoomUUID: "r"}
	seen := map[string]bool{}
	for recording, err := range client.Recordings.All(t.Context(), in) {
		require.NoError(t, err)
		seen[recording.RecordID] = true
	}
	assert.Len(t, seen, 250)
	assert.Len(t, srv.Requests(), 3)
	assert.Empty(t, in.NextID)

	srv.ClearRequests()
	for range client.Recordings.All(t.Context(), in) {
		break
	}
	assert.Len(t, srv.Requests(), 1, "nothing is asked for after a break")

	srv.Respond("Recordings.List", `{"code":0,"data":{"list":[{"recordId":"x"}],"nextId":"same"}}`)
	var failure error
	rows := 0
	for _, err := range client.Recordings.All(t.Context(), in) {
		if err != nil {
			failure = err
			continue
		}
		rows++
	}
	assert.ErrorIs(t, failure, classcloud.DataLoss, "a server that turns in circles")
	assert.Equal(t, 1, rows)
}

func TestEveryDocumentedCode(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials(), classcloud.WithoutRetry())
	kinds := map[agora.Code]classcloud.Kind{
		400: classcloud.InvalidArgument, 30400100: classcloud.InvalidArgument, 30400412: classcloud.InvalidArgument,
		30403200: classcloud.PermissionDenied, 30403100: classcloud.PermissionDenied,
		20403001: classcloud.ResourceExhausted, 20403002: classcloud.ResourceExhausted, 30429461: classcloud.ResourceExhausted,
		20404100: classcloud.NotFound, 20404200: classcloud.NotFound, 30404462: classcloud.NotFound,
		20409100: classcloud.AlreadyExists, 30409104: classcloud.AlreadyExists, 30409601: classcloud.AlreadyExists,
		20409000: classcloud.Aborted, 30409460: classcloud.Aborted,
		30409100: classcloud.FailedPrecondition, 30409101: classcloud.FailedPrecondition, 30409103: classcloud.FailedPrecondition,
		30409410: classcloud.FailedPrecondition, 30409411: classcloud.FailedPrecondition,
		30410100: classcloud.FailedPrecondition, 20410100: classcloud.FailedPrecondition, 20410200: classcloud.FailedPrecondition,
		500: classcloud.Internal,
		// codes of no table go by the HTTP status within them
		20404999: classcloud.NotFound, 30403999: classcloud.PermissionDenied, 20429999: classcloud.ResourceExhausted, 30400999: classcloud.InvalidArgument,
		30500999: classcloud.Internal, 20503999: classcloud.Unavailable, 77: classcloud.Unknown,
	}
	for code, kind := range kinds {
		status := int(code / 1000 % 1000)
		if code < 1000 {
			status = max(int(code), 200)
		}
		for _, reply := range []agoratest.Fault{
			{Status: status, Body: fmt.Sprintf(`{"msg":"why","code":%d,"ts":1}`, code)},
			{Status: 200, Body: fmt.Sprintf(`{"msg":"why","code":"%d","ts":1}`, code)}, // HTTP 200 with a code that is not 0 is an error too
		} {
			t.Run(fmt.Sprintf("%d at HTTP %d", code, reply.Status), func(t *testing.T) {
				reply.Header = http.Header{"X-Request-Id": {"req-1"}}
				srv.Inject("Rooms.Create", reply)
				err := createRoom(t, client, "r")
				assert.ErrorIs(t, err, kind, "%v", err)
				assert.ErrorIs(t, err, code)
				e := asError(t, err)
				assert.Equal(t, strconv.Itoa(int(code)), e.Code)
				assert.Equal(t, "why", e.Message)
				assert.Equal(t, "req-1", e.RequestID)
			})
		}
	}
	assert.Empty(t, srv.Rooms())
}

func TestStatusesWithoutACode(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials(), classcloud.WithoutRetry())
	for status, kind := range map[int]classcloud.Kind{401: classcloud.Unauthenticated, 404: classcloud.Unimplemented, 429: classcloud.ResourceExhausted,
		439: classcloud.ResourceExhausted, 500: classcloud.Internal, 502: classcloud.Unavailable, 503: classcloud.Unavailable} {
		srv.Inject("Rooms.Create", agoratest.Fault{Status: status, Body: `{"message":"of the gateway"}`})
		err := createRoom(t, client, "r")
		assert.ErrorIs(t, err, kind, "%d", status)
		assert.Equal(t, status >= 500, classcloud.MaybeApplied(err), "%d: %v", status, err)
	}
}

func TestOverloadIsRepeated(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	for _, status := range []int{429, 439} {
		id := fmt.Sprint("r-", status)
		srv.Inject("Rooms.Create", agoratest.Fault{Status: status})
		require.NoError(t, createRoom(t, client, id))
	}
	assert.Len(t, srv.Rooms(), 2)
}

func TestNewRefuses(t *testing.T) {
	id, certificate := strings.Repeat("a", 32), strings.Repeat("b", 32)
	for name, keys := range map[string]agora.Credentials{
		"no app id":                {Certificate: certificate},
		"an app id that is no hex": {AppID: strings.Repeat("z", 32), Certificate: certificate},
		"no way to sign":           {AppID: id},
		"two ways to sign":         {AppID: id, Certificate: certificate, Token: "t"},
		"a short certificate":      {AppID: id, Certificate: "b"},
		"a user without a token":   {AppID: id, Certificate: certificate, UID: "u"},
	} {
		_, err := agora.New(keys)
		assert.Error(t, err, name)
	}
	_, err := agora.New(nil)
	assert.Error(t, err)
}
