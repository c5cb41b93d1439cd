package classin

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol signs, wraps and unwraps the calls of ClassIn's two generations: v1 takes forms with a safeKey and answers with error_info, v2
// takes JSON with a signature in its headers and answers with code and msg.
type protocol struct {
	source   CredentialSource
	baseURL  string
	accounts transport.Accounts[Credentials]
}

const (
	coursePath = "/partner/api/course.api.php?action="
	cloudPath  = "/partner/api/cloud.api.php?action="
)

// isV1 reports whether a path belongs to the first generation.
func isV1(path string) bool { return strings.HasPrefix(path, "/partner/api/") }

func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	return p.accounts.Of(keys, Credentials.account)
}

// account checks credentials and names them to the limiter.
func (c Credentials) account() (transport.Account, error) {
	return transport.Account{ID: vendor + ":" + strconv.FormatInt(c.SID, 10), Keys: c}, c.check()
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	req := env.Request(c.Op.Method, p.baseURL+c.Op.Path)
	stamp := strconv.FormatInt(env.Now.Unix(), 10)
	if isV1(c.Op.Path) {
		return req, encodeForm(req, c.Message, keys, stamp, env.Rand)
	}
	return req, encodeJSON(req, c.Message, keys, stamp)
}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil && r.Status == int(CodeUnderMaintenance) { // "the status code 901": of HTTP, with no word on the body
		return nil, failed(strconv.Itoa(r.Status), "")
	}
	if failure != nil {
		return nil, failure
	}
	v, ok := judge(envelope)
	switch {
	case !ok && isV1(c.Op.Path):
		return nil, transport.Malformed(r, errors.New("has no error_info.errno"))
	case !ok:
		return nil, transport.Malformed(r, errors.New("has no code"))
	}
	how := replies[opID(c.ID)]
	c.Joined = []string{"data", "more_data", how.list}
	return how.read(c, &v)
}

func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	var code Code
	if errors.As(failure.Err, &code) {
		if code.info().Retry {
			return transport.Retry
		}
		return transport.Stop
	}
	if failure.Outcome == classcloud.OutcomeApplied {
		return transport.Stop
	}
	return transport.Recover(failure)
}

// verdict is what a reply says about its call, or about one item of it.
type verdict struct {
	code, message string
	data          []byte
	envelope      wire.Envelope // the whole reply, or the whole item
}

// judge reads the verdict of either generation: error_info, code and msg, or an item's errno and error.
func judge(envelope wire.Envelope) (verdict, bool) {
	v := verdict{data: envelope.Get("data"), envelope: envelope}
	for _, names := range [...][2]string{{"errno", "error"}, {"code", "msg"}} {
		from := envelope
		if names[0] == "errno" {
			if info, err := wire.Split(envelope.Get("error_info")); err == nil {
				from = info
			}
		}
		if v.code = from.Code(names[0]); v.code != "" {
			v.message = from.Text(names[1])
			return v, true
		}
	}
	return v, false
}

// number returns the code, or 0 when it is not a number.
func (v *verdict) number() Code {
	n, _ := strconv.ParseInt(v.code, 10, 64)
	return Code(n)
}

// warning returns the warning of a code that means "done, but", and reports whether the code is one.
func (v *verdict) warning() (classcloud.Warning, bool) {
	text, is := warnings[v.number()]
	if v.message != "" {
		text = v.message
	}
	return classcloud.Warning{Code: v.code, Message: text}, is
}
