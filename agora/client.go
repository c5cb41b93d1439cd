package agora

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const vendor = "agora"

// Credentials authenticate the calls of one project by exactly one of Certificate, Token and Tokens. They print as their App ID
// alone.
//
// That holds where fmt can call a method. A struct of your own that has Credentials in an unexported field prints them in clear, because fmt
// calls no methods there: keep what Source returns instead.
type Credentials struct {
	AppID       string      // the project's App ID, 32 hexadecimal characters
	Certificate string      // the project's App Certificate, 32 hexadecimal characters, a secret: the client makes app tokens from it
	Token       string      // a ready token, a secret, with or without "agora token=" before it; without UID it is an education app token
	UID         string      // the user that Token was made for; both then go into x-agora-token and x-agora-uid
	Tokens      TokenSource // supplies a token for each attempt of a call
}

// Token is an access token that was made elsewhere. It prints without its value.
type Token struct {
	Value string // the token, a secret
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

// TokenSource supplies tokens that are made elsewhere, such as by a service that alone knows the certificate. The client asks it for
// each attempt of a call, so it should keep a token until shortly before the token expires.
type TokenSource interface {
	// Token returns a token that is valid now.
	Token(context.Context) (Token, error)
}

// CredentialSource supplies the credentials of each attempt of a call. A source can rotate them, or choose a tenant's by the context.
// Credentials is itself a source.
type CredentialSource interface {
	// Credentials returns the credentials to use now.
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

// Source returns a CredentialSource that keeps c where fmt cannot see it, for a struct of your own that holds the credentials in an
// unexported field. New and With check it as they check c itself.
func (c Credentials) Source() CredentialSource { return transport.Keep(c) }

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
	case c.Tokens != nil && !transport.Given(c.Tokens):
		return errors.New("agora: Credentials.Tokens is nil")
	case c.Token != "" && bareToken(c.Token) == "":
		return errors.New("agora: Credentials.Token is blank")
	case c.Certificate != "" && !isHex32(c.Certificate):
		return errors.New("agora: Credentials.Certificate must be 32 hexadecimal characters")
	case c.UID != "" && c.Token == "":
		return errors.New("agora: Credentials.UID needs Credentials.Token")
	case c.UID != "" && idProblem(c.UID) != "":
		return errors.New("agora: Credentials.UID " + idProblem(c.UID))
	}
	return nil
}

// bareToken returns a token without the words that the header Authorization has before it, and without the quotes that Agora's own clients
// put around it.
func bareToken(token string) string {
	token = strings.TrimSpace(token)
	if words, rest, found := strings.Cut(token, "="); found && strings.EqualFold(strings.Join(strings.Fields(words), " "), "agora token") {
		token = strings.TrimSpace(strings.Trim(strings.TrimSpace(rest), `"`))
	}
	return token
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

// Region is the part of the world that a room lives in. Asked in another region, Agora answers CodeRoomNotFound (20404100).
type Region string

// The regions.
const (
	RegionNone Region = ""   // what WithoutRegion stands for; WithRegion refuses it, because an unset variable looks the same
	RegionCN   Region = "cn" // Mainland China
	RegionAP   Region = "ap" // Asia Pacific
	RegionEU   Region = "eu" // Europe
	RegionNA   Region = "na" // North America
)

// WithRegion puts the region into the paths and chooses the hosts near it. It must be the region by which the room's users enter. New
// demands it, because every path in Agora's documents names the region; WithoutRegion says that there is none. When a
// host cannot be reached, every call goes to the region's next host; when a host is reached and fails, reads alone do. A host that failed
// is asked again after a minute, or after up to 16 minutes when it goes on failing. classcloud.WithBaseURL replaces the hosts and switches
// that off.
func WithRegion(region Region) classcloud.ClientOption { return transport.VendorOption(region) }

// WithoutRegion leaves the region out of the paths, as the examples of Agora's documents do and its pages before July 2022 did. No document
// says in which region such a call looks for its room.
func WithoutRegion() classcloud.ClientOption { return transport.VendorOption(noRegion{}) }

// noRegion is what WithoutRegion gives to New.
type noRegion struct{}

func accept(option any) error {
	if option == (noRegion{}) {
		return nil
	}
	region, ok := option.(Region)
	switch {
	case !ok:
		return transport.ErrForeign
	case region == RegionNone:
		return errors.New("is empty, want cn, ap, eu or na; WithoutRegion leaves the region out")
	case !slices.Contains([]Region{RegionCN, RegionAP, RegionEU, RegionNA}, region):
		return fmt.Errorf("is %q, want cn, ap, eu or na", string(region))
	}
	return nil
}

// Client calls Flexible Classroom for the project of its Credentials, or for every project of its CredentialSource. It is immutable and
// safe for concurrent use.
type Client struct {
	Rooms      RoomsService      // creates rooms and changes their stage and properties
	Members    MembersService    // looks up users, changes their properties and kicks them
	Recordings RecordingsService // starts, pauses, stops and lists recordings
	Events     EventsService     // reads what happened in rooms
	Widgets    WidgetsService    // sets and deletes widgets and reads their events
	Groups     GroupsService     // splits a room into breakout rooms
	Tokens     Tokens            // makes access tokens, without calling Agora

	source    func() CredentialSource // a function, because fmt would show the fields of a value, unexported ones too
	tokens    *tokens
	hosts     *hosts
	transport *transport.Client
}

// New makes a client. It takes the options of package classcloud, and WithRegion or WithoutRegion, of which it needs one.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("agora: New: the CredentialSource is nil")
	}
	return build(source, newTokens(), newHosts(), transport.InitialConfig(), opts)
}

