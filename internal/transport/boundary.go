package transport

import (
	"encoding/hex"
	"fmt"
	"io"
)

// Boundary draws a multipart boundary.
func Boundary(random io.Reader) (string, error) {
	var b [15]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("no randomness for a multipart boundary: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}
