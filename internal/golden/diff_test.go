package golden

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDiff(t *testing.T) {
	var long strings.Builder
	for i := range 100 {
		fmt.Fprintf(&long, "line %d\n", i)
	}
	for _, test := range []struct{ name, want, got, diff string }{
		{"equal texts", "a\nb\n", "a\nb\n", ""},
		{"a changed line", "a\nb\nc\n", "a\nx\nc\n", " a\n-b\n+x\n c\n \n"},
		{"a new line", "a\nc\n", "a\nb\nc\n", " a\n+b\n c\n \n"},
		{"a line that is gone", "a\nb\nc\n", "a\nc\n", " a\n-b\n c\n \n"},
		{"far apart", long.String(), strings.Replace(strings.Replace(long.String(), "line 10\n", "ten\n", 1), "line 50\n", "", 1),
			" line 8\n line 9\n-line 10\n+ten\n line 11\n line 12\n…\n line 48\n line 49\n-line 50\n line 51\n line 52\n…\n"},
		{"everything", "", "a\n", "+a\n \n"},
	} {
		t.Run(test.name, func(t *testing.T) { assert.Equal(t, test.diff, Diff(test.want, test.got)) })
	}
}
