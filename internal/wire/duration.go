package wire

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// unitOf is what a hint counts in; without a hint, seconds.
func unitOf(hint string) time.Duration {
	switch hint {
	case "minutes":
		return time.Minute
	case "hours":
		return time.Hour
	}
	return time.Second
}

// duration writes a span of time as the vendor's number.
func (b *builder) duration(h *hints, d time.Duration) Value {
	unit := unitOf(h.unit)
	switch {
	case d < 0:
		b.wrong(fmt.Sprintf("is %v: must not be negative", d))
	case d%unit != 0:
		b.wrong(fmt.Sprintf("is %v, not a whole number of %s", d, h.unit))
	}
	return asText(h, IntOf(int64(d/unit)))
}

// decodeDuration reads a number of the units that the field counts in, perhaps with a fraction, or 00:01:30, which means the same in every
// unit.
func decodeDuration(dec *jsontext.Decoder, unit time.Duration, to *time.Duration) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = 0
		return err
	}
	if n, ok := digits(text); ok && n <= mostUnits {
		*to = time.Duration(n) * unit
		return nil
	}
	*to, err = readDuration(string(text), unit)
	return err
}

// mostUnits is how many of the largest unit a time.Duration holds, and is as much as a number of any unit may be.
const mostUnits = int64(math.MaxInt64 / time.Hour)

var errNoSpan = errors.New("is not a span of time")

// readDuration reads a number of units, perhaps with a fraction; hours, minutes and seconds as 00:01:30; or Go's "1m30s". Empty text
// is 0.
func readDuration(text string, unit time.Duration) (time.Duration, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if n > mostUnits || n < -mostUnits {
			return 0, fmt.Errorf("%s %w", quoteShort(text), errNoSpan)
		}
		return time.Duration(n) * unit, nil
	}
	if d, ok := readClock(text); ok {
		return d, nil
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		if span := f * float64(unit); math.Abs(span) < math.MaxInt64 {
			return time.Duration(math.Round(span)), nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil {
		return d, nil
	}
	return 0, fmt.Errorf("%s %w", quoteShort(text), errNoSpan)
}

// readClock reads 00:01:30 or 01:30.
func readClock(text string) (time.Duration, bool) {
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	var total time.Duration // in seconds
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 31)
		if err != nil || i > 0 && n > 59 {
			return 0, false
		}
		total = total*60 + time.Duration(n)
	}
	return total * time.Second, total <= math.MaxInt64/time.Second
}

// inSeconds makes as many seconds of a span as it has units.
func inSeconds(v reflect.Value, unit time.Duration) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	v.SetInt(v.Int() / int64(unit/time.Second))
}

// fieldUnit is the unit of a field that does not count in seconds; 0 for every other field.
func fieldUnit(f reflect.StructField) time.Duration {
	if deref(f.Type) != durationType || !f.IsExported() {
		return 0
	}
	for _, hint := range []string{"minutes", "hours"} {
		if slices.Contains(strings.Split(f.Tag.Get("wire"), ","), hint) {
			return unitOf(hint)
		}
	}
	return 0
}

var unitTypes sync.Map // reflect.Type -> bool: a cache, filled on first use, never changed

// hasUnits reports whether a type holds a field that does not count in seconds, at any depth.
func hasUnits(t reflect.Type) bool {
	if known, ok := unitTypes.Load(t); ok {
		return known.(bool)
	}
	has := searchUnits(t, map[reflect.Type]bool{})
	unitTypes.Store(t, has)
	return has
}

func searchUnits(t reflect.Type, seen map[reflect.Type]bool) bool {
	for slices.Contains(containers, t.Kind()) {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return false
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		if fieldUnit(f) != 0 || f.IsExported() && searchUnits(f.Type, seen) {
			return true
		}
	}
	return false
}
