package baijiayun

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// interactionHost serves the paths of interactionPaths, as the vendor's document of double-teacher classrooms (dev.baijiacloud.com/default/wiki/detail/74)
// and its clients say; the first prints http, 007gzs/baijiayun sends https. All other paths are served by the account's own domain.
const interactionHost = "https://hudong.baijiayun.com"

var interactionPaths = []string{"/openapi/interact_data/", "/openapi/interact_info/", "/openapi/teacher/"}

// protocol signs requests, and reads the envelope of replies.
type protocol struct {
	source   CredentialSource
	baseURL  string
	accounts transport.Accounts[Credentials]
	orders   signing.Orders
}

func (p *protocol) Account(ctx context.Context, c *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	account, err := p.accounts.Of(keys, Credentials.account)
	if err != nil {
		return transport.Account{}, err
	}
	switch forKey := sendsSecretKey[opID(c.ID)]; {
	case forKey && keys.SecretKey == "":
		return transport.Account{}, errors.New("baijiayun: Credentials.SecretKey is required by " + c.Op.Name)
	case !forKey && keys.PartnerKey == "":
		return transport.Account{}, errors.New("baijiayun: Credentials.PartnerKey is required: with SecretKey alone only Account.GetPartnerKey and Account.ResetPartnerKey can be called")
	}
	return account, nil
}

// account checks credentials and names them to the limiter.
func (c Credentials) account() (transport.Account, error) {
	return transport.Account{ID: vendor + ":" + strconv.FormatInt(c.PartnerID, 10), Keys: c}, c.check()
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	base, err := p.base(c.Op.Path, keys)
	if err != nil {
		return nil, err
	}
	params := c.Message.Body
	if sendsSecretKey[opID(c.ID)] {
		params = append(params[:len(params):len(params)], wire.Member{Name: "secret_key", Value: wire.TextOf(keys.SecretKey)})
	}
	all, err := p.orders.Params(params, keys.PartnerID, env.Now)
	if err != nil {
		return nil, err
	}
	req := env.Request(c.Op.Method, base+c.Op.Path)
	var sign string
	if len(c.Message.Files) == 0 {
		req.ContentType = "application/x-www-form-urlencoded"
		req.Body, sign = all.Form(keys.PartnerKey)
	} else {
		boundary, err := transport.Boundary(env.Rand)
		if err != nil {
			return nil, err
		}
		var fields []wire.Member
		fields, sign = all.Sorted(keys.PartnerKey)
		if req.Upload, err = wire.NewUpload(boundary, fields, c.Message.Files); err != nil {
			return nil, err
		}
		req.ContentType = req.Upload.ContentType
	}
	req.Hide(keys.PartnerKey, keys.SecretKey, sign)
	return req, nil
}

// base returns the scheme and host of a path: the client's own base URL, else the host that serves the path.
func (p *protocol) base(path string, keys Credentials) (string, error) {
	switch {
	case p.baseURL != "":
		return p.baseURL, nil
	case slices.ContainsFunc(interactionPaths, func(folder string) bool { return strings.HasPrefix(path, folder) }):
		return interactionHost, nil
	case keys.Domain == "":
		return "", errors.New("baijiayun: Credentials.Domain is required")
	}
	return "https://" + keys.Domain + ".at.baijiayun.com", nil
}

var formType = []string{"application/x-www-form-urlencoded"}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	code := envelope.Code("code")
	switch {
	case code == "":
		return nil, transport.Malformed(r, errors.New("has no code"))
	case code == "0":
		return replies[opID(c.ID)].result(c, envelope.Get("data"))
	}
	return nil, failed(code, envelope.Text("msg"))
}

func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	if unread := (*wire.DecodeError)(nil); errors.As(failure.Err, &unread) {
		return transport.Stop // the vendor would answer the same again
	}
	if code := Code(0); errors.As(failure.Err, &code) && code.info().Retry {
		return transport.Retry
	}
	return transport.Recover(failure)
}
