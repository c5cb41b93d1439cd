package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// bareCloud is newCloud with a server that writes the replies that no source shows in their other forms.
func bareCloud(t *testing.T) (*baijiayuntest.Server, *baijiayun.Client) {
	t.Helper()
	srv := baijiayuntest.NewServer(baijiayuntest.WithBareReplies())
	t.Cleanup(srv.Close)
	return srv, srv.Client(classcloud.WithLimiter(classcloud.NoLimit{}))
}

// clouds are servers that write the replies that no source shows in one form and in the other.
func clouds(t *testing.T, test func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client)) {
	t.Helper()
	for name, cloud := range map[string]func(t *testing.T) (*baijiayuntest.Server, *baijiayun.Client){
		"like other lists": func(t *testing.T) (*baijiayuntest.Server, *baijiayun.Client) { return newCloud(t) }, "bare": bareCloud,
	} {
		t.Run(name, func(t *testing.T) {
			srv, client := cloud(t)
			test(t, srv, client)
		})
	}
}

func TestNotices(t *testing.T) {
	clouds(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		room := srv.AddRoom(baijiayuntest.Room{Title: "Kept"})
		for n, content := range []string{"一", "二", "三"} {
			created, err := client.Notices.Create(ctx, &baijiayun.CreateNoticeRequest{Content: content, URL: "https://example.com/?a=1&b=2", ProductType: baijiayun.ProductType(n)})
			require.NoError(t, err)
			assert.Contains(t, []int64{0, int64(501 + n)}, created.NoticeID)
		}
		var ids []int64
		for notice, err := range client.Notices.All(ctx, &baijiayun.ListNoticesRequest{PageSize: 2}) {
			require.NoError(t, err)
			assert.Equal(t, "https://example.com/?a=1&b=2", notice.URL)
			ids = append(ids, notice.NoticeID)
		}
		assert.Equal(t, []int64{503, 502, 501}, ids)
		page, err := client.Notices.List(ctx, &baijiayun.ListNoticesRequest{Query: "二"})
		require.NoError(t, err)
		require.Len(t, page.Notices, 1)
		assert.Equal(t, "二", page.Notices[0].Content)
		assert.Contains(t, []int{-1, 1}, page.Total)

		require.NoError(t, client.Rooms.AddNotices(ctx, &baijiayun.AddRoomNoticesRequest{RoomID: room.RoomID, NoticeIDs: ids}))
		require.NoError(t, client.Rooms.RemoveNotices(ctx, &baijiayun.RemoveRoomNoticesRequest{RoomID: room.RoomID, NoticeIDs: []int64{502}}))
		inRoom, err := client.Rooms.ListNotices(ctx, &baijiayun.ListRoomNoticesRequest{RoomID: room.RoomID})
		require.NoError(t, err)
		require.Len(t, inRoom, 2)
		assert.Equal(t, "三", inRoom[0].Content)
		require.NoError(t, client.Notices.Delete(ctx, &baijiayun.DeleteNoticesRequest{NoticeIDs: []int64{503, 501}}))
		inRoom, err = client.Rooms.ListNotices(ctx, &baijiayun.ListRoomNoticesRequest{RoomID: room.RoomID})
		require.NoError(t, err)
		assert.Equal(t, []baijiayun.Notice{}, inRoom, "empty, and not nil")
	})
}

// A repeat of a delete whose answer was lost is refused: the first try may have done it.
func TestADeletedNoticeIsDoubtful(t *testing.T) {
	srv, client := newCloud(t)
	notice := srv.AddNotice(baijiayuntest.Notice{Content: "一"})
	srv.Inject("Notices.Delete", baijiayuntest.Fault{Apply: true, Status: 503})
	err := client.Notices.Delete(t.Context(), &baijiayun.DeleteNoticesRequest{NoticeIDs: []int64{notice.NoticeID}})
	require.Error(t, err)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Empty(t, srv.Notices())
	assert.Len(t, srv.Requests(), 2)
}

// What may be doubled is sent once.
func TestASettingThatIsMadeIsSentOnce(t *testing.T) {
	srv, client := newCloud(t)
	room := srv.AddRoom(baijiayuntest.Room{})
	notice, template := srv.AddNotice(baijiayuntest.Notice{}), srv.AddQuizTemplate(baijiayuntest.QuizTemplate{})
	for operation, call := range map[string]func() error{
		"Notices.Create": func() error {
			_, err := client.Notices.Create(t.Context(), &baijiayun.CreateNoticeRequest{Content: "a", URL: "https://example.com"})
			return err
		},
		"SensitiveWords.Create": func() error {
			_, err := client.SensitiveWords.Create(t.Context(), &baijiayun.CreateSensitiveWordsRequest{Words: []string{"a"}})
			return err
		},
		"Rooms.AddNotices": func() error {
			return client.Rooms.AddNotices(t.Context(), &baijiayun.AddRoomNoticesRequest{RoomID: room.RoomID, NoticeIDs: []int64{notice.NoticeID}})
		},
		"Rooms.AddQuizTemplates": func() error {
			return client.Rooms.AddQuizTemplates(t.Context(), &baijiayun.AddRoomQuizTemplatesRequest{RoomID: room.RoomID, TemplateIDs: []int64{template.TemplateID}})
		},
		"SubAccounts.Create": func() error {
			_, err := client.SubAccounts.Create(t.Context(), newSubAccount())
			return err
		},
	} {
		srv.ClearRequests()
		srv.Inject(operation, baijiayuntest.Fault{Apply: true, Reset: true})
		err := call()
		assert.True(t, classcloud.MaybeApplied(err), "%s: %v", operation, err)
		assert.Len(t, srv.Requests(), 1, operation)
	}
	assert.Len(t, srv.SubAccounts(), 1)
	assert.Len(t, srv.Notices(), 2)
}
