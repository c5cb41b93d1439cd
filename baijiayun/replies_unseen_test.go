package baijiayun_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// Lists whose reply no source shows are found wherever they stand.
func TestAListWhoseFormNobodyKnows(t *testing.T) {
	two := []baijiayun.PlaybackSession{{SessionID: 201709140}, {SessionID: 201709150}}
	for data, want := range map[string]struct {
		rows    []baijiayun.PlaybackSession
		problem string
	}{
		`{"total":2,"list":[{"session_id":"201709140"},{"session_id":201709150}]}`: {two, ""},
		`{"list":["201709140",201709150]}`:                                         {two, ""},
		`["201709140",201709150]`:                                                  {two, ""},
		`[{"session_id":201709140},201709150]`:                                     {two, ""},
		`{"0":"201709140","7":"201709150"}`:                                        {two, ""},
		`{"list":{"3":"201709140","7":{"session_id":"201709150"}}}`:                {two, ""},
		`{"room_id":"1","session_list":{"3":"201709140","7":"201709150"}}`:         {two, ""},
		`{"room_id":"1","sessions":["201709140",201709150]}`:                       {two, ""},
		`{"list":["201709140",201709150],"others":[1]}`:                            {two, ""},
		`[]`:                               {[]baijiayun.PlaybackSession{}, ""},
		`null`:                             {[]baijiayun.PlaybackSession{}, ""},
		`{"list":[]}`:                      {[]baijiayun.PlaybackSession{}, ""},
		`{"list":null,"total":0}`:          {[]baijiayun.PlaybackSession{}, ""},
		`{"sessions":[],"total":0}`:        {[]baijiayun.PlaybackSession{}, ""},
		`["201709140",null,"x",201709150]`: {two, "2 of the rows cannot be read"},
		`{"a":[1],"b":[2]}`:                {nil, "/list: is missing from a success"},
		`{"total":3}`:                      {nil, "/list: is missing from a success"},
		`"201709140"`:                      {nil, "/list"},
		`[{"session":"a"}]`:                {[]baijiayun.PlaybackSession{{Extra: map[string]any{"session": "a"}}}, ""},
		`{"list":[[201709140]]}`:           {[]baijiayun.PlaybackSession{{Extra: map[string]any{"data": []any{json.Number("201709140")}}}}, ""},
	} {
		t.Run(data, func(t *testing.T) {
			got, err := stubbed(t, answers(data)).Playbacks.ListSessions(t.Context(), 1)
			if len(want.rows) > 0 || want.problem == "" {
				assert.Equal(t, want.rows, got)
			}
			assert.Len(t, got, len(want.rows))
			if want.problem == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, classcloud.DataLoss)
			assert.ErrorContains(t, err, want.problem)
		})
	}
}

// A reply that no source shows is kept, whatever it is.
func TestAReplyWhoseFormNobodyKnows(t *testing.T) {
	for data, want := range map[string]map[string]any{
		`{"a":"b"}`: {"a": "b"}, `["a"]`: {"data": []any{"a"}}, `"a"`: {"data": "a"}, `true`: {"data": true},
	} {
		got, err := stubbed(t, answers(data)).Reports.GetRedPacket(t.Context(), &baijiayun.GetRedPacketRequest{RoomID: 1, RedPacketID: 2})
		require.NoError(t, err, data)
		assert.Equal(t, want, got.Extra, data)
		saved, err := stubbed(t, answers(data)).Teachers.Save(t.Context(), &baijiayun.SaveTeacherRequest{TeacherID: "7", Name: "n", Phone: "1", Role: "1"})
		require.NoError(t, err, data)
		assert.Equal(t, want, saved.Extra, data)
	}
	pdf, err := stubbed(t, answers(`["https://example.com/a.pdf"]`)).Playbacks.GetPDFURL(t.Context(), &baijiayun.GetPlaybackPDFURLRequest{RoomID: 1})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.PlaybackPDFURL{Extra: map[string]any{"data": []any{"https://example.com/a.pdf"}}}, pdf)
	saved, err := stubbed(t, answers("null")).Teachers.Save(t.Context(), &baijiayun.SaveTeacherRequest{TeacherID: "7", Name: "n", Phone: "1", Role: "1"})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.SavedTeacher{}, saved)
}

// OnDrift tells of a list that is not called list.
func TestAListUnderAnotherNameDrifts(t *testing.T) {
	for data, want := range map[string][]string{
		`{"total":1,"list":[{"session_id":7}]}`:                 {},
		`{"total":1,"sessions":[{"session_id":7,"other":"x"}]}`: {"/data/sessions"},
	} {
		told := []string{}
		watch := classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path) })
		_, err := stubbed(t, answers(data)).Playbacks.ListSessions(t.Context(), 1, watch)
		require.NoError(t, err)
		assert.ElementsMatch(t, want, told, data)
	}
}

// The result of ClassRosters.Delete has no known values: what looks like a no is a warning, and an error where warnings are strict.
func TestAVerdictThatLooksLikeANo(t *testing.T) {
	for data, doubtful := range map[string]bool{
		`{"result":1}`: false, `{"result":"1"}`: false, `{"result":true}`: false, `{"result":"ok"}`: false, `{"result":[3]}`: false, `null`: false, `[]`: false, `{}`: false,
		`{"result":0}`: true, `{"result":"0"}`: true, `{"result":false}`: true, `{"result":"false"}`: true, `{"result":null}`: true, `{"result":""}`: true, `{"result":[]}`: true,
	} {
		warned := 0
		watch := classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) {
			assert.Equal(t, "ClassRosters.Delete", op.Name)
			assert.Contains(t, w.Message, "result", data)
			warned++
		})
		client := stubbed(t, answers(data))
		require.NoError(t, client.ClassRosters.Delete(t.Context(), []int64{3}, watch), data)
		assert.Equal(t, doubtful, warned == 1, data)
		err := client.ClassRosters.Delete(t.Context(), []int64{3}, classcloud.WithStrictWarnings())
		if assert.Equal(t, doubtful, err != nil, data); err != nil {
			assert.Equal(t, classcloud.OutcomeApplied, clienttest.AsError(t, err).Outcome, data)
		}
	}
}
