package aui

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol is how the AppServer takes a session's token and wraps its answers.
type protocol struct {
	source    CredentialSource
	sessions  *sessions
	baseURL   string
	loginPath string
	login     func(context.Context) (string, error)
}

// callState is what a call remembers between its attempts.
type callState struct {
	bare    bool
	session *session
	token   string
}

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
	if isLogin(c) {
		return account, nil
	}
	state.token, err = state.session.get(ctx, p.login)
	return account, err
}

func isLogin(c *transport.Call) bool { return c.Op.Name == operations[opAuthLogin].Name }

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, _ *transport.Env) (*transport.Request, error) {
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	req.Header.Set("Content-Type", "application/json")
	if isLogin(c) {
		keys := a.Keys.(Credentials)
		if keys.Token != "" {
			return nil, errors.New("there is nothing to log in with: the credentials are a Token")
		}
		req.URL = p.baseURL + p.loginPath
		req.Body = wire.AppendJSONObject(nil, append([]wire.Member{
			{Name: "username", Value: wire.TextOf(keys.Username)},
			{Name: "password", Value: wire.TextOf(keys.Password)},
		}, c.Message.Body...))
		return req, nil
	}
	req.Header.Set("Authorization", "Bearer "+c.Vendor.(*callState).token)
	req.Body = wire.AppendJSONObject(nil, c.Message.Body)
	return req, nil
}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	if r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden {
		return nil, refusedToken(r)
	}
	if c.Vendor.(*callState).bare && r.Status < 300 {
		return wire.TrimBOM(r.Body), nil
	}
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	switch envelope.Text("success") {
	case "true":
		if r.Status >= 400 {
			return nil, transport.StatusError(r)
		}
		return envelope.Get("data"), nil
	case "false":
		return nil, failed(c, envelope)
	}
	return nil, transport.Malformed(r, errors.New("has no success member"))
}

// refusedToken is HTTP 401 or 403: the real server sends 403 with an empty body.
func refusedToken(r *classcloud.Reply) *classcloud.Error {
	e := transport.StatusError(r)
	e.Kind = classcloud.Unauthenticated
	e.Message = "the server refuses the token"
	e.Hint = "a token lives 7 days; one the credentials hold must be renewed by whoever made it"
	return e
}

// Recover logs in again when the server refused a token we had logged in for; a body's "401" is something else.
func (p *protocol) Recover(_ context.Context, c *transport.Call, r *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	state := c.Vendor.(*callState)
	if r != nil && (r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden) {
		if state.session == nil || isLogin(c) {
			return transport.Stop
		}
		state.session.refuse(state.token)
		return transport.RetryNow
	}
	if failure.Code != "" {
		return transport.Stop // "500" is the answer to nearly everything: trying again would not change it
	}
	return transport.Recover(failure)
}

// failed makes the error of success:false. Code is errorCode, or the reason of a refused join or leave.
func failed(c *transport.Call, envelope wire.Envelope) *classcloud.Error {
	code, message := envelope.Text("errorCode"), envelope.Text("errorMsg")
	var reason, detail string
	if data, err := wire.Split(envelope.Get("data")); err == nil {
		reason, detail = data.Text("reason"), strings.ReplaceAll(strings.TrimSuffix(data.Text("msg"), "<br>"), "<br>", "; ")
	}
	if reason != "" {
		return Reason(reason).info().Failure(reason, message, Reason(reason))
	}
	info := Code(code).info(isLogin(c), message, detail)
	if detail != "" {
		message = strings.TrimPrefix(message+": "+detail, ": ")
	}
	if code == "" {
		return info.Failure(code, message, nil)
	}
	return info.Failure(code, message, Code(code))
}
