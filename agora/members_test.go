package agora_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// A ban that no time.Duration holds is refused, and does not become another one.
func TestABanLongerThanTime(t *testing.T) {
	var ban agora.Ban
	require.NoError(t, json.Unmarshal([]byte(`{"state":1,"duration":9223372036}`), &ban))
	assert.Equal(t, 9223372036*time.Second, ban.Duration)
	assert.ErrorContains(t, json.Unmarshal([]byte(`{"state":1,"duration":20000000000}`), &ban), "longer than any ban")
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
	clock.Advance(61 * time.Second)
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
