package baijiayun_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// The signatures were computed by PHP 8.2 with the document's getSign, and one of them by openssl md5, not by this module.
const (
	classSign    = "cf19abed6bb756af22b94a6a6007914d"
	userSign     = "df5b0938b7ceb153bd2c8c0cd6c285ef"
	playbackSign = "3cf01b5c077e6205828b685e16b590f7"
	statSign     = "60d6a044746b3d8215bcf4f8de16fdbb"
)

func classForm() url.Values {
	return values("room_id", "19061545487745", "op", "start", "op_time", "2017-01-11 14:16:54",
		"qid", "201701111416541110803564", "timestamp", "1484115414", "sign", classSign)
}

func userForm() url.Values {
	return values("room_id", "19061545487745",
		"user_events", `[{"number":99082171,"name":"访客2309","event":"user_in","ts":1520317305},{"number":99082171,"name":"访客2309","event":"user_out","ts":1520318000}]`,
		"qid", "201803061421451110803564", "timestamp", "1520318100", "sign", userSign)
}

// playbackForm returns the values of the callback in the tests of github.com/zoulux/baijiayun, signed with key.
func playbackForm() url.Values {
	return values("video_id", "30054501", "status", "20", "total_size", "774452", "file_md5", "946aeebfc09dbe7c2bbc7deb9a27e796",
		"room_id", "19121181366617", "qid", "201912111342051110803564", "timestamp", "1576042925", "sign", playbackSign)
}

// statForm returns a callback with an op newer than the document, and with unknown parameters.
func statForm() url.Values {
	return values("room_id", "19061545487745", "op", "stat", "qid", "201701111416541110803564", "timestamp", "1484115414",
		"Zone", "上海 A&B=c", "empty", "", "class_length", "3600", "sign", statSign)
}

func TestParseClassCallback(t *testing.T) {
	got, err := baijiayun.ParseClassCallback(classForm(), key)
	require.NoError(t, err)
	assert.Equal(t, int64(19061545487745), got.RoomID)
	assert.Equal(t, baijiayun.ClassOpStart, got.Op)
	assert.True(t, got.Time.Equal(beijing(2017, 1, 11, 14, 16, 54)), got.Time)
	assert.True(t, got.SignTime.Equal(time.Unix(1484115414, 0)), got.SignTime)
	assert.Equal(t, "201701111416541110803564", got.QID)
	assert.Equal(t, classForm(), url.Values(got.Form))
}

func TestAnOperationNewerThanTheDocumentIsRead(t *testing.T) {
	got, err := baijiayun.ParseClassCallback(statForm(), key)
	require.NoError(t, err)
	assert.Equal(t, baijiayun.ClassOpStat, got.Op)
	assert.True(t, got.Time.IsZero())
	assert.Equal(t, "3600", got.Form.Get("class_length"))

	newer := baijiayun.SignCallback(values("room_id", "1", "op", "earthquake", "form", "x", "qid", "q", "timestamp", "1484115414"), key)
	got, err = baijiayun.ParseClassCallback(newer, key)
	require.NoError(t, err)
	assert.Equal(t, baijiayun.ClassOp("earthquake"), got.Op)
	assert.Equal(t, "x", got.Form.Get("form"))
}

func TestParseUserCallback(t *testing.T) {
	got, err := baijiayun.ParseUserCallback(userForm(), key)
	require.NoError(t, err)
	require.Len(t, got.Events, 2)
	assert.Equal(t, int64(99082171), got.Events[0].UserNumber)
	assert.Equal(t, "访客2309", got.Events[0].UserName)
	assert.Equal(t, baijiayun.UserEventTypeIn, got.Events[0].Event)
	assert.True(t, got.Events[0].Time.Equal(time.Unix(1520317305, 0)))
	assert.Equal(t, baijiayun.UserEventTypeOut, got.Events[1].Event)
}

