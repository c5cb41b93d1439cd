package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// demo is a test server, which stands in for the vendor, and a client of it.
func demo() (*baijiayuntest.Server, *baijiayun.Client, context.Context) {
	srv := baijiayuntest.NewServer()
	return srv, srv.Client(), context.Background()
}

// The partner_key is fetched with the secret_key. It prints as its type's name only.
func ExampleAccountService_GetPartnerKey() {
	srv, _, ctx := demo()
	defer srv.Close()
	keys := srv.Credentials()
	client, err := baijiayun.New(baijiayun.Credentials{Domain: keys.Domain, PartnerID: keys.PartnerID, SecretKey: keys.SecretKey}, classcloud.WithBaseURL(srv.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	key, err := client.Account.GetPartnerKey(ctx)
	fmt.Println(key.PartnerKey == keys.PartnerKey, err)
	// Output: true <nil>
}

// An account below the account, for a branch of a school, with services of its own.
func ExampleSubAccountsService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	branch, err := client.SubAccounts.Create(ctx, &baijiayun.CreateSubAccountRequest{
		Phone: "12300000023", Email: "branch@example.com", Password: "invented-1", Contact: "张三", Company: "North school", Live: true,
		EffectDate: classcloud.Date{Year: 2026, Month: 11, Day: 24}, ExpireDate: classcloud.Date{Year: 2027, Month: 11, Day: 24},
		SubAccountLimits: baijiayun.SubAccountLimits{UserLimit: 100, MaxUserLimit: 200},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	account, err := client.SubAccounts.Get(ctx, branch.PartnerID)
	fmt.Println(account.PartnerID == branch.PartnerID, len(srv.SubAccounts()), err)
	// Output: true 1 <nil>
}

// A code with which one user of yours enters one room.
func ExampleJoinCodesService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	code, err := client.JoinCodes.Create(ctx, &baijiayun.CreateJoinCodeRequest{RoomID: room.RoomID, UserNumber: 99082171})
	if err != nil {
		fmt.Println(err)
		return
	}
	info, err := client.JoinCodes.Get(ctx, code.Code)
	fmt.Println(len(code.Code), info.Exists, info.Info.UserNumber, err)
	_, err = client.JoinCodes.Create(ctx, &baijiayun.CreateJoinCodeRequest{RoomID: room.RoomID}) // a forgotten number would let everybody in
	fmt.Println(errors.Is(err, classcloud.InvalidArgument))
	// Output:
	// 6 true 99082171 <nil>
	// true
}

// A message of the teacher's, before everybody in the room.
func ExampleMessagesService_Send() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	err := client.Messages.Send(ctx, &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{{
		RoomID: room.RoomID, Content: "大家好", Time: time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC),
		From: baijiayun.MessageSender{UserID: 1, UserNumber: 7, UserName: "王老师", Role: baijiayun.RoleTeacher},
	}}})
	fmt.Println(len(srv.Messages()), err)
	// Output: 1 <nil>
}

// What every day cost.
func ExampleUsageService_ListDailyCosts() {
	srv, client, ctx := demo()
	defer srv.Close()
	costs, err := client.Usage.ListDailyCosts(ctx, &baijiayun.UsageRangeRequest{
		StartDate: classcloud.Date{Year: 2018, Month: 2, Day: 1}, EndDate: classcloud.Date{Year: 2018, Month: 2, Day: 28},
	})
	for _, day := range costs {
		fmt.Println(day.Date, day.Cost)
	}
	fmt.Println(err)
	// Output:
	// 2018-02-06 16
	// 2018-02-08 1
	// 2018-02-12 2
	// <nil>
}

// The tests of a room, and who answered what.
func ExampleQuizzesService_List() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	quizzes, err := client.Quizzes.List(ctx, room.RoomID)
	if err != nil {
		fmt.Println(err)
		return
	}
	answers, err := client.Quizzes.ListAnswers(ctx, &baijiayun.ListQuizAnswersRequest{RoomID: room.RoomID, QuizID: quizzes[0].QuizID})
	fmt.Println(quizzes[0].Title != "", len(quizzes[0].Questions) > 0, len(answers) > 0, err)
	// Output: true true true <nil>
}

// Codes for the groups of a class that is taught in groups.
func ExampleGroupsService_CreateCodes() {
	srv, client, ctx := demo()
	defer srv.Close()
	start := time.Now().Add(24 * time.Hour)
	grouped, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{
		Title: "Groups", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture, GroupMode: baijiayun.GroupModeBigSmall,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	codes, err := client.Groups.CreateCodes(ctx, &baijiayun.CreateGroupCodesRequest{RoomID: grouped.RoomID, Number: 3})
	fmt.Println(len(codes.Students), err)
	// Output: 3 <nil>
}

// Where a program pushes a stream of its own.
func ExampleStreamsService_GetPushURL() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	push, err := client.Streams.GetPushURL(ctx, room.RoomID)
	fmt.Println(strings.HasPrefix(push.URL, "rtmp://"), !push.ExpireTime.IsZero(), err)
	// Output: true true <nil>
}

// The playbacks of a room, and a token with which a page plays one.
func ExamplePlaybacksService_List() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Name: "Grammar, Monday"})
	playbacks, err := client.Playbacks.List(ctx, &baijiayun.ListPlaybacksRequest{RoomID: room.RoomID})
	if err != nil {
		fmt.Println(err)
		return
	}
	token, err := client.Playbacks.GetToken(ctx, &baijiayun.GetPlaybackTokenRequest{RoomID: room.RoomID, Lifetime: new(time.Hour)})
	fmt.Println(len(playbacks.Playbacks), token.Token != "", err)
	// Output: 1 true <nil>
}

