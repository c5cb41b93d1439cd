package baijiayun_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// The worked example of the document's signing section. It prints 70d60aca82bedd5a10a64247c3d464b1, which is the MD5 of the
// string after a browser had read its &times as ×: the vendor's own misprint. What its getSign gives for the inputs, and what
// the vendor's newer document prints, is 5b78….
func TestTheDocumentsSignature(t *testing.T) {
	keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678,
		PartnerKey: "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg=="}
	now := func() time.Time { return time.Unix(1501572288, 0) }
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(keys), baijiayuntest.WithClock(now))
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(clienttest.ClockAt(now())))
	_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{
		Title: "测试教室", Type: baijiayun.RoomTypeLecture, StartTime: time.Unix(1501575608, 0), EndTime: time.Unix(1501579208, 0),
	})
	require.NoError(t, err)
	sent := srv.Requests()[0]
	assert.Equal(t, "end_time=1501579208&partner_id=12345678&start_time=1501575608&timestamp=1501572288&title=%E6%B5%8B%E8%AF%95%E6%95%99%E5%AE%A4&type=2"+
		"&sign=5b78486597c679b0c6256da014af1260", string(sent.Body))
}

func TestAClockThatIsOffIsCorrected(t *testing.T) {
	clock := clienttest.NewClock()
	srv := baijiayuntest.NewServer(baijiayuntest.WithTimestampWindow(10*time.Minute), baijiayuntest.WithClock(func() time.Time { return clock.Now().Add(-3 * time.Hour) }))
	defer srv.Close()
	_, err := srv.Client(classcloud.WithClock(clock)).Rooms.List(t.Context(), nil)
	assert.ErrorIs(t, err, baijiayun.CodeSignature)
	assert.Contains(t, clienttest.AsError(t, err).Hint, "3h0m0s ahead of")
	client := srv.Client(classcloud.WithClock(clock), classcloud.WithClockCorrection())
	for range 2 {
		_, err = client.Rooms.List(t.Context(), nil)
		require.NoError(t, err)
	}
	assert.Len(t, srv.Requests(), 1+3)
}

func TestTheClientsOwnParametersAreNotTheCallers(t *testing.T) {
	srv, client := newCloud(t)
	for _, name := range []string{"partner_id", "timestamp", "sign", "partner_key"} {
		_, err := client.Rooms.Get(t.Context(), 1, classcloud.WithParam(name, "x"))
		assert.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome, name)
	}
	_, err := client.Rooms.Get(t.Context(), 1, classcloud.WithParam("room_id", 2))
	assert.ErrorIs(t, err, classcloud.InvalidArgument, "a clash with a typed field")
	assert.Empty(t, srv.Requests())
}

func TestParametersBesideTheTypedOnesAreSigned(t *testing.T) {
	srv, client := newCloud(t)
	room := srv.AddRoom(baijiayuntest.Room{Title: "Kept"})
	_, err := client.Rooms.Get(t.Context(), room.RoomID, classcloud.WithParam("new_one", "a&b=c 中+"), classcloud.WithParam("zero", 0))
	require.NoError(t, err, "the server checks the signature")
	assert.Equal(t, "a&b=c 中+", srv.Requests()[0].Form.Get("new_one"))
	assert.Equal(t, "0", srv.Requests()[0].Form.Get("zero"))
}

// hosts returns the hosts that a client calls.
func hosts(t *testing.T, keys baijiayun.Credentials, call func(*baijiayun.Client), opts ...classcloud.ClientOption) []string {
	t.Helper()
	var seen []string
	client, err := baijiayun.New(keys, append(opts, classcloud.WithHTTPClient(&http.Client{Transport: hostWatch(func(r *http.Request) (*http.Response, error) {
		seen = append(seen, r.URL.Scheme+"://"+r.URL.Host)
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`{"code":0,"data":[]}`)), Request: r}, nil
	})}), classcloud.WithLimiter(classcloud.NoLimit{}))...)
	require.NoError(t, err)
	call(client)
	return seen
}

type hostWatch func(*http.Request) (*http.Response, error)

func (f hostWatch) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// What belongs to double-teacher classrooms has a host of its own, whoever names the path; a client's own base URL serves all.
func TestPathsHaveTheirHosts(t *testing.T) {
	keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key}
	const own, interactions = "https://demo123.at.baijiayun.com", "https://hudong.baijiayun.com"
	atInteractions := 0
	for _, op := range baijiayun.Operations() {
		want := own
		if slices.Contains([]string{"Interactions", "ClassRosters", "Teachers"}, op.Name[:strings.IndexByte(op.Name, '.')]) || op.Name == "Callbacks.SetInteractionURL" {
			want = interactions
			atInteractions++
		}
		sent := baijiayun.Call{Path: op.Path}
		assert.Equal(t, []string{want}, hosts(t, keys, func(c *baijiayun.Client) { _ = c.Do(t.Context(), sent, nil) }), op.Name)
		assert.Equal(t, []string{"http://127.0.0.1:1"}, hosts(t, keys, func(c *baijiayun.Client) { _ = c.Do(t.Context(), sent, nil) }, classcloud.WithBaseURL("http://127.0.0.1:1")), op.Name)
	}
	assert.Equal(t, 14, atInteractions)
	assert.Equal(t, []string{interactions, own, own}, hosts(t, keys, func(c *baijiayun.Client) {
		require.NoError(t, c.Teachers.Delete(t.Context(), &baijiayun.DeleteTeacherRequest{TeacherID: "7", Role: "1"}))
		require.NoError(t, c.Rooms.Delete(t.Context(), 1))
		_ = c.Do(t.Context(), baijiayun.Call{Path: "/openapi/teacherx/list"}, nil) // the whole folder counts
	}))
}

// A code is a number in every form that PHP may give it.
func TestCodesInEveryForm(t *testing.T) {
	for code, want := range map[string]error{`0`: nil, `"0"`: nil, `0.0`: nil, `" 0 "`: nil, `1001.0`: baijiayun.CodeInvalidParameter, `"1001 "`: baijiayun.CodeInvalidParameter,
		`false`: classcloud.Unknown, `null`: classcloud.DataLoss, `""`: classcloud.DataLoss, `"x"`: classcloud.Unknown, `0.5`: classcloud.Unknown} {
		client := stubbed(t, func(string, url.Values) string { return `{"code":` + code + `,"data":{"room_id":5},"msg":"m"}` })
		room, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{}, classcloud.WithoutChecks())
		if want == nil {
			require.NoError(t, err, code)
			assert.Equal(t, int64(5), room.RoomID)
			continue
		}
		require.ErrorIs(t, err, want, code)
		assert.Equal(t, !errors.Is(want, baijiayun.CodeInvalidParameter), classcloud.MaybeApplied(err), code)
	}
}
