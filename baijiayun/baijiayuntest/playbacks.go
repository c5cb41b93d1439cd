package baijiayuntest

import (
	"crypto/md5"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	spotsPerRoom     = 3
	spotPreparation  = 5 * time.Hour // 新选择的插播视频需5小时处理时间
	maxPlaybacksPage = 1000
)

// The statuses of a playback (status).
const (
	PlaybackStatusNone        = 0   // there is no recording
	PlaybackStatusRecording   = 10  // the class is being recorded
	PlaybackStatusTranscoding = 20  // the recording is being transcoded
	PlaybackStatusFailed      = 30  // the playback could not be made
	PlaybackStatusReady       = 100 // the playback can be watched
)

// Playback is a recording of a class (回放).
type Playback struct {
	RoomID         int64
	SessionID      int64 // which class of a long-term room
	Version        int64 // which version of a playback that was cut; 0 for the recording as it was made
	Main           bool  // Playbacks.SetMainVersion made this version the one that users see
	VideoID        int64
	Name           string
	Status         int64 // PlaybackStatusReady, for instance
	CreateTime     time.Time
	Duration       time.Duration // printed in whole seconds
	TotalSize      int64         // of the source, in bytes
	TranscodedSize int64         // in bytes
	PlayTimes      int64         // how often it was watched
	PublishStatus  int64         // 1 shown to users, 2 hidden
	CoverURL       string        // of the cover picture
	PlayURL        string        // of the player
}

// Spot is a recording that a class can play (插播回放).
type Spot struct {
	VideoID    int64
	CreateTime time.Time
}

// Playbacks returns all playbacks in the order of creation.
func (s *Server) Playbacks() []Playback {
	var playbacks []Playback
	s.kit.Do(func() { playbacks = slices.Clone(s.state.playbacks) })
	return playbacks
}

// AddPlayback adds a playback without a call and returns it as the server keeps it. A zero VideoID, Name, PublishStatus and PlayURL are made
// up, a zero CreateTime becomes now, and a zero Status becomes PlaybackStatusReady. AddPlayback panics on a room that does not exist and on
// a video id that is taken.
func (s *Server) AddPlayback(playback Playback) Playback {
	now := s.Now()
	s.kit.Do(func() {
		s.state.mustHaveRoom("AddPlayback", playback.RoomID)
		if s.state.hasVideo(playback.VideoID) {
			panic(fmt.Sprintf("baijiayuntest: AddPlayback: the video %d exists already", playback.VideoID))
		}
		if playback.Status == 0 {
			playback.Status = PlaybackStatusReady
		}
		if playback.CreateTime.IsZero() {
			playback.CreateTime = now
		}
		playback = s.state.addPlayback(playback)
	})
	return playback
}

// SetPlaybackStatus sets the status of a playback, for instance PlaybackStatusReady. It panics on a video that is not a playback.
func (s *Server) SetPlaybackStatus(videoID, status int64) {
	s.kit.Do(func() {
		at := slices.IndexFunc(s.state.playbacks, func(p Playback) bool { return p.VideoID == videoID })
		if at < 0 {
			panic(fmt.Sprintf("baijiayuntest: SetPlaybackStatus: the video %d is not a playback", videoID))
		}
		s.state.playbacks[at].Status = status
	})
}

// addPlayback keeps a playback. It sets the fields that are missing.
func (s *state) addPlayback(playback Playback) Playback {
	playback.CreateTime = playback.CreateTime.Truncate(time.Second).In(beijing())
	if playback.VideoID == 0 {
		playback.VideoID = s.freeVideoID()
	}
	if playback.Name == "" {
		playback.Name = s.roomByID[playback.RoomID].Title
	}
	if playback.PublishStatus == 0 {
		playback.PublishStatus = 1
	}
	if playback.PlayURL == "" {
		playback.PlayURL = fmt.Sprintf("https://www.baijiayun.com/web/playback/index?classid=%d", playback.RoomID)
	}
	s.playbacks = append(s.playbacks, playback)
	return playback
}

// playbackOf returns the playback of a video, or nil.
func (s *state) playbackOf(videoID int64) *Playback {
	for i := range s.playbacks {
		if s.playbacks[i].VideoID == videoID {
			return &s.playbacks[i]
		}
	}
	return nil
}

func playbackEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Playbacks.SetSpots", "room/setSpotVideo", both, (*Server).setSpots),
		posted("Playbacks.ListSpots", "room/getSpotVideo", both, (*Server).listSpots),
		posted("Playbacks.List", "playback/getList", both, (*Server).listPlaybacks),
		posted("Playbacks.GetToken", "playback/getPlayerToken", both, (*Server).getPlaybackToken),
	}
}

// setSpots is API 46 直播设置插播回放. It replaces the spots set before.
func (s *Server) setSpots(c *call) (any, *failure) {
	var spots []Spot
	for id := range strings.SplitSeq(c.text("video_ids"), ",") {
		number, err := strconv.ParseInt(id, 10, 64)
		if err != nil || number <= 0 {
			c.refuse("video_ids", "视频id，多个以英文逗号分隔")
			break
		}
		spots = append(spots, Spot{number, c.now.Truncate(time.Second).In(beijing())})
	}
	if len(spots) > spotsPerRoom {
		c.refuse("video_ids", "最多只能设置3个")
	}
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	room.Spots = spots
	return nil, nil
}

// listSpots is API 47 获取教室设置的插播回放. Its table also has video_ids, a mistake of the document; they are not needed.
func (s *Server) listSpots(c *call) (any, *failure) {
	c.textOr("video_ids", "")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	list := []object{}
	for _, spot := range room.Spots {
		var source Playback // empty for a video on demand
		if playback := s.state.playbackOf(spot.VideoID); playback != nil {
			source = *playback
		}
		list = append(list, object{
			"video_id":            spot.VideoID,
			"playback_room_id":    source.RoomID,
			"playback_session_id": source.SessionID,
			"prepare_file_time":   printed(spot.CreateTime.Add(spotPreparation)),
			"create_time":         printed(spot.CreateTime),
		})
	}
	return object{"list": list}, nil
}

// listPlaybacks is 获取回放列表 of another document. The newest comes first.
func (s *Server) listPlaybacks(c *call) (any, *failure) {
	product := c.product()
	c.need("page")
	c.need("page_size")
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, maxPlaybacksPage, 1)
	cropped := c.numberBetween("crop_video", 0, 1, 0) == 1
	roomID := c.numberOr("room_id", 0)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var found []Playback
	for _, playback := range slices.Backward(s.state.playbacks) {
		room := s.state.roomByID[playback.RoomID]
		if (cropped || playback.Version == 0) && (roomID == 0 || roomID == playback.RoomID) && (product == 0 || product == room.product()) {
			found = append(found, playback)
		}
	}
	slices.SortStableFunc(found, func(a, b Playback) int { return b.CreateTime.Compare(a.CreateTime) })
	list := []object{}
	for _, playback := range paged(found, page, s.cap(c, size)) {
		list = append(list, playback.listed())
	}
	return object{"total": int64(len(found)), "list": list}, nil
}

func (p Playback) listed() object {
	row := object{
		"room_id":              quoted(p.RoomID),
		"session_id":           quoted(p.SessionID),
		"video_id":             quoted(p.VideoID),
		"name":                 p.Name,
		"status":               quoted(p.Status),
		"create_time":          printed(p.CreateTime),
		"length":               quoted(wholeSeconds(p.Duration)),
		"total_transcode_size": quoted(p.TranscodedSize),
		"play_times":           quoted(p.PlayTimes),
		"publish_status":       quoted(p.PublishStatus),
		"preface_url":          p.CoverURL,
		"play_url":             p.PlayURL,
	}
	if p.Version != 0 {
		row["version"] = quoted(p.Version)
	}
	return row
}

// getPlaybackToken is 获取回放token of another document.
func (s *Server) getPlaybackToken(c *call) (any, *failure) {
	session := c.numberOr("session_id", 0)
	expires := c.numberOr("expires_in", 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	playback, failed := s.state.shownPlayback(room.RoomID, session)
	if failed != nil {
		return nil, failed
	}
	return object{"room_id": quoted(room.RoomID), "token": playerToken(playback.VideoID, expires, c.now)}, nil
}

// playerToken returns an invented token, because the form of the vendor's tokens is not documented.
func playerToken(videoID, expiresIn int64, now time.Time) string {
	return fmt.Sprintf("%x", md5.Sum(fmt.Appendf(nil, "invented token of %d for %d s from %d", videoID, expiresIn, now.Unix())))
}
