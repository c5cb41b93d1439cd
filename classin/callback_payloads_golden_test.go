package classin_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/golden"
)

// Every sample as its type, by the names of Go: which member stands in which field, in which unit and sense.
func TestGoldenCallbacks(t *testing.T) {
	for _, name := range classintest.CallbackSamples() {
		t.Run(name, func(t *testing.T) {
			typed, _ := sampled(t, classintest.CallbackSample(name, nil))
			var text strings.Builder
			fmt.Fprintf(&text, "%T\n", typed)
			dump(&text, reflect.ValueOf(typed).Elem(), "")
			golden.Check(t, "testdata/callbacks/"+name+".golden", text.String(), "go test ./classin -run TestGolden -update")
		})
	}
}

// hasName reports whether a zero is a value with a name.
func hasName(v reflect.Value) bool {
	name, isEnum := v.Interface().(fmt.Stringer)
	return v.Kind() == reflect.Bool || v.Kind() == reflect.Int && isEnum && !strings.Contains(name.String(), "(")
}

// dump writes every field that says something.
func dump(out *strings.Builder, v reflect.Value, at string) {
	switch value := v.Interface().(type) {
	case time.Time:
		fmt.Fprintf(out, "%s = %s\n", at, value.Format(time.RFC3339Nano))
		return
	case fmt.Stringer:
		fmt.Fprintf(out, "%s = %s\n", at, value)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		dump(out, v.Elem(), at)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Name == "Raw" || f.Name == "SignTime" || v.Field(i).IsZero() && !hasName(v.Field(i)) {
				continue
			}
			inner := at + "." + f.Name
			if f.Anonymous {
				inner = at
			}
			dump(out, v.Field(i), strings.TrimPrefix(inner, "."))
		}
	case reflect.Slice:
		if v.Len() == 0 {
			fmt.Fprintf(out, "%s = []\n", at)
		}
		for i := range v.Len() {
			dump(out, v.Index(i), fmt.Sprintf("%s[%d]", at, i))
		}
	case reflect.Map:
		if v.Len() == 0 {
			fmt.Fprintf(out, "%s = {}\n", at)
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, key := range keys {
			dump(out, v.MapIndex(key), fmt.Sprintf("%s[%v]", at, key))
		}
	default:
		fmt.Fprintf(out, "%s = %#v\n", at, v.Interface())
	}
}
