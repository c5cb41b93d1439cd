package verify

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a vendor's test server with a client.
type world struct {
	vendor  vendors.Vendor
	server  vendors.Server
	client  any
	env     map[string]string
	reply   func(operation string) string // the documented one
	respond func(operation, json string)
	odd     func(operation string, members ...string) // the values of members become what nobody expects
	drop    func(operation string, members ...string) // members are left out
	asked   func() []string                           // the operations of all requests
}

// open starts a server of a vendor.
func open(t *testing.T, name string) *world {
	t.Helper()
	v, err := vendors.Find(name)
	require.NoError(t, err)
	server, env := v.Sandbox()
	t.Cleanup(server.Close)
	w := &world{vendor: v, server: server, env: env}
	w.client, err = v.Open(func(name string) string { return env[name] }, []classcloud.ClientOption{classcloud.WithLimiter(nil)})
	require.NoError(t, err)
	w.respond = server.(interface{ Respond(string, string) }).Respond
	switch s := server.(type) {
	case *agoratest.Server:
		w.reply = agoratest.DocumentedReply
		w.odd = func(op string, names ...string) { s.Lie(op, agoratest.Lie{Odd: names}) }
		w.drop = func(op string, names ...string) { s.Lie(op, agoratest.Lie{Drop: names}) }
		w.asked = func() []string {
			return operations(s.Requests(), func(r agoratest.Request) string { return r.Operation })
		}
	case *auitest.Server:
		w.reply = auitest.DocumentedReply
		w.odd = func(op string, names ...string) { s.Lie(op, auitest.Lie{Odd: names}) }
		w.drop = func(op string, names ...string) { s.Lie(op, auitest.Lie{Drop: names}) }
		w.asked = func() []string {
			return operations(s.Requests(), func(r auitest.Request) string { return r.Operation })
		}
	case *baijiayuntest.Server:
		w.reply = baijiayuntest.DocumentedReply
		w.odd = func(op string, names ...string) { s.Lie(op, baijiayuntest.Lie{Odd: names}) }
		w.drop = func(op string, names ...string) { s.Lie(op, baijiayuntest.Lie{Drop: names}) }
		w.asked = func() []string {
			return operations(s.Requests(), func(r baijiayuntest.Request) string { return r.Operation })
		}
	case *classintest.Server:
		w.reply = classintest.DocumentedReply
		w.odd = func(op string, names ...string) { s.Lie(op, classintest.Lie{Odd: names}) }
		w.drop = func(op string, names ...string) { s.Lie(op, classintest.Lie{Drop: names}) }
		w.asked = func() []string {
			return operations(s.Requests(), func(r classintest.Request) string { return r.Operation })
		}
	case *weclassroomtest.Server:
		w.reply = weclassroomtest.DocumentedReply
		w.odd = func(op string, names ...string) { s.Lie(op, weclassroomtest.Lie{Odd: names}) }
		w.drop = func(op string, names ...string) { s.Lie(op, weclassroomtest.Lie{Drop: names}) }
		w.asked = func() []string {
			return operations(s.Requests(), func(r weclassroomtest.Request) string { return r.Operation })
		}
	}
	return w
}

// operations names the operations of requests.
func operations[R any](requests []R, name func(R) string) (names []string) {
	for _, r := range requests {
		names = append(names, name(r))
	}
	return names
}

// eachVendor runs a test on a fresh server of every vendor.
func eachVendor(t *testing.T, test func(*testing.T, *world)) {
	t.Helper()
	for _, v := range vendors.All() {
		t.Run(v.Name, func(t *testing.T) { test(t, open(t, v.Name)) })
	}
}

// reads returns the vendor's reads.
func (w *world) reads() (ops []classcloud.Operation) {
	for _, op := range w.vendor.Operations() {
		if op.Effect == classcloud.EffectRead {
			ops = append(ops, op)
		}
	}
	return ops
}

// run verifies the server's account.
func (w *world) run(t *testing.T) *Report {
	t.Helper()
	return Run(t.Context(), w.config())
}

func (w *world) config() Config {
	return Config{Vendor: w.vendor, Client: w.client, Now: time.Now(), Most: 500}
}
