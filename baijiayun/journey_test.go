package baijiayun_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// journey calls every documented operation and records the results.
type journey struct {
	t       *testing.T
	results map[string]string
}

func (j journey) note(name string, result any, err error) {
	j.t.Helper()
	require.NoError(j.t, err, name)
	text, err := json.Marshal(result)
	require.NoError(j.t, err)
	j.results[name] = string(text)
}

func (j journey) done(name string, err error) { j.t.Helper(); j.note(name, nil, err) }

func travel(t *testing.T, dialect baijiayuntest.Dialect) map[string]string {
	now := beijing(2026, 1, 15, 16, 0, 0)
	srv := baijiayuntest.NewServer(baijiayuntest.WithDialect(dialect), baijiayuntest.WithClock(func() time.Time { return now }))
	defer srv.Close()
	ctx, c, j := t.Context(), srv.Client(classcloud.WithoutRetry(), classcloud.WithLimiter(classcloud.NoLimit{})), journey{t, map[string]string{}}
	day := classcloud.DateOf(now)

	room, err := c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "英语", StartTime: now, EndTime: now.Add(time.Hour), GroupMode: baijiayun.GroupModeBigSmall})
	j.note("Rooms.Create", room, err)
	id := room.RoomID
	j.done("Rooms.Update", c.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: id, Title: new("英语语法")}))
	got, err := c.Rooms.Get(ctx, id)
	j.note("Rooms.Get", got, err)
	rooms, err := c.Rooms.List(ctx, nil)
	j.note("Rooms.List", rooms, err)
	j.done("Rooms.SetNotice", c.Rooms.SetNotice(ctx, &baijiayun.SetNoticeRequest{RoomID: id, Content: "公告"}))
	live, err := c.Rooms.GetLiveStatus(ctx, id)
	j.note("Rooms.GetLiveStatus", live, err)
	teacher, err := c.Rooms.GetTeacherStatus(ctx, id)
	j.note("Rooms.GetTeacherStatus", teacher, err)
	count, err := c.Rooms.GetUserCount(ctx, id)
	j.note("Rooms.GetUserCount", count, err)

	doc, err := c.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "a.pdf", Content: strings.NewReader("x")}})
	j.note("Documents.Upload", doc, err)
	h5, err := c.Documents.UploadFromURL(ctx, &baijiayun.UploadFromURLRequest{RoomID: id, URL: "https://example.com/index.html"})
	j.note("Documents.UploadFromURL", h5, err)
	bound, err := c.Rooms.AddDocument(ctx, &baijiayun.AddRoomDocumentRequest{RoomID: id, FID: doc.FID})
	j.note("Rooms.AddDocument", bound, err)
	docs, err := c.Rooms.ListDocuments(ctx, id)
	j.note("Rooms.ListDocuments", docs, err)
	assert.Len(t, docs, 2)
	all, err := c.Documents.List(ctx, baijiayun.DocumentSourceAll)
	j.note("Documents.List", all, err)
	j.done("Rooms.RemoveDocument", c.Rooms.RemoveDocument(ctx, &baijiayun.RemoveRoomDocumentRequest{RoomID: id, FID: doc.FID}))

	code, err := c.JoinCodes.Create(ctx, &baijiayun.CreateJoinCodeRequest{RoomID: id, UserNumber: 9223372036854775807})
	j.note("JoinCodes.Create", code, err)
	info, err := c.JoinCodes.Get(ctx, code.Code)
	j.note("JoinCodes.Get", info, err)
	assert.EqualValues(t, int64(9223372036854775807), info.Info.UserNumber)
	unknown, err := c.JoinCodes.Get(ctx, "none00")
	j.note("an unknown code", unknown, err)
	assert.False(t, unknown.Exists)
	codes, err := c.JoinCodes.List(ctx, &baijiayun.ListJoinCodesRequest{RoomID: id})
	j.note("JoinCodes.List", codes, err)
	assert.True(t, slices.ContainsFunc(codes.Codes, func(row baijiayun.StudentJoinCode) bool { return row.Code == code.Code }))

	j.done("Messages.Send", c.Messages.Send(ctx, &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{{RoomID: id, Content: "<b> & 大家好", Time: now,
		From: baijiayun.MessageSender{UserID: 1, UserNumber: 2, Role: baijiayun.RoleTeacher, UserName: "王老师"}}}}))
	chat, err := c.Messages.List(ctx, &baijiayun.ListMessagesRequest{RoomID: id, Date: day})
	j.note("Messages.List", chat, err)
	if assert.Len(t, chat, 1) {
		assert.Equal(t, "<b> & 大家好", chat[0].Content)
	}

	srv.AddAttendance(id, baijiayuntest.Attendance{UserNumber: 1511340063925691511, UserName: "张三", FirstTime: now, LastTime: now.Add(time.Hour),
		ListenDuration: time.Hour, ClientType: 6, GroupID: 3, Audition: true})
	attendance, err := c.Reports.ListAttendance(ctx, &baijiayun.ListAttendanceRequest{RoomID: id, Type: baijiayun.AttendanceTypeAll})
	j.note("Reports.ListAttendance", attendance, err)
	if assert.Len(t, attendance.Attendance, 1) {
		row := attendance.Attendance[0]
		assert.Equal(t, baijiayun.AuditionStatusTrial, row.Audition)
		assert.Equal(t, []any{baijiayun.ClientTypeMiniProgram, int64(3), time.Hour}, []any{row.ClientType, row.GroupID, row.ListenDuration})
	}
	peaks, err := c.Reports.ListPeakUsers(ctx, &baijiayun.ListPeakUsersRequest{RoomID: id, StartTime: now, EndTime: now.Add(time.Hour)})
	j.note("Reports.ListPeakUsers", peaks, err)
	checkIns, err := c.Reports.ListCheckIns(ctx, id)
	j.note("Reports.ListCheckIns", checkIns, err)
	raises, err := c.Reports.ListHandRaises(ctx, &baijiayun.ListHandRaisesRequest{RoomID: id, StartTime: now, EndTime: now.Add(time.Hour)})
	j.note("Reports.ListHandRaises", raises, err)
	packets, err := c.Reports.ListRedPackets(ctx, id)
	j.note("Reports.ListRedPackets", packets, err)
	onDay := &baijiayun.RoomDateRequest{RoomID: id, Date: day}
	draws, err := c.Reports.ListLuckyDraws(ctx, onDay)
	j.note("Reports.ListLuckyDraws", draws, err)
	qa, err := c.Reports.ListQA(ctx, onDay)
	j.note("Reports.ListQA", qa, err)
	forms, err := c.Reports.GetQuestionnaires(ctx, onDay)
	j.note("Reports.GetQuestionnaires", forms, err)
	popups, err := c.Reports.ListPopupQuizzes(ctx, onDay)
	j.note("Reports.ListPopupQuizzes", popups, err)
	likes, err := c.Reports.ListLikes(ctx, id)
	j.note("Reports.ListLikes", likes, err)
	expressions, err := c.Reports.GetExpressions(ctx, id)
	j.note("Reports.GetExpressions", expressions, err)
	checks, err := c.Reports.ListAttentionChecks(ctx, id)
	j.note("Reports.ListAttentionChecks", checks, err)
	require.NotEmpty(t, checks.Checks)
	attention, err := c.Reports.ListAttentionResults(ctx, &baijiayun.ListAttentionResultsRequest{RoomID: id, AttentionID: checks.Checks[0].AttentionID})
	j.note("Reports.ListAttentionResults", attention, err)

	onAccountDay := &baijiayun.UsageDateRequest{Date: day}
	stats, err := c.Usage.ListRoomStats(ctx, onAccountDay)
	j.note("Usage.ListRoomStats", stats, err)
	hours, err := c.Usage.ListHourlyPeaks(ctx, &baijiayun.ListHourlyPeaksRequest{ProductType: baijiayun.ProductTypeEducation, Date: day})
	j.note("Usage.ListHourlyPeaks", hours, err)
	month := &baijiayun.UsageRangeRequest{StartDate: day.AddDays(-30), EndDate: day}
	days, err := c.Usage.ListDailyPeaks(ctx, month)
	j.note("Usage.ListDailyPeaks", days, err)
	costs, err := c.Usage.ListDailyCosts(ctx, month)
	j.note("Usage.ListDailyCosts", costs, err)
	roomCosts, err := c.Usage.ListRoomCosts(ctx, onAccountDay)
	j.note("Usage.ListRoomCosts", roomCosts, err)

	quizzes, err := c.Quizzes.List(ctx, id)
	j.note("Quizzes.List", quizzes, err)
	require.NotEmpty(t, quizzes)
	answers, err := c.Quizzes.ListAnswers(ctx, &baijiayun.ListQuizAnswersRequest{RoomID: id, QuizID: quizzes[0].QuizID})
	j.note("Quizzes.ListAnswers", answers, err)

	groups, err := c.Groups.CreateCodes(ctx, &baijiayun.CreateGroupCodesRequest{RoomID: id, Number: 2})
	j.note("Groups.CreateCodes", groups, err)
	assert.Len(t, groups.Students, 2)
	groups, err = c.Groups.GetCodes(ctx, id)
	j.note("Groups.GetCodes", groups, err)
	groupRooms, err := c.Groups.ListRooms(ctx, id)
	j.note("Groups.ListRooms", groupRooms, err)
	push, err := c.Streams.GetPushURL(ctx, id)
	j.note("Streams.GetPushURL", push, err)
	pull, err := c.Streams.GetPullURLs(ctx, id)
	j.note("Streams.GetPullURLs", pull, err)

	j.done("Recordings.Stop", c.Recordings.Stop(ctx, id))
	j.done("Recordings.CreatePlayback", c.Recordings.CreatePlayback(ctx, id))
	video := srv.AddPlayback(baijiayuntest.Playback{RoomID: id, SessionID: 20260115}).VideoID
	j.done("Playbacks.SetSpots", c.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: id, VideoIDs: []int64{video}}))
	spots, err := c.Playbacks.ListSpots(ctx, id)
	j.note("Playbacks.ListSpots", spots, err)
	pdfs, err := c.Playbacks.ListPDFs(ctx, onDay)
	j.note("Playbacks.ListPDFs", pdfs, err)

	evaluations, err := c.Evaluations.List(ctx, nil)
	j.note("Evaluations.List", evaluations, err)
	require.NotEmpty(t, evaluations.Evaluations)
	bind := &baijiayun.BindEvaluationRequest{RoomID: id, EvaluationID: evaluations.Evaluations[0].EvaluationID}
	j.done("Evaluations.Bind", c.Evaluations.Bind(ctx, bind))
	j.done("Evaluations.Replace", c.Evaluations.Replace(ctx, bind))
	written, err := c.Evaluations.ListAnswers(ctx, &baijiayun.ListEvaluationAnswersRequest{RoomID: id})
	j.note("Evaluations.ListAnswers", written, err)

	where, err := c.Callbacks.GetClassURL(ctx)
	j.note("no callback URL", where, err)
	assert.Empty(t, where)
	j.done("Callbacks.SetClassURL", c.Callbacks.SetClassURL(ctx, "https://example.com/cb"))
	where, err = c.Callbacks.GetClassURL(ctx)
	j.note("Callbacks.GetClassURL", where, err)
	assert.Equal(t, "https://example.com/cb", where)

	j.done("Rooms.Delete", c.Rooms.Delete(ctx, id))
	_, err = c.Rooms.Get(ctx, id)
	require.ErrorIs(t, err, baijiayun.CodeRoomDeleted)
	require.ErrorIs(t, err, classcloud.NotFound)

	old := srv.Credentials().PartnerKey
	held, err := c.Account.GetPartnerKey(ctx)
	j.note("Account.GetPartnerKey", held, err)
	assert.Equal(t, old, held.PartnerKey)
	fresh, err := c.Account.ResetPartnerKey(ctx)
	j.note("Account.ResetPartnerKey", fresh, err)
	assert.NotEqual(t, old, fresh.PartnerKey)
	_, err = c.Rooms.List(ctx, nil)
	require.ErrorIs(t, err, baijiayun.CodeSignature, "the old key is dead")
	_, err = srv.Client().Rooms.List(ctx, nil)
	require.NoError(t, err, "the new one lives")
	return j.results
}

