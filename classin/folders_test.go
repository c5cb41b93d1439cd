package classin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
)

func TestFoldersInTheOrderOfTheirParents(t *testing.T) {
	folders, err := answering(t, says(`{"data":{"10":[{"id":"3","pid":"10"}],"9":[{"id":"1","pid":"9"},{"id":2,"pid":9}]},"error_info":{"errno":1}}`)).Folders.List(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []classin.Folder{{FolderID: "1", ParentID: "9"}, {FolderID: "2", ParentID: "9"}, {FolderID: "3", ParentID: "10"}}, folders)
}
