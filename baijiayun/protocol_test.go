package baijiayun_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// fakeClock is the time of client and server; it moves only when the client sleeps.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept int
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept++
	c.now = c.now.Add(d + time.Second)
	return ctx.Err()
}

var beginning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

func newCloud(t *testing.T, opts ...classcloud.ClientOption) (*baijiayuntest.Server, *baijiayun.Client) {
	t.Helper()
	clock := &fakeClock{now: beginning}
	srv := baijiayuntest.NewServer(baijiayuntest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	return srv, srv.Client(append([]classcloud.ClientOption{classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{})}, opts...)...)
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

// The worked example of the document's signing section. It prints 70d60aca82bedd5a10a64247c3d464b1, which is the MD5 of the
// string after a browser had read its &times as ×: the vendor's own misprint. What its getSign gives for the inputs, and what
// the vendor's newer document prints, is 5b78….
func TestTheDocumentsSignature(t *testing.T) {
	keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678,
		PartnerKey: "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg=="}
	now := func() time.Time { return time.Unix(1501572288, 0) }
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(keys), baijiayuntest.WithClock(now))
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(&fakeClock{now: now()}))
	_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{
		Title: "测试教室", Type: baijiayun.RoomTypeLecture, StartTime: time.Unix(1501575608, 0), EndTime: time.Unix(1501579208, 0),
	})
	require.NoError(t, err)
	sent := srv.Requests()[0]
	assert.Equal(t, "end_time=1501579208&partner_id=12345678&start_time=1501575608&timestamp=1501572288&title=%E6%B5%8B%E8%AF%95%E6%95%99%E5%AE%A4&type=2"+
		"&sign=5b78486597c679b0c6256da014af1260", string(sent.Body))
}

func TestTheClientsOwnParametersAreNotTheCallers(t *testing.T) {
	srv, client := newCloud(t)
	for _, name := range []string{"partner_id", "timestamp", "sign", "partner_key"} {
		_, err := client.Rooms.Get(t.Context(), 1, classcloud.WithParam(name, "x"))
		assert.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome, name)
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

func TestEveryDocumentedCode(t *testing.T) {
	srv, client := newCloud(t)
	for code, want := range map[baijiayun.Code]classcloud.Kind{
		1: classcloud.Unknown, 404: classcloud.Unimplemented, 1001: classcloud.InvalidArgument, 1002: classcloud.Unauthenticated,
		2001: classcloud.Unauthenticated, 2002: classcloud.PermissionDenied, 2003: classcloud.PermissionDenied,
		3001: classcloud.NotFound, 3002: classcloud.NotFound, 4001: classcloud.Internal,
		// codes of no table go by their thousands, and leave open what they mean
		1777: classcloud.InvalidArgument, 2777: classcloud.PermissionDenied, 3777: classcloud.NotFound, 4777: classcloud.FailedPrecondition,
		9777: classcloud.Unknown, 77777777777: classcloud.Unknown,
	} {
		for _, form := range []string{`{"code":%d,"data":null,"msg":"why"}`, `{"code":"%d","data":[],"msg":"why","ts":"15="}`} {
			t.Run(fmt.Sprintf(form, code), func(t *testing.T) {
				srv.ClearRequests()
				srv.Respond("Rooms.Create", fmt.Sprintf(form, code))
				room, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
				assert.Nil(t, room)
				assert.ErrorIs(t, err, want)
				assert.ErrorIs(t, err, code)
				var typed baijiayun.Code
				require.ErrorAs(t, err, &typed)
				assert.Equal(t, code, typed)
				e := asError(t, err)
				assert.Equal(t, strconv.FormatInt(int64(code), 10), e.Code)
				assert.Equal(t, "why", e.Message)
				assert.Equal(t, code%1000 == 777, classcloud.MaybeApplied(err))
				assert.Len(t, srv.Requests(), 1)
			})
		}
	}
}

func TestCodesOfTheServerItself(t *testing.T) {
	srv, client := newCloud(t)
	gone := srv.AddRoom(baijiayuntest.Room{Title: "Gone"})
	require.NoError(t, client.Rooms.Delete(t.Context(), gone.RoomID))
	other := func(keys baijiayun.Credentials) *baijiayun.Client {
		client, err := baijiayun.New(keys, classcloud.WithBaseURL(srv.URL))
		require.NoError(t, err)
		return client
	}
	right := srv.Credentials()
	wrongKey, wrongID := right, right
	wrongKey.PartnerKey, wrongID.PartnerID = "wrong", 1
	for name, test := range map[string]struct {
		call func() error
		code baijiayun.Code
	}{
		"an id that is none": {func() error { _, err := client.Rooms.Get(t.Context(), 10000000000000); return err }, baijiayun.CodeRoomNotFound},
		"a room deleted":     {func() error { _, err := client.Rooms.Get(t.Context(), gone.RoomID); return err }, baijiayun.CodeRoomDeleted},
		"another's key":      {func() error { _, err := other(wrongKey).Rooms.Get(t.Context(), gone.RoomID); return err }, baijiayun.CodeSignature},
		"nobody's id":        {func() error { _, err := other(wrongID).Rooms.Get(t.Context(), gone.RoomID); return err }, baijiayun.CodeAccountNotFound},
		"an unknown path":    {func() error { return client.Do(t.Context(), baijiayun.Call{Path: "/openapi/nothing"}, nil) }, baijiayun.CodePathNotFound},
		"a strange ending": {func() error {
			_, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "a.exe", Content: strings.NewReader("MZ")}})
			return err
		}, baijiayun.CodeUploadFailed},
	} {
		assert.ErrorIs(t, test.call(), test.code, name)
	}
}

