package agora_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// A reply of another room or user than was asked for is told, and no Ensure takes that room for its own.
func TestAReplyOfAnotherIsTold(t *testing.T) {
	var warned []string
	heard := classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) { warned = append(warned, op.Name+": "+w.Message) })
	room, err := saying(t, `{"roomUuid":"other","state":1}`, heard).Rooms.Get(t.Context(), "r")
	require.NoError(t, err)
	assert.Equal(t, "other", room.RoomUUID)
	member, err := saying(t, `{"userUuid":"other","role":2,"state":1}`, heard).Members.Get(t.Context(), &agora.GetMemberRequest{RoomUUID: "r", UserUUID: "u"})
	require.NoError(t, err)
	assert.Equal(t, "other", member.UserUUID)
	assert.Equal(t, []string{`Rooms.Get: the reply is about the roomUuid other, and r was asked for`,
		`Members.Get: the reply is about the userUuid other, and u was asked for`}, warned)
	warned = nil
	for _, data := range []string{`{"roomUuid":"r","state":1}`, `{"state":1}`} {
		_, err = saying(t, data, heard).Rooms.Get(t.Context(), "r")
		require.NoError(t, err)
	}
	assert.Empty(t, warned)

	d := newDesk(t)
	require.NoError(t, createRoom(t, d.client, "lesson-7"))
	d.srv.Respond("Rooms.Get", `{"code":0,"data":{"roomUuid":"other","roomName":"Else","state":1,"roomProperties":{"roomType":4}}}`)
	_, text := d.ensure()
	assert.Equal(t, "room lesson-7, known false, existed true, differs false; DataLoss of lesson-7, maybe applied false", text)
}

// Data beside which the addresses stand is read, and data that is not an object is not taken for nothing.
func TestAStartedRecordingOfOddData(t *testing.T) {
	start := &agora.StartRecordingRequest{RoomUUID: "r"}
	for _, data := range []string{`"x"`, `5`, `true`, `[1]`} {
		got, err := saying(t, data).Recordings.Start(t.Context(), start)
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.True(t, classcloud.MaybeApplied(err), data)
		assert.Nil(t, got, data)
	}
	for _, data := range []string{`{}`, `[]`, `null`, `""`, `false`} {
		got, err := saying(t, data).Recordings.Start(t.Context(), start)
		assert.NoError(t, err, data)
		assert.NotNil(t, got, data)
	}
}

func TestCodesWrittenAsDoubles(t *testing.T) {
	answered := func(code string) error {
		return stubbed(t, clienttest.NewTransport(clienttest.Always(clienttest.JSON(`{"code":`+code+`,"msg":"x"}`))), classcloud.WithoutRetry()).Rooms.Start(t.Context(), "r")
	}
	for _, good := range []string{`0`, `"0"`, `0.0`, `0E0`} {
		assert.NoError(t, answered(good), good)
	}
	for _, code := range []string{`20404100`, `20404100.0`, `2.04041E7`} {
		assert.ErrorIs(t, answered(code), agora.CodeRoomNotFound, code)
	}
	for _, odd := range []string{`false`, `true`, `null`, `""`, `0.5`} {
		assert.Error(t, answered(odd), odd)
	}
}

// What a poll answers with instead of events.
func TestPollsOfNothing(t *testing.T) {
	for _, nothing := range []string{`{"list":null}`, `{"list":[]}`, `{"list":"","total":0}`} {
		events, err := saying(t, nothing).Events.Poll(t.Context())
		assert.NoError(t, err, nothing)
		assert.Empty(t, events, nothing)
	}
	events, err := saying(t, `{"events":[{"cmd":1}]}`).Events.Poll(t.Context())
	require.NoError(t, err)
	require.Len(t, events, 1, "it used something up: what arrived is handed on")
	assert.Equal(t, "it names neither a room nor a kind", events[0].Problem)
}
