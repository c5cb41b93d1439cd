package classin

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/go-classcloud/classcloud"
)

// FoldersService keeps the folders of the institution's cloud drive (云盘): at most 5,000 folders, at most 15 levels deep.
type FoldersService struct{ client *Client }

// Folder is a folder of the second level.
type Folder struct {
	FolderID string `json:"id,omitzero" check:"required"`
	ParentID string `json:"pid,omitzero"`
	Name     string `json:"name,omitzero"`
}

// List returns the folders within the folders of the top level: it shows two levels, no more.
//
// ClassIn 获取云盘文件夹列表, POST /partner/api/cloud.api.php?action=getFolderList. CodeNoData is an empty list. Safe to repeat.
func (s FoldersService) List(ctx context.Context, opts ...classcloud.CallOption) ([]Folder, error) {
	byParent, err := call[map[string][]Folder](ctx, s.client, opFoldersList, nil, opts)
	if byParent == nil && err != nil {
		return nil, err
	}
	out := []Folder{}
	for _, parent := range slices.SortedFunc(maps.Keys(byParent), numerically) {
		out = append(out, byParent[parent]...)
	}
	return out, err // a folder that cannot be read is in the error beside the others
}

// numerically compares ids that are numbers as numbers.
func numerically(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// FolderEntry is a folder within a folder.
type FolderEntry struct {
	FolderID string `json:"folder_id,omitzero" check:"required"`
	Name     string `json:"folder_name,omitzero"`
	System   bool   `json:"is_system_folder,omitzero"` // the vendor made the folder
}

// FileEntry is a file within a folder.
type FileEntry struct {
	FileID string `json:"id,omitzero" check:"required"`
	Name   string `json:"file_name,omitzero"`
	Size   string `json:"file_size,omitzero"` // a text for people, "7KB"
}

// FolderContents is what a folder holds.
type FolderContents struct {
	Folders []FolderEntry `json:"folder_list,omitzero"`
	Files   []FileEntry   `json:"file_list,omitzero"`
}

// anyFolderRef names a folder; empty is the top folder.
type anyFolderRef struct {
	FolderID string `json:"folderId"`
}

// folderRef names a folder.
type folderRef struct {
	FolderID string `json:"folderId" check:"required"`
}

// ListContents returns the folders and files within a folder. "" is the top folder.
//
// ClassIn 获取指定文件夹下的文件及文件夹列表, POST /partner/api/cloud.api.php?action=getCloudList. Safe to repeat.
func (s FoldersService) ListContents(ctx context.Context, folderID string, opts ...classcloud.CallOption) (*FolderContents, error) {
	return call[*FolderContents](ctx, s.client, opFoldersListContents, &anyFolderRef{folderID}, opts)
}

// GetRoot returns the id of the top folder. The first call makes the institution's cloud drive where it has none yet (revision history
// 5.4.2).
//
// ClassIn 获取顶级文件夹 ID, POST /partner/api/cloud.api.php?action=getTopFolderId. Safe to repeat.
func (s FoldersService) GetRoot(ctx context.Context, opts ...classcloud.CallOption) (string, error) {
	out, err := call[CreatedFolder](ctx, s.client, opFoldersGetRoot, nil, opts)
	return out.FolderID, err
}

// CreateFolderRequest describes a new folder.
type CreateFolderRequest struct {
	ParentID string         `json:"folderId" check:"required"`           // the folder that will hold the new one
	Name     string         `json:"folderName" check:"required,max=128"` // at most 128 characters: the vendor would cut the rest
	Extra    map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// CreatedFolder is a folder that Create made or found.
type CreatedFolder struct {
	FolderID string `json:"folderId,omitzero" check:"required"` // the id of the folder, the reply's data
	Existed  bool   `json:"existed,omitzero"`                   // a folder had that name before: this is the folder
}

// Create makes a folder.
//
// ClassIn 创建文件夹, POST /partner/api/cloud.api.php?action=createFolder. CodeFolderExists is a result with Existed, so a second call after
// MaybeApplied finds the folder or makes it.
func (s FoldersService) Create(ctx context.Context, in *CreateFolderRequest, opts ...classcloud.CallOption) (*CreatedFolder, error) {
	return call[*CreatedFolder](ctx, s.client, opFoldersCreate, in, opts)
}

// RenameFolderRequest gives a folder a new name.
type RenameFolderRequest struct {
	FolderID string         `json:"folderId" check:"required"`
	Name     string         `json:"folderName" check:"required,max=128"` // at most 128 characters: the vendor would cut the rest
	Extra    map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// Rename renames a folder.
//
// ClassIn 重命名文件夹, POST /partner/api/cloud.api.php?action=renameFolder. CodeFolderExists: another folder has the name. Safe
// to repeat: the code with the folder's own id, which the page says comes with it, counts as success.
func (s FoldersService) Rename(ctx context.Context, in *RenameFolderRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opFoldersRename, in, opts)
}

// Delete removes a folder and everything in it.
//
// ClassIn 删除文件夹, POST /partner/api/cloud.api.php?action=delFolder. Safe to repeat: CodeFolderNotFound, in answer to the client's own
// repeat, counts as success.
func (s FoldersService) Delete(ctx context.Context, folderID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opFoldersDelete, &folderRef{folderID}, opts)
}