func TestASuccessWithoutItsResult(t *testing.T) {
	srv, client := newCloud(t)
	for _, data := range []string{"null", `""`, "[]", "false", "0", `"text"`, "7", "[1]", "{}", `{"room_id":0}`, `{"room_id":"","admin_code":"abc123"}`} {
		srv.Respond("Rooms.Create", `{"code":0,"data":`+data+`,"msg":""}`)
		room, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
		assert.Nil(t, room, data)
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.True(t, classcloud.MaybeApplied(err), data)
	}
	srv.Respond("Rooms.Create", `{"code":0,"msg":""}`)
	_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
	assert.ErrorIs(t, err, classcloud.DataLoss)

	srv.Respond("Rooms.Update", `{"code":0,"data":null,"msg":""}`)
	assert.NoError(t, client.Rooms.Update(t.Context(), &baijiayun.UpdateRoomRequest{RoomID: 1, Title: new("T")}), "an update gives nothing")
}

// zeroFile is size bytes of which none is in memory.
type zeroFile struct{ size int64 }

func (z zeroFile) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	if left := z.size - at; int64(len(p)) > left {
		return int(max(left, 0)), io.EOF
	}
	return len(p), nil
}

func TestAnUploadStreams(t *testing.T) {
	const size = 64 << 20
	srv, client := newCloud(t)
	hash := sha256.New()
	_, err := io.Copy(hash, io.NewSectionReader(zeroFile{size}, 0, size))
	require.NoError(t, err)

	for name, content := range map[string]io.Reader{
		"whose size can be told":    io.NewSectionReader(zeroFile{size}, 0, size),
		"whose size cannot be told": io.MultiReader(io.NewSectionReader(zeroFile{size}, 0, size)),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			document, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "big.pdf", Content: content}})
			runtime.ReadMemStats(&after)
			require.NoError(t, err)
			assert.NotZero(t, document.FID)
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20), "client and server together")
			sent := srv.Requests()[len(srv.Requests())-1]
			require.Len(t, sent.Files, 1)
			assert.Equal(t, int64(size), sent.Files[0].Size)
			assert.Equal(t, hex.EncodeToString(hash.Sum(nil)), sent.Files[0].SHA256)
			assert.NotContains(t, sent.Form, "attachment", "files are not signed")
		})
	}
}

