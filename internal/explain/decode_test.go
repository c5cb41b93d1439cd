package explain_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

func decoded(t *testing.T, vendor string, keys explain.Keys, r *explain.Request) string {
	t.Helper()
	value := explain.Decode(vendor, keys, r)
	noSecretShows(t, keys, value)
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}

func TestDecodeForms(t *testing.T) {
	r := request(t, "POST", createRoom+"?debug=1", formType, "title="+"%E6%B5%8B%E8%AF%95&ids=1&ids=2&sign=abc&secret_key=an-invented-secret-key&list=%5B%7B%22name%22%3A%22x%22%2C%22password%22%3A%22y%22%7D%5D&note=an-invented-secret-key%21")
	assert.JSONEq(t, `{"method":"POST","path":"/openapi/room/create","query":{"debug":"1"},"headers":{"Content-Type":"application/x-www-form-urlencoded"},
		"body":{"title":"测试","ids":["1","2"],"sign":"***","secret_key":"***","list":[{"name":"x","password":"***"}],"note":"***!"}}`, decoded(t, "baijiayun", baijiayunKeys(), r))
}

func TestDecodeJSON(t *testing.T) {
	r := v2Request(t, "abc", `{"courseId":12345678901234567890,"password":"p","nested":{"md5pass":"q","list":[null,true]}}`)
	assert.JSONEq(t, `{"method":"POST","path":"/lms/unit/create","headers":{"Content-Type":"application/json","X-Eeo-Uid":"1000082","X-Eeo-Ts":"1501572288","X-Eeo-Sign":"***"},
		"body":{"courseId":12345678901234567890,"password":"***","nested":{"md5pass":"***","list":[null,true]}}}`, decoded(t, "classin", classinKeys(), r))
}

func TestDecodeOpensSignMsg(t *testing.T) {
	r := sealRequest(t, sealClient{plain: `a:2:{s:8:"lessonId";i:7;s:8:"userData";a:2:{i:0;a:1:{s:8:"userName";s:6:"张三";}i:1;s:6:"[1,{}]";}}`}.signMsg())
	assert.Contains(t, decoded(t, "weclassroom", weclassroomKeys(), r), `"signMsg":{"lessonId":7,"userData":[{"userName":"张三"},[1,{}]]}`)
	wrongMac := sealRequest(t, sealClient{mac: func(_, _ string) string { return "0" }}.signMsg())
	assert.Contains(t, decoded(t, "weclassroom", weclassroomKeys(), wrongMac), `"className":"英语"`, "a wrong mac does not hide what was meant")
	assert.Contains(t, decoded(t, "weclassroom", explain.Keys{}, r), `"signMsg":"***"`, "without the secret it stays closed")
}

func TestDecodeReadsTokens(t *testing.T) {
	token := token007{services: education("room1", "u", 1, 1, 600)}.build()
	text := decoded(t, "agora", agoraKeys(), agoraRequest(t, "GET", roomPath, "Authorization", "agora token="+token))
	assert.NotContains(t, text, token)
	assert.Contains(t, text, `"token":{"appId":"`+agoraApp+`","expires":"2017-08-01T07:34:48Z","issued":"2017-08-01T07:24:48Z","services":[{"privileges":{"1":600},"role":1,"room":"room1","service":"education","user":"u"}],"signature":"***","version":"007"}`)

	old := token006{account: "u"}.build()
	text = decoded(t, "agora", agoraKeys(), agoraRequest(t, "GET", roomPath, "x-agora-token", old, "x-agora-uid", "u"))
	assert.NotContains(t, text, old)
	assert.Contains(t, text, `"version":"006"`)

	jwt := jwtOf(jwtSecret, 60_000_000_000)
	text = decoded(t, "aui", auiKeys(), auiRequest(t, "Bearer "+jwt))
	assert.NotContains(t, text, strings.Split(jwt, ".")[1])
	assert.Contains(t, text, `"token":{"alg":"HS256","claims":{"exp":1501572348,"iat":1501572288,"sub":"teacher"},"signature":"***"}`)
}

// A log of decoded requests stays small, whatever they hold.
func TestDecodeIsBounded(t *testing.T) {
	for name, r := range map[string]*explain.Request{
		"a list":          request(t, "POST", listClasses, jsonType, "["+strings.Repeat("1,", 400_000)+"1]"),
		"an object":       request(t, "POST", listClasses, jsonType, `{"a":{`+strings.Repeat(`"x":[{}],`, 100_000)+`"y":1}}`),
		"lists in a list": request(t, "POST", listClasses, jsonType, "["+strings.Repeat("[1],", 200_000)+"1]"),
		"a long text":     request(t, "POST", createRoom, formType, "a="+strings.Repeat("测", 300_000)),
		"many parameters": request(t, "POST", createRoom, formType, strings.Repeat("a=1&", 200_000)),
	} {
		t.Run(name, func(t *testing.T) { assert.Less(t, len(decoded(t, "baijiayun", allKeys(), r)), 64<<10) })
	}
}

// A secret that begins with another is hidden whole.
func TestDecodeHidesTheLongestFirst(t *testing.T) {
	keys := explain.Keys{"BAIJIAYUN_PARTNER_KEY": "invented", "BAIJIAYUN_SECRET_KEY": "invented-and-longer"}
	assert.Contains(t, decoded(t, "baijiayun", keys, request(t, "POST", createRoom, formType, "note=invented-and-longer&other=invented-and")), `"body":{"note":"***","other":"***-and"}`)
}

func TestDecodeWhatCannotBeRead(t *testing.T) {
	assert.Nil(t, explain.Decode("aui", nil, nil))
	assert.JSONEq(t, `{"method":"","path":"","body":{"bytes":3}}`, decoded(t, "aui", nil, &explain.Request{Body: []byte{0xff, 0, 1}}))
	huge := strings.Repeat("a=1&", 1<<19)
	assert.Contains(t, decoded(t, "baijiayun", nil, request(t, "POST", createRoom, formType, huge)), `"bytes":2097152`)
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	assert.Contains(t, decoded(t, "aui", nil, request(t, "POST", listClasses, jsonType, deep)), `"bytes":40000`)
}
