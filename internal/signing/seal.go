package signing

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"slices"
	"sync"
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
	room := rooms.Get().(*[]byte)
	defer giveBack(room)
	work := slices.Grow((*room)[:0], 6*len(plain)+512)[:aes.BlockSize] // every step is written behind the one before
	if _, err := io.ReadFull(random, work); err != nil {
		return "", err
	}
	work = pad(append(work, plain...))
	iv, value := work[:aes.BlockSize], work[aes.BlockSize:]
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(value, value)

	at := len(work)
	work = base64.StdEncoding.AppendEncode(work, iv)
	end := len(work)
	work = base64.StdEncoding.AppendEncode(work, value)
	ivText, valueText := work[at:end], work[end:]
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(work[at:])

	at = len(work)
	work = appendSlashed(append(work, `{"iv":"`...), ivText)
	work = appendSlashed(append(work, `","value":"`...), valueText)
	work = hex.AppendEncode(append(work, `","mac":"`...), mac.Sum(nil))
	work = append(work, `"}`...)
	end = len(work)
	work = base64.StdEncoding.AppendEncode(work, work[at:])
	*room = work
	return string(work[end:]), nil
}

// rooms are what signMsgs are made in. Nothing but a copy leaves them.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// largeRoom is what is not kept for another signMsg.
const largeRoom = 256 << 10

// giveBack keeps a room for another signMsg, without what was in it.
func giveBack(room *[]byte) {
	if cap(*room) > largeRoom {
		return
	}
	clear((*room)[:cap(*room)])
	rooms.Put(room)
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
	for {
		slash := bytes.IndexByte(text, '/')
		if slash < 0 {
			return append(dst, text...)
		}
		dst = append(append(dst, text[:slash]...), '\\', '/')
		text = text[slash+1:]
	}
}
