package classcloud

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Kind says what went wrong in gRPC's canonical words, the same for every vendor. A Kind is itself an error, so that
// errors.Is(err, classcloud.NotFound) asks any error of this module.
type Kind uint8

// The kinds. Unknown is the zero value: the vendor failed in a way nobody has classified yet.
const (
	Unknown            Kind = iota
	InvalidArgument         // the request is wrong, whatever the state of the vendor's system; mend it
	Unauthenticated         // the credentials, the signature or the token were refused
	PermissionDenied        // the account may not do this: a plan, a right, a ban
	NotFound                // the room, lesson, user or document does not exist
	AlreadyExists           // it exists already
	FailedPrecondition      // the thing is not in the state the call needs: a class that is over, a recording not started
	ResourceExhausted       // a limit or a quota is used up
	Aborted                 // a conflict with a call under way; the same call may succeed a little later
	Unavailable             // no answer, or a gateway's; worth another try when nothing was applied
	Internal                // the vendor's system failed
	DeadlineExceeded        // the time allowed ended first
	Canceled                // the caller gave up
	Unimplemented           // the vendor does not know this path or method
	DataLoss                // the answer could not be read
)

var kindNames = [...]string{
	"Unknown", "InvalidArgument", "Unauthenticated", "PermissionDenied", "NotFound", "AlreadyExists", "FailedPrecondition",
	"ResourceExhausted", "Aborted", "Unavailable", "Internal", "DeadlineExceeded", "Canceled", "Unimplemented", "DataLoss",
}

// String returns the kind's name, InvalidArgument and so on.
func (k Kind) String() string { return enumName(kindNames[:], uint8(k), "Kind") }

// Error makes a Kind usable as the target of errors.Is.
func (k Kind) Error() string { return k.String() }

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a name.
func (k *Kind) UnmarshalText(text []byte) error {
	return enumParse(kindNames[:], text, (*uint8)(k), "kind")
}

// Outcome says whether a call that failed may have been carried out all the same.
type Outcome uint8

// The outcomes. The zero value is the careful one.
const (
	OutcomeUnknown    Outcome = iota // sent, and no answer that settles it: it may have been applied
	OutcomeNotSent                   // no connection was ever handed to the request
	OutcomeNotApplied                // the vendor said no, or the operation only reads
	OutcomeApplied                   // the vendor said yes; its answer could not be read, or carries a warning made strict
)

var outcomeNames = [...]string{"Unknown", "NotSent", "NotApplied", "Applied"}

// String returns Unknown, NotSent, NotApplied or Applied.
func (o Outcome) String() string { return enumName(outcomeNames[:], uint8(o), "Outcome") }

// MarshalText writes the name.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads a name.
func (o *Outcome) UnmarshalText(text []byte) error {
	return enumParse(outcomeNames[:], text, (*uint8)(o), "outcome")
}

// Error is every failure of a call. Ask it with errors.Is for a [Kind] or a vendor's code, with [MaybeApplied] whether the
// operation may have happened, or take it out with errors.As.
type Error struct {
	Vendor     string        // "baijiayun"
	Operation  string        // "Rooms.Create"
	Kind       Kind          // what went wrong
	Code       string        // the vendor's code as printed; empty when the vendor gave none
	Message    string        // the vendor's own text, or ours when the vendor said nothing
	Hint       string        // what to do about it, where we know
	HTTPStatus int           // of the last reply; 0 when there was none
	RequestID  string        // the vendor's id of the request, where it gives one
	Outcome    Outcome       // whether it may have been applied
	RetryAfter time.Duration // how long to wait before another try, where the vendor or a limiter said so
	Attempts   int           // how many times it was sent, or a connection was tried
	Fields     []FieldError  // every bad field of the request
	Rows       []RowError    // every row of the reply's list that could not be read: the other rows come beside the error
	Body       []byte        // the start of the reply, at most 512 bytes; never of a reply that holds credentials; not printed
	Err        error         // the vendor's typed code, or the context's or network's error
}

// Error returns one line: vendor and operation, kind, code, the vendor's message, the bad fields, the outcome where it
// matters, and the hint.
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

// Format writes what Error returns whatever the verb: %#v and %d would show Body.
func (e Error) Format(f fmt.State, verb rune) {
	if verb != 'q' {
		verb = 's'
	}
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), e.Error())
}

// outcomeText is silent where the message says it all.
func (e *Error) outcomeText() string {
	switch e.Outcome {
	case OutcomeUnknown:
		return "it may have been applied: look before repeating"
	case OutcomeApplied:
		return "it was applied: do not repeat"
	case OutcomeNotSent:
		if len(e.Fields) == 0 {
			return "nothing was sent"
		}
	}
	return ""
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is this error's Kind.
func (e *Error) Is(target error) bool { k, ok := target.(Kind); return ok && k == e.Kind }

// MarshalJSON writes the error for logs and for other programs: kind and outcome as words, no part of the reply's body.
func (e Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Vendor            string       `json:"vendor"`
		Operation         string       `json:"operation"`
		Kind              Kind         `json:"kind"`
		Code              string       `json:"code"`
		Message           string       `json:"message"`
		Hint              string       `json:"hint,omitempty"`
		Outcome           Outcome      `json:"outcome"`
		HTTPStatus        int          `json:"httpStatus"`
		RequestID         string       `json:"requestId,omitempty"`
		RetryAfterSeconds float64      `json:"retryAfterSeconds,omitempty"`
		Attempts          int          `json:"attempts"`
		Fields            []FieldError `json:"fields,omitempty"`
		Rows              []RowError   `json:"rows,omitempty"`
	}{e.Vendor, e.Operation, e.Kind, e.Code, e.Message, e.Hint, e.Outcome, e.HTTPStatus, e.RequestID,
		e.RetryAfter.Seconds(), e.Attempts, e.Fields, e.Rows})
}

// FieldError is one bad field of a request: by the name it has in Go, and by the vendor's.
type FieldError struct {
	Field   string `json:"field"`   // "Users[0].Name"
	Wire    string `json:"wire"`    // "userData[0].userName"
	Problem string `json:"problem"` // "is required"
}

// String returns "Title (title) is required".
func (f FieldError) String() string {
	if f.Wire == "" || f.Wire == f.Field {
		return f.Field + " " + f.Problem
	}
	return f.Field + " (" + f.Wire + ") " + f.Problem
}

// MaybeApplied reports whether the operation behind err may have been carried out: look before repeating it. It walks the
// whole tree: one doubtful error among joined ones is enough.
func MaybeApplied(err error) bool {
	if err == nil {
		return false
	}
	//nolint:errorlint // it walks the tree itself, each node once
	if e, ok := err.(*Error); ok && (e.Outcome == OutcomeUnknown || e.Outcome == OutcomeApplied) {
		return true
	}
	switch x := err.(type) { //nolint:errorlint // as above
	case *Error:
		// What an attempt met on the way does not speak for the call: its own outcome, above, already weighs it.
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

// String returns place and problem.
func (r RowError) String() string {
	if strings.HasPrefix(r.Problem, "/") {
		return r.Path + r.Problem
	}
	return r.Path + ": " + r.Problem
}
