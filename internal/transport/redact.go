package transport

import (
	"fmt"
	"io"
	"log/slog"
)

// Redacted writes the text that a type with secrets shows under every verb of fmt. The type's Format calls it.
func Redacted(f fmt.State, text string) { _, _ = io.WriteString(f, text) }

// RedactedJSON returns the text as JSON. MarshalJSON of a type with secrets calls it.
func RedactedJSON(text string) ([]byte, error) { return fmt.Appendf(nil, "%q", text), nil }

// RedactedLog returns the text for slog. LogValue of a type with secrets calls it.
func RedactedLog(text string) slog.Value { return slog.StringValue(text) }
