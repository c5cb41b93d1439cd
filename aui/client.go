package aui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const vendor = "aui"

// Credentials log in to an AppServer: a username and password, or a token from elsewhere. They print as their username alone.
type Credentials struct {
	Username string
	Password string // a secret
	Token    string // a secret: a token to use as it is, instead of logging in; without "Bearer"
}

// CredentialSource gives the credentials of a call, so that they can be rotated and tenants told apart by the context.
// Credentials is itself a source.
type CredentialSource interface {
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

func (c Credentials) check() error {
	switch {
	case c.Token != "" && (c.Username != "" || c.Password != ""):
		return errors.New("aui: Credentials has a Token beside a Username or Password: give one or the other")
	case c.Token == "" && (c.Username == "" || c.Password == ""):
		return errors.New("aui: Credentials needs Username and Password, or Token")
	}
	return nil
}

func (c Credentials) text() string { return fmt.Sprintf("aui.Credentials{Username:%q}", c.Username) }

// Format writes the credentials without their secrets, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secrets.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue gives slog the credentials without their secrets.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// loginPath is this vendor's own option.
type loginPath string

// WithLoginPath replaces the path of the login, "/api/v1/class/login"; the AppServer also answers at "/login".
func WithLoginPath(path string) classcloud.ClientOption {
	return transport.VendorOption(loginPath(path))
}

// version2 is this vendor's own option.
type version2 struct{}

// WithV2 has Auth.CreateIMToken and Classes.Create call /api/v2/class/, which servers have since v1.3.1: it knows Aliyun's new
// messaging, and calls the services IMServerAliyunOld, IMServerAliyunNew and IMServerRongCloudV2. Both then ask for
// IMServerAliyunNew unless they are told otherwise. The other endpoints have one version.
func WithV2() classcloud.ClientOption { return transport.VendorOption(version2{}) }

func accept(option any) error {
	if _, ok := option.(version2); ok {
		return nil
	}
	path, ok := option.(loginPath)
	if !ok {
		return transport.ErrForeign
	}
	if !strings.HasPrefix(string(path), "/") || strings.ContainsAny(string(path), " ?#") {
		return errors.New("must be a path that starts with a slash: /login")
	}
	return nil
}

// Client calls one AppServer. It is immutable and safe for concurrent use; the session it logs in to is shared by everything
// made from it with With.
type Client struct {
	Auth        AuthService
	Classes     ClassesService
	Members     MembersService
	Meetings    MeetingsService
	Whiteboards WhiteboardsService
	Documents   DocumentsService
	Assistants  AssistantsService

	source    func() CredentialSource // a function, since fmt shows what fields hold, unexported ones too
	sessions  *sessions
	v2        bool
	transport *transport.Client
}

// New makes a client. classcloud.WithBaseURL is required: every team runs its own AppServer.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("aui: New: the CredentialSource is nil")
	}
	return build(source, newSessions(), transport.InitialConfig(), opts)
}

// With returns a client with further options that shares this one's connections, limits and session.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.sessions, c.transport.Config(), opts)
}

func build(source CredentialSource, sessions *sessions, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Accept: accept}, opts)
	if err != nil {
		return nil, err
	}
	if config.BaseURL == "" {
		return nil, errors.New("aui: New: no base URL: every team runs its own AppServer, so give classcloud.WithBaseURL")
	}
	if own, static := source.(Credentials); static {
		if err := own.check(); err != nil {
			return nil, err
		}
	}
	c := &Client{source: func() CredentialSource { return source }, sessions: sessions}
	p := &protocol{source: source, sessions: sessions, baseURL: config.BaseURL, loginPath: operations[opAuthLogin].Path}
	for _, option := range config.Own {
		switch option := option.(type) {
		case loginPath:
			p.loginPath = string(option)
		case version2:
			c.v2, p.v2 = true, true
		}
	}
	c.transport = transport.New(vendor, p, config)
	p.login = c.login
	c.Auth = AuthService{c}
	c.Classes = ClassesService{c}
	c.Members = MembersService{c}
	c.Meetings = MeetingsService{c}
	c.Whiteboards = WhiteboardsService{c}
	c.Documents = DocumentsService{c}
	c.Assistants = AssistantsService{c}
	return c, nil
}

// Format names the client and shows nothing of it, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.Client") }

// MarshalJSON names the client and shows nothing of it.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("aui.Client") }

// LogValue names the client and shows nothing of it.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("aui.Client") }

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

// imServers is the messaging asked for where the caller names none.
func (c *Client) imServers() []IMServer {
	if c != nil && c.v2 {
		return []IMServer{IMServerAliyunNew}
	}
	return []IMServer{IMServerAliyun}
}

// login is a call of its own: with its own attempts, and without a token.
func (c *Client) login(ctx context.Context) (string, error) {
	session, err := call[*Session](ctx, c, opAuthLogin, nil, nil)
	if err != nil {
		return "", err
	}
	return session.Token, nil
}

// Call is an endpoint this package has no method for.
type Call struct {
	Path   string             // from the slash after the host: "/api/v1/class/muteUser"
	Params []classcloud.Param // members of the JSON body
	Effect classcloud.Effect  // EffectOnce, never repeated, unless stated
	Bare   bool               // the reply has no envelope: getRtcAuthToken, getLiveJumpUrl, verifyAuthToken
}

// Do calls an endpoint this package has no method for, with the same session and errors. out is nil or a pointer that the
// reply's data, or the bare reply, is decoded into.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: "POST", Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: op, Params: in.Params, Vendor: &callState{bare: in.Bare}}, out, opts)
}
