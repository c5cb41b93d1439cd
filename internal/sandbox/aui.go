package sandbox

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/explain"
)

func auiVendor() vendor {
	return vendor{
		name: "aui", title: "阿里云 AUI 互动课堂", base: "AUI_BASE_URL",
		variables: []variable{
			{name: "AUI_USERNAME", invented: "sandbox"},
			{name: "AUI_PASSWORD", invented: "sandbox-invented-password", secret: true},
		},
		succeeds: func(code string) bool { return code == "" || code == "200" },
		overrule: foreignToken,
		open:     openAUI,
	}
}

func openAUI(o opening) *world {
	s := auitest.NewServer(auitest.WithListener(o.gate), auitest.WithMiddleware(o.middleware), auitest.WithClock(o.clock),
		auitest.WithCredentials(aui.Credentials{Username: o.keys["AUI_USERNAME"], Password: o.keys["AUI_PASSWORD"]}))
	return &world{
		kit: kitOf(s, func(i auitest.InjectedFault) (string, auitest.Fault) { return i.Operation, i.Fault }),
		url: s.URL,
		tables: []table{
			{name: "classes", rows: func() any { return s.Classes() }, add: addAUIClass(s, o)},
			listed("members", func() []auitest.Member { return auiMembers(s) }, nil),
			listed("documents", func() []auitest.Document { return auiDocuments(s) }, plain(s.AddDocument)),
		},
	}
}

// foreignToken refuses a token that the server refused and whose signature package explain cannot judge, because only the server knows
// with what it signs.
func foreignToken(v explain.Verdict, status int) explain.Verdict {
	if v.Scheme != "jwt" || !v.Accepted || status != http.StatusForbidden && status != http.StatusUnauthorized {
		return v
	}
	v.Accepted, v.Mistake, v.Notes = false, "token-not-from-here", nil
	v.Summary = explain.Text{EN: "this server did not issue the token: it is from before a new start, or from elsewhere; log in again",
		ZH: "这个 token 不是本服务签发的：它来自重新开始之前，或来自别处；请重新登录"}
	return v
}

// auiClass is a class to add. The server makes up its id.
type auiClass struct {
	Title       string
	TeacherID   string
	TeacherName string
	Mode        int
	Extends     string
}

// addAUIClass adds a class by a call, because the server takes them no other way.
func addAUIClass(s *auitest.Server, o opening) func(context.Context, json.RawMessage, time.Time) error {
	return func(ctx context.Context, row json.RawMessage, now time.Time) error {
		var class auiClass
		if err := fill(&class, row, now); err != nil {
			return err
		}
		client, err := aui.New(s.Credentials(), classcloud.WithBaseURL(s.URL), classcloud.WithClock(seedClock{o.clock}), inside(o))
		if err != nil {
			return err
		}
		_, err = client.Classes.Create(ctx, &aui.CreateClassRequest{Title: class.Title, TeacherID: class.TeacherID,
			TeacherName: class.TeacherName, Mode: aui.ClassMode(class.Mode), Extends: class.Extends})
		return err
	}
}

func auiMembers(s *auitest.Server) (members []auitest.Member) {
	for _, class := range s.Classes() {
		members = append(members, s.Members(class.ClassID)...)
	}
	return members
}

func auiDocuments(s *auitest.Server) (documents []auitest.Document) {
	for _, class := range s.Classes() {
		documents = append(documents, s.Documents(class.ClassID)...)
	}
	return documents
}
