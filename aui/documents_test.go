package aui_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
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
