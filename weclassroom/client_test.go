package weclassroom_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestTheSecretIsNeverShown(t *testing.T) {
	srv := weclassroomtest.NewServer(weclassroomtest.WithCredentials(weclassroom.Credentials{ApplicationID: "application", Secret: canary}))
	defer srv.Close()
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client := srv.Client(classcloud.WithLogger(logger))

	srv.Respond("Lessons.Delete", `{"status":0,"error_code":20005,"msg":"授权验证异常"}`)
	err := client.Lessons.Delete(t.Context(), 1)
	require.ErrorIs(t, err, weclassroom.CodeSignature)
	signMsg := srv.Requests()[0].Form.Get("signMsg")
	require.NotEmpty(t, signMsg)
	logger.Info("all of it", "client", client, "credentials", srv.Credentials(), "error", err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&log, verb+verb+verb+verb, client, srv.Credentials(), []any{srv.Credentials(), client}, err)
	}
	for _, x := range []any{client, srv.Credentials(), err} {
		text, jsonErr := json.Marshal(x)
		require.NoError(t, jsonErr)
		log.Write(text)
	}
	assert.NotContains(t, log.String(), canary)
	assert.NotContains(t, log.String(), fmt.Sprintf("%x", canary))
	assert.NotContains(t, log.String(), signMsg)
	assert.Contains(t, log.String(), "application")
}

func TestASecretOfAnotherLengthIsRefusedAndNotPrinted(t *testing.T) {
	for _, secret := range []string{"", canary[1:], canary + "!", strings.Repeat("秘", 32), strings.Repeat("ab", 32)} {
		keys := weclassroom.Credentials{ApplicationID: "application", Secret: secret}
		_, err := weclassroom.New(keys)
		require.ErrorContains(t, err, "exactly 32 bytes")
		if secret != "" {
			assert.NotContains(t, err.Error(), secret)
		}

		client, err := weclassroom.New(source(func(context.Context) (weclassroom.Credentials, error) { return keys, nil }))
		require.NoError(t, err)
		_, err = client.Lessons.GetClassroom(t.Context(), 1)
		require.ErrorIs(t, err, classcloud.Unauthenticated)
		assert.False(t, classcloud.MaybeApplied(err))
		if secret != "" {
			assert.NotContains(t, fmt.Sprintf("%+v", err), secret)
		}
	}
	_, err := weclassroom.New(weclassroom.Credentials{Secret: canary})
	require.ErrorContains(t, err, "ApplicationID")
	_, err = weclassroom.New(nil)
	require.Error(t, err)
}

func TestOptionsOfTheClient(t *testing.T) {
	keys := weclassroom.Credentials{ApplicationID: "application", Secret: canary}
	_, err := weclassroom.New(keys, aui.WithLoginPath("/login"))
	assert.ErrorContains(t, err, "another vendor's option")
	_, err = weclassroom.New(keys, weclassroom.WithDateKey(9))
	assert.ErrorContains(t, err, "DateKey(9)")
	for key, name := range map[weclassroom.DateKey]string{weclassroom.DateKeyBoth: "Both", weclassroom.DateKeyCreateDate: "CreateDate", weclassroom.DateKeyCreatDate: "CreatDate"} {
		assert.Equal(t, name, key.String())
		_, err = weclassroom.New(keys, weclassroom.WithDateKey(key))
		assert.NoError(t, err)
	}
}

func TestDoReachesWhatHasNoMethod(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Lessons.GetClassroom", weclassroomtest.DocumentedReply("Lessons.GetClassroom"))
	var out struct{ ID int64 }
	call := weclassroom.Call{Path: "/lesson/getClassInfo", Params: []classcloud.Param{{Name: "lessonId", Value: 1}}, Effect: classcloud.EffectRead}
	require.NoError(t, srv.Client().Do(t.Context(), call, &out, classcloud.WithParam("more", []int{1})))
	assert.Equal(t, int64(5754247), out.ID)
	assert.Equal(t, `["lessonId" => 1, "more" => [1]]`, params(srv)[0].String())
	err := srv.Client().Do(t.Context(), weclassroom.Call{Path: "/lesson/none"}, nil)
	assert.ErrorIs(t, err, weclassroom.CodeRouteNotFound)
}

