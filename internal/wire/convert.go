package wire

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// value converts a field's value as its hints and its type say.
func (b *builder) value(h *hints, v reflect.Value) Value {
	switch h.plain {
	case plainInt:
		return asText(h, IntOf(v.Int()))
	case plainText:
		return b.must(textValue(v.String()))
	case plainMoment:
		return b.time(h, timeIn(v))
	}
	if h.jsonText {
		inner := *h
		inner.jsonText = false
		return TextOf(string(b.value(&inner, v).AppendJSON(nil)))
	}
	if h.verbatim {
		return b.verbatim(v)
	}
	switch v.Type() {
	case timeType:
		return b.time(h, timeIn(v))
	case durationType:
		return b.duration(h, time.Duration(v.Int()))
	case dateType:
		return b.date(v.Interface().(classcloud.Date))
	case rawType:
		return b.must(rawValue(v.Bytes()))
	case numberType, bytesType:
		return b.must(ValueOf(v.Interface()))
	}
	if v.Kind() != reflect.Pointer && reflect.PointerTo(v.Type()).Implements(marshalerType) {
		return asText(h, b.marshaled(addressable(v)))
	}
	switch v.Kind() {
	case reflect.Bool:
		return b.flag(h, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return asText(h, IntOf(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return asText(h, b.must(uintValue(v.Uint())))
	case reflect.String:
		if h.number {
			return b.number(v.String())
		}
		return b.must(textValue(v.String()))
	case reflect.Slice, reflect.Array:
		return b.list(h, v)
	case reflect.Struct:
		return b.object(v)
	case reflect.Map:
		return b.mapping(h, v)
	case reflect.Pointer:
		if v.IsNil() {
			b.wrong("is nil")
			return Value{}
		}
		return b.value(h, v.Elem())
	}
	return b.must(ValueOf(v.Interface()))
}

func (b *builder) must(v Value, err error) Value {
	if err != nil {
		b.wrong(err.Error())
	}
	return v
}

// number writes a string of digits as an integer.
func (b *builder) number(text string) Value {
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil || strconv.FormatUint(n, 10) != text {
		b.wrong(fmt.Sprintf("%s is not a whole number", quoteShort(text)))
	}
	return IntOf(int64(n))
}

func asText(h *hints, v Value) Value {
	if h.asString && v.Kind != JSON {
		return TextOf(v.FormText())
	}
	return v
}

// marshaled converts a value with its own MarshalJSON. Text, numbers and bools are taken out of their JSON, because a form does not
// put quotes around text.
func (b *builder) marshaled(v reflect.Value) Value {
	raw, err := MarshalOwn(v.Addr().Interface())
	if err != nil {
		b.wrong(err.Error())
		return Value{}
	}
	return b.must(plainValue(raw))
}

// plainValue takes text, numbers and bools out of their JSON.
func plainValue(raw []byte) (Value, error) {
	switch raw[0] {
	case '{', '[':
		return Value{Kind: JSON, Text: string(raw)}, nil
	case '"':
		return TextOf(ScalarText(raw)), nil
	case 't', 'f':
		return boolValue(raw[0] == 't'), nil
	case 'n':
		return Value{}, nil
	}
	return numberValue(string(raw))
}

func (b *builder) list(h *hints, v reflect.Value) Value {
	out := Value{Kind: List, Items: make([]Member, v.Len())}
	ofElement := h.ofElement()
	for i := range v.Len() {
		b.enter("", "", i)
		out.Items[i].Value = b.value(ofElement, v.Index(i))
		if h.comma {
			b.commaSafe(out.Items[i].Value)
		}
		b.leave()
	}
	if h.comma {
		texts := make([]string, len(out.Items))
		for i, item := range out.Items {
			texts[i] = item.Value.FormText()
		}
		return TextOf(strings.Join(texts, ","))
	}
	return out
}

// commaSafe refuses elements that the vendor would misread in a comma-joined list.
func (b *builder) commaSafe(v Value) {
	switch text := v.FormText(); {
	case strings.Contains(text, ","):
		b.wrong(fmt.Sprintf("%q holds a comma, which the vendor reads as two values", text))
	case !b.skip && (strings.TrimSpace(text) != text || text == ""):
		b.wrong(fmt.Sprintf("%q is empty or has blanks at its ends", text))
	}
}

func (h *hints) ofElement() *hints {
	inner := *h
	inner.comma = false
	return &inner
}

func (b *builder) mapping(h *hints, v reflect.Value) Value {
	if v.Type().Key().Kind() != reflect.String {
		return b.must(ValueOf(v.Interface()))
	}
	out := Value{Kind: Map, Items: make([]Member, 0, v.Len())}
	for iter := v.MapRange(); iter.Next(); {
		key := iter.Key().String()
		b.enter("["+strconv.Quote(key)+"]", key, -1)
		b.must(textValue(key))
		out.Items = append(out.Items, Member{key, b.value(h, iter.Value())})
		b.leave()
	}
	sortMembers(out.Items)
	return out
}

func (b *builder) time(h *hints, t time.Time) Value {
	if t.IsZero() {
		b.wrong("is the zero time")
		return Value{}
	}
	t = t.In(CST)
	switch {
	case (h.time == "unix" || h.time == "milli") && t.UnixMilli() < 0:
		b.wrong(fmt.Sprintf("is %s: before 1970 there are no seconds to count", t.Format(time.RFC3339)))
	case t.Year() < 0 || t.Year() > 9999:
		b.wrong(fmt.Sprintf("is in the year %d, which does not have four digits", t.Year()))
	}
	if (h.time == "minute" || h.time == "clock") && (t.Second() != 0 || t.Nanosecond() != 0) {
		b.wrong(fmt.Sprintf("is %s: the vendor takes whole minutes only", t.Format(time.RFC3339)))
	}
	switch h.time {
	case "unix":
		return asText(h, IntOf(t.Unix()))
	case "milli":
		return asText(h, IntOf(t.UnixMilli()))
	case "date":
		return TextOf(t.Format(time.DateOnly))
	case "minute":
		return TextOf(t.Format(dateMinute))
	case "clock":
		return TextOf(t.Format(clock))
	}
	return TextOf(t.Format(dateTime))
}

func (b *builder) date(d classcloud.Date) Value {
	if !d.Valid() && !d.IsZero() { // a pointer to the zero Date is allowed: it is sent as empty text
		b.wrong(fmt.Sprintf("%s is not a valid date", d))
	}
	return TextOf(d.String())
}

// flag writes a bool the way the vendor expresses it: 0 or 1, 1 or 2, inverted, as text or as a JSON bool.
func (b *builder) flag(h *hints, on bool) Value {
	if h.inverted {
		on = !on
	}
	switch {
	case h.flag01:
		return asText(h, IntOf(boolValue(on).Int))
	case h.flag12:
		return asText(h, IntOf(2-boolValue(on).Int))
	case h.asText:
		return TextOf(strconv.FormatBool(on))
	}
	return boolValue(on)
}
