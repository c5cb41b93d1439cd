package transport

import (
	"cmp"

	"github.com/go-classcloud/classcloud"
)

// Row describes an endpoint in the table of its vendor's package: what classcloud.Operation shows, and what only this package needs.
type Row struct {
	Name, Method, Path, Doc string
	Short                   string // instead of Name, where that has as many values as callers have paths
	Source                  classcloud.Source
	Effect                  classcloud.Effect
	Keyed                   bool
	Limit                   string
	Sensitive               bool

	Payload Payload // where the reply holds its result
	// MayBeEmpty says that a reply without a result is a success all the same.
	MayBeEmpty bool
	Look       string   // how to look for what the call may have made, in an error's Hint; empty where only its comment says how
	Already    []string // codes that, in answer to our own repeat, mean that an earlier attempt did it
}

// Payload says where a reply holds its result.
type Payload uint8

// The places of results.
const (
	PayloadData Payload = iota // in the envelope's data, which is an object or a list
	PayloadList                // a page of a list: a reply that holds nothing is an empty page
	PayloadRoot                // beside the envelope's own fields
	PayloadNone                // nowhere: the reply only says whether the call succeeded
)

// Operation returns the part of the row that users see.
func (r *Row) Operation() classcloud.Operation {
	return classcloud.Operation{Name: cmp.Or(r.Short, r.Name), Method: r.Method, Path: r.Path, Doc: r.Doc, Source: r.Source, Effect: r.Effect,
		Keyed: r.Keyed, Limit: r.Limit, Sensitive: r.Sensitive}
}

// IsRepeatable reports whether a failure of the operation leaves open what was applied, and a repeat is safe all the same. A repeat of what exists
// already would meet it again.
func (r *Row) IsRepeatable(failure *classcloud.Error) bool {
	return classcloud.MaybeApplied(failure) && failure.Kind != classcloud.AlreadyExists &&
		(r.Keyed || r.Effect == classcloud.EffectRead || r.Effect == classcloud.EffectIdempotent)
}

// Operations returns the part of a vendor's table that users see.
func Operations(table []Row) []classcloud.Operation {
	out := make([]classcloud.Operation, len(table))
	for i := range table {
		out[i] = table[i].Operation()
	}
	return out
}