// With returns a client with further options that shares this client's connections, limits, tokens and hosts.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c == nil || c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.tokens, c.hosts, c.transport.Config(), opts)
}

func build(source CredentialSource, tokens *tokens, hosts *hosts, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Accept: accept, SignsTime: true, FixesClock: true, Envelope: []string{"code", "msg", "ts"}, Shapes: shapes()}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := transport.Static[Credentials](source); static {
		if err := own.check(); err != nil {
			return nil, err
		}
	}
	p := &protocol{source: source, tokens: tokens, hosts: hosts, baseURL: config.BaseURL, clock: config.Clock, random: config.Rand}
	if len(config.Own) == 0 {
		return nil, errors.New("agora: New: the region is missing: give WithRegion with the region that the rooms live in, or WithoutRegion")
	}
	for _, option := range config.Own {
		p.region, _ = option.(Region) // of noRegion it is RegionNone
	}
	c := &Client{source: func() CredentialSource { return source }, tokens: tokens, hosts: hosts, transport: transport.New(vendor, p, config)}
	c.Rooms = RoomsService{c}
	c.Members = MembersService{c}
	c.Recordings = RecordingsService{c}
	c.Events = EventsService{c}
	c.Widgets = WidgetsService{c}
	c.Groups = GroupsService{c}
	c.Tokens = Tokens{c}
	return c, nil
}

// Format writes the client's type and nothing else, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "agora.Client") }

// MarshalJSON writes the client's type and nothing else.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("agora.Client") }

// LogValue gives slog the client's type and nothing else.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("agora.Client") }

// road returns the transport that sends the calls. A client that New did not make gets one on which every call fails.
func (c *Client) road() *transport.Client {
	if c == nil || c.transport == nil {
		return transport.Unbuilt(vendor)
	}
	return c.transport
}

// call carries out an operation and decodes its result.
func call[T any](ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (T, error) {
	return transport.Result[T](ctx, c.road(), &operations[id], int(id), in, opts)
}

// exec carries out an operation without a result.
func exec(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) error {
	return c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in}, nil, opts)
}

// Call describes a call of an endpoint without a method in this package.
type Call struct {
	Method string             // GET, POST, PUT, PATCH or DELETE
	Path   string             // from the slash after the host, with ids escaped: "/{region}/edu/apps/{appId}/v2/rooms/r1/users"; the client fills in both braces
	Params []classcloud.Param // the query of a GET; otherwise the members of the JSON body; a dot in a name leads into an object among them, see classcloud.WithParam
	Effect classcloud.Effect  // what repeating the call does; the zero value, EffectOnce, never repeats a call that may have arrived
}

// Do calls an endpoint without a method in this package, with the same tokens, errors and limits as the methods. It decodes the reply's
// data into out, a pointer; out may be nil.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: in.Method, Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: &op, Params: in.Params}, out, opts)
}
