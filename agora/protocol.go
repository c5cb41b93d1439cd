package agora

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol is how Agora takes tokens and wraps its answers.
type protocol struct {
	source  CredentialSource
	tokens  *tokens
	hosts   *hosts
	baseURL string
	region  Region
	clock   classcloud.Clock
	random  io.Reader
}

// signer is a project with the token of one attempt.
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
			err = errors.New("agora: the token source gave an empty token")
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

// path fills the documented path; without a region its segment is left out.
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

// base is where a call goes. Only a read leaves the region's first host, and notes which one it takes.
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

// idNames are the ids a path can hold, by the vendor's names.
var idNames = map[string]string{"roomUuid": "RoomUUID", "userUuid": "UserUUID", "widgetUuid": "WidgetUUID"}

// idLetters are the characters Agora allows in an id beside letters and digits.
const idLetters = " !#$%&()+-:;<=.>?@[]^_{}|~,"

// badIDs checks length and alphabet: Agora's own answer to a bad id is a bare 400.
func badIDs(path []wire.Member) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, m := range path {
		field, isID := idNames[m.Name]
		if !isID {
			continue
		}
		id := m.Value.FormText()
		if len(id) > 64 {
			bad = append(bad, classcloud.FieldError{Field: field, Wire: m.Name, Problem: fmt.Sprintf("has %d bytes, Agora takes 64", len(id))})
		}
		if at := strings.IndexFunc(id, func(r rune) bool { return !idRune(r) }); at >= 0 {
			bad = append(bad, classcloud.FieldError{Field: field, Wire: m.Name, Problem: fmt.Sprintf("holds %q, which Agora does not allow in an id", []rune(id[at:])[0])})
		}
	}
	return bad
}

func idRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(idLetters, r)
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
	case r.Status >= 400:
		return nil, transport.StatusError(r)
	case c.Op.Name == operations[opRecordingsStart].Name:
		return withStreamingURL(envelope), nil
	}
	return envelope.Get("data"), nil
}

func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "X-Custom-Request-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// withStreamingURL joins data and the streamingUrl that older pages print beside it; a recording that is not pushed has neither.
func withStreamingURL(envelope wire.Envelope) []byte {
	data, _ := wire.Split(envelope.Get("data")) // absent or [] is an empty object
	members := make([]wire.Member, 0, len(data)+1)
	if url := envelope.Get("streamingUrl"); url != nil && data.Get("streamingUrl") == nil {
		members = append(members, wire.Member{Name: "streamingUrl", Value: wire.Value{Kind: wire.JSON, Text: string(url)}})
	}
	for _, m := range data {
		members = append(members, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
	}
	return wire.AppendJSONObject(nil, members)
}

func (p *protocol) Recover(_ context.Context, c *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	if at, isRead := c.Vendor.(uint32); isRead && isHostFailure(failure) {
		p.hosts.leave(p.region, at)
	}
	return transport.Recover(failure)
}
