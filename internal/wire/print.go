package wire

import (
	stdjson "encoding/json"
	"errors"
	"reflect"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
)

// Print writes a result as indented JSON under the vendor's names. It writes what encoding/json writes, except that a span of time
// is a number of the vendor's units and not of Go's nanoseconds.
func Print(result any) ([]byte, error) {
	p := &printer{}
	return json.Marshal(result, jsonv1.DefaultOptionsV1(), jsontext.EscapeForHTML(false), jsontext.EscapeForJS(true), jsontext.WithIndent("  "),
		json.WithMarshalers(json.JoinMarshalers(json.MarshalToFunc(printDuration), json.MarshalToFunc(printNumber), json.MarshalToFunc(p.units))))
}

func printDuration(enc *jsontext.Encoder, d time.Duration) error {
	return enc.WriteValue(jsontext.Value(strconv.FormatFloat(d.Seconds(), 'f', -1, 64)))
}

func printNumber(enc *jsontext.Encoder, n stdjson.Number) error {
	return enc.WriteValue(jsontext.Value(n.String()))
}

// printer writes a struct whose spans count in minutes or hours from a copy in which all spans count in seconds.
type printer struct{ copied bool }

func (p *printer) units(enc *jsontext.Encoder, v any) error {
	from := reflect.ValueOf(v)
	for from.Kind() == reflect.Pointer && !from.IsNil() {
		from = from.Elem()
	}
	if p.copied || from.Kind() != reflect.Struct || !hasUnits(from.Type()) {
		p.copied = false
		return errors.ErrUnsupported
	}
	to := reflect.New(from.Type()).Elem()
	to.Set(from)
	for i := range to.NumField() {
		if unit := fieldUnit(to.Type().Field(i)); unit != 0 {
			field := to.Field(i)
			if field.Kind() == reflect.Pointer && !field.IsNil() {
				clone := reflect.New(field.Type().Elem())
				clone.Elem().Set(field.Elem())
				field.Set(clone)
			}
			inSeconds(field, unit)
		}
	}
	p.copied = true
	return json.MarshalEncode(enc, to.Interface())
}
