package baijiayun_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// stub answers calls in place of the network: reply gets the path after /openapi/ and the parameters.
type stub func(path string, form url.Values) string

func (s stub) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	reply := s(strings.TrimPrefix(r.URL.Path, "/openapi/"), form)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(reply)), Request: r}, nil
}

// stubbed makes a client that s answers; it knows no limits and tries once.
func stubbed(t testing.TB, s stub, opts ...classcloud.ClientOption) *baijiayun.Client {
	t.Helper()
	all := append([]classcloud.ClientOption{classcloud.WithHTTPClient(&http.Client{Transport: s}), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithoutRetry()}, opts...)
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key}, all...)
	require.NoError(t, err)
	return client
}

// answers always answers the same data.
func answers(data string) stub {
	return func(string, url.Values) string { return `{"code":0,"data":` + data + `,"msg":""}` }
}
