package classintest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Folder is a folder of the school's cloud drive.
type Folder struct {
	FolderID int64
	ParentID int64 // 0 for the top folder itself
	Name     string
}

// Document is a file of the school's cloud drive.
type Document struct {
	FileID   int64
	FolderID int64
	Name     string
	Size     int64
	SHA256   string
}

// AddFolder adds a folder to the top folder of the school's cloud drive.
func (s *Server) AddFolder(id int64) {
	s.kit.Do(func() { s.school.addFolder(id) })
}

// Folders returns the folders of the cloud drive in the order of their ids.
func (s *Server) Folders() []Folder {
	s.kit.Lock()
	defer s.kit.Unlock()
	folders := []Folder{}
	for _, id := range slices.Sorted(maps.Keys(s.school.folders)) {
		folders = append(folders, *s.school.folders[id])
	}
	return folders
}

// Documents returns the files of the cloud drive in the order of their ids.
func (s *Server) Documents() []Document {
	s.kit.Lock()
	defer s.kit.Unlock()
	documents := []Document{}
	for _, id := range slices.Sorted(maps.Keys(s.school.documents)) {
		documents = append(documents, *s.school.documents[id])
	}
	return documents
}

func (s *school) addFolder(id int64) {
	if s.folders[id] == nil {
		s.folders[id] = &Folder{FolderID: id, ParentID: rootFolder, Name: fmt.Sprintf("Folder %d", id)}
	}
}

func (s *Server) cloudRoutes() []vendortest.Route {
	school := s.school
	return []vendortest.Route{
		s.cloud("Folders.List", "getFolderList", school.listFolders),
		s.cloud("Folders.ListContents", "getCloudList", school.listContents),
		s.cloud("Folders.GetRoot", "getTopFolderId", school.getRoot),
		s.cloud("Folders.Create", "createFolder", school.createFolder),
		s.cloud("Folders.Rename", "renameFolder", school.renameFolder),
		s.cloud("Folders.Delete", "delFolder", school.deleteFolder),
		s.cloud("Documents.Upload", "uploadFile", school.uploadFile),
		s.cloud("Documents.Rename", "renameFile", school.renameFile),
		s.cloud("Documents.Delete", "delFile", school.deleteFile),
	}
}

// listFolders lists two levels below the top folder.
func (s *school) listFolders(*call) (answer, effect) {
	lists := map[string]any{}
	for _, parent := range s.children(rootFolder) {
		var list []any
		for _, folder := range s.children(parent.FolderID) {
			list = append(list, map[string]any{"id": text(folder.FolderID), "pid": text(folder.ParentID), "name": folder.Name})
		}
		if list != nil {
			lists[text(parent.FolderID)] = list
		}
	}
	if len(lists) == 0 {
		return refuse(codeNoData)
	}
	return allowWith(codeOK, func() any { return lists })
}

func (s *school) listContents(c *call) (answer, effect) {
	id := int64(rootFolder)
	if c.given("folderId") {
		id = c.id("folderId")
	}
	folders, files := []any{}, []any{}
	for _, folder := range s.children(id) {
		folders = append(folders, map[string]any{"folder_id": text(folder.FolderID), "folder_name": folder.Name, "is_system_folder": 0})
	}
	for _, fileID := range slices.Sorted(maps.Keys(s.documents)) {
		if file := s.documents[fileID]; file.FolderID == id {
			files = append(files, map[string]any{"id": text(file.FileID), "file_name": file.Name, "file_size": fmt.Sprintf("%dKB", (file.Size+1023)/1024)})
		}
	}
	return allowWith(s.folderCode(id), func() any { return topLevel{"folder_list": folders, "file_list": files} })
}

func (s *school) getRoot(*call) (answer, effect) {
	return allowWith(codeOK, func() any { return text(rootFolder) })
}

func (s *school) createFolder(c *call) (answer, effect) {
	parent, name := c.id("folderId"), c.name("folderName", 128)
	if existing := s.folderNamed(parent, name); existing != nil {
		return refuseWith(codeFolderNameTaken, text(existing.FolderID))
	}
	return allowWith(s.folderCode(parent), func() any {
		folder := &Folder{FolderID: s.newID(), ParentID: parent, Name: name}
		s.folders[folder.FolderID] = folder
		return text(folder.FolderID)
	})
}

func (s *school) renameFolder(c *call) (answer, effect) {
	id, name := c.id("folderId"), c.name("folderName", 128)
	if verdict := s.ownFolderCode(id); verdict != codeOK {
		return refuse(verdict)
	}
	folder := s.folders[id]
	if existing := s.folderNamed(folder.ParentID, name); existing != nil && existing != folder {
		return refuseWith(codeFolderNameTaken, text(existing.FolderID))
	}
	return allow(codeOK, func() { folder.Name = name })
}

// deleteFolder deletes a folder and everything in it.
func (s *school) deleteFolder(c *call) (answer, effect) {
	id := c.id("folderId")
	return allow(s.ownFolderCode(id), func() { s.dropFolder(id) })
}

func (s *school) dropFolder(id int64) {
	for _, child := range s.children(id) {
		s.dropFolder(child.FolderID)
	}
	maps.DeleteFunc(s.documents, func(_ int64, d *Document) bool { return d.FolderID == id })
	delete(s.folders, id)
}

func (s *school) uploadFile(c *call) (answer, effect) {
	folder := c.id("folderId")
	i := slices.IndexFunc(c.files, func(f vendortest.File) bool { return f.Field == "Filedata" })
	switch verdict := s.folderCode(folder); {
	case verdict != codeOK:
		return refuse(verdict)
	case i < 0:
		return refuse(codeNoUpload)
	}
	return allowWith(codeOK, func() any {
		file := c.files[i]
		document := &Document{FileID: s.newID(), FolderID: folder, Name: cut(file.Name, 128), Size: file.Size, SHA256: file.SHA256}
		s.documents[document.FileID] = document
		return text(document.FileID)
	})
}

func (s *school) renameFile(c *call) (answer, effect) {
	id, name := c.id("fileId"), c.name("fileName", 128)
	file := s.documents[id]
	if file == nil {
		return refuse(codeFileUnknown)
	}
	for _, other := range s.documents {
		if other != file && other.FolderID == file.FolderID && other.Name == name {
			return refuse(codeFileNameTaken)
		}
	}
	return allow(codeOK, func() { file.Name = name })
}

func (s *school) deleteFile(c *call) (answer, effect) {
	id := c.id("fileId")
	if s.documents[id] == nil {
		return refuse(codeFileUnknown)
	}
	return allow(codeOK, func() { delete(s.documents, id) })
}

func (s *school) folderCode(id int64) code {
	if s.folders[id] == nil {
		return codeFolderUnknown
	}
	return codeOK
}

// ownFolderCode checks a folder that is to be changed. The top folder cannot be changed.
func (s *school) ownFolderCode(id int64) code {
	if id == rootFolder {
		return codeFolderForbidden
	}
	return s.folderCode(id)
}

func (s *school) folderNamed(parent int64, name string) *Folder {
	for _, folder := range s.children(parent) {
		if folder.Name == name {
			return folder
		}
	}
	return nil
}

func (s *school) children(parent int64) []*Folder {
	var folders []*Folder
	for _, id := range slices.Sorted(maps.Keys(s.folders)) {
		if s.folders[id].ParentID == parent {
			folders = append(folders, s.folders[id])
		}
	}
	return folders
}

// text returns an id as the pages of labels and of the cloud drive write it.
func text(id int64) string { return strconv.FormatInt(id, 10) }