func TestOneClientForManyGoroutinesAndTenants(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Reports.ListStars", weclassroomtest.DocumentedReply("Reports.ListStars"))
	type tenant struct{}
	client, err := weclassroom.New(source(func(ctx context.Context) (weclassroom.Credentials, error) {
		if ctx.Value(tenant{}) == nil {
			return weclassroom.Credentials{}, errors.New("no tenant")
		}
		return srv.Credentials(), nil
	}), classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	ctx := context.WithValue(t.Context(), tenant{}, true)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				own, err := client.With(weclassroom.WithDateKey(weclassroom.DateKeyCreatDate))
				assert.NoError(t, err)
				stars, err := own.Reports.ListStars(ctx, []int64{1})
				assert.NoError(t, err)
				assert.Len(t, stars, 2)
			}
		})
	}
	wg.Wait()
	_, err = client.Reports.ListStars(t.Context(), []int64{1})
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
}

func TestNewRefuses(t *testing.T) {
	for name, keys := range map[string]weclassroom.Credentials{
		"no id":                  {Secret: strings.Repeat("s", 32)},
		"a short secret":         {ApplicationID: "1", Secret: strings.Repeat("s", 16)},
		"a long secret":          {ApplicationID: "1", Secret: strings.Repeat("s", 33)},
		"32 letters of 96 bytes": {ApplicationID: "1", Secret: strings.Repeat("密", 32)},
	} {
		client, err := weclassroom.New(keys)
		assert.Error(t, err, name)
		assert.Nil(t, client, name)
		if len(keys.Secret) > 0 {
			assert.NotContains(t, err.Error(), keys.Secret, name)
		}
	}
	_, err := weclassroom.New(nil)
	assert.Error(t, err)
}

// 7 of the 35 documented calls have their result beside data; an endpoint of tomorrow may have it too.
func TestDoReadsWhatStandsBesideData(t *testing.T) {
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"error_code":10000,"msg":"ok","newId":77}`
	})
	var out struct{ NewID int64 }
	require.NoError(t, client.Do(t.Context(), weclassroom.Call{Path: "/lesson/new"}, &out))
	assert.Equal(t, int64(77), out.NewID)
	var into map[string]any
	require.NoError(t, client.Do(t.Context(), weclassroom.Call{Path: "/lesson/new"}, &into))
	assert.Equal(t, map[string]any{"newId": json.Number("77")}, into)
	var whatever any
	require.NoError(t, client.Do(t.Context(), weclassroom.Call{Path: "/lesson/new"}, &whatever))
	assert.NotNil(t, whatever)
	client, _ = stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"error_code":40003,"msg":"no","newId":77}`
	})
	err := client.Do(t.Context(), weclassroom.Call{Path: "/lesson/new"}, &out)
	assert.ErrorIs(t, err, weclassroom.CodeParameterValue)
	assert.True(t, classcloud.MaybeApplied(err))
}

// A server that says back what it was sent puts neither the secret nor signMsg into an error.
func TestWhatAServerSaysBackIsMasked(t *testing.T) {
	keys, said := weclassroom.Credentials{ApplicationID: "application", Secret: canary}, ""
	stub := clienttest.NewStub(t, func(r clienttest.Request) clienttest.Answer {
		said = r.Form.Get("signMsg")
		text, err := json.Marshal(map[string]any{"status": 0, "error_code": 40003, "msg": "bad " + said + " and " + canary})
		if err != nil {
			panic(err)
		}
		return clienttest.JSON(string(text))
	})
	client, err := weclassroom.New(keys, classcloud.WithBaseURL(stub.URL))
	require.NoError(t, err)
	err = client.Lessons.Delete(t.Context(), 1)
	require.ErrorIs(t, err, weclassroom.CodeParameterValue)
	var signMsg string
	stub.Do(func() { signMsg = said })
	require.NotEmpty(t, signMsg)
	e := clienttest.AsError(t, err)
	for _, text := range []string{e.Error(), fmt.Sprintf("%+v", e), e.Message, string(e.Body)} {
		assert.NotContains(t, text, canary)
		assert.NotContains(t, text, signMsg)
	}
}
