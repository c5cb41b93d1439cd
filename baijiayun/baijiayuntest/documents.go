package baijiayuntest

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Document is an uploaded document as the server keeps it; its content is not kept.
type Document struct {
	FileID     int64 // fid
	Name       string
	Animated   bool   // ppt_animation
	RoomID     int64  // 0 when it was uploaded without a room
	BindID     int64  // 0 when it was uploaded without a room
	Size       int64  // bytes
	SHA256     string // of the content, hexadecimal
	CreateTime time.Time
}

// Documents returns copies of all documents in the order in which they were uploaded.
func (s *Server) Documents() []Document {
	var documents []Document
	s.Do(func() { documents = slices.Clone(s.state.documents) })
	return documents
}

func documentEndpoints() []endpoint {
	return []endpoint{
		{"Documents.Upload", "doc/uploadDoc", true, (*Server).uploadDocument},
	}
}

// uploadDocument is API 10 直播课件文档上传.
func (s *Server) uploadDocument(c *call) (any, *failure) {
	document := Document{
		Animated:   c.numberBetween("ppt_animation", 0, 1, 0) == 1,
		RoomID:     c.numberOr("room_id", 0),
		CreateTime: c.now.Truncate(time.Second).In(beijing()),
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	if c.sent("room_id") {
		if _, failed := s.state.room(document.RoomID); failed != nil {
			return nil, failed
		}
	}
	file, failed := attachment(c.files)
	if failed != nil {
		return nil, failed
	}
	document.Name, document.Size, document.SHA256 = file.Name, file.Size, file.SHA256
	return s.state.addDocument(document).uploaded(), nil
}

// attachment is the last file in the field "attachment", as PHP has it.
func attachment(files []vendortest.File) (vendortest.File, *failure) {
	for _, file := range slices.Backward(files) {
		if file.Field != "attachment" {
			continue
		}
		if !slices.Contains(documentExtensions(), strings.ToLower(path.Ext(file.Name))) {
			return file, fail(codeUpload, "不支持的文档类型")
		}
		return file, nil
	}
	return vendortest.File{}, fail(codeUpload, "attachment 缺少")
}

func documentExtensions() []string {
	return []string{".doc", ".ppt", ".pdf", ".pptx", ".docx", ".jpg", ".jpeg", ".png", ".gif", ".zip"}
}

// addDocument numbers a document, and its tie to a room where it has one.
func (s *state) addDocument(document Document) Document {
	document.FileID = firstFileID + int64(len(s.documents))
	if document.RoomID != 0 {
		document.BindID = firstBindID + s.binds
		s.binds++
	}
	s.documents = append(s.documents, document)
	return document
}

func (d Document) uploaded() object {
	data := object{"fid": d.FileID, "name": d.Name}
	if d.BindID != 0 {
		data["bind_id"] = d.BindID
	}
	return data
}
