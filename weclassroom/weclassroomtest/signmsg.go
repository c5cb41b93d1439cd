package weclassroomtest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

const secretLength = 32 // bytes; they are the AES-256 key themselves and are not decoded

// Open opens a signMsg. It checks the mac first, in constant time, and only then decrypts and reads the parameters. It is strict,
// except that the = at the end may be missing. An error says which step failed and holds nothing of the message or the secret.
func Open(secret, signMsg string) (Array, error) {
	if len(secret) != secretLength {
		return nil, fmt.Errorf("weclassroomtest: the secret must have %d bytes, not %d", secretLength, len(secret))
	}
	sealed, err := readEnvelope(signMsg)
	if err != nil {
		return nil, fmt.Errorf("weclassroomtest: signMsg: %w", err)
	}
	if !sealed.authentic(secret) {
		return nil, errors.New("weclassroomtest: signMsg: mac is wrong")
	}
	plain, err := sealed.decrypt(secret)
	if err != nil {
		return nil, fmt.Errorf("weclassroomtest: signMsg: %w", err)
	}
	value, err := unserialize(string(plain))
	if err != nil {
		return nil, fmt.Errorf("weclassroomtest: signMsg: parameters: %w", err)
	}
	params, ok := value.(Array)
	if !ok {
		return nil, errors.New("weclassroomtest: signMsg: parameters: not an array")
	}
	return params, nil
}

// envelope is the JSON within a signMsg. The document's prose calls iv "base"; its code and its sample call it iv.
type envelope struct{ iv, value, mac string }

func readEnvelope(signMsg string) (envelope, error) {
	text, err := decodeUnpadded(signMsg)
	if err != nil {
		return envelope{}, err
	}
	// A map, because struct fields would match in any case: "IV" is not iv.
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return envelope{}, errors.New("not a JSON object")
	}
	var sealed envelope
	for name, field := range map[string]*string{"iv": &sealed.iv, "value": &sealed.value, "mac": &sealed.mac} {
		if !isJSONString(members[name]) || json.Unmarshal(members[name], field) != nil {
			return envelope{}, fmt.Errorf("%s is not a string", name)
		}
	}
	return sealed, nil
}

// isJSONString reports whether the JSON is a string. It refuses null, which would unmarshal into a string without an error.
func isJSONString(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '"' }

// authentic reports whether the mac is right. It covers the two base64 texts as they were sent.
func (e envelope) authentic(secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(e.iv))
	mac.Write([]byte(e.value))
	return hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(e.mac))
}

func (e envelope) decrypt(secret string) ([]byte, error) {
	iv, err := decodePadded(e.iv)
	if err != nil || len(iv) != aes.BlockSize {
		return nil, errors.New("iv is not 16 bytes in base64")
	}
	value, err := decodePadded(e.value)
	if err != nil || len(value) == 0 || len(value)%aes.BlockSize != 0 {
		return nil, errors.New("value is not whole blocks in base64")
	}
	block, err := aes.NewCipher([]byte(secret))
	if err != nil {
		return nil, err
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(value, value)
	return unpad(value)
}

// unpad removes PKCS#7 padding and refuses other padding.
func unpad(plain []byte) ([]byte, error) {
	size := int(plain[len(plain)-1])
	if size == 0 || size > aes.BlockSize {
		return nil, errors.New("value lacks PKCS#7 padding")
	}
	end := len(plain) - size
	for _, b := range plain[end:] {
		if int(b) != size {
			return nil, errors.New("value lacks PKCS#7 padding")
		}
	}
	return plain[:end], nil
}

// decodeUnpadded decodes base64 whose padding is complete or missing.
func decodeUnpadded(text string) ([]byte, error) {
	if len(text)%4 == 0 {
		return decodePadded(text)
	}
	return decodeStrict(base64.RawStdEncoding, text)
}

func decodePadded(text string) ([]byte, error) { return decodeStrict(base64.StdEncoding, text) }

// decodeStrict refuses line breaks, which encoding/base64 would skip, and stray bits at the end.
func decodeStrict(encoding *base64.Encoding, text string) ([]byte, error) {
	if strings.ContainsAny(text, "\r\n") {
		return nil, errors.New("not base64")
	}
	decoded, err := encoding.Strict().DecodeString(text)
	if err != nil {
		return nil, errors.New("not base64")
	}
	return decoded, nil
}
