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

// Everything that a method of a vendor takes or returns, at any depth: a field that is named after a secret is not printed, nor logged, by
// the type that has it and by every type that holds such a one.
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
				found += checkPrinted(t, typ)
			}
			assert.NotEmpty(t, seen)
			t.Logf("%d types, %d that hold secrets", len(seen), found)
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

// checkPrinted fills every secret field that a type holds at any depth, and looks for it in all that a program may show of the value. A
// bare list or map under slog's JSON is left out: encoding/json asks only its elements, whose JSON is for handing on.
func checkPrinted(t *testing.T, typ reflect.Type) (found int) {
	t.Helper()
	v := reflect.New(typ).Elem()
	if typ.Kind() == reflect.Pointer || !fillSecrets(v, map[reflect.Type]bool{}) {
		return 0
	}
	shown := []any{v.Interface(), v.Addr().Interface(), struct{ In any }{v.Interface()}, []any{v.Interface()}}
	if typ.Kind() == reflect.Struct { // fmt prints what a pointer points to under a verb that does not fit it, and calls no method of it then
		shown = append(shown, struct{ In any }{v.Addr().Interface()}, []any{v.Addr().Interface()})
	}
	for _, value := range shown {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%t", "%100v"} {
			assertHidden(t, fmt.Sprintf(verb, value), "%v under %s", typ, verb)
		}
	}
	var logged bytes.Buffer
	for _, value := range shown[:2] {
		slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "value", value, slog.Group("group", "value", value))
		if typ.Kind() == reflect.Struct {
			slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "value", value, slog.Group("group", "value", value))
		}
	}
	assertHidden(t, logged.String(), "%v in a log", typ)
	return 1
}

const hiddenCanary = "canary-in-a-field"

func assertHidden(t *testing.T, text, format string, args ...any) {
	t.Helper()
	for _, form := range forms(hiddenCanary) {
		if strings.Contains(text, form) {
			t.Errorf(format+" shows %.300q", append(args, text)...)
			return
		}
	}
}

// fillSecrets puts the canary into every secret field of a value, at any depth, and reports whether there is one.
func fillSecrets(v reflect.Value, within map[reflect.Type]bool) (found bool) {
	if within[v.Type()] {
		return false
	}
	within[v.Type()] = true
	defer delete(within, v.Type())
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fillSecrets(v.Elem(), within)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fillSecrets(v.Index(0), within)
	case reflect.Map:
		element := reflect.New(v.Type().Elem()).Elem()
		found = fillSecrets(element, within)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), element)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			switch {
			case !f.IsExported():
			case transport.IsSecretField(f.Name) && f.Type.Kind() == reflect.String:
				v.Field(i).SetString(hiddenCanary)
				if strings.HasSuffix(f.Name, "URL") { // whose query is what is secret of it
					v.Field(i).SetString("rtmp://127.0.0.1/app/stream?auth_key=" + hiddenCanary)
				}
				found = true
			default:
				found = fillSecrets(v.Field(i), within) || found
			}
		}
	}
	return found
}
