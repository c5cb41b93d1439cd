package aui

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// MeetingsService reads and changes who is co-streaming (on the stage) in a class.
type MeetingsService struct{ client *Client }

// Meeting is the co-streaming of a class.
type Meeting struct {
	Members            []MeetingMember `json:"members,omitzero"`             // the users who are co-streaming
	AllMute            *bool           `json:"all_mute,omitzero"`            // everybody is muted; nil was never set and means false
	InteractionAllowed *bool           `json:"interaction_allowed,omitzero"` // students may ask to co-stream; nil was never set and means true
}

// MeetingMember is a user who is co-streaming. A nil flag was never set. What Get returns can be changed and given to Update: what was
// never said stays unsaid. MeetingMember prints without the query of its URL.
type MeetingMember struct {
	UserID       string `json:"user_id,omitzero" check:"required"`
	UserName     string `json:"user_nick,omitzero"`
	AvatarURL    string `json:"user_avatar,omitzero"`
	CameraOpened *bool  `json:"camera_opened,omitzero"`
	MicOpened    *bool  `json:"mic_opened,omitzero"`
	RTCPullURL   string `json:"rtc_pull_url,omitzero"` // plays the member's stream

	AudioPublishing        *bool `json:"is_audio_publishing,omitzero"`      // sends sound
	VideoPublishing        *bool `json:"is_video_publishing,omitzero"`      // sends the camera's picture
	ScreenPublishing       *bool `json:"is_screen_publishing,omitzero"`     // sends the screen
	ScreenShare            *bool `json:"screen_share,omitzero"`             // shows the screen to the class
	MultiMedia             *bool `json:"mutil_media,omitzero"`              // plays a media file to the class
	ControlledCameraOpened *bool `json:"controlled_camera_opened,omitzero"` // the teacher wants the camera on
	ControlledMicOpened    *bool `json:"controlled_mic_opened,omitzero"`    // the teacher wants the microphone on

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as read and to be sent; published servers drop them
}

// Get returns who is co-streaming in a class.
//
// AUI Get co-streaming information, POST /api/v1/class/getMeetingInfo. Safe to repeat. The reply is an empty Meeting both for a class
// where nobody is co-streaming and for one that does not exist; servers before v1.1.0 answer CodeInternal to both.
func (s MeetingsService) Get(ctx context.Context, classID string, opts ...classcloud.CallOption) (*Meeting, error) {
	return call[*Meeting](ctx, s.client, opMeetingsGet, &meetingRef{classID}, opts)
}

type meetingRef struct {
	ClassID string `json:"id" check:"required"`
}

// UpdateMeetingRequest changes the co-streaming of a class. A nil field stays unchanged; servers before v1.2.0 replace everything and
// forget the values of nil fields.
type UpdateMeetingRequest struct {
	ClassID            string          `json:"id" check:"required"`
	Members            []MeetingMember `json:"members" wire:"clear"` // replaces all members; nil keeps them, an empty list removes everybody
	AllMute            *bool           `json:"all_mute"`             // mutes everybody
	InteractionAllowed *bool           `json:"interaction_allowed"`  // lets students ask to co-stream
}

// Validate refuses a request that changes nothing: older servers would remove everybody.
func (r *UpdateMeetingRequest) Validate() []classcloud.FieldError {
	if r.Members != nil || r.AllMute != nil || r.InteractionAllowed != nil {
		return nil
	}
	return []classcloud.FieldError{{Field: "Members, AllMute, InteractionAllowed", Wire: "members, all_mute, interaction_allowed",
		Problem: "are all nil: nothing would change"}}
}

// Update changes who is co-streaming, and returns the changed Meeting. The server does not check who asks: any session may do it.
//
// AUI Update co-streaming information, POST /api/v1/class/updateMeetingInfo. Safe to repeat. Two writers overwrite each other's
// Members: let only the teacher's client write. For a class that does not exist the server answers success with an empty Meeting.
// What was asked for and the returned Meeting does not have is a warning.
func (s MeetingsService) Update(ctx context.Context, in *UpdateMeetingRequest, opts ...classcloud.CallOption) (*Meeting, error) {
	return call[*Meeting](ctx, s.client, opMeetingsUpdate, in, opts)
}
