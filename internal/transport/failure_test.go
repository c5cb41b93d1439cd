package transport

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestNothingWasSent(t *testing.T) {
	refused := "http://" + closedPort(t)
	proxy := func(address string) *http.Client {
		return &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: address, User: url.UserPassword("me", secret)})}}
	}
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }))
	t.Cleanup(refusing.Close)
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = discardLog()
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)

	for _, tt := range []struct {
		name, base string
		client     *http.Client
	}{
		{"the server refuses the connection", refused, &http.Client{Transport: &http.Transport{}}},
		{"the proxy refuses the connection", "http://fake.invalid", proxy(closedPort(t))},
		{"the proxy refuses the tunnel", "https://fake.invalid", proxy(refusing.Listener.Addr().String())},
		{"the TLS handshake fails", untrusted.URL, &http.Client{Transport: &http.Transport{}}},
	} {
		for _, op := range []Row{opOnce, opConsuming, opRead} {
			t.Run(tt.name+" for "+op.Name, func(t *testing.T) {
				h := connect(t, tt.base, classcloud.WithHTTPClient(tt.client))
				_, err := h.get(t.Context(), op)
				e := clienttest.AsError(t, err)
				assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
				assert.False(t, classcloud.MaybeApplied(err))
				assert.ErrorIs(t, err, classcloud.Unavailable)
				assert.Equal(t, 3, e.Attempts, "safe for every effect, so repeated")
				assert.NotContains(t, err.Error(), secret)
			})
		}
	}
}

func TestWhatNetHTTPWouldNotSendIsWrongAndNotRepeated(t *testing.T) {
	for name, change := range map[string]func(*Request){
		"a line end in a token": func(r *Request) { r.Header.Set("X-Token", "abc\n") },
		"an invalid address":    func(r *Request) { r.URL = "http://fake/%zz?sign=" + secret },
		"an unknown scheme":     func(r *Request) { r.URL = "gopher://fake/?sign=" + secret },
	} {
		t.Run(name, func(t *testing.T) {
			h := connect(t, "http://fake", classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{}}))
			h.protocol.encode = func(r *Request) error { change(r); return nil }
			_, err := h.get(t.Context(), opRead)
			e := clienttest.AsError(t, err)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.Zero(t, e.Attempts, "it never left")
			assert.NotContains(t, err.Error(), secret)
		})
	}
}

func TestARejectionAfterAnUnansweredTryProvesNothing(t *testing.T) {
	for _, op := range []Row{opIdempotent, opKeyed} {
		s := serve(t, page(503), reply(200, `{"code":"bad"}`))
		_, err := connect(t, s.URL).get(t.Context(), op)
		assert.ErrorIs(t, err, code("bad"))
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Equal(t, 2, clienttest.AsError(t, err).Attempts)
	}
	s := serve(t, page(429), reply(200, `{"code":"bad"}`))
	_, err := connect(t, s.URL).get(t.Context(), opOnce)
	assert.False(t, classcloud.MaybeApplied(err), "a refused try leaves no doubt")
}

func TestWhatStopsACallBeforeItIsSent(t *testing.T) {
	doubtful := &classcloud.Error{Vendor: "fake", Operation: "Account.Login", Kind: classcloud.Unavailable, Message: "no login"}
	s := serve(t, reply(200, success))
	for _, tt := range []struct {
		name    string
		prepare func(*fake)
		kind    classcloud.Kind
	}{
		{"no credentials", func(p *fake) {
			p.account = func(context.Context) (Account, error) { return Account{}, errors.New("vault is sealed") }
		}, classcloud.Unauthenticated},
		{"a login that may have worked says nothing of the call", func(p *fake) {
			p.account = func(context.Context) (Account, error) { return Account{}, doubtful }
		}, classcloud.Unavailable},
		{"a request that cannot be encoded", func(p *fake) {
			p.encode = func(*Request) error { return errors.New("the parameter sign is set by the client itself") }
		}, classcloud.InvalidArgument},
		{"an encoder's own error", func(p *fake) { p.encode = func(*Request) error { return doubtful } }, classcloud.Unavailable},
		{"no base URL", func(p *fake) { p.encode = func(r *Request) error { r.URL = ""; return nil } }, classcloud.InvalidArgument},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := connect(t, s.URL)
			tt.prepare(h.protocol)
			_, err := h.get(t.Context(), opOnce)
			e := clienttest.AsError(t, err)
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.Equal(t, "Things.Create", e.Operation)
			assert.Zero(t, e.Attempts, "nothing was sent")
		})
	}
	assert.Empty(t, s.seen())
	assert.Equal(t, classcloud.OutcomeUnknown, doubtful.Outcome, "another call's error is not touched")
}

// A header that cannot be written is the caller's, and no answer of the server's.
func TestAHeaderThatCannotBeWritten(t *testing.T) {
	s := serve(t, reply(200, success))
	h := connect(t, s.URL)
	h.protocol.encode = func(r *Request) error {
		r.SetHeader("X-Token", "a\nb"+secret)
		r.Hide("a\nb" + secret)
		return nil
	}
	_, err := h.get(t.Context(), opOnce)
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.InvalidArgument, e.Kind)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Contains(t, e.Message, `invalid header field value for "X-Token"`)
	assert.NotContains(t, err.Error(), secret)
	assert.Empty(t, s.seen())
}

func TestNoCredentialsForALink(t *testing.T) {
	vault := errors.New("vault is sealed")
	e := clienttest.AsError(t, NoCredentials(t.Context(), "fake", "EnterURL", vault))
	assert.Equal(t, classcloud.Unauthenticated, e.Kind)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.ErrorIs(t, e, vault)
	assert.EqualError(t, e, "fake EnterURL: Unauthenticated: no credentials: vault is sealed [nothing was sent]")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, NoCredentials(ended, "fake", "EnterURL", vault), classcloud.Canceled)
}

func TestTheSnippet(t *testing.T) {
	long := strings.Repeat("x", 600) + secret
	sensitive := opOnce
	sensitive.Sensitive = true

	s := serve(t, reply(500, long))
	_, err := connect(t, s.URL).get(t.Context(), opOnce)
	assert.Equal(t, long[:512], string(clienttest.AsError(t, err).Body))
	assert.NotContains(t, err.Error(), "xxx", "it is kept, not printed")

	for name, body := range map[string]string{
		"a page":              secret,
		"an error":            `{"code":"bad","data":"` + secret + `"}`,
		"an unreadable one":   `{"code":0,"data":{"id":"` + secret + `"}}`,
		"an unreadable shape": `{"code":0,"data":"` + secret + `"}`,
	} {
		t.Run("never of a reply that holds credentials: "+name, func(t *testing.T) {
			s := serve(t, reply(200, body))
			_, err := connect(t, s.URL).get(t.Context(), sensitive)
			e := clienttest.AsError(t, err)
			assert.Empty(t, e.Body)
			noSecret(t, err)
		})
	}
}

func TestTheRequestIDIsKept(t *testing.T) {
	s := serve(t, reply(200, `{"code":"bad","msg":"no such type"}`, "X-Request-Id", "r-1"))
	_, err := connect(t, s.URL).get(t.Context(), opRead)
	e := clienttest.AsError(t, err)
	assert.Equal(t, "r-1", e.RequestID)
	assert.Equal(t, 200, e.HTTPStatus)
	assert.Equal(t, "no such type", e.Message)
	assert.Equal(t, "bad", e.Code)
}
