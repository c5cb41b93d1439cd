package auitest_test

import (
	"net/url"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestLinks(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", MeetingID: "m1", TeacherID: "t1"})
	data := post(t, srv, "get", `{"id":"c1","user_id":"Cedric8"}`).data(t)

	rtc := regexp.MustCompile(`^artc://live\.aliyun\.com/(push|play)/m1\?sdkAppId=[0-9a-f-]{36}&userId=(\w+)&timestamp=1762315200&token=[0-9a-f]{64}$`)
	for field, user := range map[string]string{"link_info": "Cedric8", "shadow_link_info": "Cedric8_shadow"} {
		info := data[field].(map[string]any)
		assert.ElementsMatch(t, []string{"rtc_push_url", "rtc_pull_url", "cdn_pull_info"}, keys(info))
		assert.Equal(t, []string{"push", user}, rtc.FindStringSubmatch(info["rtc_push_url"].(string))[1:])
		assert.Equal(t, []string{"play", user}, rtc.FindStringSubmatch(info["rtc_pull_url"].(string))[1:])
		assert.ElementsMatch(t, pullNames("", "_oriaac", "_screen", "_screen_oriaac"), keys(info["cdn_pull_info"].(map[string]any)))
	}

	pull := data["shadow_link_info"].(map[string]any)["cdn_pull_info"].(map[string]any)
	for name, want := range map[string]string{
		"rtmp_url":              `^rtmp://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_camera\?auth_key=1762833600-0-0-[0-9a-f]{32}$`,
		"rts_oriaac_url":        `^artc://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_camera_oriaac\?auth_key=`,
		"flv_screen_url":        `^https://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_shareScreen\.flv\?auth_key=`,
		"hls_screen_oriaac_url": `^https://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_shareScreen_oriaac\.m3u8\?auth_key=`,
	} {
		assert.Regexp(t, want, pull[name], name)
		address, err := url.Parse(pull[name].(string))
		require.NoError(t, err)
		assert.Contains(t, address.Host, "example.com")
	}
}

// pullNames returns the names of the CDN URLs of a class.
func pullNames(suffixes ...string) []string {
	names := []string{}
	for _, suffix := range suffixes {
		for _, protocol := range []string{"rtmp", "rts", "flv", "hls"} {
			names = append(names, protocol+suffix+"_url")
		}
	}
	return names
}
