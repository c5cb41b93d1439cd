package classcloudsql_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// coded is an error as PostgreSQL's drivers have them.
type coded string

func (c coded) Error() string    { return "failed with " + string(c) }
func (c coded) SQLState() string { return string(c) }

// What others are the reason of is tried many times, anything else three times.
func TestPatience(t *testing.T) {
	for failure, tries := range map[error]int64{
		coded("40001"): 6, coded("40P01"): 6, coded("55P03"): 6, coded("42P01"): 3, coded("57014"): 3,
		errors.New("database is locked (5) (SQLITE_BUSY)"): 6, errors.New("Error 1213 (40001): Deadlock found"): 6,
		errors.New("Error 1205 (HY000): Lock wait timeout exceeded"): 6, errors.New("Error 1020 (HY000): Record has changed since last read"): 6,
		errors.New("no such table"): 3, errors.New("Error 1146 (42S02): no such table"): 3,
	} {
		w, over, _ := wired(t)
		hook, seen := times(5, "INSERT", failure)
		w.before = hook
		err := over.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a"})
		assert.Equal(t, tries, seen.Load(), failure)
		if tries == 3 {
			require.ErrorIs(t, err, failure)
		} else {
			require.NoError(t, err, failure)
		}
	}
}