func TestUserEventsAsPHPMayWriteThem(t *testing.T) {
	for name, test := range map[string]struct {
		events string
		want   []int64
	}{
		"quoted numbers":                     {`[{"number":"9223372036854775807","event":"user_in","ts":"1520317305"}]`, []int64{9223372036854775807}},
		"a list with a gap is an object":     {`{"0":{"number":1},"2":{"number":3}}`, []int64{1, 3}},
		"no events":                          {`[]`, nil},
		"an empty text":                      {``, nil},
		"names that look like parameters":    {`[{"number":5,"name":"&room_id=1&qid=2"}]`, []int64{5}},
		"a member that is called as another": {`[{"number":5,"room_id":6}]`, []int64{5}},
	} {
		t.Run(name, func(t *testing.T) {
			form := userForm()
			form.Set("user_events", test.events)
			got, err := baijiayun.ParseUserCallback(baijiayun.SignCallback(form, key), key)
			require.NoError(t, err)
			var numbers []int64
			for _, event := range got.Events {
				numbers = append(numbers, event.UserNumber)
			}
			assert.Equal(t, test.want, numbers)
			assert.Equal(t, int64(19061545487745), got.RoomID)
		})
	}
}

func TestParsePlaybackCallback(t *testing.T) {
	got, err := baijiayun.ParsePlaybackCallback(playbackForm(), key)
	require.NoError(t, err)
	assert.Equal(t, int64(30054501), got.VideoID)
	assert.Equal(t, baijiayun.PlaybackStatusTranscoding, got.Status)
	assert.Equal(t, int64(774452), got.TotalSize)
	assert.Equal(t, "946aeebfc09dbe7c2bbc7deb9a27e796", got.FileMD5)
	assert.True(t, got.SignTime.Equal(beijing(2019, 12, 11, 13, 42, 5)), "the qid says so too")
	assert.Nil(t, got.Definitions)

	ready := playbackForm()
	ready.Set("status", "100")
	ready.Set("now_definition", "low,std,1080p")
	ready.Set("length", "3600")
	ready.Set("session_id", "201912111")
	got, err = baijiayun.ParsePlaybackCallback(baijiayun.SignCallback(ready, key), key)
	require.NoError(t, err)
	assert.Equal(t, baijiayun.PlaybackStatusReady, got.Status)
	assert.Equal(t, []string{"low", "std", "1080p"}, got.Definitions)
	assert.Equal(t, time.Hour, got.Duration)
	assert.Equal(t, int64(201912111), got.SessionID)
}

func TestAVideoOnDemandHasNoRoom(t *testing.T) {
	form := playbackForm()
	form.Del("room_id")
	got, err := baijiayun.ParsePlaybackCallback(baijiayun.SignCallback(form, key), key)
	require.NoError(t, err)
	assert.Zero(t, got.RoomID)
}

// A callback about video 0 is about none, and a question about room 0 about no room.
func TestCallbacksAboutNothing(t *testing.T) {
	_, err := baijiayun.ParsePlaybackCallback(baijiayun.SignCallback(values("qid", "q", "timestamp", "1459469149", "video_id", "0", "status", "100"), key), key)
	assert.ErrorContains(t, err, "/video_id: is missing")
	for _, room := range []string{"0", "-5"} {
		_, err = baijiayun.ParseAccessRequest(values("access_key", "k", "room_id", room))
		assert.ErrorIs(t, err, classcloud.InvalidArgument, room)
	}
}

func TestASignatureUnderAnyOfTheKeys(t *testing.T) {
	for name, test := range map[string]struct {
		keys []string
		ok   bool
	}{
		"the key":                       {[]string{key}, true},
		"the old key, then the new":     {[]string{"old", key}, true},
		"the new key, then the old":     {[]string{key, "old"}, true},
		"a key that is not set yet":     {[]string{"", key}, true},
		"another key":                   {[]string{"other"}, false},
		"a key with a blank at the end": {[]string{key + " "}, false},
		"no key":                        {nil, false},
		"an empty key":                  {[]string{""}, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := baijiayun.ParseClassCallback(classForm(), test.keys...)
			assert.Equal(t, test.ok, err == nil, err)
		})
	}
	forged := baijiayun.SignCallback(classForm(), "")
	for _, keys := range [][]string{{""}, {"", key}, {key, ""}} {
		_, err := baijiayun.ParseClassCallback(forged, keys...)
		require.Error(t, err, "whoever knows the empty key could sign")
	}
}

