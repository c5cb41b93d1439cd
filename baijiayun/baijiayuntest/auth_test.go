package baijiayuntest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// published sets the credentials of the document's signing example.
func published() baijiayuntest.Option {
	return baijiayuntest.WithCredentials(baijiayun.Credentials{
		Domain:     "demo123",
		PartnerID:  12345678,
		PartnerKey: "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg==",
	})
}

func publishedRequest(sign string) fields {
	return lecture().with(fields{"partner_id": "12345678", "timestamp": "1501572288", "sign": sign})
}

func TestSignatureOfThePublishedExample(t *testing.T) {
	srv := start(t, published())
	postRaw(t, srv, "/openapi/room/create", publishedRequest("5b78486597c679b0c6256da014af1260")).ok(t)
	require.Len(t, srv.Rooms(), 1)

	// The document prints this digest, which is that of a text in which a browser had turned "&times" into "×".
	postRaw(t, srv, "/openapi/room/create", publishedRequest("70d60aca82bedd5a10a64247c3d464b1")).failed(t, 1002)
	postRaw(t, srv, "/openapi/room/create", publishedRequest("5B78486597C679B0C6256DA014AF1260")).failed(t, 1002)
	require.Len(t, srv.Rooms(), 1)
}

func TestSignatureCoversEveryParameter(t *testing.T) {
	srv := start(t)
	good := signed(t, srv, lecture().with(fields{"template_name": "", "new_in_2030": "a=b&c"}))
	postRaw(t, srv, "/openapi/room/create", good).ok(t)

	for name, change := range map[string]fields{
		"a changed value":             {"title": "测试教室2"},
		"an added parameter":          {"max_users": "1"},
		"an added empty parameter":    {"forbidden_end_types": ""},
		"an added unknown parameter":  {"newer": "1"},
		"a removed empty parameter":   {"template_name": remove},
		"a removed unknown parameter": {"new_in_2030": remove},
		"another timestamp":           {"timestamp": "1501572289"},
	} {
		t.Run(name, func(t *testing.T) {
			postRaw(t, srv, "/openapi/room/create", good.with(change)).failed(t, 1002)
		})
	}
	t.Run("a parameter in the query", func(t *testing.T) {
		postRaw(t, srv, "/openapi/room/create?max_users=1", good).failed(t, 1002)
	})
	require.Len(t, srv.Rooms(), 1)
}

func TestSignatureLeavesFilesOut(t *testing.T) {
	srv := start(t)
	picture := upload{"background_attachment", "wall.png", "picture"}
	postFiles(t, srv, "/openapi/room/create", lecture(), picture).ok(t)
	files := srv.Requests()[0].Files
	require.Len(t, files, 1)
	assert.Equal(t, "wall.png", files[0].Name)
}

func TestCommonParameters(t *testing.T) {
	srv := start(t)
	for name, test := range map[string]struct {
		fields  fields
		code    int
		mention string
	}{
		"unknown partner_id":        {fields{"partner_id": "20260102"}, 2001, ""},
		"partner_id missing":        {fields{"partner_id": remove}, 1001, "partner_id"},
		"partner_id empty":          {fields{"partner_id": ""}, 1001, "partner_id"},
		"partner_id not a number":   {fields{"partner_id": "demo123"}, 1001, "partner_id"},
		"timestamp missing":         {fields{"timestamp": remove}, 1001, "timestamp"},
		"timestamp not a number":    {fields{"timestamp": "2017-08-01"}, 1001, "timestamp"},
		"timestamp in milliseconds": {fields{"timestamp": "1501572288000"}, 1001, "timestamp"},
		"timestamp of long ago":     {fields{"timestamp": "1000000000"}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answer := post(t, srv, "/openapi/room/list", test.fields)
			if test.code == 0 {
				answer.ok(t)
				return
			}
			assert.Contains(t, answer.failed(t, test.code).Msg, test.mention)
		})
	}
	t.Run("sign missing", func(t *testing.T) {
		unsigned := signed(t, srv, nil).with(fields{"sign": remove})
		assert.Contains(t, postRaw(t, srv, "/openapi/room/list", unsigned).failed(t, 1001).Msg, "sign")
	})
	t.Run("nothing at all names all three", func(t *testing.T) {
		message := postRaw(t, srv, "/openapi/room/list", nil).failed(t, 1001).Msg
		assert.Contains(t, message, "partner_id 缺少; timestamp 缺少; sign 缺少")
	})
	t.Run("the account comes before the signature", func(t *testing.T) {
		postRaw(t, srv, "/openapi/room/list", fields{"partner_id": "1", "timestamp": "1", "sign": "no"}).failed(t, 2001)
	})
	t.Run("the signature comes before the parameters", func(t *testing.T) {
		postRaw(t, srv, "/openapi/room/create", signed(t, srv, nil).with(fields{"sign": "no"})).failed(t, 1002)
	})
}

func TestParametersBelongIntoTheBody(t *testing.T) {
	srv := start(t)
	query := signed(t, srv, lecture()).values().Encode()
	postRaw(t, srv, "/openapi/room/create?"+query, nil).failed(t, 1001)
	answer, err := send(t, "POST", srv.URL+"/openapi/room/create", "application/json", strings.NewReader(`{"title":"a"}`))
	require.NoError(t, err)
	answer.failed(t, 1001)
	assert.Empty(t, srv.Rooms())
}

func TestTheLastOfRepeatedParametersCounts(t *testing.T) {
	srv := start(t)
	body := "title=overwritten&" + signed(t, srv, lecture()).values().Encode()
	answer, err := send(t, "POST", srv.URL+"/openapi/room/create", "application/x-www-form-urlencoded", strings.NewReader(body))
	require.NoError(t, err)
	answer.ok(t)
	assert.Equal(t, "测试教室", kept(t, srv).Title)
}

func TestWithTimestampWindow(t *testing.T) {
	srv := start(t, baijiayuntest.WithTimestampWindow(5*time.Minute))
	for timestamp, code := range map[string]int{
		"1501572288": 0,
		"1501571988": 0, // five minutes before
		"1501572588": 0, // and after
		"1501571987": 1002,
		"1501572589": 1002,
	} {
		answer := post(t, srv, "/openapi/room/list", fields{"timestamp": timestamp})
		assert.Equal(t, code, answer.Code, timestamp)
	}
	srv.SetClock(func() time.Time { return time.Unix(now+600, 0) })
	post(t, srv, "/openapi/room/list", fields{"timestamp": "1501572288"}).failed(t, 1002)
}
