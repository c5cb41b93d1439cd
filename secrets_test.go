package classcloud_test

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
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// sieve collects everything a program may show or log, and then looks for secrets in it.
type sieve struct {
	mu      sync.Mutex
	shown   map[string]string // where it was shown, by the text
	secrets map[string]string // what it is, by its value
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

// show prints a value in every way a program might.
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

// Start is an observer that prints what it is told.
func (s *sieve) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	s.add("an event's start", fmt.Sprintf("%v %+v %#v", ev, ev, ev))
	return ctx, func(ev classcloud.Event) {
		s.add("an event's end", fmt.Sprintf("%v %+v %#v", ev, ev, ev))
		if ev.Err != nil {
			s.add("an event's error", fmt.Sprintf("%v %+v %#v %d", ev.Err, ev.Err, ev.Err, ev.Err))
		}
	}
}

// Write is the logger's.
func (s *sieve) Write(line []byte) (int, error) {
	s.add("a log line", string(line))
	return len(line), nil
}

func (s *sieve) logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true}
	return slog.New(slog.NewMultiHandler(slog.NewTextHandler(s, options), slog.NewJSONHandler(s, options)))
}

// forms are the ways in which a secret may be there without being readable at once. Its beginning is enough: the rest may have
// been cut.
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

// verify fails for every secret that shows.
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

