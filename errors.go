package classcloud

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// Kind classifies a failure with gRPC's canonical names, the same for every vendor. A Kind is itself an error, so
// errors.Is(err, classcloud.NotFound) works with every error of this module.
type Kind uint8

// The kinds of failure.
const (
	Unknown            Kind = iota // the zero value: the vendor failed in a way that nobody has classified yet
	InvalidArgument                // the request is wrong, whatever the state of the vendor's system: correct it
	Unauthenticated                // the credentials, the signature or the token were refused
	PermissionDenied               // the account may not do this because of its plan, its rights or a ban
	NotFound                       // the room, lesson, user or document does not exist
	AlreadyExists                  // the thing to create exists already
	FailedPrecondition             // the thing is not in the state that the call needs: the class is over, the recording has not started
	ResourceExhausted              // a limit or a quota is used up
	Aborted                        // the call conflicts with another one; it may succeed a little later
	Unavailable                    // the vendor did not answer, or only a gateway did; try again if nothing was applied
	Internal                       // the vendor's system failed
	DeadlineExceeded               // the time allowed ended first
	Canceled                       // the caller gave up
	Unimplemented                  // the vendor does not know this path or method
	DataLoss                       // the answer could not be read
)

var kindNames = [...]string{
	"Unknown", "InvalidArgument", "Unauthenticated", "PermissionDenied", "NotFound", "AlreadyExists", "FailedPrecondition",
	"ResourceExhausted", "Aborted", "Unavailable", "Internal", "DeadlineExceeded", "Canceled", "Unimplemented", "DataLoss",
}

// String returns the kind's name, such as InvalidArgument.
func (k Kind) String() string { return enumName(kindNames[:], uint8(k), "Kind") }

// Error returns the kind's name. It makes a Kind usable as the target of errors.Is.
func (k Kind) Error() string { return k.String() }

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind's name.
func (k *Kind) UnmarshalText(text []byte) error {
	return enumParse(kindNames[:], text, (*uint8)(k), "kind")
}

// Outcome says whether a call that failed may have been carried out all the same.
type Outcome uint8

// The outcomes of a failed call.
const (
	OutcomeUnknown    Outcome = iota // the zero value: it was sent, and no answer settles whether it was applied
	OutcomeNotSent                   // nothing was sent: no connection was ever handed to the request
	OutcomeNotApplied                // the vendor refused it, or the operation only reads
	OutcomeApplied                   // the vendor accepted it; its answer could not be read, or holds a warning made strict
)

var outcomeNames = [...]string{"Unknown", "NotSent", "NotApplied", "Applied"}

// String returns Unknown, NotSent, NotApplied or Applied.
func (o Outcome) String() string { return enumName(outcomeNames[:], uint8(o), "Outcome") }

// MarshalText writes the outcome's name.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an outcome's name.
func (o *Outcome) UnmarshalText(text []byte) error {
	return enumParse(outcomeNames[:], text, (*uint8)(o), "outcome")
}

// Error describes the failure of a call. Compare it with a [Kind] or a vendor's code by errors.Is, learn from [MaybeApplied]
// whether the operation may have happened, and reach its fields with errors.As.
type Error struct {
	Vendor     string        // "baijiayun"
	Operation  string        // "Rooms.Create"
	Kind       Kind          // what went wrong
	Code       string        // the vendor's code as printed; empty when the vendor gave none
	Message    string        // the vendor's own text, or this module's when the vendor said nothing
	Hint       string        // what to do about it, where that is known
	HTTPStatus int           // of the last reply; 0 when there was no reply
	RequestID  string        // the vendor's id of the request, where it gives one
	Outcome    Outcome       // whether the operation may have been applied
	Key        string        // the caller's or the client's own key of the thing to make (ClassIn's identity, the Key of an Ensure): repeated under it, the operation makes no second one; otherwise empty
	Repeatable bool          // the operation may have been applied, and a repeat is safe all the same: it writes the same again, or a key of the request makes no second thing
	RetryAfter time.Duration // how long to wait before another try, where the vendor or a limiter said so; otherwise 0
	Attempts   int           // how many times the request was sent or a connection was tried
	Fields     []FieldError  // every bad field of the request
	Rows       []RowError    // every row of the reply's list that could not be read: the other rows come beside the error
	Body       []byte        // the first 512 bytes of the reply; empty for replies that hold credentials; never printed
	Err        error         // the vendor's typed code, or the error of the context or the network
}

// Error returns one line: vendor, operation, kind, code, message, the bad fields, the outcome where it matters, and the hint.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Vendor)
	if e.Operation != "" {
		b.WriteByte(' ')
		b.WriteString(e.Operation)
	}
	b.WriteString(": ")
	b.WriteString(e.Kind.String())
	if e.Code != "" {
		b.WriteString(" (code " + e.Code + ")")
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	for i, f := range e.Fields {
		if i == 0 {
			b.WriteString(": ")
		} else {
			b.WriteString("; ")
		}
		b.WriteString(f.String())
	}
	writeRows(&b, e.Rows)
	if e.HTTPStatus != 0 && e.HTTPStatus != 200 {
		b.WriteString(" [HTTP " + strconv.Itoa(e.HTTPStatus) + "]")
	}
	if e.Attempts > 1 {
		b.WriteString(" [" + strconv.Itoa(e.Attempts) + " attempts]")
	}
	if text := e.outcomeText(); text != "" {
		b.WriteString(" [" + text + "]")
	}
	if e.RetryAfter > 0 {
		b.WriteString(" [retry after " + e.RetryAfter.Round(time.Millisecond).String() + "]")
	}
	if e.Hint != "" {
		b.WriteString(" (" + e.Hint + ")")
	}
	return b.String()
}

