package aui

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol is how the AppServer takes a session's token and wraps its answers.
type protocol struct {
	source    CredentialSource
	sessions  *sessions
	baseURL   string
	loginPath string
	v2        bool
	login     func(context.Context) (string, error)
}

// callState is what a call remembers between its attempts.
type callState struct {
	bare    bool
	session *session
	token   string
}

func (p *protocol) Account(ctx context.Context, c *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	state, _ := c.Vendor.(*callState)
	if state == nil {
		state = &callState{}
		c.Vendor = state
	}
	account := transport.Account{ID: vendor + ":" + keys.Username, Keys: keys}
	if keys.Token != "" {
		state.token = keys.Token
		return account, nil
	}
	state.session = p.sessions.of(sessionKey{p.baseURL, keys})
	if isLogin(c) {
		return account, nil
	}
	state.token, err = state.session.get(ctx, p.login)
	return account, err
}

func isLogin(c *transport.Call) bool { return is(c, opAuthLogin) }

// hasV2 reports whether the server has a second version of the endpoint.
func hasV2(c *transport.Call) bool { return is(c, opAuthCreateIMToken) || is(c, opClassesCreate) }

func is(c *transport.Call, id opID) bool { return c.Op.Name == operations[id].Name }

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, _ *transport.Env) (*transport.Request, error) {
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	req.Header.Set("Content-Type", "application/json")
	if isLogin(c) {
		keys := a.Keys.(Credentials)
		if keys.Token != "" {
			return nil, errors.New("there is nothing to log in with: the credentials are a Token")
		}
		req.URL = p.baseURL + p.loginPath
		req.Secrets = []string{keys.Password}
		req.Body = wire.AppendJSONObject(nil, append([]wire.Member{
			{Name: "username", Value: wire.TextOf(keys.Username)},
			{Name: "password", Value: wire.TextOf(keys.Password)},
		}, c.Message.Body...))
		return req, nil
	}
	if p.v2 && hasV2(c) {
		req.URL = p.baseURL + strings.Replace(c.Op.Path, "/v1/", "/v2/", 1)
	}
	req.Header.Set("Authorization", "Bearer "+c.Vendor.(*callState).token)
	req.Secrets = []string{c.Vendor.(*callState).token}
	req.Body = wire.AppendJSONObject(nil, c.Message.Body)
	return req, nil
}

func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	if r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden {
		return nil, refusedToken(r)
	}
	if c.Vendor.(*callState).bare && r.Status < 300 {
		return wire.TrimBOM(r.Body), nil
	}
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, unknownPath(failure)
	}
	switch envelope.Text("success") {
	case "true":
		if r.Status >= 400 {
			return nil, transport.StatusError(r)
		}
		return unwrap(c, envelope.Get("data"))
	case "false":
		return nil, refusalOf(envelope).failure(c.Op.Name)
	}
	return nil, unknownPath(transport.Malformed(r, errors.New("has no success member")))
}

// unknownPath says which servers lack which paths.
func unknownPath(failure *classcloud.Error) *classcloud.Error {
	if failure.Kind == classcloud.Unimplemented {
		failure.Hint = "the server does not know this path: check the base URL; published servers have members since v1.2.0, " +
			"assistants since v1.3.0 and version 2 since v1.3.1"
	}
	return failure
}

// unwrap brings an operation's data to one shape, where the published servers do not agree on one.
func unwrap(c *transport.Call, data []byte) ([]byte, *classcloud.Error) {
	switch {
	case is(c, opClassesList):
		warnOfNulls(c, data)
	case is(c, opMembersList):
		if page, err := wire.Split(data); err == nil {
			warnOfNulls(c, page.Get("members"))
		}
	case is(c, opClassesUpdate):
		return data, unchanged(c, data)
	case is(c, opDocumentsList), is(c, opDocumentsAddBatch), is(c, opDocumentsRemoveBatch):
		return documentList(data), nil
	case is(c, opAssistantsGetPermit) && wire.IsEmpty(data):
		return nil, &classcloud.Error{Kind: classcloud.NotFound, Message: "the class allows no assistant", Outcome: classcloud.OutcomeNotApplied}
	}
	return data, nil
}

