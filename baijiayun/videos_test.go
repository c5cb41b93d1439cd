package baijiayun_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAVideoFromUploadToDeletion(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	seeded := srv.AddVideo(baijiayuntest.Video{Name: "第一课", Status: baijiayuntest.VideoStatusUploading, Duration: 10 * time.Minute, TotalSize: 1 << 20})
	id := seeded.VideoID

	progress, err := client.Videos.GetStatus(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.VideoProgress{Status: baijiayun.VideoStatusUploading, Info: "上传中"}, progress)
	for status, name := range map[int64]string{20: "Transcoding", 30: "Failed", 31: "TranscodeTimedOut", 32: "UploadTimedOut", 100: "Ready", 77: "VideoStatus(77)"} {
		srv.SetVideoStatus(id, status)
		video, err := client.Videos.Get(ctx, id)
		require.NoError(t, err)
		assert.Equal(t, name, video.Status.String())
	}
	srv.SetVideoStatus(id, baijiayuntest.VideoStatusReady)

	category, err := client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "语法"})
	require.NoError(t, err)
	require.NoError(t, client.Videos.Update(ctx, &baijiayun.UpdateVideoRequest{VideoID: id, Name: "第一课：问候 & more=100% +?"}))
	require.NoError(t, client.Videos.SetCategory(ctx, &baijiayun.SetVideoCategoryRequest{VideoID: id, CategoryID: category.CategoryID}))
	require.NoError(t, client.Videos.SetPublishStatus(ctx, &baijiayun.SetVideoPublishStatusRequest{VideoID: id, PublishStatus: baijiayun.PublishStatusHidden}))
	video, err := client.Videos.Get(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, "第一课：问候 & more=100% +?", video.Name)
	assert.Equal(t, baijiayun.PublishStatusHidden, video.PublishStatus)
	assert.Equal(t, category.CategoryID, video.CategoryLevel1ID)
	assert.Zero(t, video.CategoryLevel2ID)
	assert.Equal(t, 10*time.Minute, video.Duration)
	assert.Equal(t, int64(1<<20), video.TotalSize)
	assert.True(t, video.CreateTime.Equal(seeded.CreateTime))
	assert.Empty(t, video.Extra)

	require.NoError(t, client.Videos.Delete(ctx, id))
	assert.Empty(t, srv.Videos())
	_, err = client.Videos.Get(ctx, id)
	assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
	assert.ErrorIs(t, err, classcloud.NotFound)
	err = client.Videos.Delete(ctx, id)
	assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
	assert.False(t, classcloud.MaybeApplied(err), "nobody has deleted it on our behalf")
}

// A deletion whose answer is lost is repeated. The vendor has no word for "gone already", so the answer to the repeat is not taken for success.
func TestADeletionWhoseAnswerIsLost(t *testing.T) {
	srv, client := newCloud(t)
	video := srv.AddVideo(baijiayuntest.Video{})
	srv.Inject("Videos.Delete", baijiayuntest.Fault{Apply: true, Status: 502})
	err := client.Videos.Delete(t.Context(), video.VideoID)
	assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Empty(t, srv.Videos())
}

// What changes nothing more is repeated, and what may do it twice is not.
func TestWhichWritesOfVideosAreRepeated(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	category := srv.AddVideoCategory(baijiayuntest.VideoCategory{})
	id := srv.AddVideo(baijiayuntest.Video{}).VideoID
	for operation, call := range map[string]func() error{
		"Videos.Update": func() error {
			return client.Videos.Update(ctx, &baijiayun.UpdateVideoRequest{VideoID: id, Name: "a"})
		},
		"Videos.SetPublishStatus": func() error {
			return client.Videos.SetPublishStatus(ctx, &baijiayun.SetVideoPublishStatusRequest{VideoID: id, PublishStatus: baijiayun.PublishStatusShown})
		},
		"Videos.SetCategory": func() error {
			return client.Videos.SetCategory(ctx, &baijiayun.SetVideoCategoryRequest{VideoID: id, CategoryID: category.CategoryID})
		},
		"Videos.RemoveDefinitions": func() error {
			return client.Videos.RemoveDefinitions(ctx, &baijiayun.RemoveVideoDefinitionsRequest{VideoID: id,
				Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionHigh}, Formats: []baijiayun.VideoFormat{baijiayun.VideoFormatFLV}})
		},
	} {
		srv.Inject(operation, baijiayuntest.Fault{Apply: true, Status: 502})
		assert.NoError(t, call(), operation)
	}
	for operation, call := range map[string]func() error{
		"Videos.AddDefinitions": func() error {
			return client.Videos.AddDefinitions(ctx, &baijiayun.AddVideoDefinitionsRequest{VideoID: id,
				Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinition720P}})
		},
		"VideoCategories.Create": func() error {
			_, err := client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "once"})
			return err
		},
	} {
		srv.ClearRequests()
		srv.Inject(operation, baijiayuntest.Fault{Apply: true, Status: 502})
		err := call()
		assert.True(t, classcloud.MaybeApplied(err), operation)
		assert.Len(t, srv.Requests(), 1, operation)
	}
	assert.Len(t, srv.VideoCategories(), 2)
}

// A status that nobody can read is told apart from every other, and does not cost the reply.
func TestAnOddStatusOfAVideo(t *testing.T) {
	client := stubbed(t, answers(`{"status":{"x":1},"info":["a"]}`))
	progress, err := client.Videos.GetStatus(t.Context(), 5)
	require.NoError(t, err)
	assert.Equal(t, "VideoStatus(-1)", progress.Status.String())
	client = stubbed(t, answers(`{"video_id":5,"status":"12x","publish_status":true}`))
	video, err := client.Videos.Get(t.Context(), 5)
	require.NoError(t, err)
	assert.Equal(t, "VideoStatus(-1)", video.Status.String())
	assert.Equal(t, "PublishStatus(-1)", video.PublishStatus.String())
}

// What is not typed is kept with its digits, and survives encoding/json.
func TestVideosKeepWhatTheyDoNotKnow(t *testing.T) {
	client := stubbed(t, answers(`{"video_id":5,"audit_status":9007199254740993,"tags":{"a":[1]}}`))
	video, err := client.Videos.Get(t.Context(), 5)
	require.NoError(t, err)
	text, err := json.Marshal(video)
	require.NoError(t, err)
	assert.Equal(t, `{"video_id":5,"unknown":{"audit_status":9007199254740993,"tags":{"a":[1]}}}`, string(text))
}
