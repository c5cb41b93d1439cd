package agora

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol signs calls with Agora's tokens and unwraps its reply envelope.
type protocol struct {
	source  CredentialSource
	tokens  *tokens
	hosts   *hosts
	baseURL string
	region  Region
	clock   classcloud.Clock
	random  io.Reader
}

// signer holds a project and the token that signs one attempt.
type signer struct {
	appID string
	token Token
}

func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	token := Token{Value: keys.Token, UID: keys.UID}
	switch {
	case keys.Tokens != nil:
		token, err = keys.Tokens.Token(ctx)
		if err == nil && token.Value == "" {
			err = errors.New("agora: the TokenSource returned an empty token")
		}
	case keys.Certificate != "":
		token.Value, err = p.tokens.app(keys, p.clock, p.random)
	}
	if err != nil {
		return transport.Account{}, err
	}
	return transport.Account{ID: vendor + ":" + keys.AppID, Keys: signer{keys.AppID, token}}, nil
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	from := a.Keys.(signer)
	if bad := badIDs(c.Message.Path); len(bad) > 0 && !env.SkipChecks {
		return nil, &classcloud.Error{Kind: classcloud.InvalidArgument, Message: "nothing was sent", Outcome: classcloud.OutcomeNotSent, Fields: bad}
	}
	path, err := p.path(c, from.appID)
	if err != nil {
		return nil, err
	}
	req := &transport.Request{Method: c.Op.Method, URL: p.base(c) + path, Header: http.Header{}}
	req.Header.Set("Content-Type", "application/json")
	req.Secrets = []string{from.token.Value}
	if from.token.UID == "" {
		req.Header.Set("Authorization", "agora token="+from.token.Value)
	} else {
		req.Header.Set("X-Agora-Token", from.token.Value)
		req.Header.Set("X-Agora-Uid", from.token.UID)
	}
	query := c.Message.Query
	if c.Op.Method == http.MethodGet {
		query = append(query[:len(query):len(query)], c.Message.Body...)
	} else {
		req.Body = wire.AppendJSONObject(nil, c.Message.Body)
	}
	if len(query) > 0 {
		req.URL += "?" + string(wire.AppendForm(nil, query))
	}
	return req, nil
}

// path fills in the documented path. Without a region it leaves that segment out.
func (p *protocol) path(c *transport.Call, appID string) (string, error) {
	template := c.Op.Path
	values := append([]wire.Member{{Name: "appId", Value: wire.TextOf(appID)}}, c.Message.Path...)
	if p.region == RegionNone {
		template = strings.Replace(template, "/{region}", "", 1)
	} else {
		values = append(values, wire.Member{Name: "region", Value: wire.TextOf(string(p.region))})
	}
	return wire.ExpandPath(template, values)
}

// base returns the scheme and host that a call goes to. Only a read leaves the region's first host, and it notes the host it takes in
// c.Vendor.
func (p *protocol) base(c *transport.Call) string {
	if p.baseURL != "" {
		return p.baseURL
	}
	host := hostOrder[p.region][0]
	if c.Op.Effect == classcloud.EffectRead {
		var at uint32
		host, at = p.hosts.current(p.region)
		c.Vendor = at
	}
	return "https://" + host
}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	code := envelope.Text("code")
	switch {
	case code == "":
		return nil, transport.Malformed(r, errors.New("has no code"))
	case code != "0":
		e := failed(code, envelope.Text("msg"), r.Status)
		e.RequestID = requestID(r.Header)
		return nil, e
	}
	return replies[opID(c.ID)].payload(envelope), nil
}

func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "X-Custom-Request-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}

func (p *protocol) Recover(_ context.Context, c *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	if at, isRead := c.Vendor.(uint32); isRead && isHostFailure(failure) {
		p.hosts.leave(p.region, at)
	}
	if code, ok := errors.AsType[Code](failure.Err); ok && code.info(failure.HTTPStatus).Retry {
		return transport.Retry
	}
	return transport.Recover(failure)
}
