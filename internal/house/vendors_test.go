package house_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// world is a test server of one vendor, a client of it, and a read and a create that every vendor has in some form.
type world struct {
	vendor      string
	kit         *kit
	clock       *fakeClock
	client      any
	credentials any

	readOp, createOp string
	keyed            bool // a repeat of the create is safe: it carries a key
	documented       string
	read             func(context.Context, ...classcloud.CallOption) (any, error)
	create           func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error)
	made             func() int // how many of what create makes there are
	journey          func(t *testing.T, ctx context.Context)
	signature        func(vendortest.Request) []string // what a request is authenticated by
}

// of returns the requests of an operation: AUI's logins come between.
func (w *world) of(operation string) (out []vendortest.Request) {
	for _, r := range w.kit.Requests() {
		if r.Operation == operation {
			out = append(out, r)
		}
	}
	return out
}

// vendor is everything that the tests of this folder know of one vendor. A sixth vendor is a file like agora_test.go and one name in
// vendors.
type vendor struct {
	name       string
	title      string // in README's coverage table
	documented int    // endpoints of the main document
	wider      int    // endpoints of the vendor's wider documents
	example    string // an operation, for the comments of its test server
	params     string // the type of its test server's Request.Params
	paramsDoc  string // and what it holds
	operations func() []classcloud.Operation
	served     func() []string // the operations that the test server has handlers for

	open      func(*testing.T, ...classcloud.ClientOption) *world
	client    func(...classcloud.ClientOption) (any, error)                  // a client of nobody
	with      func(client any, opts ...classcloud.ClientOption) (any, error) // its With
	nilSource func() error                                                   // New with a source that is a nil pointer
	zero      func(context.Context) (client any, others map[string]func() error)

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

// settle is what all worlds share: the client's options, and the server's end.
func settle(t *testing.T, kit *kit, opts []classcloud.ClientOption) (*kit, *fakeClock, []classcloud.ClientOption) {
	t.Helper()
	clock, network := newClock(), newLoopback(t)
	clock.disconnect = network.CloseIdleConnections
	kit.SetClock(clock.Now)
	t.Cleanup(kit.Close)
	return kit, clock, append([]classcloud.ClientOption{
		classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithHTTPClient(&http.Client{Transport: network}),
	}, opts...)
}
