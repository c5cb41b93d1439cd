package weclassroom_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
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
