package classin

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
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

// protocol is how ClassIn's two generations sign, wrap and unwrap: v1 takes forms with a safeKey and answers with error_info, v2
// takes JSON with a signature in its headers and answers with code and msg.
type protocol struct {
	source  CredentialSource
	baseURL string
}

const (
	coursePath = "/partner/api/course.api.php?action="
	cloudPath  = "/partner/api/cloud.api.php?action="
)

// isV1 tells the generations apart.
func isV1(path string) bool { return strings.HasPrefix(path, "/partner/api/") }

// limits are the documented ones: 1,000 classes a minute through v2.
func limits() []transport.Limit {
	return []transport.Limit{{Name: "createClass", Every: time.Minute / 950, Burst: 50}}
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
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	stamp := strconv.FormatInt(env.Now.Unix(), 10)
	if isV1(c.Op.Path) {
		return req, encodeForm(req, c.Message, keys, stamp, env.Rand)
	}
	return req, encodeJSON(req, c.Message, keys, stamp)
}

// encodeForm writes a v1 request: a form, or multipart where there is a file.
func encodeForm(req *transport.Request, message *wire.Message, keys Credentials, stamp string, random io.Reader) error {
	if err := reserved(message.Body, "SID", "safeKey", "timeStamp"); err != nil {
		return err
	}
	safeKey := md5Hex(keys.Secret + stamp)
	req.Secrets = []string{keys.Secret, safeKey}
	params := append([]wire.Member{
		{Name: "SID", Value: wire.IntOf(keys.SID)},
		{Name: "safeKey", Value: wire.TextOf(safeKey)},
		{Name: "timeStamp", Value: wire.TextOf(stamp)},
	}, message.Body...)
	if len(message.Files) == 0 {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Body = wire.AppendForm(nil, params)
		return nil
	}
	boundary, err := transport.Boundary(random)
	if err != nil {
		return err
	}
	if req.Upload, err = wire.NewUpload(boundary, params, message.Files); err != nil {
		return err
	}
	req.Header.Set("Content-Type", req.Upload.ContentType)
	return nil
}

// encodeJSON writes a v2 request.
func encodeJSON(req *transport.Request, message *wire.Message, keys Credentials, stamp string) error {
	if err := reserved(message.Body, "sid", "timeStamp", "key"); err != nil {
		return err
	}
	if len(message.Files) > 0 {
		return errors.New("v2 takes no files")
	}
	signature, err := sign(message.Body, keys, stamp)
	if err != nil {
		return err
	}
	req.Secrets = []string{keys.Secret, signature}
	req.Header["X-EEO-UID"] = []string{strconv.FormatInt(keys.SID, 10)}
	req.Header["X-EEO-TS"] = []string{stamp}
	req.Header["X-EEO-SIGN"] = []string{signature}
	req.Header.Set("Content-Type", "application/json")
	req.Body = wire.AppendJSONObject(nil, message.Body)
	return nil
}

func reserved(params []wire.Member, names ...string) error {
	for _, m := range params {
		if slices.Contains(names, m.Name) {
			return errors.New("the parameter " + m.Name + " is set by the client itself")
		}
	}
	return nil
}

// signedBytes is how long a value may be to take part in the signature.
const signedBytes = 1024

