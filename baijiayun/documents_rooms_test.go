package baijiayun_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAddToRooms(t *testing.T) {
	srv, client := newCloud(t)
	document := srv.AddDocument(baijiayuntest.Document{Name: "a.pdf"})
	var rooms []int64
	for range 3 {
		rooms = append(rooms, srv.AddRoom(baijiayuntest.Room{Title: "T"}).RoomID)
	}
	_, err := client.Documents.AddToRooms(t.Context(), &baijiayun.AddDocumentToRoomsRequest{FID: document.FID, RoomIDs: rooms})
	require.NoError(t, err)
	for _, id := range rooms {
		listed, err := client.Rooms.ListDocuments(t.Context(), id)
		require.NoError(t, err)
		require.Len(t, listed, 1)
		assert.Equal(t, document.FID, listed[0].FID)
	}
	_, err = client.Documents.AddToRooms(t.Context(), &baijiayun.AddDocumentToRoomsRequest{FID: document.FID, RoomIDs: []int64{10000000000000}})
	require.ErrorIs(t, err, baijiayun.CodeRoomNotFound)

	srv.ClearRequests()
	srv.Inject("Documents.AddToRooms", baijiayuntest.Fault{Status: http.StatusBadGateway, Apply: true, Times: -1})
	_, err = client.Documents.AddToRooms(t.Context(), &baijiayun.AddDocumentToRoomsRequest{FID: document.FID, RoomIDs: rooms})
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, srv.Requests(), 1, "what a repeat does is not known")
}

// What the reply holds reaches the caller, whatever its form: no source shows it.
func TestARepliesFormThatNobodyKnowsIsKept(t *testing.T) {
	for data, want := range map[string]map[string]any{
		`{"fid":"1","rooms":[{"room_id":2}]}`: {"fid": "1", "rooms": []any{map[string]any{"room_id": json.Number("2")}}},
		`["abc123"]`:                          {"data": []any{"abc123"}},
		`"abc123"`:                            {"data": "abc123"},
		`7`:                                   {"data": json.Number("7")},
		`true`:                                {"data": true},
		`[]`:                                  nil,
		`null`:                                nil,
	} {
		client := stubbed(t, answers(data))
		added, err := client.Documents.AddToRooms(t.Context(), &baijiayun.AddDocumentToRoomsRequest{FID: 1, RoomIDs: []int64{2}})
		require.NoError(t, err, data)
		assert.Equal(t, want, added.Extra, data)
		codes, err := client.JoinCodes.CreateAudition(t.Context(), &baijiayun.CreateAuditionCodesRequest{RoomID: 1, UserNumbers: []int64{2}})
		require.NoError(t, err, data)
		assert.Equal(t, want, codes.Extra, data)
	}
}
