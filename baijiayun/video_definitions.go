package baijiayun

import "github.com/go-classcloud/classcloud/internal/wire"

// VideoDefinition is a definition that a video is transcoded to (definition).
type VideoDefinition int

// The definitions.
const (
	VideoDefinitionHigh     VideoDefinition = 1  // 高清
	VideoDefinitionSuper    VideoDefinition = 2  // 超清
	VideoDefinition720p     VideoDefinition = 4  // 720p
	VideoDefinition1080p    VideoDefinition = 8  // 1080p
	VideoDefinitionStandard VideoDefinition = 16 // 标清
)

var videoDefinitionNames = map[VideoDefinition]string{
	VideoDefinitionHigh: "High", VideoDefinitionSuper: "Super", VideoDefinition720p: "720p", VideoDefinition1080p: "1080p", VideoDefinitionStandard: "Standard",
}

// String returns the definition's name, or VideoDefinition(3) for a value this module does not know.
func (d VideoDefinition) String() string {
	return wire.EnumName("VideoDefinition", d, videoDefinitionNames)
}

// VideoFormat is a format that a video is transcoded to (format).
type VideoFormat int

// The formats.
const (
	VideoFormatMP4  VideoFormat = 1 // mp4
	VideoFormatFLV  VideoFormat = 2 // flv
	VideoFormatM3U8 VideoFormat = 4 // m3u8
)

var videoFormatNames = map[VideoFormat]string{VideoFormatMP4: "MP4", VideoFormatFLV: "FLV", VideoFormatM3U8: "M3U8"}

// String returns the format's name, or VideoFormat(3) for a value this module does not know.
func (f VideoFormat) String() string { return wire.EnumName("VideoFormat", f, videoFormatNames) }