func TestARefusedCallbackNamesTheStep(t *testing.T) {
	signed := func(form url.Values) url.Values { return baijiayun.SignCallback(form, key) }
	twice := classForm()
	twice.Add("op", "end")

	class := func(form url.Values, keys ...string) error {
		_, err := baijiayun.ParseClassCallback(form, keys...)
		return err
	}
	user := func(form url.Values, keys ...string) error {
		_, err := baijiayun.ParseUserCallback(form, keys...)
		return err
	}
	playback := func(form url.Values, keys ...string) error {
		_, err := baijiayun.ParsePlaybackCallback(form, keys...)
		return err
	}
	for name, test := range map[string]struct {
		parse func(url.Values, ...string) error
		form  url.Values
		keys  []string
		kind  classcloud.Kind
		want  string
	}{
		"no key":                       {class, classForm(), nil, classcloud.FailedPrecondition, "key: "},
		"no signature":                 {class, without(classForm(), "sign"), []string{key}, classcloud.Unauthenticated, "signature: sign is missing"},
		"an empty form":                {class, nil, []string{key}, classcloud.Unauthenticated, "signature: sign is missing"},
		"a value changed":              {class, change(classForm(), "op", "end"), []string{key}, classcloud.Unauthenticated, "signature: "},
		"a value added":                {class, change(classForm(), "zone", "x"), []string{key}, classcloud.Unauthenticated, "signature: "},
		"a value dropped":              {class, without(statForm(), "empty"), []string{key}, classcloud.Unauthenticated, "signature: "},
		"a signature in capitals":      {class, change(classForm(), "sign", strings.ToUpper(classSign)), []string{key}, classcloud.Unauthenticated, "signature: "},
		"a value given twice":          {class, twice, []string{key}, classcloud.InvalidArgument, `form: "op" has 2 values`},
		"a room that is not a number":  {class, signed(change(classForm(), "room_id", "abc")), []string{key}, classcloud.InvalidArgument, "payload: /room_id"},
		"a text in place of a time":    {class, signed(change(classForm(), "op_time", "soon")), []string{key}, classcloud.InvalidArgument, "payload: /op_time"},
		"no room":                      {class, signed(without(classForm(), "room_id")), []string{key}, classcloud.InvalidArgument, "payload: room_id is missing"},
		"no operation":                 {class, signed(without(classForm(), "op")), []string{key}, classcloud.InvalidArgument, "payload: op is missing"},
		"no qid":                       {class, signed(without(classForm(), "qid")), []string{key}, classcloud.InvalidArgument, "payload: qid is missing"},
		"no time":                      {class, signed(without(classForm(), "timestamp")), []string{key}, classcloud.InvalidArgument, "payload: timestamp is missing"},
		"events that are not JSON":     {user, signed(change(userForm(), "user_events", `[{"number":1},`)), []string{key}, classcloud.InvalidArgument, "payload: user_events"},
		"events that are not a list":   {user, signed(change(userForm(), "user_events", `[],"room_id":"5"`)), []string{key}, classcloud.InvalidArgument, "payload: user_events"},
		"an event's number is a word":  {user, signed(change(userForm(), "user_events", `[{"number":1},{"number":"x"}]`)), []string{key}, classcloud.DataLoss, "payload: user_events: some events cannot be read"},
		"a playback without a status":  {playback, signed(without(playbackForm(), "status")), []string{key}, classcloud.InvalidArgument, "payload: status is missing"},
		"a playback's video is a word": {playback, signed(change(playbackForm(), "video_id", "x")), []string{key}, classcloud.InvalidArgument, "payload: /video_id"},
		"a room of 0":                  {class, signed(change(classForm(), "room_id", "0")), []string{key}, classcloud.InvalidArgument, "payload: /room_id"},
	} {
		t.Run(name, func(t *testing.T) {
			err := test.parse(test.form, test.keys...)
			require.ErrorIs(t, err, test.kind)
			assert.Contains(t, err.Error(), test.want)
			assert.Contains(t, err.Error(), "baijiayun Parse")
			assert.NotContains(t, err.Error(), key)
			assert.False(t, classcloud.MaybeApplied(err))
			if sign := test.form.Get("sign"); sign != "" {
				assert.NotContains(t, err.Error(), sign)
			}
		})
	}
}

