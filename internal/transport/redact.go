package transport

import (
	"fmt"
	"io"
	"log/slog"
)

// Redacted is embedded by nothing: Format, and the two helpers below, are how a vendor's Client and Credentials show only
// their name and what is no secret, under every verb of fmt, in JSON and in slog.
func Redacted(f fmt.State, text string) { _, _ = io.WriteString(f, text) }

// RedactedJSON is MarshalJSON's answer.
func RedactedJSON(text string) ([]byte, error) { return fmt.Appendf(nil, "%q", text), nil }

// RedactedLog is LogValue's answer.
func RedactedLog(text string) slog.Value { return slog.StringValue(text) }
