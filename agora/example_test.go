package agora_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/url"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func Example() {
	srv := agoratest.NewServer() // stands in for the vendor
	defer srv.Close()

	client, err := agora.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL), agora.WithRegion(agora.RegionEU))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "grammar-1", RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		log.Fatal(err)
	}
	if err := client.Rooms.Start(ctx, "grammar-1"); err != nil {
		log.Fatal(err)
	}
	err = client.Rooms.Start(ctx, "grammar-1")
	fmt.Println(errors.Is(err, agora.CodeClassStarted), errors.Is(err, classcloud.FailedPrecondition))
	// Output: true true
}

func ExampleMembersService_Kick() {
	srv := agoratest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "R", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		log.Fatal(err)
	}
	if err := srv.AddStudents("r", "student-1"); err != nil {
		log.Fatal(err)
	}

	err := client.Members.Kick(ctx, &agora.KickRequest{RoomUUID: "r", UserUUID: "student-1", Ban: &agora.Ban{Duration: 10 * time.Minute}})
	fmt.Println(err, srv.Banned("r", "student-1"))
	// Output: <nil> true
}

// A backend makes the token with which a user's client enters a room, with the client's own credentials.
func ExampleTokens_RoomUser() {
	srv := agoratest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		log.Fatal(err)
	}

	token, err := client.Tokens.RoomUser(ctx, "math-7", "student-1", agora.RoleStudent, 2*time.Hour)
	fmt.Println(token[:3], err)

	// The token opens its room, and no other.
	user, err := agora.New(agora.Credentials{AppID: srv.Credentials().AppID, Token: token}, agora.WithRegion(agora.RegionCN), classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	room, err := user.Rooms.Get(ctx, "math-7")
	fmt.Println(room.RoomName, err)
	_, err = user.Rooms.Get(ctx, "math-8")
	fmt.Println(errors.Is(err, classcloud.Unauthenticated))

	_, err = client.Tokens.RoomUser(ctx, "math/7", "student-1", agora.RoleStudent, 2*time.Hour)
	fmt.Println(err)
	// Output:
	// 007 <nil>
	// Maths <nil>
	// true
	// agora Tokens.RoomUser: InvalidArgument: no token was made: roomUUID holds '/', which Agora does not allow in an id [nothing was sent]
}

// A TokenBuilder makes the same tokens in a program that has no client.
func ExampleTokenBuilder_RoomUser() {
	builder := agora.TokenBuilder{AppID: "970CA35de60c44645bbae8a215061b33", Certificate: "5CFd2fd1755d40ecb72977518be15d3b"}
	token, err := builder.RoomUser("math-7", "student-1", agora.RoleStudent, 2*time.Hour)
	fmt.Println(token[:3], err)
	fmt.Println(builder)
	// Output:
	// 007 <nil>
	// agora.TokenBuilder{AppID:"970CA35de60c44645bbae8a215061b33", Certificate:[redacted]}
}

// The address of the backend's own page carries everything that the classroom SDK is launched with.
func ExampleClient_LaunchURL() {
	srv := agoratest.NewServer()
	defer srv.Close()
	link, err := srv.Client().LaunchURL(context.Background(), &agora.LaunchURLRequest{
		PageURL: "https://school.example/class", RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall),
		UserUUID: "student-1", UserName: "Tom & Jerry", Role: agora.RoleStudent, Language: "en", Lifetime: 2 * time.Hour,
	})
	if err != nil {
		log.Fatal(err)
	}
	page, err := url.Parse(link)
	if err != nil {
		log.Fatal(err)
	}
	query := page.Query()
	fmt.Println(query.Get("userName"), query.Get("roleType"), query.Get("rtmToken")[:3])
	// Output: Tom & Jerry 2 007
}

// What Agora introduces later goes into the objects of a request, beside the members that this module has.
func ExampleCreateRoomRequest() {
	srv := agoratest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{
		RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall), Duration: time.Hour,
		Properties: map[string]any{"score": struct{ Points int }{0}}, // yours: sent as encoding/json writes it
	}, classcloud.WithParam("roomProperties.webhookConfig", map[string]any{"url": "https://school.example/hook"}))
	if err != nil {
		log.Fatal(err)
	}
	room, err := client.Rooms.Get(ctx, "math-7")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(room.Properties.Schedule.Duration, room.Properties.Properties, room.Properties.CallbackConfig["url"])
	// Output: 1h0m0s map[score:map[Points:0]] https://school.example/hook
}

// The results of a quiz: who answered what, from the events of the room's quizzes.
func ExampleWidgetsService_AllQuizEvents() {
	srv := agoratest.NewServer() // stands in for the vendor
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "R", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		log.Fatal(err)
	}
	for _, data := range []string{ // what happens in the classroom
		`{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"extra.popupQuizId":"q1","extra.items":["A","B"],"extra.correctItems":["B"],"extra.answerState":1},"cause":{"popQuizId":"q1","action":1}}`,
		`{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"popupQuizId":"q1","selectedItems":["A"],"isCorrect":false},"cause":{"popQuizId":"q1","action":3},"fromUser":{"userUuid":"li","role":"audience"}}`,
		`{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"popupQuizId":"q1","selectedItems":["B"],"isCorrect":true},"cause":{"popQuizId":"q1","action":3},"fromUser":{"userUuid":"wang","role":"audience"}}`,
		`{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"extra.answerState":0,"extra.selectedCount":2,"extra.correctCount":1},"cause":{"popQuizId":"q1","action":2}}`,
	} {
		if err := srv.Emit("r", int(agora.EventCmdWidget), json.RawMessage(data)); err != nil {
			log.Fatal(err)
		}
	}

	for event, err := range client.Widgets.AllQuizEvents(ctx, &agora.ListAnswerEventsRequest{RoomUUID: "r"}) {
		if err != nil {
			log.Fatal(err)
		}
		switch {
		case event.IsAnswer(): // a student may answer again: the last answer counts
			fmt.Println(event.QuizID, event.FromUser.UserUUID, event.Change.SelectedItems, *event.Change.Correct)
		case event.Cause.Action == agora.AnswerActionEnd:
			fmt.Printf("%s: %d of %d are right\n", event.QuizID, *event.Change.CorrectCount, *event.Change.SelectedCount)
		}
	}
	// Output:
	// q1 li [A] false
	// q1 wang [B] true
	// q1: 1 of 2 are right
}
