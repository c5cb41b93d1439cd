package auitest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// room is a class on the wire. A null member is omitted.
type room struct {
	ID             string      `json:"id"`
	Title          string      `json:"title"`
	Status         ClassStatus `json:"status"`
	Mode           int64       `json:"mode"`
	Notice         *string     `json:"notice,omitempty"`
	MeetingInfo    *string     `json:"meetingInfo,omitempty"` // the document's tables call it meeting_info, the published servers do not
	Boards         string      `json:"boards"`
	CreatedAt      string      `json:"created_at"`
	UpdatedAt      string      `json:"updated_at"`
	Extends        *string     `json:"extends,omitempty"`
	ChatID         string      `json:"chat_id,omitempty"`
	AliyunID       string      `json:"aliyun_id,omitempty"`
	RongCloudID    string      `json:"rong_cloud_id,omitempty"`
	MeetingID      string      `json:"meeting_id"`
	TeacherID      string      `json:"teacher_id"`
	TeacherNick    *string     `json:"teacher_nick,omitempty"`
	StartedAt      string      `json:"started_at,omitempty"`
	StoppedAt      string      `json:"stopped_at,omitempty"`
	VODInfo        *vodInfo    `json:"vod_info,omitempty"`
	UserStatus     *userStatus `json:"user_status,omitempty"`
	LinkInfo       *linkInfo   `json:"link_info,omitempty"`
	ShadowLinkInfo *linkInfo   `json:"shadow_link_info,omitempty"`
	Metrics        *metrics    `json:"metrics,omitempty"`
	Assistant      *member     `json:"assistantPermit,omitempty"` // since v1.3; also an assistant who left
}

// userStatus is the teacher's status, whoever asks.
type userStatus struct {
	Mute       bool     `json:"mute"`
	MuteSource []string `json:"mute_source"`
}

// metrics counts the viewers of a class.
type metrics struct {
	PV          int64 `json:"pv"`
	UV          int64 `json:"uv"`
	LikeCount   int64 `json:"like_count"`
	OnlineCount int64 `json:"online_count"`
}

// vodInfo is the recording of a class.
type vodInfo struct {
	Status   int    `json:"status"`
	Playlist []play `json:"playlist"`
}

// play is one file of a recording. Its decimal numbers are texts.
type play struct {
	BitRate      string `json:"bit_rate"`
	CreationTime string `json:"creation_time"` // UTC, unlike all other times
	Definition   string `json:"definition"`
	Duration     string `json:"duration"`
	Format       string `json:"format"`
	FPS          string `json:"fps"`
	Height       int64  `json:"height"`
	Width        int64  `json:"width"`
	PlayURL      string `json:"play_url"`
	Size         int64  `json:"size"`
	Status       string `json:"status"`
	StreamType   string `json:"stream_type"`
}

// createdRoom returns a class as create answers it: with fewer members than get, and the links of the teacher.
func (s *Server) createdRoom(class *Class) *room {
	r := &room{
		ID:          class.ClassID,
		Title:       class.Title,
		Status:      class.Status,
		Mode:        class.Mode,
		Notice:      class.Notice,
		MeetingInfo: class.MeetingInfo,
		Boards:      class.Boards,
		CreatedAt:   wireTime(class.CreateTime),
		UpdatedAt:   wireTime(class.UpdateTime),
		Extends:     class.Extends,
		MeetingID:   class.MeetingID,
		TeacherID:   class.TeacherID,
		TeacherNick: class.TeacherName,
		StartedAt:   optionalTime(class.StartTime),
		StoppedAt:   optionalTime(class.EndTime),
		LinkInfo:    s.links(class.MeetingID, class.TeacherID, class.TeacherID),
	}
	if s.settings.dialect == DialectV10 {
		r.ChatID = class.ClassID
	} else {
		r.AliyunID, r.RongCloudID = class.AliyunID, class.RongCloudID
	}
	return r
}

// roomReply answers with the room of a class.
func (s *Server) roomReply(class *Class, userID string) vendortest.Reply {
	r := s.room(class, userID)
	if r == nil {
		return serverError()
	}
	return success(r)
}

// room returns a class as every operation but create answers it, with links that are signed for the asking user. It returns nil when
// the look-up of the class fails.
func (s *Server) room(class *Class, userID string) *room {
	if class.Broken {
		return nil
	}
	r := s.createdRoom(class)
	r.LinkInfo = s.links(class.MeetingID, userID, class.TeacherID)
	if s.settings.dialect >= DialectV13 {
		r.ShadowLinkInfo = s.links(class.MeetingID, userID+"_shadow", class.TeacherID+"_shadow")
	}
	if class.Recorded {
		r.VODInfo = s.recording(class)
	}
	if class.AliyunID != "" { // the vendor asks Aliyun's IM, which does not know a class that only RongCloud has
		r.UserStatus = &userStatus{MuteSource: []string{}}
		r.Metrics = &metrics{}
	}
	if s.settings.dialect < DialectV13 {
		return r
	}
	assistant, ok := s.assistant(class.ClassID)
	if !ok {
		return nil
	}
	if assistant != nil {
		shown := s.memberOnWire(assistant)
		shown.ClassID = class.ClassID
		r.Assistant = &shown
	}
	return r
}

// recording returns a recording with the values of the document's tables.
func (s *Server) recording(class *Class) *vodInfo {
	return &vodInfo{Status: 1, Playlist: []play{{
		BitRate:      "858.198",
		CreationTime: class.CreateTime.UTC().Format(time.RFC3339),
		Definition:   "OD",
		Duration:     "67.685",
		Format:       "m3u8",
		FPS:          "90000.0",
		Height:       720,
		Width:        1280,
		PlayURL:      "https://vod.aui.example.com/Record/VOD_NO_TRANSCODE/live/" + class.MeetingID + ".m3u8",
		Size:         3034884,
		Status:       "Normal",
		StreamType:   "video",
	}}}
}

// optionalTime writes a time as wireTime does, and the zero time as "".
func optionalTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return wireTime(t)
}
