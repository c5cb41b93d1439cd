package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// VideosService manages videos on demand (点播) and audio files, and opens them.
//
// The parameters are those of the vendor's document 点播服务端API接口文档 (dev.baijiayun.com/wiki/detail/4), as two public clients have them
// (007gzs/baijiayun and a07061625/swooleyaf). What replies hold is known from programs in production that read them; each type says which.
type VideosService struct{ client *Client }

// VideoStatus says whether a video is uploaded and transcoded (status).
type VideoStatus int

// The statuses of videos, as lizhongyuan3/cloud-live lists them for video/getInfo.
const (
	VideoStatusUploading         VideoStatus = 10  // the file is being uploaded: 上传中
	VideoStatusTranscoding       VideoStatus = 20  // the file is uploaded, and is transcoded or waits for it: 转码中
	VideoStatusFailed            VideoStatus = 30  // the file could not be transcoded: 转码失败
	VideoStatusTranscodeTimedOut VideoStatus = 31  // transcoding took too long: 转码超时
	VideoStatusUploadTimedOut    VideoStatus = 32  // the upload took too long: 上传超时
	VideoStatusReady             VideoStatus = 100 // the video can be watched: 转码成功
)

var videoStatusNames = map[VideoStatus]string{
	VideoStatusUploading:         "Uploading",
	VideoStatusTranscoding:       "Transcoding",
	VideoStatusFailed:            "Failed",
	VideoStatusTranscodeTimedOut: "TranscodeTimedOut",
	VideoStatusUploadTimedOut:    "UploadTimedOut",
	VideoStatusReady:             "Ready",
}

// String returns the status's name, or VideoStatus(9) for a value this module does not know.
func (s VideoStatus) String() string { return wire.EnumName("VideoStatus", s, videoStatusNames) }

// Video is a video on demand, to watch when its Status is VideoStatusReady. Sizes, picture and checksum are decorative: what cannot be read
// of them does not cost the row.
//
// Its members are those that programs read: name, status, length, preface_url, total_size and total_transcode_size of video/getInfo
// (org.springcrazy; lizhongyuan3/cloud-live and com.huatu.tiku.essay some of them), and all of video/getCategoryVideo (top.continew.admin).
// The last also declares audit_status, and categories of levels 3 to 5 although the document has two levels: those are in Extra, like
// everything else that the vendor sends.
type Video struct {
	VideoID          int64          `json:"video_id,omitzero" check:"required"`
	Name             string         `json:"name,omitzero"`
	Status           VideoStatus    `json:"status,omitzero"`                                  // 0 when the reply does not say
	PublishStatus    PublishStatus  `json:"publish_status,omitzero"`                          // whether users can watch it; 0 when the reply does not say
	CreateTime       time.Time      `json:"create_time,omitzero"`                             // when the video was created
	Duration         time.Duration  `json:"length,omitzero" wire:"seconds"`                   // how long it plays; 0 until it is transcoded
	TotalSize        int64          `json:"total_size,omitzero" check:"decorative"`           // bytes of the uploaded file
	TranscodedSize   int64          `json:"total_transcode_size,omitzero" check:"decorative"` // bytes of the uploaded file and everything transcoded from it
	OriginDefinition string         `json:"origin_definition,omitzero" check:"decorative"`    // the vendor's word for the definition of the uploaded file: low, std, high, super or 1080p in a comment of com.tmser.tr.bjysdk
	CategoryLevel1ID int64          `json:"category_level1_id,omitzero" check:"decorative"`   // its category of the first level; 0 for none
	CategoryLevel2ID int64          `json:"category_level2_id,omitzero" check:"decorative"`   // its category of the second level, in the first; 0 for none
	FileMD5          string         `json:"file_md5,omitzero" check:"decorative"`             // of the uploaded file, in hexadecimal digits
	CoverURL         string         `json:"preface_url,omitzero" check:"decorative"`          // URL of the cover picture
	Extra            map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// videoRef names a video.
type videoRef struct {
	VideoID int64 `json:"video_id" check:"required"`
}

// Get returns a video. CodeVideoNotFound: it does not exist, or was deleted.
//
// To wait until a video can be watched, have the vendor call you when it is transcoded, or call Get or GetStatus now and then until Status is
// VideoStatusReady; VideoStatusFailed, VideoStatusTranscodeTimedOut and VideoStatusUploadTimedOut do not change by themselves (inferred).
//
// Baijiayun 获取指定ID视频信息 (点播服务端API接口文档), POST /openapi/video/getInfo. Safe to repeat.
func (s VideosService) Get(ctx context.Context, videoID int64, opts ...classcloud.CallOption) (*Video, error) {
	return call[*Video](ctx, s.client, opVideosGet, &videoRef{videoID}, opts)
}

// VideoProgress says how far a video is.
type VideoProgress struct {
	Status VideoStatus    `json:"status,omitzero" check:"present"`
	Info   string         `json:"info,omitzero" check:"decorative"`                 // the vendor's text beside the status
	Extra  map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// GetStatus returns how far a video is: uploaded, transcoded, or failed. CodeVideoNotFound: the video does not exist.
//
// Baijiayun 查询视频转码状态 (点播服务端API接口文档), POST /openapi/video/getStatus. That the reply holds status and info is known from one
// program (package baijiayun of tkserver); what it holds beside them is not known. Safe to repeat.
func (s VideosService) GetStatus(ctx context.Context, videoID int64, opts ...classcloud.CallOption) (*VideoProgress, error) {
	return call[*VideoProgress](ctx, s.client, opVideosGetStatus, &videoRef{videoID}, opts)
}

// UpdateVideoRequest changes a video.
type UpdateVideoRequest struct {
	VideoID int64  `json:"video_id" check:"required"`
	Name    string `json:"name" check:"required"` // the new name; the document says that nothing else can be changed
}

// Update renames a video. CodeVideoNotFound: the video does not exist.
//
// Baijiayun 更新视频信息 (点播服务端API接口文档), POST /openapi/video/update. Safe to repeat.
func (s VideosService) Update(ctx context.Context, in *UpdateVideoRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideosUpdate, in, opts)
}

// Delete deletes a video with all its files. CodeVideoNotFound: the video does not exist, or is deleted already.
//
// Baijiayun 删除视频 (点播服务端API接口文档), POST /openapi/video/delete. Repeating it changes nothing more, so a call without an answer is
// repeated. When the repeat gets CodeVideoNotFound, the error says that the video may have been deleted by the first try
// (classcloud.MaybeApplied): it is gone either way. A program in production deletes a playback too, by the playback's video id; the
// document does not have that.
func (s VideosService) Delete(ctx context.Context, videoID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideosDelete, &videoRef{videoID}, opts)
}

