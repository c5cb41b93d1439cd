package classintest_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// FuzzParameters sends any text as any parameter, and any bytes as the body: every answer is in the vendor's words.
func FuzzParameters(f *testing.F) {
	for _, name := range []string{"courseId", "className", "beginTime", "endTime", "assistantUids", "seatNum", "folderId", "courseUniqueIdentity", "teachMode", "record", "SID", "timeStamp", "x[", "[]"} {
		for _, value := range []string{"", "-9223372036854775808", "9223372036854775807", "99999999999999999999", "\x00\xff", "[1e999]", "[[[[", "[1,", "{}", "%zz", "1760003600"} {
			f.Add(name, value)
		}
	}
	srv := classintest.NewServer(
		classintest.WithCredentials(classin.Credentials{SID: sid, Secret: secret}),
		classintest.WithClock(func() time.Time { return noon }),
	)
	f.Cleanup(srv.Close)
	f.Fuzz(func(t *testing.T, name, value string) {
		assert.NotEmpty(t, create(t, srv, fields{name: value}).errno())
		reply := do(t, srv, http.MethodPost, createPath, "multipart/form-data; boundary="+strings.Map(token, name), value)
		assert.NotEmpty(t, read(t, reply).errno())
		assert.NotEmpty(t, read(t, do(t, srv, http.MethodPost, createPath, "application/x-www-form-urlencoded", value)).errno())
	})
}

// token keeps what may stand in a header.
func token(r rune) rune {
	if r > ' ' && r < 0x7f && r != ';' {
		return r
	}
	return -1
}

func TestManyAtOnce(t *testing.T) {
	srv := newServer(t)
	body := lesson(srv, fields{"courseUniqueIdentity": "a"}).Encode()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			response, err := http.Post(srv.URL+createPath, "application/x-www-form-urlencoded", strings.NewReader(body))
			if assert.NoError(t, err) {
				response.Body.Close()
			}
		})
		group.Go(func() {
			srv.AddTeacher(7)
			srv.AddUser(8)
			srv.AddFolder(9)
			srv.SetPlan(srv.Plan())
			srv.SetMaintenance(false)
			srv.AddMaintenance(noon.Add(-2*time.Hour), noon.Add(-time.Hour))
			srv.SetIdentityRace(0)
			srv.Lessons()
			srv.Requests()
		})
	}
	group.Wait()
	assert.Len(t, srv.Lessons(), 1)
}

func TestAServerOfItsOwnAccordKeepsRealTime(t *testing.T) {
	srv := classintest.NewServer()
	defer srv.Close()
	assert.WithinDuration(t, time.Now(), srv.Now(), time.Minute)
	assert.Len(t, srv.Operations(), 71, "70 endpoints, and Recordings.DeleteAll beside Delete")
}
