package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"":                   0,
		"agora":              5,
		"初三数学":               8,
		"初三(2)班":             9,
		"（二次函数）：《讲义》":        22,
		"ＡＢＣ１２３":             12, // fullwidth
		"\u3000":             2,  // the ideographic space
		"ｱｲｳ":                3,  // halfwidth kana
		"カタカナ":               8,
		"한국어":                6,
		"𠮷野家":                6, // an ideograph of extension B
		"e\u0301te\u0301":    3, // marks that combine
		"नि":                 2,
		"✓✗–…":               4,
		"⌚😀🎓":                6,
		"👩\u200d🏫":           4, // two pictures, where a terminal does not join them
		"\u200b\u202eabc":    3, // neither space nor direction takes a column
		"\u4e00\ua4d0":       3, // an ideograph, and what stands just behind Yi
		"\u1160\ufb00\uff61": 3, // just behind wide runs
		"\u115f\ufad9\uff60": 6, // the last of wide runs
	} {
		assert.Equal(t, want, width(text), "%q", text)
	}
}

// The runs are searched by halves: they must be in order, and apart.
func TestWideRunsAreInOrder(t *testing.T) {
	last := rune(0)
	for _, run := range wide {
		assert.Greater(t, run[0], last)
		assert.LessOrEqual(t, run[0], run[1])
		last = run[1]
	}
}
