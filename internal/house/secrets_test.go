package house_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func TestNoSecretIsEverShown(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			s := newSieve()
			network := &echo{next: newLoopback(t), sieve: s, vendor: v.name}
			w := v.open(t, classcloud.WithHTTPClient(&http.Client{Transport: network}), classcloud.WithObserver(s), classcloud.WithLogger(s.logger()))
			for _, secret := range secrets() {
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
				"a page": {Status: 200, Body: "<html>"},
			} {
				fault.Times = -1
				w.kit.Inject(w.readOp, fault)
				w.kit.Inject(w.createOp, fault)
				both(name)
				w.kit.ClearFaults()
			}
			_, err := w.read(t.Context()) // AUI logs in again: a login has the timeout of the client, not of the call
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
			for name, more := range v.moreToShow(t, s, w) {
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

// secrets are those of all vendors: none may show anywhere.
func secrets() (all []string) {
	for _, v := range vendors {
		all = append(all, v.secrets...)
	}
	return all
}

const canary = "canary-of-another-way"

// showing returns the options of a client that shows everything it may to the sieve.
func showing(s *sieve, w *world) []classcloud.ClientOption {
	s.secret(canary, "another credential")
	return []classcloud.ClientOption{classcloud.WithBaseURL(w.kit.URL), classcloud.WithClock(w.clock), classcloud.WithObserver(s), classcloud.WithLogger(s.logger())}
}
