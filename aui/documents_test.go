package aui_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestDocumentReplies(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []aui.ClassDocument
	}{
		{"a bare list", `[{"classId":"c2","docId":"d1","docInfos":"{}"}]`, []aui.ClassDocument{{ClassID: "c2", DocID: "d1", Data: "{}"}}},
		{"an object around the list", `{"docInfos":[{"docId":"d1","docInfos":"{}"}]}`, []aui.ClassDocument{{ClassID: "c1", DocID: "d1", Data: "{}"}}},
		{"the reply to addDocs", `{"classId":"c1","docsInfoList":[{"docId":"d1","serverType":0,"data":"{}"}]}`,
			[]aui.ClassDocument{{ClassID: "c1", DocID: "d1", ServerType: "0", Data: "{}"}}},
		{"the documented reply to deleteDocs", `{"docsInfo":[{"classId":"c1","docId":"d1"}]}`, []aui.ClassDocument{{ClassID: "c1", DocID: "d1"}}},
		{"the text for none", `"docIds不存在"`, []aui.ClassDocument{}},
		{"null", `null`, []aui.ClassDocument{}},
		{"an empty object", `{}`, []aui.ClassDocument{}},
		{"an empty list in an object", `{"docInfos":null}`, []aui.ClassDocument{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _ := script(t, always(`{"success":true,"data":`+c.data+`}`))
			got, err := client.Documents.List(t.Context(), "c1")
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
			got, err = client.Documents.AddBatch(t.Context(), &aui.AddDocumentBatchRequest{ClassID: "c1", Documents: []aui.NewDocument{{DocID: "d1", Data: json.RawMessage(`1`)}}})
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
			got, err = client.Documents.RemoveBatch(t.Context(), &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{"d1"}})
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}

// When the answer to the first attempt is lost, the answer to our repeat names only what the repeat did. What the first attempt may
// have done is in the result too, and the warning says that it cannot be known.
func TestBatchesAfterALostAnswer(t *testing.T) {
	both := []aui.ClassDocument{{ClassID: "c-1", DocID: "d1"}, {ClassID: "c-1", DocID: "d2"}}
	add := &aui.AddDocumentBatchRequest{ClassID: "c-1", Documents: []aui.NewDocument{
		{DocID: "d1", Data: json.RawMessage(`1`)}, {DocID: "d2", Data: json.RawMessage(`2`)}}}
	remove := &aui.RemoveDocumentBatchRequest{ClassID: "c-1", DocIDs: []string{"d1", " d2"}}
	for name, fault := range map[string]auitest.Fault{
		"a reset": {Apply: true, Reset: true}, "a broken body": {Apply: true, Truncate: 5}, "a gateway": {Apply: true, Status: 502, Body: "<html>"},
	} {
		t.Run(name, func(t *testing.T) {
			srv, _ := newServer(t)
			client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
			got, option := warnings()
			srv.Inject("Documents.AddBatch", fault)
			added, err := client.Documents.AddBatch(t.Context(), add, option)
			require.NoError(t, err)
			assert.Equal(t, both, added)
			assert.Len(t, srv.Documents("c-1"), 2)
			require.Len(t, *got, 1)
			assert.Contains(t, (*got)[0], "d1, d2: the reply does not say")

			srv.Inject("Documents.RemoveBatch", fault)
			removed, err := client.Documents.RemoveBatch(t.Context(), remove, option)
			require.NoError(t, err)
			assert.Equal(t, both, removed)
			assert.Empty(t, srv.Documents("c-1"))
			require.Len(t, *got, 2)
			assert.Contains(t, (*got)[1], "d1, d2: the reply does not say")
		})
	}
	t.Run("without a lost answer the server's word counts", func(t *testing.T) {
		srv, _ := newServer(t)
		client := srv.Client()
		got, option := warnings()
		_, err := client.Documents.AddBatch(t.Context(), add, option)
		require.NoError(t, err)
		again, err := client.Documents.AddBatch(t.Context(), add, option)
		require.NoError(t, err)
		assert.Empty(t, again)
		_, err = client.Documents.RemoveBatch(t.Context(), remove, option)
		require.NoError(t, err)
		none, err := client.Documents.RemoveBatch(t.Context(), remove, option)
		require.NoError(t, err)
		assert.Empty(t, none)
		assert.Empty(t, *got)
	})
	t.Run("an attempt that did nothing leaves nothing to doubt", func(t *testing.T) {
		srv, _ := newServer(t)
		client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
		got, option := warnings()
		srv.Inject("Documents.AddBatch", auitest.Fault{Reset: true})
		added, err := client.Documents.AddBatch(t.Context(), add, option)
		require.NoError(t, err)
		require.Len(t, added, 2)
		assert.Equal(t, "1", added[0].Data, "the reply names them")
		assert.Empty(t, *got)
	})
}

// One document that cannot be read costs its row.
func TestADocumentThatCannotBeRead(t *testing.T) {
	client, _ := script(t, always(`{"success":true,"data":{"docInfos":[{"docId":"d1"},null,{"classId":"c1"},{"docId":{}},{"docId":"d2","createdAt":"soon"}]}}`))
	got, err := client.Documents.List(t.Context(), "c1")
	assertKind(t, err, classcloud.DataLoss)
	assert.Equal(t, []string{"/1 is null", "/2 /docId: is missing from a success", "/3 /docId: is missing from a success"}, rowsOf(err))
	require.Len(t, got, 2)
	assert.Equal(t, "d2", got[1].DocID, "its time is decorative")
}
