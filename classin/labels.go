package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// LabelsService keeps the institution's labels for courses and classes, at most 100.
type LabelsService struct{ client *Client }

// labelName describes a new label.
type labelName struct {
	Name string `json:"labelName" check:"required,max=20"`
}

// Label is a label of the institution.
type Label struct {
	LabelID  int64                `json:"labelId,omitzero" check:"required"`
	Existed  bool                 `json:"existed,omitzero"`  // a label had that name before: this is the label
	Warnings []classcloud.Warning `json:"warnings,omitzero"` // what the vendor says beside the success
}

// Create makes a label. Its name has at most 20 characters: the vendor would cut the rest.
//
// ClassIn 添加学校标签, POST /partner/api/course.api.php?action=addSchoolLabel. CodeLabelExists is a result with Existed, so a second call
// after MaybeApplied finds the label or makes it.
func (s LabelsService) Create(ctx context.Context, name string, opts ...classcloud.CallOption) (*Label, error) {
	return call[*Label](ctx, s.client, opLabelsCreate, &labelName{name}, opts)
}

// UpdateLabelRequest gives a label a new name.
type UpdateLabelRequest struct {
	LabelID int64          `json:"labelId" check:"required"`
	Name    string         `json:"labelName" check:"required,max=20"` // at most 20 characters: the vendor would cut the rest
	Extra   map[string]any `json:"-" wire:"extra"`                    // parameters newer than this module
}

// Update renames a label.
//
// ClassIn 修改学校标签, POST /partner/api/course.api.php?action=updateSchoolLabel. CodeLabelExists: another label has the name. Safe to repeat.
func (s LabelsService) Update(ctx context.Context, in *UpdateLabelRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLabelsUpdate, in, opts)
}

// labelRef names a label.
type labelRef struct {
	LabelID int64 `json:"labelId" check:"required"`
}

// Delete removes a label.
//
// ClassIn 删除学校标签, POST /partner/api/course.api.php?action=deleteSchoolLabel. Safe to repeat: CodeLabelNotFound, in answer to the client's
// own repeat, counts as success.
func (s LabelsService) Delete(ctx context.Context, labelID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLabelsDelete, &labelRef{labelID}, opts)
}
