package baijiayuntest_test

import (
	"bytes"
	"crypto/md5"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// now is the time of the documented requests: 2017-08-01 15:24:48 in Beijing.
const now = 1501572288

func start(t *testing.T, opts ...baijiayuntest.Option) *baijiayuntest.Server {
	t.Helper()
	clock := baijiayuntest.WithClock(func() time.Time { return time.Unix(now, 0) })
	srv := baijiayuntest.NewServer(append([]baijiayuntest.Option{clock}, opts...)...)
	t.Cleanup(srv.Close)
	return srv
}

// fields holds parameters of a call. A parameter with the value remove is left out.
type fields map[string]string

const remove = "\x00remove"

func (f fields) with(more fields) fields {
	all := maps.Clone(f)
	if all == nil {
		all = fields{}
	}
	maps.Copy(all, more)
	maps.DeleteFunc(all, func(_, value string) bool { return value == remove })
	return all
}

func (f fields) values() url.Values {
	values := url.Values{}
	for name, value := range f {
		values.Set(name, value)
	}
	return values
}

// signed adds the common parameters and the signature: url.Values sorts by name, and the escapes are undone at the end.
func signed(t *testing.T, srv *baijiayuntest.Server, f fields) fields {
	t.Helper()
	credentials := srv.Credentials()
	all := fields{"partner_id": strconv.FormatInt(credentials.PartnerID, 10), "timestamp": strconv.Itoa(now)}.with(f)
	raw, err := url.QueryUnescape(all.values().Encode())
	require.NoError(t, err)
	sum := md5.Sum([]byte(raw + "&partner_key=" + credentials.PartnerKey))
	return all.with(fields{"sign": fmt.Sprintf("%x", sum)})
}

// reply is an answer, with the fields of its envelope.
type reply struct {
	status int
	body   string
	Code   int             `json:"code"`
	Data   json.RawMessage `json:"data"`
	Msg    string          `json:"msg"`
	TS     json.RawMessage `json:"ts"`
}

func send(t *testing.T, method, url, contentType string, body io.Reader) (reply, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", contentType)
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return reply{}, err
	}
	answer := reply{status: response.StatusCode, body: string(content)}
	_ = json.Unmarshal(content, &answer) // a spoilt answer stays empty
	return answer, nil
}

// postRaw sends exactly these fields.
func postRaw(t *testing.T, srv *baijiayuntest.Server, path string, f fields) reply {
	t.Helper()
	answer, err := send(t, "POST", srv.URL+path, "application/x-www-form-urlencoded",
		bytes.NewBufferString(f.values().Encode()))
	require.NoError(t, err)
	return answer
}

// post sends the fields signed.
func post(t *testing.T, srv *baijiayuntest.Server, path string, f fields) reply {
	t.Helper()
	return postRaw(t, srv, path, signed(t, srv, f))
}

type upload struct{ field, name, content string }

// postFiles sends the fields signed, with files beside them.
func postFiles(t *testing.T, srv *baijiayuntest.Server, path string, f fields, files ...upload) reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range signed(t, srv, f) {
		require.NoError(t, form.WriteField(name, value))
	}
	for _, file := range files {
		part, err := form.CreateFormFile(file.field, file.name)
		require.NoError(t, err)
		_, err = io.WriteString(part, file.content)
		require.NoError(t, err)
	}
	require.NoError(t, form.Close())
	answer, err := send(t, "POST", srv.URL+path, form.FormDataContentType(), &body)
	require.NoError(t, err)
	return answer
}

func (r reply) ok(t *testing.T) reply {
	t.Helper()
	require.Equal(t, 200, r.status, r.body)
	require.Equal(t, 0, r.Code, r.body)
	return r
}

// data requires a success with this JSON as data.
func (r reply) data(t *testing.T, want string) {
	t.Helper()
	require.JSONEq(t, want, string(r.ok(t).Data))
}

// fetch sends the fields signed by GET, in the query.
func fetch(t *testing.T, srv *baijiayuntest.Server, path string, f fields) reply {
	t.Helper()
	answer, err := send(t, "GET", srv.URL+path+"?"+signed(t, srv, f).values().Encode(), "", nil)
	require.NoError(t, err)
	return answer
}

// addedRoom adds a large class of 2017.
func addedRoom(srv *baijiayuntest.Server) (baijiayuntest.Room, string) {
	room := srv.AddRoom(baijiayuntest.Room{RoomID: 17091462522904, Title: "直播培训", AdminCode: "dkn3wd", TeacherCode: "7782s9", StudentCode: "hfaaqq"})
	return room, strconv.FormatInt(room.RoomID, 10)
}

// failed requires the code, the message in the document's table, and null as data.
func (r reply) failed(t *testing.T, code int) reply {
	t.Helper()
	messages := map[int]string{
		1: "普通错误", 404: "请求路径不存在", 1001: "参数错误", 1002: "签名计算错误", 2001: "账号不存在", 2002: "账号权限错误",
		3001: "房间号不存在", 3002: "该房间已删除", 4001: "文件上传失败", 5002: "视频不存在",
	}
	require.Equal(t, 200, r.status, r.body)
	require.Equal(t, code, r.Code, r.body)
	require.Contains(t, r.Msg, messages[code])
	require.Equal(t, "null", string(r.Data), r.body)
	return r
}

// lecture returns the room of the document's signing example.
func lecture() fields {
	return fields{"title": "测试教室", "start_time": "1501575608", "end_time": "1501579208", "type": "2"}
}

// create creates a room and returns its id.
func create(t *testing.T, srv *baijiayuntest.Server, more fields) string {
	t.Helper()
	answer := post(t, srv, "/openapi/room/create", lecture().with(more)).ok(t)
	var data struct {
		RoomID string `json:"room_id"`
	}
	require.NoError(t, json.Unmarshal(answer.Data, &data))
	return data.RoomID
}

// kept returns the server's only room.
func kept(t *testing.T, srv *baijiayuntest.Server) baijiayuntest.Room {
	t.Helper()
	rooms := srv.Rooms()
	require.Len(t, rooms, 1)
	return rooms[0]
}
