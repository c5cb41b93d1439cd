package transport

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// spoken is a secret with every character that some encoding writes otherwise.
const spoken = `in+vented/sig&nature=<"1">`

// What a server, a proxy or a stub may make of a request that it says back.
func TestAServerThatSaysASecretBackIsMasked(t *testing.T) {
	quoted, err := json.Marshal(spoken)
	require.NoError(t, err)
	inJSON := string(quoted[1 : len(quoted)-1])
	for form, secret := range map[string]string{
		"plain": spoken, "in a form": url.QueryEscape(spoken), "in a path": url.PathEscape(spoken),
		"in small letters": strings.ToLower(url.QueryEscape(spoken)), "in JSON": inJSON, "in PHP's JSON": strings.ReplaceAll(inJSON, "/", `\/`),
		"in base64": base64.StdEncoding.EncodeToString([]byte(spoken)), "in base64 of a longer text": base64.StdEncoding.EncodeToString([]byte("user:" + spoken + "@")),
		"in base64 of URLs": base64.RawURLEncoding.EncodeToString([]byte("a" + spoken)),
	} {
		text, err := json.Marshal(secret)
		require.NoError(t, err)
		for place, body := range map[string]string{
			"in its message":               `{"code":"bad","msg":` + string(text) + `}`,
			"in its code":                  `{"code":` + string(text) + `,"msg":"wrong"}`,
			"in a value of the wrong type": `{"code":0,"data":{"id":` + string(text) + `}}`,
			"in a page":                    `<html>` + secret + `</html>`,
			"at the end of what is kept":   strings.Repeat("x", maxSnippet-10) + secret,
		} {
			t.Run(form+" "+place, func(t *testing.T) {
				s := serve(t, reply(200, body, "X-Request-Id", url.QueryEscape(secret)))
				h := connect(t, s.URL)
				h.protocol.encode = func(r *Request) error { r.Secrets = []string{"", "ab", spoken}; return nil }
				_, err := h.get(t.Context(), opOnce)
				require.Error(t, err)
				e := clienttest.AsError(t, err)
				text, jsonErr := json.Marshal(e)
				require.NoError(t, jsonErr)
				for _, shown := range []string{err.Error(), fmt.Sprintf("%+v", err), string(text), string(e.Body), fmt.Sprint(errors.Unwrap(err))} {
					for _, part := range []string{secret, spoken, "in+vented", "aW4rdmVudGVk", "%2Fsig%26"} {
						assert.NotContains(t, shown, part)
					}
				}
				assert.NotEqual(t, classcloud.OutcomeNotSent, e.Outcome)
			})
		}
	}
}

// raw answers with bytes of its own.
func raw(text string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		_, _ = conn.Write([]byte(text))
		_ = conn.Close()
	}
}

// net/http quotes what it cannot read, which may be the request.
func TestWhatNetHTTPQuotesIsNotShown(t *testing.T) {
	for name, answer := range map[string]string{
		"the body as the reply":  `{"username":"teacher","password":"another-word"}` + "\r\n\r\n",
		"a header without colon": "HTTP/1.1 200 OK\r\nanother-word\r\n\r\n",
		"in the version":         "HTTP/another-word 200 OK\r\n\r\n",
		"in the status":          "HTTP/1.1 another-word OK\r\n\r\n",
		"in Content-Length":      "HTTP/1.1 200 OK\r\nContent-Length: another-word\r\n\r\n",
		"in Transfer-Encoding":   "HTTP/1.1 200 OK\r\nTransfer-Encoding: another-word\r\n\r\n",
		"two lengths":            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: another-word\r\n\r\n",
		"in a chunk's size":      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nanother-word\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := connect(t, serve(t, raw(answer)).URL).get(t.Context(), opOnce)
			require.ErrorIs(t, err, classcloud.Unavailable)
			assert.True(t, classcloud.MaybeApplied(err))
			for each := err; each != nil; each = errors.Unwrap(each) {
				assert.NotContains(t, each.Error(), "another-word")
			}
		})
	}
}

func TestAVendorsTextsHaveAnEndAndNoControlCharacters(t *testing.T) {
	long := strings.Repeat("长", 1<<18)
	for _, body := range []string{
		`{"code":"bad","msg":"one\ntwo\u0000\u001b[31m three` + long + `"}`,
		`{"code":"` + long + `\r\n","msg":"x"}`,
		`{"code":0,"data":{"id":"` + long + `\n"}}`,
		`{"code":0,"data":{"` + long + `":1,"id":[]}}`,
	} {
		_, err := connect(t, serve(t, reply(200, body, "X-Request-Id", strings.Repeat("r", 3000))).URL).get(t.Context(), opOnce)
		require.Error(t, err)
		for each := err; each != nil; each = errors.Unwrap(each) {
			assert.Less(t, len(each.Error()), 3000)
			assert.True(t, isPlain(each.Error()), "%q", each.Error())
		}
	}
	assert.Equal(t, `a\nb\x00\u2028 数　…`, shown("a\nb\x00\u2028 数　xyz", 8))
	assert.Equal(t, `\ufffd`, shown("\xff", 8))
}

func TestARedirectToNoReadableAddressIsOneLikeOthers(t *testing.T) {
	s := serve(t, reply(302, "", "Location", "http://[::1/?x"))
	_, err := connect(t, s.URL).get(t.Context(), opRead)
	require.ErrorIs(t, err, classcloud.FailedPrecondition)
	assert.Len(t, s.seen(), 1)
}

func TestAReadThatArrivedIsNotCalledUnsent(t *testing.T) {
	dials := 0
	s := serve(t, reset)
	_, err := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: dialOnce(&dials)}})).get(t.Context(), opRead)
	require.Error(t, err)
	assert.Equal(t, classcloud.OutcomeNotApplied, clienttest.AsError(t, err).Outcome)
	assert.Len(t, s.seen(), 1)
	assert.Equal(t, 3, dials)
}

func TestANilContextIsAnError(t *testing.T) {
	_, err := connect(t, "http://fake").get(nil, opRead) //nolint:staticcheck // the mistake is the test
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
}

// bad is a file whose Read does what no Read may.
type bad func([]byte) (int, error)

func (b bad) Read(p []byte) (int, error) { return b(p) }

func TestAFileThatMisbehavesIsAnError(t *testing.T) {
	for name, file := range map[string]bad{
		"panics":        func([]byte) (int, error) { panic("broken") },
		"reads too far": func(p []byte) (int, error) { return len(p) + 1, nil },
		"reads back":    func([]byte) (int, error) { return -1, nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, reply(200, success))
			_, err := connect(t, s.URL).upload(t.Context(), opOnce, file)
			require.Error(t, err)
			assert.Contains(t, err.Error(), "the file's Read")
		})
	}
}

// dialOnce connects once; further connections are refused.
func dialOnce(dials *int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if *dials++; *dials > 1 {
			return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
}
