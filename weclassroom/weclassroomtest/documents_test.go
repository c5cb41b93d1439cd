package weclassroomtest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// upload is the document's API 6 example.
var upload = pairs{
	"filename", "我的课件示例.ppt",
	"filesize", 30234,
	"coursewareUrl", "https://i-beta.weclassroom.com/files/365784ee-90b0-4f1d-8256-a6a81e77a849.pptx",
	"type", 1,
	"covt", 1,
}

var plainURL = upload.with("type", 2).with("filename", "page")

func (f fixture) status(id int64) int64 {
	f.t.Helper()
	for _, document := range f.Documents() {
		if document.DocumentID == id {
			return document.Status(f.Now())
		}
	}
	f.t.Fatalf("no document has the id %d", id)
	return 0
}

func TestACoursewareIsConvertedAfterAWhile(t *testing.T) {
	f := start(t, weclassroomtest.WithConversionTime(5*time.Minute))
	f.wantPlain(f.call("/courseware/upload", upload), ok("上传课件成功")+`,"coursewareId":11020}`)
	assert.Equal(t, []weclassroomtest.Document{{
		DocumentID: 11020, Name: "我的课件示例.ppt", Size: 30234, Type: 1, ConvertMedia: true,
		URL:         "https://i-beta.weclassroom.com/files/365784ee-90b0-4f1d-8256-a6a81e77a849.pptx",
		ConvertTime: at("2018-03-16 12:05:00"), Conversion: weclassroomtest.ConvertStatusDone,
	}}, f.Documents())

	row := func() string { return f.call("/courseware/list", pairs{"page", 1, "pageSize", 20}).plain() }
	const list = `{"status":1,"msg":"获取课件列表成功","data":{"count":1,"page":1,"pageSize":20,"sumpage":1,` +
		`"list":[{"filesize":30234,"type":1,"convert_status":%d,"filename":"我的课件示例.ppt","id":11020}]}}`
	assert.Equal(t, fmt.Sprintf(list, 0), row())
	f.setNow("2018-03-16 12:04:59")
	assert.Equal(t, fmt.Sprintf(list, 0), row())
	f.setNow("2018-03-16 12:05:00")
	assert.Equal(t, fmt.Sprintf(list, 2), row())
	f.Convert(11020, weclassroomtest.ConvertStatusImperfect)
	assert.Equal(t, fmt.Sprintf(list, 3), row())
	f.Convert(11020, weclassroomtest.ConvertStatusFailed)
	assert.Equal(t, fmt.Sprintf(list, 1), row())
}

func TestWhatBecomesOfACourseware(t *testing.T) {
	for _, test := range []struct {
		name   string
		params pairs
		want   int64
	}{
		{"a presentation", upload, weclassroomtest.ConvertStatusDone},
		{"capitals", upload.with("filename", "A.PPTX"), weclassroomtest.ConvertStatusDone},
		{"a pdf", upload.with("filename", "a.pdf").with("type", 3), weclassroomtest.ConvertStatusDone},
		{"a text", upload.with("filename", "a.docx").with("type", 4), weclassroomtest.ConvertStatusDone},
		{"a pdf that says it is a presentation", upload.with("filename", "a.pdf"), weclassroomtest.ConvertStatusFailed},
		{"no extension", upload.with("filename", "ppt"), weclassroomtest.ConvertStatusFailed},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			f.call("/courseware/upload", test.params)
			assert.EqualValues(t, weclassroomtest.ConvertStatusRunning, f.status(11020))
			f.setNow("2018-03-16 12:01:00")
			assert.Equal(t, test.want, f.status(11020), "a minute is the default")
		})
	}
	f := start(t)
	f.call("/courseware/upload", plainURL)
	assert.EqualValues(t, weclassroomtest.ConvertStatusDone, f.status(11020), "a plain URL is there at once")
}

func TestOneUploadInThirtySeconds(t *testing.T) {
	f := start(t)
	const good = `"coursewareId":`
	assert.Contains(t, f.call("/courseware/upload", upload).body, good)
	f.wantFailure(f.call("/courseware/upload", upload), 40004, "30s")
	assert.Contains(t, f.call("/courseware/upload", plainURL).body, good, "plain URLs are free")
	f.setNow("2018-03-16 12:00:29")
	f.wantFailure(f.call("/courseware/upload", upload), 40004, "30s")
	f.wantFailure(f.call("/courseware/upload", upload.with("type", 9)), 40003, "type")
	f.setNow("2018-03-16 12:00:30")
	assert.Contains(t, f.call("/courseware/upload", upload).body, good, "refused uploads do not count")
	f.wantFailure(f.call("/courseware/upload", upload), 40004, "30s")
	assert.Len(t, f.Documents(), 3)

	f = start(t)
	f.AddDocument(weclassroomtest.Document{DocumentID: 1, Type: weclassroomtest.DocumentTypePDF})
	f.call("/courseware/upload", plainURL)
	assert.Contains(t, f.call("/courseware/upload", upload).body, good, "neither seeds nor plain URLs count")
}

