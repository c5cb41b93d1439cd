package classintest_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// The vendor's page on signatures publishes this secret, sid, courseId, time and signature.
func TestThePublishedSignatureIsAccepted(t *testing.T) {
	srv := classintest.NewServer(
		classintest.WithCredentials(classin.Credentials{SID: 1000082, Secret: "Mb71234"}),
		classintest.WithClock(func() time.Time { return time.Unix(1673949471, 0) }),
	)
	t.Cleanup(srv.Close)
	header := map[string]string{"X-EEO-UID": "1000082", "X-EEO-TS": "1673949471", "X-EEO-SIGN": "d0d99023aa44549f97dfe9523059f0c3"}
	body := `{"courseId": 132323, "unitJson": [{"name": "string"}]}`
	assert.EqualValues(t, 121601030, send(t, srv, "/lms/unit/create", body, header).Code, "signed well, and the name is missing")
	header["X-EEO-SIGN"] = strings.ToUpper(header["X-EEO-SIGN"])
	assert.EqualValues(t, 101002005, send(t, srv, "/lms/unit/create", body, header).Code)

	srv = newServer(t, // the second vector, with the secret that the live page prints
		classintest.WithCredentials(classin.Credentials{SID: 1000082, Secret: "Mb7SR6H"}),
		classintest.WithClock(func() time.Time { return time.Unix(1721095405, 0) }),
	)
	header = map[string]string{"X-EEO-UID": "1000082", "X-EEO-TS": "1721095405", "X-EEO-SIGN": "4f97f55addf4921a05c2395617cd8a7b"}
	assert.EqualValues(t, 121601030, send(t, srv, "/lms/unit/create", `{"courseId": 132323}`, header).Code)
	assert.EqualValues(t, 101002005, send(t, srv, "/lms/unit/create", `{"courseId": 132324}`, header).Code)
}

func TestWhoMayCallTheSecondGeneration(t *testing.T) {
	body := map[string]any{"courseId": 490583, "name": "Unit", "publishFlag": 0}
	text := `{"courseId": 490583, "name": "Unit", "publishFlag": 0}`
	now := strconv.FormatInt(noon.Unix(), 10)
	good := map[string]string{"X-EEO-UID": strconv.Itoa(sid), "X-EEO-TS": now, "X-EEO-SIGN": sign(body, now)}
	late, far := strconv.FormatInt(noon.Unix()-301, 10), strconv.FormatInt(noon.Unix()+301, 10)
	edge := strconv.FormatInt(noon.Unix()-300, 10)
	tests := []struct {
		name   string
		change map[string]string
		body   string
		code   int64
	}{
		{"all is well", nil, text, 1},
		{"five minutes are near enough", map[string]string{"X-EEO-TS": edge, "X-EEO-SIGN": sign(body, edge)}, text, 1},
		{"more than five minutes ago", map[string]string{"X-EEO-TS": late, "X-EEO-SIGN": sign(body, late)}, text, 101002006},
		{"more than five minutes ahead", map[string]string{"X-EEO-TS": far, "X-EEO-SIGN": sign(body, far)}, text, 101002006},
		{"milliseconds", map[string]string{"X-EEO-TS": now + "000"}, text, 101002006},
		{"no time", map[string]string{"X-EEO-TS": ""}, text, 101002008},
		{"no signature", map[string]string{"X-EEO-SIGN": ""}, text, 101002005},
		{"a wrong signature", map[string]string{"X-EEO-SIGN": strings.Repeat("0", 32)}, text, 101002005},
		{"another school", map[string]string{"X-EEO-UID": "1"}, text, 101002005},
		{"another body", nil, strings.Replace(text, "Unit", "Init", 1), 101002005},
		{"sid in the body", nil, strings.Replace(text, "{", `{"sid": 7654321, `, 1), 101002005},
		{"no JSON", map[string]string{"X-EEO-SIGN": sign(nil, now)}, "courseId=490583", 101001001},
		{"a form's content type", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, text, 101001001},
		{"a parameter called key", map[string]string{"X-EEO-SIGN": sign(map[string]any{"key": "x"}, now)}, `{"key": "x"}`, 101001001},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			header := map[string]string{}
			for _, all := range []map[string]string{good, test.change} {
				for name, value := range all {
					header[name] = value
				}
			}
			srv := newServer(t)
			assert.Equal(t, test.code, send(t, srv, "/lms/unit/create", test.body, header).Code)
			assert.Equal(t, test.code == 1, len(srv.Units()) == 1)
		})
	}
}

func TestWhatIsSigned(t *testing.T) {
	srv := newServer(t)
	for name, content := range map[string]string{"empty": "", "1024 bytes": strings.Repeat("a", 1024), "1025 bytes": strings.Repeat("a", 1025), "1026 bytes": strings.Repeat("课", 342), "symbols": "a=b&c d+%"} {
		body := map[string]any{"courseId": 490583, "name": name, "publishFlag": 2, "content": content, "extra": []int{1}}
		assert.EqualValues(t, 1, lms(t, srv, "/lms/unit/create", body).Code, name)
	}
}

func TestTheSecondGenerationHasNoOtherPaths(t *testing.T) {
	srv := newServer(t)
	for method, path := range map[string]string{http.MethodPost: "/lms/unit/list", http.MethodGet: "/lms/unit/create"} {
		reply := do(t, srv, method, path, "application/json", "{}")
		assert.Equal(t, http.StatusNotFound, reply.status)
	}
}

func TestMaintenanceStopsTheSecondGenerationToo(t *testing.T) {
	srv := newServer(t)
	srv.SetMaintenance(true)
	assert.Equal(t, 901, do(t, srv, http.MethodPost, "/lms/unit/create", "application/json", "{}").status)
}

func TestRequestsShowTheBody(t *testing.T) {
	srv := newServer(t)
	lms(t, srv, "/lms/unit/delete", map[string]any{"courseId": 490583, "unitId": "12"})
	requests := srv.Requests()
	assert.Equal(t, "Units.Delete", requests[0].Operation)
	assert.Equal(t, map[string]any{"courseId": json.Number("490583"), "unitId": "12"}, requests[0].Params)
}
