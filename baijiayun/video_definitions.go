package baijiayun

import (
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
	VideoFormatEncrypted VideoFormat = 8 // the vendor's encrypted format, which only its players play: encrypt
)

var videoFormatNames = map[VideoFormat]string{
	VideoFormatMP4:       "MP4",
	VideoFormatFLV:       "FLV",
	VideoFormatM3U8:      "M3U8",
	VideoFormatEncrypted: "Encrypted",
}

// String returns the format's name, or VideoFormat(9) for a value this module does not know.
func (f VideoFormat) String() string { return wire.EnumName("VideoFormat", f, videoFormatNames) }

// notBits refuses numbers of a list that are sums, as a|b makes them: the vendor takes its definitions and formats one by one. Numbers below
// 1 are refused by check:"ids".
func notBits[T ~int](field, name string, list []T) (bad []classcloud.FieldError) {
	for i, n := range list {
		if n > 0 && n&(n-1) != 0 {
			at := fmt.Sprintf("[%d]", i)
			bad = append(bad, classcloud.FieldError{Field: field + at, Wire: name + at, Problem: fmt.Sprintf("is %d, a sum: list them one by one", int(n))})
		}
	}
	return bad
}
