package baijiayun_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
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

// numbersQuoted writes every number as text.
func numbersQuoted(v any) any {
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return v
}

// numbersBare writes every text that is a number as one.
func numbersBare(v any) any {
	text, ok := v.(string)
	if n, err := strconv.ParseInt(text, 10, 64); ok && err == nil && strconv.FormatInt(n, 10) == text {
		return json.Number(text)
	}
	return v
}

// timesUnix writes every local time as seconds.
func timesUnix(v any) any {
	text, _ := v.(string)
	if at, err := time.ParseInLocation(time.DateTime, text, wire.CST); err == nil {
		return at.Unix()
	}
	return v
}

// emptyMapsAsLists writes every object without members as [], as PHP does.
func emptyMapsAsLists(v any) any {
	if m, ok := v.(map[string]any); ok && len(m) == 0 {
		return []any{}
	}
	return v
}

// listsWithGaps writes every list as PHP writes one that lost its first element.
func listsWithGaps(v any) any {
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return v
	}
	out := map[string]any{}
	for i, item := range list {
		out[strconv.Itoa(10+i)] = item // two digits each, so that the sorted names keep the order
	}
	return out
}

// rewrite applies a function to every value of a JSON text, from the leaves up.
func rewrite(t *testing.T, text []byte, to func(any) any) string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	require.NoError(t, dec.Decode(&v))
	var walk func(any) any
	walk = func(v any) any {
		switch inner := v.(type) {
		case map[string]any:
			for name, item := range inner {
				inner[name] = walk(item)
			}
		case []any:
			for i, item := range inner {
				inner[i] = walk(item)
			}
		}
		return to(v)
	}
	out, err := json.Marshal(walk(v))
	require.NoError(t, err)
	return string(out)
}

// The result of a documented reply does not depend on how PHP writes the reply, and it goes through JSON unchanged.
func TestEveryReplyInEveryDialect(t *testing.T) {
	root := golden.Root(t)
	for _, op := range baijiayun.Operations() {
		t.Run(op.Name, func(t *testing.T) {
			reply := []byte(baijiayuntest.DocumentedReply(op.Name))
			values := map[string]json.RawMessage{}
			if request, err := os.ReadFile(filepath.Join(root, "testdata", "baijiayun", op.Name, "request.json")); err == nil {
				require.NoError(t, json.Unmarshal(request, &values))
			}
			result := func(reply string) any {
				t.Helper()
				keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key, SecretKey: secretKey}
				client, err := baijiayun.New(keys, classcloud.WithoutRetry(), classcloud.WithHTTPClient(stub(func(string, url.Values) string { return reply }).client()))
				require.NoError(t, err)
				open := func(string) (*classcloud.File, error) {
					return &classcloud.File{Name: "a.pdf", Content: bytes.NewReader([]byte("x"))}, nil
				}
				out, err := invoke.Call(t.Context(), client, op, values, &wire.Filler{Open: open})
				require.NoError(t, err, reply)
				return out
			}
			plain := result(string(reply))
			want, err := json.Marshal(plain)
			require.NoError(t, err)
			for name, dialect := range map[string]func(any) any{
				"numbers quoted": numbersQuoted, "numbers bare": numbersBare, "times in seconds": timesUnix,
				"empty maps as lists": emptyMapsAsLists, "lists with gaps": listsWithGaps,
			} {
				got, err := json.Marshal(result(rewrite(t, reply, dialect)))
				require.NoError(t, err)
				assert.JSONEq(t, string(want), string(got), name)
			}
			if plain != nil {
				again := reflect.New(reflect.TypeOf(plain))
				require.NoError(t, json.Unmarshal(want, again.Interface()))
				got, err := json.Marshal(again.Interface())
				require.NoError(t, err)
				assert.JSONEq(t, string(want), string(got), "through JSON")
			}
		})
	}
}

