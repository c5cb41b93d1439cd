package signing

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
)

// Seal turns PHP-serialized parameters into a signMsg of WeClassroom, byte for byte as Laravel's Encrypter 5.2 to 7 does: AES-256-CBC under
// a random iv and an HMAC-SHA256 over the two base64 texts, both with the 32 bytes of the secret as the key; then the base64 of a JSON
// object whose slashes PHP escapes. (The document's prose says base, sha256 and 256-bit blocks; its samples use iv, HMAC and 128-bit
// blocks, and so does every server of this kind.)
func Seal(plain []byte, secret string, random io.Reader) (string, error) {
	block, err := aes.NewCipher([]byte(secret))
	if err != nil {
		return "", err
	}
	sealed := make([]byte, aes.BlockSize, aes.BlockSize+len(plain)+aes.BlockSize)
	if _, err := io.ReadFull(random, sealed); err != nil {
		return "", err
	}
	sealed = pad(append(sealed, plain...))
	iv, value := sealed[:aes.BlockSize], sealed[aes.BlockSize:]
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(value, value)

	texts := make([]byte, 0, 2*base64.StdEncoding.EncodedLen(len(sealed)))
	texts = base64.StdEncoding.AppendEncode(texts, iv)
	end := len(texts)
	texts = base64.StdEncoding.AppendEncode(texts, value)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(texts)

	envelope := make([]byte, 0, len(texts)+len(texts)/16+128)
	envelope = appendSlashed(append(envelope, `{"iv":"`...), texts[:end])
	envelope = appendSlashed(append(envelope, `","value":"`...), texts[end:])
	envelope = hex.AppendEncode(append(envelope, `","mac":"`...), mac.Sum(nil))
	return base64.StdEncoding.EncodeToString(append(envelope, `"}`...)), nil
}

// pad adds the padding of PKCS#7 to a text that follows one block.
func pad(text []byte) []byte {
	n := aes.BlockSize - len(text)%aes.BlockSize
	for range n {
		text = append(text, byte(n))
	}
	return text
}

// appendSlashed escapes slashes as PHP's json_encode does. Base64 does not hold any other character that PHP would escape.
func appendSlashed(dst, text []byte) []byte {
	for _, c := range text {
		if c == '/' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return dst
}
