package house_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The client of a test server uses the server's clock, so that the server accepts its signatures whatever time it is there, by default
// and after SetClock.
func TestATestServersClientUsesItsClock(t *testing.T) {
	january := time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC)
	later := january.AddDate(3, 0, 0)
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			setClock, create := v.onClock(t, func() time.Time { return january })
			require.NoError(t, create(january))
			setClock(func() time.Time { return later })
			assert.NoError(t, create(later), "it follows SetClock")
		})
	}
}
