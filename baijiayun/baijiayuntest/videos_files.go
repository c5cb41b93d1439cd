package baijiayuntest

import (
	"fmt"
	"slices"
	"time"
)

// definitionNames are the words for definitions in play_info. Only low is known, from org.springcrazy; the others are guesses.
var definitionNames = map[int64]string{16: "low", 1: "high", 2: "superHD", 4: "720p", 8: "1080p"}

// getVideoURLs is 获取转码后视频/音频地址. Only a video that is transcoded has files.
func (s *Server) getVideoURLs(c *call) (any, *failure) {
	formats := map[string]int64{"mp4": 1, "flv": 2, "m3u8": 4, "encrypt": 8}
	format := c.oneOf("format", "mp4", "mp4", "m3u8", "flv", "encrypt")
	lifetime := c.numberBetween("expires_in", 1, maxSeconds, int64(12*time.Hour/time.Second))
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	files := object{}
	for _, file := range video.Files {
		if file.Format == formats[format] && video.Status == VideoStatusReady {
			until := c.now.Add(time.Duration(lifetime) * time.Second).Unix()
			files[definitionNames[file.Definition]] = object{
				"url": fmt.Sprintf("https://video.example.com/%d/%d.%s?expires=%d&key=invented", video.VideoID, file.Definition, format, until),
			}
		}
	}
	return object{"play_info": files}, nil
}

// getVideoShareURLs is 获取视频分享地址. No public program reads its reply: the names are invented.
func (s *Server) getVideoShareURLs(c *call) (any, *failure) {
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	url := fmt.Sprintf("https://www.example.com/share/%d", video.VideoID)
	return object{"iframe": `<iframe src="` + url + `"></iframe>`, "js": `<script src="` + url + `.js"></script>`, "flash": url + ".swf"}, nil
}

// listVideoImages is 获取指定ID视频截图. No public program reads its reply: the names are invented.
func (s *Server) listVideoImages(c *call) (any, *failure) {
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	return object{"image": video.CoverURL}, nil
}

// bits reads a list of numbers of which each is one of the bits of a set.
func (p *parameters) bits(name string, set int64) []int64 {
	numbers := p.numbers(name)
	for _, n := range numbers {
		if n&(n-1) != 0 || n&set == 0 {
			p.refuse(name, fmt.Sprintf("可选值 %d 的各位", set))
			return nil
		}
	}
	return numbers
}

const (
	allDefinitions = 1 | 2 | 4 | 8 | 16
	someFormats    = 1 | 2 | 4
	allFormats     = 1 | 2 | 4 | 8
)

// transcodeAgain is 视频二次转码. The server has the files at once, and the status stays as it is, which are guesses.
func (s *Server) transcodeAgain(c *call) (any, *failure) {
	definitions := c.bits("definition", allDefinitions)
	formats := []int64{1, 2, 4}
	if c.given("format") {
		formats = c.bits("format", someFormats)
	}
	video, failed := s.videoOf(c)
	switch {
	case failed != nil:
		return nil, failed
	case video.Status == VideoStatusUploading || video.Status == VideoStatusUploadTimedOut:
		return nil, fail(codeGeneral, "视频还没有上传")
	}
	for _, file := range videoFiles(definitions, formats) {
		if !slices.Contains(video.Files, file) {
			video.Files = append(video.Files, file)
		}
	}
	return object{"video_id": video.VideoID}, nil
}

// removeDefinition is 清除指定清晰度的转码文件. type is 1, the mp4, by default.
func (s *Server) removeDefinition(c *call) (any, *failure) {
	definitions := c.bits("definition", allDefinitions)
	formats := []int64{1}
	if c.given("type") {
		formats = c.bits("type", allFormats)
	}
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	gone := videoFiles(definitions, formats)
	video.Files = slices.DeleteFunc(video.Files, func(file VideoFile) bool { return slices.Contains(gone, file) })
	return object{"video_id": video.VideoID}, nil
}
