package baijiayuntest

import (
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func playbackWriteEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	sent := func(name, value string) func(*vendortest.Request) bool {
		return func(r *vendortest.Request) bool { return r.Form.Get(name) == value }
	}
	return []endpoint{
		posted("Playbacks.Update", "playback/update", both, (*Server).updatePlayback),
		posted("Playbacks.SetPublishStatus", "playback/setPublishStatus", both, (*Server).setPlaybackPublishStatus),
		posted("Playbacks.SetMainVersion", "playback/setMainVersion", both, (*Server).setMainVersion),
		{operation: "Playbacks.Delete", path: "playback/delete", prints: both, handle: (*Server).deletePlayback, match: sent("version", "")},
		posted("Playbacks.DeleteVersion", "playback/delete", both, (*Server).deletePlayback),
		{operation: "Playbacks.Add", path: "playback/replacePlayback", prints: both, handle: (*Server).replacePlayback, match: sent("type", "2")},
		posted("Playbacks.Replace", "playback/replacePlayback", both, (*Server).replacePlayback),
		posted("Playbacks.ReplaceByVideo", "playback/replacePlaybackByVideo", both, (*Server).replaceByVideo),
	}
}

// updatePlayback is 更新回放名称 of another document.
func (s *Server) updatePlayback(c *call) (any, *failure) {
	name := c.text("name")
	return nil, s.changePlayback(c, func(p *Playback) { p.Name = name })
}

// setPlaybackPublishStatus is 设置回放发布状态 of another document. A client reads status from its reply.
func (s *Server) setPlaybackPublishStatus(c *call) (any, *failure) {
	c.need("status")
	status := c.numberBetween("status", 1, 2, 0)
	if failed := s.changePlayback(c, func(p *Playback) { p.PublishStatus = status }); failed != nil {
		return nil, failed
	}
	return object{"status": status}, nil
}

// changePlayback changes the version of a playback that users see.
func (s *Server) changePlayback(c *call, change func(*Playback)) *failure {
	session := c.numberOr("session_id", 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return failed
	}
	playback, failed := s.state.shownPlayback(room.RoomID, session)
	if failed == nil {
		change(playback)
	}
	return failed
}

// setMainVersion is 设置回放主版本 of another document.
func (s *Server) setMainVersion(c *call) (any, *failure) {
	session, version := c.numberOr("session_id", 0), c.number("version")
	room, failed := s.roomWithSession(c, session)
	if failed != nil {
		return nil, failed
	}
	all := s.state.versionsOf(room.RoomID, session)
	if !slices.ContainsFunc(all, func(i int) bool { return s.state.playbacks[i].Version == version }) {
		return nil, unknownPlayback()
	}
	for _, at := range all {
		s.state.playbacks[at].Main = s.state.playbacks[at].Version == version
	}
	return nil, nil
}

// deletePlayback is 删除回放 of another document: one version, or without one all of them, which is a guess.
func (s *Server) deletePlayback(c *call) (any, *failure) {
	session, version := c.numberOr("session_id", 0), c.numberOr("version", 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	before := len(s.state.playbacks)
	s.state.playbacks = slices.DeleteFunc(s.state.playbacks, func(p Playback) bool {
		return p.RoomID == room.RoomID && (session == 0 || p.SessionID == session) && (version == 0 || p.Version == version)
	})
	if len(s.state.playbacks) == before {
		return nil, unknownPlayback()
	}
	return nil, nil
}

// replacePlayback is 替换回放 of another document. What takes the target's place, and what is added, gets a video of its own.
func (s *Server) replacePlayback(c *call) (any, *failure) {
	c.need("type")
	kind := c.numberBetween("type", 1, 2, 0)
	toMain := c.numberBetween("is_replace_main", 0, 1, 0) == 1
	source, missing := s.transferred(c, "source")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	target, none := s.transferred(c, "target")
	switch failed := c.failure(); {
	case failed != nil:
		return nil, failed
	case missing != nil:
		return nil, missing
	case none != nil:
		return nil, none
	}
	put := *source
	put.RoomID, put.SessionID, put.Version, put.Main = target.RoomID, target.SessionID, target.Version, target.Main || toMain
	put.VideoID, put.PlayURL = s.state.freeVideoID(), target.PlayURL
	if kind == 1 {
		*target = put
		return nil, nil
	}
	put.Version, put.Main = s.state.freeVersion(put.RoomID, put.SessionID), toMain
	for _, at := range s.state.versionsOf(put.RoomID, put.SessionID) {
		s.state.playbacks[at].Main = s.state.playbacks[at].Main && !toMain
	}
	s.state.addPlayback(put)
	return nil, nil
}

// freeVersion returns a version that a playback does not have.
func (s *state) freeVersion(roomID, session int64) int64 {
	version := int64(1)
	for _, at := range s.versionsOf(roomID, session) {
		version = max(version, s.playbacks[at].Version+1)
	}
	return version
}

// transferred returns the playback that is the source or the target of a replacement.
func (s *Server) transferred(c *call, side string) (*Playback, *failure) {
	roomID, session, version := c.number(side+"_room_id"), c.numberOr(side+"_session_id", 0), c.numberOr(side+"_version", 0)
	if len(c.problems) > 0 {
		return nil, nil
	}
	if _, failed := s.state.room(roomID); failed != nil {
		return nil, failed
	}
	if version == 0 {
		return s.state.shownPlayback(roomID, session)
	}
	for _, at := range s.state.versionsOf(roomID, session) {
		if s.state.playbacks[at].Version == version {
			return &s.state.playbacks[at], nil
		}
	}
	return nil, unknownPlayback()
}

// replaceByVideo is 点播替换回放, which a program in production calls.
func (s *Server) replaceByVideo(c *call) (any, *failure) {
	target, missing := s.transferred(c, "target")
	video, failed := s.videoOf(c)
	switch {
	case failed != nil && failed.code != codeUnknownVideo:
		return nil, failed
	case missing != nil:
		return nil, missing
	case failed != nil:
		return nil, failed
	}
	target.VideoID, target.Name, target.Duration, target.TotalSize, target.Status = video.VideoID, video.Name, video.Duration, video.TotalSize, video.Status
	return nil, nil
}
