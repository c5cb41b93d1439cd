package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// element is a struct of this package, whose tags are ours, in the tests below.
type element struct {
	ID   int64    `json:"id" check:"required"`
	Name string   `json:"name" check:"max=2"`
	Tags []string `json:"tags" check:"count=1"`
	Both bool     `json:"both" wire:"local"`
}

// Validate refuses Both without a name.
func (e *element) Validate() []classcloud.FieldError {
	if e.Both && e.Name == "" {
		return []classcloud.FieldError{{Field: "Name", Wire: "name", Problem: "is required with Both"}}
	}
	return nil
}

type elementID int64

type elementKind int

func (elementKind) String() string { return "kind" }

func TestCheckList(t *testing.T) {
	own := element{}
	good := element{ID: 1, Name: "ab"}
	assert.Nil(t, CheckList("list", []element{good, good}, own))
	assert.Nil(t, CheckList("list", []element(nil), own))
	assert.Equal(t, [][]classcloud.FieldError{
		nil,
		{{Field: "list[1].ID", Wire: "[1].id", Problem: "is required"}, {Field: "list[1].Name", Wire: "[1].name", Problem: "has 3 characters, the vendor keeps 2"}},
		{{Field: "list[2].Tags", Wire: "[2].tags", Problem: "has 2 elements, the vendor takes 1 in one call"}},
		{{Field: "list[3].Name", Wire: "[3].name", Problem: "is required with Both"}},
	}, CheckList("list", []element{good, {Name: "abc"}, {ID: 1, Tags: []string{"a", "b"}}, {ID: 1, Both: true}}, own), "all of them at once, in their places")
	assert.Equal(t, [][]classcloud.FieldError{nil, {{Field: "list[1]", Wire: "[1]", Problem: "is nil"}}}, CheckList("list", []*element{&good, nil}, own))

	assert.NotNil(t, CheckList("list", []elementID{0}, own))
	assert.NotNil(t, CheckList("list", []int64{-1}, own))
	assert.Nil(t, CheckList("list", []elementID{1}, own))
	assert.Nil(t, CheckList("list", []int{0}, own), "a number that is not an id")
	assert.Nil(t, CheckList("list", []elementKind{0}, own), "nor is an enum's")
	assert.Nil(t, CheckList("list", []string{""}, own))
	assert.Nil(t, CheckList("list", []any{nil}, own))
	assert.Nil(t, CheckList("list", []classcloud.Warning{{}}, own), "another package's struct without rules")
	assert.Nil(t, CheckList("list", []element{{Name: "abc"}}, classcloud.Warning{}), "its tags are not ours")
	assert.NotNil(t, CheckList("list", []element{{Both: true}}, classcloud.Warning{}), "its rules are its own")
	type wrapped struct{ *element }
	assert.Nil(t, CheckList("list", []wrapped{{}}, classcloud.Warning{}), "the rules of nothing")
	assert.NotNil(t, CheckList("list", []wrapped{{&element{Both: true}}}, classcloud.Warning{}))
}
