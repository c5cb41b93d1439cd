package aui_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// lying starts a server with 7 classes, 7 members and 7 documents, and a client of it.
func lying(t *testing.T) (*auitest.Server, *aui.Client) {
	t.Helper()
	srv, _ := newServer(t)
	for i := 2; i <= 7; i++ {
		srv.AddClass(auitest.Class{ClassID: fmt.Sprint("c-", i), TeacherID: "t-1"})
	}
	for i := 1; i <= 7; i++ {
		srv.AddMember(auitest.Member{ClassID: "c-1", UserID: fmt.Sprint("u", i), UserName: fmt.Sprint("name", i)})
		srv.AddDocument(auitest.Document{ClassID: "c-1", DocID: fmt.Sprint("d", i), Data: new("{}")})
	}
	return srv, srv.Client(classcloud.WithClock(clienttest.Impatient{}))
}

// walked is what came of a walk: ids, the errors of rows, and the error that ended it.
type walked struct {
	ids  []string
	rows int
	err  error
}

func gather[T any](seq func(func(T, error) bool), id func(T) string) (out walked) {
	for value, err := range seq {
		switch {
		case err == nil:
			out.ids = append(out.ids, id(value))
		case len(rowsOf(err)) > 0:
			out.rows++
		default:
			out.err = err
		}
	}
	return out
}

// lists are the two walks, and the one list that is whole.
func lists(t *testing.T, client *aui.Client) map[string]func() walked {
	return map[string]func() walked{
		"Classes.List": func() walked {
			return gather(client.Classes.All(t.Context(), &aui.ListClassesRequest{UserID: "u", PageSize: 3}), func(c aui.Class) string { return c.ClassID })
		},
		"Members.List": func() walked {
			return gather(client.Members.All(t.Context(), &aui.ListMembersRequest{ClassID: "c-1", PageSize: 3}), func(m aui.Member) string { return m.UserID })
		},
		"Documents.List": func() (out walked) {
			documents, err := client.Documents.List(t.Context(), "c-1")
			for _, document := range documents {
				out.ids = append(out.ids, document.DocID)
			}
			if out.rows = len(rowsOf(err)); out.rows == 0 {
				out.err = err
			}
			return out
		},
	}
}

// A list is whole however the server cuts and turns its pages, tells of every row that cannot be read, and never makes one up.
func TestListsOfAServerThatLies(t *testing.T) {
	srv, client := lying(t)
	for operation, list := range lists(t, client) {
		for name, c := range map[string]struct {
			lie       auitest.Lie
			ids, rows int // -1: not all, whichever
			fails     bool
		}{
			"pages of one":                 {auitest.Lie{PageCap: 1}, 7, 0, false},
			"pages of two":                 {auitest.Lie{PageCap: 2}, 7, 0, false},
			"turned":                       {auitest.Lie{Reverse: true}, 7, 0, false},
			"every second is null":         {auitest.Lie{Null: 2}, -1, -1, false},
			"rows without an id":           {auitest.Lie{Drop: []string{"id", "user_id", "docId"}}, 0, 7, false},
			"ids that are objects":         {auitest.Lie{Odd: []string{"id", "user_id", "docId"}}, 0, 7, false},
			"rows without a status":        {auitest.Lie{Drop: []string{"status", "identity"}}, 7, 0, false},
			"odd statuses":                 {auitest.Lie{Odd: []string{"status", "identity", "mode"}}, 7, 0, false},
			"odd decorations":              {auitest.Lie{Odd: []string{"created_at", "updated_at", "user_status", "metrics", "createdAt", "user_avatar", "shadow_link_info"}}, 7, 0, false},
			"a total that is odd":          {auitest.Lie{Odd: []string{"total"}}, 7, 0, false},
			"no total":                     {auitest.Lie{Drop: []string{"total"}}, 7, 0, false},
			"[]":                           {auitest.Lie{Nothing: `[]`}, 0, 0, false},
			"{}":                           {auitest.Lie{Nothing: `{}`}, 0, 0, false},
			"null":                         {auitest.Lie{Nothing: `null`}, 0, 0, false},
			"an empty text":                {auitest.Lie{Nothing: `""`}, 0, 0, false},
			"false":                        {auitest.Lie{Nothing: `false`}, 0, 0, false},
			"nothing at all":               {auitest.Lie{Nothing: `absent`}, 0, 0, false},
			"success under 500":            {auitest.Lie{Status: 500}, 0, 0, true},
			"success under 503":            {auitest.Lie{Status: 503}, 0, 0, true},
			"success under 429":            {auitest.Lie{Status: 429}, 0, 0, true},
			"success under 201":            {auitest.Lie{Status: 201}, 7, 0, false},
			"success under 404":            {auitest.Lie{Status: 404}, 0, 0, true},
			"success under 403":            {auitest.Lie{Status: 403}, 0, 0, true},
			"times that matter are odd":    {auitest.Lie{Odd: []string{"started_at", "join_time"}}, -1, -1, false},
			"a class's links are no links": {auitest.Lie{Odd: []string{"link_info"}}, -1, -1, false},
		} {
			srv.Lie(operation, c.lie)
			got := list()
			srv.Lie(operation, auitest.Lie{})
			assert.Equal(t, c.fails, got.err != nil, "%s %s: %v", operation, name, got.err)
			if c.ids < 0 {
				assert.Equal(t, 7, len(got.ids)+got.rows, "%s %s", operation, name)
			} else {
				assert.Len(t, got.ids, c.ids, "%s %s", operation, name)
				assert.Equal(t, c.rows, got.rows, "%s %s", operation, name)
			}
			assert.NotContains(t, got.ids, "", "%s %s", operation, name)
		}
	}
	srv.Lie("Members.List", auitest.Lie{LeaveOut: 3})
	got := lists(t, client)["Members.List"]()
	assertKind(t, got.err, classcloud.DataLoss)
	assert.ErrorContains(t, got.err, "of 7 rows came")
}

