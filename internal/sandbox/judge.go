package sandbox

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// judge returns the verdict on a request's authentication, or nil if there is none: because a key is missing, or the request is so broken
// that it cannot be judged.
func judge(vendor string, keys explain.Keys, r *explain.Request) (verdict *explain.Verdict) {
	defer func() {
		if recover() != nil {
			verdict = nil // foreign bytes must never take the sandbox with them
		}
	}()
	verdict, err := explain.Explain(vendor, keys, r)
	if err != nil {
		return nil
	}
	return verdict
}

// decoded is what a request says.
type decoded struct {
	parameters any // of query and body together; the body alone if it is not an object
	headers    any // those that the vendor reads; nil without one
	token      any // its claims; nil without one
}

const decodedMost = 16 << 10 // bytes of parameters that are remembered

// decode reads a request. The secrets in it are hidden.
func decode(vendor string, keys explain.Keys, m mask, r *explain.Request) (d decoded) {
	defer func() {
		if recover() != nil {
			d = decoded{} // as above
		}
	}()
	all, _ := explain.Decode(vendor, keys, r).(map[string]any)
	d.headers, d.token = m.plain(all["headers"]), m.plain(all["token"])
	query, _ := all["query"].(map[string]any)
	body, isObject := all["body"].(map[string]any)
	if !isObject && all["body"] != nil {
		d.parameters = m.plain(all["body"])
		return d
	}
	merged := maps.Clone(query)
	if merged == nil {
		merged = map[string]any{}
	}
	maps.Copy(merged, body)
	if len(merged) > 0 {
		d.parameters = m.plain(merged)
	}
	return d
}

// plain returns parameters as JSON values with their secrets hidden, or the beginning of them if they are large.
func (m mask) plain(v any) any {
	text, err := json.Marshal(v)
	if err != nil || string(text) == "null" {
		return nil
	}
	if len(text) > decodedMost {
		return map[string]any{"bytes": len(text), "begins": m.text(strings.ToValidUTF8(string(text[:1024]), ""))}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var plain any
	if decoder.Decode(&plain) != nil {
		return nil
	}
	return m.parameters(plain)
}
