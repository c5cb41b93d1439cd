package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// LabelsService keeps the institution's labels, at most 100, which courses and classes carry.
type LabelsService struct{ client *Client }

// labelName is a new label.
type labelName struct {
	Name string `json:"labelName" check:"required,max=20"`
}

// Label is a label of the institution.
type Label struct {
	LabelID  int64                `json:"labelId,omitzero" check:"required"`
	Existed  bool                 `json:"existed,omitzero"`  // there was one of that name: this one
	Warnings []classcloud.Warning `json:"warnings,omitzero"` // what the vendor says beside the success
}

// Create makes a label of at most 20 characters; the vendor would cut the rest.
//
// ClassIn 添加学校标签, POST /partner/api/course.api.php?action=addSchoolLabel. CodeLabelExists is a result with Existed, so calling it
// again after MaybeApplied finds the label or makes it.
func (s LabelsService) Create(ctx context.Context, name string, opts ...classcloud.CallOption) (*Label, error) {
	return call[*Label](ctx, s.client, opLabelsCreate, &labelName{name}, opts)
}

// UpdateLabelRequest is a label's new name.
type UpdateLabelRequest struct {
	LabelID int64          `json:"labelId" check:"required"`
	Name    string         `json:"labelName" check:"required,max=20"` // at most 20 characters: the vendor would cut the rest
	Extra   map[string]any `json:"-" wire:"extra"`                    // parameters newer than this module
}

// Update renames a label.
//
// ClassIn 修改学校标签, POST /partner/api/course.api.php?action=updateSchoolLabel. CodeLabelExists says that another one has the name. Safe to repeat.
func (s LabelsService) Update(ctx context.Context, in *UpdateLabelRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLabelsUpdate, in, opts)
}

// labelRef names a label.
type labelRef struct {
	LabelID int64 `json:"labelId" check:"required"`
}

// Delete removes a label.
//
// ClassIn 删除学校标签, POST /partner/api/course.api.php?action=deleteSchoolLabel. Safe to repeat: CodeLabelNotFound, answering a repeat of
// the client's own, is success.
func (s LabelsService) Delete(ctx context.Context, labelID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLabelsDelete, &labelRef{labelID}, opts)
}
