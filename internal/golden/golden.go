// Package golden runs the fixtures of a vendor. Every operation has a folder with requests as classctl takes them, what is sent for
// them at a fixed time and with fixed randomness, replies as the vendor writes them, and what the caller gets.
//
//	testdata/<vendor>/<Service.Method>/
//		request[-x].json            the parameters, by the vendor's names
//		wire[-x].golden             method, URL, headers and parameters or body
//		response[-x][.status].json  the reply; if it is missing, <vendor>test/replies/<Service.Method>.json
//		wire-every.golden           the same with every parameter, set in Go's terms
//		result[-x].golden           the result as JSON, or the error as JSON
//
// Files with the same -x belong together. If request-x or response-x is missing, the plain one is used; with the plain request the
// plain wire.golden is used too. go test -update rewrites the goldens.
package golden

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Updating reports whether golden files and other generated files are to be rewritten.
func Updating() bool { return *update }

// Now returns the time at which every fixture runs: 2026-01-15 16:00:00 in Beijing.
func Now() time.Time { return time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC) }

// Vendor describes a vendor to Run.
type Vendor struct {
	Name       string
	Operations []classcloud.Operation
	New        func(opts ...classcloud.ClientOption) (any, error)
	Secrets    []string                 // masked in goldens
	Open       func(body string) string // decrypts a body; nil for a vendor that does not encrypt
	Mask       *regexp.Regexp           // matches text that differs between Go versions, such as a compressed token; nil for none
}

// Run runs the fixtures of every operation. It fails for an operation without fixtures.
func Run(t *testing.T, v Vendor) {
	t.Helper()
	root := Root(t)
	for _, op := range v.Operations {
		t.Run(op.Name, func(t *testing.T) {
			h := &harness{vendor: v, op: op, dir: filepath.Join(root, "testdata", v.Name, op.Name),
				replies: filepath.Join(root, v.Name, v.Name+"test", "replies")}
			cases := h.cases(t)
			require.NotEmpty(t, cases, "%s has no fixtures in %s", op.Name, h.dir)
			h.noOrphans(t, cases)
			t.Run("every", h.every)
			for _, c := range cases {
				t.Run(cmp.Or(strings.TrimPrefix(c.suffix, "-"), "plain"), func(t *testing.T) { h.run(t, c) })
			}
		})
	}
}

// Root returns the folder of go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		require.NotEqual(t, parent, dir, "no go.mod above")
		dir = parent
	}
}

type harness struct {
	vendor  Vendor
	op      classcloud.Operation
	dir     string
	replies string
}

// fixture is one case: the files that belong together.
type fixture struct {
	suffix            string // "" or "-x"
	wire              string // the suffix of the request that is sent
	request, response string // file names
	status            int
}

var (
	requestName  = regexp.MustCompile(`^request(-[\w-]+)?\.json$`)
	responseName = regexp.MustCompile(`^response(-[\w-]+)?(?:\.(\d{3}))?\.json$`)
)

