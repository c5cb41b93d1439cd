package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const vendor = "weclassroom"

// Credentials seal the calls of one institution (机构). They print as their application ID alone.
type Credentials struct {
	ApplicationID string // applicationID, given by the vendor
	Secret        string // a secret of exactly 32 characters, used as they are: not hexadecimal, not base64
}

// CredentialSource gives the credentials of a call, so that secrets can be rotated and tenants told apart by the context.
// Credentials is itself a source.
type CredentialSource interface {
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

func (c Credentials) check() error {
	switch {
	case c.ApplicationID == "":
		return errors.New("weclassroom: Credentials.ApplicationID is required")
	case len(c.Secret) != 32:
		return fmt.Errorf("weclassroom: Credentials.Secret must have exactly 32 bytes, it has %d", len(c.Secret))
	}
	return nil
}

func (c Credentials) text() string {
	return fmt.Sprintf("weclassroom.Credentials{ApplicationID:%q}", c.ApplicationID)
}

// Format writes the credentials without their secret, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { transport.Redacted(f, c.text()) }

// MarshalJSON writes the credentials without their secret.
func (c Credentials) MarshalJSON() ([]byte, error) { return transport.RedactedJSON(c.text()) }

// LogValue gives slog the credentials without their secret.
func (c Credentials) LogValue() slog.Value { return transport.RedactedLog(c.text()) }

// DateKey is under which name Lessons.CreateBatch sends a lesson's day: the document's prose says createDate, its example creatDate.
type DateKey int

// The names. Both are sent by default: a server ignores the one it does not read.
const (
	DateKeyBoth       DateKey = iota // createDate and creatDate
	DateKeyCreateDate                // createDate, as the prose has it
	DateKeyCreatDate                 // creatDate, as the example has it
)

var dateKeyNames = map[DateKey]string{
	DateKeyBoth:       "Both",
	DateKeyCreateDate: "CreateDate",
	DateKeyCreatDate:  "CreatDate",
}

// String returns the names' name, or DateKey(9) for one this module does not know.
func (k DateKey) String() string { return wire.EnumName("DateKey", k, dateKeyNames) }

// WithDateKey sends the day of a lesson in Lessons.CreateBatch under one name alone, for a server that refuses the other.
func WithDateKey(key DateKey) classcloud.ClientOption { return transport.VendorOption(key) }

func accept(option any) error {
	key, ok := option.(DateKey)
	if !ok {
		return transport.ErrForeign
	}
	if key < DateKeyBoth || key > DateKeyCreatDate {
		return fmt.Errorf("is %s: want DateKeyBoth, DateKeyCreateDate or DateKeyCreatDate", key)
	}
	return nil
}

// Client calls WeClassroom for one institution, or for those its CredentialSource tells apart. It is immutable and safe for
// concurrent use.
type Client struct {
	Users      UsersService
	Classrooms ClassroomsService
	Documents  DocumentsService
	Lessons    LessonsService
	Reports    ReportsService
	Recordings RecordingsService

	source    func() CredentialSource // a function, since fmt shows what fields hold, unexported ones too
	dateKey   DateKey
	transport *transport.Client
}

// New makes a client. Options: see package classcloud, and WithDateKey. Without classcloud.WithBaseURL it calls the production server.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("weclassroom: New: the CredentialSource is nil")
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
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Limits: limits(), Accept: accept}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := source.(Credentials); static {
		if err := own.check(); err != nil {
			return nil, err
		}
	}
	if config.BaseURL == "" {
		config.BaseURL = "https://openapi.weclassroom.com"
	}
	c := &Client{source: func() CredentialSource { return source }, transport: transport.New(vendor, &protocol{source: source, baseURL: config.BaseURL}, config)}
	for _, own := range config.Own {
		c.dateKey = own.(DateKey) // of several the last one holds
	}
	c.Users = UsersService{c}
	c.Classrooms = ClassroomsService{c}
	c.Documents = DocumentsService{c}
	c.Lessons = LessonsService{c}
	c.Reports = ReportsService{c}
	c.Recordings = RecordingsService{c}
	return c, nil
}

// Format names the client and shows nothing of it, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "weclassroom.Client") }

// MarshalJSON names the client and shows nothing of it.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("weclassroom.Client") }

// LogValue names the client and shows nothing of it.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("weclassroom.Client") }

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

// batchDateKey is the name under which Lessons.CreateBatch sends a lesson's day.
func (c *Client) batchDateKey() DateKey {
	if c == nil {
		var preset DateKey
		return preset
	}
	return c.dateKey
}

// maxIDs is how many ids a read takes in one call: API 19 says so, and the other three say nothing.
const maxIDs = 100

// batched asks for the ids in parts, one after the other, and joins the answers in order. An error comes with the rows read before it.
func batched[Row, ID any](ctx context.Context, c *Client, id opID, ids []ID, request func(part []ID) any, opts []classcloud.CallOption) ([]Row, error) {
	if len(ids) <= maxIDs {
		return call[[]Row](ctx, c, id, request(ids), opts)
	}
	var out []Row
	for part := range slices.Chunk(ids, maxIDs) {
		rows, err := call[[]Row](ctx, c, id, request(part), opts)
		if err != nil {
			return out, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// lastPage reports whether a page is the list's last. The vendor's count of pages may make a walk ask once more, after a page that
// is shorter than usual; it never ends one.
func lastPage(got, size, page, pages int) bool {
	return got == 0 || got < size && page >= pages
}

// Call is an endpoint this package has no method for.
type Call struct {
	Path   string             // from the slash after the host: "/lesson/info"
	Params []classcloud.Param // in order; PHP tells 1 from "1"
	Effect classcloud.Effect  // EffectOnce, never repeated, unless stated
}

// Do calls an endpoint this package has no method for, with the same signMsg, errors and limits. out is nil or a pointer that the
// reply's data is decoded into.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: "POST", Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: op, Params: in.Params}, out, opts)
}
