package agora_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

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
		// A code that is in none of the tables goes by the HTTP status inside it.
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
				e := clienttest.AsError(t, err)
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

// A gateway's sentence is in the error, also where the reply is not kept, and without the token that it repeats.
func TestTheGatewaysSentenceIsInTheError(t *testing.T) {
	srv, clock := newProject(t)
	token, err := builder(srv, clock).App(time.Hour)
	require.NoError(t, err)
	client := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Token: token}, classcloud.WithoutRetry())
	for _, op := range []string{"Rooms.Get", "Rooms.Start"} { // the first is Sensitive
		srv.Inject(op, agoratest.Fault{Status: 401, Body: `{"message":"invalid token ` + token + `"}`})
	}
	_, read := client.Rooms.Get(t.Context(), "r")
	for _, err := range []error{read, client.Rooms.Start(t.Context(), "r")} {
		assert.ErrorContains(t, err, "Unauthorized: invalid token ‹secret›")
		assert.NotContains(t, err.Error(), token)
	}
	raw := stubbed(t, clienttest.NewTransport(clienttest.Always(clienttest.Answer{Status: 400, Body: `{"status":400,"error":"Bad Request","message":"appId is not enabled"}`})))
	var out map[string]any
	err = raw.Do(t.Context(), agora.Call{Method: "GET", Path: "/{region}/edu/apps/{appId}/v2/configs"}, &out)
	assert.ErrorContains(t, err, "Bad Request: appId is not enabled")
}

func TestWhatToDoAboutAnEndedRoom(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	require.NoError(t, client.Rooms.Close(t.Context(), "r"))
	e := clienttest.AsError(t, client.Rooms.Start(t.Context(), "r"))
	assert.ErrorIs(t, e, agora.CodeRoomEnded)
	assert.Equal(t, "an ended room cannot be started again; its id is free an hour after its end", e.Hint)
	for _, code := range []int{20410100, 30410100} {
		client := stubbed(t, clienttest.NewTransport(clienttest.Always(clienttest.Answer{Status: 410, Body: fmt.Sprintf(`{"code":%d,"msg":"over"}`, code)})))
		assert.NotEmpty(t, clienttest.AsError(t, client.Rooms.Start(t.Context(), "r")).Hint, "%d", code)
	}
}

// A user who is gone when our own repeat arrives was put out by the first try.
func TestAKickWhoseAnswerWasLost(t *testing.T) {
	for _, code := range []int{20410200, 20404200} {
		srv, clock := newProject(t)
		client := newClient(t, srv, clock, srv.Credentials())
		require.NoError(t, createRoom(t, client, "r"))
		gone := agoratest.Fault{Status: code / 1000 % 1000, Body: fmt.Sprintf(`{"code":%d,"msg":"gone"}`, code)}
		kick := func() error {
			return client.Members.Kick(t.Context(), &agora.KickRequest{RoomUUID: "r", UserUUID: "u"})
		}
		srv.Inject("Members.Kick", agoratest.Fault{Status: 503})
		srv.Inject("Members.Kick", gone)
		assert.NoError(t, kick(), "%d after a try that nobody answered", code)
		srv.Inject("Members.Kick", gone)
		assert.ErrorIs(t, kick(), agora.Code(code), "at the first try")
		srv.Inject("Members.Kick", agoratest.Fault{Status: 429})
		srv.Inject("Members.Kick", gone)
		assert.ErrorIs(t, kick(), agora.Code(code), "after a try that was refused")
	}
}
