package golden

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// everyName is the golden of a request that has every parameter.
const everyName = "wire-every.golden"

// every calls the operation with every field of its request set in Go's terms: text to the field's Go name, numbers to one of its own.
// The golden shows under which of the vendor's names, and in which form, each of them is sent: a slip in a tag changes it.
func (h *harness) every(t *testing.T) {
	sent := &recorder{}
	mock := httpmock.NewMockTransport()
	mock.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
		sent.add(t, h, r)
		return httpmock.NewStringResponse(http.StatusTeapot, ""), nil
	})
	client, err := h.vendor.New(
		classcloud.WithHTTPClient(&http.Client{Transport: mock}),
		classcloud.WithClock(fixedClock{}), classcloud.WithRand(&counter{}), classcloud.WithoutRetry(), classcloud.WithoutChecks(),
	)
	require.NoError(t, err)
	_, err = invoke.CallFilled(context.Background(), client, h.op, Fill)
	require.NotEmpty(t, sent.requests, "nothing was sent: %v", err)
	h.compare(t, everyName, sent.text())
}

var (
	timeOf     = reflect.TypeFor[time.Time]()
	dateOf     = reflect.TypeFor[classcloud.Date]()
	durationOf = reflect.TypeFor[time.Duration]()
	rawOf      = reflect.TypeFor[json.RawMessage]()
	fileOf     = reflect.TypeFor[classcloud.File]()
)

// mostDepth ends types that contain themselves.
const mostDepth = 5

// Fill sets every field of an argument.
func Fill(v reflect.Value) { fillEvery(v, "Argument", 0) }

// fillEvery sets a value to something that tells which field it is.
func fillEvery(v reflect.Value, name string, depth int) {
	number := numberOf(name)
	switch {
	case depth > mostDepth || !v.CanSet():
		return
	case v.Type() == timeOf:
		v.Set(reflect.ValueOf(Now().Add(time.Duration(number) * time.Minute)))
		return
	case v.Type() == dateOf:
		v.Set(reflect.ValueOf(classcloud.DateOf(Now()).AddDays(int(number % 28))))
		return
	case v.Type() == durationOf:
		v.SetInt(int64(time.Duration(number%23+1) * time.Hour)) // whole in every unit
		return
	case v.Type() == rawOf:
		v.SetBytes([]byte(`{"` + name + `":1}`))
		return
	case v.Type() == fileOf:
		v.Set(reflect.ValueOf(classcloud.File{Name: name + ".pdf", Content: strings.NewReader("the content of " + name)}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(name)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int8, reflect.Int16, reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(number%97 + 1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(number%97 + 1))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(number) + 0.5)
	case reflect.Interface:
		v.Set(reflect.ValueOf(name))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillEvery(v.Elem(), name, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillEvery(v.Index(0), name, depth+1)
	case reflect.Map:
		item := reflect.New(v.Type().Elem()).Elem()
		fillEvery(item, name, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key").Convert(v.Type().Key()), item)
	case reflect.Struct:
		fillFields(v, depth)
	}
}

func fillFields(v reflect.Value, depth int) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		words := strings.Split(f.Tag.Get("wire"), ",")
		switch {
		case !f.IsExported() || slices.Contains(words, "extra"):
		case slices.Contains(words, "number"):
			v.Field(i).SetString(strconv.FormatInt(numberOf(f.Name), 10))
		default:
			fillEvery(v.Field(i), f.Name, depth+1)
		}
	}
	if own, ok := v.Addr().Interface().(json.Marshaler); ok {
		if _, err := own.MarshalJSON(); err != nil { // its flags exclude its other fields
			for i := range v.NumField() {
				if v.Field(i).Kind() == reflect.Bool {
					v.Field(i).SetBool(false)
				}
			}
		}
	}
}

// numberOf is a number of a name's own, from 1.
func numberOf(name string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return int64(h.Sum32()%9000) + 1
}
