package agora

import (
	"crypto/rand"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAppTokenIsKeptUntilShortlyBeforeItsEnd(t *testing.T) {
	keys, clock, kept := Credentials{AppID: testAppID, Certificate: testCertificate}, clienttest.ClockAt(time.Unix(1_700_000_000, 0)), newTokens()
	get := func(keys Credentials) string {
		t.Helper()
		token, err := kept.app(keys, clock, rand.Reader)
		require.NoError(t, err)
		return token
	}
	first := get(keys)
	made := readToken(t, first)
	assert.Equal(t, uint32(7200), made.expire)
	assert.Equal(t, uint32(1_700_000_000), made.issueTs)

	clock.Advance(109 * time.Minute)
	assert.Equal(t, first, get(keys), "eleven minutes before its end it is good")
	clock.Advance(2 * time.Minute)
	second := get(keys)
	assert.NotEqual(t, first, second, "nine minutes before its end there is a new one")
	assert.Equal(t, uint32(1_700_000_000+111*60), readToken(t, second).issueTs)
	assert.Equal(t, second, get(keys))

	clock.Advance(24 * time.Hour)
	third := get(keys)
	assert.NotEqual(t, second, third)
	clock.Advance(-12 * time.Hour)
	assert.NotEqual(t, third, get(keys), "a clock set back makes a token of its own")

	other := keys
	other.Certificate = "0123456789abcdef0123456789abcdef"
	assert.NotEqual(t, get(keys), get(other), "a rotated certificate makes tokens of its own")
	clock.Advance(3 * time.Hour)
	get(keys)
	assert.Len(t, kept.made, 1, "tokens that have ended are forgotten")
}

// heldReader waits with its random bytes until the test lets it go. A salt that is out of range, 2 in 100, is drawn once more: only the first
// draw waits.
type heldReader struct {
	once  sync.Once
	asked chan struct{}
	let   chan error
}

func (r *heldReader) Read(p []byte) (int, error) {
	var err error
	r.once.Do(func() {
		r.asked <- struct{}{}
		err = <-r.let
	})
	if err != nil {
		return 0, err
	}
	return io.ReadFull(rand.Reader, p)
}

func TestARenewalBlocksNobody(t *testing.T) {
	keys, clock, kept := Credentials{AppID: testAppID, Certificate: testCertificate}, clienttest.ClockAt(time.Unix(1_700_000_000, 0)), newTokens()
	first, err := kept.app(keys, clock, rand.Reader)
	require.NoError(t, err)
	clock.Advance(115 * time.Minute)

	slow := &heldReader{asked: make(chan struct{}), let: make(chan error)}
	renewed := make(chan string)
	go func() {
		token, err := kept.app(keys, clock, slow)
		assert.NoError(t, err)
		renewed <- token
	}()
	<-slow.asked
	var others sync.WaitGroup
	for range 8 {
		others.Go(func() {
			token, err := kept.app(keys, clock, forbiddenReader{})
			assert.NoError(t, err)
			assert.Equal(t, first, token, "the others go on with what there is")
		})
	}
	others.Wait()
	slow.let <- nil
	second := <-renewed
	assert.NotEqual(t, first, second)
	token, err := kept.app(keys, clock, forbiddenReader{})
	require.NoError(t, err)
	assert.Equal(t, second, token)
}

type forbiddenReader struct{}

var errForbidden = errors.New("no randomness")

func (forbiddenReader) Read([]byte) (int, error) { return 0, errForbidden }

func TestARenewalThatFailsIsTriedAgain(t *testing.T) {
	keys, clock, kept := Credentials{AppID: testAppID, Certificate: testCertificate}, clienttest.ClockAt(time.Unix(1_700_000_000, 0)), newTokens()
	_, err := kept.app(keys, clock, forbiddenReader{})
	require.ErrorIs(t, err, errForbidden, "without a token there is nothing to go on with")
	first, err := kept.app(keys, clock, rand.Reader)
	require.NoError(t, err)
	clock.Advance(115 * time.Minute)
	token, err := kept.app(keys, clock, forbiddenReader{})
	require.NoError(t, err)
	assert.Equal(t, first, token)
	token, err = kept.app(keys, clock, rand.Reader)
	require.NoError(t, err)
	assert.NotEqual(t, first, token)

	clock.Advance(119*time.Minute + 30*time.Second)
	_, err = kept.app(keys, clock, forbiddenReader{})
	require.ErrorIs(t, err, errForbidden, "a token in its last minute is none: it would end under way")
}
