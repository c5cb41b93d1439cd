package classin_test

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// constants returns the values of all constants of type Cmd.
func constants(t *testing.T) (cmds []classin.Cmd) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "callback.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if typ, named := spec.Type.(*ast.Ident); named && typ.Name == "Cmd" {
				value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				cmds = append(cmds, classin.Cmd(value))
			}
		}
		return true
	})
	return cmds
}

// sampled reads a sample with the members of change in it as its type.
func sampled(t testing.TB, sample map[string]any) (any, *classin.Callback) {
	t.Helper()
	text, err := json.Marshal(sample)
	require.NoError(t, err)
	callback, err := classin.ParseCallback(hookSigned(t, string(text)), hookSchool)
	require.NoError(t, err)
	typed, err := callback.Decode()
	require.NoError(t, err)
	if typed == nil {
		return nil, nil
	}
	return typed, reflect.ValueOf(typed).Elem().FieldByName("Callback").Addr().Interface().(*classin.Callback)
}

// strangers returns every Unknown that is not empty, with its place.
func strangers(v reflect.Value, at string) (out []string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return strangers(v.Elem(), at)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			out = append(out, strangers(v.Index(i), at+"/"+strconv.Itoa(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			out = append(out, strangers(v.MapIndex(key), at+"/*")...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case f.Name == "Unknown":
				for _, name := range v.Field(i).MapKeys() {
					out = append(out, at+"/"+name.String())
				}
			case f.IsExported() && f.Name != "Raw":
				out = append(out, strangers(v.Field(i), at+"/"+f.Name)...)
			}
		}
	}
	return out
}

func TestEveryCmdHasATypeAFunctionAndASample(t *testing.T) {
	left := constants(t)
	require.Greater(t, len(left), 40)
	called := map[string]bool{}
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		typed, common := sampled(t, sample)
		if !assert.NotNil(t, typed, "%s has no type", name) {
			continue
		}
		assert.Empty(t, common.Problems, name)
		assert.Empty(t, strangers(reflect.ValueOf(typed), ""), "%s has members without fields", name)
		left = slices.DeleteFunc(left, func(cmd classin.Cmd) bool { return cmd == common.Cmd })

		// The function of its type, and no other, takes it.
		var took []string
		funcs := classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error { took = append(took, "Other"); return nil }}
		v := reflect.ValueOf(&funcs).Elem()
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Type.Kind() != reflect.Func || f.Type.NumIn() != 2 || f.Type.In(1).Kind() != reflect.Pointer || f.Name == "Other" {
				continue
			}
			v.Field(i).Set(reflect.MakeFunc(f.Type, func(args []reflect.Value) []reflect.Value {
				took = append(took, f.Name)
				assert.Equal(t, typed, args[1].Interface(), "%s: as Decode returns it", name)
				return []reflect.Value{reflect.Zero(f.Type.Out(0))}
			}))
		}
		text, err := json.Marshal(sample)
		require.NoError(t, err)
		assert.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), hookSigned(t, string(text))).Body.String())
		if assert.Len(t, took, 1, name) {
			assert.Equal(t, "*classin."+took[0]+"Callback", reflect.TypeOf(typed).String(), "a function is named as its type")
			called[took[0]] = true
		}
	}
	assert.Empty(t, left, "Cmds without a sample")
	typ := reflect.TypeFor[classin.CallbackFuncs]()
	for i := range typ.NumField() {
		if f := typ.Field(i); f.Type.Kind() == reflect.Func && f.Type.NumIn() == 2 && f.Type.In(1).Kind() == reflect.Pointer && f.Name != "Other" {
			assert.True(t, called[f.Name], "no sample reaches %s", f.Name)
		}
	}
}

// plain is a payload without what JSON does not keep.
func plain(typed any) any {
	out := reflect.New(reflect.TypeOf(typed).Elem())
	out.Elem().Set(reflect.ValueOf(typed).Elem())
	common := out.Elem().FieldByName("Callback").Addr().Interface().(*classin.Callback)
	common.Raw, common.Problems = nil, nil
	return out.Interface()
}

func roundTrip(t *testing.T, typed any, name string) {
	t.Helper()
	text, err := json.Marshal(typed)
	require.NoError(t, err)
	again := reflect.New(reflect.TypeOf(typed).Elem()).Interface()
	require.NoError(t, json.Unmarshal(text, again), name)
	second, err := json.Marshal(again)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(second), name)
	want, got := reflect.ValueOf(plain(typed)), reflect.ValueOf(again)
	equalize(want)
	equalize(got)
	assert.Equal(t, want.Interface(), got.Interface(), name)
}

// equalize writes all times in UTC: a time zone of 08:00 comes back from JSON under another name.
func equalize(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			equalize(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			equalize(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			element := reflect.New(v.Type().Elem()).Elem()
			element.Set(v.MapIndex(key))
			equalize(element)
			v.SetMapIndex(key, element)
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			v.Set(reflect.ValueOf(at.UTC()))
			return
		}
		for i := range v.NumField() {
			equalize(v.Field(i))
		}
	}
}

