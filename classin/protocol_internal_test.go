package classin

import (
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"data":1,"error_info":{"errno":1}}`, `{"code":1,"data":{"classId":7}}`, `{"error_info":{"errno":820}}`, "\uFEFF{}", `{"error_info":[]}`} {
		f.Add([]byte(seed))
	}
	p := &protocol{}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for id := range operations {
			payload, failure := p.Decode(&transport.Call{Op: &operations[id], ID: id, Vendor: &creation{}}, &classcloud.Reply{Status: 200, Body: raw})
			if failure != nil && failure.Message == "" && failure.Code == "" {
				t.Fatalf("%s: a failure that says nothing: %s %v", operations[id].Name, payload, failure)
			}
		}
	})
}