func TestASuccessWithoutItsResult(t *testing.T) {
	srv, client := newCloud(t)
	for _, data := range []string{"null", `""`, "[]", "false", "0", `"text"`, "7", "[1]", "{}", `{"room_id":0}`, `{"room_id":"","admin_code":"abc123"}`} {
		srv.Respond("Rooms.Create", `{"code":0,"data":`+data+`,"msg":""}`)
		room, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
		if assert.Equal(t, strings.Contains(data, "abc123"), room != nil, data); room != nil {
			assert.Equal(t, &baijiayun.CreatedRoom{AdminCode: "abc123"}, room, "what the reply holds is beside the error")
		}
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.True(t, classcloud.MaybeApplied(err), data)
	}
	srv.Respond("Rooms.Create", `{"code":0,"msg":""}`)
	_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
	assert.ErrorIs(t, err, classcloud.DataLoss)

	srv.Respond("Rooms.Update", `{"code":0,"data":null,"msg":""}`)
	assert.NoError(t, client.Rooms.Update(t.Context(), &baijiayun.UpdateRoomRequest{RoomID: 1, Title: new("T")}), "an update gives nothing")
}

func TestEveryDialect(t *testing.T) {
	for _, dialect := range []baijiayuntest.Dialect{baijiayuntest.DialectExamples, baijiayuntest.DialectTables, baijiayuntest.DialectQuoted} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv := baijiayuntest.NewServer(baijiayuntest.WithDialect(dialect))
			defer srv.Close()
			kept := srv.AddRoom(baijiayuntest.Room{Title: "Kept", Type: 4, MaxUsers: 6, StartTime: beginning, EndTime: beginning.Add(time.Hour)})
			client := srv.Client()
			room, err := client.Rooms.Get(t.Context(), kept.RoomID)
			require.NoError(t, err)
			assert.Equal(t, baijiayun.RoomTypeSmall, room.Type)
			assert.Equal(t, 6, room.MaxUsers)
			assert.True(t, room.EndTime.Equal(beginning.Add(time.Hour)))
			_, err = client.Rooms.Get(t.Context(), 10000000000000)
			assert.ErrorIs(t, err, baijiayun.CodeRoomNotFound)
		})
	}
}

