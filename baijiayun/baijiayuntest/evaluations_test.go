package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEvaluationsAreBound(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
	called(t, srv, "Evaluations.Bind", nil).ok(t)
	assert.Equal(t, int64(163), kept(t, srv).EvaluationID)
	called(t, srv, "Evaluations.Replace", fields{"evaluate_id": "164"}).failed(t, 1)
	srv.AddRows("Evaluations.List", 0, `[{"id":"163","title":"默认模板"},{"id":164,"title":"b"}]`)
	called(t, srv, "Evaluations.Replace", fields{"evaluate_id": "164"}).ok(t)
	assert.Equal(t, int64(164), kept(t, srv).EvaluationID)
}

func TestEvaluationsAreListed(t *testing.T) {
	srv := start(t)
	assert.Contains(t, dataOf(t, srv, "Evaluations.List", fields{"status": "1"}), "默认模板")
	assert.JSONEq(t, `{"total":0,"list":[]}`, dataOf(t, srv, "Evaluations.List", fields{"status": "0"}))
	assert.JSONEq(t, `{"total":6,"list":[]}`, dataOf(t, srv, "Evaluations.List", fields{"page": "2"}), "the document prints one of six")

	srv.AddRows("Evaluations.List", 0, `[{"id":"1","status":1},{"id":"2","status":"0"},{"id":"3","status":1},{"id":"4"}]`)
	for name, test := range map[string]struct {
		fields fields
		want   string
	}{
		"all":               {nil, `{"total":4,"list":[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"}]}`},
		"published":         {fields{"status": "1"}, `{"total":3,"list":[{"id":"1"},{"id":"3"},{"id":"4"}]}`},
		"unpublished":       {fields{"status": "0"}, `{"total":2,"list":[{"id":"2"},{"id":"4"}]}`},
		"a page":            {fields{"page": "2", "page_size": "3"}, `{"total":4,"list":[{"id":"4"}]}`},
		"a page behind":     {fields{"page": "3", "page_size": "3"}, `{"total":4,"list":[]}`},
		"a page of a state": {fields{"status": "1", "page": "2", "page_size": "2"}, `{"total":3,"list":[{"id":"4"}]}`},
	} {
		assert.JSONEq(t, test.want, dataOf(t, srv, "Evaluations.List", test.fields), name)
	}
}

func TestEvaluationAnswersPage(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
	assert.JSONEq(t, `{"total":2,"list":[]}`, dataOf(t, srv, "Evaluations.ListAnswers", fields{"page": "2"}))
	srv.AddRows("Evaluations.ListAnswers", 0, `[{"answer":"1","create_time":"2017-08-01 12:12:34"},{"answer":"2","create_time":"2017-08-02 12:12:34"},{"answer":"3"}]`)
	assert.JSONEq(t, `{"total":3,"list":[{"answer":"3"}]}`, dataOf(t, srv, "Evaluations.ListAnswers", fields{"page": "2", "page_size": "2"}))
	assert.JSONEq(t, `{"total":2,"list":[{"answer":"2","create_time":"2017-08-02 12:12:34"},{"answer":"3"}]}`,
		dataOf(t, srv, "Evaluations.ListAnswers", fields{"date": "2017-08-02"}))
}
