package weclassroomtest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAFailureIsWrittenAsPHPWritesIt(t *testing.T) {
	a := start(t).form("/user/create", nil)
	assert.Equal(t, `{"status":0,"error_code":20001,"msg":"applicationID \u672a\u4f20"}`, a.body)
	assert.Equal(t, "application/json", a.contentType)

	f := start(t)
	assert.Equal(t, `{"status":0,"error_code":30002,"msg":"\u672a\u627e\u5230\u5bf9\u5e94\u65b9\u6cd5 GET\/POST"}`,
		f.do("GET", "/user/create", "", nil).body)
}

func TestFailureDialects(t *testing.T) {
	for _, test := range []struct {
		name string
		form weclassroomtest.FailureData
		end  string
	}{
		{"absent", weclassroomtest.FailureDataAbsent, `"}`},
		{"null", weclassroomtest.FailureDataNull, `,"data":null}`},
		{"an empty array", weclassroomtest.FailureDataEmptyArray, `,"data":[]}`},
		{"an empty string", weclassroomtest.FailureDataEmptyString, `,"data":""}`},
	} {
		t.Run("data "+test.name, func(t *testing.T) {
			f := start(t, weclassroomtest.WithFailureData(test.form))
			for range 2 {
				a := f.form("/user/create", nil)
				f.wantCode(a, 20001)
				assert.Equal(t, test.end, a.body[len(a.body)-len(test.end):])
			}
		})
	}

	t.Run("statuses", func(t *testing.T) {
		f := start(t, weclassroomtest.WithHTTPErrors())
		assert.Equal(t, 401, f.form("/user/create", nil).status)
		assert.Equal(t, 404, f.form("/no/such", nil).status)
		assert.Equal(t, 405, f.do("GET", "/user/create", "", nil).status)
		assert.Equal(t, 400, f.call("/user/create", pairs{}).status)
		assert.Equal(t, 200, f.call("/lesson/info", pairs{"lessonId", []any{1}}).status)
		f.Inject("", f.Failure(50000))
		assert.Equal(t, 500, f.form("/user/create", nil).status)
	})
}

func TestInjectedFailureHappensOnce(t *testing.T) {
	f := start(t)
	f.Inject("Users.Create", f.Failure(50000))
	users := pairs{"userData", []any{zhangYi}}

	f.wantFailure(f.call("/user/create", users), 50000, "服务端错误")
	assert.Empty(t, f.Users(), "the fault came instead of the operation")
	assert.Equal(t, json.Number("1"), f.call("/user/create", users).json["status"])
	assert.Len(t, f.Users(), 1)

	assert.Panics(t, func() { f.Failure(10000) }, "success is not a failure")
	assert.Panics(t, func() { f.Failure(12345) })
}
