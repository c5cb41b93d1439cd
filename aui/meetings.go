package aui

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// MeetingsService says who is co-streaming (on the stage) in a class.
type MeetingsService struct{ client *Client }

// Meeting is the co-streaming of a class.
type Meeting struct {
	Members            []MeetingMember `json:"members,omitzero"`
	AllMute            *bool           `json:"all_mute,omitzero"`            // nil: never set, read as false
	InteractionAllowed *bool           `json:"interaction_allowed,omitzero"` // nil: never set, read as true
}

// MeetingMember is somebody who is co-streaming. What a server keeps as true, false or never said is a pointer.
type MeetingMember struct {
	UserID       string `json:"user_id,omitzero" check:"required"`
	UserNick     string `json:"user_nick,omitzero"`
	UserAvatar   string `json:"user_avatar,omitzero"` // a URL
	CameraOpened bool   `json:"camera_opened,omitzero" wire:"always"`
	MicOpened    bool   `json:"mic_opened,omitzero" wire:"always"`
	RTCPullURL   string `json:"rtc_pull_url,omitzero"` // of the member's stream

	AudioPublishing        *bool `json:"is_audio_publishing,omitzero"`
	VideoPublishing        *bool `json:"is_video_publishing,omitzero"`
	ScreenPublishing       *bool `json:"is_screen_publishing,omitzero"`
	ScreenShare            *bool `json:"screen_share,omitzero"`             // shows the screen to the class
	MultiMedia             *bool `json:"mutil_media,omitzero"`              // plays a file into the class
	ControlledCameraOpened *bool `json:"controlled_camera_opened,omitzero"` // what the teacher wants of the camera
	ControlledMicOpened    *bool `json:"controlled_mic_opened,omitzero"`    // what the teacher wants of the microphone

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module; published servers drop them
}

// Get returns who is co-streaming in a class.
//
// AUI Get co-streaming information, POST /api/v1/class/getMeetingInfo. A class that does not exist is an empty Meeting like one
// where nobody is; servers before v1.1.0 answer CodeInternal to both.
func (s MeetingsService) Get(ctx context.Context, classID string, opts ...classcloud.CallOption) (*Meeting, error) {
	return call[*Meeting](ctx, s.client, opMeetingsGet, &meetingRef{classID}, opts)
}

type meetingRef struct {
	ID string `json:"id" check:"required"`
}

// UpdateMeetingRequest says what changes in a class's co-streaming. What is nil stays as it is; servers before v1.2.0 replace
// everything and forget what is nil.
type UpdateMeetingRequest struct {
	ID                 string          `json:"id" check:"required"`
	Members            []MeetingMember `json:"members" wire:"clear"` // all of them, in place of those before; nil keeps them, an empty list takes everybody off
	AllMute            *bool           `json:"all_mute"`             // everybody is muted
	InteractionAllowed *bool           `json:"interaction_allowed"`  // students may ask to co-stream
}

// Validate refuses a request that changes nothing: older servers would take everybody off.
func (r *UpdateMeetingRequest) Validate() []classcloud.FieldError {
	if r.Members != nil || r.AllMute != nil || r.InteractionAllowed != nil {
		return nil
	}
	return []classcloud.FieldError{{Field: "Members, AllMute, InteractionAllowed", Wire: "members, all_mute, interaction_allowed",
		Problem: "are all nil: nothing would change"}}
}

// Update changes who is co-streaming, and returns how it is then. It asks nothing about who asks: any session may.
//
// AUI Update co-streaming information, POST /api/v1/class/updateMeetingInfo. Safe to repeat. Two writers overwrite each other's
// Members: one of them, the teacher's client, should do it. A class that does not exist is an empty Meeting and no error.
func (s MeetingsService) Update(ctx context.Context, in *UpdateMeetingRequest, opts ...classcloud.CallOption) (*Meeting, error) {
	return call[*Meeting](ctx, s.client, opMeetingsUpdate, in, opts)
}
