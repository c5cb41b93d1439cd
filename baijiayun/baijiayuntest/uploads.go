package baijiayuntest

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"time"
)

// Upload is the file of a video as the upload host has it. The host does not keep the content.
type Upload struct {
	VideoID  int64
	Received int64  // bytes that have arrived, from the beginning on
	Total    int64  // bytes of the file, as the parts say; 0 before the first one
	SHA256   string // of what has arrived, hexadecimal
	MD5      string // of what has arrived, hexadecimal
	Parts    []UploadPart
}

// UploadPart is one attempt to send a part of a file, or the whole of it.
type UploadPart struct {
	First  int64 // the first byte, counted from 1 as on the wire
	Last   int64 // the last byte; 0 for a whole file in a form
	Taken  int64 // how many bytes the host read
	Status int   // the HTTP status of the answer; 0 when the connection was dropped
	Code   int64 // the code of the answer; 1 is a success
}

// UploadFault says how Server.InjectUpload breaks the sending of a part. The first of Status, Code and Lost that is set decides; without any of
// them the connection is dropped after After bytes of the part.
type UploadFault struct {
	Skip   int   // let so many parts pass first
	Times  int   // break so many parts; 0 means one, negative means all
	Status int   // answer with this HTTP status and a page, as a gateway does, and do not take the part
	Code   int64 // answer with this code, and do not take the part
	Lost   bool  // take the part, and drop the connection instead of answering
	After  int64 // drop the connection after so many bytes
}

// InjectUpload breaks coming parts of files. Faults queue up: each part meets the first one.
func (s *Server) InjectUpload(fault UploadFault) {
	if fault.Times == 0 {
		fault.Times = 1
	}
	s.kit.Do(func() { s.state.uploads.faults = append(s.state.uploads.faults, fault) })
}

// ClearUploadFaults removes all faults of InjectUpload.
func (s *Server) ClearUploadFaults() {
	s.kit.Do(func() { s.state.uploads.faults = nil })
}

// Uploads returns the files of all videos that are being uploaded or were, in the order of their ids.
func (s *Server) Uploads() []Upload {
	var uploads []Upload
	s.kit.Do(func() {
		for _, kept := range s.state.uploads.files {
			upload := kept.Upload
			upload.SHA256, upload.MD5 = hex.EncodeToString(kept.sha256.Sum(nil)), hex.EncodeToString(kept.md5.Sum(nil))
			upload.Parts = slices.Clone(kept.Parts)
			uploads = append(uploads, upload)
		}
	})
	slices.SortFunc(uploads, func(a, b Upload) int { return int(a.VideoID - b.VideoID) })
	return uploads
}

// TranscodeEvent returns the callback that tells where a video on demand or a playback stands now, for SendCallback. It panics on a video
// that does not exist.
func (s *Server) TranscodeEvent(videoID int64) PlaybackEvent {
	event := PlaybackEvent{VideoID: videoID}
	s.kit.Do(func() {
		video, playback := s.state.videoOf(videoID), s.state.playbackOf(videoID)
		switch {
		case video != nil:
			event.Status, event.TotalSize, event.Duration, event.CoverURL = video.Status, video.TotalSize, video.Duration, video.CoverURL
		case playback != nil:
			event.RoomID, event.SessionID, event.Status = playback.RoomID, playback.SessionID, playback.Status
			event.Duration, event.CoverURL, event.TranscodedSize = playback.Duration, playback.CoverURL, playback.TranscodedSize
		default:
			panic(fmt.Sprintf("baijiayuntest: TranscodeEvent: the video %d does not exist", videoID))
		}
		if kept := s.state.uploads.files[videoID]; kept != nil && event.Status != VideoStatusUploading {
			event.FileMD5 = hex.EncodeToString(kept.md5.Sum(nil))
		}
		if event.Status != VideoStatusReady { // the vendor tells of these when the video plays
			event.Duration, event.CoverURL, event.TranscodedSize = 0, "", 0
		}
	})
	return event
}

// upload is a file on its way. It is guarded by the kit's lock.
type upload struct {
	Upload
	sha256, md5 hash.Hash
}

// uploads holds the files on their way.
type uploads struct {
	files  map[int64]*upload // by video
	faults []UploadFault
}

