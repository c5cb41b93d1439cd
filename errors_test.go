package classcloud_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// word is the common interface of the enums of this package.
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

// parseAs reads an enum from JSON.
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

func TestErrorText(t *testing.T) {
	for _, test := range []struct {
		name, want string
		err        *classcloud.Error
	}{
		{"the zero error", ": Unknown [it may have been applied: look before repeating]", &classcloud.Error{}},
		{"a kind alone", "v: NotFound", &classcloud.Error{Vendor: "v", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}},
		{"HTTP 200 goes without saying", "v O: Internal (code 5)", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.Internal, Code: "5", HTTPStatus: 200, Attempts: 1, Outcome: classcloud.OutcomeNotApplied}},
		{"a doubt with a key", `v O: Internal [it may have been applied: a repeat under the key "k\"1" does not do it twice]`, &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.Internal, Key: `k"1`}},
		{"done with a key", `v O: Internal [it was applied: a repeat under its key does not do it again]`, &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.Internal, Key: "k", Outcome: classcloud.OutcomeApplied}},
		{"refused with a key", "v O: Internal", &classcloud.Error{Vendor: "v", Operation: "O", Kind: classcloud.Internal, Key: "k", Outcome: classcloud.OutcomeNotApplied}},
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

func TestMaybeApplied(t *testing.T) {
	of := func(outcome classcloud.Outcome) *classcloud.Error { return &classcloud.Error{Outcome: outcome} }
	unknown, notSent, notApplied, applied := of(classcloud.OutcomeUnknown), of(classcloud.OutcomeNotSent), of(classcloud.OutcomeNotApplied), of(classcloud.OutcomeApplied)
	around := of(classcloud.OutcomeNotApplied)
	around.Err = errors.Join(io.EOF, unknown)
	var none *classcloud.Error
	for _, test := range []struct {
		name string
		err  error
		want bool
	}{
		{"no error", nil, false},
		{"an error of somebody else's", io.EOF, false},
		{"an *Error that is nil", none, false},
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
	assert.NoError(t, classcloud.ItemErrors(items[:2]), "a warning is not an error")
	assert.NoError(t, classcloud.ItemErrors[int](nil))
}

// A row that could not be read may hold what must not be printed.
func TestARowPrintsWithoutItsBytes(t *testing.T) {
	row := classcloud.RowError{Index: 3, Path: "/list/3", Problem: `/first_time: "soon" is not a time`, Raw: []byte(`{"token":"canary"}`)}
	for _, value := range []any{row, &row, []classcloud.RowError{row}, struct{ In any }{&row}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			shown := fmt.Sprintf(verb, value)
			assert.Contains(t, shown, "/list/3", "%T %s", value, verb)
			assert.NotContains(t, shown, "canary", "%T %s", value, verb)
			assert.NotContains(t, shown, fmt.Sprint([]byte("canary"))[1:20], "%T %s", value, verb)
		}
	}
	var logged strings.Builder
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "row", row)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "row", row)
	assert.NotContains(t, logged.String(), "canary")
	assert.Equal(t, 2, strings.Count(logged.String(), "/list/3/first_time"))
}
