package agoratest

import (
	"encoding/base64"
	"testing"
	"time"
)

// The fuzz targets are in the package itself, because over HTTP they would mostly explore net/http. They look for panics, and for tokens
// that are accepted without a signature.

func FuzzToken007(f *testing.F) {
	f.Add("007eJxSYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhmaGpgZJhkbu38RYIhgYmBgZABhJgZGBkYwn5OhJLW4JL60OLUIEAAA//9ZVh6A")
	f.Add("007")
	f.Fuzz(func(t *testing.T, text string) {
		if token, err := parseToken007(text); err == nil && token.signedBy("nobody's") {
			t.Error("signed by nobody")
		}
	})
}

// FuzzToken007Content starts after the compression, because that hides a token from the fuzzer.
func FuzzToken007Content(f *testing.F) {
	f.Add([]byte("\x00\x00\x01\x00a\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x07\x00\x00\x00\x00\x00\x00\x00\xff\xff"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if token, err := readToken007(content); err == nil && token.signedBy("nobody's") {
			t.Error("signed by nobody")
		}
	})
}

func FuzzToken006(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x10\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\xe8\x03\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		text := "006970CA35de60c44645bbae8a215061b33" + base64.StdEncoding.EncodeToString(content)
		if token, err := parseToken006(text); err == nil && token.signedBy("nobody's", "") {
			t.Error("signed by nobody")
		}
	})
}

func FuzzBody(f *testing.F) {
	f.Add([]byte(`{"mode":"web","webRecordConfig":{"rootUrl":"https://example.com","publishRtmp":"true"},"dirty":{"state":1,"duration":1e9}}`))
	f.Add([]byte(`{"roomName":"n","roomType":"10","roomProperties":{"schedule":{"startTime":1}},"roleConfig":{"2":{}}}`))
	f.Add([]byte(`{"properties":{"a.b":1,"a":{"c":2}},"groups":[{"users":[{"userUuid":"u"}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		body, ok := decodeObject(text)
		if !ok {
			return
		}
		_, _ = readRecording(newFields(body), dialect{}.recordingSize())
		(&room{}).describe(newFields(body), dialect{})
		readDirty(newFields(body), time.Unix(0, 0))
		newFields(body).paths("properties")
		(&Server{}).readGroups(newFields(body))
		properties := map[string]any{}
		if changes := newFields(body); changes.changes("properties") != nil && changes.failure() == nil {
			setPaths(properties, changes.changes("properties"))
			deletePaths(properties, changes.object("properties").names())
		}
	})
}