func TestPayloadsComeBackFromJSON(t *testing.T) {
	for _, name := range classintest.CallbackSamples() {
		typed, _ := sampled(t, classintest.CallbackSample(name, nil))
		roundTrip(t, typed, name)
	}
}

// place is a value in a sample.
type place struct {
	path  string
	value any
	set   func(any)
}

// places returns everything in a sample, objects, lists and plain values; of lists the first element, of objects by user the first user.
func places(v any, at string, set func(any)) (out []place) {
	out = append(out, place{at, v, set})
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if _, err := strconv.Atoi(name); err == nil && len(out) > 1 {
				break
			}
			out = append(out, places(v[name], at+"/"+name, func(value any) { v[name] = value })...)
		}
	case []any:
		if len(v) > 0 {
			out = append(out, places(v[0], at+"/0", func(value any) { v[0] = value })...)
		}
	}
	return out
}

// A member that nobody knows, in every object of every sample, is kept, and comes back from JSON.
func TestAnUnknownMemberIsKeptEverywhere(t *testing.T) {
	count := 0
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		for _, at := range places(sample, "", nil) {
			object, is := at.value.(map[string]any)
			if !is {
				continue
			}
			count++
			object["zz_newcomer"] = map[string]any{"a": json.Number("6206825690183958501"), "b": "<&>"}
			typed, _ := sampled(t, sample)
			assert.NotEmpty(t, strangers(reflect.ValueOf(typed), ""), "%s%s", name, at.path)
			assert.Contains(t, string(mustJSON(t, typed)), `{"a":6206825690183958501,"b":"\u003c\u0026\u003e"}`, "%s%s", name, at.path)
			roundTrip(t, typed, name+at.path)
			delete(object, "zz_newcomer")
		}
	}
	assert.Greater(t, count, 100)
}

// Every cell of every sample becomes, one at a time, something that nobody can read: it is told with its place and its bytes, and every
// other cell is read as before.
func TestAnOddCellCostsItself(t *testing.T) {
	count := 0
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		for _, at := range places(sample, "", nil) {
			switch at.value.(type) {
			case map[string]any, []any:
				continue
			}
			if at.path == "/Cmd" || at.path == "/Color" {
				continue // they tell the type
			}
			count++
			at.set(map[string]any{"odd": "x"})
			typed, common := sampled(t, sample)
			at.set(nil)
			empty, _ := sampled(t, sample)
			if len(strangers(reflect.ValueOf(typed), "")) > 0 {
				assert.Contains(t, string(mustJSON(t, typed)), `"odd":"x"`, "%s%s: an object is a form of it", name, at.path)
			} else if assert.Len(t, common.Problems, 1, "%s%s", name, at.path) {
				assert.Equal(t, at.path, common.Problems[0].Path, name)
				assert.Equal(t, `{"odd":"x"}`, string(common.Problems[0].Raw), "%s%s", name, at.path)
				assert.Equal(t, said(t, empty), said(t, typed), "%s%s costs others", name, at.path)
			}
			at.set(at.value)
		}
	}
	assert.Greater(t, count, 400)
}

var unsaid = regexp.MustCompile(`,?"\w+":(-1|\{\})`)

// said is a payload's JSON without the enums that are -1, and the objects that are empty, because nothing readable arrived.
func said(t *testing.T, typed any) string {
	t.Helper()
	text := string(mustJSON(t, typed))
	for range 2 { // an object may hold nothing but such
		text = strings.ReplaceAll(unsaid.ReplaceAllString(text, ""), "{,", "{")
	}
	return text
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}

func TestProblemsAtAPlace(t *testing.T) {
	_, common := sampled(t, classintest.CallbackSample("End", map[string]any{"StartTime": "soon", "Data": map[string]any{
		"stageEnd": "gone", "inoutEnd": map[string]any{"7": map[string]any{"Total": "abc"}, "77": map[string]any{"Total": 1}, "8": map[string]any{"Details": 1}}}}))
	paths := func(place string) (out []string) {
		for _, cell := range common.ProblemsAt(place) {
			out = append(out, cell.Path)
		}
		return out
	}
	assert.Equal(t, []string{"/Data/inoutEnd/7/Total"}, paths("/Data/inoutEnd/7"))
	assert.Empty(t, paths("/Data/inoutEnd/77"))
	assert.ElementsMatch(t, []string{"/Data/inoutEnd/8/Total", "/Data/inoutEnd/8/Details"}, paths("/data/INOUTEND/8"), "one is missing, one cannot be read")
	assert.Equal(t, []string{"/Data/stageEnd"}, paths("/Data/stageEnd/1002646"), "what is around it")
	assert.Len(t, paths("/Data"), 4)
	assert.Len(t, paths(""), 5)
	assert.Equal(t, []classcloud.RowError(nil), common.ProblemsAt("/Data/awardEnd"))
}