// What the cloud recorded becomes a playback. The first call stops the recording of a class that goes on.
func ExampleRecordingsService_Stop() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	srv.SetPresence(room.RoomID, baijiayuntest.Presence{Teacher: true, Users: 3})
	fmt.Println(client.Recordings.Stop(ctx, room.RoomID))
	// Output: <nil>
}

// A form with which students evaluate a class is bound to the room before it.
func ExampleEvaluationsService_Bind() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	forms, err := client.Evaluations.List(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = client.Evaluations.Bind(ctx, &baijiayun.BindEvaluationRequest{RoomID: room.RoomID, EvaluationID: forms.Evaluations[0].EvaluationID})
	fmt.Println(forms.Evaluations[0].Title != "", err)
	// Output: true <nil>
}

// Where the vendor sends its callbacks. CallbackHandler receives them there.
func ExampleCallbacksService_SetClassURL() {
	srv, client, ctx := demo()
	defer srv.Close()
	if err := client.Callbacks.SetClassURL(ctx, "https://school.example/baijiayun"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.Callbacks.GetClassURL(ctx))
	// Output: https://school.example/baijiayun <nil>
}

// A document is streamed, and added to a room at once.
func ExampleDocumentsService_Upload() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	document, err := client.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{
		RoomID: room.RoomID, File: &classcloud.File{Name: "第一课.pdf", Content: strings.NewReader("the file's bytes")}, // an *os.File, usually
	})
	fmt.Println(document.Name, document.BindID > 0, err)
	// Output: 第一课.pdf true <nil>
}

// A notice that rooms can show.
func ExampleNoticesService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	notice, err := client.Notices.Create(ctx, &baijiayun.CreateNoticeRequest{Content: "明天停课", URL: "https://school.example"})
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := client.Notices.List(ctx, nil)
	fmt.Println(notice.NoticeID > 0, len(all.Notices), err)
	// Output: true 1 <nil>
}

// A test that rooms can hold comes from a table of questions.
func ExampleQuizTemplatesService_Upload() {
	srv, client, ctx := demo()
	defer srv.Close()
	template, err := client.QuizTemplates.Upload(ctx, &baijiayun.UploadQuizTemplateRequest{
		File: &classcloud.File{Name: "quiz.xlsx", Content: strings.NewReader("a table")}, Forced: true,
	})
	fmt.Println(template.TemplateID > 0, len(srv.QuizTemplates()), err)
	// Output: true 1 <nil>
}

// Words that the chat does not let through.
func ExampleSensitiveWordsService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	if _, err := client.SensitiveWords.Create(ctx, &baijiayun.CreateSensitiveWordsRequest{Words: []string{"加微信", "代写"}}); err != nil {
		fmt.Println(err)
		return
	}
	words, err := client.SensitiveWords.List(ctx, nil)
	fmt.Println(len(words.Words), err)
	// Output: 2 <nil>
}

// A watermark over every class of the account.
func ExampleSettingsService_SetWatermark() {
	srv, client, ctx := demo()
	defer srv.Close()
	err := client.Settings.SetWatermark(ctx, &baijiayun.SetWatermarkRequest{
		Position: new(baijiayun.WatermarkPosition(1)), Picture: &classcloud.File{Name: "school.png", Content: strings.NewReader("a picture")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	mark, err := client.Settings.GetWatermark(ctx, 0)
	fmt.Println(mark.Position != nil, err)
	// Output: true <nil>
}

// What happened in a double-teacher classroom. No public source shows the rows, so they keep what arrives.
func ExampleInteractionsService_List() {
	srv, client, ctx := demo()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	from := time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC)
	interactions, err := client.Interactions.List(ctx, &baijiayun.ListInteractionsRequest{
		RoomID: room.RoomID, Type: baijiayun.InteractionTypeCheckIn, StartTime: from, EndTime: from.Add(time.Hour),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(interactions.Interactions), err)
	// Output: 1 <nil>
}

// The people of a double-teacher class.
func ExampleClassRostersService_Save() {
	srv, client, ctx := demo()
	defer srv.Close()
	saved, err := client.ClassRosters.Save(ctx, &baijiayun.SaveClassRosterRequest{
		AssistantID: 2, AssistantName: "李四", AssistantPhone: "13800000000", ClassID: 3, ClassName: "一班", Origin: "school",
		Students: []baijiayun.RosterStudent{{StudentID: 1, Name: "小明"}},
	})
	fmt.Println(saved != nil, len(srv.ClassRosters()), err)
	// Output: true 1 <nil>
}

// A teacher of double-teacher classes, by an id of yours.
func ExampleTeachersService_Save() {
	srv, client, ctx := demo()
	defer srv.Close()
	_, err := client.Teachers.Save(ctx, &baijiayun.SaveTeacherRequest{TeacherID: "t-1", Name: "王老师", Phone: "13800000000", Role: "1"})
	fmt.Println(len(srv.Teachers()), err)
	// Output: 1 <nil>
}

// Categories of videos are a tree.
func ExampleVideoCategoriesService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	languages, err := client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "Languages"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "English", ParentID: languages.CategoryID})
	fmt.Println(len(srv.VideoCategories()), err)
	// Output: 2 <nil>
}

// Who watched videos, and for how long.
func ExampleVideoReportsService_ListViews() {
	srv, client, ctx := demo()
	defer srv.Close()
	from := time.Date(2026, 3, 2, 0, 0, 0, 0, time.FixedZone("CST", 8*60*60))
	views, err := client.VideoReports.ListViews(ctx, &baijiayun.ListViewsRequest{StartTime: from, EndTime: from.Add(24*time.Hour - time.Second)})
	fmt.Println(len(views.Views), err)
	// Output: 0 <nil>
}
