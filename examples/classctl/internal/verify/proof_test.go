package verify

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// secretVariable matches the names of variables that hold secrets.
var secretVariable = regexp.MustCompile(`KEY|SECRET|PASSWORD|CERTIFICATE`)

// Right credentials are accepted, and wrong ones refused, by one call that reads.
func TestTheProofTellsRightFromWrong(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		plan := planOf(w.vendor.Name)
		op, err := invoke.Find(w.vendor.Operations(), plan.operation)
		require.NoError(t, err)
		assert.Equal(t, classcloud.EffectRead, op.Effect)
		assert.NotEmpty(t, plan.why)

		report := w.run(t)
		assert.True(t, report.Proof.Accepted, "%+v", report.Proof)
		assert.NotEmpty(t, report.Rows)
		assert.Equal(t, plan.operation, w.asked()[0])

		wrong := open(t, w.vendor.Name)
		client, err := wrong.vendor.Open(func(name string) string {
			if value := wrong.env[name]; secretVariable.MatchString(name) && value != "" {
				return strings.Repeat("0", len(value))
			}
			return wrong.env[name]
		}, []classcloud.ClientOption{classcloud.WithLimiter(nil)})
		require.NoError(t, err)
		wrong.client = client
		report = wrong.run(t)
		assert.False(t, report.Proof.Accepted, "%+v", report.Proof)
		assert.Empty(t, report.Rows, "nothing is called with credentials that are refused")
		for _, asked := range wrong.asked() {
			assert.Equal(t, plan.operation, asked)
		}
	})
}

// A proof that gets no answer proves nothing.
func TestAServerThatIsDownProvesNothing(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.server.Close()
		report := w.run(t)
		assert.False(t, report.Proof.Accepted)
		assert.Equal(t, VerdictFailed, report.Proof.Verdict)
	})
}

// The proof of ClassIn names the user 0: with any other it could make a link.
func TestTheProofOfClassInNamesNobody(t *testing.T) {
	for name, value := range planOf("classin").values {
		assert.Equal(t, "0", value, name)
	}
	w := open(t, "classin")
	report := w.run(t)
	assert.Equal(t, "InvalidArgument", report.Proof.Kind)
	assert.Contains(t, report.Proof.Why, "v2")
}

func TestAcceptsOnlyAnswersAboutWhatWasAskedFor(t *testing.T) {
	for want, rows := range map[bool][]Row{
		true: {{Verdict: VerdictOK}, {Verdict: VerdictUnreadable}, {Verdict: VerdictRefused, Kind: "NotFound"}, {Verdict: VerdictRefused, Kind: "InvalidArgument"}},
		false: {{Verdict: VerdictRefused, Kind: "Unauthenticated"}, {Verdict: VerdictRefused, Kind: "PermissionDenied"}, {Verdict: VerdictFailed},
			{Verdict: VerdictNotCalled}, {Verdict: VerdictRefused}, {Verdict: VerdictRefused, Kind: "Unimplemented"}},
	} {
		for _, row := range rows {
			assert.Equal(t, want, accepts(row), "%+v", row)
		}
	}
}

// What people and accounts put into replies stands nowhere in the report, wherever it was.
func TestTheReportHoldsNothingOfPeople(t *testing.T) {
	private := []string{"张三丰", "13800138000", "zhangsan", "https://example.com/face.png?token=t0psecret", "t0psecret", "2021-02-03 04:05:06"}
	eachVendor(t, func(t *testing.T, w *world) {
		config := documented(t, w)
		for _, op := range w.reads() {
			if op.Name == "Auth.Login" {
				continue
			}
			reply := w.reply(op.Name)
			for _, place := range objects(t, reply) {
				reply = change(t, reply, place, func(at any) any {
					in := at.(map[string]any)
					in["zz_name"], in["zz_phone"], in["zz_number"] = private[0], private[1], json.Number(private[1])
					in[private[1]], in[private[0]] = map[string]any{"zz": private[2], private[0]: private[3]}, []any{map[string]any{private[1]: private[4]}}
					in["zz_url"], in["zz_time"] = private[3], private[5]
					if status, is := in["status"]; is && status != nil && place != "" { // the envelope keeps its own
						in["status"] = json.Number(private[1])
					}
					return in
				})
			}
			w.respond(op.Name, reply)
		}
		report := Run(t.Context(), config)
		require.True(t, report.Proof.Accepted)
		require.Positive(t, report.Differences())
		text, err := json.Marshal(report)
		require.NoError(t, err)
		for _, hidden := range private {
			assert.NotContains(t, string(text), hidden)
		}
		for name, value := range w.env {
			if secretVariable.MatchString(name) {
				assert.NotContains(t, string(text), value, name)
			}
		}
		assert.NotContains(t, string(text), "127.0.0.1")
	})
}