// SetVideoPublishStatusRequest says whether users can watch a video.
type SetVideoPublishStatusRequest struct {
	VideoID       int64         `json:"video_id" check:"required"`
	PublishStatus PublishStatus `json:"status" check:"required"` // PublishStatusShown (发布) or PublishStatusHidden (屏蔽)
}

// Validate refuses what is neither shown nor hidden.
func (r *SetVideoPublishStatusRequest) Validate() []classcloud.FieldError {
	if r.PublishStatus == 0 || r.PublishStatus == PublishStatusShown || r.PublishStatus == PublishStatusHidden {
		return nil // 0 is required's business
	}
	return []classcloud.FieldError{{Field: "PublishStatus", Wire: "status", Problem: "is neither PublishStatusShown nor PublishStatusHidden"}}
}

// SetPublishStatus shows a video to users, or hides it from them. A video that is transcoded is shown by itself. CodeVideoNotFound: the
// video does not exist.
//
// Baijiayun 设置视频发布状态 (点播服务端API接口文档), POST /openapi/video/setPublishStatus. Safe to repeat.
func (s VideosService) SetPublishStatus(ctx context.Context, in *SetVideoPublishStatusRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideosSetPublishStatus, in, opts)
}

// SetVideoCategoryRequest puts a video into a category.
type SetVideoCategoryRequest struct {
	VideoID    int64 `json:"video_id" check:"required"`
	CategoryID int64 `json:"category_id" check:"required"` // how to take a video out of all categories is not known
}

// SetCategory puts a video into a category, and takes it out of the one where it was. CodeVideoNotFound: the video does not exist.
//
// Baijiayun 设置视频分类 (点播服务端API接口文档), POST /openapi/video/setVideoCategory. Safe to repeat.
func (s VideosService) SetCategory(ctx context.Context, in *SetVideoCategoryRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideosSetCategory, in, opts)
}
