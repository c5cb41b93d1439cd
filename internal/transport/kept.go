package transport

import (
	"context"
	"fmt"
	"log/slog"
)

// Kept is the source that a vendor's Credentials.Source returns: it holds fixed credentials in a function, because fmt prints what
// unexported fields hold, and calls no method there. C is the vendor's Credentials, which print without their secrets.
type Kept[C any] func() C

// Keep returns a source of fixed credentials.
func Keep[C any](own C) Kept[C] { return func() C { return own } }

// Credentials returns the credentials.
func (k Kept[C]) Credentials(context.Context) (C, error) { return k(), nil }

// Format writes the credentials as they write themselves.
func (k Kept[C]) Format(f fmt.State, _ rune) { Redacted(f, k.text()) }

// MarshalJSON writes the credentials as they write themselves.
func (k Kept[C]) MarshalJSON() ([]byte, error) { return RedactedJSON(k.text()) }

// LogValue returns the credentials as they write themselves.
func (k Kept[C]) LogValue() slog.Value { return RedactedLog(k.text()) }

func (k Kept[C]) text() string {
	if k == nil {
		return "<nil>"
	}
	return fmt.Sprint(k())
}

// Static returns the credentials of a source that always has the same ones, which New checks: C itself, and what Keep returns.
func Static[C any](source any) (own C, static bool) {
	switch source := source.(type) {
	case C:
		return source, true
	case Kept[C]:
		return source(), true
	}
	return own, false
}
