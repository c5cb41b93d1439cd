package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/explain"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// curl prints the commands that would be the same as a call, and sends nothing.
func (a *app) curl(ctx context.Context, args []string) error {
	r, err := readRequest(args)
	if err != nil {
		return err
	}
	catch := &catcher{}
	client, get, err := a.open(r.vendor, classcloud.WithHTTPClient(&http.Client{Transport: catch}), classcloud.WithoutRetry(), classcloud.WithLimiter(nil))
	if err != nil {
		return err
	}
	files := &opened{}
	defer files.close()
	_, failure := invoke.Call(ctx, client, r.op, r.values, &wire.Filler{Open: files.open})
	requests := catch.taken()
	if len(requests) == 0 {
		return r.explain(failure) // it is not sent at all
	}
	fmt.Fprintln(a.out, "# *** stands for secrets, so that this shows the form of the call and is refused as it is")
	mask := newMask(r.vendor, get)
	for _, request := range requests {
		text, err := command(request, mask, files)
		if err != nil {
			return err
		}
		fmt.Fprint(a.out, sealed(r.vendor, get, request)+text+"\n")
	}
	return nil
}

// sealed says in a comment what a signMsg holds, which nobody can read; it is empty for requests without one.
func sealed(v vendors.Vendor, get func(string) string, request *caught) string {
	address, err := url.Parse(request.url)
	if v.Name != "weclassroom" || err != nil {
		return ""
	}
	keys := explain.Keys{}
	for _, e := range v.Env {
		keys[e.Name] = get(e.Name)
	}
	said, err := json.Marshal(explain.Decode(v.Name, keys, &explain.Request{Method: request.method, URL: address, Header: request.header, Body: request.body}))
	var decoded struct {
		Body struct {
			SignMsg json.RawMessage `json:"signMsg"`
		} `json:"body"`
	}
	if err != nil || json.Unmarshal(said, &decoded) != nil || len(decoded.Body.SignMsg) == 0 {
		return ""
	}
	return "# signMsg is " + newMask(v, get).json(decoded.Body.SignMsg) + "\n"
}

// open makes a client for the account that the environment names. Without one it is an invented account at the vendor's own address, since
// nothing is sent; a vendor that has no address of its own gets one on this machine.
func (a *app) open(v vendors.Vendor, opts ...classcloud.ClientOption) (client any, get func(string) string, err error) {
	get = a.env
	if !v.IsSet(get) {
		fmt.Fprintf(a.errs, "%s: no %s set, using an invented account\n", v.Name, v.Env[0].Name)
		server, env := v.Sandbox()
		server.Close()
		if !v.Env[0].Required {
			delete(env, v.Env[0].Name) // the address
		}
		get = func(name string) string { return env[name] }
	} else if err := v.Complete(get); err != nil {
		return nil, nil, err
	}
	client, err = v.Open(get, opts)
	return client, get, err
}

// errCaught is the answer to every request that is caught.
var errCaught = errors.New("nothing is sent")

// catcher keeps requests instead of sending them. AUI's login before a call is answered, so that the call comes.
type catcher struct {
	mu       sync.Mutex
	requests []*caught
}

// caught is a request that was not sent.
type caught struct {
	method, url string
	header      http.Header
	body        []byte
}

// RoundTrip keeps a request.
func (c *catcher) RoundTrip(r *http.Request) (*http.Response, error) {
	request := &caught{method: r.Method, url: r.URL.String(), header: r.Header.Clone()}
	if r.Body != nil {
		defer func() { _ = r.Body.Close() }()
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		request.body = body
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests = append(c.requests, request)
	if strings.HasSuffix(r.URL.Path, "/api/v1/class/login") {
		return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
			Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewBufferString(auitest.DocumentedReply("Auth.Login")))}, nil
	}
	return nil, errCaught
}

func (c *catcher) taken() []*caught {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.requests
}
