package baijiayuntest

import (
	"crypto/md5"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

const (
	maxVideosPage         = 1000
	maxCategoryVideosPage = 100
)

func videoEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Videos.Get", "video/getInfo", both, (*Server).getVideo),
		posted("Videos.List", "video/getVideoList", both, (*Server).listVideos),
		posted("Videos.ListByCategory", "video/getCategoryVideo", both, (*Server).listCategoryVideos),
		posted("Videos.Update", "video/update", both, (*Server).updateVideo),
		posted("Videos.Delete", "video/delete", both, (*Server).deleteVideo),
		posted("Videos.GetStatus", "video/getStatus", both, (*Server).getVideoStatus),
		posted("Videos.ListImages", "video/getImage", both, (*Server).listVideoImages),
		posted("Videos.GetURLs", "video/getUrl", both, (*Server).getVideoURLs),
		posted("Videos.GetShareURLs", "video/getShareUrl", both, (*Server).getVideoShareURLs),
		posted("Videos.AddDefinitions", "video/transcodeAgain", both, (*Server).transcodeAgain),
		posted("Videos.RemoveDefinitions", "video/removeDefinition", both, (*Server).removeDefinition),
		posted("Videos.SetPublishStatus", "video/setPublishStatus", both, (*Server).setVideoPublishStatus),
		posted("Videos.SetCategory", "video/setVideoCategory", both, (*Server).setVideoCategory),
		posted("Videos.GetToken", "video/getPlayerToken", both, (*Server).getVideoToken),
		posted("Videos.GetTokens", "video/getPlayerTokenBatch", both, (*Server).getVideoTokens),
	}
}

// videoOf returns the video on demand in the request. It is the last to be read: the failure tells of all parameters.
func (s *Server) videoOf(c *call) (*Video, *failure) {
	id := c.number("video_id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	video := s.state.videoOf(id)
	if video == nil {
		return nil, fail(codeUnknownVideo, fmt.Sprintf("video_id=%d", id))
	}
	return video, nil
}

// printed returns what programs read of a video: name, status, length, preface_url, total_size and total_transcode_size, and most of what the
// type of top.continew.admin has beside them. Numbers are bare there, the length is a text and the time is a number.
func (v *Video) printed() object {
	return object{
		"video_id":             v.VideoID,
		"name":                 v.Name,
		"status":               v.Status,
		"publish_status":       v.PublishStatus,
		"length":               quoted(wholeSeconds(v.Duration)),
		"create_time":          v.CreateTime.Unix(),
		"total_size":           v.TotalSize,
		"total_transcode_size": v.TotalSize * int64(1+len(v.Files)),
		"origin_definition":    "super",
		"file_md5":             fmt.Sprintf("%x", md5.Sum([]byte(v.FileName))),
		"preface_url":          v.CoverURL,
		"category_level1_id":   v.CategoryID,
		"category_level2_id":   int64(0),
	}
}

// row returns a video with its categories by level.
func (s *state) row(v *Video) object {
	row := v.printed()
	if category := s.categoryOf(v.CategoryID); category != nil && category.ParentID != 0 {
		row["category_level1_id"], row["category_level2_id"] = category.ParentID, category.CategoryID
	}
	return row
}

// getVideo is 获取指定ID视频信息.
func (s *Server) getVideo(c *call) (any, *failure) {
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	return s.state.row(video), nil
}

// listVideos is 获取点播视频列表. The newest comes first. create_time lists what was created from then on, which is a guess.
func (s *Server) listVideos(c *call) (any, *failure) {
	since := c.datetimeOr("create_time")
	return s.pageOfVideos(c, maxVideosPage, func(v *Video) bool { return !v.CreateTime.Before(since) })
}

// listCategoryVideos is 获取指定分类下的视频. A category of the first level has the videos of those in it.
func (s *Server) listCategoryVideos(c *call) (any, *failure) {
	id := c.number("category_id")
	if category := s.state.categoryOf(id); category == nil && c.failure() == nil {
		return nil, fail(codeGeneral, fmt.Sprintf("分类不存在 category_id=%d", id))
	}
	return s.pageOfVideos(c, maxCategoryVideosPage, func(v *Video) bool { return s.state.isIn(v.CategoryID, id) })
}

// pageOfVideos returns a page of the videos that are wanted, 20 by default.
func (s *Server) pageOfVideos(c *call, most int64, wanted func(*Video) bool) (any, *failure) {
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, most, 20)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var found []*Video
	for _, video := range slices.Backward(s.state.videos) {
		if wanted(video) {
			found = append(found, video)
		}
	}
	slices.SortStableFunc(found, func(a, b *Video) int { return b.CreateTime.Compare(a.CreateTime) })
	list := []object{}
	for _, video := range paged(found, page, s.cap(c, size)) {
		list = append(list, s.state.row(video))
	}
	return object{"total": int64(len(found)), "list": list}, nil
}

// updateVideo is 更新视频信息.
func (s *Server) updateVideo(c *call) (any, *failure) {
	name := strings.TrimSpace(c.text("name"))
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	video.Name = name
	return object{"video_id": video.VideoID}, nil
}

// deleteVideo is 删除视频.
func (s *Server) deleteVideo(c *call) (any, *failure) {
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	s.state.videos = slices.DeleteFunc(s.state.videos, func(v *Video) bool { return v == video })
	return object{"video_id": video.VideoID}, nil
}

// getVideoStatus is 查询视频转码状态.
func (s *Server) getVideoStatus(c *call) (any, *failure) {
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	info := map[int64]string{
		VideoStatusUploading: "上传中", VideoStatusTranscoding: "转码中", VideoStatusFailed: "转码失败",
		VideoStatusTranscodeTimedOut: "转码超时", VideoStatusUploadTimedOut: "上传超时", VideoStatusReady: "转码成功",
	}
	return object{"status": video.Status, "info": info[video.Status]}, nil
}

// setVideoPublishStatus is 设置视频发布状态.
func (s *Server) setVideoPublishStatus(c *call) (any, *failure) {
	c.need("status")
	status := c.numberBetween("status", 1, 2, 1)
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	video.PublishStatus = status
	return object{"status": status}, nil
}

// setVideoCategory is 设置视频分类.
func (s *Server) setVideoCategory(c *call) (any, *failure) {
	id := c.number("category_id")
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	if s.state.categoryOf(id) == nil {
		return nil, fail(codeGeneral, fmt.Sprintf("分类不存在 category_id=%d", id))
	}
	video.CategoryID = id
	return object{"video_id": video.VideoID, "category_id": id}, nil
}

// getVideoToken is 获取播放器token. The video of a playback has one too.
func (s *Server) getVideoToken(c *call) (any, *failure) {
	id := c.number("video_id")
	expires := c.numberOr("expires_in", 0)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	if !s.state.hasVideo(id) {
		return nil, fail(codeUnknownVideo, fmt.Sprintf("video_id=%d", id))
	}
	return object{"video_id": id, "token": playerToken(id, expires, c.now)}, nil
}

// getVideoTokens is 批量获取播放器token. The reply is keyed by id, as lizhongyuan3/cloud-live reads it.
func (s *Server) getVideoTokens(c *call) (any, *failure) {
	expires := c.numberOr("expires_in", 0)
	ids := c.numbers("video_ids")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	tokens := object{}
	for _, id := range ids {
		if !s.state.hasVideo(id) {
			return nil, fail(codeUnknownVideo, fmt.Sprintf("video_ids=%d", id))
		}
		tokens[strconv.FormatInt(id, 10)] = playerToken(id, expires, c.now)
	}
	return tokens, nil
}
