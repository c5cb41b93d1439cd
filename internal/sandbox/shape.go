package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
)

// The things of the test servers are Go structs. A seed file, GET /api/state and the parameters of callbacks write them as JSON with the
// same fields in the form room_id: durations as "1h30m", times by RFC 3339.

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	rawType      = reflect.TypeFor[json.RawMessage]()
)

// snake writes RoomID as room_id, QRCodeURL as qr_code_url and StudentIDs as student_ids.
func snake(name string) string {
	runes := []rune(name)
	var out strings.Builder
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && beginsWord(runes, i) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// beginsWord reports whether the capital at i begins a word: after a small letter, or as the last of several capitals, unless what follows
// is the plural of an abbreviation.
func beginsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i-1]) {
		return true
	}
	if i+1 == len(runes) || !unicode.IsLower(runes[i+1]) {
		return false
	}
	plural := runes[i+1] == 's' && (i+2 == len(runes) || unicode.IsUpper(runes[i+2]))
	return !plural
}

// shape returns what json.Marshal writes of a value in the form above. Zero times and nils are left out, and secrets are not shown.
func shape(v any) any { return shapeOf(reflect.ValueOf(v)) }

func shapeOf(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return shapeOf(v.Elem())
	case reflect.Struct:
		if v.Type() == timeType {
			return v.Interface()
		}
		return shapeOfStruct(v)
	case reflect.Slice:
		if v.Type() == rawType {
			return v.Interface()
		}
		out := make([]any, v.Len())
		for i := range out {
			out[i] = shapeOf(v.Index(i))
		}
		return out
	case reflect.Map:
		out := map[string]any{}
		for at := v.MapRange(); at.Next(); {
			out[fmt.Sprint(at.Key().Interface())] = shapeOf(at.Value())
		}
		return out
	default:
		return shapeOfScalar(v)
	}
}

func shapeOfStruct(v reflect.Value) any {
	out := map[string]any{}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		value := v.Field(i)
		empty := value.Type() == timeType && value.Interface().(time.Time).IsZero() ||
			(value.Kind() == reflect.Pointer || value.Kind() == reflect.Slice || value.Kind() == reflect.Map) && value.IsNil()
		switch {
		case empty:
		case isSecret(field.Name) && !value.IsZero():
			out[snake(field.Name)] = hidden
		default:
			out[snake(field.Name)] = shapeOf(value)
		}
	}
	return out
}

func shapeOfScalar(v reflect.Value) any {
	switch {
	case v.Type() == durationType:
		return v.Interface().(time.Duration).String()
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return v.Uint()
	default:
		return v.Interface()
	}
}

// fill sets what a pointer points to from JSON in the form above. A field that does not exist is an error, because it is a slip of the
// pen. Now is what times like "now+1h" count from.
func fill(target any, text json.RawMessage, now time.Time) error {
	return fillValue(reflect.ValueOf(target).Elem(), text, now)
}

func fillValue(v reflect.Value, text json.RawMessage, now time.Time) error {
	switch {
	case v.Type() == timeType:
		return fillTime(v, text, now)
	case v.Type() == durationType:
		return fillDuration(v, text)
	case v.Kind() == reflect.Pointer && string(text) != "null":
		v.Set(reflect.New(v.Type().Elem()))
		return fillValue(v.Elem(), text, now)
	case v.Kind() == reflect.Struct:
		return fillStruct(v, text, now)
	case v.Kind() == reflect.Slice && v.Type() != rawType:
		return fillSlice(v, text, now)
	default:
		return json.Unmarshal(text, v.Addr().Interface())
	}
}

func fillStruct(v reflect.Value, text json.RawMessage, now time.Time) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	fields := map[string]int{}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			fields[snake(v.Type().Field(i).Name)] = i
		}
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		i, known := fields[name]
		if !known {
			return fmt.Errorf("the field %q does not exist: the fields are %s", name, strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
		}
		if err := fillValue(v.Field(i), members[name], now); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func fillSlice(v reflect.Value, text json.RawMessage, now time.Time) error {
	var rows []json.RawMessage
	if err := json.Unmarshal(text, &rows); err != nil {
		return err
	}
	v.Set(reflect.MakeSlice(v.Type(), len(rows), len(rows)))
	for i, row := range rows {
		if err := fillValue(v.Index(i), row, now); err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
	}
	return nil
}

func fillTime(v reflect.Value, text json.RawMessage, now time.Time) error {
	var written string
	if err := json.Unmarshal(text, &written); err != nil {
		return errors.New(`a time is a text like "2026-03-01T09:00:00+08:00" or "now+1h"`)
	}
	t, err := parseTime(written, now)
	if err == nil {
		v.Set(reflect.ValueOf(t))
	}
	return err
}

// parseTime reads a time by RFC 3339, or one like now, now+1h30m and now-24h, which is in whole minutes.
func parseTime(text string, now time.Time) (time.Time, error) {
	after, relative := strings.CutPrefix(text, "now")
	if !relative {
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return t, fmt.Errorf(`%q is not a time: write "2026-03-01T09:00:00+08:00" or "now+1h"`, text)
		}
		return t, nil
	}
	now = now.Truncate(time.Minute)
	if after == "" {
		return now, nil
	}
	d, err := time.ParseDuration(after)
	if err != nil {
		return now, fmt.Errorf(`%q is not a time: write "now+1h30m" or "now-24h"`, text)
	}
	return now.Add(d), nil
}

func fillDuration(v reflect.Value, text json.RawMessage) error {
	var written string
	if err := json.Unmarshal(text, &written); err != nil {
		return errors.New(`a duration is a text like "1h30m"`)
	}
	d, err := time.ParseDuration(written)
	if err != nil {
		return fmt.Errorf(`%q is not a duration: write "1h30m" or "90s"`, written)
	}
	v.SetInt(int64(d))
	return nil
}
