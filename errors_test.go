package classcloud_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// word is what the enums of this package have in common.
type word interface {
	fmt.Stringer
	MarshalText() ([]byte, error)
}

func TestNamesAreWords(t *testing.T) {
	check := func(value, unknown word, want string, parse func(string) (any, error)) {
		t.Helper()
		assert.Equal(t, want, value.String())
		assert.Equal(t, want, fmt.Sprint(value))
		text, err := json.Marshal(map[string]any{"is": value})
		require.NoError(t, err)
		assert.JSONEq(t, `{"is":"`+want+`"}`, string(text))
		got, err := parse(want)
		require.NoError(t, err)
		assert.Equal(t, any(value), got, "reads back")
		_, err = parse("Nonsense")
		assert.ErrorContains(t, err, "Nonsense")
		_, err = parse("")
		assert.Error(t, err)
		assert.Regexp(t, `^\w+\(200\)$`, unknown.String())
	}
	for i, want := range []string{"Unknown", "InvalidArgument", "Unauthenticated", "PermissionDenied", "NotFound", "AlreadyExists", "FailedPrecondition",
		"ResourceExhausted", "Aborted", "Unavailable", "Internal", "DeadlineExceeded", "Canceled", "Unimplemented", "DataLoss"} {
		check(classcloud.Kind(i), classcloud.Kind(200), want, parseAs[classcloud.Kind])
		assert.Equal(t, want, classcloud.Kind(i).Error())
	}
	for i, want := range []string{"Unknown", "NotSent", "NotApplied", "Applied"} {
		check(classcloud.Outcome(i), classcloud.Outcome(200), want, parseAs[classcloud.Outcome])
	}
	for i, want := range []string{"Once", "Read", "Idempotent", "Consuming"} {
		check(classcloud.Effect(i), classcloud.Effect(200), want, parseAs[classcloud.Effect])
	}
	assert.Equal(t, classcloud.OutcomeUnknown, classcloud.Outcome(0), "the careful one is zero")
	assert.Equal(t, classcloud.EffectOnce, classcloud.Effect(0), "the careful one is zero")
}

// parseAs reads a word of JSON.
func parseAs[T any](text string) (any, error) {
	var v T
	err := json.Unmarshal(fmt.Appendf(nil, "%q", text), &v)
	return v, err
}

func TestAnOperationAsJSON(t *testing.T) {
	op := classcloud.Operation{Name: "Rooms.Create", Method: "POST", Path: "/p", Doc: "d", Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent}
	text, err := json.Marshal(op)
	require.NoError(t, err)
	assert.JSONEq(t, `{"name":"Rooms.Create","method":"POST","path":"/p","doc":"d","set":"documented","effect":"Idempotent"}`, string(text))
	var again classcloud.Operation
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, op, again)
}

