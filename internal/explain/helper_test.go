package explain_test

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/internal/explain"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// arrived is when the tests' requests arrive.
func arrived() time.Time { return time.Unix(1501572288, 0) }

// md5Of is the tests' own digest.
func md5Of(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// request makes a request with a body of the type.
func request(t testing.TB, method, address, contentType, body string) *explain.Request {
	t.Helper()
	at, err := url.Parse(address)
	require.NoError(t, err)
	return &explain.Request{Method: method, URL: at, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body), Time: arrived()}
}

// told is what a test expects of a verdict.
type told struct {
	mistake          string
	expected, actual string // not compared if empty
}

// checkMistake explains a request in which a mistake was made.
func checkMistake(t *testing.T, vendor string, keys explain.Keys, r *explain.Request, want told) *explain.Verdict {
	t.Helper()
	v, err := explain.Explain(vendor, keys, r)
	require.NoError(t, err)
	checkVerdict(t, keys, v, want)
	agreesWithServer(t, vendor, keys, r, v)
	return v
}

func checkVerdict(t *testing.T, keys explain.Keys, v *explain.Verdict, want told) {
	t.Helper()
	assert.Equal(t, want.mistake, v.Mistake, v.Summary.EN)
	assert.Equal(t, want.mistake == "", v.Accepted)
	assert.NotEmpty(t, v.Summary.EN)
	assert.NotEmpty(t, v.Summary.ZH)
	assert.NotContains(t, v.Summary.EN+v.Summary.ZH, "{}")
	for name := range strings.SplitSeq(v.Mistake, "+") {
		if name == "" {
			continue
		}
		assert.NotContains(t, v.Summary.EN, name, "a mistake has no sentence")
	}
	if want.expected != "" {
		assert.Equal(t, want.expected, v.Expected)
	}
	if want.actual != "" {
		assert.Equal(t, want.actual, v.Actual)
	}
	checkDiffers(t, v)
	noSecretShows(t, keys, v)
}

// checkDiffers checks the place of the first difference against the two texts.
func checkDiffers(t *testing.T, v *explain.Verdict) {
	t.Helper()
	if v.Expected == "" || v.Actual == "" || v.Expected == v.Actual {
		assert.Equal(t, -1, v.Differs)
		return
	}
	require.GreaterOrEqual(t, v.Differs, 0)
	require.LessOrEqual(t, v.Differs, min(len(v.Expected), len(v.Actual)))
	assert.Equal(t, v.Expected[:v.Differs], v.Actual[:v.Differs])
	rune1, _ := utf8.DecodeRuneInString(v.Expected[v.Differs:])
	rune2, _ := utf8.DecodeRuneInString(v.Actual[v.Differs:])
	assert.NotEqual(t, string(rune1)+v.Expected[v.Differs:], string(rune2)+v.Actual[v.Differs:])
	assert.True(t, v.Differs == min(len(v.Expected), len(v.Actual)) || rune1 != rune2)
}

// noSecretShows looks for every secret of the keys in all that a verdict says.
func noSecretShows(t *testing.T, keys explain.Keys, said any) {
	t.Helper()
	text, err := json.Marshal(said)
	require.NoError(t, err)
	for name, secret := range keys {
		for _, end := range []string{"KEY", "SECRET", "CERTIFICATE", "PASSWORD", "TOKEN"} {
			if strings.HasSuffix(name, end) {
				quoted, _ := json.Marshal(secret)
				assert.NotContains(t, string(text), strings.Trim(string(quoted), `"`), name)
				assert.NotContains(t, string(text), secret, name)
			}
		}
	}
}
