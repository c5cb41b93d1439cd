package house_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// Everything that a method of a vendor takes or returns, at any depth: a field that is named after a secret is not printed.
func TestNoFieldThatIsASecretIsPrinted(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			seen, found := map[reflect.Type]bool{}, 0
			client := reflect.TypeOf(w.client)
			walkMethods(client, seen)
			for i := range client.Elem().NumField() {
				if f := client.Elem().Field(i); f.IsExported() {
					walkMethods(f.Type, seen)
				}
			}
			for typ := range seen {
				if typ.Kind() == reflect.Struct && strings.Contains(typ.PkgPath(), "/classcloud/"+v.name) {
					found += checkPrinted(t, typ)
				}
			}
			assert.NotEmpty(t, seen)
			t.Logf("%d types, %d fields that are secrets", len(seen), found)
		})
	}
}

// walkMethods collects the types of arguments and results.
func walkMethods(t reflect.Type, seen map[reflect.Type]bool) {
	for i := range t.NumMethod() {
		m := t.Method(i).Type
		for j := range m.NumIn() {
			collectTypes(m.In(j), seen)
		}
		for j := range m.NumOut() {
			collectTypes(m.Out(j), seen)
		}
	}
}

func collectTypes(t reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		collectTypes(t.Elem(), seen)
	case reflect.Map:
		collectTypes(t.Elem(), seen)
	case reflect.Func:
		for i := range t.NumIn() {
			collectTypes(t.In(i), seen)
		}
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				collectTypes(f.Type, seen)
			}
		}
	}
}

func checkPrinted(t *testing.T, typ reflect.Type) (found int) {
	t.Helper()
	for i := range typ.NumField() {
		f := typ.Field(i)
		if !f.IsExported() || f.Type.Kind() != reflect.String || !transport.IsSecretField(f.Name) {
			continue
		}
		found++
		v := reflect.New(typ)
		v.Elem().Field(i).SetString("canary")
		for _, value := range []any{v.Interface(), v.Elem().Interface(), struct{ In any }{v.Elem().Interface()}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
				assert.NotContains(t, fmt.Sprintf(verb, value), "canary", "%v.%s under %s", typ, f.Name, verb)
			}
		}
		var logged bytes.Buffer
		slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "value", v.Elem().Interface())
		slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "value", v.Interface())
		assert.NotContains(t, logged.String(), "canary", "%v.%s in a log", typ, f.Name)
	}
	return found
}
