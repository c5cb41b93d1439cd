// Package manual holds what the vendors' packages say of their operations and parameters in comments, which the compiled program does not
// have. A test writes manual.json from the source, and fails where the two differ.
package manual

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"sync"
)

//go:embed manual.json
var text []byte

// Book is what the comments of one vendor's package say.
type Book struct {
	Methods map[string]string  `json:"methods"` // by operation: "Rooms.Create"
	Fields  map[string]string  `json:"fields"`  // by type and field: "CreateRoomRequest.Title"
	Values  map[string][]Value `json:"values"`  // by type: "RoomType"
}

// Value is a value that a parameter can have.
type Value struct {
	Value string `json:"value"` // as the vendor writes it
	Doc   string `json:"doc"`   // what it means
}

// read reads the text once, which takes longer than most commands.
var read = sync.OnceValues(func() (books map[string]*Book, err error) {
	err = json.Unmarshal(text, &books)
	return books, err
})

// Read returns the book of a vendor, which nobody may change. A vendor without a book has an empty one.
func Read(vendor string) (*Book, error) {
	books, err := read()
	if err != nil {
		return nil, err
	}
	if book := books[vendor]; book != nil {
		return book, nil
	}
	return &Book{}, nil
}

// Field returns the comment of a field; owner may be nil.
func (b *Book) Field(owner reflect.Type, field string) string {
	if owner == nil {
		return ""
	}
	return b.Fields[owner.Name()+"."+field]
}

// ValuesOf returns the values of a parameter's type, be it in a list or behind a pointer. Only a few types have such.
func (b *Book) ValuesOf(t reflect.Type) []Value {
	for t.Name() == "" && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice) {
		t = t.Elem()
	}
	return b.Values[t.Name()]
}
