package baijiayun

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	shortestClass = 15 * 60       // in seconds: a room that is not a long-term one lasts longer
	longestClass  = 24 * 60 * 60  // in seconds: and less long
	longestDelay  = 2 * time.Hour // of end_delay_time
)

// refusals collects the fields of a request that are wrong.
type refusals []classcloud.FieldError

// when refuses a field when it is wrong.
func (r *refusals) when(wrong bool, field, wireName, problem string) {
	if wrong {
		*r = append(*r, classcloud.FieldError{Field: field, Wire: wireName, Problem: problem})
	}
}

// negative refuses the numbers of a request, which is a pointer to a struct, that are below 0: the vendor's int is unsigned (无符号的64位整数).
// So is what a Room has where the reply did not say it. Ids and spans of time are refused where they are written.
func (r *refusals) negative(in any) {
	v := reflect.ValueOf(in).Elem()
	for _, i := range numbersOf(v.Type()) {
		field := v.Field(i)
		if field.Kind() == reflect.Pointer {
			field = field.Elem() // of nil it is a value without a kind
		}
		if !field.CanInt() || field.Int() >= 0 {
			continue
		}
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		r.when(true, v.Type().Field(i).Name, name, fmt.Sprintf("is %d: must not be negative", field.Int()))
	}
}

var numberFields sync.Map // reflect.Type -> []int: a cache, filled on first use, never changed

// numbersOf returns which fields of a request are numbers and neither ids nor spans of time.
func numbersOf(t reflect.Type) []int {
	if known, ok := numberFields.Load(t); ok {
		return known.([]int)
	}
	var out []int
	for i := range t.NumField() {
		field := t.Field(i).Type
		if field.Kind() == reflect.Pointer {
			field = field.Elem()
		}
		if kind := field.Kind(); kind >= reflect.Int && kind < reflect.Int64 {
			out = append(out, i)
		}
	}
	numberFields.Store(t, out)
	return out
}

// times refuses an end that is not after the start, as the vendor reads them: in whole seconds. A short room also lasts as long as the
// vendor allows it.
func (r *refusals) times(start, end time.Time, short bool) {
	if start.IsZero() || end.IsZero() {
		return
	}
	switch length := end.Unix() - start.Unix(); {
	case length <= 0:
		r.when(true, "EndTime", "end_time", "is not after StartTime")
	case short && length <= shortestClass:
		r.when(true, "EndTime", "end_time", "is not more than 15 minutes after StartTime, as it must be unless LongTerm is set")
	case short && length >= longestClass:
		r.when(true, "EndTime", "end_time", "is not less than 24 hours after StartTime, as it must be unless LongTerm is set")
	}
}

// delay refuses an end_delay_time that is longer than the vendor allows.
func (r *refusals) delay(d *time.Duration) {
	r.when(d != nil && *d > longestDelay, "EndDelay", "end_delay_time", "is more than 2 hours")
}

// twice refuses a list in which an id stands more than once: what the vendor makes of that is not known.
func (r *refusals) twice(ids []int64, field, wireName string) {
	first := map[int64]int{}
	for i, id := range ids {
		if before, is := first[id]; is {
			at := fmt.Sprintf("[%d]", i)
			r.when(true, field+at, wireName+at, fmt.Sprintf("is %s[%d] again", field, before))
			continue
		}
		first[id] = i
	}
}

// isSet reports whether an optional flag is given and on.
func isSet(flag *bool) bool { return flag != nil && *flag }

// beginsWith reports whether an address begins with one of the schemes, which may be in capitals.
func beginsWith(address string, schemes ...string) bool {
	return slices.ContainsFunc(schemes, func(scheme string) bool {
		return len(address) > len(scheme) && strings.EqualFold(address[:len(scheme)], scheme)
	})
}