// warnOfNulls says how many elements of a list the server could not look up.
func warnOfNulls(c *transport.Call, list []byte) {
	var elements []json.RawMessage
	if !bytes.Contains(list, []byte("null")) || json.Unmarshal(list, &elements) != nil {
		return
	}
	nulls := 0
	for _, element := range elements {
		if string(element) == "null" {
			nulls++
		}
	}
	if nulls > 0 {
		c.Warnings = append(c.Warnings, classcloud.Warning{
			Message: fmt.Sprintf("%d of %d elements are null: the server could not look them up", nulls, len(elements))})
	}
}

// unchanged is the failure of an update that was answered with success and did nothing.
func unchanged(c *transport.Call, data []byte) *classcloud.Error {
	var class struct {
		Title   string `json:"title"`
		Notice  string `json:"notice"`
		Extends string `json:"extends"`
	}
	in, ok := c.In.(*UpdateClassRequest)
	if !ok || wire.IsEmpty(data) || wire.Decode(data, &class) != nil {
		return nil //nolint:nilerr // what does not fit its type is for the result's decoding to say
	}
	var same []string
	for i, now := range []string{class.Title, class.Notice, class.Extends} {
		if field := in.texts()[i]; field.value != nil && *field.value != now {
			same = append(same, field.name)
		}
	}
	if len(same) == 0 {
		return nil
	}
	return &classcloud.Error{Kind: classcloud.Unimplemented, Outcome: classcloud.OutcomeNotApplied,
		Message: "the server answered success, but the class it returned does not have the new " + strings.Join(same, ", "),
		Hint:    "published servers before 2024-05-21 answer update with success and change nothing"}
}

// noDocuments is what deleteDocs answers as data where it found none of the ids.
const noDocuments = "docIds不存在"

// documentList finds the list of documents: bare, in an object under one of three names, or none.
func documentList(data []byte) []byte {
	if wire.ScalarText(data) == noDocuments {
		return nil
	}
	outer, err := wire.Split(data)
	if err != nil {
		return data
	}
	for _, name := range []string{"docInfos", "docsInfoList", "docsInfo"} {
		if list := outer.Get(name); list != nil {
			return list
		}
	}
	return data
}

// refusedToken is HTTP 401 or 403: the real server sends 403 with an empty body.
func refusedToken(r *classcloud.Reply) *classcloud.Error {
	e := transport.StatusError(r)
	e.Kind = classcloud.Unauthenticated
	e.Message = "the server refuses the token"
	e.Hint = "a token lives 7 days; one the credentials hold must be renewed by whoever made it"
	return e
}

// Recover logs in again when the server refused a token we had logged in for; a body's "401" is something else.
func (p *protocol) Recover(_ context.Context, c *transport.Call, r *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	state := c.Vendor.(*callState)
	if r != nil && (r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden) {
		if state.session == nil || isLogin(c) {
			return transport.Stop
		}
		state.session.refuse(state.token)
		return transport.RetryNow
	}
	if failure.Code != "" {
		return transport.Stop // "500" is the answer to nearly everything: trying again would not change it
	}
	return transport.Recover(failure)
}

// refusalOf reads what stands beside success:false.
func refusalOf(envelope wire.Envelope) *Refusal {
	out := &Refusal{ErrorCode: Code(envelope.Text("errorCode")), ErrorMsg: envelope.Text("errorMsg")}
	data, err := wire.Split(envelope.Get("data"))
	if err != nil {
		return out
	}
	out.Reason = Reason(data.Text("reason"))
	for detail := range strings.SplitSeq(data.Text("msg"), "<br>") {
		if detail != "" {
			out.Details = append(out.Details, detail)
		}
	}
	return out
}
