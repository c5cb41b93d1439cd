package baijiayun

import (
	"context"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// VideoDefinition is one of the definitions to which videos are transcoded (definition). Its numbers are bits, and are sent one by one.
type VideoDefinition int

// The documented definitions.
const (
	VideoDefinitionHigh     VideoDefinition = 1  // high: 高清
	VideoDefinitionSuper    VideoDefinition = 2  // super: 超清
	VideoDefinition720P     VideoDefinition = 4  // 720p
	VideoDefinition1080P    VideoDefinition = 8  // 1080p
	VideoDefinitionStandard VideoDefinition = 16 // standard: 标清
)

var videoDefinitionNames = map[VideoDefinition]string{
	VideoDefinitionHigh:     "High",
	VideoDefinitionSuper:    "Super",
	VideoDefinition720P:     "720P",
	VideoDefinition1080P:    "1080P",
	VideoDefinitionStandard: "Standard",
}

// String returns the definition's name, or VideoDefinition(9) for a value this module does not know.
func (d VideoDefinition) String() string {
	return wire.EnumName("VideoDefinition", d, videoDefinitionNames)
}

// VideoFormat is one of the formats to which videos are transcoded (format, type). Its numbers are bits, and are sent one by one.
type VideoFormat int

// The documented formats.
const (
	VideoFormatMP4       VideoFormat = 1 // mp4
	VideoFormatFLV       VideoFormat = 2 // flv
	VideoFormatM3U8      VideoFormat = 4 // m3u8
	VideoFormatEncrypted VideoFormat = 8 // the vendor's encrypted format; only accounts with encryption have it: encrypt
)

var videoFormatNames = map[VideoFormat]string{
	VideoFormatMP4:       "MP4",
	VideoFormatFLV:       "FLV",
	VideoFormatM3U8:      "M3U8",
	VideoFormatEncrypted: "Encrypted",
}

// String returns the format's name, or VideoFormat(9) for a value this module does not know.
func (f VideoFormat) String() string { return wire.EnumName("VideoFormat", f, videoFormatNames) }

// notBits refuses numbers of a list that are not one bit: the vendor takes its definitions and formats one by one, and not as a|b.
func notBits[T ~int](field, name string, list []T) (bad []classcloud.FieldError) {
	for i, n := range list {
		var problem string
		switch {
		case n < 1:
			problem = fmt.Sprintf("is %d, which the vendor does not have", int(n))
		case n&(n-1) != 0:
			problem = fmt.Sprintf("is %d, a sum: list them one by one", int(n))
		default:
			continue
		}
		at := fmt.Sprintf("[%d]", i)
		bad = append(bad, classcloud.FieldError{Field: field + at, Wire: name + at, Problem: problem})
	}
	return bad
}

// AddVideoDefinitionsRequest says to what a video is transcoded besides.
type AddVideoDefinitionsRequest struct {
	VideoID     int64             `json:"video_id" check:"required"`
	Definitions []VideoDefinition `json:"definition" wire:"comma" check:"required"`
	Formats     []VideoFormat     `json:"format" wire:"comma"` // of VideoFormatMP4, VideoFormatFLV and VideoFormatM3U8; default these three
}

// Validate refuses definitions and formats that are none, and sums of them.
func (r *AddVideoDefinitionsRequest) Validate() []classcloud.FieldError {
	return append(notBits("Definitions", "definition", r.Definitions), notBits("Formats", "format", r.Formats)...)
}

// AddDefinitions has an uploaded video transcoded to further definitions, besides those that were chosen for the upload. CodeVideoNotFound:
// the video does not exist.
//
// Baijiayun 视频二次转码 (点播服务端API接口文档), POST /openapi/video/transcodeAgain. The document does not say what a second call does while the
// first is being carried out, so it is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look at GetStatus, and
// later at GetURLs, first. No public program reads its reply.
func (s VideosService) AddDefinitions(ctx context.Context, in *AddVideoDefinitionsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideosAddDefinitions, in, opts)
}

// RemoveVideoDefinitionsRequest says which files of a video are deleted: every definition in every format that is listed.
type RemoveVideoDefinitionsRequest struct {
	VideoID     int64             `json:"video_id" check:"required"`
	Definitions []VideoDefinition `json:"definition" wire:"comma" check:"required"`
	Formats     []VideoFormat     `json:"type" wire:"comma" check:"required"` // required here, because what is deleted is gone; the vendor's own default is VideoFormatMP4
}

// Validate refuses definitions and formats that are none, and sums of them.
func (r *RemoveVideoDefinitionsRequest) Validate() []classcloud.FieldError {
	return append(notBits("Definitions", "definition", r.Definitions), notBits("Formats", "type", r.Formats)...)
}

// RemoveDefinitions deletes files that a video was transcoded to, to save storage. AddDefinitions makes them again (inferred).
// CodeVideoNotFound: the video does not exist.
//
// Baijiayun 清除指定清晰度的转码文件 (点播服务端API接口文档), POST /openapi/video/removeDefinition. Safe to repeat: a file that is gone stays gone.
// No public program reads its reply.
func (s VideosService) RemoveDefinitions(ctx context.Context, in *RemoveVideoDefinitionsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideosRemoveDefinitions, in, opts)
}
