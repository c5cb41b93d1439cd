package baijiayun_test

import (
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// liar is a server that answers every operation with the document's example, and lies about it.
type liar struct {
	srv    *baijiayuntest.Server
	client *baijiayun.Client
	asked  map[string]map[string]json.RawMessage // the parameters of every operation, from its fixture
}

func newLiar(t *testing.T) *liar {
	srv, client := newCloud(t, classcloud.WithoutRetry())
	l := &liar{srv: srv, client: client, asked: map[string]map[string]json.RawMessage{}}
	for _, op := range baijiayun.Operations() {
		srv.Respond(op.Name, baijiayuntest.DocumentedReply(op.Name))
		values := map[string]json.RawMessage{}
		if text, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "baijiayun", op.Name, "request.json")); err == nil {
			require.NoError(t, json.Unmarshal(text, &values), op.Name)
		}
		l.asked[op.Name] = values
	}
	return l
}

// call calls an operation while the server lies about it.
func (l *liar) call(t *testing.T, op classcloud.Operation, lie baijiayuntest.Lie) (any, error) {
	t.Helper()
	l.srv.Lie(op.Name, lie)
	defer l.srv.Lie(op.Name, baijiayuntest.Lie{})
	open := func(string) (*classcloud.File, error) {
		return &classcloud.File{Name: "a.pdf", Content: strings.NewReader("x")}, nil
	}
	return invoke.Call(t.Context(), l.client, op, l.asked[op.Name], &wire.Filler{Open: open})
}

// lists are the operations whose result is a list, with the member that identifies a row, or that a row must have; "" for a list whose
// rows have nothing of the kind. The others give one thing, or nothing.
var lists = map[string]string{
	"Rooms.List": "room_id", "Rooms.ListDocuments": "fid", "JoinCodes.List": "code", "Messages.List": "user_number",
	"Reports.ListAttendance": "actual_listen_time", "Reports.ListPeakUsers": "", "Reports.ListCheckIns": "", "Reports.ListHandRaises": "user_number",
	"Reports.ListRedPackets": "student_id", "Reports.ListLuckyDraws": "id", "Reports.ListQA": "number", "Reports.GetQuestionnaires": "question_id",
	"Reports.ListPopupQuizzes": "question_id", "Reports.ListLikes": "count", "Reports.GetExpressions": "user_number",
	"Reports.ListAttentionChecks": "attention_id", "Reports.ListAttentionResults": "user_number", "Usage.ListRoomStats": "peak_user",
	"Usage.ListHourlyPeaks": "", "Usage.ListDailyPeaks": "", "Usage.ListDailyCosts": "", "Usage.ListRoomCosts": "",
	"Quizzes.List": "quiz_id", "Quizzes.ListAnswers": "user_number", "Groups.GetCodes": "code", "Groups.ListRooms": "room_id",
	"Playbacks.ListPDFs": "vid", "Playbacks.ListSpots": "video_id", "Playbacks.List": "room_id", "Evaluations.ListAnswers": "user_number",
	"Evaluations.List": "id", "Documents.List": "fid",
	"Videos.List": "video_id", "Videos.ListByCategory": "video_id", "Videos.ListImages": "", "VideoCategories.List": "id",
	"VideoReports.ListVideoViews": "video_id", "VideoReports.ListViews": "video_id", "VideoReports.ListPlaybackViews": "video_id",
	"VideoReports.ListTopVideos": "", "VideoReports.ListVideoDailyPlays": "", "VideoReports.ListDailyPlays": "",
	"Playbacks.ListSessions": "", "Playbacks.ListCrops": "", "Playbacks.ListPDFURLs": "", "Interactions.List": "", "Interactions.ListDetails": "",
	"Interactions.ListVotes": "", "Interactions.ListRedPackets": "", "Interactions.ListRandomPicks": "", "Interactions.ListHeadcounts": "", "Teachers.List": "",
	// no source shows these, so nothing in them is required
	"Rooms.ListNotices": "", "Rooms.ListQuizTemplates": "", "Notices.List": "", "QuizTemplates.List": "", "SensitiveWords.List": "", "SubAccounts.List": "",
	"Usage.ListSmallClassDailyCosts": "", "Usage.ListSmallClassRoomCosts": "",
}

