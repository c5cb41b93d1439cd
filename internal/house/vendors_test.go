package house_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// world is a test server of one vendor with a client, and with a read and a create, which every vendor has in some form.
type world struct {
	vendor      string
	kit         *kit
	clock       *clienttest.Clock
	client      any
	credentials any

	readOp, createOp string
	keyed            bool   // whether the create carries a key, so that a repeat is safe
	documented       string // the documented reply to the read
	read             func(context.Context, ...classcloud.CallOption) (any, error)
	create           func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error)
	made             func() int                              // counts what create has made
	journey          func(t *testing.T, ctx context.Context) // makes several calls, as a program would
	signature        func(vendortest.Request) []string       // returns the signatures and tokens of a request
}

// of returns the requests of an operation without the others, such as AUI's logins.
func (w *world) of(operation string) (out []vendortest.Request) {
	for _, r := range w.kit.Requests() {
		if r.Operation == operation {
			out = append(out, r)
		}
	}
	return out
}

// vendor holds everything that the tests of this folder know about one vendor. A sixth vendor needs a file like agora_test.go and one
// more name in vendors.
type vendor struct {
	name            string
	title           string // in README's coverage table
	documented      int    // endpoints of the main document
	wider           int    // endpoints of the vendor's wider documents
	left            string // what has no method, and why, for the coverage table; empty for nothing
	example         string // an operation, for the comments of its test server
	params          string // the type of its test server's Request.Params
	paramsDoc       string // what Request.Params holds
	operations      func() []classcloud.Operation
	served          func() []string // the operations that the test server has handlers for
	documentedReply func(operation string) string

	open      func(*testing.T, ...classcloud.ClientOption) *world
	client    func(...classcloud.ClientOption) (any, error)                  // makes a client that reaches no server
	with      func(client any, opts ...classcloud.ClientOption) (any, error) // calls the client's With
	newFrom   func(source any, opts ...classcloud.ClientOption) (any, error) // calls New
	nilSource func() error                                                   // calls New with a source that is a nil pointer
	zero      func(context.Context) (client any, others map[string]func() error)

	types      []any    // one of each exported struct that no method of the client takes or returns
	secrets    []string // what is secret in the credentials of open
	onClock    func(t *testing.T, now func() time.Time) (setClock func(func() time.Time), create func(at time.Time) error)
	moreToShow func(*testing.T, *sieve, *world) map[string]any
}

// vendors is the one table of vendors.
var vendors = []vendor{agoraVendor, auiVendor, baijiayunVendor, classinVendor, weclassroomVendor}

// eachVendor runs a test in a fresh world of every vendor.
func eachVendor(t *testing.T, test func(*testing.T, *world), opts ...classcloud.ClientOption) {
	t.Helper()
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) { test(t, v.open(t, opts...)) })
	}
}

// settle does what all worlds share: it puts server and client on one clock, keeps the client on this machine, and closes the server
// after the test.
func settle(t *testing.T, kit *kit, opts []classcloud.ClientOption) (*kit, *clienttest.Clock, []classcloud.ClientOption) {
	t.Helper()
	clock, network := clienttest.NewClock(), newLoopback(t)
	clock.SetStep(time.Second)
	kit.disconnect = network.CloseIdleConnections
	kit.SetClock(clock.Now)
	t.Cleanup(kit.Close)
	return kit, clock, append([]classcloud.ClientOption{
		classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithHTTPClient(&http.Client{Transport: network}),
	}, opts...)
}
