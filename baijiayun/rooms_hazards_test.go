package baijiayun_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// numbersQuoted writes every number as text.
func numbersQuoted(v any) any {
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return v
}

// numbersBare writes every text that is a number as one.
func numbersBare(v any) any {
	text, ok := v.(string)
	if n, err := strconv.ParseInt(text, 10, 64); ok && err == nil && strconv.FormatInt(n, 10) == text {
		return json.Number(text)
	}
	return v
}

// timesUnix writes every local time as seconds.
func timesUnix(v any) any {
	text, _ := v.(string)
	if at, err := time.ParseInLocation(time.DateTime, text, wire.CST); err == nil {
		return at.Unix()
	}
	return v
}

// emptyMapsAsLists writes every object without members as PHP does.
func emptyMapsAsLists(v any) any {
	if m, ok := v.(map[string]any); ok && len(m) == 0 {
		return []any{}
	}
	return v
}

// listsWithGaps writes every list as PHP writes one that lost its first element.
func listsWithGaps(v any) any {
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return v
	}
	out := map[string]any{}
	for i, item := range list {
		out[strconv.Itoa(10+i)] = item // two digits each, so that the sorted names keep the order
	}
	return out
}

// rewrite applies to to every value of a JSON text, from the leaves up.
func rewrite(t *testing.T, text []byte, to func(any) any) string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	require.NoError(t, dec.Decode(&v))
	var walk func(any) any
	walk = func(v any) any {
		switch inner := v.(type) {
		case map[string]any:
			for name, item := range inner {
				inner[name] = walk(item)
			}
		case []any:
			for i, item := range inner {
				inner[i] = walk(item)
			}
		}
		return to(v)
	}
	out, err := json.Marshal(walk(v))
	require.NoError(t, err)
	return string(out)
}

// Whichever of PHP's ways a documented reply is written in, the result is the same; and it goes through JSON unchanged.
func TestEveryReplyInEveryDialect(t *testing.T) {
	root := golden.Root(t)
	for _, op := range baijiayun.Operations() {
		t.Run(op.Name, func(t *testing.T) {
			reply := []byte(baijiayuntest.DocumentedReply(op.Name))
			values := map[string]json.RawMessage{}
			if request, err := os.ReadFile(filepath.Join(root, "testdata", "baijiayun", op.Name, "request.json")); err == nil {
				require.NoError(t, json.Unmarshal(request, &values))
			}
			result := func(reply string) any {
				t.Helper()
				keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key, SecretKey: secretKey}
				client, err := baijiayun.New(keys, classcloud.WithoutRetry(), classcloud.WithHTTPClient(&http.Client{
					Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
						return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader([]byte(reply))), Request: r}, nil
					})}))
				require.NoError(t, err)
				open := func(string) (*classcloud.File, error) {
					return &classcloud.File{Name: "a.pdf", Content: bytes.NewReader([]byte("x"))}, nil
				}
				out, err := invoke.Call(t.Context(), client, op, values, &wire.Filler{Open: open})
				require.NoError(t, err, reply)
				return out
			}
			plain := result(string(reply))
			want, err := json.Marshal(plain)
			require.NoError(t, err)
			for name, dialect := range map[string]func(any) any{
				"numbers quoted": numbersQuoted, "numbers bare": numbersBare, "times in seconds": timesUnix,
				"empty maps as lists": emptyMapsAsLists, "lists with gaps": listsWithGaps,
			} {
				got, err := json.Marshal(result(rewrite(t, reply, dialect)))
				require.NoError(t, err)
				assert.JSONEq(t, string(want), string(got), name)
			}
			if plain != nil {
				again := reflect.New(reflect.TypeOf(plain))
				require.NoError(t, json.Unmarshal(want, again.Interface()))
				got, err := json.Marshal(again.Interface())
				require.NoError(t, err)
				assert.JSONEq(t, string(want), string(got), "through JSON")
			}
		})
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// One client signs for a hundred goroutines, each request with its own parameters.
func TestOneClientForManyGoroutines(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithoutRetry())
	start := time.Now().Add(time.Hour)
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			ctx := context.Background()
			title := fmt.Sprintf("课 %d & %s", i, url.QueryEscape("a=b"))
			room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: title, StartTime: start, EndTime: start.Add(time.Hour)})
			if !assert.NoError(t, err) {
				return
			}
			got, err := client.Rooms.Get(ctx, room.RoomID)
			if assert.NoError(t, err) {
				assert.Equal(t, title, got.Title)
			}
			_, err = client.JoinCodes.Create(ctx, &baijiayun.CreateJoinCodeRequest{RoomID: room.RoomID, UserNumber: int64(i + 1)})
			assert.NoError(t, err)
			status, err := client.Rooms.GetLiveStatus(ctx, room.RoomID)
			assert.NoError(t, err)
			assert.Equal(t, baijiayun.LiveStatusOff, status)
			assert.NoError(t, client.Rooms.Delete(ctx, room.RoomID))
		})
	}
	wg.Wait()
	rooms := 0
	for _, err := range client.Rooms.All(t.Context(), nil) {
		require.NoError(t, err)
		rooms++
	}
	assert.Zero(t, rooms)
}

// zeros is a file of any size that is nowhere.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestAnUploadOf500MB(t *testing.T) {
	const size = 500 << 20
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	before, most, received := heap(), uint64(0), int64(0)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		buffer := make([]byte, 1<<20)
		for chunk := 0; ; chunk++ {
			n, err := io.ReadFull(r.Body, buffer)
			received += int64(n)
			if chunk%20 == 0 {
				most = max(most, heap())
			}
			if err != nil {
				break
			}
		}
		_, _ = io.WriteString(w, `{"code":0,"data":{"fid":"1","name":"a.zip"},"msg":""}`)
	}))
	defer srv.Close()
	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	out, err := client.Documents.Upload(t.Context(), &baijiayun.UploadDocumentRequest{
		File: &classcloud.File{Name: "a.zip", Content: io.LimitReader(zeros{}, size)}})
	require.NoError(t, err)
	assert.EqualValues(t, 1, out.FID)
	assert.Greater(t, received, int64(size))
	assert.Less(t, most, before+32<<20)
}
