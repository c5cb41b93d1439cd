package transport

import "github.com/go-classcloud/classcloud"

// Row is an endpoint as its vendor's package knows it: what the public Operation says, and what only the road needs.
type Row struct {
	Name, Method, Path, Doc string
	Source                  classcloud.Source
	Effect                  classcloud.Effect
	Keyed                   bool
	Limit                   string
	Sensitive               bool

	Payload Payload // where the reply holds its result
	// MayBeEmpty says that a reply that holds nothing is a result all the same.
	MayBeEmpty bool
	Already    []string // codes that, as the answer to our own repeat, mean that the first try did it
}

// Payload says where a reply holds its result.
type Payload uint8

// The payloads.
const (
	PayloadData Payload = iota // in the envelope's data: an object or a list
	PayloadList                // a page of a list: nothing is an empty page
	PayloadRoot                // fields beside the envelope's own
	PayloadNone                // success is all there is
)

// Operation returns what users see of the row.
func (r *Row) Operation() classcloud.Operation {
	return classcloud.Operation{Name: r.Name, Method: r.Method, Path: r.Path, Doc: r.Doc, Source: r.Source, Effect: r.Effect,
		Keyed: r.Keyed, Limit: r.Limit, Sensitive: r.Sensitive}
}

// Operations returns what users see of a vendor's table.
func Operations(table []Row) []classcloud.Operation {
	out := make([]classcloud.Operation, len(table))
	for i := range table {
		out[i] = table[i].Operation()
	}
	return out
}