// mostRows is how many rows an error's text names.
const mostRows = 3

func writeRows(b *strings.Builder, rows []RowError) {
	for i, row := range rows {
		switch {
		case i == 0:
			b.WriteString(": ")
		case i == mostRows:
			b.WriteString("; and " + strconv.Itoa(len(rows)-mostRows) + " more")
			return
		default:
			b.WriteString("; ")
		}
		b.WriteString(row.String())
	}
}

// Format writes the text of Error under every verb, because %#v and %d would otherwise show Body.
func (e Error) Format(f fmt.State, verb rune) {
	if verb != 'q' {
		verb = 's'
	}
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), e.Error())
}

// outcomeText says what the outcome means for the caller. It is empty where the message already says so.
func (e *Error) outcomeText() string {
	switch {
	case e.Outcome == OutcomeUnknown && e.Key != "" && e.Kind != AlreadyExists: // which a repeat would meet again
		return "it may have been applied: a repeat under the key " + strconv.Quote(e.Key) + " does not do it twice"
	case e.Outcome == OutcomeUnknown && e.Repeatable:
		return "it may have been applied: a repeat is safe"
	case e.Outcome == OutcomeUnknown:
		return "it may have been applied: look before repeating"
	case e.Outcome == OutcomeApplied && e.Key != "":
		return "it was applied: a repeat under its key does not do it again"
	case e.Outcome == OutcomeApplied && e.Repeatable:
		return "it was applied: a repeat is safe"
	case e.Outcome == OutcomeApplied:
		return "it was applied: do not repeat"
	case e.Outcome == OutcomeNotSent && len(e.Fields) == 0:
		return "nothing was sent"
	}
	return ""
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is the error's Kind.
func (e *Error) Is(target error) bool { k, ok := target.(Kind); return ok && k == e.Kind }

// MarshalJSON writes the error for logs and other programs. Kind and outcome are words, and the reply's body is left out.
func (e Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Vendor            string       `json:"vendor"`
		Operation         string       `json:"operation"`
		Kind              Kind         `json:"kind"`
		Code              string       `json:"code"`
		Message           string       `json:"message"`
		Hint              string       `json:"hint,omitempty"`
		Outcome           Outcome      `json:"outcome"`
		Key               string       `json:"key,omitempty"`
		Repeatable        bool         `json:"repeatable,omitempty"`
		HTTPStatus        int          `json:"httpStatus"`
		RequestID         string       `json:"requestId,omitempty"`
		RetryAfterSeconds float64      `json:"retryAfterSeconds,omitempty"`
		Attempts          int          `json:"attempts"`
		Fields            []FieldError `json:"fields,omitempty"`
		Rows              []RowError   `json:"rows,omitempty"`
	}{e.Vendor, e.Operation, e.Kind, e.Code, e.Message, e.Hint, e.Outcome, e.Key, e.Repeatable, e.HTTPStatus, e.RequestID,
		e.RetryAfter.Seconds(), e.Attempts, e.Fields, e.Rows})
}

// FieldError describes one bad field of a request.
type FieldError struct {
	Field   string `json:"field"`   // the field's name in Go: "Users[0].Name"
	Wire    string `json:"wire"`    // the vendor's name of the field: "userData[0].userName"
	Problem string `json:"problem"` // what is wrong with it: "is required"
}

// String returns the field's two names and the problem: "Title (title) is required".
func (f FieldError) String() string {
	if f.Wire == "" || f.Wire == f.Field {
		return f.Field + " " + f.Problem
	}
	return f.Field + " (" + f.Wire + ") " + f.Problem
}

// MaybeApplied reports whether the operation behind err may have been carried out, so that one should look before repeating it.
// It searches the whole tree of errors: one doubtful error among joined ones is enough.
func MaybeApplied(err error) bool {
	if err == nil {
		return false
	}
	//nolint:errorlint // MaybeApplied walks the tree itself and visits each node once
	if e, ok := err.(*Error); ok && e != nil && (e.Outcome == OutcomeUnknown || e.Outcome == OutcomeApplied) {
		return true
	}
	switch x := err.(type) { //nolint:errorlint // as above
	case *Error:
		// The errors of single attempts inside it do not count: its own outcome, above, already considers them.
		return false
	case interface{ Unwrap() error }:
		return MaybeApplied(x.Unwrap())
	case interface{ Unwrap() []error }:
		for _, branch := range x.Unwrap() {
			if MaybeApplied(branch) {
				return true
			}
		}
	}
	return false
}

// RowError is one row of a list that could not be read, while the others could.
type RowError struct {
	Index   int    `json:"index"`   // its place in the list, from 0; -1 in a map
	Path    string `json:"path"`    // where it stands in the reply's result, as a JSON pointer: "/list/3"
	Problem string `json:"problem"` // what is wrong with it: "/first_time: \"soon\" is not a time"
	Raw     []byte `json:"-"`       // the row as it arrived; not printed
}

// Format writes place and problem, whatever the verb: Raw may hold what must not be printed.
func (r RowError) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue returns place and problem.
func (r RowError) LogValue() slog.Value { return slog.StringValue(r.String()) }

// String returns place and problem.
func (r RowError) String() string {
	if strings.HasPrefix(r.Problem, "/") {
		return r.Path + r.Problem
	}
	return r.Path + ": " + r.Problem
}