// unseenLists are the lists whose reply no source shows: see replies_unseen_test.go.
var unseenLists = []string{"Playbacks.ListSessions", "Playbacks.ListCrops", "Playbacks.ListPDFURLs", "Interactions.List", "Interactions.ListDetails", "Interactions.ListVotes",
	"Interactions.ListRedPackets", "Interactions.ListRandomPicks", "Interactions.ListHeadcounts", "Teachers.List",
	"Videos.ListImages", "Notices.List", "Rooms.ListNotices", "QuizTemplates.List", "Rooms.ListQuizTemplates", "SensitiveWords.List", "SubAccounts.List"}

// givesNothing are the operations that only say whether they succeeded; GetClassURL and GetTranscodeURL give "" when no URL is set.
var givesNothing = []string{"Rooms.Update", "Rooms.Delete", "Rooms.RemoveDocument", "Rooms.SetNotice", "Rooms.Start", "Rooms.Stop", "Messages.Send",
	"Playbacks.SetSpots", "Recordings.Stop", "Recordings.CreatePlayback", "Evaluations.Bind", "Evaluations.Replace", "Callbacks.SetClassURL", "Callbacks.GetClassURL",
	"Callbacks.SetTranscodeURL", "Callbacks.GetTranscodeURL",
	"Videos.Update", "Videos.Delete", "Videos.AddDefinitions", "Videos.RemoveDefinitions", "Videos.SetPublishStatus", "Videos.SetCategory", "VideoCategories.Delete",
	"Playbacks.Update", "Playbacks.SetPublishStatus", "Playbacks.Delete", "Playbacks.SetMainVersion", "Playbacks.DeleteVersion", "Playbacks.Replace", "Playbacks.Add",
	"Playbacks.ReplaceByVideo", "Callbacks.SetInteractionURL", "ClassRosters.Delete", "Teachers.Save", "Teachers.Delete",
	"SubAccounts.Update", "SubAccounts.Stop", "Rooms.AddNotices", "Rooms.RemoveNotices", "Rooms.AddQuizTemplates", "Rooms.RemoveQuizTemplates",
	"Notices.Delete", "QuizTemplates.Delete", "SensitiveWords.Delete", "Settings.SetWatermark", "Settings.SetMarquee", "Settings.SetRedPacketLimit",
	// no source shows these, so they may hold nothing
	"JoinCodes.CreateAudition", "Documents.AddToRooms", "SubAccounts.Create", "Notices.Create", "QuizTemplates.Upload", "SensitiveWords.Create", "Usage.ListSmallClassUserCosts"}

// Nothing is an empty list, a single thing that is not there, and a create whose answer is lost; never a zero struct.
func TestEveryFormOfNothing(t *testing.T) {
	l := newLiar(t)
	for _, op := range baijiayun.Operations() {
		for _, nothing := range []string{"[]", "{}", "null", `""`, "false", "absent"} {
			result, err := l.call(t, op, baijiayuntest.Lie{Nothing: nothing})
			_, list := lists[op.Name]
			switch {
			case list || slices.Contains(givesNothing, op.Name):
				assert.NoError(t, err, "%s %s", op.Name, nothing)
				assert.Zero(t, rowsIn(result), "%s %s", op.Name, nothing)
			case op.Effect == classcloud.EffectRead:
				assert.ErrorIs(t, err, classcloud.NotFound, "%s %s", op.Name, nothing)
				assert.False(t, classcloud.MaybeApplied(err), "%s %s", op.Name, nothing)
			default:
				assert.ErrorIs(t, err, classcloud.DataLoss, "%s %s", op.Name, nothing)
				assert.True(t, classcloud.MaybeApplied(err), "%s %s", op.Name, nothing)
			}
		}
	}
}

