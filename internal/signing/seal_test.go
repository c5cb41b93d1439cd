package signing

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const sealKey = "0123456789abcdef0123456789abcdef"

// opened is what was sealed. It fails where Laravel's Encrypter would, and where the JSON is not written as PHP does.
func opened(t *testing.T, signMsg string) string {
	t.Helper()
	text, err := base64.StdEncoding.DecodeString(signMsg)
	require.NoError(t, err)
	var sealed struct{ IV, Value, MAC string }
	require.NoError(t, json.Unmarshal(text, &sealed))
	slashed := func(text string) string { return strings.ReplaceAll(text, "/", `\/`) }
	require.Equal(t, `{"iv":"`+slashed(sealed.IV)+`","value":"`+slashed(sealed.Value)+`","mac":"`+sealed.MAC+`"}`, string(text))
	mac := hmac.New(sha256.New, []byte(sealKey))
	mac.Write([]byte(sealed.IV + sealed.Value))
	require.Equal(t, hex.EncodeToString(mac.Sum(nil)), sealed.MAC)
	iv, err := base64.StdEncoding.DecodeString(sealed.IV)
	require.NoError(t, err)
	value, err := base64.StdEncoding.DecodeString(sealed.Value)
	require.NoError(t, err)
	block, err := aes.NewCipher([]byte(sealKey))
	require.NoError(t, err)
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(value, value)
	padding := value[len(value)-1]
	require.Equal(t, bytes.Repeat([]byte{padding}, int(padding)), value[len(value)-int(padding):])
	return string(value[:len(value)-int(padding)])
}

// Texts of every length, sealed side by side in rooms that are used again, are what is opened.
func TestWhatIsSealedIsOpened(t *testing.T) {
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for n := range 120 {
				plain := strings.Repeat(string(rune('a'+worker)), n*n%4001)
				signMsg, err := Seal([]byte(plain), sealKey, rand.Reader)
				if assert.NoError(t, err) {
					assert.Equal(t, plain, opened(t, signMsg))
				}
			}
		})
	}
	wg.Wait()
}

// A room holds nothing of what was sealed in it, and one that has grown large is not kept.
func TestRoomsHoldNothing(t *testing.T) {
	for _, n := range []int{10, 1000, largeRoom} {
		room := bytes.Repeat([]byte{1}, n)
		used := room[:n/2]
		giveBack(&used)
		kept := n <= largeRoom
		assert.Equal(t, kept, bytes.Count(room, []byte{1}) == 0)
	}
	room := bytes.Repeat([]byte{1}, largeRoom+1)
	giveBack(&room)
	assert.Equal(t, byte(1), room[0])
}

// What a signMsg is made in is used again: what is left is the signMsg, and what the library's AES and HMAC take.
func TestASignMsgCostsFewAllocations(t *testing.T) {
	plain := bytes.Repeat([]byte("s:8:\"nickname\";"), 400)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		_, err := Seal(plain, sealKey, rand.Reader)
		assert.NoError(t, err)
	}), 16.0, "without -race 10; under it a pool forgets at random")
}
