package baijiayuntest

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Document is a document of the account as the server keeps it. The server does not keep the content.
type Document struct {
	FID        int64  // fid
	Name       string // the file name; the URL of an H5 document
	Source     string // upload_source: "api", or "room" when it was uploaded in a class
	Animated   bool   // ppt_animation
	RoomID     int64  // the room to which it was uploaded; 0 for none
	BindID     int64  // the id of its place in that room; 0 for none
	Size       int64  // in bytes; 0 for an H5 document
	SHA256     string // of the content, hexadecimal
	CreateTime time.Time
}

// Binding says that a document is in a room.
type Binding struct {
	BindID int64
	RoomID int64
	FID    int64
}

// Documents returns all documents in the order of their upload.
func (s *Server) Documents() []Document {
	var documents []Document
	s.kit.Do(func() { documents = slices.Clone(s.state.documents) })
	return documents
}

// Bindings returns which documents are in which rooms, in the order in which they were added.
func (s *Server) Bindings() []Binding {
	var bindings []Binding
	s.kit.Do(func() { bindings = slices.Clone(s.state.bindings) })
	return bindings
}

// AddDocument adds a document without a call, for instance one that was uploaded in a class, and returns the document as the server keeps
// it. FID and BindID are made up, an empty Source becomes "room", and a zero CreateTime becomes now. AddDocument panics on a room that
// does not exist.
func (s *Server) AddDocument(document Document) Document {
	now := s.Now()
	s.kit.Do(func() {
		if document.RoomID != 0 {
			s.state.mustHaveRoom("AddDocument", document.RoomID)
		}
		if document.Source == "" {
			document.Source = "room"
		}
		if document.CreateTime.IsZero() {
			document.CreateTime = now
		}
		document = s.state.addDocument(document)
	})
	return document
}

func documentEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Documents.Upload", "doc/uploadDoc", both, (*Server).uploadDocument),
		posted("Rooms.AddDocument", "doc/bindDoc", both, (*Server).bindDocument),
		posted("Rooms.ListDocuments", "doc/listDoc", both, (*Server).listRoomDocuments),
		posted("Documents.List", "doc/listAllDoc", both, (*Server).listDocuments),
		posted("Rooms.RemoveDocument", "doc/removeDoc", both, (*Server).removeDocument),
		posted("Documents.UploadFromURL", "doc/uploadH5ByUrl", both, (*Server).uploadFromURL),
		posted("Documents.AddToRooms", "doc/bindDocMulti", both, (*Server).bindDocumentToRooms),
	}
}

// uploadDocument is API 10 直播课件文档上传.
func (s *Server) uploadDocument(c *call) (any, *failure) {
	document := Document{Animated: c.numberBetween("ppt_animation", 0, 1, 0) == 1}
	roomID, failed := s.optionalRoom(c)
	if failed != nil {
		return nil, failed
	}
	file, failed := attachment(c.files)
	if failed != nil {
		return nil, failed
	}
	document.Name, document.Size, document.SHA256 = file.Name, file.Size, file.SHA256
	return s.upload(c, document, roomID), nil
}

// uploadFromURL is API 56 使用url上传h5课件.
func (s *Server) uploadFromURL(c *call) (any, *failure) {
	document := Document{Name: c.url("h5_doc_url", "https")}
	roomID, failed := s.optionalRoom(c)
	if failed != nil {
		return nil, failed
	}
	return s.upload(c, document, roomID), nil
}

// optionalRoom returns the room to which a document is uploaded; 0 means none.
func (s *Server) optionalRoom(c *call) (int64, *failure) {
	id := c.numberOr("room_id", 0)
	if failed := c.failure(); failed != nil {
		return 0, failed
	}
	if !c.given("room_id") {
		return 0, nil
	}
	_, failed := s.state.room(id)
	return id, failed
}

