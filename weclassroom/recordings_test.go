package weclassroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom"
)

func TestReplayURL(t *testing.T) {
	for raw, want := range map[string]string{
		"zbywsvod.weclassroom.com/vod/zby/_387334_60650.mp4": "http://zbywsvod.weclassroom.com/vod/zby/_387334_60650.mp4",
		"//zbywsvod.weclassroom.com/a.mp4":                   "http://zbywsvod.weclassroom.com/a.mp4",
		"host:8080/a.mp4":                                    "http://host:8080/a.mp4",
		"host/a?next=http://other/b":                         "http://host/a?next=http://other/b",
		"http://host/a.mp4":                                  "http://host/a.mp4",
		"HTTPS://host/a.mp4":                                 "HTTPS://host/a.mp4",
		" http://host/a.mp4\n":                               "http://host/a.mp4",
		"":                                                   "",
		"/vod/a.mp4":                                         "",
		"javascript:alert(1)":                                "",
		"http://":                                            "",
		"http:///a.mp4":                                      "",
	} {
		assert.Equal(t, want, weclassroom.ReplayURL(raw), raw)
	}
}

func FuzzReplayURL(f *testing.F) {
	for _, seed := range []string{"zbywsvod.weclassroom.com/vod/zby/_387334_60650.mp4", "//a/b", "http://", "javascript:alert(1)", "a/b?u=http://c", " https://a/b "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		full := weclassroom.ReplayURL(raw)
		if full == "" {
			return
		}
		assert.Contains(t, full, "://")
		assert.Equal(t, full, weclassroom.ReplayURL(full), "a whole URL stays as it is")
	})
}
