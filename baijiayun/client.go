package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const vendor = "baijiayun"

// Credentials sign the calls of one account. They print as their domain alone.
type Credentials struct {
	Domain     string // the private domain (个性域名): "demo123" of https://demo123.at.baijiayun.com
	PartnerID  int64  // partner_id, from the vendor's console
	PartnerKey string // partner_key, a secret; it is signed with and never sent. With SecretKey alone only AccountService can be called
	SecretKey  string // secret_key, a secret of AccountService alone, which sends it; usually empty
}

// CredentialSource gives the credentials of a call, so that keys can be rotated and tenants told apart by the context.
// Credentials is itself a source.
type CredentialSource interface {
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

var domainName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$`)

func (c Credentials) check() error {
	switch {
	case c.PartnerID <= 0:
		return errors.New("baijiayun: Credentials.PartnerID is required")
	case c.PartnerKey == "" && c.SecretKey == "":
		return errors.New("baijiayun: Credentials.PartnerKey is required")
	case c.Domain != "" && !domainName.MatchString(c.Domain):
		return errors.New("baijiayun: Credentials.Domain is the bare private domain: demo123, not a host name or URL")
	}
	return nil
}

func (c Credentials) text() string {
	return fmt.Sprintf("baijiayun.Credentials{Domain:%q PartnerID:%d}", c.Domain, c.PartnerID)
}

// Format writes the credentials without their secrets, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secrets.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue gives slog the credentials without their secrets.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// Client calls Baijiayun for one account, or for those its CredentialSource tells apart. It is immutable and safe for
// concurrent use.
type Client struct {
	Account     AccountService
	Rooms       RoomsService
	JoinCodes   JoinCodesService
	Messages    MessagesService
	Reports     ReportsService
	Usage       UsageService
	Quizzes     QuizzesService
	Groups      GroupsService
	Streams     StreamsService
	Playbacks   PlaybacksService
	Recordings  RecordingsService
	Evaluations EvaluationsService
	Callbacks   CallbacksService
	Documents   DocumentsService
	Videos      VideosService

	source    func() CredentialSource // a function, since fmt shows what fields hold, unexported ones too
	transport *transport.Client
}

// New makes a client. Options: see package classcloud.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("baijiayun: New: the CredentialSource is nil")
	}
	return build(source, transport.InitialConfig(), opts)
}

// With returns a client with further options that shares this one's connections and limits.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.transport.Config(), opts)
}

func build(source CredentialSource, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Limits: limits()}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := source.(Credentials); static {
		if err := own.check(); err != nil {
			return nil, err
		}
		if own.Domain == "" && config.BaseURL == "" {
			return nil, errors.New("baijiayun: Credentials.Domain is required")
		}
	}
	c := &Client{source: func() CredentialSource { return source }}
	c.transport = transport.New(vendor, &protocol{source: source, baseURL: config.BaseURL}, config)
	c.Account = AccountService{c}
	c.Rooms = RoomsService{c}
	c.JoinCodes = JoinCodesService{c}
	c.Messages = MessagesService{c}
	c.Reports = ReportsService{c}
	c.Usage = UsageService{c}
	c.Quizzes = QuizzesService{c}
	c.Groups = GroupsService{c}
	c.Streams = StreamsService{c}
	c.Playbacks = PlaybacksService{c}
	c.Recordings = RecordingsService{c}
	c.Evaluations = EvaluationsService{c}
	c.Callbacks = CallbacksService{c}
	c.Documents = DocumentsService{c}
	c.Videos = VideosService{c}
	return c, nil
}

// limits are the documented ones: 200 calls in 10 s, measured at 18 a second with 20 at once (at 20 a second and 200 at once
// 399 calls pass in 10 s), and 600 chat calls a minute.
func limits() []transport.Limit {
	return []transport.Limit{
		{Every: time.Second / 18, Burst: 20},
		{Name: "chat", Every: time.Minute / 600, Burst: 10},
	}
}

// Format names the client and shows nothing of it, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "baijiayun.Client") }

// MarshalJSON names the client and shows nothing of it.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("baijiayun.Client") }

// LogValue names the client and shows nothing of it.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("baijiayun.Client") }

// road is what calls are sent through. On a client that New did not make, they fail.
func (c *Client) road() *transport.Client {
	if c == nil || c.transport == nil {
		return transport.Unbuilt(vendor)
	}
	return c.transport
}

// call carries out an operation and decodes its result.
func call[T any](ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (T, error) {
	var out T
	err := c.road().Do(ctx, &transport.Call{Op: operations[id], ID: int(id), In: in}, &out, opts)
	return out, err
}

// exec carries out an operation that returns nothing.
func exec(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) error {
	return c.road().Do(ctx, &transport.Call{Op: operations[id], ID: int(id), In: in}, nil, opts)
}

// Call is an endpoint this package has no method for.
type Call struct {
	Path   string             // from the slash after the host: "/openapi/playback/getList"
	Params []classcloud.Param // signed and sent; without partner_id, timestamp and sign
	Effect classcloud.Effect  // EffectOnce, never repeated, unless stated
}

// Do calls an endpoint this package has no method for, with the same signature, errors and limits. out is nil or a pointer
// that the reply's data is decoded into.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: "POST", Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: op, Params: in.Params}, out, opts)
}
