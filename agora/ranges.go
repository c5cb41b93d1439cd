package agora

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// ranges collects the fields of a request that lie outside of the ranges in Agora's documents. Agora answers such a field with a bare
// 400, or takes another value without a word; classcloud.WithoutChecks sends it all the same.
type ranges []classcloud.FieldError

func (r *ranges) add(field, wire, problem string) {
	*r = append(*r, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
}

// known refuses a number that is not one of those that Agora names.
func (r *ranges) known(field, wire string, value int, values ...int) {
	if !slices.Contains(values, value) {
		r.add(field, wire, fmt.Sprintf("is %d, Agora knows %s", value, strings.Trim(fmt.Sprint(values), "[]")))
	}
}

// within refuses a number outside of a range. A field that is 0 is not sent.
func (r *ranges) within(field, wire string, value, least, most int) {
	if value != 0 && (value < least || value > most) {
		r.add(field, wire, fmt.Sprintf("is %d, Agora takes %d to %d", value, least, most))
	}
}

func (r *ranges) notNegative(field, wire string, value *int) {
	if value != nil && *value < 0 {
		r.add(field, wire, "is negative")
	}
}

func (r *ranges) atMost(field, wire string, value, most time.Duration) {
	if value > most {
		r.add(field, wire, fmt.Sprintf("is %v, Agora takes at most %v", value, most))
	}
}
