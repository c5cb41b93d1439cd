package aui

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// VOD is the recording of a class.
type VOD struct {
	Status   VODStatus   `json:"status,omitzero"`
	Playlist []VODStream `json:"playlist,omitzero"` // the recording's files
}

// VODStatus is where a recording stands.
type VODStatus int

// The documented statuses. The published servers send only VODStatusReady.
const (
	VODStatusPreparing VODStatus = 0 // the recording is being made
	VODStatusReady     VODStatus = 1 // the recording can be played
	VODStatusFailed    VODStatus = 2 // the recording could not be made
)

var vodStatusNames = map[VODStatus]string{VODStatusPreparing: "Preparing", VODStatusReady: "Ready", VODStatusFailed: "Failed"}

// String returns the status's name, or VODStatus(7) for a status this module does not know.
func (s VODStatus) String() string { return wire.EnumName("VODStatus", s, vodStatusNames) }

// VODStream is one file of a recording. BitRate and FPS are decimal numbers as text. It prints without
// the query of PlayURL.
type VODStream struct {
	PlayURL     string        `json:"play_url,omitzero"`
	Definition  string        `json:"definition,omitzero"`  // the vendor's word for the picture's quality
	FileFormat  string        `json:"format,omitzero"`      // the vendor's word for the file's format, such as m3u8
	StreamType  string        `json:"stream_type,omitzero"` // the vendor's word
	Status      string        `json:"status,omitzero"`      // the vendor's word for where this file stands
	BitRate     string        `json:"bit_rate,omitzero"`    // kbit/s
	Duration    time.Duration `json:"duration,omitzero" wire:"seconds"`
	FPS         string        `json:"fps,omitzero"`       // frames per second
	Width       int64         `json:"width,omitzero"`     // pixels
	Height      int64         `json:"height,omitzero"`    // pixels
	Size        int64         `json:"size,omitzero"`      // bytes
	BitDepth    int           `json:"bit_depth,omitzero"` // bits
	HDRType     string        `json:"hdr_type,omitzero"`
	Encrypt     int           `json:"encrypt,omitzero"`      // whether the file is encrypted, as the vendor's number
	EncryptType string        `json:"encrypt_type,omitzero"` // how the file is encrypted, the vendor's word
	WatermarkID string        `json:"watermark_id,omitzero"`
	CreateTime  time.Time     `json:"creation_time,omitzero"`
}
