package explain_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/explain"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// serverOf starts the vendor's test server with the account of the keys and a clock that stands still. The test servers were written
// from the vendors' contracts too, by others. AUI's makes its own secret, and is left out.
func serverOf(t *testing.T, vendor string, keys explain.Keys, now time.Time) (address string, refusals []int, ok bool) {
	t.Helper()
	number := func(name string) int64 {
		n, err := strconv.ParseInt(keys[name], 10, 64)
		require.NoError(t, err)
		return n
	}
	clock := func() time.Time { return now }
	switch vendor {
	case "agora":
		if keys["AGORA_APP_CERTIFICATE"] == "" {
			return "", nil, false
		}
		s := agoratest.NewServer(agoratest.WithCredentials(agora.Credentials{AppID: keys["AGORA_APP_ID"], Certificate: keys["AGORA_APP_CERTIFICATE"]}), agoratest.WithClock(clock))
		t.Cleanup(s.Close)
		return s.URL, []int{401}, true
	case "baijiayun":
		s := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayun.Credentials{Domain: "e1234", PartnerID: number("BAIJIAYUN_PARTNER_ID"),
			PartnerKey: keys["BAIJIAYUN_PARTNER_KEY"], SecretKey: keys["BAIJIAYUN_SECRET_KEY"]}), baijiayuntest.WithClock(clock))
		t.Cleanup(s.Close)
		return s.URL, []int{1001, 1002, 2001, 2002}, true
	case "classin":
		s := classintest.NewServer(classintest.WithCredentials(classin.Credentials{SID: number("CLASSIN_SID"), Secret: keys["CLASSIN_SECRET"]}), classintest.WithClock(clock))
		t.Cleanup(s.Close)
		return s.URL, []int{100, 102, 101001001, 101002005, 101002006, 101002008, 121601030}, true
	case "weclassroom":
		s := weclassroomtest.NewServer(weclassroomtest.WithCredentials(weclassroom.Credentials{ApplicationID: keys["WECLASSROOM_APPLICATION_ID"], Secret: keys["WECLASSROOM_SECRET"]}), weclassroomtest.WithClock(clock))
		t.Cleanup(s.Close)
		return s.URL, []int{20001, 20002, 20003, 20005}, true
	}
	return "", nil, false
}

// beyondTheServers are refusals that a test server does not make: it answers on every host, and the rest is not about a signature.
var beyondTheServers = []string{"wrong-host", "wrong-scheme", "method-is-not-post", "wrong-region"}

// agreesWithServer sends a request to the vendor's test server, and compares what that makes of it with the verdict.
func agreesWithServer(t *testing.T, vendor string, keys explain.Keys, r *explain.Request, v *explain.Verdict) {
	t.Helper()
	now := r.Time
	if now.IsZero() {
		now = arrived()
	}
	if slices.Contains(beyondTheServers, v.Mistake) || strings.HasSuffix(r.URL.Path, "/room/enter") {
		return
	}
	address, refusals, ok := serverOf(t, vendor, keys, now)
	if !ok {
		return
	}
	sent, err := http.NewRequestWithContext(t.Context(), r.Method, address+r.URL.RequestURI(), bytes.NewReader(r.Body))
	require.NoError(t, err)
	sent.Header = r.Header
	reply, err := http.DefaultClient.Do(sent)
	require.NoError(t, err)
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	require.NoError(t, err)
	code := codeOf(reply.StatusCode, body)
	if v.Accepted && vendor != "agora" && slices.Contains([]int{100, 1001, 101001001, 121601030}, code) {
		return // these are about the call's other parameters too
	}
	assert.Equal(t, !v.Accepted, slices.Contains(refusals, code), "the verdict is %q, and the test server answers %d: %s", v.Mistake, code, body)
}

// codeOf reads a vendor's code.
func codeOf(status int, body []byte) int {
	var reply struct {
		Code  any `json:"code"`
		Error any `json:"error_code"`
		Info  struct {
			Number int `json:"errno"`
		} `json:"error_info"`
	}
	_ = json.Unmarshal(body, &reply)
	for _, code := range []any{reply.Error, reply.Code} {
		if n, is := code.(float64); is && n != 0 && status == 200 {
			return int(n)
		}
	}
	if reply.Info.Number != 0 {
		return reply.Info.Number
	}
	return status
}
