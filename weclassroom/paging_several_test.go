package weclassroom_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// One iterator may be gone through by several at once: each has its own count of what came.
func TestAWalkIsWalkedBySeveralAtOnce(t *testing.T) {
	client := (&paged{rows: 100, pages: right}).start(t)
	for name, walk := range walks(t, client, 0) {
		var walkers sync.WaitGroup
		for range 4 {
			walkers.Go(func() {
				got, err := collect(walk)
				assert.NoError(t, err, name)
				assert.Len(t, got, 100, name)
			})
		}
		walkers.Wait()
	}
}

// A student with two rows on a page has two, and an empty page is not the end of a list that has more pages.
func TestAWalkLosesNoRow(t *testing.T) {
	row := func(user, listened string) string {
		return `{"user_id":` + user + `,"listen_time":` + listened + `,"inout_times":1,"u_late":0,"u_leave":0}`
	}
	for name, test := range map[string]struct {
		pages  []string
		listen []int
		whole  bool
	}{
		"two rows of a student":             {[]string{`"data":[` + row("1", "10") + "," + row("1", "20") + `]`}, []int{10, 20}, true},
		"a row that is repeated":            {[]string{`"data":[` + row("1", "10") + "," + row("1", "10") + "," + row("2", "20") + `]`}, []int{10, 20}, true},
		"two rows, counted":                 {[]string{`"count":2,"data":[` + row("1", "10") + "," + row("1", "20") + `]`}, []int{10, 20}, true},
		"a row that is shifted":             {[]string{`"data":[` + row("1", "10") + `]`, `"data":[` + row("1", "10") + "," + row("2", "20") + `]`}, []int{10, 20}, true},
		"an empty page between":             {[]string{`"sumpage":3,"data":[` + row("1", "10") + `]`, `"sumpage":3,"data":[]`, `"sumpage":3,"data":[` + row("2", "20") + `]`}, []int{10, 20}, true},
		"pages that are promised in vain":   {[]string{`"sumpage":9,"data":[` + row("1", "10") + `]`, `"sumpage":9`, `"sumpage":9`, `"sumpage":9`}, []int{10}, false},
		"nothing is said, and nothing came": {[]string{`"data":[` + row("1", "10") + `]`, `"data":[]`, `"data":[` + row("2", "20") + `]`}, []int{10}, true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			client, _ := stubbed(t, func(_ string, params weclassroomtest.Array) string {
				asked++
				page, _ := params.Get("page")
				number, _ := page.(int64)
				if int(number) > len(test.pages) {
					return `{"status":1,"error_code":10000,"data":{"data":[]}}`
				}
				return `{"status":1,"error_code":10000,"data":{` + test.pages[max(number, 1)-1] + `}}`
			})
			var listened []int
			var last error
			for student, err := range client.Reports.AllAttendance(t.Context(), &weclassroom.ListAttendanceRequest{LessonID: 5}) {
				if last = err; err == nil {
					listened = append(listened, student.ListenTime)
				}
			}
			assert.Equal(t, test.listen, listened)
			if test.whole {
				require.NoError(t, last)
				return
			}
			assert.ErrorIs(t, last, transport.ErrIncomplete)
			assert.Less(t, asked, 10)
		})
	}
}
