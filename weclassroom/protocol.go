package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol seals the calls of WeClassroom and takes its replies apart. It implements transport.Protocol.
type protocol struct {
	source  CredentialSource
	baseURL string
}

// Account returns the credentials of a call.
func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	return transport.Account{ID: vendor + ":" + keys.ApplicationID, Keys: keys}, nil
}

// Encode seals the parameters into signMsg, with a new iv for each attempt.
func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	plain, err := wire.AppendPHP(nil, c.Message.Body)
	if err != nil {
		return nil, err
	}
	signMsg, err := seal(plain, keys.Secret, env.Rand)
	if err != nil {
		return nil, fmt.Errorf("cannot seal the parameters: %w", err)
	}
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	req.Secrets = []string{keys.Secret, signMsg}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Body = wire.AppendForm(nil, []wire.Member{
		{Name: "applicationID", Value: wire.TextOf(keys.ApplicationID)},
		{Name: "signMsg", Value: wire.TextOf(signMsg)},
	})
	return req, nil
}

// Decode reads the envelope under every HTTP status, because the document does not say which statuses the vendor uses.
func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	status, code := envelope.Text("status"), envelope.Text("error_code")
	if code == "" {
		code = envelope.Text("code") // only in API 34
	}
	switch {
	case status == "1", status == "" && code == codeOK:
		return replies[opID(c.ID)].payload(envelope), nil
	case status == "" && code == "":
		return nil, transport.Malformed(r, errors.New("has neither status nor error_code"))
	}
	return nil, failed(code, envelope.Text("msg"))
}

// Recover retries what the vendor calls a server error, where the operation's effect allows it.
func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	if errors.Is(failure, CodeServer) {
		return transport.Retry
	}
	return transport.Recover(failure)
}