// A thing that is read is not there when the reply holds nothing; a thing that was made keeps its id whatever else is wrong.
func TestSingleThingsOfAServerThatLies(t *testing.T) {
	srv, client := lying(t)
	reads := map[string]func() (any, error){
		"Classes.Get": func() (any, error) {
			return client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c-1", UserID: "u"})
		},
		"Assistants.GetPermit": func() (any, error) { return client.Assistants.GetPermit(t.Context(), "c-1") },
	}
	for operation, read := range reads {
		for _, nothing := range []string{`[]`, `{}`, `null`, `""`, `false`, `absent`} {
			srv.Lie(operation, auitest.Lie{Nothing: nothing})
			got, err := read()
			assertKind(t, err, classcloud.NotFound)
			assert.Nil(t, got, "%s %s", operation, nothing)
		}
		srv.Lie(operation, auitest.Lie{})
	}
	writes := map[string]func(n int) (id string, err error){
		"Classes.Create": func(int) (string, error) {
			class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
			if class == nil {
				return "", err
			}
			return class.ClassID, err
		},
		"Classes.Start": func(int) (string, error) {
			class, err := client.Classes.Start(t.Context(), &aui.ClassActionRequest{ClassID: "c-1", UserID: "t-1"})
			if class == nil {
				return "", err
			}
			return class.ClassID, err
		},
		"Documents.Add": func(n int) (string, error) {
			document, err := client.Documents.Add(t.Context(), &aui.AddDocumentRequest{ClassID: "c-1", DocID: fmt.Sprint("new", n), Data: json.RawMessage(`1`)})
			if document == nil {
				return "", err
			}
			return document.DocID, err
		},
	}
	for operation, write := range writes {
		for i, c := range []struct {
			lie       auitest.Lie
			id, fails bool
		}{
			{auitest.Lie{Nothing: `[]`}, false, true},
			{auitest.Lie{Nothing: `null`}, false, true},
			{auitest.Lie{Nothing: `absent`}, false, true},
			{auitest.Lie{Nothing: `{}`}, false, true},
			{auitest.Lie{Drop: []string{"id", "docId"}}, false, true},
			{auitest.Lie{Odd: []string{"id", "docId"}}, false, true},
			{auitest.Lie{Odd: []string{"created_at", "createdAt", "metrics", "user_status"}}, true, false},
			{auitest.Lie{Odd: []string{"title", "docInfos"}}, true, true},
			{auitest.Lie{Drop: []string{"status"}}, true, false},
			{auitest.Lie{Status: 201}, true, false},
			{auitest.Lie{Status: 500}, true, true},
			{auitest.Lie{Status: 503}, true, true},
			{auitest.Lie{Status: 404}, true, true},
		} {
			srv.ClearRequests()
			srv.Lie(operation, c.lie)
			id, err := write(i)
			assert.Equal(t, c.fails, err != nil, "%s %+v: %v", operation, c.lie, err)
			assert.Equal(t, c.id, id != "", "%s %+v: %v", operation, c.lie, err)
			assert.Equal(t, c.fails, classcloud.MaybeApplied(err), "%s %+v: %v", operation, c.lie, err)
			assert.Equal(t, 1, count(srv, operation), "%s %+v", operation, c.lie)
		}
		srv.Lie(operation, auitest.Lie{})
	}
}
