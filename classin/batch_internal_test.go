package classin

import (
	"testing"

	"github.com/go-classcloud/classcloud/internal/transport"
)

func FuzzReadItem(f *testing.F) {
	for _, seed := range []string{`{"data":1,"errno":1}`, `{"data":"","errno":"398","error":"x"}`, `{"studentUid":1,"code":40030,"msg":"x"}`, `{}`, `[]`, `{"errno":280,"more_data":{"live_url":""}}`, `7`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		call := &transport.Call{Op: &operations[opClassesCreateBatch]}
		item := readItem[CreatedClass](call, &row{raw: raw}, replies[opClassesCreateBatch], nil, true, nil)
		if item.Err == nil && item.Value.ClassID == 0 {
			t.Fatalf("%s: a success without an id", raw)
		}
	})
}
