package classintest_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestTheNextCallFails(t *testing.T) {
	for _, errno := range []int64{104, 114, 281281, 323, 324, 326, 330, 460, 121601001, 9007199254740993} {
		t.Run(strconv.FormatInt(errno, 10), func(t *testing.T) {
			srv := newServer(t)
			srv.FailNext(errno)
			wantRefused(t, srv, create(t, srv), strconv.FormatInt(errno, 10))
			wantCreated(t, srv, create(t, srv), "1")
		})
	}
}

func TestTheNextCallSucceedsWithAWarning(t *testing.T) {
	recorded := fields{"record": 1, "live": 1, "replay": 1, "recordScene": 1, "classIntroduce": "ClassIn"}
	tests := []struct {
		errno                  int64
		recorded, introduction bool
	}{
		{280, false, true},
		{281, false, true},
		{824, true, false},
		{121601002, true, true},
	}
	for _, test := range tests {
		errno := strconv.FormatInt(test.errno, 10)
		t.Run(errno, func(t *testing.T) {
			srv := newServer(t)
			srv.FailNext(test.errno)
			made := wantCreated(t, srv, create(t, srv, recorded), errno)
			assert.Equal(t, test.recorded, made.Record && made.Live && made.Replay && made.RecordScene && made.RTMP != "")
			assert.Equal(t, test.recorded, made.Record || made.Live || made.Replay || made.RecordScene || made.LiveURL != "")
			assert.Equal(t, test.introduction, made.Introduction == "ClassIn")
		})
	}
}

func TestAFailureThatTookEffect(t *testing.T) {
	for _, errno := range []int64{104, 114} {
		srv := newServer(t)
		srv.FailNextApplied(errno)
		a := create(t, srv, fields{"courseUniqueIdentity": "a"})
		assert.Equal(t, strconv.FormatInt(errno, 10), a.errno())
		assert.Empty(t, a.Data)
		wantCreated(t, srv, create(t, srv, fields{"courseUniqueIdentity": "a"}), "398")
	}
	for _, errno := range []int64{323, 324, 326} {
		srv := newServer(t)
		srv.FailNextApplied(errno)
		wantCreated(t, srv, create(t, srv), strconv.FormatInt(errno, 10))
	}
}

func TestFailuresQueueUpAndWaitForACallThatWouldSucceed(t *testing.T) {
	srv := newServer(t)
	srv.FailNext(104)
	srv.FailNext(114)
	wantRefused(t, srv, create(t, srv, fields{"safeKey": "x"}), "102")
	wantRefused(t, srv, create(t, srv, fields{"seatNum": 13}), "259")
	wantRefused(t, srv, create(t, srv), "104")
	wantRefused(t, srv, create(t, srv), "114")
	wantCreated(t, srv, create(t, srv), "1")
}

func TestSuccessIsNoFailure(t *testing.T) {
	srv := newServer(t)
	for _, errno := range []int64{0, 1} {
		assert.Panics(t, func() { srv.FailNext(errno) })
		assert.Panics(t, func() { srv.FailNextApplied(errno) })
	}
}

func TestAnInjectedFaultBreaksOneCall(t *testing.T) {
	srv := newServer(t)
	send := func() rawReply {
		return do(t, srv, http.MethodPost, createPath, "application/x-www-form-urlencoded", class(srv).Encode())
	}
	srv.Inject(createName, classintest.Fault{Status: http.StatusBadGateway, Body: "upstream"})
	assert.Equal(t, http.StatusBadGateway, send().status)
	assert.Empty(t, srv.Classes())

	srv.Inject(createName, classintest.Fault{Status: http.StatusGatewayTimeout, Apply: true})
	assert.Equal(t, http.StatusGatewayTimeout, send().status)
	assert.Len(t, srv.Classes(), 1)

	assert.Equal(t, "1", read(t, send()).errno())
	assert.Len(t, srv.Classes(), 2)
}

func TestFailuresOfTheWiderAPI(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv).id(t)
	class := fields{"courseId": 490583, "classId": id}
	srv.FailNext(114)
	assert.Equal(t, "114", course(t, srv, "delCourseClass", class).errno())
	assert.Len(t, srv.Classes(), 1)
	srv.FailNext(823)
	assert.Equal(t, "143", course(t, srv, "delCourseClass", with(class, fields{"classId": 1})).errno(), "refused anyway")
	assert.Equal(t, "823", course(t, srv, "delCourseClass", class).errno())
	assert.Empty(t, srv.Classes(), "done, but")
	srv.FailNextApplied(104)
	a := course(t, srv, "addCourse", fields{"courseName": "A"})
	assert.Equal(t, "104", a.errno())
	assert.Empty(t, a.Data)
	assert.Len(t, srv.Courses(), 2)
}
