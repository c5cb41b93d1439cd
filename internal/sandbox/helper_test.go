package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start starts a sandbox on free ports.
func start(t *testing.T, config Config) *Sandbox {
	t.Helper()
	config.Port = -1
	b, err := New(config)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

// env returns the variables of a vendor's clients.
func env(b *Sandbox, vendor string) map[string]string {
	out := map[string]string{}
	for _, v := range b.Environment(vendor) {
		out[v.Name] = v.Value
	}
	return out
}

// baijiayunClient makes a client from what the sandbox prints.
func baijiayunClient(t *testing.T, b *Sandbox) *baijiayun.Client {
	t.Helper()
	e := env(b, "baijiayun")
	id, err := strconv.ParseInt(e["BAIJIAYUN_PARTNER_ID"], 10, 64)
	require.NoError(t, err)
	client, err := baijiayun.New(baijiayun.Credentials{Domain: e["BAIJIAYUN_DOMAIN"], PartnerID: id, PartnerKey: e["BAIJIAYUN_PARTNER_KEY"]},
		classcloud.WithBaseURL(e["BAIJIAYUN_BASE_URL"]), classcloud.WithoutRetry(),
		classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}))
	require.NoError(t, err)
	return client
}

// api calls the control API and returns the status and the JSON reply.
func api(t *testing.T, b *Sandbox, method, path, body string) (int, map[string]any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, b.URL()+path, bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
	}
	return ask(t, request)
}

// ask sends a request and returns the status and the JSON reply.
func ask(t *testing.T, request *http.Request) (int, map[string]any) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	var reply map[string]any
	require.NoError(t, json.Unmarshal(text, &reply), string(text))
	return response.StatusCode, reply
}

// printed writes a value as JSON.
func printed(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}
