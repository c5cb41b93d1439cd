package classin

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud"
)

// DocumentsService keeps the files of the institution's cloud drive (云盘).
type DocumentsService struct{ client *Client }

// UploadDocumentRequest is a file to upload.
type UploadDocumentRequest struct {
	FolderID string           `json:"folderId" check:"required"`             // the folder it goes into
	File     *classcloud.File `json:"Filedata" wire:"file" check:"required"` // at most 500 MB; a name of at most 128 characters: the vendor would cut the rest
	Extra    map[string]any   `json:"-" wire:"extra"`                        // parameters newer than this module
}

// Validate refuses a file name that the vendor would cut.
func (r *UploadDocumentRequest) Validate() []classcloud.FieldError {
	if r.File == nil || utf8.RuneCountInString(r.File.Name) <= 128 {
		return nil
	}
	return []classcloud.FieldError{{Field: "File.Name", Wire: "Filedata",
		Problem: fmt.Sprintf("has %d characters, the vendor keeps 128", utf8.RuneCountInString(r.File.Name))}}
}

// uploaded is the reply to an upload.
type uploaded struct {
	FileID string `json:"fileId" check:"required"`
}

// Upload stores a file and returns its id. It streams the file and has no timeout but the context's.
//
// ClassIn 上传文件, POST /partner/api/cloud.api.php?action=uploadFile, multipart. A repeat would store the file twice, so it is never
// repeated once it may have arrived: after an error with classcloud.MaybeApplied(err), look for the name with Folders.ListContents first.
func (s DocumentsService) Upload(ctx context.Context, in *UploadDocumentRequest, opts ...classcloud.CallOption) (fileID string, err error) {
	out, err := call[uploaded](ctx, s.client, opDocumentsUpload, in, opts)
	return out.FileID, err
}

// RenameDocumentRequest gives a file a new name.
type RenameDocumentRequest struct {
	FileID string         `json:"fileId" check:"required"`
	Name   string         `json:"fileName" check:"required,max=128"` // at most 128 characters: the vendor would cut the rest
	Extra  map[string]any `json:"-" wire:"extra"`                    // parameters newer than this module
}

// Rename renames a file.
//
// ClassIn 重命名文件, POST /partner/api/cloud.api.php?action=renameFile. CodeFileExists: another file has the name. Safe to repeat.
func (s DocumentsService) Rename(ctx context.Context, in *RenameDocumentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opDocumentsRename, in, opts)
}

// fileRef names a file.
type fileRef struct {
	FileID string `json:"fileId" check:"required"`
}

// Delete removes a file.
//
// ClassIn 删除文件, POST /partner/api/cloud.api.php?action=delFile. Safe to repeat: CodeFileNotFound, in answer to the client's own repeat,
// counts as success.
func (s DocumentsService) Delete(ctx context.Context, fileID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opDocumentsDelete, &fileRef{fileID}, opts)
}