// sign is v2's signature: the plain top-level parameters of at most 1,024 bytes with sid and timeStamp, sorted by name, as raw k=v
// pairs, the key last, MD5 in lower-case hexadecimal.
func sign(params []wire.Member, keys Credentials, stamp string) (string, error) {
	signed := []wire.Member{
		{Name: "sid", Value: wire.IntOf(keys.SID)},
		{Name: "timeStamp", Value: wire.TextOf(stamp)},
	}
	for _, m := range params {
		text, plain, err := plainText(m)
		if err != nil {
			return "", err
		}
		if plain && len(text) <= signedBytes {
			signed = append(signed, wire.Member{Name: m.Name, Value: wire.TextOf(text)})
		}
	}
	slices.SortStableFunc(signed, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	h := md5.New()
	for _, m := range signed {
		_, _ = io.WriteString(h, m.Name+"="+m.Value.FormText()+"&")
	}
	_, _ = io.WriteString(h, "key="+keys.Secret)
	return hex.EncodeToString(h.Sum(nil)), nil
}

// plainText returns a parameter as it is signed; objects and lists are not. How true, false and null are signed, the vendor's own
// samples disagree about.
func plainText(m wire.Member) (text string, plain bool, err error) {
	switch m.Value.Kind {
	case wire.List, wire.Map:
		return "", false, nil
	case wire.Bool, wire.Null:
		return "", false, errors.New("the parameter " + m.Name + " is true, false or null, which v2 does not sign: give a number or text")
	case wire.JSON:
		switch raw := strings.TrimSpace(m.Value.Text); raw[0] {
		case '{', '[':
			return "", false, nil
		case 't', 'f', 'n':
			return plainText(wire.Member{Name: m.Name})
		default:
			return wire.ScalarText([]byte(raw)), true, nil
		}
	}
	return m.Value.FormText(), true, nil
}

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// verdict is what a reply says of its call, or of one item of it.
type verdict struct {
	code, message string
	data          []byte
	envelope      wire.Envelope // of the reply, or of the item
}

// judge reads either generation's verdict: error_info, code and msg, or an item's errno and error.
func judge(envelope wire.Envelope) (verdict, bool) {
	v := verdict{data: envelope.Get("data"), envelope: envelope}
	for _, names := range [...][2]string{{"errno", "error"}, {"code", "msg"}} {
		from := envelope
		if names[0] == "errno" {
			if info, err := wire.Split(envelope.Get("error_info")); err == nil {
				from = info
			}
		}
		if v.code = from.Text(names[0]); v.code != "" {
			v.message = from.Text(names[1])
			return v, true
		}
	}
	return v, false
}

// number is the code, 0 where it is none.
func (v *verdict) number() Code {
	n, _ := strconv.ParseInt(v.code, 10, 64)
	return Code(n)
}

// warning is what a code that means "done, but" says.
func (v *verdict) warning() (classcloud.Warning, bool) {
	text, is := warnings[v.number()]
	if v.message != "" {
		text = v.message
	}
	return classcloud.Warning{Code: v.code, Message: text}, is
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
	case v.code == codeOK && r.Status >= 400:
		return nil, transport.StatusError(r)
	}
	switch note := c.Vendor.(type) {
	case *creation:
		return note.read(c, &v)
	case reading:
		return note.read(c, &v)
	}
	return reading{}.read(c, &v)
}

// reading is how an operation's replies differ from "data, or an error": a row of readings.
type reading struct {
	object  bool                        // the result is put together: from data, more_data and what id, existed and warnings say
	id      string                      // what a plain data is called in the result
	root    bool                        // the result stands beside error_info
	list    string                      // the member of data that holds the items of a batch
	items   bool                        // the result is a batch's items
	existed []Code                      // it is there already: a result with Existed, no error
	needsID bool                        // and one without its id is an error all the same
	empty   []Code                      // there is nothing: an empty result, no error
	codes   map[Code]transport.CodeInfo // what codes mean here and not elsewhere
}

func (o reading) read(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	payload, failure := o.result(c, v)
	if o.items && failure == nil {
		payload = withoutGaps(payload)
		c.Warnings = append(c.Warnings, itemWarnings(payload)...)
	}
	return payload, failure
}

// result is what the reply holds, put together as the operation's row says.
func (o reading) result(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	warning, warned := v.warning()
	existed := slices.Contains(o.existed, v.number())
	switch {
	case warned && o.needsID && !hasID(v.data):
		return nil, withoutID(v)
	case warned:
		c.Warnings = append(c.Warnings, warning)
	case slices.Contains(o.empty, v.number()):
		return nil, nil
	case v.code != codeOK && (!existed || o.needsID && !hasID(v.data)):
		return nil, o.failed(v.code, v.message)
	}
	switch {
	case o.list != "":
		inner, err := wire.Split(v.data)
		if err != nil {
			return v.data, nil //nolint:nilerr // a list itself, or nothing
		}
		return inner.Get(o.list), nil
	case o.object || o.id != "" || len(o.existed) > 0:
		return o.assemble(v, existed, c.Warnings), nil
	case o.root:
		return wire.AppendJSONObject(nil, others(v.envelope)), nil
	}
	return v.data, nil
}

