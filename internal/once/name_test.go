package once

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestNames(t *testing.T) {
	for _, id := range []string{"", "a", strings.Repeat("x", 200), strings.Repeat("课", 66)} {
		assert.Equal(t, id, Name(id), "kept as it is")
	}
	seen := map[string]string{}
	for _, id := range []string{
		strings.Repeat("x", 201), strings.Repeat("x", 202), strings.Repeat("x", 201) + "y", strings.Repeat("课", 67), strings.Repeat("课", 68),
		"a" + strings.Repeat("课", 67), "ab" + strings.Repeat("课", 67), strings.Repeat("\x80", 300), strings.Repeat("x", 1<<20),
		Name(strings.Repeat("x", 201)),
	} {
		name := Name(id)
		assert.Greater(t, len(name), 200, "it is not another one's id")
		assert.LessOrEqual(t, len(name), 220)
		assert.Equal(t, name, Name(id))
		assert.Equal(t, utf8.ValidString(id), utf8.ValidString(name))
		assert.True(t, strings.HasPrefix(name, id[:100]), "it can be recognised")
		assert.Empty(t, seen[name])
		seen[name] = id
	}
}

// A long id is the same delivery in a store that claims and in one that does not.
func TestALongIDIsRunOnce(t *testing.T) {
	for _, store := range []classcloud.DeliveryStore{classcloud.NewMemoryDeliveries(0), struct{ classcloud.DeliveryStore }{classcloud.NewMemoryDeliveries(0)}} {
		guard, ran := New(store, 0, nobody), 0
		for _, id := range []string{strings.Repeat("x", 1000) + "a", strings.Repeat("x", 1000) + "b", strings.Repeat("x", 1000) + "a"} {
			require.NoError(t, guard.Do(t.Context(), id, func(context.Context) error { ran++; return nil }))
		}
		assert.Equal(t, 2, ran)
		seen, err := store.Seen(t.Context(), Name(strings.Repeat("x", 1000)+"a"))
		require.NoError(t, err)
		assert.True(t, seen)
	}
}
