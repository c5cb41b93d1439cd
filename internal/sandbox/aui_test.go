package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

func TestATokenFromBeforeANewStartIsExplained(t *testing.T) {
	b := start(t, Config{Vendors: []string{"aui"}})
	e := env(b, "aui")
	var token string
	watch := classcloud.WithHTTPClient(&http.Client{Transport: authorization{&token}})
	client, err := aui.New(aui.Credentials{Username: e["AUI_USERNAME"], Password: e["AUI_PASSWORD"]}, classcloud.WithBaseURL(e["AUI_BASE_URL"]), watch)
	require.NoError(t, err)
	_, err = client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "a", TeacherID: "li"})
	require.NoError(t, err)
	require.Contains(t, token, "Bearer")
	_, reply := api(t, b, "POST", "/api/reset", "{}")
	require.NotNil(t, reply["clocks"])

	request, err := http.NewRequestWithContext(t.Context(), "POST", e["AUI_BASE_URL"]+"/api/v1/class/create", strings.NewReader("{}"))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", token)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	seen := requestsOf(t, b, "")
	require.Len(t, seen, 1)
	assert.Equal(t, "refused", seen[0]["verdict"])
	assert.Equal(t, "token-not-from-here", seen[0]["mistake"])

	_, err = client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "a", TeacherID: "li"})
	require.NoError(t, err, "our client logs in again")
}

// authorization keeps the last Authorization header that went out.
type authorization struct{ last *string }

func (a authorization) RoundTrip(r *http.Request) (*http.Response, error) {
	if text := r.Header.Get("Authorization"); text != "" {
		*a.last = text
	}
	return http.DefaultTransport.RoundTrip(r)
}