// withoutID is "done, but" that does not say what was done.
func withoutID(v *verdict) *classcloud.Error {
	e := failed(v.code, v.message)
	e.Kind, e.Outcome, e.Hint = classcloud.DataLoss, classcloud.OutcomeApplied, "it is done, and the reply lacks its id"
	return e
}

// hasID reports whether data names something: an id, or an object with one.
func hasID(data []byte) bool {
	text := wire.ScalarText(data)
	return text != "" && text != "0" && text != "false" || !wire.IsEmpty(data) && text == ""
}

// failed makes the error of a refusal, as its code is meant here.
func (o reading) failed(code, message string) *classcloud.Error {
	e := failed(code, message)
	if typed, ok := errors.AsType[Code](e.Err); ok {
		if info, own := o.codes[typed]; own {
			return info.Failure(code, message, typed)
		}
	}
	return e
}

// assemble joins what stands beside each other in a reply into one object.
func (o reading) assemble(v *verdict, existed bool, warned []classcloud.Warning) []byte {
	members := []wire.Member{}
	if inner, err := wire.Split(v.data); err == nil {
		members = appendRaw(members, inner)
	} else if id := wire.ScalarText(v.data); id != "" && o.id != "" {
		members = append(members, wire.Member{Name: o.id, Value: wire.TextOf(id)})
	}
	if more, err := wire.Split(v.envelope.Get("more_data")); err == nil { // [], "" and null mean nothing
		members = appendRaw(members, more)
	}
	if existed {
		members = append(members, wire.Member{Name: "existed", Value: wire.Value{Kind: wire.JSON, Text: "true"}})
	}
	if len(warned) > 0 {
		list := wire.Value{Kind: wire.List}
		for _, w := range warned {
			list.Items = append(list.Items, wire.Member{Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
				{Name: "code", Value: wire.TextOf(w.Code)}, {Name: "message", Value: wire.TextOf(w.Message)}}}})
		}
		members = append(members, wire.Member{Name: "warnings", Value: list})
	}
	return wire.AppendJSONObject(nil, members)
}

