package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const vendor = "weclassroom"

// Credentials are the keys of one institution (机构). They print as their application ID alone.
//
// That holds where fmt can call a method. A struct of your own that has Credentials in an unexported field prints them in clear, because fmt
// calls no methods there: keep what Source returns instead.
type Credentials struct {
	ApplicationID string // the applicationID that the vendor gave you
	Secret        string // exactly 32 characters, used as they are: neither hexadecimal nor base64
}

// CredentialSource returns the credentials for a call, so that an application can rotate secrets, or choose a tenant by the context.
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
	case c.ApplicationID == "":
		return errors.New("weclassroom: Credentials.ApplicationID is required")
	case len(c.Secret) != 32:
		return fmt.Errorf("weclassroom: Credentials.Secret must have exactly 32 bytes, not %d", len(c.Secret))
	}
	return nil
}

func (c Credentials) text() string {
	return fmt.Sprintf("weclassroom.Credentials{ApplicationID:%q}", c.ApplicationID)
}

// Format writes the credentials without their secret under every verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secret.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue returns the credentials without their secret, for slog.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// DateKey chooses the name under which Lessons.CreateBatch sends a lesson's day: the document's prose says createDate, its example
// creatDate.
type DateKey int

// The choices. The client sends both names by default, because a server should ignore the one it does not read.
const (
	DateKeyBoth       DateKey = iota // both createDate and creatDate
	DateKeyCreateDate                // createDate, the name in the document's prose
	DateKeyCreatDate                 // creatDate, the name in the document's example
)

var dateKeyNames = map[DateKey]string{
	DateKeyBoth:       "Both",
	DateKeyCreateDate: "CreateDate",
	DateKeyCreatDate:  "CreatDate",
}

// String returns Both, CreateDate or CreatDate, or DateKey(9) for a key this module does not know.
func (k DateKey) String() string { return wire.EnumName("DateKey", k, dateKeyNames) }

// WithDateKey chooses the name under which Lessons.CreateBatch sends a lesson's day, for a server that refuses the other name.
func WithDateKey(key DateKey) classcloud.ClientOption { return transport.VendorOption(key) }

// UserCodeForm chooses the form in which Users.Create sends userType and userGender: the document's only example has text, and its table
// names no type.
type UserCodeForm int

// The forms.
const (
	UserCodeFormText   UserCodeForm = iota // '1', as in the document's example and most of the vendor's demos
	UserCodeFormNumber                     // 1, as one of the vendor's demos has it
)

var userCodeFormNames = map[UserCodeForm]string{
	UserCodeFormText:   "Text",
	UserCodeFormNumber: "Number",
}

// String returns Text or Number, or UserCodeForm(9) for a form this module does not know.
func (f UserCodeForm) String() string { return wire.EnumName("UserCodeForm", f, userCodeFormNames) }

// WithUserCodeForm chooses the form in which Users.Create sends userType and userGender, for a server that refuses text.
func WithUserCodeForm(form UserCodeForm) classcloud.ClientOption { return transport.VendorOption(form) }

func accept(option any) error {
	switch own := option.(type) {
	case DateKey:
		if own < DateKeyBoth || own > DateKeyCreatDate {
			return fmt.Errorf("is %s, not DateKeyBoth, DateKeyCreateDate or DateKeyCreatDate", own)
		}
	case UserCodeForm:
		if own < UserCodeFormText || own > UserCodeFormNumber {
			return fmt.Errorf("is %s, not UserCodeFormText or UserCodeFormNumber", own)
		}
	default:
		return transport.ErrForeign
	}
	return nil
}

// Client calls WeClassroom for one institution, or for as many as its CredentialSource knows. It is immutable and safe for concurrent
// use.
type Client struct {
	Users      UsersService      // accounts of students and teachers
	Classrooms ClassroomsService // classrooms, their students and documents
	Documents  DocumentsService  // documents of the institution
	Lessons    LessonsService    // lessons of classrooms
	Reports    ReportsService    // what happened in lessons
	Recordings RecordingsService // recordings of lessons

	source    func() CredentialSource // a function, because fmt prints the values of unexported fields too
	dateKey   DateKey
	codeForm  UserCodeForm
	transport *transport.Client
}

// New makes a client. Its options are those of package classcloud, WithDateKey and WithUserCodeForm. Without classcloud.WithBaseURL the client calls
// the production server, https://openapi.weclassroom.com.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("weclassroom: New: the CredentialSource is nil")
	}
	return build(source, transport.InitialConfig(), opts)
}

// With returns a client with further options. It shares the connections and limits of c.
func (c *Client) With(opts ...classcloud.ClientOption) (*Client, error) {
	if c.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, "With")
	}
	return build(c.source(), c.transport.Config(), opts)
}

func build(source CredentialSource, base transport.Config, opts []classcloud.ClientOption) (*Client, error) {
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Limits: Limits(), Accept: accept, Envelope: []string{"status", "error_code", "msg"}}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := transport.Static[Credentials](source); static {
		if err := own.check(); err != nil {
			return nil, err
		}
	}
	if config.BaseURL == "" {
		config.BaseURL = "https://openapi.weclassroom.com"
	}
	c := &Client{source: func() CredentialSource { return source }, transport: transport.New(vendor, &protocol{source: source, baseURL: config.BaseURL}, config)}
	for _, own := range config.Own {
		switch own := own.(type) { // the last of several counts
		case DateKey:
			c.dateKey = own
		case UserCodeForm:
			c.codeForm = own
		}
	}
	c.Users = UsersService{c}
	c.Classrooms = ClassroomsService{c}
	c.Documents = DocumentsService{c}
	c.Lessons = LessonsService{c}
	c.Reports = ReportsService{c}
	c.Recordings = RecordingsService{c}
	return c, nil
}

// Format writes the type's name and nothing else, under every verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "weclassroom.Client") }

// MarshalJSON writes the type's name and nothing else.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("weclassroom.Client") }

// LogValue returns the type's name and nothing else, for slog.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("weclassroom.Client") }

// road returns the transport of the client, or one that fails every call for a client that New did not make.
func (c *Client) road() *transport.Client {
	if c == nil || c.transport == nil {
		return transport.Unbuilt(vendor)
	}
	return c.transport
}

// call runs an operation and decodes its result.
func call[T any](ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (T, error) {
	return transport.Result[T](ctx, c.road(), &operations[id], int(id), in, opts)
}

// exec runs an operation whose reply holds no result.
func exec(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) error {
	return c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in}, nil, opts)
}

// batchDateKey returns the client's DateKey, or the default for a nil client.
func (c *Client) batchDateKey() DateKey {
	if c == nil {
		return DateKeyBoth
	}
	return c.dateKey
}

// userCodes returns the client's UserCodeForm, or the default for a nil client.
func (c *Client) userCodes() UserCodeForm {
	if c == nil {
		return UserCodeFormText
	}
	return c.codeForm
}

// Call describes a call of an endpoint that this package does not have a method for.
type Call struct {
	Path   string             // from the slash after the host on: "/lesson/info"
	Params []classcloud.Param // sent in this order; PHP tells the number 1 from the text "1"
	Effect classcloud.Effect  // default EffectOnce: the client never repeats the call once it may have arrived
}

// Do calls an endpoint that this package does not have a method for. Sealing, errors and retries are those of the methods. Do decodes
// the reply's data into out, a pointer, or ignores it when out is nil.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: "POST", Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: &op, Params: in.Params}, out, opts)
}