// Every second row null: those are errors with their place, and the others come.
func TestNullsBetweenRows(t *testing.T) {
	l := newLiar(t)
	for _, op := range baijiayun.Operations() {
		if lists[op.Name] == "" || op.Name == "Usage.ListRoomStats" || op.Name == "Groups.GetCodes" {
			continue // rows that stand in a map, or in several lists
		}
		whole, err := l.call(t, op, baijiayuntest.Lie{})
		require.NoError(t, err, op.Name)
		if result, err := l.call(t, op, baijiayuntest.Lie{Null: 2}); err != nil {
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.DataLoss, e.Kind, op.Name)
			require.NotEmpty(t, e.Rows, op.Name)
			assert.NotZero(t, rowsIn(result), op.Name)
			for _, row := range e.Rows {
				assert.Equal(t, "null", string(row.Raw), "%s %s", op.Name, row.Path)
				assert.Equal(t, 1, row.Index%2, "%s %s", op.Name, row.Path)
			}
		} else {
			assert.Equal(t, 1, rowsIn(whole), "%s: it has one row", op.Name)
		}
	}
}

// A column that identifies the rows is gone, or nobody can read it: no row is made up, and each is named with its bytes.
func TestRowsWithoutTheirID(t *testing.T) {
	l := newLiar(t)
	for _, op := range baijiayun.Operations() {
		column := lists[op.Name]
		if column == "" {
			continue
		}
		for name, lie := range map[string]baijiayuntest.Lie{"gone": {Drop: []string{column}}, "odd": {Odd: []string{column}}} {
			result, err := l.call(t, op, lie)
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.DataLoss, e.Kind, "%s: %s is %s", op.Name, column, name)
			if column == "room_id" && op.Name == "Rooms.ListDocuments" {
				continue
			}
			require.NotEmpty(t, e.Rows, "%s: %s is %s", op.Name, column, name)
			assert.NotEmpty(t, e.Rows[0].Raw)
			if !slices.Contains([]string{"Reports.GetQuestionnaires", "Reports.ListQA"}, op.Name) { // their rows stand deeper
				assert.Zero(t, rowsIn(result), "%s: %s is %s", op.Name, column, name)
			}
		}
	}
}

// Data that holds something, and not the list, is not an empty list.
func TestDataWithoutItsList(t *testing.T) {
	l := newLiar(t)
	for name := range lists {
		if name == "Groups.GetCodes" || name == "Reports.ListHandRaises" || slices.Contains(unseenLists, name) {
			continue // which has several lists, one that stands alone, or one whose name no source tells
		}
		l.srv.Respond(name, `{"code":0,"data":{"total":3,"newcomer":[{}]},"msg":""}`)
		_, err := l.call(t, operation(t, name), baijiayuntest.Lie{})
		assert.ErrorIs(t, err, classcloud.DataLoss, name)
		assert.ErrorContains(t, err, "is missing from a success", name)
	}
}

// A status is never made up, and what nobody needs never fails a call.
func TestColumnsInSingleResults(t *testing.T) {
	l := newLiar(t)
	for _, op := range baijiayun.Operations() {
		for _, column := range map[string][]string{
			"Rooms.GetLiveStatus": {"status"}, "Rooms.GetTeacherStatus": {"status"}, "Rooms.GetUserCount": {"user_count", "display_user_count"},
			"Rooms.Get": {"room_id"}, "Rooms.Create": {"room_id"}, "JoinCodes.Create": {"student_code"}, "JoinCodes.Get": {"exist"},
			"Account.GetPartnerKey": {"partner_key"}, "Rooms.AddDocument": {"fid"}, "Documents.Upload": {"fid"}, "Documents.UploadFromURL": {"fid"},
			"Streams.GetPushURL": {"push_url"}, "Playbacks.GetToken": {"token"}, "Videos.GetToken": {"token"},
			"Videos.Get": {"video_id"}, "Videos.GetURLs": {"play_info"}, "VideoCategories.Get": {"id"}, "VideoCategories.Create": {"category_id"},
			"VideoReports.GetVideoTraffic": {"flow"}, "Usage.GetVideoTraffic": {"flow"},
			"Usage.GetVideoAccount": {"total_storage", "used_storage", "total_flow_limit", "used_flow"},
		}[op.Name] {
			_, err := l.call(t, op, baijiayuntest.Lie{Odd: []string{column}})
			assert.ErrorIs(t, err, classcloud.DataLoss, "%s: %s is odd", op.Name, column)
			_, err = l.call(t, op, baijiayuntest.Lie{Drop: []string{column}})
			assert.Error(t, err, "%s: %s is gone", op.Name, column)
		}
	}
	for name, decorative := range map[string][]string{
		"Reports.ListAttendance": {"user_ip", "network_operator", "area", "city", "client_type"}, "JoinCodes.List": {"user_avatar"},
		"Playbacks.List": {"total_size", "total_transcode_size", "play_times", "preface_url"}, "Reports.ListAttentionResults": {"ip", "client_type"},
		"Videos.List":            {"total_size", "total_transcode_size", "origin_definition", "file_md5", "preface_url", "category_level1_id", "category_level2_id"},
		"VideoReports.ListViews": {"user_ip", "area", "client_type"},
	} {
		op := operation(t, name)
		whole, err := l.call(t, op, baijiayuntest.Lie{})
		require.NoError(t, err)
		result, err := l.call(t, op, baijiayuntest.Lie{Odd: decorative})
		assert.NoError(t, err, name)
		assert.Equal(t, rowsIn(whole), rowsIn(result), name)
	}
}

