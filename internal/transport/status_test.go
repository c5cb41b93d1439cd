package transport

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestRepliesThatAreNotEnvelopes(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answer  answer
		kind    classcloud.Kind
		outcome classcloud.Outcome // of an operation of EffectOnce
		says    string
	}{
		{"a page", page(200), classcloud.DataLoss, classcloud.OutcomeUnknown, "not a JSON object (text/html)"},
		{"nothing", reply(200, ""), classcloud.DataLoss, classcloud.OutcomeUnknown, "(empty body)"},
		{"no content", reply(204, ""), classcloud.DataLoss, classcloud.OutcomeUnknown, "(empty body)"},
		{"a list", reply(200, "[]"), classcloud.DataLoss, classcloud.OutcomeUnknown, "not a JSON object"},
		{"an object cut off", reply(200, `{"code":0,`), classcloud.DataLoss, classcloud.OutcomeUnknown, "not a JSON object"},
		{"an envelope without a code", reply(200, `{}`), classcloud.DataLoss, classcloud.OutcomeUnknown, "has no code"},
		{"an envelope of success under 503", reply(503, success), classcloud.Unavailable, classcloud.OutcomeUnknown, "Service Unavailable"},
		{"invalid gzip", reply(200, success, "Content-Encoding", "gzip"), classcloud.Unavailable, classcloud.OutcomeUnknown, "broke off"},
		{"a gzip bomb", reply(200, zip(t, zeros(40<<20)), "Content-Encoding", "gzip"), classcloud.DataLoss, classcloud.OutcomeUnknown, "larger than 33554432 bytes"},
		{"40 MiB", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, zeros(40<<20)) }, classcloud.DataLoss, classcloud.OutcomeUnknown, "larger than"},
		{"a refusal of 40 MiB", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			_, _ = io.Copy(w, zeros(40<<20))
		}, classcloud.DataLoss, classcloud.OutcomeNotApplied, "larger than"},

		{"400", page(400), classcloud.InvalidArgument, classcloud.OutcomeNotApplied, "Bad Request (text/html)"},
		{"401", page(401), classcloud.Unauthenticated, classcloud.OutcomeNotApplied, "Unauthorized"},
		{"403", page(403), classcloud.PermissionDenied, classcloud.OutcomeNotApplied, "Forbidden"},
		{"404", page(404), classcloud.Unimplemented, classcloud.OutcomeNotApplied, "check the base URL"},
		{"408", page(408), classcloud.Unavailable, classcloud.OutcomeUnknown, "Request Timeout"},
		{"409, whoever it comes from", page(409), classcloud.Aborted, classcloud.OutcomeUnknown, "Conflict"},
		{"410", page(410), classcloud.FailedPrecondition, classcloud.OutcomeNotApplied, "Gone"},
		{"413", page(413), classcloud.InvalidArgument, classcloud.OutcomeNotApplied, "Too Large"},
		{"418", page(418), classcloud.InvalidArgument, classcloud.OutcomeNotApplied, "teapot"},
		{"439, which has no name", page(439), classcloud.ResourceExhausted, classcloud.OutcomeNotApplied, "HTTP status 439"},
		{"500", page(500), classcloud.Internal, classcloud.OutcomeUnknown, "Internal Server Error"},
		{"501", page(501), classcloud.Unimplemented, classcloud.OutcomeNotApplied, "Not Implemented"},
		{"502", page(502), classcloud.Unavailable, classcloud.OutcomeUnknown, "Bad Gateway"},
		{"599, which nobody knows", page(599), classcloud.Unavailable, classcloud.OutcomeUnknown, "HTTP status 599"},
		{"799, which nobody knows", page(799), classcloud.Unavailable, classcloud.OutcomeUnknown, "HTTP status 799"},
		{"300", page(300), classcloud.FailedPrecondition, classcloud.OutcomeUnknown, "redirect"},
		{"304", reply(304, ""), classcloud.FailedPrecondition, classcloud.OutcomeUnknown, "redirect"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.answer)
			_, err := connect(t, s.URL).get(t.Context(), opOnce, classcloud.WithoutRetry())
			e := clienttest.AsError(t, err)
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, tt.outcome, e.Outcome)
			assert.Contains(t, err.Error(), tt.says)

			_, err = connect(t, s.URL).get(t.Context(), opRead, classcloud.WithoutRetry())
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, classcloud.OutcomeNotApplied, clienttest.AsError(t, err).Outcome, "reading applies nothing")
		})
	}
}

func TestARedirectIsRefused(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			other := serve(t, reply(200, success))
			s := serve(t, reply(status, success, "Location", other.URL+"/elsewhere"))
			_, err := connect(t, s.URL).get(t.Context(), opRead)
			e := clienttest.AsError(t, err)
			assert.Empty(t, other.seen(), "the signed request must not be shown to anybody else")
			assert.Len(t, s.seen(), 1)
			assert.Contains(t, err.Error(), "redirect")
			assert.Equal(t, status, e.HTTPStatus)
			assert.NotEmpty(t, e.Hint)
		})
	}
}

// What a gateway says in words is in the error, for operations whose replies are not kept too.
func TestASentenceOfAGatewayIsInTheError(t *testing.T) {
	for name, test := range map[string]struct {
		answer answer
		says   string
	}{
		"Kong's":                   {reply(401, `{"message":"invalid token"}`), "Unauthorized: invalid token"},
		"an API's":                 {reply(400, `{"msg":"rootUrl is wrong"}`), "Bad Request: rootUrl is wrong"},
		"Spring's":                 {reply(400, `{"timestamp":1,"status":400,"error":"Bad Request","message":"","path":"/v2/configs"}`), "Bad Request (application/json)"},
		"a nested one":             {reply(403, `{"error":{"message":"no\nway"}}`), "Forbidden: no way"},
		"OAuth's":                  {reply(401, `{"error":"invalid_grant","error_description":"it is over"}`), "Unauthorized: it is over"},
		"the status's own":         {reply(404, `{"message":"not found"}`), "Not Found (application/json)"},
		"of a success":             {reply(200, `{"message":"maintenance"}`), "has no code: maintenance"},
		"in plain text":            {reply(502, "upstream  broke\r\n", "Content-Type", "text/plain; charset=utf-8"), "Bad Gateway: upstream broke"},
		"a page as plain text":     {reply(502, "<html>x", "Content-Type", "text/plain"), "Bad Gateway (text/plain)"},
		"a long one":               {reply(400, `{"message":"`+strings.Repeat("长", 201)+`"}`), "Bad Request: " + strings.Repeat("长", 200) + "…"},
		"what is not text":         {reply(400, `{"message":false,"error":{"message":{"x":1}}}`), "Bad Request (application/json)"},
		"one that ends in a token": {reply(400, `{"message":"wrong token `+strings.Repeat("x", 300)+`"}`), "Bad Request: wrong token …"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, sensitive := range []bool{false, true} {
				op := opOnce
				op.Sensitive = sensitive
				_, err := connect(t, serve(t, test.answer).URL).get(t.Context(), op, classcloud.WithoutRetry())
				e := clienttest.AsError(t, err)
				assert.Contains(t, e.Error(), test.says)
				assert.Equal(t, sensitive, e.Body == nil)
			}
		})
	}
}
