package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAllPrintsEveryRowAsALine(t *testing.T) {
	s, env := server(t)
	for range 5 {
		s.AddRoom(baijiayuntest.Room{Title: "语法 <1>"})
	}
	status, out, errs := ctl(t, env, "call", "baijiayun", "Rooms.List", "limit=2", "--all")
	require.Equal(t, exitOK, status, errs)
	assert.Empty(t, errs)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 5)
	for _, line := range lines {
		var room struct{ Title string }
		require.NoError(t, json.Unmarshal([]byte(line), &room))
		assert.Equal(t, "语法 <1>", room.Title)
	}
	assert.Greater(t, len(s.Requests()), 2)
}

// A row that cannot be read is a failure of its own, and costs no other.
func TestAllTellsOfRowsThatCannotBeRead(t *testing.T) {
	s, env := server(t)
	s.Respond("Rooms.List", `{"code":0,"data":{"total":3,"list":[{"room_id":1,"title":"a"},"odd",{"room_id":3,"title":"c"}]}}`)
	status, out, errs := ctl(t, env, "call", "baijiayun", "Rooms.List", "--all")
	assert.Equal(t, exitFailed, status)
	assert.Equal(t, 2, strings.Count(out, "\n"), out)
	assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
	assert.Contains(t, errs, `"kind":"DataLoss"`)
}

// A page with a row that cannot be read is not the last.
func TestAllGoesOnBehindABadRow(t *testing.T) {
	s, env := server(t)
	for range 5 {
		s.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	}
	s.Lie("Rooms.List", baijiayuntest.Lie{Null: 2})
	status, out, errs := ctl(t, env, "call", "baijiayun", "Rooms.List", "limit=2", "--all")
	assert.Equal(t, exitFailed, status)
	assert.Equal(t, 3, strings.Count(out, "\n"), out)
	assert.Equal(t, 2, strings.Count(errs, "\n"), errs)
}

func TestAllIsForListsWithPages(t *testing.T) {
	for problem, args := range map[string][]string{
		"is not a list":         {"call", "baijiayun", "Rooms.Get", "room_id=1", "--all"},
		"has no pages to walk":  {"call", "baijiayun", "Quizzes.List", "room_id=1", "--all"},
		"did you mean limit?":   {"call", "baijiayun", "Rooms.List", "limits=1", "--all"},
		"did you mean classin?": {"call", "clasin", "Courses.List", "--all"},
	} {
		status, out, errs := ctl(t, nil, args...)
		assert.Equal(t, exitUsage, status)
		assert.Empty(t, out)
		assert.Contains(t, errs, problem)
	}
	s, env := server(t)
	s.Inject("Rooms.List", baijiayuntest.Fault{Status: 403, Times: -1})
	status, out, errs := ctl(t, env, "call", "baijiayun", "Rooms.List", "--all")
	assert.Equal(t, exitFailed, status)
	assert.Empty(t, out)
	assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
}
