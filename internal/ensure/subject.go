package ensure

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Subject is the thing that an Ensure is about, once its request was found to be right.
type Subject struct {
	vendor, operation string
	scope             string // whose the keys are: "baijiayun:12345678/room"
	sent              string // a hash of the request
	clock             classcloud.Clock
}

// Request is what an Ensure was called with.
type Request struct {
	Vendor, Operation string // "baijiayun", "Rooms.Ensure"
	Thing             string // "room": what the keys of this scope are for
	Account           string // whose the things are, where they do not belong to the account that makes the call; otherwise empty
	Field             string // of the request that holds Create's
	Create            transport.Call
}

// mostKey is how many bytes a key may have: what indexes of databases take beside a scope.
const mostKey = 256

// Check refuses a request before anything is sent or written, and names whose the key is.
func Check(ctx context.Context, c *transport.Client, key Key, in Request, opts []classcloud.CallOption) (Subject, error) {
	s, err := check(ctx, c, key, in, opts)
	if e, ok := err.(*classcloud.Error); ok { //nolint:errorlint // check has just made it
		e.Key = key.Key
	}
	return s, err
}

func check(ctx context.Context, c *transport.Client, key Key, in Request, opts []classcloud.CallOption) (Subject, error) {
	s := Subject{vendor: in.Vendor, operation: in.Operation}
	config := c.Config().CallConfig
	err := config.Apply(opts...)
	if ctx == nil {
		err = errors.New("the context is nil: give context.Background()")
	}
	if err != nil {
		e := s.invalid(nil)
		e.Message = err.Error()
		return s, e
	}
	message, problems := wire.Build(in.Create.In, config.Params, config.SkipChecks)
	for i := range problems {
		problems[i].Field = in.Field + "." + problems[i].Field
	}
	if problems = append(key.problems(), problems...); len(problems) > 0 {
		return s, s.invalid(problems)
	}
	own := *in.Create.Op
	own.Name = in.Operation
	in.Create.Op = &own
	account, err := c.AccountOf(ctx, &in.Create)
	if err != nil {
		return s, err
	}
	if in.Account != "" {
		account = in.Account
	}
	s.scope = account + "/" + in.Thing
	s.sent = Hash(sent(message)...)
	s.clock = c.Config().Clock
	return s, nil
}

func (s *Subject) invalid(problems []classcloud.FieldError) *classcloud.Error {
	return &classcloud.Error{Vendor: s.vendor, Operation: s.operation, Kind: classcloud.InvalidArgument, Message: "nothing was sent",
		Outcome: classcloud.OutcomeNotSent, Fields: problems}
}

// problems refuses a key that a journal cannot keep.
func (k Key) problems() (bad []classcloud.FieldError) {
	refuse := func(wrong bool, field, problem string) {
		if wrong {
			bad = append(bad, classcloud.FieldError{Field: field, Problem: problem})
		}
	}
	refuse(!transport.Given(k.Journal), "Journal", "is required")
	refuse(k.Key == "", "Key", "is required")
	refuse(len(k.Key) > mostKey, "Key", fmt.Sprintf("has %d bytes, a journal keeps %d", len(k.Key), mostKey))
	refuse(!utf8.ValidString(k.Key) || strings.ContainsRune(k.Key, 0), "Key", "is not text in UTF-8")
	refuse(k.Lease < 0, "Lease", "is negative")
	refuse(k.Settle < 0, "Settle", "is negative")
	return bad
}

// sent returns all that a request says; of a file, its name.
func sent(m *wire.Message) (parts []string) {
	for _, members := range [][]wire.Member{m.Path, m.Query, m.Body} {
		parts = append(parts, string(wire.AppendJSONObject(nil, members)))
	}
	for _, f := range m.Files {
		parts = append(parts, f.Field, f.File.Name)
	}
	return parts
}

// Hash returns a short name of texts: other texts have another.
func Hash(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}

// ID writes the number of a thing; none is "".
func ID(number int64) string {
	if number == 0 {
		return ""
	}
	return strconv.FormatInt(number, 10)
}

// Number reads what ID wrote.
func Number(id string) int64 {
	number, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0 // no vendor has it: what is asked for it is refused
	}
	return number
}