func (h *harness) cases(t testing.TB) []fixture {
	t.Helper()
	found := map[string]*fixture{}
	at := func(suffix string) *fixture {
		if found[suffix] == nil {
			found[suffix] = &fixture{suffix: suffix, status: http.StatusOK}
		}
		return found[suffix]
	}
	entries, _ := os.ReadDir(h.dir)
	for _, e := range entries {
		if m := requestName.FindStringSubmatch(e.Name()); m != nil {
			at(m[1]).request = filepath.Join(h.dir, e.Name())
		}
		if m := responseName.FindStringSubmatch(e.Name()); m != nil {
			c := at(m[1])
			c.response = filepath.Join(h.dir, e.Name())
			if m[2] != "" {
				c.status, _ = strconv.Atoi(m[2])
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	plain := found[""]
	var out []fixture
	for _, suffix := range slices.Sorted(maps.Keys(found)) {
		c := found[suffix]
		c.wire = suffix
		if c.request == "" && plain != nil {
			c.request, c.wire = plain.request, ""
		}
		if c.response == "" && plain != nil {
			c.response, c.status = plain.response, plain.status
		}
		if c.response == "" {
			c.response = filepath.Join(h.replies, h.op.Name+".json")
		}
		out = append(out, *c)
	}
	return out
}

// noOrphans fails for a golden that no case compares.
func (h *harness) noOrphans(t *testing.T, cases []fixture) {
	t.Helper()
	compared := map[string]bool{everyName: true}
	for _, c := range cases {
		compared["wire"+c.wire+".golden"], compared["result"+c.suffix+".golden"] = true, true
	}
	goldens, err := filepath.Glob(filepath.Join(h.dir, "*.golden"))
	require.NoError(t, err)
	for _, path := range goldens {
		assert.True(t, compared[filepath.Base(path)], "%s belongs to no request or response: remove it", path)
	}
}

func (h *harness) run(t *testing.T, c fixture) {
	reply, err := os.ReadFile(c.response)
	require.NoError(t, err)
	values := map[string]json.RawMessage{}
	if c.request != "" {
		raw, err := os.ReadFile(c.request)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(raw, &values), c.request)
	}
	sent := &recorder{}
	mock := httpmock.NewMockTransport()
	mock.RegisterNoResponder(func(r *http.Request) (*http.Response, error) {
		sent.add(t, h, r)
		resp := httpmock.NewBytesResponse(c.status, reply)
		resp.Header.Set("Content-Type", "application/json")
		resp.Request = r
		return resp, nil
	})
	client, err := h.vendor.New(
		classcloud.WithHTTPClient(&http.Client{Transport: mock}),
		classcloud.WithClock(fixedClock{}), classcloud.WithRand(&counter{}), classcloud.WithoutRetry(),
	)
	require.NoError(t, err)
	filler := &wire.Filler{Open: h.open}
	result, err := invoke.Call(context.Background(), client, h.op, values, filler)
	var usage *invoke.UsageError
	require.False(t, errors.As(err, &usage), "%s: %v", c.request, err)
	h.compare(t, "wire"+c.wire+".golden", sent.text())
	h.compare(t, "result"+c.suffix+".golden", h.result(t, result, err))
}

// Plain returns the plain fixture of an operation: the parameters of its request under the vendor's names, what opens its files, and
// the reply.
func Plain(t testing.TB, vendor string, op classcloud.Operation) (values map[string]json.RawMessage, filler *wire.Filler, reply string) {
	t.Helper()
	root := Root(t)
	h := &harness{op: op, dir: filepath.Join(root, "testdata", vendor, op.Name), replies: filepath.Join(root, vendor, vendor+"test", "replies")}
	for _, c := range h.cases(t) {
		if c.suffix != "" {
			continue
		}
		if c.request != "" {
			raw, err := os.ReadFile(c.request)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(raw, &values), c.request)
		}
		body, err := os.ReadFile(c.response)
		require.NoError(t, err)
		reply = string(body)
	}
	require.NotEmpty(t, reply, "%s %s has no plain fixture", vendor, op.Name)
	return values, &wire.Filler{Open: h.open}, reply
}

// open opens a file beside the fixture, for an upload.
func (h *harness) open(path string) (*classcloud.File, error) {
	content, err := os.ReadFile(filepath.Join(h.dir, path))
	if err != nil {
		return nil, err
	}
	return &classcloud.File{Name: filepath.Base(path), Content: bytes.NewReader(content)}, nil
}

func (h *harness) result(t *testing.T, result any, err error) string {
	var parts []string
	if result != nil || err == nil {
		text, printErr := invoke.Print(result)
		require.NoError(t, printErr)
		parts = append(parts, string(text))
	}
	if err != nil {
		text, jsonErr := json.MarshalIndent(err, "", "  ")
		require.NoError(t, jsonErr)
		parts = append(parts, "error "+string(text))
	}
	return strings.Join(parts, "\n") + "\n"
}

func (h *harness) compare(t *testing.T, name, got string) {
	t.Helper()
	for _, secret := range h.vendor.Secrets {
		got = strings.ReplaceAll(got, secret, "‹secret›")
	}
	if h.vendor.Mask != nil {
		got = h.vendor.Mask.ReplaceAllString(got, "…")
	}
	Check(t, filepath.Join(h.dir, name), got, "go test ./"+h.vendor.Name+" -run TestGolden -update")
}

// recorder keeps requests in the form that goldens show.
type recorder struct{ requests []string }

func (r *recorder) text() string {
	if len(r.requests) == 0 {
		return "nothing was sent\n"
	}
	return strings.Join(r.requests, "\n---\n")
}

func (r *recorder) add(t *testing.T, h *harness, req *http.Request) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", req.Method, req.URL)
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		for _, value := range req.Header[name] {
			fmt.Fprintf(&b, "%s: %s\n", name, strings.TrimSuffix(value, "/"+classcloud.Version)) // which a golden need not know
		}
	}
	b.WriteByte('\n')
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		b.WriteString(h.body(req.Header.Get("Content-Type"), string(body)))
	}
	r.requests = append(r.requests, b.String())
}

// body shows a form as its decoded parameters in the order in which they are sent, and any other body as it is.
func (h *harness) body(contentType, body string) string {
	var b strings.Builder
	if strings.HasPrefix(contentType, "application/x-www-form-urlencoded") {
		for pair := range strings.SplitSeq(body, "&") {
			text, err := url.QueryUnescape(pair)
			if err != nil {
				text = pair
			}
			b.WriteString(text + "\n")
		}
	} else if body != "" {
		b.WriteString(strings.ReplaceAll(body, "\r\n", "\n") + "\n")
	}
	if h.vendor.Open != nil {
		b.WriteString("opened: " + h.vendor.Open(body) + "\n")
	}
	return b.String()
}

// fixedClock never moves.
type fixedClock struct{}

func (fixedClock) Now() time.Time                                   { return Now() }
func (fixedClock) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// counter is a source of randomness that returns the same bytes in every run.
type counter struct{ n byte }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		c.n++
		p[i] = c.n
	}
	return len(p), nil
}
