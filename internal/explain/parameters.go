package explain

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
)

// pair is a parameter as it was sent.
type pair struct {
	name, value string
	wire        string // the value before it was decoded
	from        place
	kind        byte // of a JSON member: 's' for a text, 'n' for a number, 'b' for true and false, '0' for null, '[' and '{'
}

type place byte

const (
	inQuery place = iota
	inBody
	inFile // value is the file's name
)

// bodyKind is how a body is written.
type bodyKind string

const (
	noBody        bodyKind = ""
	formBody      bodyKind = "form"
	multipartBody bodyKind = "multipart"
	jsonBody      bodyKind = "json"
	otherBody     bodyKind = "other"
)

// mostPairs is how many parameters of a request are read. No request of a vendor has a hundredth of it.
const mostPairs = 10_000

// parameters reads the query and the body in the order in which they were sent. A body is read as what it is, whatever its Content-Type.
func (in *inquiry) parameters() (pairs []pair, kind bodyKind) {
	pairs = formPairs(in.url.RawQuery, inQuery)
	body, kind := bodyPairs(in.request)
	return append(pairs, body...), kind
}

func bodyPairs(r *Request) ([]pair, bodyKind) {
	body := r.Body
	trimmed := bytes.TrimSpace(body)
	mediaType, options, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(trimmed) == 0:
		return nil, noBody
	case mediaType == "multipart/form-data":
		if pairs, ok := multipartPairs(body, options["boundary"]); ok {
			return pairs, multipartBody
		}
		return nil, otherBody
	case trimmed[0] == '{' || trimmed[0] == '[':
		if members, ok := jsonMembers(body); ok {
			return members, jsonBody
		}
		if json.Valid(trimmed) {
			return nil, jsonBody
		}
	}
	if bytes.IndexByte(trimmed, '=') < 0 {
		return nil, otherBody
	}
	return formPairs(string(trimmed), inBody), formBody
}

// formPairs reads k=v&…; a value that is not escaped well is taken as it is.
func formPairs(text string, from place) (pairs []pair) {
	for part := range strings.SplitSeq(text, "&") {
		if part == "" {
			continue
		}
		if len(pairs) == mostPairs {
			break
		}
		name, wire, _ := strings.Cut(part, "=")
		pairs = append(pairs, pair{name: unescaped(name), value: unescaped(wire), wire: wire, from: from, kind: 's'})
	}
	return pairs
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

func multipartPairs(body []byte, boundary string) (pairs []pair, ok bool) {
	if boundary == "" {
		return nil, false
	}
	reader := multipart.NewReader(bytes.NewReader(body), boundary)
	for len(pairs) < mostPairs {
		part, err := reader.NextRawPart()
		if err != nil {
			return pairs, errors.Is(err, io.EOF) || len(pairs) > 0
		}
		if part.FileName() != "" {
			pairs = append(pairs, pair{name: part.FormName(), value: part.FileName(), wire: part.FileName(), from: inFile, kind: 's'})
			continue
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return pairs, false
		}
		pairs = append(pairs, pair{name: part.FormName(), value: string(value), wire: string(value), from: inBody, kind: 's'})
	}
	return pairs, true
}

// jsonMembers reads the members of an object at the top, in their order. Numbers are as they were written.
func jsonMembers(body []byte) (pairs []pair, ok bool) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil, false
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, false
		}
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return nil, false
		}
		if len(pairs) < mostPairs {
			pairs = append(pairs, jsonPair(name.(string), raw))
		}
	}
	_, err := decoder.Token()
	return pairs, err == nil
}

func jsonPair(name string, raw json.RawMessage) pair {
	p := pair{name: name, value: string(raw), wire: string(raw), from: inBody}
	switch raw[0] {
	case '"':
		p.kind = 's'
		_ = json.Unmarshal(raw, &p.value)
	case 't', 'f':
		p.kind = 'b'
	case 'n':
		p.kind = '0'
	case '[', '{':
		p.kind = raw[0]
	default:
		p.kind = 'n'
	}
	return p
}

// lastOfEach keeps the last value of each name, as PHP does, at its first place; the body's value counts, not the query's.
func lastOfEach(pairs []pair) []pair {
	at := make(map[string]int, len(pairs))
	var kept []pair
	for _, p := range pairs {
		if i, seen := at[p.name]; seen {
			kept[i] = p
			continue
		}
		at[p.name] = len(kept)
		kept = append(kept, p)
	}
	return kept
}

// lookup returns a parameter.
func lookup(pairs []pair, name string) (pair, bool) {
	for _, p := range pairs {
		if p.name == name {
			return p, true
		}
	}
	return pair{}, false
}

// without returns the parameters but for some names.
func without(pairs []pair, names ...string) []pair {
	var kept []pair
	for _, p := range pairs {
		if !isOneOf(p.name, names) {
			kept = append(kept, p)
		}
	}
	return kept
}

func isOneOf(name string, names []string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// similar returns the parameter whose name differs from a name in case, in _ and -, or is one of its other names.
func similar(pairs []pair, name string, others ...string) (pair, bool) {
	plain := func(s string) string { return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(s)) }
	for _, p := range pairs {
		if p.name != name && (plain(p.name) == plain(name) || isOneOf(p.name, others)) {
			return p, true
		}
	}
	return pair{}, false
}
