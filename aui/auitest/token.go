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

// tokenLife is how long a token is valid.
const tokenLife = 7 * 24 * time.Hour

// claims is the payload of a token. The server does not compare it with the user_id of a request.
type claims struct {
	Subject string `json:"sub"`
	Issued  int64  `json:"iat"`
	Expires int64  `json:"exp"`
}

// newTokenKey returns a random key.
func newTokenKey() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // it does not fail: the program would end
	return key
}

// newClaims returns the payload of a token issued now.
func newClaims(subject string, now time.Time) claims {
	return claims{Subject: subject, Issued: now.Unix(), Expires: now.Add(tokenLife).Unix()}
}

// signToken returns a JWT signed with HS256.
func signToken(key []byte, c claims) string {
	payload, err := json.Marshal(c)
	if err != nil {
		panic(err) // a struct of texts and numbers
	}
	signed := segment([]byte(`{"typ":"JWT","alg":"HS256"}`)) + "." + segment(payload)
	return signed + "." + segment(hs256(key, signed))
}

// verifyToken reports whether a JWT is signed with HS256 and this key and has not expired. A token is still valid in the second of exp,
// because the vendor checks whether the time is after exp.
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

// hs256 returns the HMAC-SHA256 of a text.
func hs256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// segment encodes a part of a JWT.
func segment(content []byte) string { return base64.RawURLEncoding.EncodeToString(content) }

// readSegment decodes a part of a JWT, and reports whether it could.
func readSegment(segment string, into any) bool {
	content, err := base64.RawURLEncoding.DecodeString(segment)
	return err == nil && json.Unmarshal(content, into) == nil
}
