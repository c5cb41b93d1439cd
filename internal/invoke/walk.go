package invoke

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Walks reports whether a list has an iterator over all its pages: Rooms.List has Rooms.All.
func Walks(client any, op classcloud.Operation) bool {
	_, err := findWalk(client, op)
	return err == nil
}

// findWalk returns the iterator of a list: the method All… beside List….
func findWalk(client any, op classcloud.Operation) (reflect.Value, error) {
	service, name, _ := strings.Cut(op.Name, ".")
	rest, isList := strings.CutPrefix(name, "List")
	if !isList {
		return reflect.Value{}, usage("%s is not a list", op.Name)
	}
	all, err := find(client, service+".All"+rest)
	if err != nil {
		return reflect.Value{}, usage("%s has no pages to walk", op.Name)
	}
	return all, nil
}

// Walk calls the iterator of a list, and yields each row, or the error that stands in its place, until yield returns false. The error
// is that of a call that was written wrongly.
func Walk(ctx context.Context, client any, op classcloud.Operation, values map[string]json.RawMessage, filler *wire.Filler, yield func(row any, err error) bool) error {
	all, err := findWalk(client, op)
	if err != nil {
		return err
	}
	args, err := arguments(ctx, all.Type(), op, nil, values, filler)
	if err != nil {
		return err
	}
	body := reflect.MakeFunc(all.Type().Out(0).In(0), func(pair []reflect.Value) []reflect.Value {
		err, _ := pair[1].Interface().(error)
		return []reflect.Value{reflect.ValueOf(yield(pair[0].Interface(), err))}
	})
	all.Call(args)[0].Call([]reflect.Value{body})
	return nil
}
