package baijiayun_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stub answers a call in place of the network, one at a time. It gets the path after /openapi/ and the parameters, and returns the body.
type stub func(path string, form url.Values) string

// client returns an HTTP client that s answers.
func (s stub) client() *http.Client {
	return &http.Client{Transport: clienttest.NewTransport(func(r clienttest.Request) clienttest.Answer {
		return clienttest.JSON(s(strings.TrimPrefix(r.Path, "/openapi/"), r.Form))
	})}
}

// stubbed returns a client that s answers. It is not limited, and it tries once.
func stubbed(t testing.TB, s stub, opts ...classcloud.ClientOption) *baijiayun.Client {
	t.Helper()
	all := append([]classcloud.ClientOption{classcloud.WithHTTPClient(s.client()), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithoutRetry()}, opts...)
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key}, all...)
	require.NoError(t, err)
	return client
}

// answers returns a stub that always answers the same data.
func answers(data string) stub {
	return func(string, url.Values) string { return `{"code":0,"data":` + data + `,"msg":""}` }
}

const key = "invented-partner-key"

func values(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// change sets values of a form, and returns it.
func change(form url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// without removes a value of a form, and returns it.
func without(form url.Values, name string) url.Values {
	form.Del(name)
	return form
}

func beijing(year int, month time.Month, day, hour, minute, second int) time.Time {
	return time.Date(year, month, day, hour, minute, second, 0, clienttest.CST)
}

var beginning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func newCloud(t *testing.T, opts ...classcloud.ClientOption) (*baijiayuntest.Server, *baijiayun.Client) {
	t.Helper()
	clock := clienttest.ClockAt(beginning)
	clock.SetStep(time.Second)
	srv := baijiayuntest.NewServer(baijiayuntest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	return srv, srv.Client(append([]classcloud.ClientOption{classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{})}, opts...)...)
}

// sends returns the parameters of the single call that call makes.
func sends(t *testing.T, call func(c *baijiayun.Client) error) url.Values {
	t.Helper()
	var sent []url.Values
	client := stubbed(t, func(path string, form url.Values) string {
		for _, name := range []string{"partner_id", "timestamp", "sign"} {
			assert.NotEmpty(t, form.Get(name), "%s is sent with every call", name)
			form.Del(name)
		}
		sent = append(sent, form)
		if path == "room/getcode" {
			return `{"code":0,"data":{"student_code":"abc123"},"msg":""}`
		}
		return `{"code":0,"data":[],"msg":""}`
	})
	require.NoError(t, call(client))
	require.Len(t, sent, 1)
	return sent[0]
}
