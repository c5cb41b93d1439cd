package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/examples/classctl/internal/table"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

func TestHelpDescribesOneOperation(t *testing.T) {
	status, want, errs := ctl(t, nil, "help", "call", "baijiayun", "Rooms.Create")
	require.Equal(t, exitOK, status, errs)
	for _, part := range []string{
		"baijiayun Rooms.Create  API 2 创建房间\nPOST /openapi/room/create\n", "limit one call every ", "effect Once",
		"\n  title  text; required; at most 50 characters\n", "\n  start_time  time (unix seconds); required\n",
		"\n      4  a small class, which needs MaxUsers: 专业版小班课\n", "\n  is_long_term  flag (1 for yes, 0 for no)\n",
		"Create creates a room.",
	} {
		assert.Contains(t, want, part)
	}
	for _, args := range [][]string{{"ops", "baijiayun", "Rooms.Create"}, {"call", "baijiayun", "Rooms.Create", "--help"}, {"call", "--help", "baijiayun", "Rooms.Create", "title=1"}} {
		status, got, errs := ctl(t, nil, args...)
		assert.Equal(t, exitOK, status, errs)
		assert.Equal(t, want, got, args)
	}
}

func TestHelpListsOperationsByService(t *testing.T) {
	status, out, _ := ctl(t, nil, "help", "call", "classin")
	require.Equal(t, exitOK, status)
	assert.Contains(t, out, "\nCourses\n  Create ")
	assert.Contains(t, out, "the environment of classin is [CLASSIN_BASE_URL] CLASSIN_SID CLASSIN_SECRET")
}

func TestHelpExplainsCommands(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"--help"}, {"-h"}} {
		status, out, _ := ctl(t, nil, args...)
		assert.Equal(t, exitOK, status)
		assert.Contains(t, out, "agora, aui, baijiayun, classin, weclassroom")
		assert.Contains(t, out, "Calls an operation")
	}
	for _, name := range []string{"ops", "call", "upload", "verify", "explain", "sandbox", "completion"} {
		status, out, _ := ctl(t, nil, "help", name)
		assert.Equal(t, exitOK, status)
		assert.Contains(t, out, "classctl "+name)
		status, again, _ := ctl(t, nil, name, "--help")
		assert.Equal(t, exitOK, status)
		assert.Equal(t, out, again)
	}
	status, out, errs := ctl(t, nil, "help", "push")
	assert.Equal(t, exitUsage, status)
	assert.Empty(t, out)
	assert.Contains(t, errs, "unknown command push")
}

// Every operation of every vendor can be described, as text within its columns and as JSON.
func TestEveryOperationIsDescribed(t *testing.T) {
	for _, v := range vendors.All() {
		for _, op := range v.Operations() {
			status, out, errs := ctl(t, nil, "ops", v.Name, op.Name)
			require.Equal(t, exitOK, status, errs)
			assert.Contains(t, out, op.Doc)
			status, out, errs = ctl(t, nil, "ops", v.Name, op.Name, "--json")
			require.Equal(t, exitOK, status, errs)
			var got struct {
				Name, Doc, Comment string
				Parameters         []struct{ Name, Type, Place string }
			}
			require.NoError(t, json.Unmarshal([]byte(out), &got))
			assert.Equal(t, op.Name, got.Name)
			assert.NotEmpty(t, got.Comment, op.Name)
			for _, p := range got.Parameters {
				assert.True(t, p.Name != "" && p.Type != "" && p.Place != "", "%s: %+v", op.Name, p)
			}
		}
	}
}

func TestGroupsAndMembersAreDescribed(t *testing.T) {
	_, out, _ := ctl(t, nil, "help", "call", "agora", "Rooms.Get")
	assert.Contains(t, out, "roomUuid  text; required; in the path")
	_, out, _ = ctl(t, nil, "help", "call", "baijiayun", "Callbacks.GetClassURL")
	assert.Contains(t, out, "It takes no parameters.")
	_, out, _ = ctl(t, nil, "help", "call", "baijiayun", "Rooms.List")
	assert.Contains(t, out, "--all walks all pages")
}

// The limit is the operation's own, or that of all.
func TestHelpSaysTheLimit(t *testing.T) {
	for operation, want := range map[string]string{"Documents.UploadFromURL": "limit one call every 30s on average, 1 at once", "Lessons.Create": ""} {
		_, out, _ := ctl(t, nil, "help", "call", "weclassroom", operation)
		require.NotEmpty(t, out)
		if want == "" {
			assert.NotContains(t, out, "limit one call", operation)
		} else {
			assert.Contains(t, out, want)
		}
	}
}

func TestOpsListsOneVendorOrService(t *testing.T) {
	for _, args := range [][]string{{"ops", "classin"}, {"ops", "--vendor", "classin"}, {"ops", "classin", "--vendor=classin"}} {
		status, out, errs := ctl(t, nil, args...)
		require.Equal(t, exitOK, status, errs)
		assert.NotContains(t, out, "baijiayun")
		assert.Contains(t, out, "Courses.List")
	}
	_, out, _ := ctl(t, nil, "ops", "classin", "Courses")
	assert.Contains(t, out, "Courses.List")
	assert.NotContains(t, out, "Students.Add")
	status, _, errs := ctl(t, nil, "ops", "agora", "--vendor", "classin")
	assert.Equal(t, exitUsage, status)
	assert.Contains(t, errs, "two vendors")
}

// Titles are Chinese: the columns stand one under the other all the same.
func TestTablesAlign(t *testing.T) {
	_, out, _ := ctl(t, nil, "help", "call", "weclassroom", "Lessons.Create")
	require.NotEmpty(t, out)
	_, out, _ = ctl(t, nil, "ops", "classin")
	var at int
	for line := range strings.SplitSeq(strings.TrimSpace(out), "\n") {
		post := strings.Index(line, "POST ")
		require.Positive(t, post, line)
		if column := table.Width(line[:post]); at == 0 {
			at = column
		} else {
			assert.Equal(t, at, column, line)
		}
	}
}