// For any reply a call returns a result that goes through JSON, or an *Error.
func FuzzReplies(f *testing.F) {
	for _, seed := range []string{
		`null`, `[]`, `{}`, `""`, `{"list":[]}`, `{"list":{"2":[{}]},"total":"1"}`, `{"list":[[{"number":"9223372036854775807"}]]}`,
		`{"peak_user":{"15:10:00":3},"date":"2017-12-07"}`, `{"peak_user":{"23":"1"}}`, `{"peak_user":[1]}`, `{"cost":{"2018-02-06":16}}`,
		`[{"speak_time":"00:01:30","raise_time":""}]`, `{"room_user_info":[{"client_type":"ios","is_audition":"0"}]}`, `{"room_user_stat":{"1":{}}}`,
		`{"list":{"user_answer_list":[["a"]],"question":[]}}`, `{"list":[{"client_type":3,"attention_level":"1"}]}`, `{"exist":0,"code_info":[]}`,
		`{"play_info":{"low":{"url":"a","width":1}}}`, `{"play_rank":{"5":1,"x":{}}}`, `{"play_count":[{"date":"2017-12-07","n":1}]}`, `{"77":"token"}`,
		`{"list":[{"id":1,"children":{"3":{"category_id":"2","children":[{}]}}}]}`, `{"video_id":1,"status":"x","length":"00:01:30","z":[1]}`,
		`[{"id":[1],"content":7}]`, `{"total":"x","list":{"3":{"id":"1"}}}`, `{"pos":[1],"type":"x","opacity":{},"max_count":1e99}`,
		`{"partner_id":1,"effect_time":"soon","live_on":"on"}`, `{"cost":[],"room_cost":{"0":1}}`,
	} {
		f.Add(seed)
	}
	day := classcloud.Date{Year: 2017, Month: 12, Day: 7}
	at := day.In(time.UTC)
	f.Fuzz(func(t *testing.T, data string) {
		ctx, c := t.Context(), stubbed(t, answers(data))
		onDay := &baijiayun.RoomDateRequest{RoomID: 1, Date: day}
		check(t, func() (any, error) { return c.JoinCodes.Get(ctx, "x") })
		check(t, func() (any, error) { return c.Reports.ListAttendance(ctx, &baijiayun.ListAttendanceRequest{RoomID: 1}) })
		check(t, func() (any, error) {
			return c.Reports.ListPeakUsers(ctx, &baijiayun.ListPeakUsersRequest{RoomID: 1, StartTime: at, EndTime: at})
		})
		check(t, func() (any, error) {
			return c.Reports.ListHandRaises(ctx, &baijiayun.ListHandRaisesRequest{RoomID: 1, StartTime: at, EndTime: at})
		})
		check(t, func() (any, error) { return c.Reports.ListQA(ctx, onDay) })
		check(t, func() (any, error) { return c.Reports.GetQuestionnaires(ctx, onDay) })
		check(t, func() (any, error) {
			return c.Reports.ListAttentionResults(ctx, &baijiayun.ListAttentionResultsRequest{RoomID: 1, AttentionID: 1})
		})
		check(t, func() (any, error) { return c.Usage.ListRoomStats(ctx, &baijiayun.UsageDateRequest{Date: day}) })
		check(t, func() (any, error) {
			return c.Usage.ListHourlyPeaks(ctx, &baijiayun.ListHourlyPeaksRequest{Date: day})
		})
		check(t, func() (any, error) {
			return c.Usage.ListDailyCosts(ctx, &baijiayun.UsageRangeRequest{StartDate: day, EndDate: day})
		})
		check(t, func() (any, error) { return c.Notices.List(ctx, nil) })
		check(t, func() (any, error) {
			return c.Notices.Create(ctx, &baijiayun.CreateNoticeRequest{Content: "a", URL: "https://example.com"})
		})
		check(t, func() (any, error) {
			return c.Rooms.ListQuizTemplates(ctx, &baijiayun.ListRoomQuizTemplatesRequest{RoomID: 1})
		})
		check(t, func() (any, error) { return c.Settings.GetWatermark(ctx, 0) })
		check(t, func() (any, error) { return c.Settings.GetMarquee(ctx, 0) })
		check(t, func() (any, error) { return c.Settings.GetRedPacketLimit(ctx, 0) })
		check(t, func() (any, error) { return c.SubAccounts.Get(ctx, 1) })
		check(t, func() (any, error) { return c.SubAccounts.List(ctx, nil) })
		check(t, func() (any, error) {
			return c.Usage.ListSmallClassRoomCosts(ctx, &baijiayun.ListSmallClassRoomCostsRequest{Date: day})
		})
		check(t, func() (any, error) { return c.Videos.Get(ctx, 1) })
		check(t, func() (any, error) { return c.Videos.List(ctx, nil) })
		check(t, func() (any, error) { return c.Videos.ListImages(ctx, 1) })
		check(t, func() (any, error) { return c.Videos.GetURLs(ctx, &baijiayun.GetVideoURLsRequest{VideoID: 1}) })
		check(t, func() (any, error) {
			return c.Videos.GetTokens(ctx, &baijiayun.GetVideoTokensRequest{VideoIDs: []int64{1}, Lifetime: new(time.Hour)})
		})
		check(t, func() (any, error) { return c.VideoCategories.List(ctx) })
		check(t, func() (any, error) {
			return c.VideoReports.ListViews(ctx, &baijiayun.ListViewsRequest{StartTime: at, EndTime: at})
		})
		check(t, func() (any, error) {
			return c.VideoReports.ListTopVideos(ctx, &baijiayun.UsageRangeRequest{StartDate: day, EndDate: day})
		})
		check(t, func() (any, error) {
			return c.VideoReports.ListDailyPlays(ctx, &baijiayun.UsageRangeRequest{StartDate: day, EndDate: day})
		})
	})
}

func check(t *testing.T, call func() (any, error)) {
	t.Helper()
	result, err := call()
	if err != nil {
		var own *classcloud.Error
		require.ErrorAs(t, err, &own)
		return
	}
	text, err := json.Marshal(result)
	require.NoError(t, err)
	require.False(t, strings.HasPrefix(string(text), "null"), "a result is there")
}

