package agora

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

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
	keys  Credentials
	token Token
}

// sentBy is what an attempt was signed with, and where it went. It is kept in Call.Vendor.
type sentBy struct {
	signer
	host int // the place in hostOrder; -1 with a base URL
}

func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	token := Token{Value: bareToken(keys.Token), UID: keys.UID}
	switch {
	case keys.Tokens != nil:
		token, err = keys.Tokens.Token(ctx)
		if token.Value = bareToken(token.Value); err == nil && token.Value == "" {
			err = errors.New("agora: the TokenSource returned an empty token")
		}
	case keys.Certificate != "":
		token.Value, err = p.tokens.app(keys, p.clock, p.random)
	}
	if err != nil {
		return transport.Account{}, err
	}
	return transport.Account{ID: vendor + ":" + keys.AppID, Keys: signer{keys, token}}, nil
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	from := a.Keys.(signer)
	if bad := badIDs(c.Message.Path); len(bad) > 0 && !env.SkipChecks {
		return nil, &classcloud.Error{Kind: classcloud.InvalidArgument, Message: "nothing was sent", Outcome: classcloud.OutcomeNotSent, Fields: bad}
	}
	path, err := p.path(c, from.keys.AppID)
	if err != nil {
		return nil, err
	}
	base, host := p.base(c)
	c.Vendor = sentBy{from, host}
	req := env.Request(c.Op.Method, base+path)
	req.ContentType = "application/json"
	req.Hide(from.token.Value)
	if from.token.UID == "" {
		req.SetHeader("Authorization", "agora token="+from.token.Value)
	} else {
		req.SetHeader("X-Agora-Token", from.token.Value)
		req.SetHeader("X-Agora-Uid", from.token.UID)
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

// base returns the scheme and host that a call goes to, and the host's place in hostOrder; -1 with a base URL, which switches the hosts
// off.
func (p *protocol) base(c *transport.Call) (string, int) {
	if p.baseURL != "" {
		return p.baseURL, -1
	}
	host, at := p.hosts.take(p.region, c.Op.Effect == classcloud.EffectRead, p.clock.Now())
	return "https://" + host, at
}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	code := envelope.Code("code")
	switch {
	case code == "":
		return nil, transport.Malformed(r, errors.New("has no code"))
	case code != "0":
		e := failed(code, envelope.Text("msg"), r.Status)
		p.heard(c, e)
		return nil, e
	}
	p.heard(c, nil)
	data := replies[opID(c.ID)].payload(envelope)
	switch in := c.In.(type) {
	case *roomRef:
		warnOfAnother(c, data, "roomUuid", in.RoomUUID)
	case *GetMemberRequest:
		warnOfAnother(c, data, "userUuid", in.UserUUID)
	}
	return data, nil
}

// warnOfAnother warns of a reply that is of another room or user than was asked for.
func warnOfAnother(c *transport.Call, data []byte, member, id string) {
	if got, err := wire.Split(data); err == nil {
		transport.DoubtAnother(c, member, got.Text(member), id)
	}
}

// heard notes that a host has answered.
func (p *protocol) heard(c *transport.Call, failure *classcloud.Error) {
	if from, ok := c.Vendor.(sentBy); ok && from.host >= 0 && (failure == nil || !isHostFailure(failure)) {
		p.hosts.answered(p.region, from.host)
	}
}

// Recover lets a host rest that failed, and renews an app token that was refused: once a call, for an operation of any effect, because
// what is refused with a 401 was not carried out. A page under a 401 is not Agora's: some proxy asks for a login. A token that the caller
// made is the caller's: its refusal is final.
func (p *protocol) Recover(_ context.Context, c *transport.Call, r *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	from, _ := c.Vendor.(sentBy)
	if from.host >= 0 && isHostFailure(failure) {
		p.hosts.failed(p.region, from.host, failure.Outcome == classcloud.OutcomeNotSent, p.clock.Now())
	}
	if failure.Kind == classcloud.Unauthenticated && from.keys.Certificate != "" && r != nil && (len(r.Body) == 0 || isJSON(r.Body)) {
		if p.tokens.renew(from.keys, from.token.Value, serverTime(r.Header), p.clock, p.random) == nil {
			return transport.RetryNow
		}
		return transport.Stop
	}
	if code, ok := errors.AsType[Code](failure.Err); ok && code.info(failure.HTTPStatus).Retry {
		return transport.Retry
	}
	return transport.Recover(failure)
}

// isJSON reports whether a reply is an object, as those of Agora and of its gateway are.
func isJSON(body []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) }

// serverTime is when the server says it answered; zero if it does not say.
func serverTime(h http.Header) time.Time {
	at, _ := http.ParseTime(h.Get("Date"))
	return at
}
