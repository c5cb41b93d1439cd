package wire

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPrintIsEncodingJSONBesideSpans(t *testing.T) {
	value := struct {
		Text   string          `json:"text"`
		Number json.Number     `json:"number"`
		Any    any             `json:"any"`
		Raw    json.RawMessage `json:"raw"`
		Time   time.Time       `json:"time"`
		Map    map[string]int  `json:"map"`
		Gone   *spans          `json:"gone,omitzero"`
		Nil    []int           `json:"nil"`
	}{Text: "<a&b> 课 \u2028", Number: "12345678901234567", Any: map[string]any{"b": json.Number("3"), "a": []any{nil, true, "x"}},
		Raw: json.RawMessage(`{"x":1}`), Time: time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC), Map: map[string]int{"z": 1, "a": 2}}
	var want jsonText
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	require.NoError(t, enc.Encode(value))
	got, err := Print(value)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got)+"\n")
}

type jsonText []byte

func (t *jsonText) Write(p []byte) (int, error) { *t = append(*t, p...); return len(p), nil }
