package transport

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRedactedTexts(t *testing.T) {
	const text = `fake.Credentials{Domain:"a"}`
	data, err := RedactedJSON(text)
	require.NoError(t, err)
	assert.JSONEq(t, `"fake.Credentials{Domain:\"a\"}"`, string(data))
	assert.Equal(t, text, RedactedLog(text).String())
	assert.Equal(t, text, fmt.Sprintf("%#v", hidden(text)))
}

type hidden string

func (h hidden) Format(f fmt.State, _ rune) { Redacted(f, string(h)) }
