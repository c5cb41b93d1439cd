package baijiayuntest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

func playbackReadEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		postedOrGot("Playbacks.Get", "playback/getBasicInfo", both, (*Server).getPlayback),
		posted("Playbacks.ListSessions", "playback/getSessionList", both, (*Server).listSessions),
		posted("Playbacks.GetTokens", "playback/getPlayerTokenBatch", both, (*Server).getPlaybackTokens),
		posted("Playbacks.ListCrops", "playback/getCropList", both, (*Server).listCrops),
		posted("Playbacks.GetPDFURL", "playback/getPlaybackPptUrl", both, (*Server).getPDFURL),
		posted("Playbacks.ListPDFURLs", "playback/getPlaybackPptUrlList", both, (*Server).listPDFURLs),
	}
}

// unknownPlayback says that a playback does not exist: no document has a code for that.
func unknownPlayback() *failure { return fail(codeGeneral, "回放不存在") }

// versionsOf returns the places of all versions of a playback; without a session, of all playbacks of the room.
func (s *state) versionsOf(roomID, session int64) []int {
	var at []int
	for i, playback := range s.playbacks {
		if playback.RoomID == roomID && (session == 0 || session == playback.SessionID) {
			at = append(at, i)
		}
	}
	return at
}

// shownPlayback returns the version of a playback that users see: the main one, else the one that was made first.
func (s *state) shownPlayback(roomID, session int64) (*Playback, *failure) {
	all := s.versionsOf(roomID, session)
	if len(all) == 0 {
		return nil, unknownPlayback()
	}
	shown := all[0]
	if at := slices.IndexFunc(all, func(i int) bool { return s.playbacks[i].Main }); at >= 0 {
		shown = all[at]
	}
	return &s.playbacks[shown], nil
}

// getPlayback is API 1 查询直播回放信息 of 回放服务端API文档: what is not made yet has a status and nothing else.
func (s *Server) getPlayback(c *call) (any, *failure) {
	session := c.numberOr("session_id", 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	playback, failed := s.state.shownPlayback(room.RoomID, session)
	if failed != nil {
		return object{"status": int64(PlaybackStatusNone)}, nil
	}
	if playback.Status != PlaybackStatusReady {
		return object{"status": playback.Status}, nil
	}
	return object{
		"status":               playback.Status,
		"video_id":             playback.VideoID,
		"name":                 playback.Name,
		"length":               wholeSeconds(playback.Duration),
		"total_size":           playback.TotalSize,
		"total_transcode_size": playback.TranscodedSize,
		"total_ext_media_size": int64(0),
		"preface_url":          playback.CoverURL,
		"publish_status":       playback.PublishStatus,
		"create_time":          playback.CreateTime.Unix(),
	}, nil
}

// unseen returns a list in the form that the server was told to play: no public source shows the real one.
func (s *Server) unseen(rows []object, total int64, bare func(object) any) any {
	if !s.settings.bareReplies {
		return object{"total": total, "list": rows}
	}
	list := []any{}
	for _, row := range rows {
		list = append(list, bare(row))
	}
	return list
}

// whole returns a row as it is.
func whole(row object) any { return row }

// listSessions is 获取长期房间云录制的序列号列表 of another document.
func (s *Server) listSessions(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	rows, seen := []object{}, map[int64]bool{}
	for _, at := range s.state.versionsOf(room.RoomID, 0) {
		if session := s.state.playbacks[at].SessionID; session != 0 && !seen[session] {
			seen[session] = true
			rows = append(rows, object{"session_id": quoted(session)})
		}
	}
	return s.unseen(rows, int64(len(rows)), func(row object) any { return row["session_id"] }), nil
}

// getPlaybackTokens is 批量获取回放token of another document. Playbacks that do not exist are left out.
func (s *Server) getPlaybackTokens(c *call) (any, *failure) {
	c.need("expires_in")
	expires := c.numberOr("expires_in", 0)
	names := c.text("room_ids")
	tokens := map[string]any{}
	for name := range strings.SplitSeq(names, ",") {
		room, session, _ := strings.Cut(name, "-")
		roomID, err := strconv.ParseInt(room, 10, 64)
		sessionID, wrong := strconv.ParseInt("0"+session, 10, 64)
		if err != nil || wrong != nil {
			c.refuse("room_ids", "短期房间传{room_id}，长期房间传{room_id}-{session_id}")
			break
		}
		if playback, failed := s.state.shownPlayback(roomID, sessionID); failed == nil {
			tokens[name] = playerToken(playback.VideoID, expires, c.now)
		}
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return tokens, nil
}

// listCrops is 获取裁剪回放列表 of another document.
func (s *Server) listCrops(c *call) (any, *failure) {
	c.product()
	session := c.numberOr("session_id", 0)
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, maxPlaybacksPage, 100)
	room, failed := s.roomWithSession(c, session)
	if failed != nil {
		return nil, failed
	}
	rows := []object{}
	for _, at := range s.state.versionsOf(room.RoomID, session) {
		if playback := s.state.playbacks[at]; playback.Version != 0 {
			rows = append(rows, object{
				"room_id":    quoted(playback.RoomID),
				"session_id": quoted(playback.SessionID),
				"version":    quoted(playback.Version),
				"name":       playback.Name,
				"play_url":   playback.PlayURL,
			})
		}
	}
	return s.unseen(paged(rows, page, s.cap(c, size)), int64(len(rows)), whole), nil
}

// roomWithSession returns the room of a call that needs the session of a long-term room (长期房间必须传此值).
func (s *Server) roomWithSession(c *call, session int64) (*Room, *failure) {
	room, failed := s.roomOf(c)
	if failed == nil && room.LongTerm && session == 0 {
		failed = fail(codeParameter, "session_id 缺少, 长期房间必须传此值")
	}
	return room, failed
}

// pdfOf returns an invented address.
func pdfOf(playback Playback) object {
	return object{"url": fmt.Sprintf("https://img.baijiayun.com/0bjcloud/ppt/%d.pdf", playback.VideoID)}
}

// getPDFURL is 获取ppt转成的pdf具体路径 of another document.
func (s *Server) getPDFURL(c *call) (any, *failure) {
	session := c.numberOr("session_id", 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	playback, failed := s.state.shownPlayback(room.RoomID, session)
	if failed != nil {
		return nil, failed
	}
	if pdf := pdfOf(*playback); !s.settings.bareReplies {
		return pdf, nil
	} else {
		return pdf["url"], nil
	}
}

// listPDFURLs is 获取ppt转成的pdf的路径列表 of another document.
func (s *Server) listPDFURLs(c *call) (any, *failure) {
	date := c.dateOr("date")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if room.LongTerm && date == "" {
		return nil, fail(codeParameter, "date 缺少, 长期房间需要填写")
	}
	rows := []object{}
	for _, at := range s.state.versionsOf(room.RoomID, 0) {
		if playback := s.state.playbacks[at]; playback.Version == 0 && strings.HasPrefix(printed(playback.CreateTime), date) {
			rows = append(rows, pdfOf(playback))
		}
	}
	return s.unseen(rows, int64(len(rows)), func(row object) any { return row["url"] }), nil
}
