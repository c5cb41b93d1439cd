package aui_test

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

// demo is a test server, which stands in for the vendor, and a client of it.
func demo() (*auitest.Server, *aui.Client, context.Context) {
	srv := auitest.NewServer()
	return srv, srv.Client(), context.Background()
}

// A front end connects to the messaging service with a token. It prints without it.
func ExampleAuthService_CreateIMToken() {
	srv, client, ctx := demo()
	defer srv.Close()
	token, err := client.Auth.CreateIMToken(ctx, &aui.CreateIMTokenRequest{UserID: "s-1", DeviceID: "browser-7", DeviceType: aui.DeviceTypeWeb})
	fmt.Println(token.Aliyun.AccessToken != "", err)
	// Output: true <nil>
}

// A student joins, is in the list, and is kicked out.
func ExampleMembersService_Join() {
	srv, client, ctx := demo()
	defer srv.Close()
	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
	if err != nil {
		fmt.Println(err)
		return
	}

	if err := client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: "s-1", UserName: "小明"}); err != nil {
		fmt.Println(err)
		return
	}
	page, err := client.Members.List(ctx, &aui.ListMembersRequest{ClassID: class.ClassID})
	fmt.Println(page.Total, page.Members[0].UserName, err)
	fmt.Println(client.Members.Kick(ctx, &aui.KickRequest{ClassID: class.ClassID, UserID: "s-1"}), srv.Banned(class.ClassID))
	// Output:
	// 1 小明 <nil>
	// <nil> [s-1]
}

// Who is co-streaming is set as a whole; what is nil stays as it is.
func ExampleMeetingsService_Update() {
	srv, client, ctx := demo()
	defer srv.Close()
	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
	if err != nil {
		fmt.Println(err)
		return
	}

	meeting, err := client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{ClassID: class.ClassID, AllMute: new(true), Members: []aui.MeetingMember{
		{UserID: "s-1", UserName: "小明", CameraOpened: new(true), MicOpened: new(false)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(meeting.Members[0].UserName, *meeting.AllMute)
	meeting, err = client.Meetings.Get(ctx, class.ClassID)
	fmt.Println(len(meeting.Members), err)
	// Output:
	// 小明 true
	// 1 <nil>
}

// A front end opens the whiteboard with a signature.
func ExampleWhiteboardsService_GetAuth() {
	srv, client, ctx := demo()
	defer srv.Close()
	auth, err := client.Whiteboards.GetAuth(ctx)
	fmt.Println(auth.Checksum != "", auth.CurTime > 0, err)
	// Output: true true <nil>
}

// A document of a class is described by any JSON of yours.
func ExampleDocumentsService_Add() {
	srv, client, ctx := demo()
	defer srv.Close()
	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
	if err != nil {
		fmt.Println(err)
		return
	}

	_, err = client.Documents.Add(ctx, &aui.AddDocumentRequest{ClassID: class.ClassID, DocID: "lesson-1", Data: json.RawMessage(`{"pages":12}`)})
	if err != nil {
		fmt.Println(err)
		return
	}
	documents, err := client.Documents.List(ctx, class.ClassID)
	var about struct{ Pages int }
	fmt.Println(documents[0].DocID, documents[0].DecodeData(&about), about.Pages, err)
	// Output: lesson-1 <nil> 12 <nil>
}

// A class may have one teaching assistant after it was permitted.
func ExampleAssistantsService_SetPermit() {
	srv, client, ctx := demo()
	defer srv.Close()
	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
	if err != nil {
		fmt.Println(err)
		return
	}

	permit, err := client.Assistants.SetPermit(ctx, &aui.SetPermitRequest{ClassID: class.ClassID, Permit: json.RawMessage(`["mute","kick"]`)})
	if err != nil {
		fmt.Println(err)
		return
	}
	var may []string
	fmt.Println(permit.Decode(&may), may)
	fmt.Println(client.Assistants.DeletePermit(ctx, &aui.DeletePermitRequest{ClassID: class.ClassID}))
	// Output:
	// <nil> [mute kick]
	// <nil>
}

// classGetter is the interface that announce needs: it is declared where it is used, with the one method that is used.
type classGetter interface {
	Get(ctx context.Context, in *aui.GetClassRequest, opts ...classcloud.CallOption) (*aui.Class, error)
}

func announce(ctx context.Context, from classGetter, in *aui.GetClassRequest) (string, error) {
	found, err := from.Get(ctx, in)
	if err != nil {
		return "", err
	}
	return "Now: " + found.Title, nil
}

// classGetterFunc is a classGetter for tests.
type classGetterFunc func(in *aui.GetClassRequest) (*aui.Class, error)

func (f classGetterFunc) Get(_ context.Context, in *aui.GetClassRequest, _ ...classcloud.CallOption) (*aui.Class, error) {
	return f(in)
}

// Code that calls one method is tested without a server.
func Example_mocking() {
	text, err := announce(context.Background(), classGetterFunc(func(in *aui.GetClassRequest) (*aui.Class, error) {
		return &aui.Class{ClassID: in.ClassID, Title: "Grammar"}, nil
	}), &aui.GetClassRequest{ClassID: "c-7", UserID: "t-1"})
	fmt.Println(text, err)

	var gone classGetterFunc = func(in *aui.GetClassRequest) (*aui.Class, error) {
		return nil, &classcloud.Error{Vendor: "aui", Operation: "Classes.Get", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
	}
	_, err = announce(context.Background(), gone, &aui.GetClassRequest{ClassID: "c-7", UserID: "t-1"})
	fmt.Println(err)

	var _ classGetter = new(aui.ClassesService) // the real one
	// Output:
	// Now: Grammar <nil>
	// aui Classes.Get: NotFound
}
