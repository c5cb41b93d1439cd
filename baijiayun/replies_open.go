package baijiayun

import (
	"bytes"
	"slices"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// pageOf returns the data of a list whose reply no source shows, as the vendor writes its other lists: the rows in the member list. Data that
// is a list holds nothing but the rows.
func pageOf(data []byte) []byte {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		return data
	}
	return slices.Concat([]byte(`{"list":`), data, []byte("}"))
}

// objectOf returns the data of a reply that no source shows as an object: data that holds something else is its member data, so that it
// arrives too.
func objectOf(data []byte) []byte {
	if wire.IsEmpty(data) || bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return data
	}
	return slices.Concat([]byte(`{"data":`), data, []byte("}"))
}
