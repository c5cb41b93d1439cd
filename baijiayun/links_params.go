package baijiayun

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/go-querystring/query"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// linkParams are further parameters of a link, sorted by their names.
type linkParams []wire.Member

// furtherParams reads the further parameters of a link. It refuses the names that the page's own struct has, what must never stand in a
// link, and values that are not text, numbers or flags.
func furtherParams(bad []classcloud.FieldError, field string, extra map[string]any, page any) (linkParams, []classcloud.FieldError) {
	var out linkParams
	own := []string{"", "sign", "partner_key", "secret_key"}
	for _, f := range reflect.VisibleFields(reflect.TypeOf(page)) {
		name, _, _ := strings.Cut(f.Tag.Get("url"), ",")
		own = append(own, name)
	}
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		value, err := wire.ValueOf(extra[name])
		problem := ""
		switch {
		case slices.Contains(own, name):
			problem = "is not a further parameter: it has a field of its own, or is set by the client itself"
		case err != nil:
			problem = err.Error()
		case value.Kind == wire.Null, value.Kind >= wire.JSON:
			problem = fmt.Sprintf("is %T: a link holds text, numbers and flags", extra[name])
		}
		if problem != "" {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("%s[%q]", field, name), Wire: name, Problem: problem})
			continue
		}
		out = append(out, wire.Member{Name: name, Value: wire.TextOf(value.FormText())})
	}
	return out, bad
}

// separable refuses signed parameters with which another set of parameters would have the same signature.
func (p linkParams) separable(bad []classcloud.FieldError, field string) []classcloud.FieldError {
	for _, m := range p {
		if strings.ContainsAny(m.Name, "&=") || strings.Contains(m.Value.Text, "&") {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("%s[%q]", field, m.Name), Wire: m.Name,
				Problem: "contains & (or = in its name), with which its owner could forge the link"})
		}
	}
	return bad
}

// apart refuses a parameter that is both signed and not.
func (p linkParams) apart(bad []classcloud.FieldError, other linkParams) []classcloud.FieldError {
	for _, m := range other {
		if slices.ContainsFunc(p, func(own wire.Member) bool { return own.Name == m.Name }) {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("Extra[%q]", m.Name), Wire: m.Name, Problem: "is in SignedExtra too"})
		}
	}
	return bad
}

// hideParams returns the parameters with their values hidden: a link's parameter may be a ticket.
func hideParams(extra map[string]any) map[string]any {
	if extra == nil {
		return nil
	}
	out := make(map[string]any, len(extra))
	for name := range extra {
		out[name] = "***"
	}
	return out
}

// address returns a page's address with its parameters.
func address(page string, parameters any, further ...linkParams) (string, error) {
	values, err := query.Values(parameters)
	if err != nil {
		return "", fmt.Errorf("baijiayun: %w", err)
	}
	for _, m := range slices.Concat(further...) {
		values.Set(m.Name, m.Value.Text)
	}
	return page + "?" + blanks(values.Encode()), nil
}

// blanks writes a blank as %20, because a page that parses its own query may not read + as a blank.
func blanks(encoded string) string { return strings.ReplaceAll(encoded, "+", "%20") }

// unsigned refuses a number below 0.
func unsigned(bad []classcloud.FieldError, n int64, field, wireName string) []classcloud.FieldError {
	if n >= 0 {
		return bad
	}
	return append(bad, classcloud.FieldError{Field: field, Wire: wireName, Problem: fmt.Sprintf("is %d: must not be negative", n)})
}

// readable refuses text that is not valid UTF-8, which no page could show.
func readable(bad []classcloud.FieldError, text, field, wireName string) []classcloud.FieldError {
	if utf8.ValidString(text) {
		return bad
	}
	return append(bad, classcloud.FieldError{Field: field, Wire: wireName, Problem: "is not valid UTF-8"})
}
