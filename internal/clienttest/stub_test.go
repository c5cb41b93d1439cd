package clienttest_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// A stub answers over a network and without one, and numbers its requests.
func TestAStubAnswersAndRemembers(t *testing.T) {
	answer := clienttest.Script(clienttest.Answer{Status: 503, Header: http.Header{"Retry-After": {"7"}}}, clienttest.Answer{Reset: true}, clienttest.JSON(`{"ok":1}`))
	served := clienttest.NewStub(t, answer)
	direct := clienttest.NewTransport(answer)
	for name, test := range map[string]struct {
		stub   *clienttest.Stub
		client *http.Client
		base   string
	}{
		"over a network": {served, &http.Client{Transport: &http.Transport{}}, served.URL},
		"without one":    {direct, &http.Client{Transport: direct}, "http://stub.invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			defer test.client.CloseIdleConnections()
			post := func() (*http.Response, error) {
				return test.client.Post(test.base+"/a%2Fb?q=1", "application/x-www-form-urlencoded", strings.NewReader("x=1&y=2"))
			}
			first, err := post()
			require.NoError(t, err)
			_ = first.Body.Close()
			assert.Equal(t, 503, first.StatusCode)
			assert.Equal(t, "7", first.Header.Get("Retry-After"))
			_, err = post() //nolint:bodyclose // the connection was reset
			require.Error(t, err)
			for range 2 {
				last, err := post()
				require.NoError(t, err)
				body, err := io.ReadAll(last.Body)
				require.NoError(t, err)
				_ = last.Body.Close()
				assert.Equal(t, 200, last.StatusCode)
				assert.Equal(t, `{"ok":1}`, string(body))
			}
			seen := test.stub.Requests()
			require.Len(t, seen, 4)
			assert.Equal(t, clienttest.Request{N: 4, Method: "POST", Path: "/a%2Fb", Query: seen[3].Query, Header: seen[3].Header, Body: "x=1&y=2", Form: seen[3].Form}, seen[3])
			assert.Equal(t, "1", seen[3].Query.Get("q"))
			assert.Equal(t, "2", seen[3].Form.Get("y"))
		})
	}
}

func TestManyConnectionsAskOneAtATime(t *testing.T) {
	total := 0
	stub := clienttest.NewStub(t, func(clienttest.Request) clienttest.Answer { total++; return clienttest.JSON("{}") })
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			resp, err := client.Get(stub.URL)
			if assert.NoError(t, err) {
				_ = resp.Body.Close()
			}
		})
	}
	all.Wait()
	stub.Do(func() { assert.Equal(t, 20, total) })
	assert.Equal(t, 20, stub.Count())
}