func TestUploadsThatAreRefused(t *testing.T) {
	refuses(t, "/courseware/upload", []bad{
		{"no filename", upload.with("filename", drop), 40001, "filename"},
		{"a filename that is a number", upload.with("filename", 5), 40002, "filename"},
		{"no filesize", upload.with("filesize", drop), 40001, "filesize"},
		{"a filesize in words", upload.with("filesize", "30K"), 40002, "filesize"},
		{"a negative filesize", upload.with("filesize", -1), 40003, "filesize"},
		{"more than 50 MB", upload.with("filesize", 50<<20+1), 40003, "filesize"},
		{"no address", upload.with("coursewareUrl", drop), 40001, "coursewareUrl"},
		{"an address nobody can read", upload.with("coursewareUrl", "/tmp/a.ppt"), 40003, "coursewareUrl"},
		{"no type", upload.with("type", drop), 40001, "type"},
		{"type 0", upload.with("type", 0), 40003, "type"},
		{"type 5", upload.with("type", 5), 40003, "type"},
		{"covt 2", upload.with("covt", 2), 40003, "covt"},
	})
	f := start(t)
	assert.Contains(t, f.call("/courseware/upload", upload.with("filesize", 50<<20).with("covt", drop)).body, "coursewareId", "50 MB are not too many")
	assert.Contains(t, f.call("/courseware/upload", plainURL.with("filesize", 0)).body, "coursewareId")
}

func TestPagesOfCoursewares(t *testing.T) {
	f := start(t)
	for range 5 {
		f.AddDocument(weclassroomtest.Document{Name: "a.ppt", Type: 1})
	}
	page := func(page, size any) (ids []any, head string) {
		t.Helper()
		a := f.call("/courseware/list", pairs{"page", page, "pageSize", size})
		data, isMap := a.json["data"].(map[string]any)
		require.True(t, isMap, a.body)
		for _, row := range data["list"].([]any) {
			ids = append(ids, fmt.Sprint(row.(map[string]any)["id"]))
		}
		return ids, fmt.Sprintf("%v %T of %v, %v %T each, %v in all", data["page"], data["page"], data["sumpage"], data["pageSize"], data["pageSize"], data["count"])
	}
	ids, head := page(1, 2)
	assert.Equal(t, []any{"11020", "11021"}, ids)
	assert.Equal(t, "1 json.Number of 3, 2 json.Number each, 5 in all", head)
	ids, head = page("3", "2")
	assert.Equal(t, []any{"11024"}, ids)
	assert.Equal(t, "3 string of 3, 2 string each, 5 in all", head)
	ids, head = page(1, 5)
	assert.Len(t, ids, 5)
	assert.Contains(t, head, "of 1,", "a full page has none after it")
	ids, _ = page(4, 2)
	assert.Empty(t, ids, "a page behind the last")
	ids, head = page(1, int64(9223372036854775807))
	assert.Len(t, ids, 5)
	assert.Contains(t, head, "of 1,")
	ids, _ = page(int64(9223372036854775807), int64(9223372036854775807))
	assert.Empty(t, ids)

	f = start(t)
	_, head = page(1, 10)
	assert.Equal(t, "1 json.Number of 0, 10 json.Number each, 0 in all", head)
}

func TestPagesThatAreRefused(t *testing.T) {
	good := pairs{"page", 1, "pageSize", 20}
	refuses(t, "/courseware/list", []bad{
		{"no page", good.with("page", drop), 40001, "page"},
		{"page 0", good.with("page", 0), 40003, "page"},
		{"page -1", good.with("page", "-1"), 40003, "page"},
		{"a page in words", good.with("page", "first"), 40002, "page"},
		{"no pageSize", good.with("pageSize", drop), 40001, "pageSize"},
		{"pageSize 0", good.with("pageSize", 0), 40003, "pageSize"},
	})
}
