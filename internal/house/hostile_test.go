package house_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func TestHostileReplies(t *testing.T) {
	html := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	bomb := gzipped(t, 33<<20)
	big := strings.Repeat(" ", pageOf40MiB)
	for _, test := range []struct {
		name  string
		fault func(documented string) vendortest.Fault
		kind  classcloud.Kind // Unknown: the right result
		says  string
	}{
		{"a byte order mark before the JSON", func(d string) vendortest.Fault { return vendortest.Fault{Body: "\ufeff" + d} }, classcloud.Unknown, ""},
		{"JSON that calls itself HTML", func(d string) vendortest.Fault { return vendortest.Fault{Body: d, Header: html} }, classcloud.Unknown, ""},
		{"JSON in gzip", func(d string) vendortest.Fault {
			return vendortest.Fault{Body: gzippedText(t, d), Header: http.Header{"Content-Encoding": {"gzip"}}}
		}, classcloud.Unknown, ""},
		{"white space around the JSON", func(d string) vendortest.Fault { return vendortest.Fault{Body: "\r\n\t" + d + "\n\n"} }, classcloud.Unknown, ""},
		{"an HTML page", func(string) vendortest.Fault {
			return vendortest.Fault{Body: "<!DOCTYPE html><html>under maintenance</html>", Header: html}
		}, classcloud.DataLoss, "text/html"},
		{"an empty body", func(string) vendortest.Fault { return vendortest.Fault{Status: 200} }, classcloud.DataLoss, "empty body"},
		{"JSON that ends too early", func(d string) vendortest.Fault { return vendortest.Fault{Body: d[:len(d)/2]} }, classcloud.DataLoss, "not a JSON object"},
		{"JSON followed by a warning of PHP's", func(d string) vendortest.Fault { return vendortest.Fault{Body: d + "<br>Warning: …"} }, classcloud.DataLoss, "not a JSON object"},
		{"an empty object", func(string) vendortest.Fault { return vendortest.Fault{Body: "{}"} }, classcloud.DataLoss, "the reply has"},
		{"a list", func(string) vendortest.Fault { return vendortest.Fault{Body: "[]"} }, classcloud.DataLoss, "not a JSON object"},
		{"null", func(string) vendortest.Fault { return vendortest.Fault{Body: "null"} }, classcloud.DataLoss, "not a JSON object"},
		{"40 MiB", func(string) vendortest.Fault { return vendortest.Fault{Body: big} }, classcloud.DataLoss, "larger than"},
		{"33 MiB in 33 KiB of gzip", func(string) vendortest.Fault {
			return vendortest.Fault{Body: bomb, Header: http.Header{"Content-Encoding": {"gzip"}}}
		}, classcloud.DataLoss, "larger than"},
		{"a redirect", func(string) vendortest.Fault {
			return vendortest.Fault{Status: 302, Header: http.Header{"Location": {"/elsewhere"}}}
		}, classcloud.FailedPrecondition, "redirect"},
		{"a permanent redirect with a JSON body", func(d string) vendortest.Fault {
			return vendortest.Fault{Status: 308, Body: d, Header: http.Header{"Location": {"/elsewhere"}}}
		}, classcloud.FailedPrecondition, "redirect"},
		{"a reply that breaks off", func(string) vendortest.Fault { return vendortest.Fault{Truncate: 3} }, classcloud.Unavailable, "broke off"},
		{"a path nobody knows", func(string) vendortest.Fault { return vendortest.Fault{Status: 404, Body: "404 page not found"} }, classcloud.Unimplemented, "base URL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Respond(w.readOp, w.documented)
				want, err := w.read(t.Context())
				require.NoError(t, err)
				require.False(t, reflect.ValueOf(want).IsZero())
				w.kit.Respond(w.readOp, "")
				w.kit.ClearRequests()

				fault := test.fault(w.documented)
				fault.Times = -1
				w.kit.Inject(w.readOp, fault)
				got, err := w.read(t.Context())
				if test.kind == classcloud.Unknown {
					require.NoError(t, err)
					assert.Equal(t, want, got)
					return
				}
				assert.ErrorIs(t, err, test.kind)
				assert.ErrorContains(t, err, test.says)
				assert.True(t, reflect.ValueOf(got).IsZero(), "no result beside the error: %v", got)
				assert.False(t, classcloud.MaybeApplied(err), "a read")
				assert.LessOrEqual(t, len(clienttest.AsError(t, err).Body), 512)
				assert.Less(t, len(err.Error()), 400)
				for _, r := range w.kit.Requests() {
					assert.NotContains(t, r.Path, "elsewhere")
				}

				w.kit.ClearFaults()
				w.kit.Inject(w.createOp, fault)
				got, err = w.create(t.Context(), 1, classcloud.WithMaxReplySize(1<<20))
				if fault.Truncate == 0 || w.vendor != "agora" { // Agora's repeat meets a 409 that breaks off
					assert.ErrorIs(t, err, test.kind)
				}
				assert.True(t, got == nil || reflect.ValueOf(got).IsZero())
				assert.Equal(t, test.kind != classcloud.Unimplemented, classcloud.MaybeApplied(err), "%v", err)
			})
		})
	}
}

func gzipped(t *testing.T, zeros int) string {
	t.Helper()
	return gzippedText(t, string(make([]byte, zeros)))
}

func gzippedText(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.String()
}
