package weclassroom

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLastPage(t *testing.T) {
	for name, c := range map[string]struct {
		got, size, page, pages int
		last                   bool
	}{
		"an empty page ends, whatever is counted":          {0, 20, 1, 99, true},
		"a short last page":                                {7, 20, 3, 3, true},
		"a short page and no count":                        {7, 20, 3, 0, true},
		"a full page goes on, though counted as the last":  {20, 20, 3, 3, false},
		"a full page goes on, though nothing is counted":   {20, 20, 1, 0, false},
		"a short page goes on where the vendor cuts pages": {7, 20, 1, 3, false},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.last, lastPage(c.got, c.size, c.page, c.pages)) })
	}
}
