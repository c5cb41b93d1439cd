package baijiayuntest_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestClassEvent(t *testing.T) {
	srv, user := start(t), receive(t)
	delivery := srv.SendCallback(user.URL, baijiayuntest.ClassEvent{
		RoomID: 17091462522904, Op: baijiayuntest.ClassOpStart, Time: time.Unix(now, 0),
	})
	require.Len(t, user.got(), 1)
	form := user.got()[0]
	assert.True(t, signedRight(t, form, srv.Credentials().PartnerKey))
	assert.Regexp(t, `^20170801152448\d{10}$`, form.Get("qid"))
	form.Del("qid")
	form.Del("sign")
	assert.Equal(t, url.Values{
		"room_id": {"17091462522904"}, "op": {"start"}, "op_time": {"2017-08-01 15:24:48"}, "timestamp": {"1501572288"},
	}, form)
	assert.Equal(t, []string{"application/x-www-form-urlencoded"}, user.gotTypes())
	assert.True(t, delivery.Delivered)
	require.Len(t, delivery.Attempts, 1)
	assert.Equal(t, baijiayuntest.Attempt{Time: srv.Now(), Status: 200, Body: `{"code":0,"msg":""}`}, delivery.Attempts[0])
}

func TestUserEvents(t *testing.T) {
	srv, user := start(t), receive(t)
	srv.SendCallback(user.URL, baijiayuntest.UserEvents{RoomID: 1234567890, Events: []baijiayuntest.UserEvent{
		{UserNumber: 99082171, UserName: "访客<2309>&", Event: baijiayuntest.UserEventTypeIn, Time: time.Unix(1520317305, 0)},
		{UserNumber: 9223372036854775807, UserName: "b", Event: baijiayuntest.UserEventTypeOut, Time: time.Unix(1520318000, 0)},
	}})
	form := user.got()[0]
	assert.Equal(t, `[{"number":99082171,"name":"访客<2309>&","event":"user_in","ts":1520317305},`+
		`{"number":9223372036854775807,"name":"b","event":"user_out","ts":1520318000}]`, form.Get("user_events"))
	assert.Equal(t, "1234567890", form.Get("room_id"))
	assert.True(t, signedRight(t, form, srv.Credentials().PartnerKey))
	assert.Equal(t, "[]", srv.CallbackForm(baijiayuntest.UserEvents{}).Get("user_events"))
}

func TestPlaybackEvent(t *testing.T) {
	srv, user := start(t), receive(t, answer(500, ""))
	delivery := srv.SendCallback(user.URL, baijiayuntest.PlaybackEvent{
		RoomID: 19121181366617, VideoID: 30054501, Status: 20, TotalSize: 774452, FileMD5: "946aeebfc09dbe7c2bbc7deb9a27e796",
	})
	assert.False(t, delivery.Delivered)
	require.Len(t, user.got(), 1, "no retry is documented")
	var fields []string
	for name := range user.got()[0] {
		fields = append(fields, name)
	}
	assert.ElementsMatch(t, []string{"video_id", "status", "total_size", "file_md5", "room_id", "qid", "timestamp", "sign"}, fields)
	assert.True(t, signedRight(t, user.got()[0], srv.Credentials().PartnerKey))

	form := srv.CallbackForm(baijiayuntest.PlaybackEvent{Status: 100, SessionID: 7, Duration: time.Hour, CoverURL: "https://example.com/a.jpg"})
	assert.Equal(t, "7 3600 https://example.com/a.jpg", form.Get("session_id")+" "+form.Get("length")+" "+form.Get("preface_url"))
	assert.False(t, form.Has("version"))
}

func TestAccessCheck(t *testing.T) {
	srv, user := start(t), receive(t, answer(200, `{"code":1,"msg":"错误信息"}`))
	session := int64(0)
	denied := srv.SendCallback(user.URL, baijiayuntest.AccessCheck{AccessKey: "fgh6789", RoomID: 123})
	allowed := srv.SendCallback(user.URL, baijiayuntest.AccessCheck{AccessKey: "fgh6789", RoomID: 123, SessionID: &session})
	assert.Equal(t, []url.Values{
		{"access_key": {"fgh6789"}, "room_id": {"123"}},
		{"access_key": {"fgh6789"}, "room_id": {"123"}, "session_id": {"0"}},
	}, user.got(), "neither signed nor tried again")
	assert.False(t, denied.Delivered)
	assert.Equal(t, 1, denied.Attempts[0].Code)
	assert.True(t, allowed.Delivered)
}
