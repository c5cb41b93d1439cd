package agora_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
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
