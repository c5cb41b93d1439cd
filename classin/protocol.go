package classin

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol is how ClassIn's v1 signs, wraps and unwraps.
type protocol struct {
	source  CredentialSource
	baseURL string
}

const (
	coursePath = "/partner/api/course.api.php?action="
	cloudPath  = "/partner/api/cloud.api.php?action="
)

func (c Call) path() string {
	if action, cloud := strings.CutPrefix(c.Action, "cloud."); cloud {
		return cloudPath + url.QueryEscape(action)
	}
	return coursePath + url.QueryEscape(c.Action)
}

func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	return transport.Account{ID: vendor + ":" + strconv.FormatInt(keys.SID, 10), Keys: keys}, nil
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	stamp := strconv.FormatInt(env.Now.Unix(), 10)
	params := []wire.Member{
		{Name: "SID", Value: wire.IntOf(keys.SID)},
		{Name: "safeKey", Value: wire.TextOf(md5Hex(keys.Secret + stamp))},
		{Name: "timeStamp", Value: wire.TextOf(stamp)},
	}
	for _, m := range c.Message.Body {
		switch m.Name {
		case "SID", "safeKey", "timeStamp":
			return nil, errors.New("the parameter " + m.Name + " is set by the client itself")
		}
		params = append(params, m)
	}
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Body = wire.AppendForm(nil, params)
	return req, nil
}

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil && r.Status == int(CodeUnderMaintenance) { // "the status code 901": of HTTP, with no word on the body
		return nil, failed(strconv.Itoa(r.Status), "")
	}
	if failure != nil {
		return nil, failure
	}
	info, err := wire.Split(envelope.Get("error_info"))
	code, message := info.Text("errno"), info.Text("error")
	if err != nil || code == "" {
		return nil, transport.Malformed(r, errors.New("has no error_info.errno"))
	}
	if code == codeOK && r.Status >= 400 {
		return nil, transport.StatusError(r)
	}
	if c.Op.Name == operations[opClassesCreate].Name {
		return createdClass(c, code, message, envelope)
	}
	if code == codeOK {
		return envelope.Get("data"), nil
	}
	return nil, failed(code, message)
}

// identitySettles is how long the vendor needs before it knows an identity that is being created.
const identitySettles = time.Second

// createdClass reads the reply to a create. A positive data is the lesson's id whatever the code says: it is never lost.
func createdClass(c *transport.Call, code, message string, envelope wire.Envelope) ([]byte, *classcloud.Error) {
	id, _ := strconv.ParseInt(envelope.Text("data"), 10, 64)
	state := c.Vendor.(*creation)
	n, _ := strconv.ParseInt(code, 10, 64)
	warning, isWarning := warnings[Code(n)]
	switch {
	case code == codeOK && id <= 0:
		return nil, nil // success without its result
	case code == codeOK:
		return state.payload(id, false, envelope), nil
	case isWarning && id > 0:
		if message == "" {
			message = warning
		}
		c.Warnings = append(c.Warnings, classcloud.Warning{Code: code, Message: message})
		return state.payload(id, false, envelope), nil
	case Code(n) == CodeIdentityExists && id > 0:
		// After an unanswered try, or under an identity of our own making, the lesson is the one this call made.
		return state.payload(id, !state.ours && !c.Doubt, envelope), nil
	}
	failure := failed(code, message)
	if isWarning {
		failure.Kind, failure.Outcome = classcloud.DataLoss, classcloud.OutcomeApplied
	}
	if Code(n) == CodeBeingCreated {
		failure.RetryAfter = identitySettles
	}
	if id <= 0 {
		return nil, failure
	}
	if failure.Outcome == classcloud.OutcomeUnknown {
		failure.Outcome = classcloud.OutcomeApplied
	}
	return state.payload(id, false, envelope), failure
}

// creation is what a create remembers: the identity it goes under, and whose that is.
type creation struct {
	identity string
	ours     bool
}

// explain gives a warning made strict the vendor's code, and says how to go on: with the lesson that came beside the error, or
// under the identity a create that may have been applied can be repeated with.
func (s *creation) explain(err error, out *CreatedClass) error {
	e, ok := errors.AsType[*classcloud.Error](err)
	switch {
	case !ok:
	case out != nil:
		if n, _ := strconv.ParseInt(e.Code, 10, 64); e.Err == nil && warnings[Code(n)] != "" {
			e.Err = Code(n)
		}
		e.Hint = "the lesson exists: its ClassID comes beside this error"
	case s.identity != "" && classcloud.MaybeApplied(e):
		e.Hint = "create it again with Identity " + strconv.Quote(s.identity) + ": that finds the lesson or makes it, never a second one"
	}
	return err
}

// payload joins what stands beside each other in the reply into one object.
func (s *creation) payload(id int64, existed bool, envelope wire.Envelope) []byte {
	more, _ := wire.Split(envelope.Get("more_data")) // [], "" and null mean nothing
	members := []wire.Member{
		{Name: "classId", Value: wire.IntOf(id)},
		{Name: "courseUniqueIdentity", Value: wire.TextOf(s.identity)},
		{Name: "existed", Value: wire.Value{Kind: wire.JSON, Text: strconv.FormatBool(existed)}},
	}
	for _, name := range []string{"live_url", "live_info"} {
		if raw := more.Get(name); raw != nil {
			members = append(members, wire.Member{Name: name, Value: wire.Value{Kind: wire.JSON, Text: string(raw)}})
		}
	}
	return wire.AppendJSONObject(nil, members)
}

func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	var code Code
	if errors.As(failure.Err, &code) {
		if code.info().Retry {
			return transport.Retry
		}
		return transport.Stop
	}
	return transport.Recover(failure)
}
