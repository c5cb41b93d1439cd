package house_test

import (
	"go/ast"
	"net/http"
	"net/http/httptrace"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// leavesNone fails if f leaves a goroutine behind.
func leavesNone(t *testing.T, f func()) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	f()
	goleak.VerifyNone(t, before)
}

func TestJourneysLeaveNoGoroutine(t *testing.T) {
	for _, v := range vendors {
		leavesNone(t, func() {
			t.Run(v.name, func(t *testing.T) { // the end of the subtest closes the server and the idle connections
				v.open(t).journey(t, t.Context())
			})
		})
	}
}

func TestFailuresLeaveNoGoroutine(t *testing.T) {
	for _, v := range vendors {
		leavesNone(t, func() {
			t.Run(v.name, func(t *testing.T) {
				w := v.open(t)
				for _, fault := range []vendortest.Fault{
					{Status: 503, Times: -1}, {Reset: true, Times: -1}, {Truncate: 3, Times: -1}, {Truncate: -1, Times: -1},
					{Status: 302, Header: http.Header{"Location": {"/"}}, Times: -1}, {Body: string(make([]byte, 2<<20)), Times: -1},
				} {
					w.kit.Inject(w.readOp, fault)
					_, err := w.read(t.Context(), classcloud.WithMaxReplySize(1<<20))
					assert.Error(t, err)
					w.kit.ClearFaults()
				}
				w.kit.Inject("", vendortest.Fault{Delay: time.Hour, Times: -1})
				_, err := w.read(t.Context(), classcloud.WithTimeout(10*time.Millisecond), classcloud.WithoutRetry())
				assert.Error(t, err)
			})
		})
	}
}

func TestMakingAClientStartsNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		for _, v := range vendors {
			client, err := v.client()
			require.NoError(t, err)
			_, err = v.with(client, classcloud.WithoutRetry())
			require.NoError(t, err)
		}
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}

func TestConnectionsAreUsedAgain(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		var dialed int
		ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
			if !c.Reused {
				dialed++
			}
		}})
		for n := range 20 {
			if n%2 == 1 {
				w.kit.Inject(w.readOp, vendortest.Fault{Status: 400, Body: strings.Repeat("<html>", 1000)})
			}
			_, err := w.read(ctx)
			assert.Equal(t, n%2 == 1, err != nil)
		}
		assert.LessOrEqual(t, dialed, 1, "replies are read to their end, those of failures too")
	})
}

// unwatched are packages whose tests are not looked at for goroutines that they leave, and why.
var unwatched = map[string]string{
	"internal/bench/compare": "it measures programs, and its servers live as long as it does",
}

// Every package that starts a goroutine or a server, in its source or its tests, has its tests end with goleak's look at what is left.
func TestEveryPackageThatStartsSomethingLooksForLeaks(t *testing.T) {
	_, files := source(t)
	starts, tested, watched := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, f := range files {
		tested[f.dir] = tested[f.dir] || f.test
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				starts[f.dir] = f.path
			case *ast.SelectorExpr:
				if strings.HasPrefix(n.Sel.Name, "NewServer") || n.Sel.Name == "NewTLSServer" || n.Sel.Name == "NewUnstartedServer" || n.Sel.Name == "ListenAndServe" {
					starts[f.dir] = f.path
				}
				watched[f.dir] = watched[f.dir] || f.test && n.Sel.Name == "VerifyTestMain"
			}
			return true
		})
	}
	require.Greater(t, len(starts), 20)
	for dir, where := range starts {
		if tested[dir] && unwatched[dir] == "" {
			assert.True(t, watched[dir], "%s starts something (%s), and has no TestMain with goleak.VerifyTestMain", dir, where)
		}
	}
}