// fileOf returns the file of a video that is being uploaded, or was; nil for any other.
func (s *state) fileOf(video *Video) *upload {
	if video == nil {
		return nil
	}
	if s.uploads.files[video.VideoID] == nil && video.Status == VideoStatusUploading {
		if s.uploads.files == nil {
			s.uploads.files = map[int64]*upload{}
		}
		s.uploads.files[video.VideoID] = &upload{Upload: Upload{VideoID: video.VideoID}, sha256: sha256.New(), md5: md5.New()}
	}
	return s.uploads.files[video.VideoID]
}

// nextUploadFault returns the fault that this part meets, or nil.
func (s *state) nextUploadFault() *UploadFault {
	if len(s.uploads.faults) == 0 {
		return nil
	}
	first := &s.uploads.faults[0]
	if first.Skip > 0 {
		first.Skip--
		return nil
	}
	fault := *first
	if first.Times > 0 {
		if first.Times--; first.Times == 0 {
			s.uploads.faults = s.uploads.faults[1:]
		}
	}
	return &fault
}

// take keeps what arrived, from an offset on. What the host has already is read over, and nothing is kept behind a gap.
func (u *upload) take(at int64, content []byte) {
	if at > u.Received || at+int64(len(content)) <= u.Received {
		return
	}
	content = content[u.Received-at:]
	u.sha256.Write(content)
	u.md5.Write(content)
	u.Received += int64(len(content))
}

// snapshot returns a function that brings the file back to what it is now.
func (u *upload) snapshot() func() {
	received := u.Received
	sha, sum := clone(u.sha256), clone(u.md5)
	return func() { u.Received, u.sha256, u.md5 = received, sha, sum }
}

func clone(from hash.Hash) hash.Hash {
	copied, err := from.(hash.Cloner).Clone()
	if err != nil {
		panic(err) // the digests of the standard library can be cloned
	}
	return copied
}

func uploadEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Videos.CreateUpload", "video/getUploadUrl", both, (*Server).getUploadURL),
		posted("Videos.GetUpload", "video/getResumeUploadUrl", both, (*Server).getResumeUploadURL),
	}
}

// getUploadURL is 获取视频/音频上传地址 of another document.
func (s *Server) getUploadURL(c *call) (any, *failure) {
	name := c.text("file_name")
	definitions := c.bits("definition", allDefinitions)
	formats := []int64{1, 2, 4}
	if c.given("format") {
		formats = c.bits("format", someFormats)
	}
	c.numberBetween("audio_with_view", 0, 1, 0)
	c.numberBetween("encrypt", 1, 2, 0)
	c.numberBetween("use_https", 0, 1, 0)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	video := s.state.addVideo(Video{Name: name, FileName: name, Status: VideoStatusUploading, CreateTime: c.now, Files: videoFiles(definitions, formats)})
	s.state.fileOf(video)
	return object{"video_id": video.VideoID, "upload_url": s.uploadURL(video.VideoID, c.now)}, nil
}

// getResumeUploadURL is 获取断点续传地址 of another document. What the vendor answers for a video that is complete is not known.
func (s *Server) getResumeUploadURL(c *call) (any, *failure) {
	c.numberBetween("use_https", 0, 1, 0)
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	upload := s.state.fileOf(video)
	if upload == nil {
		return nil, fail(codeGeneral, "视频没有上传")
	}
	return object{"video_id": video.VideoID, "upload_url": s.uploadURL(video.VideoID, c.now), "upload_size": upload.Received}, nil
}

// uploadURL returns an address that takes the file of a video, in the form of those seen in public programs. It is of http, even where
// https was asked for.
func (s *Server) uploadURL(videoID int64, now time.Time) string {
	made := now.UnixMilli()
	return fmt.Sprintf("%s%s?fid=%d&ts=%d&token=%s", s.URL, uploadPath, videoID, made, s.uploadToken(videoID, made))
}

// uploadToken returns an invented token: how the vendor makes it is not known.
func (s *Server) uploadToken(videoID, made int64) string {
	return fmt.Sprintf("%x", md5.Sum(fmt.Appendf(nil, "invented upload token of %d at %d for %s", videoID, made, s.settings.account.secretKey)))
}
