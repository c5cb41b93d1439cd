package aui

import (
	"strconv"
	"time"
)

// VOD is the recording of a class.
type VOD struct {
	Status   VODStatus   `json:"status,omitzero"`
	Playlist []VODStream `json:"playlist,omitzero"`
}

// VODStatus is where a recording stands.
type VODStatus int

// The states.
const (
	VODStatusPreparing VODStatus = 0
	VODStatusReady     VODStatus = 1
	VODStatusFailed    VODStatus = 2
)

// String returns the state's name, or VODStatus(7) for one this module does not know.
func (s VODStatus) String() string {
	switch s {
	case VODStatusPreparing:
		return "Preparing"
	case VODStatusReady:
		return "Ready"
	case VODStatusFailed:
		return "Failed"
	}
	return "VODStatus(" + strconv.Itoa(int(s)) + ")"
}

// VODStream is one file of a recording. BitRate, Duration and FPS are decimal text.
type VODStream struct {
	PlayURL      string    `json:"play_url,omitzero"`
	Definition   string    `json:"definition,omitzero"`
	Format       string    `json:"format,omitzero"`
	StreamType   string    `json:"stream_type,omitzero"`
	Status       string    `json:"status,omitzero"`
	BitRate      string    `json:"bit_rate,omitzero"` // kbit/s
	Duration     string    `json:"duration,omitzero"` // seconds
	FPS          string    `json:"fps,omitzero"`
	Width        int64     `json:"width,omitzero"`  // pixels
	Height       int64     `json:"height,omitzero"` // pixels
	Size         int64     `json:"size,omitzero"`   // bytes
	BitDepth     int       `json:"bit_depth,omitzero"`
	HDRType      string    `json:"hdr_type,omitzero"`
	Encrypt      int       `json:"encrypt,omitzero"`
	EncryptType  string    `json:"encrypt_type,omitzero"`
	WatermarkID  string    `json:"watermark_id,omitzero"`
	CreationTime time.Time `json:"creation_time,omitzero"`
}
