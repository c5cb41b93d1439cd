package aui

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol sends a session's token with each request and unwraps the AppServer's envelope.
type protocol struct {
	source    CredentialSource
	sessions  *sessions
	shared    sharedSessions // with the other servers of a fleet
	accounts  transport.Accounts[Credentials]
	baseURL   string
	loginPath string
	v2        bool
	login     func(context.Context) (string, error)
}

// callState is what a call remembers between its attempts.
type callState struct {
	bare    bool     // the caller of Do says that the reply has no envelope
	session *session // nil when the credentials are a token
	key     sessionKey
	token   string // the token of the last attempt
	fresh   bool   // that token was made for this call
}

// Account resolves the credentials and gets the session's token.
func (p *protocol) Account(ctx context.Context, c *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	account, err := p.accounts.Of(keys, Credentials.account)
	if err != nil {
		return transport.Account{}, err
	}
	state, _ := c.Vendor.(*callState)
	if state == nil {
		state = &callState{}
		c.Vendor = state
	}
	if keys.Token != "" {
		state.token = bareToken(keys.Token)
		return account, nil
	}
	key := sessionKey{p.baseURL, keys}
	state.key, state.session = key, p.sessions.of(key)
	if opID(c.ID) == opAuthLogin {
		return account, nil
	}
	p.shared.open(ctx, key, state.session)
	var made bool
	state.token, made, err = state.session.get(ctx, func(ctx context.Context) (string, error) {
		token, err := p.login(ctx)
		if err == nil {
			p.shared.keep(ctx, key, token)
		}
		return token, err
	})
	state.fresh = state.fresh || made
	return account, err
}

// account checks credentials and names them to the limiter.
func (c Credentials) account() (transport.Account, error) {
	return transport.Account{ID: vendor + ":" + c.Username, Keys: c}, c.check()
}

// Encode puts the token and the JSON body into a request. A login sends username and password in place of a token.
func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	req := env.Request(c.Op.Method, p.baseURL+c.Op.Path)
	req.ContentType = "application/json"
	if opID(c.ID) == opAuthLogin {
		keys := a.Keys.(Credentials)
		if keys.Token != "" {
			return nil, errors.New("the credentials are a Token: a login needs Username and Password")
		}
		req.URL = p.baseURL + p.loginPath
		req.Hide(keys.Password)
		req.Body = wire.AppendJSONObject(nil, append([]wire.Member{
			{Name: "username", Value: wire.TextOf(keys.Username)},
			{Name: "password", Value: wire.TextOf(keys.Password)},
		}, c.Message.Body...))
		return req, nil
	}
	if path := v2Paths[opID(c.ID)]; p.v2 && path != "" {
		req.URL = p.baseURL + path
	}
	req.SetHeader("Authorization", "Bearer "+c.Vendor.(*callState).token)
	req.Hide(c.Vendor.(*callState).token)
	req.Body = wire.AppendJSONObject(nil, c.Message.Body)
	return req, nil
}

// Decode unwraps the envelope. replies says how an operation differs.
func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	state, own := c.Vendor.(*callState), replies[opID(c.ID)]
	envelope, failure := transport.Envelope(r)
	said := successOf(envelope)
	switch {
	case forbids(r) && said != saysYes:
		return nil, forbidden(c, r, envelope, said)
	case state.bare && r.Status < 300 && said != saysNo:
		return bare(c, r)
	case failure != nil:
		return nil, notAnAPI(r, failure)
	case said == saysNo:
		return nil, refusalOf(envelope).failure(own.codes)
	case said == saysYes && !isGood(envelope.Text("errorCode")):
		failure = refusalOf(envelope).failure(own.codes)
		failure.Message, failure.Outcome = "the reply says success beside a code that fails: "+failure.Message, classcloud.OutcomeUnknown
		return envelope.Get("data"), failure
	case said == saysYes && c.ID >= 0 && c.Op.Payload == transport.PayloadNone && refusalOf(envelope).Reason != "": // joinClass, leaveClass and their like have no data
		failure = refusalOf(envelope).failure(own.codes)
		failure.Message, failure.Outcome = "the reply says success beside a reason that refuses: "+failure.Message, classcloud.OutcomeUnknown
		return nil, failure
	case said == saysYes:
		return own.read(c, envelope.Get("data"))
	case said == saysOther:
		return nil, transport.Malformed(r, errors.New("has a success member that is neither true nor false"))
	}
	return nil, notAnAPI(r, transport.Malformed(r, errors.New("has no success member")))
}

// verdict is what the member success of a reply says.
type verdict uint8

const (
	saysNothing verdict = iota // the reply has no such member
	saysYes
	saysNo
	saysOther // the reply has one, in a form that nobody knows
)

// successOf reads the member success. The document shows true and false; the other forms are those in which other servers write a flag.
func successOf(envelope wire.Envelope) verdict {
	if envelope.Get("success") == nil {
		return saysNothing
	}
	switch strings.ToLower(envelope.Text("success")) {
	case "true", "1":
		return saysYes
	case "false", "0":
		return saysNo
	}
	return saysOther
}

