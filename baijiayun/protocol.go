package baijiayun

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol is how Baijiayun signs, wraps and unwraps.
type protocol struct {
	source  CredentialSource
	baseURL string
}

// limits are the documented ones: 200 calls in 10 s, measured at 18 a second with 20 at once (at 20 a second and 200 at once
// 399 calls pass in 10 s), and 600 chat calls a minute.
func limits() []transport.Limit {
	return []transport.Limit{
		{Every: time.Second / 18, Burst: 20},
		{Name: "chat", Every: time.Minute / 600, Burst: 10},
	}
}

func (p *protocol) Account(ctx context.Context, c *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	switch forKey := asksForKey(c); {
	case forKey && keys.SecretKey == "":
		return transport.Account{}, errors.New("baijiayun: Credentials.SecretKey is required by " + c.Op.Name)
	case !forKey && keys.PartnerKey == "":
		return transport.Account{}, errors.New("baijiayun: Credentials.PartnerKey is required: SecretKey alone serves Account.GetPartnerKey and ResetPartnerKey")
	}
	return transport.Account{ID: vendor + ":" + strconv.FormatInt(keys.PartnerID, 10), Keys: keys}, nil
}

// asksForKey knows the calls of AccountService, which send secret_key and need no partner_key.
func asksForKey(c *transport.Call) bool {
	_, ok := c.In.(*partnerKeyRequest)
	return ok
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	base := p.baseURL
	if base == "" {
		if keys.Domain == "" {
			return nil, errors.New("baijiayun: Credentials.Domain is required")
		}
		base = "https://" + keys.Domain + ".at.baijiayun.com"
	}
	params := c.Message.Body
	if asksForKey(c) {
		params = append(params[:len(params):len(params)], wire.Member{Name: "secret_key", Value: wire.TextOf(keys.SecretKey)})
	}
	params, err := signed(params, keys, env.Now)
	if err != nil {
		return nil, err
	}
	req := &transport.Request{Method: c.Op.Method, URL: base + c.Op.Path, Header: http.Header{}}
	req.Secrets = []string{keys.PartnerKey, keys.SecretKey, textOf(params, "sign")}
	if len(c.Message.Files) == 0 {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Body = wire.AppendForm(nil, params)
		return req, nil
	}
	boundary, err := transport.Boundary(env.Rand)
	if err != nil {
		return nil, err
	}
	if req.Upload, err = wire.NewUpload(boundary, params, c.Message.Files); err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", req.Upload.ContentType)
	return req, nil
}

// textOf is a parameter's value; "" when it is not sent.
func textOf(params []wire.Member, name string) string {
	for _, m := range params {
		if m.Name == name {
			return m.Value.Text
		}
	}
	return ""
}

// signed returns the parameters of a call with the common ones and their signature, sorted: what is signed is what is sent.
// Without a partner_key, which only API 1 does without, there is no signature.
func signed(params []wire.Member, keys Credentials, now time.Time) ([]wire.Member, error) {
	out := make([]wire.Member, 0, len(params)+3)
	for _, m := range params {
		switch m.Name {
		case "partner_id", "timestamp", "sign", "partner_key":
			return nil, errors.New("the parameter " + m.Name + " is set by the client itself")
		}
		out = append(out, wire.Member{Name: m.Name, Value: wire.TextOf(m.Value.FormText())})
	}
	out = append(out,
		wire.Member{Name: "partner_id", Value: wire.TextOf(strconv.FormatInt(keys.PartnerID, 10))},
		wire.Member{Name: "timestamp", Value: wire.TextOf(strconv.FormatInt(now.Unix(), 10))})
	slices.SortFunc(out, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	if keys.PartnerKey == "" {
		return out, nil
	}
	return append(out, wire.Member{Name: "sign", Value: wire.TextOf(sign(out, keys.PartnerKey))}), nil
}

// sign is the document's getSign: sorted k=v pairs with raw values, the key last, MD5 in lower-case hexadecimal.
func sign(sorted []wire.Member, partnerKey string) string {
	h := md5.New()
	for _, m := range sorted {
		_, _ = io.WriteString(h, m.Name+"="+m.Value.Text+"&")
	}
	_, _ = io.WriteString(h, "partner_key="+partnerKey)
	return hex.EncodeToString(h.Sum(nil))
}

func (p *protocol) Decode(_ *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	code := envelope.Text("code")
	switch {
	case code == "":
		return nil, transport.Malformed(r, errors.New("has no code"))
	case code == "0" && r.Status >= 400:
		return nil, transport.StatusError(r)
	case code == "0":
		return envelope.Get("data"), nil
	}
	return nil, failed(code, envelope.Text("msg"))
}

func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	return transport.Recover(failure)
}
