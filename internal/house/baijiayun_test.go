package house_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// baijiayunVendor holds what the tests of all vendors know about Baijiayun.
var baijiayunVendor = vendor{
	name: "baijiayun", title: "Baijiayun 百家云", documented: 57, wider: 93,
	example: "Rooms.Create", params: "map[string]string", paramsDoc: "the parameters of the body",
	operations:      baijiayun.Operations,
	served:          served(baijiayuntest.NewServer),
	documentedReply: baijiayuntest.DocumentedReply,
	open:            openBaijiayun,
	client: func(opts ...classcloud.ClientOption) (any, error) {
		return baijiayun.New(baijiayunCanary, append([]classcloud.ClientOption{classcloud.WithBaseURL("http://127.0.0.1:1")}, opts...)...)
	},
	with: func(client any, opts ...classcloud.ClientOption) (any, error) {
		return client.(*baijiayun.Client).With(opts...)
	},
	newFrom: func(source any, opts ...classcloud.ClientOption) (any, error) {
		return baijiayun.New(source.(baijiayun.CredentialSource), opts...)
	},
	nilSource: func() error {
		_, err := baijiayun.New((*struct{ baijiayun.CredentialSource })(nil))
		return err
	},
	zero: func(ctx context.Context) (any, map[string]func() error) {
		return &baijiayun.Client{}, map[string]func() error{
			"With": func() error { _, err := new(baijiayun.Client).With(); return err },
			"Do":   func() error { return new(baijiayun.Client).Do(ctx, baijiayun.Call{Path: "/x"}, nil) },
			"EnterURL": func() error {
				_, err := new(baijiayun.Client).EnterURL(ctx, &baijiayun.EnterURLRequest{RoomID: 1, UserNumber: 1, UserName: "n"})
				return err
			},
		}
	},
	types: []any{
		baijiayun.AccessRequest{}, baijiayun.CallbackFuncs{}, baijiayun.ClassCallback{}, baijiayun.Credentials{},
		baijiayun.PlaybackCallback{}, baijiayun.UserCallback{}, baijiayun.UserEvent{},
	},
	secrets:    []string{baijiayunCanary.PartnerKey, baijiayunCanary.SecretKey},
	onClock:    baijiayunOnClock,
	moreToShow: baijiayunShows,
}

// baijiayunCanary holds the credentials of the tests. Its secrets must never be shown; see secrets_test.go.
var baijiayunCanary = baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "canary-partner-key==", SecretKey: "canary-secret-key=="}

func openBaijiayun(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayunCanary))
	kit, clock, opts := settle(t, kitOf(srv.URL, srv), opts)
	c := srv.Client(opts...)
	kept := srv.AddRoom(baijiayuntest.Room{Title: "Kept"})
	start := clock.Now().Add(24 * time.Hour)
	w := &world{vendor: "baijiayun", kit: kit, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Rooms.Get", createOp: "Rooms.Create", documented: baijiayuntest.DocumentedReply("Rooms.Get")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Rooms.Get(ctx, kept.RoomID, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: fmt.Sprint("Room ", n), StartTime: start, EndTime: start.Add(time.Hour)}, opts...)
	}
	w.made = func() int { return len(srv.Rooms()) - 1 }
	w.signature = func(r vendortest.Request) []string { return []string{r.Form.Get("sign")} }
	w.journey = func(t *testing.T, ctx context.Context) {
		room, err := c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "英语语法 & more=100% +?", StartTime: start, EndTime: start.Add(time.Hour)})
		require.NoError(t, err)
		require.NoError(t, c.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: room.RoomID, Title: new("Renamed")}))
		got, err := c.Rooms.Get(ctx, room.RoomID)
		require.NoError(t, err)
		assert.Equal(t, "Renamed", got.Title)
		assert.True(t, got.StartTime.Equal(start), "text from Get")
		listed := map[int64]baijiayun.Room{}
		for row, err := range c.Rooms.All(ctx, nil) {
			require.NoError(t, err)
			listed[row.RoomID] = row
		}
		assert.True(t, listed[room.RoomID].StartTime.Equal(start), "unix seconds from List")
		uploaded, err := c.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{RoomID: room.RoomID,
			File: &classcloud.File{Name: "语法.pdf", Content: strings.NewReader("%PDF-1.4")}})
		require.NoError(t, err)
		assert.NotZero(t, uploaded.FID)
		require.NoError(t, c.Rooms.Delete(ctx, room.RoomID))
		_, err = c.Rooms.Get(ctx, room.RoomID)
		assert.ErrorIs(t, err, classcloud.NotFound)
		assert.ErrorIs(t, err, baijiayun.CodeRoomDeleted)
	}
	return w
}

// baijiayunOnClock starts a server on a clock. create creates something with the client of the server.
func baijiayunOnClock(t *testing.T, now func() time.Time) (setClock func(func() time.Time), create func(at time.Time) error) {
	srv := baijiayuntest.NewServer(baijiayuntest.WithClock(now), baijiayuntest.WithTimestampWindow(5*time.Minute))
	t.Cleanup(srv.Close)
	client := srv.Client()
	return srv.SetClock, func(at time.Time) error {
		_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "Grammar", StartTime: at.Add(time.Hour), EndTime: at.Add(2 * time.Hour)})
		return err
	}
}

// baijiayunShows returns more values and errors that must not show a secret: other ways to sign, refused keys, links, tokens.
func baijiayunShows(t *testing.T, s *sieve, w *world) map[string]any {
	t.Helper()
	ctx, options := t.Context(), showing(s, w)
	get := func(keys baijiayun.Credentials) error {
		client, err := baijiayun.New(keys, options...)
		if err != nil {
			return err
		}
		_, err = client.Rooms.Get(ctx, 1)
		return err
	}
	w.kit.Respond("Videos.GetUpload", `{"code":0,"data":{"video_id":7,"upload_url":"http://127.0.0.1:1/upload?fid=7&token=`+canary+`","upload_size":0}}`)
	_, broken := w.client.(*baijiayun.Client).Videos.Upload(ctx, &baijiayun.UploadVideoRequest{VideoID: 7, File: &classcloud.File{Name: "a.mp4", Content: strings.NewReader("x")}})
	w.kit.Respond("Videos.GetUpload", "")
	return map[string]any{
		"a broken upload":          broken,
		"a program with a client":  struct{ client *baijiayun.Client }{w.client.(*baijiayun.Client)},
		"a program with a service": &struct{ rooms baijiayun.RoomsService }{w.client.(*baijiayun.Client).Rooms},
		"another's key":            get(baijiayun.Credentials{PartnerID: 12345678, PartnerKey: canary}),
		"another account":          get(baijiayun.Credentials{PartnerID: 1, PartnerKey: canary, SecretKey: canary}),
		"a bad domain":             get(baijiayun.Credentials{Domain: "a.b", PartnerID: 1, PartnerKey: canary, SecretKey: canary}),
		"no id":                    get(baijiayun.Credentials{PartnerKey: canary}),
	}
}
