package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestDefinitionsAreAddedAndRemoved(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	id := srv.AddVideo(baijiayuntest.Video{Files: []baijiayuntest.VideoFile{{Definition: 16, Format: 1}}}).VideoID
	require.NoError(t, client.Videos.AddDefinitions(ctx, &baijiayun.AddVideoDefinitionsRequest{VideoID: id,
		Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionStandard, baijiayun.VideoDefinition1080P},
		Formats:     []baijiayun.VideoFormat{baijiayun.VideoFormatMP4, baijiayun.VideoFormatM3U8}}))
	assert.Equal(t, []baijiayuntest.VideoFile{{Definition: 16, Format: 1}, {Definition: 16, Format: 4}, {Definition: 8, Format: 1}, {Definition: 8, Format: 4}},
		srv.Videos()[0].Files)
	require.NoError(t, client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{VideoID: id,
		Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionStandard, baijiayun.VideoDefinitionHigh},
		Formats:     []baijiayun.VideoFormat{baijiayun.VideoFormatMP4}}))
	assert.Equal(t, []baijiayuntest.VideoFile{{Definition: 16, Format: 4}, {Definition: 8, Format: 1}, {Definition: 8, Format: 4}}, srv.Videos()[0].Files)

	waiting := srv.AddVideo(baijiayuntest.Video{Status: baijiayuntest.VideoStatusUploading}).VideoID
	err := client.Videos.AddDefinitions(ctx, &baijiayun.AddVideoDefinitionsRequest{VideoID: waiting,
		Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionHigh}})
	assert.ErrorIs(t, err, baijiayun.CodeGeneral)
}

// What would delete or make something else than is meant is refused before anything is sent.
func TestDefinitionsThatAreRefused(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	high := []baijiayun.VideoDefinition{baijiayun.VideoDefinitionHigh}
	mp4 := []baijiayun.VideoFormat{baijiayun.VideoFormatMP4}
	for problem, err := range map[string]error{
		"Definitions[1] (definition[1]) is 3, a sum": client.Videos.AddDefinitions(ctx, &baijiayun.AddVideoDefinitionsRequest{VideoID: 1,
			Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionHigh, baijiayun.VideoDefinitionHigh | baijiayun.VideoDefinitionSuper}}),
		"Definitions[0] (definition[0]) is -16, which the vendor does not have": client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{
			VideoID: 1, Definitions: []baijiayun.VideoDefinition{-16}, Formats: mp4}),
		"Formats[0] (type[0]) is 7, a sum": client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{
			VideoID: 1, Definitions: high, Formats: []baijiayun.VideoFormat{7}}),
		"Formats[0] (format[0]) is 0, which the vendor does not have": client.Videos.AddDefinitions(ctx, &baijiayun.AddVideoDefinitionsRequest{
			VideoID: 1, Definitions: high, Formats: []baijiayun.VideoFormat{0}}),
		"Formats (type) is required":                             client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{VideoID: 1, Definitions: high}),
		"Definitions (definition) is empty":                      client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{VideoID: 1, Definitions: high[:0], Formats: mp4}),
		"VideoID (video_id) is required":                         client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{Definitions: high, Formats: mp4}),
		"Name (name) is required":                                client.Videos.Update(ctx, &baijiayun.UpdateVideoRequest{VideoID: 1}),
		"PublishStatus (status) is required":                     client.Videos.SetPublishStatus(ctx, &baijiayun.SetVideoPublishStatusRequest{VideoID: 1}),
		"PublishStatus (status) is neither":                      client.Videos.SetPublishStatus(ctx, &baijiayun.SetVideoPublishStatusRequest{VideoID: 1, PublishStatus: -1}),
		"CategoryID (category_id) is required":                   client.Videos.SetCategory(ctx, &baijiayun.SetVideoCategoryRequest{VideoID: 1}),
		"nothing was sent: VideoID (video_id) is required":       client.Videos.Delete(ctx, 0),
		"nothing was sent: CategoryID (category_id) is required": client.VideoCategories.Delete(ctx, 0),
	} {
		assert.ErrorIs(t, err, classcloud.InvalidArgument, problem)
		assert.ErrorContains(t, err, problem)
	}
	assert.Empty(t, srv.Requests())
}
