package house_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Every exported type of a vendor, of requests, results, callbacks and all that is in them: a field that is named after a secret, or marked
// as one, is not printed, nor logged, by the type that has it and by every type that holds such a one.
func TestNoFieldThatIsASecretIsPrinted(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			found := 0
			for typ := range typesOf(t, &v) {
				found += checkPrinted(t, typ)
			}
			t.Logf("%d types that hold secrets", found)
			assert.NotZero(t, found)
		})
	}
}

// typesOf returns every exported type of a vendor: what its client's methods take and return, and the others that the vendor's file names.
func typesOf(t *testing.T, v *vendor) map[reflect.Type]bool {
	t.Helper()
	opened, err := v.client()
	require.NoError(t, err)
	seen := map[reflect.Type]bool{}
	client := reflect.TypeOf(opened)
	walkMethods(client, seen)
	for i := range client.Elem().NumField() {
		if f := client.Elem().Field(i); f.IsExported() {
			walkMethods(f.Type, seen)
		}
	}
	for _, other := range v.types {
		collectTypes(reflect.TypeOf(other), seen)
	}
	return seen
}

func TestEveryExportedStructIsLookedAt(t *testing.T) {
	for _, v := range vendors {
		known := map[string]bool{}
		for typ := range typesOf(t, &v) {
			name, _, _ := strings.Cut(typ.Name(), "[")
			known[name] = true
		}
		var missing []string
		for name := range collect(t, []string{v.name})[0].structs {
			if !known[name] && !strings.HasSuffix(name, "Service") && name != "Client" {
				missing = append(missing, name)
			}
		}
		slices.Sort(missing)
		assert.Empty(t, missing, "%s: name them in the vendor's types", v.name)
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
		for i := range t.NumOut() {
			collectTypes(t.Out(i), seen)
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

// pictures are addresses that let nobody in.
var pictures = regexp.MustCompile(`^(Avatar|Cover|QRCode|Preface)URL$`)

// fillSecrets puts the canary into every secret field of a value, at any depth, and reports whether there is one. Members that a type does
// not know are filled, too, and do not count: a type that has no secret of its own prints them as they are.
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
		if v.Type().Key().Kind() == reflect.String {
			return fillMap(v, within)
		}
		element := reflect.New(v.Type().Elem()).Elem()
		found = fillSecrets(element, within)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), element)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			if v.Type() == reflect.TypeFor[classcloud.RowError]() && len(within) > 1 {
				continue // fmt prints it as it is inside of a pointer under a verb that does not fit it: SECURITY.md says so
			}
			if value := secretValue(v.Type(), f); value != "" && fillText(v.Field(i), value) {
				found = true
				continue
			}
			found = fillSecrets(v.Field(i), within) || found
		}
	}
	return found
}

// secretValue returns what a field holds that must not show, or "".
func secretValue(owner reflect.Type, f reflect.StructField) string {
	const address = "rtmp://127.0.0.1/app/stream?auth_key=" + hiddenCanary
	switch {
	case transport.IsSecret(f) && strings.HasSuffix(f.Name, "URL"), strings.HasSuffix(owner.Name(), "URLs"):
		return address
	case transport.IsSecret(f):
		return hiddenCanary
	case strings.HasSuffix(strings.TrimSuffix(f.Name, "s"), "URL") && !pictures.MatchString(f.Name):
		return address
	case f.Name == "Raw":
		return `{"token":"` + hiddenCanary + `"}`
	}
	return ""
}

// fillText puts a text into a field of any type that holds texts, and reports whether it is one.
func fillText(v reflect.Value, text string) bool {
	switch {
	case v.Kind() == reflect.String:
		v.SetString(text)
	case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.String, v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		if v.Kind() == reflect.Pointer {
			v.Set(reflect.New(v.Type().Elem()))
			return fillText(v.Elem(), text)
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fillText(v.Index(0), text)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		v.SetBytes([]byte(text))
	default:
		return false
	}
	return true
}

// fillMap fills an object: a form, or members of any kind.
func fillMap(v reflect.Value, within map[reflect.Type]bool) (found bool) {
	v.Set(reflect.MakeMap(v.Type()))
	put := func(name string, value any) {
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), reflect.ValueOf(value))
	}
	switch v.Type().Elem() {
	case reflect.TypeFor[any]():
		put("boardToken", hiddenCanary)
		put("deep", map[string]any{"list": []any{map[string]any{"access_key": hiddenCanary, "url": "https://127.0.0.1/f?sig=" + hiddenCanary}}})
		put("a.path.to.password", hiddenCanary)
	case reflect.TypeFor[[]string]():
		put("sign", []string{hiddenCanary})
		put("access_key", []string{hiddenCanary})
		return true
	default:
		element := reflect.New(v.Type().Elem()).Elem()
		found = fillSecrets(element, within)
		put("a", element.Interface())
	}
	return found
}
