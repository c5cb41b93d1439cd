package transport

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzAddresses reads one URL after another, and expects of the second what a parser without a memory says.
func FuzzAddresses(f *testing.F) {
	for _, second := range []string{"https://a.example/x/y-z_1.html", "https://a.example", "https://a.example/", "https://a.example/a%2fb", "https://a.example/a b?c=d#e",
		"https://a.examples/x", "https://a.example:/x", "https://a.example/x?", "https://a.example/\x7f", "https://a.example/%zz", "https://u:p@a.example/x",
		"HTTPS://A.example/x", "https:///x", "https://a.example//x/../y", "mailto:x", "", "https://a.example/教室"} {
		for _, first := range []string{"https://a.example/x", "https://a.example:443/y", "HTTPS://A.example/z", "https://a.example:/x", "https:///x", "https://u@a.example/x", "/x"} {
			f.Add(first, second)
		}
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		var a addresses
		_, _ = a.read(first)
		for _, text := range []string{second, second + "/again", first + "/again"} {
			want, wantErr := url.Parse(text)
			got, err := a.read(text)
			require.Equal(t, wantErr == nil, err == nil, "%q after %q: %v", text, first, err)
			if err == nil {
				want.Host = strings.TrimSuffix(want.Host, ":")
				assert.Equal(t, *want, got, "%q after %q", text, first)
			}
		}
	})
}

func TestReadingAnAddressAgainCostsNothing(t *testing.T) {
	var a addresses
	_, err := a.read("https://demo.example/openapi/room/list")
	require.NoError(t, err)
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = a.read("https://demo.example/openapi/room/create") }))
}