// isGood reports whether an errorCode beside success:true does not contradict it. The published servers send none there.
func isGood(code string) bool {
	switch strings.ToLower(code) {
	case "", "0", "200", "ok", "success", "null":
		return true
	}
	return false
}

// bare returns the reply of an endpoint without an envelope. Such an endpoint refuses with an empty body.
func bare(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	body := wire.TrimBOM(r.Body)
	if len(bytes.TrimSpace(body)) == 0 && c.Op.Payload != transport.PayloadNone {
		return nil, (&Refusal{}).failure(nil)
	}
	return body, nil
}

// notAnAPI adds hints to replies that an AppServer does not give.
func notAnAPI(r *classcloud.Reply, failure *classcloud.Error) *classcloud.Error {
	page := strings.Contains(r.Header.Get("Content-Type"), "html") || bytes.HasPrefix(bytes.TrimSpace(r.Body), []byte("<"))
	switch {
	case r.Status == http.StatusMethodNotAllowed:
		failure.Hint = "the AppServer never answers 405: a firewall in front of it does (Aliyun's WAF blocks requests so), or the base URL is a web site's"
	case failure.Kind == classcloud.Unimplemented:
		failure.Hint = "the server does not know this path: check the base URL; published servers have members since v1.2.0, " +
			"assistants since v1.3.0 and version 2 since v1.3.1"
	case page && r.Status >= 400:
		failure.Hint = "the reply is a web page: something in front of the AppServer answers, or the base URL is wrong"
	}
	return failure
}

// forbids reports whether a reply has HTTP 401 or 403.
func forbids(r *classcloud.Reply) bool {
	return r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden
}

// forbidden returns the error of HTTP 401 or 403. The published servers send 403 with an empty body when they refuse the token. An
// envelope under 403 refuses the action; that is not in the document, which lets a team adjust the authentication policy.
func forbidden(c *transport.Call, r *classcloud.Reply, envelope wire.Envelope, said verdict) *classcloud.Error {
	state := c.Vendor.(*callState)
	e := transport.StatusError(r)
	e.Kind = classcloud.Unauthenticated
	switch {
	case opID(c.ID) == opAuthLogin:
		e.Message = "the server refused the login"
		e.Hint = "check Username and Password, and the path of the login: see WithLoginPath"
	case state.fresh:
		e.Kind = classcloud.PermissionDenied
		e.Message = "the server refused a token that it had just issued"
		e.Hint = "the user may not do this, or something in front of the AppServer refuses the call"
	default:
		e.Message = "the server refused the token"
		e.Hint = "a token is valid for 7 days; a Token in the credentials must be renewed by its issuer"
	}
	if said == saysNothing || said == saysOther {
		return e
	}
	refusal := refusalOf(envelope)
	told := refusal.failure(replies[opID(c.ID)].codes)
	if refusesToken(r, refusal) {
		e.Code, e.Err = told.Code, told.Err
		if refusal.Message != "" {
			e.Message += ": " + refusal.Message
		}
		return e
	}
	told.Outcome = classcloud.OutcomeNotApplied
	if told.Kind == classcloud.Unknown || told.Kind == classcloud.Internal {
		told.Kind, told.Hint = classcloud.PermissionDenied, ""
	}
	return told
}

// refusesToken reports whether a refusal under HTTP 401 or 403 concerns the token. Under 403 it must say so.
func refusesToken(r *classcloud.Reply, refusal *Refusal) bool {
	return r.Status == http.StatusUnauthorized || refusal.Code == CodeUnauthorized ||
		strings.Contains(strings.ToLower(string(refusal.Code)+" "+refusal.Message), "token")
}

// Recover logs in again when the server refused the token of a session with HTTP 401 or 403, but for a token that was made for this
// call. The code "401" in a body is another failure.
func (p *protocol) Recover(ctx context.Context, c *transport.Call, r *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	state := c.Vendor.(*callState)
	if r != nil && forbids(r) {
		if failure.Kind != classcloud.Unauthenticated || state.session == nil || opID(c.ID) == opAuthLogin {
			return transport.Stop
		}
		state.session.refuse(state.token)
		p.shared.forget(ctx, state.key, state.token)
		state.fresh = true // whoever makes the next one
		return transport.RetryNow
	}
	if refusal, ok := errors.AsType[*Refusal](failure.Err); ok {
		if refusal.info(replies[opID(c.ID)].codes).Retry {
			return transport.Retry
		}
		return transport.Stop // the server answers "500" to nearly every failure: a repeat would not change it
	}
	if r != nil && r.Status < 300 {
		if envelope, err := wire.Split(r.Body); err == nil && successOf(envelope) != saysNothing {
			return transport.Stop // an AppServer's reply, be it an odd one
		}
	}
	return transport.Recover(failure)
}
