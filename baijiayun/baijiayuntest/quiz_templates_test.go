package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestQuizTemplates(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
	const path = "/openapi/live_setting/addQuiz"
	postFiles(t, srv, path, fields{"is_force": "1", "product_type": "2"}, upload{"attachment", "old.xls", "x"}, upload{"attachment", "期中.XLSX", "questions"}).data(t, `{"id":701}`)
	template := srv.QuizTemplates()[0]
	assert.Equal(t, baijiayuntest.QuizTemplate{TemplateID: 701, ProductType: 2, Name: "期中.XLSX", Forced: true, Size: 9, SHA256: template.SHA256}, template, "the last file counts")
	assert.Len(t, template.SHA256, 64)
	postFiles(t, srv, path, nil, upload{"attachment", "quiz.pdf", "x"}).failed(t, 4001)
	postFiles(t, srv, path, nil, upload{"file", "quiz.xlsx", "x"}).failed(t, 4001)
	post(t, srv, path, nil).failed(t, 4001)
	srv.AddQuizTemplate(baijiayuntest.QuizTemplate{Name: "期末.xlsx"})
	assert.JSONEq(t, `{"total":2,"list":[{"id":"702","title":"期末.xlsx","is_force":0},{"id":"701","title":"期中.XLSX","is_force":1}]}`,
		dataOf(t, srv, "QuizTemplates.List", fields{"page_size": remove}))
	assert.JSONEq(t, `{"total":1,"list":[{"id":"701","title":"期中.XLSX","is_force":1}]}`, dataOf(t, srv, "QuizTemplates.List", fields{"query": "期中"}))
	assert.JSONEq(t, `{"total":0,"list":[]}`, dataOf(t, srv, "QuizTemplates.List", fields{"query": "期末", "product_type": "2"}))

	called(t, srv, "Rooms.AddQuizTemplates", fields{"paper_ids": "702,701"}).data(t, "null")
	called(t, srv, "Rooms.AddQuizTemplates", fields{"paper_ids": "701,9"}).failed(t, 1)
	called(t, srv, "Rooms.AddQuizTemplates", fields{"paper_ids": "702", "product_type": "2"}).failed(t, 1)
	assert.Len(t, srv.RoomQuizTemplates(room.RoomID), 2)
	called(t, srv, "Rooms.RemoveQuizTemplates", fields{"paper_ids": "702"}).data(t, "null")
	called(t, srv, "Rooms.RemoveQuizTemplates", fields{"paper_ids": "701,702"}).failed(t, 1)
	assert.Equal(t, []baijiayuntest.QuizTemplate{template}, srv.RoomQuizTemplates(room.RoomID))
	called(t, srv, "Rooms.ListQuizTemplates", nil).data(t, `{"total":1,"list":[{"id":"701","title":"期中.XLSX","is_force":1}]}`)

	called(t, srv, "QuizTemplates.Delete", fields{"id": "702", "product_type": "2"}).failed(t, 1)
	called(t, srv, "QuizTemplates.Delete", fields{"id": "701", "product_type": "2"}).data(t, "null")
	called(t, srv, "QuizTemplates.Delete", fields{"id": "701"}).failed(t, 1)
	assert.Empty(t, srv.RoomQuizTemplates(room.RoomID), "a deleted template leaves its rooms")
	assert.Len(t, srv.QuizTemplates(), 1)
}
