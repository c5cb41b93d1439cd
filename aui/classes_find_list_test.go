package aui_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// listing is a list of classes that changes while it is read: after every page, change may take classes away or add some.
type listing struct {
	ids    []string
	size   int
	change func(l *listing, page int)
	asked  int
}

func (l *listing) answer(r seen) (int, string) {
	l.asked++
	page := r.number("page_num")
	from := min((page-1)*l.size, len(l.ids))
	var rows []string
	for _, id := range l.ids[from:min(from+l.size, len(l.ids))] {
		title := "Other"
		if id == "x" {
			title = wanted.Title
		}
		rows = append(rows, fmt.Sprintf(`{"id":%q,"title":%q,"teacher_id":"t-1","mode":1,"status":0}`, id, title))
	}
	if l.change != nil {
		l.change(l, page)
	}
	if len(rows) == 0 {
		return http.StatusOK, serverFault
	}
	return http.StatusOK, `{"success":true,"data":[` + strings.Join(rows, ",") + `]}`
}

func (l *listing) remove(id string) {
	l.ids = slices.DeleteFunc(l.ids, func(other string) bool { return other == id })
}

// A class that is deleted shifts the class looked for to a page that was read before. The second reading sees that, and the third finds out.
func TestFindWhileClassesGo(t *testing.T) {
	find := func(list *listing) ([]aui.Class, error) {
		client, _ := script(t, list.answer, classcloud.WithoutRetry())
		return client.Classes.Find(t.Context(), &wanted)
	}
	for name, test := range map[string]struct {
		change func(l *listing, page int)
		found  int
	}{
		"nothing changes":                {nil, 1},
		"a class of the first page goes": {func(l *listing, _ int) { l.remove("9") }, 1},
		"the class looked for goes": {func(l *listing, _ int) {
			if l.asked == 4 {
				l.remove("x")
			}
		}, 0},
		"classes are created": {func(l *listing, _ int) {
			if l.asked < 5 {
				l.ids = append([]string{fmt.Sprint("new", l.asked)}, l.ids...)
			}
		}, 1},
	} {
		list := &listing{ids: []string{"9", "8", "7", "x", "6", "5"}, size: 3, change: test.change}
		found, err := find(list)
		require.NoError(t, err, name)
		assert.Len(t, found, test.found, name)
	}

	list := &listing{ids: []string{"9", "8", "7", "x", "6", "5"}, size: 3}
	list.change = func(l *listing, page int) {
		if page == 1 {
			l.remove(l.ids[0])
		}
	}
	found, err := find(list)
	require.ErrorIs(t, err, classcloud.Aborted)
	assert.ErrorContains(t, err, "kept going")
	assert.Len(t, found, 1)

	same := &listing{ids: []string{"x"}, size: 1}
	client, requests := script(t, func(r seen) (int, string) { return same.answer(r.onPage(1)) })
	in := wanted
	in.MaxClasses = 1 // a class that comes again is not another one
	found, err = client.Classes.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.Aborted)
	assert.ErrorContains(t, err, "does not end")
	assert.Len(t, found, 1)
	assert.Equal(t, []int{1, 2, 3, 4}, requests.pages())
}

// paged answers a list whose n-th page holds these rows.
func paged(pages func(asked int) []string) func(seen) (int, string) {
	return func(r seen) (int, string) {
		all := pages(r.n)
		if n := r.number("page_num"); n <= len(all) {
			return http.StatusOK, `{"success":true,"data":[` + all[n-1] + `]}`
		}
		return http.StatusOK, serverFault
	}
}

// Pages without a new class that stand apart are not a list without an end.
func TestFindCountsPagesWithoutANewClassInARow(t *testing.T) {
	var pages []string
	for n := range 8 {
		pages = append(pages, fmt.Sprintf(`{"id":"%d","title":"语法","status":0}`, n/2))
	}
	client, _ := script(t, paged(func(int) []string { return pages }))
	found, err := client.Classes.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Len(t, found, 4)
}

// Classes that are created meanwhile show those of the page before once more. That is not another order.
func TestFindSinceWhileClassesAreCreated(t *testing.T) {
	row := func(id, at string) string {
		return fmt.Sprintf(`{"id":%q,"title":"Other","teacher_id":"t-1","mode":1,"status":0,"created_at":"2026/03/02 %s"}`, id, at)
	}
	before := []string{row("c9", "16:09:00") + "," + row("c8", "16:08:00"), row("old", "12:00:00"), row("older", "11:00:00")}
	after := append([]string{row("n2", "16:11:00") + "," + row("n1", "16:10:00")}, before...)
	client, requests := script(t, paged(func(asked int) []string {
		if asked == 1 {
			return before
		}
		return after
	}))
	in := wanted
	in.SinceTime = time.Date(2026, 3, 2, 16, 0, 0, 0, clienttest.CST)
	found, err := client.Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Empty(t, found)
	assert.Equal(t, []int{1, 2, 3, 1, 2, 3}, requests.pages(), "page 4 is not needed")
}
