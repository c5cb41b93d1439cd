package agora

import "github.com/go-classcloud/classcloud/internal/wire"

// reading says how the reply of an operation differs from the envelope's data. Its zero value is the envelope's data.
type reading struct {
	beside string // a member that older pages print beside data instead of in it
}

// replies holds the readings of the operations whose replies differ.
var replies = map[opID]reading{
	opRecordingsStart: {beside: "streamingUrl"},
}

// payload returns the result that an envelope holds.
func (r reading) payload(envelope wire.Envelope) []byte {
	if r.beside == "" {
		return envelope.Get("data")
	}
	return join(envelope, r.beside)
}

// join returns data with a member that stands beside it. A reply with neither is an empty object; data that is not an object is returned as it
// stands, and is for decoding the result to report.
func join(envelope wire.Envelope, name string) []byte {
	raw := envelope.Get("data")
	data, err := wire.Split(raw)
	if err != nil && !wire.IsEmpty(raw) {
		return raw
	}
	members := make([]wire.Member, 0, len(data)+1)
	if beside := envelope.Get(name); beside != nil && data.Get(name) == nil {
		members = append(members, wire.Member{Name: name, Value: wire.Value{Kind: wire.JSON, Text: string(beside)}})
	}
	for _, m := range data {
		members = append(members, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
	}
	return wire.AppendJSONObject(nil, members)
}
