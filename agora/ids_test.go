package agora_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

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
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome, id)
	}
	err := client.Members.Kick(t.Context(), &agora.KickRequest{RoomUUID: "a/b", UserUUID: strings.Repeat("/", 65)})
	assert.Len(t, clienttest.AsError(t, err).Fields, 2, "every bad field: %v", err)
	assert.Empty(t, srv.Requests())
}
