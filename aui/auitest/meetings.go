package auitest

import (
	"encoding/json"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// meeting is the co-streaming of a class. Replies omit a value that was never set, also the members.
type meeting struct {
	Members            []*meetingMember `json:"members,omitzero"` // omitzero keeps an empty list and omits nil
	AllMute            *bool            `json:"all_mute,omitempty"`
	InteractionAllowed *bool            `json:"interaction_allowed,omitempty"`
}

// meetingMember is a user who is co-streaming.
type meetingMember struct {
	UserID       *string `json:"user_id,omitempty"`
	UserNick     *string `json:"user_nick,omitempty"`
	UserAvatar   *string `json:"user_avatar,omitempty"`
	CameraOpened *bool   `json:"camera_opened,omitempty"`
	MicOpened    *bool   `json:"mic_opened,omitempty"`
	RTCPullURL   *string `json:"rtc_pull_url,omitempty"`

	// Since v1.1.
	AudioPublishing        *bool `json:"is_audio_publishing,omitempty"`
	VideoPublishing        *bool `json:"is_video_publishing,omitempty"`
	ScreenPublishing       *bool `json:"is_screen_publishing,omitempty"`
	ScreenShare            *bool `json:"screen_share,omitempty"`
	MultiMedia             *bool `json:"mutil_media,omitempty"` // the vendor's spelling
	ControlledCameraOpened *bool `json:"controlled_camera_opened,omitempty"`
	ControlledMicOpened    *bool `json:"controlled_mic_opened,omitempty"`
}

func (s *Server) meetingRoutes() []vendortest.Route {
	return []vendortest.Route{
		route("Meetings.Get", classPath+"getMeetingInfo", s.getMeeting),
		route("Meetings.Update", classPath+"updateMeetingInfo", s.updateMeeting),
	}
}

func (s *Server) getMeeting(in *parameters) vendortest.Reply {
	id := in.required("id", "直播间Id不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	class := s.find(id)
	if class == nil || class.MeetingInfo == nil {
		return s.noMeeting()
	}
	var kept meeting
	if err := json.Unmarshal([]byte(*class.MeetingInfo), &kept); err != nil {
		return serverError() // the vendor's server keeps an unreadable text too, and fails in the same way
	}
	return success(kept)
}

// updateMeeting keeps the values that the request lacks since v1.2, and clears them before.
func (s *Server) updateMeeting(in *parameters) vendortest.Reply {
	id := in.required("id", "直播间Id不能为空")
	sent := s.readMeeting(in)
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	class := s.find(id)
	if class == nil {
		return s.noMeeting()
	}
	var kept meeting
	if s.settings.dialect >= DialectV13 && class.MeetingInfo != nil {
		if err := json.Unmarshal([]byte(*class.MeetingInfo), &kept); err != nil {
			return serverError()
		}
	}
	kept.take(sent)
	class.MeetingInfo = new(encodeMeeting(kept))
	class.UpdateTime = s.Now()
	return success(kept)
}

// noMeeting answers for a class that does not exist or does not have co-streaming: since v1.1 with an empty meeting, before with a failure.
func (s *Server) noMeeting() vendortest.Reply {
	if s.settings.dialect == DialectV10 {
		return serverError()
	}
	return success(meeting{Members: []*meetingMember{}})
}

// take replaces the values of m that were sent.
func (m *meeting) take(sent meeting) {
	if sent.Members != nil {
		m.Members = sent.Members
	}
	if sent.AllMute != nil {
		m.AllMute = sent.AllMute
	}
	if sent.InteractionAllowed != nil {
		m.InteractionAllowed = sent.InteractionAllowed
	}
}

// readMeeting reads the parameters of updateMeetingInfo.
func (s *Server) readMeeting(in *parameters) meeting {
	var sent meeting
	if members := in.objects("members"); members != nil {
		sent.Members = make([]*meetingMember, len(members))
		for i, member := range members {
			sent.Members[i] = s.readMeetingMember(in, member)
		}
	}
	if s.settings.dialect >= DialectV13 {
		sent.AllMute = in.flag("all_mute")
		sent.InteractionAllowed = in.flag("interaction_allowed")
	}
	return sent
}

// readMeetingMember reads the fields that the vendor's server knows. A null stays null.
func (s *Server) readMeetingMember(in *parameters, values map[string]any) *meetingMember {
	if values == nil {
		return nil
	}
	own := &parameters{values: values}
	member := &meetingMember{
		UserID:       own.text("user_id"),
		UserNick:     own.text("user_nick"),
		UserAvatar:   own.text("user_avatar"),
		CameraOpened: own.flag("camera_opened"),
		MicOpened:    own.flag("mic_opened"),
		RTCPullURL:   own.text("rtc_pull_url"),
	}
	if s.settings.dialect >= DialectV13 {
		member.AudioPublishing = own.flag("is_audio_publishing")
		member.VideoPublishing = own.flag("is_video_publishing")
		member.ScreenPublishing = own.flag("is_screen_publishing")
		member.ScreenShare = own.flag("screen_share")
		member.MultiMedia = own.flag("mutil_media")
		member.ControlledCameraOpened = own.flag("controlled_camera_opened")
		member.ControlledMicOpened = own.flag("controlled_mic_opened")
	}
	in.wrong = in.wrong || own.wrong
	return member
}

// encodeMeeting returns a meeting as the server keeps it.
func encodeMeeting(m meeting) string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // a struct of texts and flags
	}
	return string(text)
}