// typicalErrors are what users meet, as they see it.
var typicalErrors = []struct {
	name, text string
	provoke    func(ctx context.Context, open func(vendor string) *world) error
}{
	{"bad fields",
		"baijiayun Rooms.Create: InvalidArgument: nothing was sent: Title (title) has 53 characters, the vendor keeps 50; EndTime (end_time) is required",
		func(ctx context.Context, open func(string) *world) error {
			_, err := open("baijiayun").client.(*baijiayun.Client).Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: strings.Repeat("长", 53), StartTime: newClock().now})
			return err
		}},
	{"a room that does not exist",
		"baijiayun Rooms.Get: NotFound (code 3001): 房间号不存在",
		func(ctx context.Context, open func(string) *world) error {
			_, err := open("baijiayun").client.(*baijiayun.Client).Rooms.Get(ctx, 10000000000000)
			return err
		}},
	{"a create whose reply is lost",
		"weclassroom Lessons.Create: Unavailable: Service Unavailable (empty body) [HTTP 503] [it may have been applied: look before repeating]",
		func(ctx context.Context, open func(string) *world) error {
			w := open("weclassroom")
			w.kit.Inject(w.createOp, vendortest.Fault{Apply: true, Status: 503})
			_, err := w.create(ctx, 1)
			return err
		}},
	{"a page instead of JSON",
		"aui Classes.Create: DataLoss: the reply is no JSON object (text/html; charset=utf-8) [it may have been applied: look before repeating]",
		func(ctx context.Context, open func(string) *world) error {
			w := open("aui")
			w.kit.Inject(w.createOp, vendortest.Fault{Body: "<html>", Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}})
			_, err := w.create(ctx, 1)
			return err
		}},
	{"a room that may be ours",
		"agora Rooms.Create: AlreadyExists (code 20409100): Room conflict! [HTTP 409] [2 attempts] [it may have been applied: look before repeating]",
		func(ctx context.Context, open func(string) *world) error {
			w := open("agora")
			w.kit.Inject(w.createOp, vendortest.Fault{Apply: true, Reset: true})
			_, err := w.create(ctx, 1)
			return err
		}},
	{"a room of another region",
		"agora Rooms.Start: NotFound (code 20404100): Room not exists! [HTTP 404] (a room of another region does not exist either: see WithRegion)",
		func(ctx context.Context, open func(string) *world) error {
			return open("agora").client.(*agora.Client).Rooms.Start(ctx, "elsewhere")
		}},
	{"a vendor that does not know",
		`classin Classes.Create: Internal (code 104): 操作失败（未知错误） [3 attempts] [it may have been applied: look before repeating] (create it again with Identity "order-7": that finds the lesson or makes it, never a second one)`,
		func(ctx context.Context, open func(string) *world) error {
			w := open("classin")
			w.kit.Respond(w.createOp, `{"data":"","error_info":{"errno":104,"error":"操作失败（未知错误）"}}`)
			start := newClock().now.Add(24 * time.Hour)
			_, err := w.client.(*classin.Client).Classes.Create(ctx, &classin.CreateClassRequest{CourseID: 1, TeacherUID: 2, ClassName: "L", Identity: "order-7",
				StartTime: start, EndTime: start.Add(time.Hour)})
			return err
		}},
	{"a redirect",
		"baijiayun Rooms.Get: FailedPrecondition: the server answered with a redirect, which a signed request must not follow [HTTP 302] (check the base URL: its scheme, host and prefix)",
		func(ctx context.Context, open func(string) *world) error {
			w := open("baijiayun")
			w.kit.Inject(w.readOp, vendortest.Fault{Status: 302, Header: map[string][]string{"Location": {"https://example.com/"}}})
			_, err := w.read(ctx)
			return err
		}},
	{"a wrong password",
		"aui Classes.Create: Unauthenticated (code 401): incorrect Username or Password [nothing was sent] (check Username and Password)",
		func(ctx context.Context, open func(string) *world) error {
			w := open("aui")
			client, err := aui.New(aui.Credentials{Username: w.credentials.(aui.Credentials).Username, Password: "wrong"}, classcloud.WithBaseURL(w.kit.URL))
			if err != nil {
				return err
			}
			_, err = client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "T", TeacherID: "t"})
			return err
		}},
	{"a reply of another type",
		"baijiayun Rooms.Get: DataLoss: cannot read the result: /type: \"lecture\" is no whole number",
		func(ctx context.Context, open func(string) *world) error {
			w := open("baijiayun")
			w.kit.Respond(w.readOp, `{"code":0,"data":{"room_id":1,"type":"lecture"}}`)
			_, err := w.read(ctx)
			return err
		}},
	{"a limit that is used up",
		"weclassroom Lessons.Create: ResourceExhausted: held back: the vendor's documented limit is used up [nothing was sent] [retry after 9s] " +
			"(spread the calls, allow a longer wait with WithMaxWait, or bring your own limiter with WithLimiter)",
		func(ctx context.Context, open func(string) *world) error {
			client, err := open("weclassroom").client.(*weclassroom.Client).With(classcloud.WithLimiter(
				limiterFunc(func(context.Context) (time.Duration, error) { return 9 * time.Second, nil })))
			if err != nil {
				return err
			}
			start := newClock().now
			_, err = client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal)})
			return err
		}},
	{"a lesson that is not recorded, made strict",
		"classin Classes.Create: FailedPrecondition (code 280): done, but: 课节创建成功，录课参数设置错误，录课开启失败 [it was applied: do not repeat] (the lesson exists: its ClassID comes beside this error)",
		func(ctx context.Context, _ func(string) *world) error {
			srv := classintest.NewServer(classintest.WithClock(newClock().Now))
			defer srv.Close()
			srv.FailNext(280)
			start, known := newClock().now.Add(time.Hour), srv.Defaults()
			_, err := srv.Client(classcloud.WithClock(newClock())).Classes.Create(ctx, &classin.CreateClassRequest{CourseID: known.CourseID,
				TeacherUID: classin.UID(known.TeacherUID), ClassName: "L", StartTime: start, EndTime: start.Add(time.Hour)}, classcloud.WithStrictWarnings())
			return err
		}},
}

