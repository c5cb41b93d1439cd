package baijiayuntest

import (
	"crypto/md5"
	"fmt"
	"time"
)

// pushURLValid is how long a push URL is valid. The one in the document's example is valid for about a day.
const pushURLValid = 24 * time.Hour

func streamEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Streams.GetPushURL", "room/getPushLiveUrl", both, (*Server).getPushURL),
		posted("Streams.GetPullURLs", "room/getPullStreamUrl", both, (*Server).getPullURLs),
	}
}

// getPushURL is API 33 获取推流直播的推流地址. The URL contains a secret, and in hexadecimal when it expires.
func (s *Server) getPushURL(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	expires := c.now.Add(pushURLValid)
	secret := md5.Sum(fmt.Appendf(nil, "invented secret of %s until %d", streamOf(room), expires.Unix()))
	return object{
		"expire_time": printed(expires),
		"push_url":    fmt.Sprintf("rtmp://pushstream-public.baijiayun.com/mgclient/%x/%x/%s", secret, expires.Unix(), streamOf(room)),
	}, nil
}

// getPullURLs is API 37 获取推流直播的拉流地址.
func (s *Server) getPullURLs(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	return object{
		"rtmp_url": "rtmp://pulltc-live.baijiayun.com/mgclient/" + streamOf(room),
		"m3u8_url": "http://pulltc-live.baijiayun.com/mgclient/" + streamOf(room) + "/playlist.m3u8",
	}, nil
}

func streamOf(room *Room) string { return fmt.Sprintf("%d-00001", room.RoomID) }
