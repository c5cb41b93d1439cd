package baijiayun_test

import (
	"fmt"
	"strconv"
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

func TestEveryDocumentedCode(t *testing.T) {
	srv, client := newCloud(t)
	for code, want := range map[baijiayun.Code]classcloud.Kind{
		1: classcloud.Unknown, 404: classcloud.Unimplemented, 1001: classcloud.InvalidArgument, 1002: classcloud.Unauthenticated,
		2001: classcloud.Unauthenticated, 2002: classcloud.PermissionDenied, 2003: classcloud.PermissionDenied,
		3001: classcloud.NotFound, 3002: classcloud.NotFound, 4001: classcloud.Internal, 5002: classcloud.NotFound, 5003: classcloud.Unknown,
		// an unknown code gets its kind from its thousands, and its outcome stays unknown
		1777: classcloud.InvalidArgument, 2777: classcloud.PermissionDenied, 3777: classcloud.NotFound, 4777: classcloud.FailedPrecondition,
		9777: classcloud.Unknown, 77777777777: classcloud.Unknown,
		// a code that is an HTTP status means what the status does
		429: classcloud.ResourceExhausted, 500: classcloud.Internal, 502: classcloud.Unavailable, 503: classcloud.Unavailable, 504: classcloud.Unavailable,
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
				e := clienttest.AsError(t, err)
				assert.Equal(t, strconv.FormatInt(int64(code), 10), e.Code)
				assert.Equal(t, "why", e.Message)
				assert.Equal(t, code%1000 == 777 || code == 1 || code == 5003 || code > 499 && code < 600, classcloud.MaybeApplied(err))
				if code != 429 { // which the vendor did not carry out, so the call is made again
					assert.Len(t, srv.Requests(), 1)
				}
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
		"an unknown id":   {func() error { _, err := client.Rooms.Get(t.Context(), 10000000000000); return err }, baijiayun.CodeRoomNotFound},
		"a room deleted":  {func() error { _, err := client.Rooms.Get(t.Context(), gone.RoomID); return err }, baijiayun.CodeRoomDeleted},
		"another's key":   {func() error { _, err := other(wrongKey).Rooms.Get(t.Context(), gone.RoomID); return err }, baijiayun.CodeSignature},
		"nobody's id":     {func() error { _, err := other(wrongID).Rooms.Get(t.Context(), gone.RoomID); return err }, baijiayun.CodeAccountNotFound},
		"an unknown path": {func() error { return client.Do(t.Context(), baijiayun.Call{Path: "/openapi/nothing"}, nil) }, baijiayun.CodePathNotFound},
		"a strange ending": {func() error {
			_, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{File: &classcloud.File{Name: "a.exe", Content: strings.NewReader("MZ")}})
			return err
		}, baijiayun.CodeUploadFailed},
	} {
		assert.ErrorIs(t, test.call(), test.code, name)
	}
}