// The HTTP status is weighed beside the envelope: a success under a status that says otherwise is not one.
func TestGoodRepliesUnderAnotherStatus(t *testing.T) {
	l := newLiar(t)
	for _, op := range baijiayun.Operations() {
		read := op.Effect == classcloud.EffectRead
		for _, status := range []int{http.StatusInternalServerError, http.StatusServiceUnavailable, http.StatusRequestTimeout, http.StatusBadRequest, http.StatusTooManyRequests} {
			_, err := l.call(t, op, baijiayuntest.Lie{Status: status})
			if assert.Error(t, err, "%s %d", op.Name, status) && !read {
				assert.True(t, classcloud.MaybeApplied(err), "%s %d", op.Name, status)
			}
		}
		_, err := l.call(t, op, baijiayuntest.Lie{Status: http.StatusTooManyRequests})
		assert.ErrorIs(t, err, classcloud.ResourceExhausted, op.Name)
		_, err = l.call(t, op, baijiayuntest.Lie{Status: http.StatusCreated})
		assert.NoError(t, err, "%s 201", op.Name)
	}
}

func operation(t *testing.T, name string) classcloud.Operation {
	t.Helper()
	for _, op := range baijiayun.Operations() {
		if op.Name == name {
			return op
		}
	}
	require.Fail(t, "no operation "+name)
	return classcloud.Operation{}
}

// rowsIn returns how many rows a result has: its own, or those of its lists.
func rowsIn(result any) int {
	v := reflect.Indirect(reflect.ValueOf(result))
	switch v.Kind() {
	case reflect.Slice:
		return v.Len()
	case reflect.Struct:
		rows := 0
		for i := range v.NumField() {
			if v.Field(i).Kind() == reflect.Slice {
				rows += v.Field(i).Len()
			}
		}
		return rows
	}
	return 0
}