func TestErrorsReadWell(t *testing.T) {
	for _, test := range typicalErrors {
		t.Run(test.name, func(t *testing.T) {
			err := test.provoke(t.Context(), func(vendor string) *world {
				for _, v := range worlds {
					if v.vendor == vendor {
						return v.open(t)
					}
				}
				t.Fatalf("no vendor %s", vendor)
				return nil
			})
			require.Error(t, err)
			assert.Equal(t, test.text, err.Error())
		})
	}
}

func TestErrorText(t *testing.T) {
	for _, test := range []struct {
		name, want string
		err        *classcloud.Error
	}{
		{"the zero error", ": Unknown [it may have been applied: look before repeating]", &classcloud.Error{}},
		{"a kind alone", "v: NotFound", &classcloud.Error{Vendor: "v", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}},
		{"HTTP 200 goes without saying", "v O: Internal (code 5)", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.Internal, Code: "5", HTTPStatus: 200, Attempts: 1, Outcome: classcloud.OutcomeNotApplied}},
		{"nothing sent", "v O: Unavailable: dial failed [nothing was sent]", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.Unavailable, Message: "dial failed", Outcome: classcloud.OutcomeNotSent}},
		{"a field known by one name", "v O: InvalidArgument: Request changes nothing", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.InvalidArgument,
			Fields: []classcloud.FieldError{{Field: "Request", Problem: "changes nothing"}}, Outcome: classcloud.OutcomeNotSent}},
		{"a field of the same name on the wire", "v O: InvalidArgument: title is required", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.InvalidArgument,
			Fields: []classcloud.FieldError{{Field: "title", Wire: "title", Problem: "is required"}}, Outcome: classcloud.OutcomeNotSent}},
		{"a wait in milliseconds", "v O: ResourceExhausted [retry after 1.235s]", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.ResourceExhausted,
			RetryAfter: 1234567 * time.Microsecond, Outcome: classcloud.OutcomeNotApplied}},
	} {
		t.Run(test.name, func(t *testing.T) { assert.Equal(t, test.want, test.err.Error()) })
	}
}