func TestAnUploadThatFails(t *testing.T) {
	upload := func(client *baijiayun.Client, content io.Reader) error {
		_, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "a.pdf", Content: content}})
		return err
	}
	t.Run("after it was stored is not repeated", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.Inject("Documents.Upload", baijiayuntest.Fault{Apply: true, Status: 503})
		err := upload(client, strings.NewReader("%PDF"))
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Len(t, srv.Documents(), 1)
		assert.Len(t, srv.Requests(), 1)
	})
	t.Run("at a gateway is repeated from its start", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.Inject("Documents.Upload", baijiayuntest.Fault{Status: 429})
		content := strings.NewReader("header%PDF")
		_, err := content.Seek(6, io.SeekStart)
		require.NoError(t, err)
		require.NoError(t, upload(client, content))
		require.Len(t, srv.Documents(), 1)
		assert.Equal(t, int64(4), srv.Documents()[0].Size, "from where it stood")
		assert.Len(t, srv.Requests(), 2)
	})
	t.Run("at a gateway is not repeated when it can be read once", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.Inject("Documents.Upload", baijiayuntest.Fault{Status: 429})
		err := upload(client, io.MultiReader(strings.NewReader("%PDF")))
		assert.ErrorIs(t, err, classcloud.ResourceExhausted)
		assert.Len(t, srv.Requests(), 1)
	})
	t.Run("because its file does", func(t *testing.T) {
		srv, client := newCloud(t)
		broken := errors.New("bad sector")
		err := upload(client, io.MultiReader(strings.NewReader("%PDF"), failing{broken}))
		assert.ErrorIs(t, err, broken)
		assert.Empty(t, srv.Documents())
	})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestAll(t *testing.T) {
	count := func(client *baijiayun.Client, in *baijiayun.ListRoomsRequest) (rooms int) {
		for room, err := range client.Rooms.All(t.Context(), in) {
			require.NoError(t, err)
			require.NotZero(t, room.RoomID)
			rooms++
		}
		return rooms
	}
	for _, test := range []struct {
		name                   string
		rooms                  int
		in                     *baijiayun.ListRoomsRequest
		wantRooms, wantRequest int
	}{
		{"ends on the page that is short", 250, nil, 250, 3},
		{"asks once more when the last page is full", 200, nil, 200, 3},
		{"of nothing is one request", 0, nil, 0, 1},
		{"starts at the page asked for", 250, &baijiayun.ListRoomsRequest{Page: 3}, 50, 1},
		{"takes the page's size", 25, &baijiayun.ListRoomsRequest{PageSize: 10}, 25, 3},
		{"never asks for more than the vendor gives", 1001, &baijiayun.ListRoomsRequest{PageSize: 5000}, 1001, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv, client := newCloud(t)
			for n := range test.rooms {
				srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n), CreateTime: beginning.Add(time.Duration(n) * time.Second)})
			}
			assert.Equal(t, test.wantRooms, count(client, test.in))
			assert.Len(t, srv.Requests(), test.wantRequest)
		})
	}

	t.Run("asks for nothing after a break", func(t *testing.T) {
		srv, client := newCloud(t)
		for n := range 250 {
			srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n)})
		}
		walked := 0
		for _, err := range client.Rooms.All(t.Context(), nil) {
			require.NoError(t, err)
			if walked++; walked == 100 {
				break
			}
		}
		assert.Len(t, srv.Requests(), 1)
	})
	t.Run("yields an error once and ends", func(t *testing.T) {
		srv, client := newCloud(t)
		for n := range 250 {
			srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n)})
		}
		srv.Inject("Rooms.List", baijiayuntest.Fault{Status: 400, Skip: 1, Times: -1})
		var rooms, failures int
		for _, err := range client.Rooms.All(t.Context(), nil) {
			if err != nil {
				failures++
				assert.ErrorIs(t, err, classcloud.InvalidArgument)
				continue
			}
			rooms++
		}
		assert.Equal(t, []int{100, 1}, []int{rooms, failures})
	})
	t.Run("can be walked again", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.AddRoom(baijiayuntest.Room{Title: "One"})
		all := client.Rooms.All(t.Context(), nil)
		for range 2 {
			rooms := 0
			for range all {
				rooms++
			}
			assert.Equal(t, 1, rooms)
		}
	})
}

func TestEveryDialect(t *testing.T) {
	for _, dialect := range []baijiayuntest.Dialect{baijiayuntest.DialectExamples, baijiayuntest.DialectTables, baijiayuntest.DialectQuoted} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv := baijiayuntest.NewServer(baijiayuntest.WithDialect(dialect))
			defer srv.Close()
			kept := srv.AddRoom(baijiayuntest.Room{Title: "Kept", Type: 4, MaxUsers: 6, StartTime: beginning, EndTime: beginning.Add(time.Hour)})
			client := srv.Client()
			room, err := client.Rooms.Get(t.Context(), kept.RoomID)
			require.NoError(t, err)
			assert.Equal(t, baijiayun.RoomTypeSmall, room.Type)
			assert.Equal(t, 6, room.MaxUsers)
			assert.True(t, room.EndTime.Equal(beginning.Add(time.Hour)))
			_, err = client.Rooms.Get(t.Context(), 10000000000000)
			assert.ErrorIs(t, err, baijiayun.CodeRoomNotFound)
		})
	}
}

