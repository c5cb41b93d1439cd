package verify

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func TestSafePathKeepsFieldNamesAlone(t *testing.T) {
	for path, want := range map[string]string{
		"": "", "/data/list/3/room_id": "/data/list/*/room_id", "/data/张三/x": "/data/*/x", "/data/13800138000": "/data/*", "/data/s11/level2": "/data/s11/level2",
		"/data/8f14e45f-ceea": "/data/*", "/data/a~1b": "/data/*", "/inoutEnd/1002646/Total": "/inoutEnd/*/Total",
	} {
		assert.Equal(t, want, safePath(path))
	}
}

func TestCodesAndValuesAreHiddenWhenTheyMayBeSomebodys(t *testing.T) {
	for text, want := range map[string]string{"": "", "3001": "3001", "121601002": "121601002", "Invalid.Token": "Invalid.Token",
		"13800138000": "hidden, 11 bytes", "张三": "hidden, 6 bytes", "a b": "hidden, 3 bytes"} {
		assert.Equal(t, want, safeCode(text))
	}
	for text, want := range map[string]string{"9": "9", `"9"`: "9", "-1": "-1", "1234567": "hidden, 7 bytes", "zhangsan": "hidden, 8 bytes", "{}": "hidden, 2 bytes"} {
		assert.Equal(t, want, safeValue(text))
	}
}

func TestShapesAreWithoutValues(t *testing.T) {
	w := &watch{body: []byte("\ufeff" + `{"data":{"list":[{"who":{"name":"张三","age":7,"ok":true,"none":null,"tags":["a"],"empty":[],"13800138000":1}}],"deep":{"a":{"b":{"c":{"d":{"e":1}}}}}}}`)}
	assert.Equal(t, map[string]any{"name": "text", "age": "number", "ok": "flag", "none": "null", "tags": []any{"text"}, "empty": []any{}, "*": "number"}, w.shape("/data/list/0/who"))
	assert.Equal(t, map[string]any{"a": map[string]any{"b": map[string]any{"c": map[string]any{"d": map[string]any{}}}}}, w.shape("/data/deep"))
	assert.Equal(t, "number", w.shape("/data/list/0/who/age"))
	for _, nowhere := range []string{"/data/list/9", "/data/list/x", "/data/list/0/who/age/x"} {
		assert.Nil(t, w.shape(nowhere), nowhere)
	}
	assert.Nil(t, (&watch{body: []byte("<html>")}).shape("/data"))
}

func TestADifferenceIsToldOnce(t *testing.T) {
	w := &watch{drift: []classcloud.Drift{{Path: "/data/0/x", Problem: "unknown field"}, {Path: "/data/1/x", Problem: "unknown field"},
		{Path: "/data/0/s", Problem: "unknown value 7"}, {Path: "/data/1/s", Problem: "unknown value 8"}, {Path: "/data/2/s", Problem: "unknown value 8"}},
		odd: []string{"/data/0/face: 张三 is not an address"}}
	assert.Equal(t, []Difference{{Path: "/data/*/x", Problem: "unknown field"}, {Path: "/data/*/s", Problem: "unknown value", Value: "7"},
		{Path: "/data/*/s", Problem: "unknown value", Value: "8"}, {Path: "/data/*/face", Problem: "unreadable"}}, w.differences(nil))
}

func TestUnreadSaysWhere(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want []Difference
	}{
		"a field": {&classcloud.Error{Kind: classcloud.DataLoss, Err: &wire.DecodeError{Path: "/id", Problem: "is missing from a success"}},
			[]Difference{{Path: "/id", Problem: "missing"}}},
		"a secret operation": {&classcloud.Error{Kind: classcloud.DataLoss, Message: "cannot read the result at /token"}, []Difference{{Path: "/token", Problem: "unreadable"}}},
		"rows": {&classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{{Path: "/list/0", Problem: `/time: "张三" is not a time`}, {Path: "/list/1", Problem: "is null"}}},
			[]Difference{{Path: "/list/0/time", Problem: "unreadable"}, {Path: "/list/1", Problem: "unreadable"}}},
		"another failure": {&classcloud.Error{Kind: classcloud.NotFound}, nil},
		"another error":   {errors.New("no"), nil},
	} {
		assert.Equal(t, c.want, unread(c.err), name)
	}
}
