package baijiayun_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestQuizTemplates(t *testing.T) {
	clouds(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		room := srv.AddRoom(baijiayuntest.Room{Title: "Kept"})
		for _, forced := range []bool{true, false, true} {
			_, err := client.QuizTemplates.Upload(ctx, &baijiayun.UploadQuizTemplateRequest{Forced: forced,
				File: &classcloud.File{Name: "小测.xlsx", Content: strings.NewReader("questions")}})
			require.NoError(t, err)
		}
		var templates []baijiayun.QuizTemplate
		for template, err := range client.QuizTemplates.All(ctx, &baijiayun.ListQuizTemplatesRequest{PageSize: 2}) {
			require.NoError(t, err)
			templates = append(templates, template)
		}
		title := map[string]any{"title": "小测.xlsx"}
		assert.Equal(t, []baijiayun.QuizTemplate{{TemplateID: 703, Forced: new(true), Extra: title}, {TemplateID: 702, Forced: new(false), Extra: title},
			{TemplateID: 701, Forced: new(true), Extra: title}}, templates)
		ids := []int64{701, 702}
		require.NoError(t, client.Rooms.AddQuizTemplates(ctx, &baijiayun.AddRoomQuizTemplatesRequest{RoomID: room.RoomID, TemplateIDs: ids}))
		require.NoError(t, client.Rooms.RemoveQuizTemplates(ctx, &baijiayun.RemoveRoomQuizTemplatesRequest{RoomID: room.RoomID, TemplateIDs: ids[:1]}))
		inRoom, err := client.Rooms.ListQuizTemplates(ctx, &baijiayun.ListRoomQuizTemplatesRequest{RoomID: room.RoomID})
		require.NoError(t, err)
		assert.Equal(t, templates[1:2], inRoom)
		require.NoError(t, client.QuizTemplates.Delete(ctx, &baijiayun.DeleteQuizTemplateRequest{TemplateID: 702}))
		inRoom, err = client.Rooms.ListQuizTemplates(ctx, &baijiayun.ListRoomQuizTemplatesRequest{RoomID: room.RoomID})
		require.NoError(t, err)
		assert.Equal(t, []baijiayun.QuizTemplate{}, inRoom)
	})
}

func TestAQuizTemplateStreams(t *testing.T) {
	const size = 64 << 20
	srv, client := newCloud(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := client.QuizTemplates.Upload(t.Context(), &baijiayun.UploadQuizTemplateRequest{
		File: &classcloud.File{Name: "big.xlsx", Content: io.NewSectionReader(zeroFile{size}, 0, size)}})
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20), "client and server together")
	assert.Equal(t, int64(size), srv.QuizTemplates()[0].Size)
}
