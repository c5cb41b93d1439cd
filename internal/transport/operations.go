package transport

import "github.com/go-classcloud/classcloud"

// Operations copies a vendor's table, so that a caller who changes what it got changes nothing.
func Operations(table []classcloud.Operation) []classcloud.Operation {
	out := make([]classcloud.Operation, len(table))
	for i, op := range table {
		out[i] = op.Clone()
	}
	return out
}
