package baijiayuntest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

const uploadPath = "/upload"

// The codes of the upload host. Public programs know the first alone; the others are invented.
const (
	uploadOK      = 1
	uploadRefused = 2 // the address is unknown or too old
	uploadOdd     = 3 // the part does not fit what the host has
)

// uploadPlace is a part's Content-Range: its first and last byte, counted from 1, and the bytes of the file.
var uploadPlace = regexp.MustCompile(`^bytes ([1-9][0-9]{0,17})-([1-9][0-9]{0,17})/([1-9][0-9]{0,17})$`)

// takePart is the upload host: it takes a part of a file, or a whole file in a form, at the address that getUploadURL gave.
//
// No document shows how. Public programs send parts as the body with a Content-Range, or the whole file as a field "file" of a
// multipart form, and take the code 1 for a success.
func (s *Server) takePart(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != uploadPath {
		return false
	}
	videoID, code := s.addressed(r)
	var fault *UploadFault
	if code == uploadOK {
		s.kit.Do(func() { fault = s.state.nextUploadFault() })
	}
	switch {
	case code != uploadOK:
		_, _ = io.Copy(io.Discard, r.Body)
		answerUpload(w, http.StatusOK, code)
	case fault == nil:
		s.answerPart(w, r, videoID, UploadFault{After: -1})
	default:
		s.answerPart(w, r, videoID, *fault)
	}
	return true
}

// addressed returns the video that a request's address is of.
func (s *Server) addressed(r *http.Request) (videoID, code int64) {
	query := r.URL.Query()
	videoID, _ = strconv.ParseInt(query.Get("fid"), 10, 64)
	made, _ := strconv.ParseInt(query.Get("ts"), 10, 64)
	code = uploadOK
	now := s.Now()
	s.kit.Do(func() {
		old := s.settings.uploadLifetime > 0 && now.Sub(time.UnixMilli(made)) > s.settings.uploadLifetime
		if old || s.state.uploads.files[videoID] == nil || query.Get("token") != s.uploadToken(videoID, made) {
			code = uploadRefused
		}
	})
	if r.Method != http.MethodPost {
		code = uploadRefused
	}
	return videoID, code
}

// answerPart takes a part as far as a fault lets it, and answers.
func (s *Server) answerPart(w http.ResponseWriter, r *http.Request, videoID int64, fault UploadFault) {
	part := UploadPart{Status: http.StatusOK}
	switch {
	case fault.Status != 0:
		part.Status = fault.Status
	case fault.Code != 0:
		part.Code = fault.Code
	}
	if fault.Status != 0 || fault.Code != 0 {
		part.Taken, _ = io.Copy(io.Discard, r.Body)
		s.keepPart(videoID, part)
		answerUpload(w, part.Status, part.Code)
		return
	}
	limit := fault.After
	if fault.Lost {
		limit = -1
	}
	dropped := s.readPart(r, videoID, &part, limit) || fault.Lost
	if dropped {
		part.Status, part.Code = 0, 0
	}
	s.keepPart(videoID, part)
	if dropped {
		panic(http.ErrAbortHandler) // which drops the connection
	}
	answerUpload(w, part.Status, part.Code)
}

func (s *Server) keepPart(videoID int64, part UploadPart) {
	s.kit.Do(func() {
		upload := s.state.uploads.files[videoID]
		upload.Parts = append(upload.Parts, part)
		video := s.state.videoOf(videoID)
		if upload.Total > 0 && upload.Received == upload.Total && video != nil && video.Status == VideoStatusUploading {
			video.Status, video.TotalSize = VideoStatusTranscoding, upload.Total
		}
	})
}

// readPart reads a part, at most limit bytes of it; -1 is all of it. It reports whether the part broke off.
func (s *Server) readPart(r *http.Request, videoID int64, part *UploadPart, limit int64) (broke bool) {
	total, body := s.placePart(r, part)
	part.Code = uploadOK
	var undo func()
	s.kit.Do(func() {
		upload := s.state.uploads.files[videoID]
		undo = upload.snapshot()
		odd := total < 0 || part.First > upload.Received+1 || upload.Total > 0 && total > 0 && total != upload.Total
		if odd || s.settings.strictParts && part.First != upload.Received+1 {
			part.Code = uploadOdd
			return
		}
		upload.Total = max(upload.Total, total)
	})
	buffer, at := make([]byte, 64<<10), part.First-1
	for {
		room := int64(len(buffer))
		if limit >= 0 {
			room = min(room, limit-part.Taken)
		}
		if limit >= 0 && room <= 0 {
			broke = true
			break
		}
		n, err := body.Read(buffer[:room])
		part.Taken += int64(n)
		if part.Code == uploadOK {
			s.kit.Do(func() { s.state.uploads.files[videoID].take(at, buffer[:n]) })
		}
		at += int64(n)
		if err != nil {
			broke = !errors.Is(err, io.EOF)
			break
		}
	}
	s.endPart(videoID, part, broke, undo)
	return broke
}

// endPart settles what became of a part that was read.
func (s *Server) endPart(videoID int64, part *UploadPart, broke bool, undo func()) {
	s.kit.Do(func() {
		upload := s.state.uploads.files[videoID]
		whole := part.Last == 0 && !broke // the whole file in a form, which says its size by its end
		switch {
		case whole && part.Code == uploadOK:
			upload.Total = upload.Received
		case !broke && part.Last > 0 && part.Taken != part.Last-part.First+1:
			part.Code = uploadOdd
			undo()
		case broke && s.settings.wholeParts:
			undo()
		}
	})
}

// placePart says where in the file a request's content belongs, and returns the content. total is that of the file, 0 for a file in a
// form, and -1 when the request is neither.
func (s *Server) placePart(r *http.Request, part *UploadPart) (total int64, content io.Reader) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		part.First = 1
		form, err := r.MultipartReader()
		for err == nil {
			field, next := form.NextPart()
			if next != nil {
				break
			}
			if field.FormName() == "file" {
				return 0, field
			}
		}
		return -1, r.Body
	}
	place := uploadPlace.FindStringSubmatch(r.Header.Get("Content-Range"))
	if place == nil {
		return -1, r.Body
	}
	part.First, _ = strconv.ParseInt(place[1], 10, 64)
	part.Last, _ = strconv.ParseInt(place[2], 10, 64)
	total, _ = strconv.ParseInt(place[3], 10, 64)
	if part.Last < part.First || part.Last > total {
		return -1, r.Body
	}
	return total, r.Body
}

// answerUpload answers as the upload host does: the code is all that public programs read. With another status than 200 a gateway
// answers in its place, with a page.
func answerUpload(w http.ResponseWriter, status int, code int64) {
	body, err := json.Marshal(map[string]any{"code": code})
	if err != nil {
		panic(err) // a number can always be written
	}
	kind := "application/json"
	if status != http.StatusOK {
		kind, body = "text/html", []byte("<html>"+http.StatusText(status)+"</html>")
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
