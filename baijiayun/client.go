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

// Credentials sign the calls of one account. They print without their secrets.
//
// That holds where fmt can call a method. A struct of your own that has Credentials in an unexported field prints them in clear, because fmt
// calls no methods there: keep what Source returns instead.
type Credentials struct {
	Domain     string // the private domain (个性域名): "demo123" of https://demo123.at.baijiayun.com
	PartnerID  int64  // partner_id, from the vendor's console
	PartnerKey string // partner_key, a secret: it signs every call and is never sent. Without it only AccountService can be called
	SecretKey  string // secret_key, a secret that only AccountService needs and sends; usually empty
}

// CredentialSource returns the credentials for a call. It is asked before every attempt, so keys can be rotated, and the context can
// choose the tenant. Credentials is itself a source.
type CredentialSource interface {
	// Credentials returns the credentials that sign the call of this context.
	Credentials(context.Context) (Credentials, error)
}

// Credentials returns c.
func (c Credentials) Credentials(context.Context) (Credentials, error) { return c, nil }

// Source returns a CredentialSource that keeps c where fmt cannot see it, for a struct of your own that holds the credentials in an
// unexported field. New and With check it as they check c itself.
func (c Credentials) Source() CredentialSource { return transport.Keep(c) }

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

// Client calls Baijiayun with the credentials of its CredentialSource. It is immutable and safe for concurrent use.
type Client struct {
	Account     AccountService     // the account's partner_key
	SubAccounts SubAccountsService // the accounts that belong to the account
	Rooms       RoomsService       // rooms, their documents and their class
	JoinCodes   JoinCodesService   // codes to enter rooms with
	Messages    MessagesService    // chat
	Reports     ReportsService     // attendance and what else happened in a room
	Usage       UsageService       // how much the account was used, and what it costs
	Quizzes     QuizzesService     // tests held in rooms
	Groups      GroupsService      // rooms taught in groups
	Streams     StreamsService     // push and pull URLs
	Playbacks   PlaybacksService   // playbacks and the videos played during a class
	Recordings  RecordingsService  // cloud recordings
	Evaluations EvaluationsService // forms with which students evaluate a class
	Callbacks   CallbacksService   // where the vendor sends its callbacks
	Documents   DocumentsService   // documents of the account
	Videos      VideosService      // videos on demand

	Notices         NoticesService         // notices that rooms can show
	QuizTemplates   QuizTemplatesService   // tests that rooms can hold
	SensitiveWords  SensitiveWordsService  // words that the chat does not let through
	Settings        SettingsService        // what holds for every class: watermark, marquee, red packets
	Interactions    InteractionsService    // what happened in double-teacher classrooms
	ClassRosters    ClassRostersService    // the people of double-teacher classes
	Teachers        TeachersService        // the teachers of double-teacher classes
	VideoCategories VideoCategoriesService // categories of videos on demand
	VideoReports    VideoReportsService    // who watched videos and playbacks, and how often

	source    func() CredentialSource // a function, because fmt prints the values of all fields, unexported ones included
	transport *transport.Client
	uploads   *transport.Client // to the host that takes the parts of videos
}

// New returns a client. Package classcloud has the options.
func New(source CredentialSource, opts ...classcloud.ClientOption) (*Client, error) {
	if !transport.Given(source) {
		return nil, errors.New("baijiayun: New: the CredentialSource is nil")
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
	config, err := transport.Configure(base, transport.Settings{Vendor: vendor, Limits: Limits(), Envelope: []string{"code", "data", "msg", "ts"}, SignsTime: true}, opts)
	if err != nil {
		return nil, err
	}
	if own, static := transport.Static[Credentials](source); static {
		if err := own.check(); err != nil {
			return nil, err
		}
		if own.Domain == "" && config.BaseURL == "" {
			return nil, errors.New("baijiayun: Credentials.Domain is required")
		}
	}
	c := &Client{source: func() CredentialSource { return source }}
	c.transport = transport.New(vendor, &protocol{source: source, baseURL: config.BaseURL}, config)
	config.Limiter = classcloud.NoLimit{} // parts of a file are not calls of the API
	c.uploads = transport.New(vendor, uploadHost{}, config)
	c.Account = AccountService{c}
	c.SubAccounts = SubAccountsService{c}
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
	c.VideoCategories = VideoCategoriesService{c}
	c.VideoReports = VideoReportsService{c}
	c.Notices = NoticesService{c}
	c.QuizTemplates = QuizTemplatesService{c}
	c.SensitiveWords = SensitiveWordsService{c}
	c.Settings = SettingsService{c}
	c.Interactions = InteractionsService{c}
	c.ClassRosters = ClassRostersService{c}
	c.Teachers = TeachersService{c}
	return c, nil
}

// Limits returns the documented limits of an account, which clients keep by themselves: 200 calls in 10 s, and 600 chat calls a minute
// (Operation.Limit "chat"). The first is kept at 18 calls a second with a
// burst of 20, because 20 a second with a burst of 200 was measured to let 399 calls through in 10 s.
//
// The vendor counts the 200 calls per account and per address of a server (单个账号和单个服务器ip): programs behind one address share them, even with several
// accounts, and so do servers of one account. Clients made apart do not know of each other, so give them one classcloud.WithLimiter, and with several
// accounts one of classcloud.AcrossAccounts. Nor do they count the rooms of a day: of room/create the vendor takes 5,000 in 24 hours, and what is beyond
// that it refuses.
func Limits() []classcloud.Limit {
	return []classcloud.Limit{
		{Every: time.Second / 18, Burst: 20},
		{Name: "chat", Every: time.Minute / 600, Burst: 10},
	}
}

// Format writes the type's name and nothing else, whatever the verb.
func (c Client) Format(f fmt.State, _ rune) { transport.Redacted(f, "baijiayun.Client") }

// MarshalJSON writes the type's name and nothing else.
func (c Client) MarshalJSON() ([]byte, error) { return transport.RedactedJSON("baijiayun.Client") }

// LogValue gives slog the type's name and nothing else.
func (c *Client) LogValue() slog.Value { return transport.RedactedLog("baijiayun.Client") }

// road returns the transport that sends calls. On a client that New did not make, it fails every call.
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

// exec carries out an operation that returns nothing.
func exec(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) error {
	return c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in}, nil, opts)
}

// Call describes a call of an endpoint that this package does not have a method for.
type Call struct {
	Path   string             // the path after the host: "/openapi/playback/getList"
	Params []classcloud.Param // signed and sent; the client adds partner_id, timestamp and sign
	Effect classcloud.Effect  // what a repeat does; default EffectOnce, which is never repeated
}

// Do calls an endpoint that this package does not have a method for, with the same signature, errors and limits as any other call. out is
// nil or a pointer into which the reply's data is decoded.
func (c *Client) Do(ctx context.Context, in Call, out any, opts ...classcloud.CallOption) error {
	op := transport.Row{Name: "Do " + in.Path, Method: "POST", Path: in.Path, Effect: in.Effect}
	return c.road().DoRaw(ctx, &transport.Call{Op: &op, Params: in.Params}, out, opts)
}
