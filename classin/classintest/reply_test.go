package classintest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// scrub replaces what is made from the class's id.
func scrub(t *testing.T, srv *classintest.Server, body string) string {
	t.Helper()
	require.Len(t, srv.Classes(), 1)
	made := srv.Classes()[0]
	for name, address := range map[string]string{"LIVE_URL": made.LiveURL, "THE_RTMP": made.RTMP, "THE_HLS": made.HLS, "THE_FLV": made.FLV} {
		if address != "" {
			body = strings.Replace(body, `"`+address+`"`, `"`+name+`"`, 1)
		}
	}
	return body
}

func TestTheReplyInEachDialect(t *testing.T) {
	const done = `"error_info":{"errno":1,"error":"程序正常执行"}}`
	none, recorded, live := fields{}, fields{"record": 1}, fields{"record": 1, "live": 1}
	type options = []classintest.Option
	tests := []struct {
		name    string
		options options
		change  fields
		want    string
	}{
		{"recorded and live", nil, live,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":{"RTMP":"THE_RTMP","HLS":"THE_HLS","FLV":"THE_FLV"}},` + done},
		{"recorded", nil, recorded,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":{"RTMP":"","HLS":"","FLV":""}},` + done},
		{"not recorded", nil, none,
			`{"data":1340801,"more_data":{"live_url":"","live_info":{"RTMP":"","HLS":"","FLV":""}},` + done},
		{"more_data a list", options{classintest.WithEmptyMoreData(classintest.EmptyList)}, none, `{"data":1340801,"more_data":[],` + done},
		{"more_data an empty object", options{classintest.WithEmptyMoreData(classintest.EmptyObject)}, none, `{"data":1340801,"more_data":{},` + done},
		{"more_data a string", options{classintest.WithEmptyMoreData(classintest.EmptyString)}, none, `{"data":1340801,"more_data":"",` + done},
		{"more_data null", options{classintest.WithEmptyMoreData(classintest.EmptyNull)}, none, `{"data":1340801,"more_data":null,` + done},
		{"no more_data", options{classintest.WithEmptyMoreData(classintest.EmptyAbsent)}, none, `{"data":1340801,` + done},
		{"more_data is an object all the same when recorded", options{classintest.WithEmptyMoreData(classintest.EmptyList)}, recorded,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":{"RTMP":"","HLS":"","FLV":""}},` + done},
		{"live_info a list", options{classintest.WithEmptyLiveInfo(classintest.EmptyList)}, recorded,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":[]},` + done},
		{"live_info an empty object", options{classintest.WithEmptyLiveInfo(classintest.EmptyObject)}, none,
			`{"data":1340801,"more_data":{"live_url":"","live_info":{}},` + done},
		{"live_info null", options{classintest.WithEmptyLiveInfo(classintest.EmptyNull)}, recorded,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":null},` + done},
		{"live_info a string", options{classintest.WithEmptyLiveInfo(classintest.EmptyString)}, recorded,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":""},` + done},
		{"no live_info", options{classintest.WithEmptyLiveInfo(classintest.EmptyAbsent)}, recorded,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL"},` + done},
		{"live_info is an object all the same when live", options{classintest.WithEmptyLiveInfo(classintest.EmptyList)}, live,
			`{"data":1340801,"more_data":{"live_url":"LIVE_URL","live_info":{"RTMP":"THE_RTMP","HLS":"THE_HLS","FLV":"THE_FLV"}},` + done},
		{"errno a string", options{classintest.WithStringErrno(), classintest.WithEmptyMoreData(classintest.EmptyAbsent)}, none,
			`{"data":1340801,"error_info":{"errno":"1","error":"程序正常执行"}}`},
		{"data a string", options{classintest.WithStringIDs(), classintest.WithEmptyMoreData(classintest.EmptyAbsent)}, none,
			`{"data":"1340801",` + done},
		{"a byte order mark", options{classintest.WithBOM(), classintest.WithEmptyMoreData(classintest.EmptyAbsent)}, none,
			"\xef\xbb\xbf" + `{"data":1340801,` + done},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t, test.options...)
			reply := do(t, srv, http.MethodPost, createPath, "application/x-www-form-urlencoded", class(srv, test.change).Encode())
			assert.Equal(t, http.StatusOK, reply.status)
			assert.Contains(t, reply.header.Get("Content-Type"), "application/json")
			assert.Equal(t, test.want, scrub(t, srv, reply.body))
		})
	}
}

func TestAnErrorInEachDialect(t *testing.T) {
	for want, options := range map[string][]classintest.Option{
		`{"error_info":{"errno":259,"error":"上台人数设置超出最大限制"}}`:                  nil,
		`{"error_info":{"errno":"259","error":"上台人数设置超出最大限制"}}`:                {classintest.WithStringErrno(), classintest.WithStringIDs()},
		"\xef\xbb\xbf" + `{"error_info":{"errno":259,"error":"上台人数设置超出最大限制"}}`: {classintest.WithBOM()},
	} {
		srv := newServer(t, options...)
		reply := do(t, srv, http.MethodPost, createPath, "application/x-www-form-urlencoded", class(srv, fields{"seatNum": 13}).Encode())
		assert.Equal(t, http.StatusOK, reply.status)
		assert.Equal(t, want, reply.body)
	}
}

func TestAnExistingIdentityInEachDialect(t *testing.T) {
	tests := []struct {
		form     classintest.Existing
		errno    string
		withData bool
	}{
		{classintest.ExistingRefused, "398", true},
		{classintest.ExistingWithoutID, "398", false},
		{classintest.ExistingAccepted, "1", true},
	}
	for _, test := range tests {
		srv := newServer(t, classintest.WithExisting(test.form))
		first := create(t, srv, fields{"courseUniqueIdentity": "a"})
		second := create(t, srv, fields{"courseUniqueIdentity": "a"})
		assert.Equal(t, test.errno, second.errno())
		assert.Len(t, srv.Classes(), 1)
		if test.withData {
			assert.Equal(t, first.Data, second.Data)
			assert.Equal(t, first.MoreData, second.MoreData)
		} else {
			assert.Empty(t, second.Data)
			assert.Empty(t, second.MoreData)
		}
	}
}

func TestAddressesHaveTheDocumentedForm(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"record": 1, "live": 1})
	create(t, srv, fields{"record": 1, "live": 1})
	made := srv.Classes()
	require.Len(t, made, 2)
	const stream = `liveplay\.eeo\.cn/eeolive/[0-9a-f]{12}-[0-9a-f]{15}`
	const permit = `\?txSecret=[0-9a-f]{32}&txTime=[0-9a-f]{8}$`
	assert.Regexp(t, `^https://www\.eeo\.cn/live\.php\?lessonKey=[0-9a-f]{16}$`, made[0].LiveURL)
	assert.Regexp(t, `^rtmp://`+stream+permit, made[0].RTMP)
	assert.Regexp(t, `^https://`+stream+`\.m3u8`+permit, made[0].HLS)
	assert.Regexp(t, `^https://`+stream+`\.flv`+permit, made[0].FLV)
	assert.NotEqual(t, made[0].LiveURL, made[1].LiveURL)
	assert.NotEqual(t, made[0].RTMP, made[1].RTMP)
}

func TestTheDocumentedReply(t *testing.T) {
	srv := newServer(t)
	for _, operation := range srv.Operations() {
		srv.Respond(operation, classintest.DocumentedReply(operation))
	}
	a := create(t, srv)
	assert.EqualValues(t, 23623, a.id(t))
	assert.Equal(t, "1", a.errno())
	assert.Contains(t, string(a.MoreData), "0fdc12bc3558164d")
	assert.Empty(t, srv.Classes())

	wantRefused(t, srv, create(t, srv, fields{"safeKey": "x"}), "102")
	srv.Respond(createName, "")
	wantCreated(t, srv, create(t, srv), "1")
	assert.Panics(t, func() { classintest.DocumentedReply("Classes.Nothing") })
}

func TestTheDialectsHoldForTheWiderAPI(t *testing.T) {
	srv := newServer(t, classintest.WithStringErrno(), classintest.WithStringIDs(), classintest.WithExisting(classintest.ExistingAccepted))
	wanted := fields{"courseName": "A", "courseUniqueIdentity": "x"}
	first := course(t, srv, "addCourse", wanted)
	assert.Equal(t, `"1"`, first.errno())
	again := course(t, srv, "addCourse", wanted)
	assert.Equal(t, `"1"`, again.errno())
	assert.Equal(t, idOf(t, first), idOf(t, again))
	assert.Equal(t, []string{`"1"`, `"400"`}, course(t, srv, "addCourseStudentMultiple", fields{"courseId": 490583, "studentJson": `[{"uid":1}]`}).items(t))
	assert.Equal(t, `"106"`, cloud(t, srv, "getFolderList", nil).errno())
	assert.Contains(t, cloud(t, srv, "getCloudList", nil).Raw, `"errno":"1"`)

	srv = newServer(t, classintest.WithExisting(classintest.ExistingWithoutID))
	srv.SetIdentityRace(time.Second)
	course(t, srv, "addCourse", wanted)
	assert.Equal(t, "460", course(t, srv, "addCourse", wanted).errno())
	at(srv, time.Second)
	existing := course(t, srv, "addCourse", wanted)
	assert.Equal(t, "398", existing.errno())
	assert.Empty(t, existing.Data)
}
