package weclassroom

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"strings"
)

// seal makes a signMsg of PHP-serialized parameters, as Laravel's Encrypter 5.2 to 7 does byte for byte: AES-256-CBC under a
// random iv, an HMAC-SHA256 over the base64 texts, both keyed by the secret's 32 bytes, as base64 of a JSON object in which PHP
// escapes slashes. (The document's prose says base, sha256 and 256-bit blocks; its samples, and every server of this kind, take
// iv, HMAC and 128-bit blocks.)
func seal(plain []byte, secret string, random io.Reader) (string, error) {
	iv := make([]byte, aes.BlockSize)
	if _, err := io.ReadFull(random, iv); err != nil {
		return "", err
	}
	block, err := aes.NewCipher([]byte(secret))
	if err != nil {
		return "", err
	}
	padded := pad(plain)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(padded, padded)
	ivText, valueText := base64.StdEncoding.EncodeToString(iv), base64.StdEncoding.EncodeToString(padded)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, ivText+valueText)
	envelope := `{"iv":"` + phpSlashes(ivText) + `","value":"` + phpSlashes(valueText) + `","mac":"` + hex.EncodeToString(mac.Sum(nil)) + `"}`
	return base64.StdEncoding.EncodeToString([]byte(envelope)), nil
}

// pad is PKCS#7 on a copy.
func pad(plain []byte) []byte {
	n := aes.BlockSize - len(plain)%aes.BlockSize
	return append(bytes.Clone(plain), bytes.Repeat([]byte{byte(n)}, n)...)
}

// phpSlashes escapes slashes as PHP's json_encode does; base64 holds nothing else it would escape.
func phpSlashes(s string) string { return strings.ReplaceAll(s, "/", `\/`) }
