package house_test

import (
	"bytes"
	"go/format"
	"net/http"
	"path/filepath"
	"reflect"
	"testing"
	"text/template"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// The common declarations of the five test servers are written into each of them from one template, so that go doc shows their fields.
func TestKit(t *testing.T) {
	text, err := template.ParseFiles("testdata/kit.go.tmpl")
	require.NoError(t, err)
	for _, v := range vendors {
		var b bytes.Buffer
		require.NoError(t, text.Execute(&b, map[string]string{"Package": v.name + "test", "Example": v.example, "Params": v.params, "ParamsDoc": v.paramsDoc}))
		source, err := format.Source(b.Bytes())
		require.NoError(t, err)
		golden.Check(t, filepath.Join(golden.Root(t), v.name, v.name+"test", "kit.go"), string(source), "go test ./internal/house -run TestKit -update")
	}
}

// kit is a test server of any vendor, with what the tests of all vendors use.
type kit struct {
	URL           string
	Close         func()
	Inject        func(operation string, fault vendortest.Fault)
	Lie           func(operation string, lie vendortest.Lie)
	ClearFaults   func()
	Respond       func(operation, json string)
	Requests      func() []vendortest.Request
	ClearRequests func()
	SetClock      func(now func() time.Time)

	disconnect func() // closes the idle connections of the client
}

// kitServer is the type of every vendor's test server. F, L and R are its Fault, Lie and Request.
type kitServer[F, L, R any] interface {
	Close()
	Inject(operation string, fault F)
	Lie(operation string, lie L)
	ClearFaults()
	Respond(operation, json string)
	Requests() []R
	ClearRequests()
	SetClock(now func() time.Time)
}

// kitOf makes the kit of a test server.
func kitOf[F ~struct {
	Delay    time.Duration
	Apply    bool
	Status   int
	Header   http.Header
	Body     string
	Reset    bool
	Truncate int
	Skip     int
	Times    int
}, L ~struct {
	PageCap  int
	LeaveOut int
	Null     int
	Reverse  bool
	Nothing  string
	Drop     []string
	Odd      []string
	Status   int
}, R any](url string, s kitServer[F, L, R]) *kit {
	return &kit{
		URL: url, Close: s.Close, ClearFaults: s.ClearFaults, Respond: s.Respond, ClearRequests: s.ClearRequests, SetClock: s.SetClock,
		Inject: func(operation string, fault vendortest.Fault) { s.Inject(operation, F(fault)) },
		Lie:    func(operation string, lie vendortest.Lie) { s.Lie(operation, L(lie)) },
		Requests: func() (out []vendortest.Request) {
			for _, r := range s.Requests() {
				out = append(out, kitRequest(reflect.ValueOf(r)))
			}
			return out
		},
	}
}

// kitRequest copies the fields of a vendor's Request by their names.
func kitRequest(from reflect.Value) (r vendortest.Request) {
	to := reflect.ValueOf(&r).Elem()
	for i := range to.NumField() {
		if f := from.FieldByName(to.Type().Field(i).Name); f.IsValid() && f.Type() == to.Field(i).Type() {
			to.Field(i).Set(f)
		}
	}
	return r
}