func TestErrorAsJSON(t *testing.T) {
	full := &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.NotFound, Code: "3001", Message: "m", Hint: "h", HTTPStatus: 404,
		RequestID: "r", Outcome: classcloud.OutcomeNotApplied, RetryAfter: 1500 * time.Millisecond, Attempts: 2,
		Fields: []classcloud.FieldError{{Field: "F", Wire: "f", Problem: "p"}}, Body: []byte("the body"), Err: io.EOF}
	text, err := json.Marshal(full)
	require.NoError(t, err)
	assert.JSONEq(t, `{"vendor":"v","operation":"O","kind":"NotFound","code":"3001","message":"m","hint":"h","outcome":"NotApplied","httpStatus":404,
		"requestId":"r","retryAfterSeconds":1.5,"attempts":2,"fields":[{"field":"F","wire":"f","problem":"p"}]}`, string(text))
	assert.NotContains(t, string(text), "body")

	text, err = json.Marshal(&classcloud.Error{Vendor: "v"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"vendor":"v","operation":"","kind":"Unknown","code":"","message":"","outcome":"Unknown","httpStatus":0,"attempts":0}`, string(text))
}

func TestWhatAnErrorIs(t *testing.T) {
	var err error = fmt.Errorf("creating: %w", &classcloud.Error{Kind: classcloud.NotFound, Err: baijiayun.CodeRoomNotFound})
	assert.ErrorIs(t, err, classcloud.NotFound)
	assert.NotErrorIs(t, err, classcloud.Internal)
	assert.ErrorIs(t, err, baijiayun.CodeRoomNotFound)
	assert.NotErrorIs(t, err, baijiayun.CodeRoomDeleted)
	assert.NotErrorIs(t, err, classin.Code(3001), "another vendor's code of the same number")
	var code baijiayun.Code
	require.ErrorAs(t, err, &code)
	assert.Equal(t, baijiayun.Code(3001), code)
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, error(baijiayun.CodeRoomNotFound), errors.Unwrap(e))
	assert.NotErrorIs(t, &classcloud.Error{}, classcloud.NotFound)
	assert.ErrorIs(t, &classcloud.Error{}, classcloud.Unknown)
	assert.NoError(t, (&classcloud.Error{}).Unwrap())
}

func TestMaybeApplied(t *testing.T) {
	of := func(outcome classcloud.Outcome) *classcloud.Error { return &classcloud.Error{Outcome: outcome} }
	unknown, notSent, notApplied, applied := of(classcloud.OutcomeUnknown), of(classcloud.OutcomeNotSent), of(classcloud.OutcomeNotApplied), of(classcloud.OutcomeApplied)
	around := of(classcloud.OutcomeNotApplied)
	around.Err = errors.Join(io.EOF, unknown)
	for _, test := range []struct {
		name string
		err  error
		want bool
	}{
		{"no error", nil, false},
		{"an error of somebody else's", io.EOF, false},
		{"unknown", unknown, true},
		{"applied", applied, true},
		{"not sent", notSent, false},
		{"not applied", notApplied, false},
		{"wrapped", fmt.Errorf("a: %w", fmt.Errorf("b: %w", unknown)), true},
		{"wrapped, not applied", fmt.Errorf("a: %w", notApplied), false},
		{"joined with a settled one before it", errors.Join(notApplied, unknown), true},
		{"joined with a settled one behind it", errors.Join(applied, notSent), true},
		{"joined, all settled", errors.Join(notApplied, notSent, io.EOF), false},
		{"joined within joined within wrapped", fmt.Errorf("x: %w", errors.Join(io.EOF, errors.Join(notSent, fmt.Errorf("y: %w", unknown)))), true},
		{"two wrapped at once", fmt.Errorf("%w and %w", notApplied, applied), true},
		{"an earlier attempt within a settled call", around, false},
		{"the items of a batch", classcloud.ItemErrors([]classcloud.Item[int]{{Index: 0}, {Index: 1, Err: notSent}, {Index: 2, Err: unknown}}), true},
	} {
		t.Run(test.name, func(t *testing.T) { assert.Equal(t, test.want, classcloud.MaybeApplied(test.err)) })
	}
}

func TestItems(t *testing.T) {
	failure := &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
	items := []classcloud.Item[string]{
		{Index: 0, Value: "a"},
		{Index: 1, Value: "b", Warnings: []classcloud.Warning{{Code: "841", Message: "not synced"}}},
		{Index: 2, Err: failure},
		{Index: 3, Err: fmt.Errorf("wrapped: %w", failure)},
		{Index: 4, Err: io.EOF},
	}
	text, err := json.Marshal(items)
	require.NoError(t, err)
	object, err := json.Marshal(failure)
	require.NoError(t, err)
	assert.JSONEq(t, `[{"index":0,"value":"a"},{"index":1,"value":"b","warnings":[{"code":"841","message":"not synced"}]},
		{"index":2,"value":"","error":`+string(object)+`},{"index":3,"value":"","error":`+string(object)+`},{"index":4,"value":"","error":"EOF"}]`, string(text))

	joined := classcloud.ItemErrors(items)
	assert.ErrorIs(t, joined, classcloud.NotFound)
	assert.ErrorIs(t, joined, io.EOF)
	assert.ErrorContains(t, joined, "item 2: v O: NotFound")
	assert.ErrorContains(t, joined, "item 4: EOF")
	assert.NoError(t, classcloud.ItemErrors(items[:2]), "a warning is no error")
	assert.NoError(t, classcloud.ItemErrors[int](nil))
}
