package house_test

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// closedNetwork fails every request, and counts them.
type closedNetwork struct{ requests int }

func (n *closedNetwork) RoundTrip(*http.Request) (*http.Response, error) {
	n.requests++
	return nil, errors.New("nothing may be sent")
}

// A page before the first, and a size below nothing, are refused before anything is sent, by every List and by every All: a server would
// take them for others, or answer with something else.
func TestNoNegativePageIsSent(t *testing.T) {
	for _, v := range vendors {
		network := &closedNetwork{}
		client, err := v.client(classcloud.WithHTTPClient(&http.Client{Transport: network}), classcloud.WithoutRetry())
		require.NoError(t, err)
		for _, op := range v.operations() {
			request := requestOf(client, op.Name)
			if request == nil {
				continue
			}
			for _, name := range []string{"Page", "PageSize"} {
				field, ok := request.FieldByName(name)
				if !ok {
					continue
				}
				for _, bad := range []string{"-1", strconv.Itoa(math.MinInt)} {
					wire, _, _ := strings.Cut(field.Tag.Get("json"), ",")
					fixture, filler, _ := golden.Plain(t, v.name, op)
					values := maps.Clone(fixture)
					if values == nil {
						values = map[string]json.RawMessage{}
					}
					values[wire] = json.RawMessage(bad)
					_, err := invoke.Call(t.Context(), client, op, values, filler)
					assertRefused(t, err, name, "%s %s with %s %s", v.name, op.Name, name, bad)

					in := reflect.New(request)
					require.NoError(t, filler.Fill(in.Interface(), values))
					for method, all := range walksOver(client, op.Name, in.Type()) {
						all.Call([]reflect.Value{reflect.ValueOf(t.Context()), in})[0].Call([]reflect.Value{reflect.MakeFunc(all.Type().Out(0).In(0), func(args []reflect.Value) []reflect.Value {
							err, _ := args[1].Interface().(error)
							assertRefused(t, err, name, "%s %s with %s %s", v.name, method, name, bad)
							return []reflect.Value{reflect.ValueOf(false)}
						})})
					}
				}
			}
		}
		assert.Zero(t, network.requests, "%s sent something", v.name)
	}
}

func assertRefused(t *testing.T, err error, field, format string, args ...any) {
	t.Helper()
	var e *classcloud.Error
	if !errors.As(err, &e) || !errors.Is(err, classcloud.InvalidArgument) || e.Outcome != classcloud.OutcomeNotSent {
		t.Errorf(format+" is not refused: %v", append(args, err)...)
		return
	}
	for _, f := range e.Fields {
		if f.Field == field && f.Wire != "" {
			return
		}
	}
	t.Errorf(format+": no field is named: %v", append(args, err)...)
}

// requestOf returns the request struct of an operation; nil for a method without one.
func requestOf(client any, operation string) reflect.Type {
	service, name, _ := strings.Cut(operation, ".")
	method := reflect.ValueOf(client).Elem().FieldByName(service).MethodByName(name)
	for i := range method.Type().NumIn() {
		if in := method.Type().In(i); in.Kind() == reflect.Pointer && in.Elem().Kind() == reflect.Struct {
			return in.Elem()
		}
	}
	return nil
}

// walksOver returns the methods of a service that walk all pages of a request.
func walksOver(client any, operation string, request reflect.Type) map[string]reflect.Value {
	service, _, _ := strings.Cut(operation, ".")
	of, out := reflect.ValueOf(client).Elem().FieldByName(service), map[string]reflect.Value{}
	for i := range of.NumMethod() {
		method := of.Method(i)
		t := method.Type()
		if strings.HasPrefix(of.Type().Method(i).Name, "All") && t.NumIn() == 3 && t.In(1) == request && t.NumOut() == 1 && t.Out(0).Kind() == reflect.Func {
			out[service+"."+of.Type().Method(i).Name] = method
		}
	}
	return out
}
