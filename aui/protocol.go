package aui

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol sends a session's token with each request and unwraps the AppServer's envelope.
type protocol struct {
	source    CredentialSource
	sessions  *sessions
	baseURL   string
	loginPath string
	v2        bool
	login     func(context.Context) (string, error)
}

// callState is what a call remembers between its attempts.
type callState struct {
	bare    bool     // the caller of Do says that the reply has no envelope
	session *session // nil when the credentials are a token
	token   string   // the token of the last attempt
}

// Account resolves the credentials and gets the session's token.
func (p *protocol) Account(ctx context.Context, c *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	state, _ := c.Vendor.(*callState)
	if state == nil {
		state = &callState{}
		c.Vendor = state
	}
	account := transport.Account{ID: vendor + ":" + keys.Username, Keys: keys}
	if keys.Token != "" {
		state.token = keys.Token
		return account, nil
	}
	state.session = p.sessions.of(sessionKey{p.baseURL, keys})
	if opID(c.ID) == opAuthLogin {
		return account, nil
	}
	state.token, err = state.session.get(ctx, p.login)
	return account, err
}

// Encode puts the token and the JSON body into a request. A login sends username and password in place of a token.
func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, _ *transport.Env) (*transport.Request, error) {
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	req.Header.Set("Content-Type", "application/json")
	if opID(c.ID) == opAuthLogin {
		keys := a.Keys.(Credentials)
		if keys.Token != "" {
			return nil, errors.New("the credentials are a Token: a login needs Username and Password")
		}
		req.URL = p.baseURL + p.loginPath
		req.Secrets = []string{keys.Password}
		req.Body = wire.AppendJSONObject(nil, append([]wire.Member{
			{Name: "username", Value: wire.TextOf(keys.Username)},
			{Name: "password", Value: wire.TextOf(keys.Password)},
		}, c.Message.Body...))
		return req, nil
	}
	if path := v2Paths[opID(c.ID)]; p.v2 && path != "" {
		req.URL = p.baseURL + path
	}
	req.Header.Set("Authorization", "Bearer "+c.Vendor.(*callState).token)
	req.Secrets = []string{c.Vendor.(*callState).token}
	req.Body = wire.AppendJSONObject(nil, c.Message.Body)
	return req, nil
}

// Decode unwraps the envelope. replies says how an operation differs.
func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	if r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden {
		return nil, refusedToken(r)
	}
	if c.Vendor.(*callState).bare && r.Status < 300 {
		return wire.TrimBOM(r.Body), nil
	}
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, unknownPath(failure)
	}
	switch envelope.Text("success") {
	case "true":
		if r.Status >= 400 {
			return nil, transport.StatusError(r)
		}
		return replies[opID(c.ID)].read(c, envelope.Get("data"))
	case "false":
		return nil, refusalOf(envelope).failure(replies[opID(c.ID)].codes)
	}
	return nil, unknownPath(transport.Malformed(r, errors.New("has no success member")))
}

// unknownPath adds the hint which servers lack which paths.
func unknownPath(failure *classcloud.Error) *classcloud.Error {
	if failure.Kind == classcloud.Unimplemented {
		failure.Hint = "the server does not know this path: check the base URL; published servers have members since v1.2.0, " +
			"assistants since v1.3.0 and version 2 since v1.3.1"
	}
	return failure
}

// refusedToken returns the error of HTTP 401 or 403. The published servers send 403 with an empty body.
func refusedToken(r *classcloud.Reply) *classcloud.Error {
	e := transport.StatusError(r)
	e.Kind = classcloud.Unauthenticated
	e.Message = "the server refused the token"
	e.Hint = "a token is valid for 7 days; a Token in the credentials must be renewed by its issuer"
	return e
}

// Recover logs in again when the server refused the token of a session with HTTP 401 or 403. The code "401" in a body is another
// failure.
func (p *protocol) Recover(_ context.Context, c *transport.Call, r *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	state := c.Vendor.(*callState)
	if r != nil && (r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden) {
		if state.session == nil || opID(c.ID) == opAuthLogin {
			return transport.Stop
		}
		state.session.refuse(state.token)
		return transport.RetryNow
	}
	if failure.Code != "" {
		return transport.Stop // the server answers "500" to nearly every failure: a repeat would not change it
	}
	return transport.Recover(failure)
}
