package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// dataOf calls an operation of the table with changed parameters, and returns its data.
func dataOf(t *testing.T, srv *baijiayuntest.Server, operation string, change fields) string {
	t.Helper()
	return string(called(t, srv, operation, change).ok(t).Data)
}

func called(t *testing.T, srv *baijiayuntest.Server, operation string, change fields) reply {
	t.Helper()
	for _, endpoint := range endpoints() {
		if endpoint.operation == operation {
			return endpoint.call(t, srv, change)
		}
	}
	require.Fail(t, "no such operation", operation)
	return reply{}
}

func decodedData(t *testing.T, operation string) json.RawMessage {
	t.Helper()
	var answer struct{ Data json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(baijiayuntest.DocumentedReply(operation)), &answer))
	return answer.Data
}

func TestLongTermRoomsWantADate(t *testing.T) {
	srv := start(t)
	long := fmt.Sprint(srv.AddRoom(baijiayuntest.Room{LongTerm: true}).RoomID)
	for _, operation := range []string{
		"Reports.ListLuckyDraws", "Reports.ListQA", "Reports.GetQuestionnaires", "Reports.ListPopupQuizzes", "Playbacks.ListPDFs",
		"Evaluations.ListAnswers",
	} {
		called(t, srv, operation, fields{"room_id": long, "date": "2017-08-01"}).ok(t)
		assert.Contains(t, called(t, srv, operation, fields{"room_id": long, "date": remove}).failed(t, 1001).Msg, "date")
	}
}