// A list or a status stands in a member of data. Nothing at all, in every form of PHP's, is an empty list and no status; data that holds
// something else is not a result, and asking again would not help.
func TestAResultInAMemberOfData(t *testing.T) {
	likes := func(c *baijiayun.Client) (any, error) { return c.Reports.ListLikes(t.Context(), 1) }
	status := func(c *baijiayun.Client) (any, error) { return c.Rooms.GetLiveStatus(t.Context(), 1) }
	teacher := func(c *baijiayun.Client) (any, error) { return c.Rooms.GetTeacherStatus(t.Context(), 1) }
	users := func(c *baijiayun.Client) (any, error) { return c.Rooms.GetUserCount(t.Context(), 1) }
	raises := func(c *baijiayun.Client) (any, error) {
		return c.Reports.ListHandRaises(t.Context(), &baijiayun.ListHandRaisesRequest{RoomID: 1, StartTime: beginning, EndTime: beginning})
	}
	none := []baijiayun.Like{}
	for _, test := range []struct {
		name, data string
		call       func(*baijiayun.Client) (any, error)
		want       any    // the result
		problem    string // or the error
	}{
		{"rows", `{"room_id":1,"list":[{"user_number":7,"count":2}]}`, likes, []baijiayun.Like{{UserNumber: 7, Count: 2}}, ""},
		{"a list with a gap", `{"list":{"1":{"user_number":7,"count":2}}}`, likes, []baijiayun.Like{{UserNumber: 7, Count: 2}}, ""},
		{"an empty list", `{"list":[]}`, likes, none, ""},
		{"null for the list", `{"list":null}`, likes, none, ""},
		{"an object without the list", `{}`, likes, none, ""},
		{"null for data", `null`, likes, none, ""},
		{"a list for data", `[]`, likes, none, ""},
		{"false for data", `false`, likes, none, ""},
		{"empty text for data", `""`, likes, none, ""},
		{"another list in its place", `{"lists":[]}`, likes, nil, "/list: is missing from a success"},
		{"text for data", `"x"`, likes, nil, "cannot read the result: data "},
		{"a bare list", `[]`, raises, []baijiayun.HandRaise{}, ""},
		{"null for a bare list", `null`, raises, []baijiayun.HandRaise{}, ""},
		{"a status", `{"status":"1"}`, status, baijiayun.LiveStatusOn, ""},
		{"a status of 0", `{"status":0}`, status, baijiayun.LiveStatusOff, ""},
		{"no status", `{}`, status, nil, "it is not there"},
		{"nothing for a status", `[]`, status, nil, "it is not there"},
		{"another field", `{"room_id":1}`, status, nil, "/status: is missing from a success"},
		{"a status of null", `{"status":null}`, teacher, nil, "/status: is missing from a success"},
		{"a status of false", `{"status":false}`, teacher, nil, "/status: is missing from a success"},
		{"a status of blanks", `{"status":" "}`, teacher, nil, "/status: is missing from a success"},
		{"a status of true", `{"status":true}`, teacher, nil, "/status: is not a number"},
		{"a status in words", `{"status":"on"}`, status, nil, "/status: is not a number"},
		{"a status that is a list", `{"status":[1]}`, status, nil, "/status: is not a number"},
		{"nobody", `{"user_count":0,"display_user_count":"0"}`, users, &baijiayun.UserCount{}, ""},
		{"no count", `{}`, users, nil, "it is not there"},
		{"half a count", `{"display_user_count":5}`, users, nil, "/user_count: is missing from a success"},
	} {
		t.Run(test.name, func(t *testing.T) {
			network := clienttest.NewTransport(clienttest.Always(clienttest.JSON(`{"code":0,"data":` + test.data + `,"msg":""}`)))
			client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key},
				classcloud.WithHTTPClient(&http.Client{Transport: network}), classcloud.WithClock(clienttest.NewClock()))
			require.NoError(t, err)
			got, err := test.call(client)
			assert.Equal(t, 1, network.Count())
			if test.problem == "" {
				require.NoError(t, err)
				assert.Equal(t, test.want, got)
				return
			}
			kind := classcloud.DataLoss
			if test.problem == "it is not there" {
				kind = classcloud.NotFound
			}
			require.ErrorIs(t, err, kind)
			assert.ErrorContains(t, err, test.problem)
			assert.False(t, classcloud.MaybeApplied(err))
		})
	}
}
