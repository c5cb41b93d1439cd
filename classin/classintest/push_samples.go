package classintest

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed callbacks/*.json
var callbackSamples embed.FS

// CallbackSample returns a callback as the vendor's documents show it, fit for [Server.SendCallback]: without SID, _id, TimeStamp and
// SafeKey, which SendCallback adds. It has the forms of the documents: JSON inside of a text, objects by user, [] for an empty object,
// numbers as text. The name is the Cmd, or the Cmd and a form; [CallbackSamples] lists them. It panics for another name.
//
// The overrides replace members. An object is merged member by member, at every depth, and nil removes a member:
//
//	srv.SendCallback(receiver.URL, classintest.CallbackSample("End", map[string]any{
//		"ClassID": 7, "Data": map[string]any{"inoutEnd": map[string]any{"1002646": map[string]any{"Total": "abc"}}},
//	}))
//
// The samples are those of the pages datasub/details.md, classrelated.md, coursedata.md, schoolrelated.md and ClassInfo.md, with what is
// not JSON in them repaired. ClientPlaybackDataDetail has a Cmd, which the sample of its page lacks. The numbered ones are made from the
// tables, which have no samples; so are Test, and the forms of 67375105. Attendance and End-live have the members that a service in
// production reads (repository classinkr-main/api_dashboard), and every odd form that is known: entries that are plain numbers, an entry
// without an exit, numbers as text.
func CallbackSample(name string, overrides map[string]any) map[string]any {
	text, err := callbackSamples.ReadFile("callbacks/" + name + ".json")
	if err != nil {
		panic(fmt.Sprintf("classintest: no sample of a callback %q", name))
	}
	var sample map[string]any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&sample); err != nil {
		panic(fmt.Sprintf("classintest: the sample %q: %v", name, err))
	}
	merge(sample, overrides)
	return sample
}

// CallbackSamples returns the names of all samples, in their order. A name begins with its Cmd; after a "-" stands the form.
func CallbackSamples() []string {
	files, err := callbackSamples.ReadDir("callbacks")
	if err != nil {
		panic(fmt.Sprintf("classintest: the samples cannot be listed: %v", err))
	}
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(file.Name(), ".json"))
	}
	slices.Sort(names)
	return names
}

// merge puts the members of from into to.
func merge(to, from map[string]any) {
	for name, value := range from {
		inner, isObject := value.(map[string]any)
		was, wasObject := to[name].(map[string]any)
		switch {
		case value == nil:
			delete(to, name)
		case isObject && wasObject:
			merge(was, inner)
		case isObject:
			to[name] = maps.Clone(inner)
		default:
			to[name] = value
		}
	}
}