// A whole journey through lists while the server caps pages, turns them round and writes nulls: every row is met once, or told.
func TestWalksThroughAServerThatLies(t *testing.T) {
	srv, client := newCloud(t)
	var room baijiayuntest.Room
	for range 30 {
		room = srv.AddRoom(baijiayuntest.Room{Title: "T"})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID})
	}
	var forms, answers []string
	for n := range 30 {
		srv.AddJoinCode(baijiayuntest.JoinCode{RoomID: room.RoomID, UserNumber: int64(n + 1)})
		srv.AddAttendance(room.RoomID, baijiayuntest.Attendance{UserNumber: int64(n + 1), FirstTime: beginning})
		srv.AddNotice(baijiayuntest.Notice{Content: "N"})
		srv.AddQuizTemplate(baijiayuntest.QuizTemplate{Name: "Q.xlsx"})
		srv.AddSensitiveWord(baijiayuntest.SensitiveWord{Word: "W"})
		srv.AddSubAccount(baijiayuntest.SubAccount{Phone: "1"})
		forms = append(forms, `{"id":`+strconv.Itoa(n+1)+`,"title":"F"}`)
		answers = append(answers, `{"user_number":`+strconv.Itoa(n+1)+`,"question_id":7}`)
	}
	srv.AddRows("Evaluations.List", 0, "["+strings.Join(forms, ",")+"]")
	srv.AddRows("Evaluations.ListAnswers", room.RoomID, "["+strings.Join(answers, ",")+"]")
	walks := map[string]func() iter.Seq2[any, error]{
		"Rooms.List":     func() iter.Seq2[any, error] { return erase(client.Rooms.All(t.Context(), nil)) },
		"Playbacks.List": func() iter.Seq2[any, error] { return erase(client.Playbacks.All(t.Context(), nil)) },
		"JoinCodes.List": func() iter.Seq2[any, error] {
			return erase(client.JoinCodes.All(t.Context(), &baijiayun.ListJoinCodesRequest{RoomID: room.RoomID}))
		},
		"Reports.ListAttendance": func() iter.Seq2[any, error] {
			return erase(client.Reports.AllAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: room.RoomID}))
		},
		"Notices.List":        func() iter.Seq2[any, error] { return erase(client.Notices.All(t.Context(), nil)) },
		"QuizTemplates.List":  func() iter.Seq2[any, error] { return erase(client.QuizTemplates.All(t.Context(), nil)) },
		"SensitiveWords.List": func() iter.Seq2[any, error] { return erase(client.SensitiveWords.All(t.Context(), nil)) },
		"SubAccounts.List":    func() iter.Seq2[any, error] { return erase(client.SubAccounts.All(t.Context(), nil)) },
		"Evaluations.List":    func() iter.Seq2[any, error] { return erase(client.Evaluations.All(t.Context(), nil)) },
		"Evaluations.ListAnswers": func() iter.Seq2[any, error] {
			return erase(client.Evaluations.AllAnswers(t.Context(), &baijiayun.ListEvaluationAnswersRequest{RoomID: room.RoomID}))
		},
	}
	for op, walk := range walks {
		for name, lie := range map[string]baijiayuntest.Lie{"the truth": {}, "capped": {PageCap: 7}, "reversed": {PageCap: 7, Reverse: true}, "nulls": {PageCap: 7, Null: 7},
			"left out": {PageCap: 7, LeaveOut: 7}, "nothing": {Nothing: "[]"}} {
			srv.Lie(op, lie)
			rows, odd, incomplete := 0, 0, ""
			for _, err := range walk() {
				e, bad := errors.AsType[*classcloud.Error](err)
				switch {
				case !bad:
					rows++
				case len(e.Rows) == 1:
					odd++
				default:
					incomplete = e.Message
				}
			}
			const total = 30
			want, told := []int{total, 0}, false
			switch name {
			case "nulls":
				want = []int{total - 4, 4}
			case "left out":
				want, told = []int{total - 4, 0}, op != "Rooms.List" // which has no total
			case "nothing":
				want = []int{0, 0}
			}
			assert.Equal(t, want, []int{rows, odd}, "%s %s", op, name)
			assert.Equal(t, told, incomplete != "", "%s %s: %s", op, name, incomplete)
			srv.Lie(op, baijiayuntest.Lie{})
		}
	}
}

// The program of the review, which follows the README to the letter: what may have been applied is looked for, and not created again.
func TestAProgramThatLooksBeforeItRepeats(t *testing.T) {
	srv, client := newCloud(t)
	find := func(title string) bool {
		for room, err := range client.Rooms.All(t.Context(), nil) {
			require.NoError(t, err)
			if room.Title == title {
				return true
			}
		}
		return false
	}
	for _, body := range []string{`{"code":1,"data":null,"msg":"系统错误"}`, `{"code":1001,"data":null,"msg":"参数错误"}`} {
		srv.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Status: 500, Body: body, Times: 2})
		before := len(srv.Rooms())
		for n := range 10 {
			title := "Lesson " + strconv.Itoa(before+n)
			for {
				_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: title, StartTime: beginning, EndTime: beginning.Add(time.Hour)})
				if err == nil || classcloud.MaybeApplied(err) && find(title) {
					break
				}
			}
		}
		assert.Equal(t, before+10, len(srv.Rooms()), body)
	}
}
