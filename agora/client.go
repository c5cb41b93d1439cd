package agora

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const vendor = "agora"

// Credentials sign the calls of one project: its certificate, or a token, or a source of tokens. They print as their App ID
// alone.
type Credentials struct {
	AppID       string      // 32 hexadecimal characters
	Certificate string      // a secret, 32 hexadecimal characters: the client makes its own app tokens
	Token       string      // a secret, instead of Certificate; without UID it is an education app token
	UID         string      // the user Token was made for; makes the call go with x-agora-token and x-agora-uid
	Tokens      TokenSource // instead of Certificate and Token: asked for each attempt
}

// Token is an access token from elsewhere. It prints without its value.
type Token struct {
	Value string // a secret
	UID   string // the user it was made for; empty for an education app token
}

// Format writes the token without its value, whatever the verb.
func (t Token) Format(f fmt.State, _ rune) {
	transport.Redacted(f, fmt.Sprintf("agora.Token{UID:%q}", t.UID))
}

// MarshalJSON writes the token without its value.
func (t Token) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("agora.Token") }

// LogValue gives slog the token without its value.
func (t Token) LogValue() slog.Value { return transport.RedactedLog("agora.Token") }

// TokenSource gives tokens that are made elsewhere: by a service that alone knows the certificate. It is asked for each attempt
// of a call and should keep what it has until shortly before that ends.
type TokenSource interface {
	Token(context.Context) (Token, error)
}

// CredentialSource gives the credentials of a call, so that they can be rotated and tenants told apart by the context.
// Credentials is itself a source.
type CredentialSource interface {
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

func (c Credentials) check() error {
	ways := 0
	for _, given := range []bool{c.Certificate != "", c.Token != "", c.Tokens != nil} {
		if given {
			ways++
		}
	}
	switch {
	case !isHex32(c.AppID):
		return errors.New("agora: Credentials.AppID must be 32 hexadecimal characters")
	case ways != 1:
		return errors.New("agora: Credentials needs exactly one of Certificate, Token and Tokens")
	case c.Certificate != "" && !isHex32(c.Certificate):
		return errors.New("agora: Credentials.Certificate must be 32 hexadecimal characters")
	case c.UID != "" && c.Token == "":
		return errors.New("agora: Credentials.UID goes with Token")
	}
	return nil
}

func isHex32(s string) bool {
	if len(s) != 32 {
		return false
	}
	for _, c := range s {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

func (c Credentials) text() string { return fmt.Sprintf("agora.Credentials{AppID:%q}", c.AppID) }

// Format writes the credentials without their secrets, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secrets.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue gives slog the credentials without their secrets.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// Region is where a project's rooms live. A room of another region does not exist: 20404100.
type Region string

// The regions. RegionNone, the default, leaves the region out of paths, as the document's examples do.
const (
	RegionNone Region = ""
	RegionCN   Region = "cn" // Mainland China
	RegionAP   Region = "ap" // Asia Pacific
	RegionEU   Region = "eu" // Europe
	RegionNA   Region = "na" // North America
)

// WithRegion puts the region into the paths and chooses the hosts near it. The server's region must be the one the room's users
// enter by. When a host fails, reads go on to the region's next one and stay there; writes always go to the first.
// classcloud.WithBaseURL switches that off.
func WithRegion(region Region) classcloud.ClientOption { return transport.VendorOption(region) }

func accept(option any) error {
	region, ok := option.(Region)
	if !ok {
		return transport.ErrForeign
	}
	if !slices.Contains([]Region{RegionNone, RegionCN, RegionAP, RegionEU, RegionNA}, region) {
		return fmt.Errorf("is %q: want cn, ap, eu, na or nothing", string(region))
	}
	return nil
}

// Client calls Flexible Classroom for one project, or for those its CredentialSource tells apart. It is immutable and safe for
// concurrent use.
type Client struct {
	Rooms      RoomsService
	Members    MembersService
	Recordings RecordingsService
	Events     EventsService
	Widgets    WidgetsService
	Groups     GroupsService

	source    func() CredentialSource // a function, since fmt shows what fields hold, unexported ones too
	tokens    *tokens
	hosts     *hosts
	transport *transport.Client
}

// New makes a client. Options: see package classcloud, and WithRegion.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("agora: New: the CredentialSource is nil")
	}
	return build(source, newTokens(), newHosts(), transport.InitialConfig(), opts)
}

// With returns a client with further options that shares this one's connections, limits, tokens and hosts.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.tokens, c.hosts, c.transport.Config(), opts)
}

func build(source CredentialSource, tokens *tokens, hosts *hosts, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Accept: accept}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := source.(Credentials); static {
		if err := own.check(); err != nil {
			return nil, err
		}
	}
	p := &protocol{source: source, tokens: tokens, hosts: hosts, baseURL: config.BaseURL, clock: config.Clock, random: config.Rand}
	for _, option := range config.Own {
		p.region = option.(Region)
	}
	c := &Client{source: func() CredentialSource { return source }, tokens: tokens, hosts: hosts, transport: transport.New(vendor, p, config)}
	c.Rooms = RoomsService{c}
	c.Members = MembersService{c}
	c.Recordings = RecordingsService{c}
	c.Events = EventsService{c}
	c.Widgets = WidgetsService{c}
	c.Groups = GroupsService{c}
	return c, nil
}

// Format names the client and shows nothing of it, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "agora.Client") }

// MarshalJSON names the client and shows nothing of it.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("agora.Client") }

// LogValue names the client and shows nothing of it.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("agora.Client") }

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
	Method string             // GET, POST, PUT, PATCH or DELETE
	Path   string             // from the slash after the host, ids escaped: "/{region}/edu/apps/{appId}/v2/rooms/r1/users"; the two in braces are filled in
	Params []classcloud.Param // the query of a GET, members of the JSON body otherwise
	Effect classcloud.Effect  // EffectOnce, never repeated, unless stated
}

// Do calls an endpoint this package has no method for, with the same token, errors and limits. out is nil or a pointer that the
// reply's data is decoded into.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: in.Method, Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: op, Params: in.Params}, out, opts)
}
