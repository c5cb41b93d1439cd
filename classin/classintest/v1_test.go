package classintest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The key was made with md5sum(1) from "classintest-canary1760000000".
func TestSafeKeyIsTheMD5OfSecretAndTimeStamp(t *testing.T) {
	srv := newServer(t)
	a := create(t, srv, fields{"SID": "7654321", "timeStamp": "1760000000", "safeKey": "cd762d720279787d10fbc7b164560902"})
	wantCreated(t, srv, a, "1")
}

func TestWhoMayCall(t *testing.T) {
	tests := []struct {
		name   string
		change fields
		errno  string
	}{
		{"no SID is an incomplete request", fields{"SID": absent{}}, "100"},
		{"no safeKey is an incomplete request", fields{"safeKey": absent{}}, "100"},
		{"no timeStamp is an incomplete request", fields{"timeStamp": absent{}}, "100"},
		{"an empty SID is none", fields{"SID": ""}, "100"},
		{"another school's SID", fields{"SID": sid + 1}, "102"},
		{"a SID that is no number", fields{"SID": "school"}, "102"},
		{"a wrong key", fields{"safeKey": strings.Repeat("0", 32)}, "102"},
		{"the key in capitals", fields{"safeKey": strings.ToUpper(form(nil).Get("safeKey"))}, "102"},
		{"a key cut short", fields{"safeKey": form(nil).Get("safeKey")[:31]}, "102"},
		{"a key of another timeStamp", fields{"timeStamp": noon.Unix() + 1}, "102"},
		{"a timeStamp that is no number", signed("soon"), "102"},
		{"milliseconds", signed("1760000000000"), "102"},
		{"more than 20 minutes ago", signed("1759998799"), "102"},
		{"more than 20 minutes ahead", signed("1760001201"), "102"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			wantRefused(t, srv, create(t, srv, test.change), test.errno)
		})
	}
}

func TestTwentyMinutesEitherWayAreNearEnough(t *testing.T) {
	for _, timeStamp := range []string{"1759998800", "1760001200"} {
		srv := newServer(t)
		wantCreated(t, srv, create(t, srv, signed(timeStamp)), "1")
	}
}

func TestTheWindowMovesWithTheClock(t *testing.T) {
	srv := newServer(t)
	srv.SetClock(func() time.Time { return noon.Add(21 * time.Minute) })
	wantRefused(t, srv, create(t, srv), "102")
	srv.SetClock(func() time.Time { return noon.Add(20 * time.Minute) })
	wantCreated(t, srv, create(t, srv), "1")
}

func TestCredentialsComeBeforeParameters(t *testing.T) {
	srv := newServer(t)
	wantRefused(t, srv, create(t, srv, fields{"safeKey": "x", "courseId": absent{}}), "102")
}

func TestParametersCountOnlyInTheBody(t *testing.T) {
	srv := newServer(t)
	reply := do(t, srv, http.MethodPost, createPath+"&"+class(srv).Encode(), "application/x-www-form-urlencoded", "")
	wantRefused(t, srv, read(t, reply), "100")
}

func TestABodyOfJSONHasNoParameters(t *testing.T) {
	srv := newServer(t)
	wantRefused(t, srv, read(t, do(t, srv, http.MethodPost, createPath, "application/json", `{"SID":7654321}`)), "100")
}

func TestMultipartIsAcceptedToo(t *testing.T) {
	srv := newServer(t)
	wantCreated(t, srv, postMultipart(t, srv, class(srv)), "1")
}

func TestOtherPaths(t *testing.T) {
	tests := []struct {
		name, method, path string
		errno              string // "" is HTTP 404
	}{
		{"an unknown action", "POST", "/partner/api/course.api.php?action=addCourseClassTwice", "100"},
		{"names of actions are case-sensitive", "POST", "/partner/api/course.api.php?action=addcourseclass", "100"},
		{"no action", "POST", "/partner/api/course.api.php", "100"},
		{"the cloud script does not create classes", "POST", "/partner/api/cloud.api.php?action=addCourseClass", "100"},
		{"GET instead of POST", "GET", createPath, "100"},
		{"an unknown path", "POST", "/partner/api/class.api.php?action=addCourseClass", ""},
		{"the root", "GET", "/", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			reply := do(t, srv, test.method, test.path, "application/x-www-form-urlencoded", class(srv).Encode())
			if test.errno == "" {
				assert.Equal(t, http.StatusNotFound, reply.status)
				assert.NotContains(t, reply.body, "errno")
				return
			}
			wantRefused(t, srv, read(t, reply), test.errno)
		})
	}
}

func TestAnUnknownActionIsAuthenticatedFirst(t *testing.T) {
	srv := newServer(t)
	wantRefused(t, srv, post(t, srv, "/partner/api/course.api.php?action=nothing", class(srv, fields{"safeKey": "x"})), "102")
}

func TestRequestsShowTheParameters(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"folderId": ""})
	requests := srv.Requests()
	require.Len(t, requests, 1)
	assert.Equal(t, createName, requests[0].Operation)
	assert.Equal(t, map[string]string{
		"courseId": "490583", "className": "Chinese-10", "beginTime": "1760003600", "endTime": "1760007200",
		"teacherUid": "1001001", "folderId": "",
	}, requests[0].Params)
}
