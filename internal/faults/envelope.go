package faults

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// codes are those of each dialect that say "try again a little later", or that nobody knows.
var codes = map[string][]string{
	"classin":     {"104", "114", "323", "324", "326", "99999"},
	"aui":         {"500", "999"},
	"weclassroom": {"50000", "59999"},
	"agora":       {"20409000", "500", "99999999"},
	"baijiayun":   {"9999", "5000"},
}

// members takes a reply apart as far as it is an object.
func members(good string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	if json.Unmarshal(bytes.TrimPrefix([]byte(good), []byte("\ufeff")), &out) != nil {
		return nil
	}
	return out
}

// dialect tells by a good reply whose it is.
func dialect(good string) string {
	all := members(good)
	has := func(name string) bool { _, ok := all[name]; return ok }
	switch {
	case has("error_info"):
		return "classin"
	case has("success"):
		return "aui"
	case has("status"):
		return "weclassroom"
	case has("ts"):
		return "agora"
	case string(all["code"]) == "1":
		return "classin"
	}
	return "baijiayun"
}

// failing makes of a good reply one that says no, with a code and a message as JSON.
func failing(good, code, message string) string {
	all := members(good)
	switch dialect(good) {
	case "classin":
		if _, first := all["error_info"]; first {
			return `{"error_info":{"errno":` + code + `,"error":` + message + `}}`
		}
		return `{"code":` + code + `,"msg":` + message + `,"data":null}`
	case "aui":
		if !strings.HasPrefix(code, `"`) {
			code = `"` + code + `"`
		}
		return `{"success":false,"errorCode":` + code + `,"errorMsg":` + message + `}`
	case "weclassroom":
		return `{"status":0,"error_code":` + code + `,"msg":` + message + `}`
	}
	return `{"code":` + code + `,"msg":` + message + `}`
}

// withData replaces what a good reply holds, wherever its vendor puts it.
func withData(good, data string) string {
	all := members(good)
	if all == nil {
		return data
	}
	name := "data"
	if _, ok := all[name]; !ok {
		for _, other := range slices.Sorted(maps.Keys(all)) {
			if !slices.Contains([]string{"error_info", "success", "status", "error_code", "msg", "code", "ts", "command"}, other) {
				name = other
			}
		}
	}
	delete(all, name)
	var b strings.Builder
	b.WriteString(`{"` + name + `":` + data)
	for _, other := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(`,"` + other + `":` + string(all[other]))
	}
	return b.String() + "}"
}

// quoted is a text as JSON.
func quoted(text string) string {
	out, _ := json.Marshal(text) // a string cannot fail
	return string(out)
}
