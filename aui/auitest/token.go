package auitest

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

const tokenLife = 7 * 24 * time.Hour

// claims are what a token says. They are never compared with the user_id of a request.
type claims struct {
	Subject string `json:"sub"`
	Issued  int64  `json:"iat"`
	Expires int64  `json:"exp"`
}

func newTokenKey() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails: it would end the program
	return key
}

func newClaims(subject string, now time.Time) claims {
	return claims{Subject: subject, Issued: now.Unix(), Expires: now.Add(tokenLife).Unix()}
}

// signToken writes a JWT signed with HS256.
func signToken(key []byte, c claims) string {
	payload, err := json.Marshal(c)
	if err != nil {
		panic(err) // a struct of texts and numbers
	}
	signed := segment([]byte(`{"typ":"JWT","alg":"HS256"}`)) + "." + segment(payload)
	return signed + "." + segment(hs256(key, signed))
}

// verifyToken tells whether a JWT is signed with HS256 and this key and has not expired. In its very last second it is
// still good: the vendor asks whether the time is after exp.
func verifyToken(key []byte, token string, now time.Time) bool {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return false
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || !readSegment(parts[0], &header) || header.Algorithm != "HS256" {
		return false
	}
	if !hmac.Equal(signature, hs256(key, parts[0]+"."+parts[1])) {
		return false
	}
	var payload struct {
		Expires *int64 `json:"exp"`
	}
	return readSegment(parts[1], &payload) && payload.Expires != nil && !now.After(time.Unix(*payload.Expires, 0))
}

func hs256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func segment(content []byte) string { return base64.RawURLEncoding.EncodeToString(content) }

func readSegment(segment string, into any) bool {
	content, err := base64.RawURLEncoding.DecodeString(segment)
	return err == nil && json.Unmarshal(content, into) == nil
}