func appendRaw(members []wire.Member, from wire.Envelope) []wire.Member {
	for _, m := range from {
		members = append(members, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
	}
	return members
}

// envelopeNames are not part of a result that stands beside them.
var envelopeNames = []string{"error_info", "errno", "error", "code", "msg", "data", "more_data"}

func others(from wire.Envelope) []wire.Member {
	return appendRaw(nil, slices.DeleteFunc(slices.Clone(from), func(m wire.RawMember) bool { return slices.Contains(envelopeNames, m.Name) }))
}

// identitySettles is how long the vendor needs before it knows an identity that is being created.
const identitySettles = time.Second

// creation is a create under an identity: what it goes under, whose that is, and what the result calls the id.
type creation struct {
	id       string // "classId"
	identity string
	ours     bool
}

// identified starts a create: under the caller's identity, or one the client makes.
func (c *Client) identified(id opID, idName, identity string) (*creation, error) {
	state := &creation{id: idName, identity: identity}
	if identity != "" || !c.identify {
		return state, nil
	}
	var err error
	if state.identity, err = newIdentity(c.transport.Config().Rand); err != nil {
		return nil, &classcloud.Error{Vendor: vendor, Operation: operations[id].Name, Kind: classcloud.Internal, Message: err.Error(),
			Outcome: classcloud.OutcomeNotSent, Err: err}
	}
	state.ours = true
	return state, nil
}

// createUnder carries a create out under the request's identity, or one made for it on a copy.
func createUnder[Out, In any](ctx context.Context, c *Client, id opID, idName string, in *In, identity func(*In) *string, opts []classcloud.CallOption) (*Out, error) {
	var filled *In
	var given string
	if in != nil {
		filled = new(*in)
		given = *identity(filled)
	}
	state, err := c.identified(id, idName, given)
	if err != nil {
		return nil, err
	}
	if filled != nil {
		*identity(filled) = state.identity
	}
	op := operations[id]
	op.Keyed = state.identity != "" // what makes a repeat safe
	var out *Out
	err = c.transport.Do(ctx, &transport.Call{Op: op, In: filled, Vendor: state}, &out, opts)
	return out, state.explain(err, out != nil)
}

// newIdentity draws 32 characters.
func newIdentity(random io.Reader) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("no randomness for an identity: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// read reads the reply to a create. An id is never lost, whatever the code says.
func (s *creation) read(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	id, _ := strconv.ParseInt(s.idOf(v), 10, 64)
	warning, isWarning := v.warning()
	switch {
	case v.code == codeOK && id <= 0:
		return nil, nil // success without its result
	case v.code == codeOK:
		return s.payload(v, id, false, nil), nil
	case isWarning && id > 0:
		c.Warnings = append(c.Warnings, warning)
		return s.payload(v, id, false, c.Warnings), nil
	case v.number() == CodeIdentityExists && id > 0:
		// After an unanswered try, or under an identity of our own making, it is what this call made.
		return s.payload(v, id, !s.ours && !c.Doubt, nil), nil
	}
	failure := failed(v.code, v.message)
	if isWarning {
		failure.Kind, failure.Outcome = classcloud.DataLoss, classcloud.OutcomeApplied
	}
	if v.number() == CodeBeingCreated {
		failure.RetryAfter = identitySettles
	}
	if id <= 0 {
		return nil, failure
	}
	if failure.Outcome == classcloud.OutcomeUnknown {
		failure.Outcome = classcloud.OutcomeApplied
	}
	return s.payload(v, id, false, nil), failure
}

// idOf is v1's data, or the member of that name in v2's.
func (s *creation) idOf(v *verdict) string {
	if inner, err := wire.Split(v.data); err == nil {
		return inner.Text(s.id)
	}
	return wire.ScalarText(v.data)
}

func (s *creation) payload(v *verdict, id int64, existed bool, warned []classcloud.Warning) []byte {
	assembled, _ := wire.Split(reading{}.assemble(v, existed, warned))
	assembled = slices.DeleteFunc(assembled, func(m wire.RawMember) bool { return m.Name == s.id })
	return wire.AppendJSONObject(nil, appendRaw([]wire.Member{
		{Name: s.id, Value: wire.IntOf(id)},
		{Name: "courseUniqueIdentity", Value: wire.TextOf(s.identity)},
	}, assembled))
}

// strictCode gives a warning made strict the vendor's code, so that errors.Is finds it.
func strictCode(err error) error {
	if e, ok := errors.AsType[*classcloud.Error](err); ok && e.Err == nil {
		if n, _ := strconv.ParseInt(e.Code, 10, 64); warnings[Code(n)] != "" {
			e.Err = Code(n)
		}
	}
	return err
}

// explain gives a warning made strict the vendor's code, and says how to go on: with what came beside the error, or under the
// identity a create that may have been applied can be repeated with.
func (s *creation) explain(err error, made bool) error {
	e, ok := errors.AsType[*classcloud.Error](err)
	switch {
	case !ok:
	case made:
		_ = strictCode(err)
		e.Hint = "it exists: its id comes beside this error"
		if s.id == "classId" {
			e.Hint = "the lesson exists: its ClassID comes beside this error"
		}
	case s.identity != "" && classcloud.MaybeApplied(e):
		e.Hint = "create it again with Identity " + strconv.Quote(s.identity) + ": that finds the " + s.noun() + " or makes it, never a second one"
	}
	return err
}

func (s *creation) noun() string {
	if s.id == "courseId" {
		return "course"
	}
	return "lesson"
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
