package baijiayuntest

import (
	"fmt"
	"slices"
	"time"
)

const firstVideoID = 153582

// The statuses of a video on demand (status).
const (
	VideoStatusUploading         = 10  // the file is being uploaded: 上传中
	VideoStatusTranscoding       = 20  // the file is uploaded and being transcoded: 转码中
	VideoStatusFailed            = 30  // the file could not be transcoded: 转码失败
	VideoStatusTranscodeTimedOut = 31  // transcoding took too long: 转码超时
	VideoStatusUploadTimedOut    = 32  // the upload took too long: 上传超时
	VideoStatusReady             = 100 // the video can be watched: 转码成功
)

// Video is a video on demand (点播视频) or an audio file.
type Video struct {
	VideoID       int64
	Name          string
	FileName      string        // of the uploaded file
	Status        int64         // VideoStatusReady, for instance
	PublishStatus int64         // 1 published, 2 hidden
	CategoryID    int64         // 0 for none
	Duration      time.Duration // printed in whole seconds
	TotalSize     int64         // of the uploaded file, in bytes
	CreateTime    time.Time
	CoverURL      string      // of the cover picture
	Files         []VideoFile // what the video is, or is to be, transcoded to
}

// VideoFile is one of the files that a video is transcoded to.
type VideoFile struct {
	Definition int64 // 16 standard, 1 high, 2 super, 4 720p, 8 1080p
	Format     int64 // 1 mp4, 2 flv, 4 m3u8, 8 encrypted
}

// videoState is what the account has of videos on demand.
type videoState struct {
	videos         []*Video // in the order of creation, without deleted ones
	videosMade     int64    // how many ids of videos were made up
	categories     []VideoCategory
	categoriesMade int64
	views          []View
}

// clone returns a deep copy.
func (v Video) clone() Video {
	v.Files = slices.Clone(v.Files)
	return v
}

// Videos returns all videos in the order of creation, without those that were deleted.
func (s *Server) Videos() []Video {
	var videos []Video
	s.kit.Do(func() {
		for _, video := range s.state.videos {
			videos = append(videos, video.clone())
		}
	})
	return videos
}

// AddVideo adds a video without a call and returns it as the server keeps it. A zero VideoID, Name, FileName and PublishStatus are made up,
// a zero CreateTime becomes now, a zero Status becomes VideoStatusReady, and nil Files become the definitions 16 and 1 in the formats 1, 2
// and 4. AddVideo panics on a video id that is taken and on a category that does not exist.
func (s *Server) AddVideo(video Video) Video {
	now := s.Now()
	s.kit.Do(func() {
		if s.state.hasVideo(video.VideoID) {
			panic(fmt.Sprintf("baijiayuntest: AddVideo: the video %d exists already", video.VideoID))
		}
		if video.CategoryID != 0 && s.state.categoryOf(video.CategoryID) == nil {
			panic(fmt.Sprintf("baijiayuntest: AddVideo: the category %d does not exist", video.CategoryID))
		}
		if video.Status == 0 {
			video.Status = VideoStatusReady
		}
		if video.CreateTime.IsZero() {
			video.CreateTime = now
		}
		if video.Files == nil {
			video.Files = videoFiles([]int64{16, 1}, []int64{1, 2, 4})
		}
		video = s.state.addVideo(video).clone()
	})
	return video
}

// SetVideoStatus sets the status of a video, for instance VideoStatusReady. It panics on a video that does not exist.
func (s *Server) SetVideoStatus(videoID, status int64) {
	s.kit.Do(func() {
		video := s.state.videoOf(videoID)
		if video == nil {
			panic(fmt.Sprintf("baijiayuntest: SetVideoStatus: the video %d does not exist", videoID))
		}
		video.Status = status
	})
}

// videoFiles returns every definition in every format.
func videoFiles(definitions, formats []int64) []VideoFile {
	files := []VideoFile{}
	for _, definition := range definitions {
		for _, format := range formats {
			files = append(files, VideoFile{definition, format})
		}
	}
	return files
}

// addVideo keeps a video. It sets the fields that are missing.
func (s *state) addVideo(video Video) *Video {
	video = video.clone()
	video.CreateTime = video.CreateTime.Truncate(time.Second).In(beijing())
	if video.VideoID == 0 {
		video.VideoID = s.freeVideoID()
	}
	if video.FileName == "" {
		video.FileName = fmt.Sprintf("%d.mp4", video.VideoID)
	}
	if video.Name == "" {
		video.Name = video.FileName
	}
	if video.PublishStatus == 0 {
		video.PublishStatus = 1
	}
	s.videos = append(s.videos, &video)
	return &video
}

// videoOf returns the video on demand with this id, or nil.
func (s *state) videoOf(id int64) *Video {
	for _, video := range s.videos {
		if video.VideoID == id {
			return video
		}
	}
	return nil
}

// freeVideoID returns an id that no video and no playback has had.
func (s *state) freeVideoID() int64 {
	for {
		id := firstVideoID + s.videosMade
		s.videosMade++
		if !s.hasVideo(id) {
			return id
		}
	}
}

// hasVideo reports whether a video on demand or a playback has this id.
func (s *state) hasVideo(id int64) bool { return s.videoOf(id) != nil || s.playbackOf(id) != nil }
