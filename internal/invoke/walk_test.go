package invoke_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Every iterator of a client is found by the list that it walks, so that none is out of reach.
func TestEveryIteratorIsFoundByItsList(t *testing.T) {
	for zero, ops := range clients() {
		found := map[string]bool{}
		for _, op := range ops {
			if invoke.Walks(zero, op) {
				found[strings.Replace(op.Name, ".List", ".All", 1)] = true
			}
		}
		client := reflect.ValueOf(zero).Elem()
		for i := range client.NumField() {
			service := client.Type().Field(i)
			if !service.IsExported() {
				continue
			}
			for j := range client.Field(i).NumMethod() {
				if name := client.Field(i).Type().Method(j).Name; strings.HasPrefix(name, "All") {
					assert.True(t, found[service.Name+"."+name], "%T %s.%s has no list", zero, service.Name, name)
				}
			}
		}
	}
}

func TestWalkYieldsEveryRowOfEveryPage(t *testing.T) {
	s := baijiayuntest.NewServer()
	t.Cleanup(s.Close)
	for range 5 {
		s.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	}
	op, rows := baijiayunOperation(t, "Rooms.List"), 0
	err := invoke.Walk(t.Context(), s.Client(), op, map[string]json.RawMessage{"limit": json.RawMessage("2")}, &wire.Filler{}, func(row any, err error) bool {
		require.NoError(t, err)
		assert.Equal(t, "Grammar", row.(baijiayun.Room).Title)
		rows++
		return rows < 4
	})
	require.NoError(t, err)
	assert.Equal(t, 4, rows, "it ends where yield says so")
	assert.Len(t, s.Requests(), 2, "two a page")

	var wrong *invoke.UsageError
	err = invoke.Walk(t.Context(), s.Client(), op, map[string]json.RawMessage{"limits": json.RawMessage("2")}, &wire.Filler{}, nil)
	assert.True(t, errors.As(err, &wrong), "%v", err)
}

func TestWalkRefusesWhatIsNotAListOfPages(t *testing.T) {
	for name, problem := range map[string]string{"Rooms.Get": "is not a list", "Quizzes.List": "has no pages"} {
		op := baijiayunOperation(t, name)
		err := invoke.Walk(t.Context(), &baijiayun.Client{}, op, nil, &wire.Filler{}, nil)
		assert.ErrorContains(t, err, problem)
		assert.False(t, invoke.Walks(&baijiayun.Client{}, op))
	}
}
