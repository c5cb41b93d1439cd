package classin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const (
	vendor         = "classin"
	defaultBaseURL = "https://api.eeo.cn"
)

// Credentials sign the calls of one school. They print as their SID alone.
//
// That holds where fmt can call a method. A struct of your own that has Credentials in an unexported field prints them in clear, because fmt
// calls no methods there: keep what Source returns instead.
type Credentials struct {
	SID    int64  // the school's id, from eeo.cn
	Secret string // the school's SECRET
}

// CredentialSource returns the credentials of a call, so that secrets can be rotated and the context can choose between schools.
// Credentials is itself a source.
type CredentialSource interface {
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

// Source returns a CredentialSource that keeps c where fmt cannot see it, for a struct of your own that holds the credentials in an
// unexported field. New and With check it as they check c itself.
func (c Credentials) Source() CredentialSource { return transport.Keep(c) }

func (c Credentials) check() error {
	switch {
	case c.SID <= 0:
		return errors.New("classin: Credentials.SID is required")
	case c.Secret == "":
		return errors.New("classin: Credentials.Secret is required")
	}
	return nil
}

func (c Credentials) text() string { return fmt.Sprintf("classin.Credentials{SID:%d}", c.SID) }

// Format writes the credentials without their secret, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secret.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue returns the credentials for slog, without their secret.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// noIdentity is the option that only this vendor has.
type noIdentity struct{}

// WithoutIdentity keeps the client from making an identity for a class or a course that has none. A create whose reply is lost is then
// not repeated, and it stays unknown whether the class exists.
func WithoutIdentity() classcloud.ClientOption { return transport.VendorOption(noIdentity{}) }

func accept(option any) error {
	if _, ok := option.(noIdentity); !ok {
		return transport.ErrForeign
	}
	return nil
}

// Client calls ClassIn for one school, or for the schools its CredentialSource chooses between. It is immutable and safe for concurrent
// use.
type Client struct {
	Users                UsersService
	Students             StudentsService
	Teachers             TeachersService
	Courses              CoursesService
	Groups               GroupsService
	Classes              ClassesService
	Broadcasts           BroadcastsService
	Recordings           RecordingsService
	Labels               LabelsService
	School               SchoolService
	Folders              FoldersService
	Documents            DocumentsService
	Units                UnitsService
	Activities           ActivitiesService
	DoubleTeacherClasses DoubleTeacherClassesService

	source    func() CredentialSource // a function, because fmt prints what fields hold, unexported ones too
	identify  bool                    // make identities for classes and courses that have none
	transport *transport.Client
}

// New makes a client. It takes the options of package classcloud, and WithoutIdentity.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("classin: New: the CredentialSource is nil")
	}
	return build(source, transport.InitialConfig(), opts)
}

// With returns a client with further options. The two clients share connections and limits.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.transport.Config(), opts)
}

func build(source CredentialSource, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Limits: Limits(), Accept: accept, SignsTime: true, Envelope: []string{"error_info", "errno", "error", "code", "msg"}}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := transport.Static[Credentials](source); static {
		if err := own.check(); err != nil {
			return nil, err
		}
	}
	if config.BaseURL == "" {
		config.BaseURL = defaultBaseURL
	}
	c := &Client{source: func() CredentialSource { return source }, identify: len(config.Own) == 0}
	c.transport = transport.New(vendor, &protocol{source: source, baseURL: config.BaseURL}, config)
	c.Users, c.Students, c.Teachers = UsersService{c}, StudentsService{c}, TeachersService{c}
	c.Courses, c.Groups, c.Classes = CoursesService{c}, GroupsService{c}, ClassesService{c}
	c.Broadcasts, c.Recordings = BroadcastsService{c}, RecordingsService{c}
	c.Labels, c.School = LabelsService{c}, SchoolService{c}
	c.Folders, c.Documents = FoldersService{c}, DocumentsService{c}
	c.Units, c.Activities, c.DoubleTeacherClasses = UnitsService{c}, ActivitiesService{c}, DoubleTeacherClassesService{c}
	return c, nil
}

// Format prints the client's name alone, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "classin.Client") }

// MarshalJSON writes the client's name alone.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("classin.Client") }

// LogValue returns the client's name alone.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("classin.Client") }

// road returns the transport that carries the calls. The calls of a Client that New did not make fail.
func (c *Client) road() *transport.Client {
	if c == nil || c.transport == nil {
		return transport.Unbuilt(vendor)
	}
	return c.transport
}

// call carries out an operation and decodes its result.
func call[T any](ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (T, error) {
	out, err := transport.Result[T](ctx, c.road(), &operations[id], int(id), in, opts)
	return out, strictCode(err)
}

// exec carries out an operation that returns nothing.
func exec(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) error {
	return strictCode(c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in}, nil, opts))
}

// Call is a call of an endpoint that this package has no method for: an Action of v1, or a Path of v2.
type Call struct {
	Action string             // an action of course.api.php, "getUserCourseList", or of cloud.api.php with "cloud." before it
	Path   string             // a path of v2, from the slash after the host: "/lms/unit/create"
	Params []classcloud.Param // the parameters without SID, safeKey and timeStamp; v2 does not sign true, false and null: give 0 or 1
	Effect classcloud.Effect  // what a repeat does; the zero value is EffectOnce: never repeated
}

func (c Call) path() string {
	if c.Action == "" {
		return c.Path
	}
	if action, cloud := strings.CutPrefix(c.Action, "cloud."); cloud {
		return cloudPath + url.QueryEscape(action)
	}
	return coursePath + url.QueryEscape(c.Action)
}

// Do calls an endpoint that this package has no method for, with the same signature, errors and limits. out is nil, or a pointer that
// receives the reply's data.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Action + in.Path, Method: "POST", Path: in.path(), Effect: in.Effect}
	if in.Action != "" && in.Path != "" {
		return &classcloud.Error{Vendor: vendor, Operation: op.Name, Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotSent,
			Message: "nothing was sent: Call has an Action of v1 or a Path of v2, not both"}
	}
	return c.road().DoRaw(ctx, &transport.Call{Op: &op, Params: in.Params}, out, opts)
}
