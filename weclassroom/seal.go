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

// seal turns PHP-serialized parameters into a signMsg, byte for byte as Laravel's Encrypter 5.2 to 7 does: AES-256-CBC under a
// random iv and an HMAC-SHA256 over the two base64 texts, both with the 32 bytes of the secret as the key; then the base64 of a
// JSON object whose slashes PHP escapes. (The document's prose says base, sha256 and 256-bit blocks; its samples use iv, HMAC and
// 128-bit blocks, and so does every server of this kind.)
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

// pad returns a copy of the text with the padding of PKCS#7.
func pad(plain []byte) []byte {
	n := aes.BlockSize - len(plain)%aes.BlockSize
	return append(bytes.Clone(plain), bytes.Repeat([]byte{byte(n)}, n)...)
}

// phpSlashes escapes slashes as PHP's json_encode does. Base64 does not hold any other character that PHP would escape.
func phpSlashes(s string) string { return strings.ReplaceAll(s, "/", `\/`) }
