package baijiayun

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"slices"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// Form holds every value of a form that the vendor sent, by name. It prints, under fmt, in slog and in JSON, with *** in place of the values
// that prove something: sign, with which the form can be delivered again, and access_key. The values themselves are as they arrived:
// url.Values(form).Encode() keeps all of them, and CallbackHandler and the Parse functions take them again.
type Form map[string][]string

// Get returns the first value of a name, or "".
func (f Form) Get(name string) string { return url.Values(f).Get(name) }

// Has reports whether the form has a name.
func (f Form) Has(name string) bool { return url.Values(f).Has(name) }

// Format writes the form with what is secret in it hidden.
func (f Form) Format(s fmt.State, verb rune) {
	transport.Redacted(s, fmt.Sprintf(fmt.FormatString(s, verb), f.shown()))
}

// LogValue gives slog the form with what is secret in it hidden.
func (f Form) LogValue() slog.Value { return transport.HiddenLog(f) }

// MarshalJSON writes the form as an object of lists, with what is secret in it hidden.
func (f Form) MarshalJSON() ([]byte, error) { return json.Marshal(f.shown()) }

// shown returns a copy for others to see.
func (f Form) shown() map[string][]string {
	if f == nil {
		return nil
	}
	out := make(map[string][]string, len(f))
	for name, values := range f {
		values = slices.Clone(values)
		if transport.IsSecretMember(name) {
			for i := range values {
				values[i] = "***"
			}
		}
		out[name] = values
	}
	return out
}
