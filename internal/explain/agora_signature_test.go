package explain_test

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"hash/crc32"
	"testing"
)

// signed006 makes a token of version 006 for the user u whose signature covers something else.
func signed006(hash func(key, text string) string, text func(message string) string) string {
	message := le32(1) + le32(uint32(arrived().Unix())+3600) + le16(1) + le16(1000) + le32(0)
	content := agoraText(hash(agoraCertificate, text(message))) + le32(crc32.ChecksumIEEE([]byte("u"))) + le32(0) + agoraText(message)
	return "006" + agoraApp + base64.StdEncoding.EncodeToString([]byte(content))
}

func TestAgoraMistakesOfThe006Signature(t *testing.T) {
	sha := func(key, text string) string { return mac(sha256.New, key, text) }
	const right = "hmac-sha256(***, appId + uid + message)"
	for name, test := range map[string]struct {
		mistake, actual string
		hash            func(key, text string) string
		text            func(message string) string
	}{
		"without app":     {"token-message-wrong", "hmac-sha256(***, uid + message)", sha, func(m string) string { return "u" + m }},
		"the message":     {"token-message-wrong", "hmac-sha256(***, message)", sha, func(m string) string { return m }},
		"user first":      {"token-message-wrong", "hmac-sha256(***, uid + appId + message)", sha, func(m string) string { return "u" + agoraApp + m }},
		"a channel first": {"token-of-a-channel", "hmac-sha256(***, appId + room + uid + message)", sha, func(m string) string { return agoraApp + "room1" + "u" + m }},
		"a channel after": {"token-of-a-channel", "hmac-sha256(***, appId + uid + room + message)", sha, func(m string) string { return agoraApp + "u" + "room1" + m }},
		"without user":    {"token-without-user", "hmac-sha256(***, appId + message)", sha, func(m string) string { return agoraApp + m }},
		"a test's user":   {"token-of-another-user", `hmac-sha256(***, appId + "test_user" + message)`, sha, func(m string) string { return agoraApp + "test_user" + m }},
		"HMAC-MD5":        {"token-other-hash", "hmac-md5(***, appId + uid + message)", func(k, t string) string { return mac(md5.New, k, t) }, func(m string) string { return agoraApp + "u" + m }},
		"HMAC-SHA512":     {"token-other-hash", "hmac-sha512(***, appId + uid + message)", func(k, t string) string { return mac(sha512.New, k, t) }, func(m string) string { return agoraApp + "u" + m }},
		"nobody's error":  {"unknown", "", sha, func(string) string { return "x" }},
	} {
		t.Run(name, func(t *testing.T) {
			r := agoraRequest(t, "GET", roomPath, "x-agora-token", signed006(test.hash, test.text), "x-agora-uid", "u")
			checkMistake(t, "agora", agoraKeys(), r, told{mistake: test.mistake, expected: right, actual: test.actual})
		})
	}
}
