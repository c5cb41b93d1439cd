package baijiayun_test

import (
	"context"
	"errors"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// What the vendor signed reaches the user's code once and is acknowledged, whatever cannot be read of it: the vendor would send the same
// bytes twice more and then give up.
func TestASignedCallbackIsNeverLost(t *testing.T) {
	for name, form := range map[string]url.Values{
		"a room that is a word":            change(classForm(), "room_id", "abc"),
		"a room of 0":                      change(classForm(), "room_id", "0"),
		"a room of -1":                     change(userForm(), "room_id", "-1"),
		"no room":                          without(userForm(), "room_id"),
		"a time that is a word":            change(classForm(), "op_time", "soon"),
		"a time of signing that is a word": change(classForm(), "timestamp", "soon"),
		"no operation, and another kind":   without(classForm(), "op"),
		"an empty operation":               change(classForm(), "op", ""),
		"events that are not JSON":         change(userForm(), "user_events", `[{"number":1},`),
		"events that are text":             change(userForm(), "user_events", `"x"`),
		"a playback without a status":      without(playbackForm(), "status"),
		"a playback of a video in words":   change(playbackForm(), "video_id", "x"),
		"a version in words":               change(playbackForm(), "version", "x"),
	} {
		t.Run(name, func(t *testing.T) {
			form := baijiayun.SignCallback(without(form, "sign"), key)
			var got []url.Values
			var failures []error
			h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
				Class:    func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
				User:     func(context.Context, *baijiayun.UserCallback) error { panic("called") },
				Playback: func(context.Context, *baijiayun.PlaybackCallback) error { panic("called") },
				Other:    func(_ context.Context, form baijiayun.Form) error { got = append(got, url.Values(form)); return nil },
				Failed:   func(_ context.Context, err error) { failures = append(failures, err) },
			}, key)
			for range 2 {
				assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
			}
			assert.Equal(t, []url.Values{form}, got, "once, with every value")
			if form.Has("op") || form.Has("user_events") || form.Has("video_id") {
				require.Len(t, failures, 1)
				assert.ErrorIs(t, failures[0], classcloud.DataLoss)
			}
		})
	}
}

// Of several events one that cannot be read costs itself, and its bytes are kept.
func TestEventsAreReadOneByOne(t *testing.T) {
	form := baijiayun.SignCallback(change(without(userForm(), "sign"), "user_events",
		`[{"number":"guest","name":"x","event":"user_in","ts":1520317305},{"number":2,"name":"y","event":"user_in","ts":1520317305},null,{"name":"z"}]`), key)
	want := []classcloud.RowError{
		{Index: 0, Path: "/0", Problem: `/number: "guest" is not a whole number`, Raw: []byte(`{"number":"guest","name":"x","event":"user_in","ts":1520317305}`)},
		{Index: 2, Path: "/2", Problem: "is null", Raw: []byte("null")},
		{Index: 3, Path: "/3", Problem: "/number: is missing from a success", Raw: []byte(`{"name":"z"}`)},
	}
	var got *baijiayun.UserCallback
	var failures []error
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		User:   func(_ context.Context, c *baijiayun.UserCallback) error { got = c; return nil },
		Other:  func(context.Context, baijiayun.Form) error { panic("called") },
		Failed: func(_ context.Context, err error) { failures = append(failures, err) },
	}, key)
	assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
	require.NotNil(t, got)
	require.Len(t, got.Events, 1)
	assert.EqualValues(t, 2, got.Events[0].UserNumber)
	assert.Equal(t, want, got.Unread)
	assert.Equal(t, form, url.Values(got.Form))
	require.Len(t, failures, 1)
	e, ok := errors.AsType[*classcloud.Error](failures[0])
	require.True(t, ok)
	assert.Equal(t, want, e.Rows)

	parsed, err := baijiayun.ParseUserCallback(form, key)
	require.ErrorIs(t, err, classcloud.DataLoss)
	require.NotNil(t, parsed)
	assert.Equal(t, got.Events, parsed.Events)
}

