package auitest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

const noDocuments = `{"success":true,"data":"docIds不存在"}`

// documentIDs returns the ids of the documents of class c1.
func documentIDs(srv *auitest.Server) []string {
	ids := []string{}
	for _, document := range srv.Documents("c1") {
		ids = append(ids, document.DocID)
	}
	return ids
}

func TestDocument(t *testing.T) {
	inEvery(t, func(t *testing.T, srv *auitest.Server, dialect auitest.Dialect) {
		add := `{"classId":"c1","docId":"d1","serverType":"NetEase","data":"{\"a\":1}"}`
		post(t, srv, "addDoc", add).
			says(t, `{"success":true,"data":{"classId":"c1","docId":"d1","docInfos":"{\"a\":1}","createdAt":"2025/11/04 12:00:00"}}`)
		post(t, srv, "addDoc", add).says(t, `{"success":false,"errorCode":"500","errorMsg":"id已经存在"}`)
		post(t, srv, "addDoc", `{"classId":"c2","docId":"d1","serverType":0,"data":"{}"}`).data(t)

		listed := `[{"classId":"c1","docId":"d1","serverType":"阿里云","docInfos":"{\"a\":1}","createdAt":"2025/11/04 12:00:00"}]`
		if dialect == auitest.DialectV10 {
			listed = `[{"classId":"c1","docId":"d1","serverType":"网易","docInfos":"{\"a\":1}","createdAt":"2025/11/04 12:00:00"}]`
		} else {
			listed = `{"docInfos":` + listed + `}`
		}
		post(t, srv, "queryDoc", `{"classId":"c1"}`).says(t, `{"success":true,"data":`+listed+`}`)

		post(t, srv, "deleteDoc", `{"classId":"c1","docId":"d1"}`).says(t, done)
		post(t, srv, "deleteDoc", `{"classId":"c1","docId":"d1"}`).says(t, serverFault)
		none := `{"docInfos":[]}`
		if dialect == auitest.DialectV10 {
			none = `[]`
		}
		for _, body := range []string{`{"classId":"c1"}`, `{"classId":"unknown"}`, `{}`} {
			post(t, srv, "queryDoc", body).says(t, `{"success":true,"data":`+none+`}`)
		}
		assert.Len(t, srv.Documents("c2"), 1)
	})
}

func TestDocumentRefuses(t *testing.T) {
	srv := start(t)
	for _, c := range []struct{ name, operation, body, want string }{
		{"nothing", "addDoc", `{}`, validation("课堂id<br>文档id<br>serverType<br>data<br>")},
		{"data as an object", "addDoc", `{"classId":"c1","docId":"d1","serverType":"NetEase","data":{}}`, serverFault},
		{"the document's comma too many", "deleteDoc", `{"classId":"c1","docId":"d1",}`, serverFault},
		{"nothing to delete", "deleteDoc", `{}`, serverFault},
		{"no ids to delete", "deleteDocs", `{"classId":"c1"}`, serverFault},
		{"ids in a list", "deleteDocs", `{"classId":"c1","docIds":["d1"]}`, serverFault},
		{"no class", "deleteDocs", `{"docIds":"d1"}`, noDocuments},
		{"no documents", "addDocs", `{"classId":"c1"}`, serverFault},
		{"documents of null", "addDocs", `{"classId":"c1","docInfo":null}`, serverFault},
		{"documents in a text", "addDocs", `{"classId":"c1","docInfo":"[]"}`, serverFault},
		{"data as an object in a batch", "addDocs", `{"classId":"c1","docInfo":[{"docId":"d1"},{"docId":"d2","data":{}}]}`, serverFault},
		{"documents of no class", "addDocs", `{"docInfo":[{"docId":"d1"}]}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, c.operation, c.body).says(t, c.want) })
	}
	assert.Empty(t, srv.Documents("c1"))
}

func TestDocumentsInBatches(t *testing.T) {
	srv := start(t)
	data := "{}"
	srv.AddDocument(auitest.Document{ClassID: "c1", DocID: "d2", Data: &data})
	data = "changed"
	assert.Equal(t, "{}", *srv.Documents("c1")[0].Data)
	*srv.Documents("c1")[0].Data = "changed"
	assert.Equal(t, "{}", *srv.Documents("c1")[0].Data)

	post(t, srv, "addDocs", `{"classId":"c1","docInfo":[{"docId":"d3","serverType":0,"data":"{}"},{"docId":"d2"},{"docId":"d1"},{"docId":"d3"}]}`).
		says(t, `{"success":true,"data":{"classId":"c1","docsInfoList":[{"docId":"d3","serverType":"0","data":"{}"},{"docId":"d1"}]}}`)
	post(t, srv, "addDocs", `{"classId":"c1","docInfo":[]}`).says(t, `{"success":true,"data":{"classId":"c1","docsInfoList":[]}}`)
	assert.Equal(t, []string{"d1", "d2", "d3"}, documentIDs(srv))
	post(t, srv, "addDocs", `{"classId":"c1","docInfo":[{"docId":"d4"},null,{"docId":"d5"}]}`).says(t, serverFault)
	assert.Equal(t, []string{"d1", "d2", "d3", "d4"}, documentIDs(srv), "those before the wrong one stay")

	post(t, srv, "deleteDocs", `{"classId":"c1","docIds":"d1, d2,d1,d9,d4"}`).
		says(t, `{"success":true,"data":[{"classId":"c1","docId":"d1"},{"classId":"c1","docId":"d4"}]}`)
	assert.Equal(t, []string{"d2", "d3"}, documentIDs(srv), `" d2" is another id`)
	for _, ids := range []string{"d1", "", ",", " d2"} {
		post(t, srv, "deleteDocs", `{"classId":"c1","docIds":"`+ids+`"}`).says(t, noDocuments)
	}
	srv.AddDocument(auitest.Document{ClassID: "c1", DocID: "d2"})
	assert.Equal(t, []string{"d2", "d3"}, documentIDs(srv), "the same ids are the same document")
}