// echo is a network that can answer with what it was sent, in the worst of ways.
type echo struct {
	next   http.RoundTripper
	sieve  *sieve
	mode   string // "" asks the test server
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
	case "JSON that is none":
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

var echoModes = []string{"a page", "a page of status 500", "a page of status 400", "a page of status 403", "a cut page", "JSON that is none",
	"an empty object beside it", "a redirect", "a redirect to nowhere", "no connection"}

// remember forbids the signature and token of a request that goes out.
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

func TestNoSecretIsEverShown(t *testing.T) {
	for _, v := range worlds {
		t.Run(v.vendor, func(t *testing.T) {
			s := newSieve()
			network := &echo{next: newLoopback(t), sieve: s, vendor: v.vendor}
			w := v.open(t, classcloud.WithHTTPClient(&http.Client{Transport: network}), classcloud.WithObserver(s), classcloud.WithLogger(s.logger()))
			for _, secret := range []string{canaries.agora.Certificate, canaries.aui.Password, canaries.baijiayun.PartnerKey, canaries.baijiayun.SecretKey,
				canaries.classin.Secret, canaries.weclassroom.Secret} {
				s.secret(secret, "a credential")
			}
			failed := func(how string, err error) {
				t.Helper()
				if assert.Error(t, err, how) {
					s.add(how, err.Error())
					s.show(how, err)
					s.show(how+", wrapped", fmt.Errorf("calling: %w", errors.Join(err, io.EOF)))
					var e *classcloud.Error
					if errors.As(err, &e) {
						s.show(how+", by value", reflect.ValueOf(e).Elem().Interface())
					}
				}
			}
			both := func(how string) {
				t.Helper()
				_, err := w.read(t.Context())
				failed(how+", a read", err)
				_, err = w.create(t.Context(), 7)
				failed(how+", a create", err)
			}

			w.journey(t, t.Context())
			for _, mode := range echoModes {
				network.mode = mode
				both(mode)
			}
			network.mode = ""
			for name, fault := range map[string]vendortest.Fault{
				"status 500": {Status: 500}, "status 503": {Status: 503}, "status 401": {Status: 401}, "a reset": {Reset: true}, "a cut": {Truncate: 2},
				"no JSON": {Status: 200, Body: "<html>"},
			} {
				fault.Times = -1
				w.kit.Inject(w.readOp, fault)
				if w.readOp != w.createOp {
					w.kit.Inject(w.createOp, fault)
				}
				both(name)
				w.kit.ClearFaults()
			}
			_, err := w.read(t.Context()) // AUI logs in again, and a login has the client's time out, not the call's
			require.NoError(t, err)
			w.kit.Inject("", vendortest.Fault{Delay: time.Hour, Times: -1})
			_, err = w.read(t.Context(), classcloud.WithTimeout(10*time.Millisecond), classcloud.WithoutRetry())
			failed("a time out", err)
			w.kit.ClearFaults()
			w.kit.Respond(w.readOp, `{"code":"x","status":"maybe","success":1,"data":[[]],"error_info":[]}`)
			_, err = w.read(t.Context())
			failed("a reply nobody can read", err)
			_, err = w.read(t.Context(), classcloud.WithParam("sign", make(chan int)))
			failed("a parameter that cannot be sent", err)
			canceled, cancel := context.WithCancel(t.Context())
			cancel()
			_, err = w.create(canceled, 8)
			failed("a caller who gave up", err)

			s.show("the client", w.client)
			s.show("the client, by value", reflect.ValueOf(w.client).Elem().Interface())
			for i := range reflect.TypeOf(w.client).Elem().NumField() {
				if field := reflect.TypeOf(w.client).Elem().Field(i); field.IsExported() {
					service := reflect.ValueOf(w.client).Elem().Field(i)
					s.show("a service", service.Interface())
					s.show("a service, by pointer", service.Addr().Interface())
				}
			}
			s.show("a program that holds the client", struct{ client any }{w.client})
			s.show("the credentials", w.credentials)
			s.show("the credentials by pointer", pointerTo(w.credentials))
			for name, more := range moreToShow(t, s, w) {
				if err, ok := more.(error); ok {
					failed(name, err)
				} else {
					s.show(name, more)
				}
			}
			s.verify(t)
		})
	}
}

func pointerTo(v any) any {
	p := reflect.New(reflect.TypeOf(v))
	p.Elem().Set(reflect.ValueOf(v))
	return p.Interface()
}

// moreToShow is what a vendor has beside clients and credentials: other ways to sign, refused keys, sessions, tokens.
func moreToShow(t *testing.T, s *sieve, w *world) map[string]any {
	t.Helper()
	const canary = "canary-of-another-way"
	s.secret(canary, "another credential")
	ctx, base := t.Context(), classcloud.WithBaseURL(w.kit.URL)
	options := []classcloud.ClientOption{base, classcloud.WithClock(w.clock), classcloud.WithObserver(s), classcloud.WithLogger(s.logger())}
	switch w.vendor {
	case "agora":
		id := canaries.agora.AppID
		bad := agora.Credentials{AppID: id, Certificate: strings.Repeat("0badcafe", 4)}
		s.secret(bad.Certificate, "another certificate")
		list := func(keys agora.Credentials) error {
			client, err := agora.New(keys, options...)
			if err != nil {
				return err
			}
			return client.Rooms.Start(ctx, "room--1")
		}
		builder := agora.TokenBuilder{AppID: id, Certificate: canaries.agora.Certificate}
		token, err := builder.App(time.Hour)
		require.NoError(t, err)
		s.secret(token, "a token")
		_, refused := agora.TokenBuilder{AppID: id, Certificate: canary}.App(time.Hour)
		return map[string]any{
			"a program with a client":       struct{ client *agora.Client }{w.client.(*agora.Client)},
			"a program with a service":      &struct{ rooms agora.RoomsService }{w.client.(*agora.Client).Rooms},
			"another's certificate":         list(bad),
			"a token that is none":          list(agora.Credentials{AppID: id, Token: canary}),
			"a user's token that is none":   list(agora.Credentials{AppID: id, Token: canary, UID: "u"}),
			"a token with a line break":     list(agora.Credentials{AppID: id, Token: canary + "\r\nX-Evil: 1"}),
			"a certificate that is none":    list(agora.Credentials{AppID: id, Certificate: canary}),
			"two ways to sign":              list(agora.Credentials{AppID: id, Certificate: canary, Token: canary}),
			"a source of tokens that fails": list(agora.Credentials{AppID: id, Tokens: tokens{agora.Token{Value: canary}, io.EOF}}),
			"a source of tokens":            agora.Credentials{AppID: id, Tokens: tokens{agora.Token{Value: canary}, nil}},
			"credentials of a token":        agora.Credentials{AppID: id, Token: canary, UID: "u"},
			"a token":                       agora.Token{Value: canary, UID: "u"},
			"a token by pointer":            &agora.Token{Value: canary, UID: "u"},
			"a token builder":               builder,
			"a builder's error":             refused,
		}
	case "aui":
		get := func(keys aui.Credentials) error {
			client, err := aui.New(keys, options...)
			if err != nil {
				return err
			}
			_, err = client.Classes.Get(ctx, &aui.GetClassRequest{ID: "c", UserID: "u"})
			return err
		}
		session, err := w.client.(*aui.Client).Auth.Login(ctx)
		require.NoError(t, err)
		s.secret(session.Token, "a session's token")
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x"} { // its JSON is for a caller who hands it on
			s.add("a session "+verb, fmt.Sprintf(verb, session)+fmt.Sprintf(verb, *session)+fmt.Sprintf(verb, []any{session, *session}))
		}
		s.logger().Info("a session", "pointer", session, "value", *session)
		w.kit.Respond("Auth.Login", `{"success":true,"data":{"token":"`+canary+`","expire":"never"}}`)
		_, unreadable := w.client.(*aui.Client).Auth.Login(ctx)
		w.kit.Respond("Auth.Login", `{"success":true,"data":{"token":["`+canary+`"]}}`)
		_, odd := w.client.(*aui.Client).Auth.Login(ctx)
		w.kit.Respond("Auth.Login", "")
		return map[string]any{
			"a program with a client":        struct{ client *aui.Client }{w.client.(*aui.Client)},
			"a program with a service":       &struct{ classes aui.ClassesService }{w.client.(*aui.Client).Classes},
			"a wrong password":               get(aui.Credentials{Username: "teacher", Password: canary}),
			"a token that is none":           get(aui.Credentials{Token: canary}),
			"a token with a line break":      get(aui.Credentials{Token: canary + "\r\nX-Evil: 1"}),
			"a token beside a password":      get(aui.Credentials{Token: canary, Password: canary}),
			"a login whose end is unclear":   unreadable,
			"a login whose token is a list":  odd,
			"credentials of a token":         aui.Credentials{Token: canary},
			"the shared config of a session": w.client.(*aui.Client).Auth,
		}
	case "baijiayun":
		get := func(keys baijiayun.Credentials) error {
			client, err := baijiayun.New(keys, options...)
			if err != nil {
				return err
			}
			_, err = client.Rooms.Get(ctx, 1)
			return err
		}
		return map[string]any{
			"a program with a client":  struct{ client *baijiayun.Client }{w.client.(*baijiayun.Client)},
			"a program with a service": &struct{ rooms baijiayun.RoomsService }{w.client.(*baijiayun.Client).Rooms},
			"another's key":            get(baijiayun.Credentials{PartnerID: 12345678, PartnerKey: canary}),
			"another account":          get(baijiayun.Credentials{PartnerID: 1, PartnerKey: canary, SecretKey: canary}),
			"a bad domain":             get(baijiayun.Credentials{Domain: "a.b", PartnerID: 1, PartnerKey: canary, SecretKey: canary}),
			"no id":                    get(baijiayun.Credentials{PartnerKey: canary}),
		}
	case "classin":
		create := func(keys classin.Credentials) error {
			client, err := classin.New(keys, options...)
			if err != nil {
				return err
			}
			return client.Do(ctx, classin.Call{Action: "addCourseClass"}, nil)
		}
		link, err := w.client.(*classin.Client).LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n"})
		require.NoError(t, err)
		_, refused := w.client.(*classin.Client).LivePlayerURL(ctx, &classin.LivePlayerURLRequest{})
		s.add("a player's link", link)
		return map[string]any{
			"a program with a client":  struct{ client *classin.Client }{w.client.(*classin.Client)},
			"a program with a service": &struct{ classes classin.ClassesService }{w.client.(*classin.Client).Classes},
			"another's secret":         create(classin.Credentials{SID: canaries.classin.SID, Secret: canary}),
			"another school":           create(classin.Credentials{SID: 1, Secret: canary}),
			"no SID":                   create(classin.Credentials{Secret: canary}),
			"no link":                  refused,
		}
	case "weclassroom":
		list := func(keys weclassroom.Credentials) error {
			client, err := weclassroom.New(keys, options...)
			if err != nil {
				return err
			}
			_, err = client.Lessons.ListByIDs(ctx, []int64{1})
			w.kit.Respond("Lessons.ListByIDs", "")
			return err
		}
		wrong := canary + "-of-32-bytes"[:32-len(canary)]
		s.secret(wrong, "another secret")
		return map[string]any{
			"a program with a client":  struct{ client *weclassroom.Client }{w.client.(*weclassroom.Client)},
			"a program with a service": &struct{ lessons weclassroom.LessonsService }{w.client.(*weclassroom.Client).Lessons},
			"another's secret":         list(weclassroom.Credentials{ApplicationID: "10001", Secret: wrong}),
			"another's id":             list(weclassroom.Credentials{ApplicationID: "1", Secret: wrong}),
			"a short secret":           list(weclassroom.Credentials{ApplicationID: "1", Secret: canary}),
			"no id":                    list(weclassroom.Credentials{Secret: canary}),
		}
	}
	t.Fatalf("no vendor %s", w.vendor)
	return nil
}

// tokens is a source of one token.
type tokens struct {
	token agora.Token
	err   error
}

func (s tokens) Token(context.Context) (agora.Token, error) { return s.token, s.err }

func TestTheSieveFinds(t *testing.T) {
	s := newSieve()
	s.secret("canary-itself", "a test")
	s.show("a struct", struct{ Key string }{"canary-itself"})
	s.show("bytes", []byte("a canary-itself in bytes"))
	found := map[string]bool{}
	for text, where := range s.shown {
		for _, form := range forms("canary-itself") {
			if strings.Contains(text, form) {
				found[where] = true
			}
		}
	}
	for _, where := range []string{"a struct %v", "a struct %#v", "a struct %q", "a struct %x", "a struct as JSON", "a struct by slog text", "a struct by slog JSON",
		"bytes %v", "bytes %#v", "bytes %s", "bytes %x", "bytes %X"} {
		assert.True(t, found[where], where)
	}
}
