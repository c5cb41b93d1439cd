package auitest_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func aDevice(more string) string {
	return `{"user_id":"u1","device_id":"d1","device_type":"web"` + more + `}`
}

func TestIMToken(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV13, auitest.DialectHead} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv := start(t, auitest.WithDialect(dialect))
			for _, c := range []struct {
				name, imServer string
				aliyun, rong   bool
			}{
				{"Aliyun is the default", ``, true, false},
				{"for null too", `,"im_server":null`, true, false},
				{"and for none", `,"im_server":[]`, true, false},
				{"RongCloud alone", `,"im_server":["rongCloud"]`, false, true},
				{"both", `,"im_server":["rongCloud","aliyun"]`, true, true},
				{"one nobody knows", `,"im_server":["aliyun_new"]`, false, false},
			} {
				t.Run(c.name, func(t *testing.T) {
					data := post(t, srv, "token", aDevice(c.imServer)).data(t)
					assert.ElementsMatch(t, []string{"aliyun_access_token", "aliyun_refresh_token", "rong_cloud_token"}, keys(data))
					assert.Equal(t, c.aliyun, data["aliyun_access_token"] != "")
					assert.Equal(t, c.aliyun, data["aliyun_refresh_token"] != "")
					assert.Equal(t, c.rong, data["rong_cloud_token"] != "")
					if c.aliyun {
						assert.NotEqual(t, data["aliyun_access_token"], data["aliyun_refresh_token"])
					}
				})
			}
			post(t, srv, "token", aDevice(`,"im_server":"aliyun"`)).says(t, serverFault)
			post(t, srv, "token", `{}`).says(t, validation("userId不能为空<br>deviceId不能为空<br>deviceType不能为空<br>"))
		})
	}
}

func TestIMTokenOfV10(t *testing.T) {
	srv := start(t, auitest.WithDialect(auitest.DialectV10))
	for _, imServer := range []string{``, `,"im_server":["rongCloud"]`, `,"im_server":7`} {
		data := post(t, srv, "token", aDevice(imServer)).data(t)
		assert.ElementsMatch(t, []string{"access_token", "refresh_token"}, keys(data))
		assert.NotEmpty(t, data["access_token"])
		assert.Equal(t, data["access_token"], data["refresh_token"])
	}
}

func TestIMTokenOfVersion2(t *testing.T) {
	srv := start(t)
	data := postV2(t, srv, "token", aDevice(`,"im_server":["rong_cloud","aliyun_new","aliyun_old"],"role":"admin"`)).data(t)
	assert.ElementsMatch(t, []string{"aliyun_new_im", "aliyun_old_im", "rong_cloud"}, keys(data))
	assert.ElementsMatch(t, []string{"access_token", "refresh_token"}, keys(data["aliyun_old_im"].(map[string]any)))
	assert.ElementsMatch(t, []string{"access_token"}, keys(data["rong_cloud"].(map[string]any)))

	token := data["aliyun_new_im"].(map[string]any)
	assert.ElementsMatch(t, []string{"app_id", "app_sign", "app_token", "auth"}, keys(token))
	auth := token["auth"].(map[string]any)
	assert.Regexp(t, uuid, auth["nonce"])
	assert.Equal(t, map[string]any{"user_id": "u1", "nonce": auth["nonce"], "timestamp": 1762401600.0, "role": "admin"}, auth)
	sum := sha256.Sum256(fmt.Appendf(nil, "%sinvented-im-app-keyu1%s1762401600admin", token["app_id"], auth["nonce"]))
	assert.Equal(t, fmt.Sprintf("%x", sum), token["app_token"])

	one := postV2(t, srv, "token", aDevice(`,"im_server":["aliyun_new"]`)).data(t)
	assert.Equal(t, []string{"aliyun_new_im"}, keys(one))
	assert.Equal(t, "", one["aliyun_new_im"].(map[string]any)["auth"].(map[string]any)["role"])

	for _, imServer := range []string{``, `,"im_server":[]`, `,"im_server":["aliyun"]`, `,"im_server":["aliyun_old","rongCloud"]`} {
		postV2(t, srv, "token", aDevice(imServer)).says(t, badValue)
	}
	postV2(t, srv, "token", `{}`).says(t, validation("userId不能为空<br>deviceId不能为空<br>deviceType不能为空<br>"))
}