// What nobody needs does not keep a playback from its function.
func TestAPlaybackWithOddSizes(t *testing.T) {
	form := change(change(without(playbackForm(), "sign"), "total_size", "9GB"), "length", "an hour")
	got, err := baijiayun.ParsePlaybackCallback(baijiayun.SignCallback(form, key), key)
	require.NoError(t, err)
	assert.Zero(t, got.TotalSize)
	assert.Zero(t, got.Duration)
	assert.Equal(t, "9GB", got.Form.Get("total_size"))
}

func TestAHandlerWithoutAPlaceForWhatItCannotReadIsRefused(t *testing.T) {
	assert.PanicsWithValue(t, "baijiayun: CallbackHandler: CallbackFuncs.Other is required: it gets the signed callbacks that no other function can get",
		func() { baijiayun.CallbackHandler(baijiayun.CallbackFuncs{}, key) })
}

// An error of Other asks the vendor to repeat, like that of any function.
func TestOtherMayAskForARepeat(t *testing.T) {
	calls := 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: func(context.Context, baijiayun.Form) error {
		if calls++; calls == 1 {
			return errors.New("the disk is full")
		}
		return nil
	}}, key)
	assert.Equal(t, again, deliver(h, formRequest(classForm())).Body.String())
	assert.Equal(t, accepted, deliver(h, formRequest(classForm())).Body.String())
	assert.Equal(t, 2, calls)
}

// Keys are asked for every callback: they change while the handler runs. It remembers what it handled under each: another key may be another account's.
func TestKeysMayChange(t *testing.T) {
	keys, down := []string{"old key"}, error(nil)
	calls := 0
	var failures []error
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:  func(context.Context, *baijiayun.ClassCallback) error { calls++; return nil },
		Other:  drop,
		Keys:   func(context.Context) ([]string, error) { return keys, down },
		Failed: func(_ context.Context, err error) { failures = append(failures, err) },
	}, "a fixed key")
	unsigned := without(classForm(), "sign")
	under := func(key string) string {
		return deliver(h, formRequest(baijiayun.SignCallback(unsigned, key))).Body.String()
	}
	assert.Equal(t, accepted, under("old key"))
	assert.NotEqual(t, accepted, under("new key"))
	keys = []string{"new key"}
	for range 2 {
		assert.Equal(t, accepted, under("new key"))
		assert.Equal(t, accepted, under("a fixed key"))
	}
	assert.NotEqual(t, accepted, under("old key"))
	assert.Equal(t, 3, calls)

	keys, down, failures = nil, errors.New("vault: token secret-token expired"), nil
	text := under("a fixed key")
	assert.Contains(t, text, `{"code":1,"msg":"key: `)
	assert.NotContains(t, text, "secret-token")
	require.Len(t, failures, 1)
	require.ErrorIs(t, failures[0], down)
}

// Whose qid changes with every try names the event by something else.
func TestAnEventNamedByItsFields(t *testing.T) {
	calls := 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:      func(context.Context, *baijiayun.ClassCallback) error { calls++; return nil },
		Other:      drop,
		DeliveryID: func(form baijiayun.Form) string { return form.Get("room_id") + form.Get("op") + form.Get("op_time") },
	}, key)
	for _, qid := range []string{"a", "b"} {
		form := baijiayun.SignCallback(change(without(classForm(), "sign"), "qid", qid), key)
		assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
	}
	assert.Equal(t, 1, calls)
}

// Every field of a playback's callback is read under the vendor's name.
func TestEveryFieldOfAPlaybackCallback(t *testing.T) {
	form := baijiayun.SignCallback(values("room_id", "1", "session_id", "2", "version", "3", "video_id", "4", "status", "100", "total_size", "5",
		"file_md5", "6", "total_transcode_size", "7", "length", "8", "preface_url", "9", "now_definition", "low,std", "origin_definition", "super",
		"qid", "q", "timestamp", "1520317305"), key)
	got, err := baijiayun.ParsePlaybackCallback(form, key)
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.PlaybackCallback{RoomID: 1, SessionID: 2, Version: 3, VideoID: 4, Status: baijiayun.PlaybackStatusReady, TotalSize: 5,
		FileMD5: "6", TranscodedSize: 7, Duration: 8e9, CoverURL: "9", Definitions: []string{"low", "std"}, SourceDefinition: "super",
		QID: "q", SignTime: got.SignTime, Form: baijiayun.Form(form)}, got)
}
