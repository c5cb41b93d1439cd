package baijiayuntest

func recordingEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Recordings.Stop", "live/stopCloudRecord", both, (*Server).stopRecording),
		posted("Recordings.CreatePlayback", "live/transCloudRecord", both, (*Server).createPlayback),
	}
}

// stopRecording is API 44 停止直播教室的云端录制.
func (s *Server) stopRecording(c *call) (any, *failure) {
	_, failed := s.roomOf(c)
	return nil, failed
}

// createPlayback is API 45 直播教室的云端录制生成回放. It adds a playback that is still being transcoded.
func (s *Server) createPlayback(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	s.state.addPlayback(Playback{
		RoomID:     room.RoomID,
		Name:       room.Title,
		Status:     PlaybackStatusTranscoding,
		CreateTime: c.now,
		Duration:   room.EndTime.Sub(room.StartTime),
	})
	return nil, nil
}