// Every documented operation is called over HTTP in every dialect. The results do not depend on how the vendor's PHP writes types.
func TestTheWholeDocumentInEveryDialect(t *testing.T) {
	results := map[baijiayuntest.Dialect]map[string]string{}
	for _, dialect := range []baijiayuntest.Dialect{baijiayuntest.DialectExamples, baijiayuntest.DialectTables, baijiayuntest.DialectQuoted} {
		t.Run(dialect.String(), func(t *testing.T) { results[dialect] = travel(t, dialect) })
	}
	plain, quoted := results[baijiayuntest.DialectExamples], results[baijiayuntest.DialectQuoted]
	for _, op := range baijiayun.Operations() {
		if op.Source == classcloud.SourceDocumented {
			require.Contains(t, plain, op.Name)
		}
	}
	for name, want := range plain {
		if !strings.HasPrefix(name, "Account.Reset") {
			assert.JSONEq(t, want, quoted[name], name)
		}
	}
}

func TestAClassAndItsPlaybackOnTheTestServer(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client()
	ctx := t.Context()
	start := srv.Now().Add(24 * time.Hour)
	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour)})
	require.NoError(t, err)

	require.NoError(t, client.Rooms.Start(ctx, room.RoomID))
	status, err := client.Rooms.GetLiveStatus(ctx, room.RoomID)
	require.NoError(t, err)
	assert.EqualValues(t, 1, status)
	require.NoError(t, client.Rooms.Stop(ctx, &baijiayun.StopRoomRequest{RoomID: room.RoomID, KickAll: true}))
	status, err = client.Rooms.GetLiveStatus(ctx, room.RoomID)
	require.NoError(t, err)
	assert.EqualValues(t, 0, status)
	require.ErrorIs(t, client.Rooms.Start(ctx, 1), baijiayun.CodeRoomNotFound)

	seeded := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Status: baijiayuntest.PlaybackStatusReady, CreateTime: start, Duration: time.Hour})
	srv.AddVideo(baijiayuntest.Video{VideoID: 99})
	var found []baijiayun.Playback
	for playback, err := range client.Playbacks.All(ctx, &baijiayun.ListPlaybacksRequest{RoomID: room.RoomID}) {
		require.NoError(t, err)
		found = append(found, playback)
	}
	require.Len(t, found, 1)
	assert.Equal(t, seeded.VideoID, found[0].VideoID)
	assert.Equal(t, baijiayun.PlaybackStatusReady, found[0].Status)
	assert.Equal(t, baijiayun.PublishStatusShown, found[0].PublishStatus)

	token, err := client.Playbacks.GetToken(ctx, &baijiayun.GetPlaybackTokenRequest{RoomID: room.RoomID, Lifetime: new(time.Hour)})
	require.NoError(t, err)
	link, err := client.PlaybackURL(ctx, &baijiayun.PlaybackURLRequest{RoomID: room.RoomID, Token: token.Token})
	require.NoError(t, err)
	assert.Contains(t, link, "token="+token.Token)
	token, err = client.Videos.GetToken(ctx, &baijiayun.GetVideoTokenRequest{VideoID: 99, Lifetime: new(time.Duration(0))})
	require.NoError(t, err)
	assert.NotEmpty(t, token.Token)
}
