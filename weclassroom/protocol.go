package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol seals the calls of WeClassroom and takes its replies apart. It implements transport.Protocol.
type protocol struct {
	source   CredentialSource
	baseURL  string
	accounts transport.Accounts[Credentials]
}

// Account returns the credentials of a call.
func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	return p.accounts.Of(keys, Credentials.account)
}

// account checks credentials and names them to the limiter.
func (c Credentials) account() (transport.Account, error) {
	return transport.Account{ID: vendor + ":" + c.ApplicationID, Keys: c}, c.check()
}

// Encode seals the parameters into signMsg, with a new iv for each attempt.
func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	plain, err := wire.AppendPHP(nil, c.Message.Body)
	if err != nil {
		return nil, err
	}
	signMsg, err := signing.Seal(plain, keys.Secret, env.Rand)
	if err != nil {
		return nil, fmt.Errorf("cannot seal the parameters: %w", err)
	}
	req := env.Request(c.Op.Method, p.baseURL+c.Op.Path)
	req.Hide(keys.Secret, signMsg)
	req.ContentType = "application/x-www-form-urlencoded"
	req.Body = wire.AppendForm(nil, []wire.Member{
		{Name: "applicationID", Value: wire.TextOf(keys.ApplicationID)},
		{Name: "signMsg", Value: wire.TextOf(signMsg)},
	})
	return req, nil
}

// Decode reads the envelope under every HTTP status, because the document does not say which statuses the vendor uses; what the
// status says beside it is weighed afterwards. A success needs a status of 1 and no other code than 10000: one of them alone will do,
// but where they contradict each other the call may or may not have been applied.
func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	row := replies[opID(c.ID)]
	c.Known = append(c.Known, row.known...)
	status, code := statusOf(envelope.Get("status")), codeOf(envelope)
	switch {
	case status == statusAbsent && code == "":
		return nil, transport.Malformed(r, errors.New("has neither status nor error_code"))
	case status != statusFailure && (code == "" || code == codeOK):
		transport.DoubtCommand(c, envelope.Get("data"))
		payload := row.payload(c, envelope)
		if row.check != nil {
			failure = row.check(c, payload)
		}
		return payload, failure
	case status == statusSuccess:
		failure = failed(code, envelope.Text("msg"))
		failure.Outcome = classcloud.OutcomeUnknown
		failure.Message += ", beside a status that says success"
		return row.payload(c, envelope), failure
	}
	failure = failed(code, envelope.Text("msg"))
	if c.Doubt && row.gone != "" && (failure.Kind == classcloud.InvalidArgument || failure.Kind == classcloud.FailedPrecondition) {
		failure.Hint = "this answers a repeat: the first try may have done it. " + row.gone
	}
	return nil, failure
}

// envelopeStatus is what the envelope's status says.
type envelopeStatus int

const (
	statusAbsent envelopeStatus = iota
	statusSuccess
	statusFailure
)

// statusOf reads the envelope's status: 1 in every form that PHP may give it, true as well, is a success.
func statusOf(raw []byte) envelopeStatus {
	text := strings.TrimSpace(wire.ScalarText(raw))
	switch {
	case raw == nil || text == "" && wire.IsEmpty(raw):
		return statusAbsent
	case strings.EqualFold(text, "true") || wholeNumber(raw) == 1:
		return statusSuccess
	}
	return statusFailure
}

// codeOf returns the envelope's code as its digits, or "" without one and for a 0, which PHP programs write where there is none. API
// 34 says code where all others say error_code; of two codes the one that is not a success counts.
func codeOf(envelope wire.Envelope) string {
	found := ""
	for _, name := range []string{"error_code", "code"} {
		raw := envelope.Get(name)
		if wire.IsEmpty(raw) || found != "" && found != codeOK {
			continue
		}
		text := strings.TrimSpace(wire.ScalarText(raw))
		if n := wholeNumber(raw); n != 0 {
			text = strconv.FormatInt(n, 10)
		} else if text == "" {
			text = string(raw) // an object or a list is not a code, and not a success either
		}
		if text != "0" && text != "false" {
			found = text
		}
	}
	return found
}

// wholeNumber returns the number in a plain value, such as 1, "1" or 1.0, and 0 for anything else.
func wholeNumber(raw []byte) (n int64) {
	if wire.Decode(raw, &n) != nil {
		return 0
	}
	return n
}

// Recover retries what the vendor calls a server error, where the operation's effect allows it.
func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	if code, ok := errors.AsType[Code](failure); ok && code.info().Retry {
		return transport.Retry
	}
	return transport.Recover(failure)
}
