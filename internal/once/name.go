package once

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"
)

const (
	longestName = 200 // bytes of an id that is kept as it is
	keptOfName  = 140 // bytes of a longer one that stay readable
)

// Name returns the word under which a delivery is remembered: its id, or for an id of more than 200 bytes its beginning and the SHA-256
// of all of it. So a sender cannot fill a store with ids of megabytes. The word of a long id has more than 200 bytes, so that it cannot
// be another delivery's id.
func Name(id string) string {
	if len(id) <= longestName {
		return id
	}
	cut := keptOfName
	for cut > keptOfName-utf8.UTFMax && !utf8.RuneStart(id[cut]) {
		cut--
	}
	sum := sha256.Sum256([]byte(id))
	return id[:cut] + ":sha256:" + hex.EncodeToString(sum[:])
}
