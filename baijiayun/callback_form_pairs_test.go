package baijiayun

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parseForm reads what url.ParseQuery reads, and refuses what that refuses.
func TestParseFormReadsWhatNetURLReads(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "a=b", strings.Repeat("a=b&", fewPairs), strings.Repeat("&", fewPairs-1) + "a=b", strings.Repeat("&", fewPairs) + "a=b;"}
	pieces := []string{"a", "b", "qid", "=", "=", "&", "&", "%3D", "%", "%zz", "+", ";", "学", "\x00"}
	for range 20_000 {
		var text strings.Builder
		for range random.IntN(14) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		texts = append(texts, text.String())
	}
	for _, text := range texts {
		want, refused := url.ParseQuery(text)
		got, err := parseForm(text)
		require.Equal(t, refused != nil, err != nil, "%q", text)
		if err == nil {
			require.Equal(t, want, got, "%q", text)
		}
	}
}

// The values of a form stand in one list, and none is changed by adding to another.
func TestTheValuesOfAFormAreApart(t *testing.T) {
	form, err := parseForm("a=1&b=2&a=3")
	require.NoError(t, err)
	form.Add("b", "4")
	form.Add("a", "5")
	assert.Equal(t, url.Values{"a": {"1", "3", "5"}, "b": {"2", "4"}}, form)
	form, err = parseForm("a=1&b=2")
	require.NoError(t, err)
	form.Add("a", "3")
	assert.Equal(t, []string{"2"}, form["b"])
}