func TestChecksNameEveryBadField(t *testing.T) {
	srv, client := newCloud(t)
	_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: strings.Repeat("长", 51), StartTime: beginning, EndTime: beginning, MockLive: true})
	e := asError(t, err)
	assert.Equal(t, classcloud.InvalidArgument, e.Kind)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Wire)
	}
	assert.ElementsMatch(t, []string{"title", "end_time", "is_mock_live"}, names)
	assert.Empty(t, srv.Requests())

	_, err = client.Rooms.Create(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.ErrorIs(t, client.Rooms.Update(t.Context(), &baijiayun.UpdateRoomRequest{RoomID: 1}), classcloud.InvalidArgument)

	_, err = client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: strings.Repeat("长", 51), StartTime: beginning, EndTime: beginning.Add(time.Hour)}, classcloud.WithoutChecks())
	assert.NoError(t, err, "the vendor cuts it")
}

func TestTenantsToldApartByTheContext(t *testing.T) {
	one, two := baijiayuntest.NewServer(), baijiayuntest.NewServer(baijiayuntest.WithCredentials(
		baijiayun.Credentials{Domain: "second", PartnerID: 87654321, PartnerKey: "second-key"}))
	defer one.Close()
	defer two.Close()
	client, err := baijiayun.New(tenants{one.Credentials(), two.Credentials()}, classcloud.WithBaseURL(one.URL))
	require.NoError(t, err)
	_, err = client.Rooms.List(t.Context(), nil)
	require.NoError(t, err)
	_, err = client.Rooms.List(context.WithValue(t.Context(), tenantKey{}, 1), nil)
	assert.ErrorIs(t, err, baijiayun.CodeAccountNotFound, "signed for the other account")
	other, err := client.With(classcloud.WithBaseURL(two.URL))
	require.NoError(t, err)
	_, err = other.Rooms.List(context.WithValue(t.Context(), tenantKey{}, 1), nil)
	require.NoError(t, err)
}

type tenantKey struct{}

type tenants []baijiayun.Credentials

func (s tenants) Credentials(ctx context.Context) (baijiayun.Credentials, error) {
	n, _ := ctx.Value(tenantKey{}).(int)
	return s[n], nil
}

type noSource struct{ err error }

func (s noSource) Credentials(context.Context) (baijiayun.Credentials, error) {
	return baijiayun.Credentials{}, s.err
}

func TestASourceThatFails(t *testing.T) {
	vault := errors.New("the vault is sealed")
	client, err := baijiayun.New(noSource{vault})
	require.NoError(t, err)
	_, err = client.Rooms.Get(t.Context(), 1)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, vault)
	assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome)
}

func TestNewRefuses(t *testing.T) {
	for name, keys := range map[string]baijiayun.Credentials{
		"no partner id":           {Domain: "demo123", PartnerKey: "k"},
		"no partner key":          {Domain: "demo123", PartnerID: 1},
		"no domain":               {PartnerID: 1, PartnerKey: "k"},
		"a host for a domain":     {Domain: "demo123.at.baijiayun.com", PartnerID: 1, PartnerKey: "k"},
		"a URL for a domain":      {Domain: "https://demo123", PartnerID: 1, PartnerKey: "k"},
		"a path out of a domain":  {Domain: "evil.com/", PartnerID: 1, PartnerKey: "k"},
		"a blank in a domain":     {Domain: "a b", PartnerID: 1, PartnerKey: "k"},
		"a domain that ends in -": {Domain: "demo-", PartnerID: 1, PartnerKey: "k"},
	} {
		client, err := baijiayun.New(keys)
		assert.Error(t, err, name)
		assert.Nil(t, client, name)
	}
	_, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: "k"}, classcloud.WithBaseURL("http://127.0.0.1:1"))
	assert.NoError(t, err, "a base URL needs no domain")
}