// The signature does not separate values, and users see the signature of their entry link. It must not be accepted for a callback,
// whatever nickname or avatar the user chose.
func TestTheSignatureOfAnEntryLinkIsNoCallbacks(t *testing.T) {
	// The vendor signs an entry link with the avatar "a&user_events=[…]&zz=" like this.
	link := values("room_id", "1", "user_avatar", `a&user_events=[{"number":1}]&zz=&user_name=x&user_number=7&user_role=0`)
	stolen := baijiayun.SignCallback(link, key).Get("sign")
	forged := values("room_id", "1", "user_avatar", "a", "user_events", `[{"number":1}]`, "zz", "&user_name=x&user_number=7&user_role=0", "sign", stolen)
	require.Equal(t, stolen, baijiayun.SignCallback(forged, key).Get("sign"), "the forgery has a good signature")
	_, err := baijiayun.ParseUserCallback(forged, key)
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Contains(t, err.Error(), "qid is missing")

	video := values("room_id", "1", "user_avatar", "a", "video_id", "9", "zz", "&user_name=x", "status", "100")
	_, err = baijiayun.ParsePlaybackCallback(baijiayun.SignCallback(video, key), key)
	require.ErrorContains(t, err, "qid is missing")
}

func TestSignCallback(t *testing.T) {
	form := classForm()
	form.Set("sign", "an old one")
	signed := baijiayun.SignCallback(form, key)
	assert.Equal(t, classForm(), signed)
	assert.Equal(t, "an old one", form.Get("sign"), "what was given stays as it is")
	signed["op"][0] = "end"
	assert.Equal(t, "start", form.Get("op"))

	// The document's example of a call. It prints a wrong signature, see TestTheDocumentsSignature.
	document := values("end_time", "1501579208", "partner_id", "12345678", "start_time", "1501575608", "timestamp", "1501572288", "title", "测试教室", "type", "2")
	signed = baijiayun.SignCallback(document, "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg==")
	assert.Equal(t, "5b78486597c679b0c6256da014af1260", signed.Get("sign"))
	assert.Len(t, baijiayun.SignCallback(nil, key), 1)
}

func TestCallbacksGoThroughJSON(t *testing.T) {
	class, err := baijiayun.ParseClassCallback(classForm(), key)
	require.NoError(t, err)
	user, err := baijiayun.ParseUserCallback(userForm(), key)
	require.NoError(t, err)
	playback, err := baijiayun.ParsePlaybackCallback(playbackForm(), key)
	require.NoError(t, err)
	roundTrip(t, class)
	roundTrip(t, user)
	roundTrip(t, playback)
}

func roundTrip[T any](t *testing.T, in *T) {
	t.Helper()
	text, err := json.Marshal(in)
	require.NoError(t, err)
	out := new(T)
	require.NoError(t, json.Unmarshal(text, out))
	again, err := json.Marshal(out)
	require.NoError(t, err)
	assert.JSONEq(t, string(text), string(again))
}

// Anybody may send any form, and a signed form may hold nonsense.
func FuzzParseCallback(f *testing.F) {
	for _, form := range []url.Values{classForm(), userForm(), playbackForm(), statForm(), values("access_key", "k", "room_id", "1")} {
		f.Add(form.Encode())
	}
	f.Add("op=start&op=end&sign=" + classSign)
	f.Add(`user_events={"0":[]}&room_id=00&qid=%ff&timestamp=-1`)
	f.Fuzz(func(t *testing.T, text string) {
		form, err := url.ParseQuery(text)
		if err != nil {
			return
		}
		_, err = baijiayun.ParseClassCallback(form, "another key")
		require.Error(t, err)
		signed := baijiayun.SignCallback(form, key)
		for _, parse := range []func() (any, error){
			func() (any, error) { return baijiayun.ParseClassCallback(signed, key) },
			func() (any, error) { return baijiayun.ParseUserCallback(signed, key) },
			func() (any, error) { return baijiayun.ParsePlaybackCallback(signed, key) },
			func() (any, error) { return baijiayun.ParseAccessRequest(form) },
		} {
			got, err := parse()
			if err != nil {
				require.Error(t, err)
				require.NotErrorIs(t, err, classcloud.Unauthenticated, "we signed it")
				var e *classcloud.Error
				require.True(t, errors.As(err, &e))
				continue
			}
			_, err = json.Marshal(got)
			require.NoError(t, err)
		}
	})
}
