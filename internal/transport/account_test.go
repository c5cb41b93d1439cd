package transport

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnAccountIsMadeOncePerCredentials(t *testing.T) {
	type keys struct {
		id     int64
		secret string
	}
	var a Accounts[keys]
	asked := 0
	account := func(k keys) (Account, error) {
		asked++
		if k.secret == "" {
			return Account{ID: "half", Keys: k}, errors.New("no secret")
		}
		return Account{ID: "fake", Keys: k}, nil
	}
	for _, step := range []struct {
		keys  keys
		asked int
	}{
		{keys{1, "a"}, 1}, {keys{1, "a"}, 1}, {keys{1, "b"}, 2}, {keys{1, "a"}, 3}, {keys{2, "a"}, 4}, {keys{2, "a"}, 4},
	} {
		got, err := a.Of(step.keys, account)
		require.NoError(t, err)
		assert.Equal(t, Account{ID: "fake", Keys: step.keys}, got)
		assert.Equal(t, step.asked, asked)
	}
	for range 2 { // what is wrong is asked again, and not remembered
		got, err := a.Of(keys{1, ""}, account)
		require.EqualError(t, err, "no secret")
		assert.Zero(t, got)
	}
	assert.Equal(t, 6, asked)
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = a.Of(keys{2, "a"}, account) }))
}
