package sandbox

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a page of somebody else can make a browser send is refused: under the page's own host name, from its origin, or as a form.
func TestForeignPagesAreRefused(t *testing.T) {
	b := start(t, Config{Vendors: []string{"agora"}})
	host := b.listener.Addr().String()
	for _, test := range []struct {
		name         string
		method, path string
		host         string
		header       map[string]string
		status       int
	}{
		{"a program", "POST", "/api/reset", host, map[string]string{"Content-Type": "application/json"}, 200},
		{"the page", "POST", "/api/reset", host, map[string]string{"Content-Type": "application/json", "Origin": "http://" + host, "Sec-Fetch-Site": "same-origin"}, 200},
		{"localhost", "GET", "/api/state", "localhost:1", nil, 200},
		{"IPv6", "GET", "/api/state", "[::1]:4780", nil, 200},
		{"a rebound name", "GET", "/api/state", "evil.example:4780", nil, 403},
		{"a rebound name that begins well", "GET", "/api/state", "127.0.0.1.evil.example", nil, 403},
		{"a rebound name and the page", "GET", "/", "evil.example", nil, 403},
		{"another origin", "POST", "/api/reset", host, map[string]string{"Content-Type": "application/json", "Origin": "http://evil.example"}, 403},
		{"another port", "POST", "/api/reset", host, map[string]string{"Content-Type": "application/json", "Origin": "http://127.0.0.1:1"}, 403},
		{"no origin to speak of", "POST", "/api/reset", host, map[string]string{"Content-Type": "application/json", "Origin": "null"}, 403},
		{"another site's picture", "GET", "/api/state", host, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"another site's link to the page", "GET", "/", host, map[string]string{"Sec-Fetch-Site": "cross-site"}, 200},
		{"a form", "POST", "/api/reset", host, map[string]string{"Content-Type": "text/plain"}, 415},
		{"a delete from elsewhere", "DELETE", "/api/faults", host, map[string]string{"Origin": "http://evil.example"}, 403},
	} {
		t.Run(test.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), test.method, b.URL()+test.path, bytes.NewReader([]byte("{}")))
			require.NoError(t, err)
			request.Host = test.host
			for name, value := range test.header {
				request.Header.Set(name, value)
			}
			response, err := http.DefaultClient.Do(request)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			assert.Equal(t, test.status, response.StatusCode)
			assert.Contains(t, response.Header.Get("Content-Security-Policy"), "default-src 'none'")
			assert.Empty(t, response.Header.Get("Access-Control-Allow-Origin"))
		})
	}
}

func TestTheSandboxDoesNotLeaveTheLoopbackUnlessItMay(t *testing.T) {
	for _, listen := range []string{"0.0.0.0", "::", "192.0.2.1", "example.com", ""} {
		_, err := Config{Listen: listen}.checked()
		if listen == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, "--public", listen)
		}
	}
	_, err := Config{Listen: "0.0.0.0", Public: true}.checked()
	assert.NoError(t, err)
	_, err = Config{Listen: "::1"}.checked()
	assert.NoError(t, err)
}

func TestInPublicAnyNameIsGoodAndOtherOriginsAreNot(t *testing.T) {
	b := start(t, Config{Vendors: []string{"agora"}, Public: true})
	for origin, want := range map[string]int{"": 200, "http://school.example:4780": 200, "http://evil.example": 403} {
		request, err := http.NewRequestWithContext(t.Context(), "GET", b.URL()+"/api/state", nil)
		require.NoError(t, err)
		request.Host = "school.example:4780"
		if origin != "" {
			request.Header.Set("Origin", origin)
		}
		status, _ := ask(t, request)
		assert.Equal(t, want, status, origin)
	}
}