func (s *Server) upload(c *call, document Document, roomID int64) object {
	document.RoomID, document.Source, document.CreateTime = roomID, "api", c.now
	return s.state.addDocument(document).uploaded()
}

// attachment returns the last file in the field "attachment", as PHP does.
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

// addDocument keeps a document. It sets the document's id, and the BindID if the document has a room.
func (s *state) addDocument(document Document) Document {
	document.FID = firstFileID + int64(len(s.documents))
	document.BindID = 0
	document.CreateTime = document.CreateTime.Truncate(time.Second).In(beijing())
	if document.RoomID != 0 {
		document.BindID = s.bind(document.RoomID, document.FID).BindID
	}
	s.documents = append(s.documents, document)
	return document
}

// bind adds a document to a room. A document that is in the room already keeps its BindID.
func (s *state) bind(roomID, fileID int64) Binding {
	if at := s.bound(roomID, fileID); at >= 0 {
		return s.bindings[at]
	}
	binding := Binding{firstBindID + s.binds, roomID, fileID}
	s.binds++
	s.bindings = append(s.bindings, binding)
	return binding
}

// bound returns the index of a binding, and -1 when the document is not in the room.
func (s *state) bound(roomID, fileID int64) int {
	return slices.IndexFunc(s.bindings, func(b Binding) bool { return b.RoomID == roomID && b.FID == fileID })
}

// document returns an existing document. The vendor does not document a code for a missing one.
func (s *state) document(fileID int64) (Document, *failure) {
	at := slices.IndexFunc(s.documents, func(d Document) bool { return d.FID == fileID })
	if at < 0 {
		return Document{}, fail(codeGeneral, fmt.Sprintf("文档不存在 fid=%d", fileID))
	}
	return s.documents[at], nil
}

func (d Document) uploaded() object {
	data := object{"fid": d.FID, "name": d.Name}
	if d.BindID != 0 {
		data["bind_id"] = d.BindID
	}
	return data
}

// bindDocument is API 11 关联文档到教室.
func (s *Server) bindDocument(c *call) (any, *failure) {
	fileID := c.number("fid")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if _, failed := s.state.document(fileID); failed != nil {
		return nil, failed
	}
	binding := s.state.bind(room.RoomID, fileID)
	return object{"fid": fileID, "room_id": quoted(room.RoomID), "bind_id": binding.BindID}, nil
}

// listRoomDocuments is API 12 获取指定教室内已上传的文档列表. The newest comes first.
func (s *Server) listRoomDocuments(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	list := []object{}
	for _, document := range slices.Backward(s.state.documents) {
		if s.state.bound(room.RoomID, document.FID) >= 0 {
			list = append(list, object{
				"fid":         document.FID,
				"name":        document.Name,
				"create_time": document.CreateTime.Format(datetime),
			})
		}
	}
	return object{"room_id": quoted(room.RoomID), "list": list}, nil
}

// listDocuments is API 13 获取账号下上传的所有文档. The newest comes first.
func (s *Server) listDocuments(c *call) (any, *failure) {
	c.need("type")
	source := c.oneOf("type", "all", "all", "room", "api")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	list := []object{}
	for _, document := range slices.Backward(s.state.documents) {
		if source == "all" || source == document.Source {
			list = append(list, object{
				"fid":           quoted(document.FID),
				"name":          document.Name,
				"create_time":   document.CreateTime.Format(datetime),
				"upload_source": document.Source,
			})
		}
	}
	return object{"total": int64(len(list)), "list": list}, nil
}

// removeDocument is API 14 移除教室内文档. The account keeps the document.
func (s *Server) removeDocument(c *call) (any, *failure) {
	fileID := c.number("fid")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	at := s.state.bound(room.RoomID, fileID)
	if at < 0 {
		return nil, fail(codeGeneral, fmt.Sprintf("教室内没有该文档 fid=%d", fileID))
	}
	s.state.bindings = slices.Delete(s.state.bindings, at, at+1)
	return object{"fid": quoted(fileID)}, nil
}
