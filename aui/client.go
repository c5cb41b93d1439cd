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

// Credentials holds a username and password for the login, or a token to use instead of a login. It prints only its username.
//
// That holds where fmt can call a method. A struct of your own that has Credentials in an unexported field prints them in clear, because fmt
// calls no methods there: keep what Source returns instead.
type Credentials struct {
	Username string // the login's user
	Password string // a secret: the login's password
	Token    string // a secret: a token issued elsewhere, with or without "Bearer " before it; leave Username and Password empty
}

// CredentialSource returns the credentials of each attempt, so that they can be rotated, and chosen per tenant by the context.
// Credentials is itself a CredentialSource.
type CredentialSource interface {
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c: fixed credentials are a CredentialSource.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

// Source returns a CredentialSource that keeps c where fmt cannot see it, for a struct of your own that holds the credentials in an
// unexported field. New and With check it as they check c itself.
func (c Credentials) Source() CredentialSource { return transport.Keep(c) }

// check refuses credentials that are incomplete or contradict each other.
func (c Credentials) check() error {
	switch {
	case c.Token != "" && (c.Username != "" || c.Password != ""):
		return errors.New("aui: Credentials has both a Token and a Username or Password: give one or the other")
	case c.Token == "" && (c.Username == "" || c.Password == ""):
		return errors.New("aui: Credentials needs Username and Password, or Token")
	case c.Token != "" && bareToken(c.Token) == "":
		return errors.New("aui: the Token in the Credentials is blank")
	}
	return nil
}

// bareToken returns a token without the scheme that the header has before it.
func bareToken(token string) string {
	token = strings.TrimSpace(token)
	if len(token) >= len(scheme) && strings.EqualFold(token[:len(scheme)], scheme) && (len(token) == len(scheme) || token[len(scheme)] == ' ') {
		token = strings.TrimSpace(token[len(scheme):])
	}
	return token
}

// scheme stands before the token in the header Authorization.
const scheme = "Bearer"

// text returns the credentials without their secrets.
func (c Credentials) text() string { return fmt.Sprintf("aui.Credentials{Username:%q}", c.Username) }

// Format writes the credentials without their secrets, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secrets.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue gives slog the credentials without their secrets.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// loginPath is the option of WithLoginPath.
type loginPath string

// WithLoginPath sets the path of the login, in place of "/api/v1/class/login". The AppServer also answers at "/login".
func WithLoginPath(path string) classcloud.ClientOption {
	return transport.VendorOption(loginPath(path))
}

// version2 is the option of WithV2.
type version2 struct{}

// WithV2 lets Auth.CreateIMToken and Classes.Create call the second version of their endpoints, /api/v2/class/, which servers have
// since v1.3.1. The second version knows Aliyun's new messaging; its names of the services are IMServerAliyunOld, IMServerAliyunNew and
// IMServerRongCloudV2. Both methods then default to IMServerAliyunNew. The other endpoints have one version.
func WithV2() classcloud.ClientOption { return transport.VendorOption(version2{}) }

// accept checks an option of this package, and refuses those of other packages.
func accept(option any) error {
	switch option := option.(type) {
	case version2:
		return nil
	case sharedSessions:
		if !transport.Given(option.store) {
			return errors.New("the SessionStore is nil")
		}
		return nil
	}
	path, ok := option.(loginPath)
	if !ok {
		return transport.ErrForeign
	}
	if !strings.HasPrefix(string(path), "/") || strings.ContainsAny(string(path), " ?#") {
		return errors.New("must be a path that starts with a slash, such as /login")
	}
	return nil
}

// Client calls one AppServer. It is immutable and safe for concurrent use. It shares its session with the clients that With makes
// from it.
type Client struct {
	Auth        AuthService        // logins and tokens for messaging
	Classes     ClassesService     // classes, from creation to end
	Members     MembersService     // who joins, leaves and is kicked
	Meetings    MeetingsService    // who is co-streaming
	Whiteboards WhiteboardsService // signatures for the whiteboard
	Documents   DocumentsService   // courseware
	Assistants  AssistantsService  // permits for teaching assistants

	source    func() CredentialSource // a function, because fmt prints the values of unexported fields too
	sessions  *sessions
	shared    sharedSessions
	v2        bool
	transport *transport.Client
}

// New returns a client. The option classcloud.WithBaseURL is required, because every team runs its own AppServer; the base URL ends
// before /api/v1/class. Under classcloud.WithoutRetry a call whose token has ended, after 7 days, fails with
// classcloud.Unauthenticated, and the next one logs in again.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("aui: New: the CredentialSource is nil")
	}
	return build(source, newSessions(), transport.InitialConfig(), opts)
}

// With returns a client with further options. It shares this client's connections, limits and session.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c == nil || c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.sessions, c.transport.Config(), opts)
}

// build makes a client from a base configuration and options.
func build(source CredentialSource, sessions *sessions, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Accept: accept,
		Envelope: []string{"success", "data", "errorCode", "errorMsg"}}, opts)
	if err != nil {
		return nil, err
	}
	if config.BaseURL == "" {
		return nil, errors.New("aui: New: the base URL is missing: every team runs its own AppServer, so give classcloud.WithBaseURL")
	}
	if strings.HasSuffix(config.BaseURL, "/api/v1/class") || strings.HasSuffix(config.BaseURL, "/api/v2/class") {
		return nil, errors.New("aui: New: the base URL ends with the start of every path, /api/v1/class: leave that away")
	}
	if own, static := transport.Static[Credentials](source); static {
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
		case sharedSessions:
			c.shared, p.shared = option, option
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

// Format writes the name of the type and hides the values, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.Client") }

// MarshalJSON writes the name of the type and hides the values.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("aui.Client") }

// LogValue gives slog the name of the type and hides the values.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("aui.Client") }

// road returns the transport of the client. Every call fails on a client that New did not make.
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

// exec carries out an operation that returns only an error.
func exec(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) error {
	return c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in}, nil, opts)
}

// imServers returns the messaging services for a request that names none.
func (c *Client) imServers() []IMServer {
	if c != nil && c.v2 {
		return []IMServer{IMServerAliyunNew}
	}
	return []IMServer{IMServerAliyun}
}

// login logs in with a call of its own, which has its own attempts and does not need a token. Whatever else is odd about the reply,
// a token is all that the client needs of it.
func (c *Client) login(ctx context.Context) (string, error) {
	session, err := call[*Session](ctx, c, opAuthLogin, nil, nil)
	switch {
	case session != nil && bareToken(session.Token) != "":
		return bareToken(session.Token), nil
	case err == nil:
		err = &classcloud.Error{Vendor: vendor, Operation: operations[opAuthLogin].Name, Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied,
			Message: "the token that the server returned is blank"}
	}
	return "", err
}

// Call describes a call of an endpoint that this package does not have a method for.
type Call struct {
	Path   string             // the path after the base URL: "/api/v1/class/muteUser"
	Params []classcloud.Param // the members of the JSON body
	Effect classcloud.Effect  // default EffectOnce: not repeated once it may have reached the server
	Bare   bool               // a good reply has no envelope, as those of getRtcAuthToken, getLiveJumpUrl and verifyAuthToken; a refusal has one
}

// Do calls an endpoint that this package does not have a method for, with the same session and errors. It decodes the reply's data, or
// with Bare the whole reply, into the variable that out points to; with out nil it drops them.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: "POST", Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: &op, Params: in.Params, Vendor: &callState{bare: in.Bare}}, out, opts)
}
