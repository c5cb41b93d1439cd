package house_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// sieve collects everything that a program may show or log, and searches it for secrets.
type sieve struct {
	mu      sync.Mutex
	shown   map[string]string // by text: where it was shown
	secrets map[string]string // by value: what the secret is
}

func newSieve() *sieve { return &sieve{shown: map[string]string{}, secrets: map[string]string{}} }

func (s *sieve) secret(value, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(value) >= 8 {
		s.secrets[value] = what
	}
}

func (s *sieve) add(where, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shown[text] == "" {
		s.shown[text] = where
	}
}

// show prints a value in every way that a program might.
func (s *sieve) show(where string, v any) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x", "%X", "%t", "%100v"} {
		s.add(where+" "+verb, fmt.Sprintf(verb, v))
		s.add(where+" in a list "+verb, fmt.Sprintf(verb, []any{v}))
		s.add(where+" in a struct "+verb, fmt.Sprintf(verb, struct{ V any }{v}))
	}
	if text, err := json.Marshal(v); err == nil {
		s.add(where+" as JSON", string(text))
	}
	for name, handler := range map[string]func(io.Writer) slog.Handler{
		"slog text": func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		"slog JSON": func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		var out bytes.Buffer
		slog.New(handler(&out)).Info("shown", "value", v, slog.Group("group", "value", v))
		s.add(where+" by "+name, out.String())
	}
}

// Start prints the events of a call. It makes the sieve an observer.
func (s *sieve) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	s.add("an event's start", fmt.Sprintf("%v %+v %#v", ev, ev, ev))
	return ctx, func(ev classcloud.Event) {
		s.add("an event's end", fmt.Sprintf("%v %+v %#v", ev, ev, ev))
		if ev.Err != nil {
			s.add("an event's error", fmt.Sprintf("%v %+v %#v %d", ev.Err, ev.Err, ev.Err, ev.Err))
		}
	}
}

// Write collects the lines of the logger.
func (s *sieve) Write(line []byte) (int, error) {
	s.add("a log line", string(line))
	return len(line), nil
}

func (s *sieve) logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true}
	return slog.New(slog.NewMultiHandler(slog.NewTextHandler(s, options), slog.NewJSONHandler(s, options)))
}

// forms returns the encodings in which a secret may appear. Only its start is searched for, because the rest may have been cut off.
func forms(secret string) []string {
	secret = secret[:min(len(secret), 24)]
	raw := []byte(secret)
	out := []string{
		secret,
		url.QueryEscape(secret), url.PathEscape(secret), strings.TrimRight(base64.StdEncoding.EncodeToString(raw), "="),
		hex.EncodeToString(raw), strings.ToUpper(hex.EncodeToString(raw)),
		strings.Trim(fmt.Sprint(raw), "[]"),                                             // %v and %d of bytes
		strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", raw), "[]byte{"), "}"), // %#v of bytes
	}
	return out
}

// verify fails for every secret that was shown.
func (s *sieve) verify(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	require.Greater(t, len(s.shown), 200, "there was something to look through")
	require.NotEmpty(t, s.secrets)
	reported := map[string]bool{}
	for value, what := range s.secrets {
		for _, form := range forms(value) {
			for text, where := range s.shown {
				if strings.Contains(text, form) && !reported[what+where] {
					reported[what+where] = true
					t.Errorf("%s shows in %s: %.300s", what, where, text)
				}
			}
		}
	}
}

// echo is a network that can answer with the request itself, in several bad ways.
type echo struct {
	next   http.RoundTripper
	sieve  *sieve
	mode   string // one of echoModes, or "" to reach the test server
	vendor string
}

func (e *echo) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	e.remember(r, body)
	if e.mode == "" {
		return e.next.RoundTrip(r)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s\n", r.Method, r.URL)
	_ = r.Header.Write(&text)
	text.Write(body)
	dump := text.String()
	reply := &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}}, Request: r, ProtoMajor: 1, ProtoMinor: 1}
	content := io.Reader(strings.NewReader("<html>" + dump + "</html>"))
	switch e.mode {
	case "a page":
	case "a page of status 500":
		reply.StatusCode = 500
	case "a page of status 400":
		reply.StatusCode = 400
	case "a page of status 403":
		reply.StatusCode = 403
	case "a cut page":
		content = io.MultiReader(content, broken{})
	case "invalid JSON":
		content = strings.NewReader(`{"code":0,"data":` + dump)
	case "an empty object beside it":
		content = strings.NewReader("{}" + dump)
	case "a redirect":
		reply.StatusCode = 302
		reply.Header.Set("Location", r.URL.String()+"?"+string(body)+"&"+url.QueryEscape(r.Header.Get("Authorization")))
	case "a redirect to nowhere":
		reply.StatusCode = 307
		reply.Header.Set("Location", "http://[::1?"+string(body)+url.QueryEscape(r.Header.Get("Authorization")))
	case "no connection":
		return nil, errors.New("connection refused")
	default:
		return nil, fmt.Errorf("no mode %q", e.mode)
	}
	reply.Body = io.NopCloser(content)
	return reply, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

var echoModes = []string{"a page", "a page of status 500", "a page of status 400", "a page of status 403", "a cut page", "invalid JSON",
	"an empty object beside it", "a redirect", "a redirect to nowhere", "no connection"}

// remember adds the signature and the token of a request to the secrets.
func (e *echo) remember(r *http.Request, body []byte) {
	for _, name := range []string{"Authorization", "X-Agora-Token"} {
		value := r.Header.Get(name)
		e.sieve.secret(strings.TrimPrefix(strings.TrimPrefix(value, "Bearer "), "agora token="), "the token sent")
	}
	if values, err := url.ParseQuery(string(body)); err == nil {
		for _, name := range []string{"sign", "safeKey", "signMsg"} {
			e.sieve.secret(values.Get(name), "the "+name+" sent")
		}
	}
}
