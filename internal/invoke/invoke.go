// Package invoke calls an operation by its name, for classctl and the golden files. It finds methods by reflection. The packages that
// users import do not, because that would keep the linker from dropping methods that are never called.
package invoke

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UsageError says that a call was written wrongly. Nothing was sent.
type UsageError struct{ Problem string }

// Error returns the problem.
func (e *UsageError) Error() string { return e.Problem }

func usage(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// Find returns the operation of that name.
func Find(ops []classcloud.Operation, name string) (classcloud.Operation, error) {
	for _, op := range ops {
		if op.Name == name {
			return op, nil
		}
	}
	return classcloud.Operation{}, usage("unknown operation %s", name)
}

// Call calls op on a vendor's client. values holds the parameters under the vendor's names. The result is nil for an operation that
// returns only an error.
func Call(ctx context.Context, client any, op classcloud.Operation, values map[string]json.RawMessage, filler *wire.Filler, opts ...classcloud.CallOption) (any, error) {
	method, err := find(client, op.Name)
	if err != nil {
		return nil, err
	}
	args, err := arguments(ctx, method.Type(), op, Positional(vendorOf(client), op.Name), values, filler)
	if err != nil {
		return nil, err
	}
	for _, opt := range opts {
		args = append(args, reflect.ValueOf(opt))
	}
	return results(method.Call(args))
}

// CallFilled calls op on a vendor's client with arguments that fill sets in Go's terms, and not by the vendor's names.
func CallFilled(ctx context.Context, client any, op classcloud.Operation, fill func(reflect.Value), opts ...classcloud.CallOption) (any, error) {
	method, err := find(client, op.Name)
	if err != nil {
		return nil, err
	}
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < method.Type().NumIn()-1; i++ {
		arg := reflect.New(method.Type().In(i)).Elem()
		fill(arg)
		args = append(args, arg)
	}
	for _, opt := range opts {
		args = append(args, reflect.ValueOf(opt))
	}
	return results(method.Call(args))
}

// find returns client.Service.Method.
func find(client any, name string) (reflect.Value, error) {
	service, method, _ := strings.Cut(name, ".")
	field := reflect.ValueOf(client).Elem().FieldByName(service)
	if !field.IsValid() {
		return reflect.Value{}, usage("the client has no service %s", service)
	}
	m := field.MethodByName(method)
	if !m.IsValid() {
		return reflect.Value{}, usage("the service %s has no method %s", service, method)
	}
	return m, nil
}

// vendorOf returns the name of the package that a vendor's client comes from.
func vendorOf(client any) string { return path.Base(reflect.TypeOf(client).Elem().PkgPath()) }

func arguments(ctx context.Context, t reflect.Type, op classcloud.Operation, names []string, values map[string]json.RawMessage, filler *wire.Filler) ([]reflect.Value, error) {
	args := []reflect.Value{reflect.ValueOf(ctx)}
	fixed := t.NumIn() - 2 // without the context and the options
	if fixed == 1 && len(names) == 0 {
		in := reflect.New(t.In(1).Elem())
		if err := filler.Fill(in.Interface(), values); err != nil {
			return nil, usage("%s: %v", op.Name, err)
		}
		return append(args, in), nil
	}
	if fixed != len(names) {
		return nil, usage("%s takes %d arguments and arguments.go names %d", op.Name, fixed, len(names))
	}
	for name := range values {
		if len(names) == 0 {
			return nil, usage("%s: unknown parameter %s: it takes no parameters", op.Name, name)
		}
		if !slices.Contains(names, name) {
			return nil, usage("%s: unknown parameter %s; the parameters are %s", op.Name, name, strings.Join(names, ", "))
		}
	}
	for i, name := range names {
		arg := reflect.New(t.In(i + 1)).Elem()
		if raw, ok := values[name]; ok {
			if err := filler.FillArg(arg, raw); err != nil {
				return nil, usage("%s: %s: %v", op.Name, name, err)
			}
		}
		args = append(args, arg)
	}
	return args, nil
}

func results(out []reflect.Value) (any, error) {
	err, _ := out[len(out)-1].Interface().(error)
	if len(out) == 1 {
		return nil, err
	}
	value := out[0]
	switch value.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if value.IsNil() && err != nil {
			return nil, err
		}
	}
	return value.Interface(), err
}

// Print returns a result as classctl prints it: JSON under the vendor's names, or {} for no result.
func Print(result any) ([]byte, error) {
	if result == nil {
		return []byte("{}"), nil
	}
	return wire.Print(result)
}
