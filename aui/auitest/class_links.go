package auitest

import (
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"time"
)

// The invented settings of the live service behind the server.
const (
	liveAppID    = "5b0f1c2e-0000-4000-8000-00000000a001"
	liveAppKey   = "invented-live-app-key"
	pullHost     = "pull.aui.example.com"
	pullAuthKey  = "invented-pull-auth-key"
	rtcLinkLife  = 24 * time.Hour
	pullLinkLife = 7 * 24 * time.Hour
)

// linkInfo holds the URLs of a class's streams.
type linkInfo struct {
	RTCPushURL  string    `json:"rtc_push_url"` // sent to everybody; the document restricts it to the teacher
	RTCPullURL  string    `json:"rtc_pull_url"`
	CDNPullInfo pullLinks `json:"cdn_pull_info"`
}

// pullLinks maps rtmp_url, rts_oriaac_url, flv_screen_url … to URLs.
type pullLinks map[string]string

// links returns the URLs for one user. The ids of the user and the teacher stand in them unescaped, as in the vendor's.
func (s *Server) links(meetingID, userID, teacherID string) *linkInfo {
	expires := s.Now().Add(rtcLinkLife).Unix()
	token := fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s%s%s%s%d", liveAppID, liveAppKey, meetingID, userID, expires)))
	rtc := func(direction string) string {
		return fmt.Sprintf("artc://live.aliyun.com/%s/%s?sdkAppId=%s&userId=%s&timestamp=%d&token=%s",
			direction, meetingID, liveAppID, userID, expires, token)
	}
	return &linkInfo{
		RTCPushURL:  rtc("push"),
		RTCPullURL:  rtc("play"),
		CDNPullInfo: s.pullLinks(fmt.Sprintf("%s_%s_%s", liveAppID, meetingID, teacherID)),
	}
}

// pullLinks returns the URLs of the camera and, since v1.1.0, of the shared screen, each with the original sound and with the sound in
// AAC.
func (s *Server) pullLinks(stream string) pullLinks {
	links := pullLinks{}
	expires := s.Now().Add(pullLinkLife).Unix()
	addPullLinks(links, "", stream+"_camera", expires)
	addPullLinks(links, "_oriaac", stream+"_camera_oriaac", expires)
	if s.settings.dialect >= DialectV13 {
		addPullLinks(links, "_screen", stream+"_shareScreen", expires)
		addPullLinks(links, "_screen_oriaac", stream+"_shareScreen_oriaac", expires)
	}
	return links
}

// addPullLinks adds the URLs of a stream in each protocol.
func addPullLinks(links pullLinks, suffix, stream string, expires int64) {
	links["rtmp"+suffix+"_url"] = pullLink("rtmp", stream, expires)
	links["rts"+suffix+"_url"] = pullLink("artc", stream, expires)
	links["flv"+suffix+"_url"] = pullLink("https", stream+".flv", expires)
	links["hls"+suffix+"_url"] = pullLink("https", stream+".m3u8", expires)
}

// pullLink returns a signed URL.
func pullLink(scheme, stream string, expires int64) string {
	path := "/live/" + stream
	hash := md5.Sum(fmt.Appendf(nil, "%s-%d-0-0-%s", path, expires, pullAuthKey))
	return fmt.Sprintf("%s://%s%s?auth_key=%d-0-0-%x", scheme, pullHost, path, expires, hash)
}
