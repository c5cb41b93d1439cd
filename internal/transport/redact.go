package transport

import (
	"fmt"
	"io"
	"log/slog"
)

// Redacted is Format's answer of a type that holds secrets: its name and what is no secret, under every verb of fmt. The two
// below are the same for JSON and slog.
func Redacted(f fmt.State, text string) { _, _ = io.WriteString(f, text) }

// RedactedJSON is MarshalJSON's answer.
func RedactedJSON(text string) ([]byte, error) { return fmt.Appendf(nil, "%q", text), nil }

// RedactedLog is LogValue's answer.
func RedactedLog(text string) slog.Value { return slog.StringValue(text) }
