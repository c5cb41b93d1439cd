package classintest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A page and a size beyond any number of rows are an empty page and a whole one, also where an int has 32 bits.
func TestPagesOfReads(t *testing.T) {
	srv := newServer(t)
	const path = "/partner/api/course.api.php?action=getCourseList"
	count := func(number, size int64) int {
		var page struct {
			Courses []json.RawMessage `json:"courseList"`
		}
		answer := post(t, srv, path, form(fields{"page": number, "perpage": size}))
		require.NoError(t, json.Unmarshal(answer.Data, &page), answer.Raw)
		return len(page.Courses)
	}
	all := count(1, 1000)
	require.Positive(t, all)
	for _, test := range []struct {
		page, size int64
		want       int
	}{
		{1, 1, 1}, {int64(all), 1, 1}, {int64(all) + 1, 1, 0}, {1, 1<<62 + 1, all}, {2, 1<<62 + 1, 0}, {1<<62 + 1, 4, 0}, {1<<32 + 1, 1, 0}, {1 << 62, 1 << 62, 0},
	} {
		assert.Equal(t, test.want, count(test.page, test.size), "page %d of %d rows each", test.page, test.size)
	}
}
