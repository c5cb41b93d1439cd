package agoratest

import (
	"crypto/hmac"
	"encoding/base64"
	"hash/crc32"
	"strings"
)

const (
	version006 = "006"

	login006 = 1000 // the privilege to log in to RTM
)

// token006 is an AccessToken for RTM. Both its ends are absolute Unix seconds.
type token006 struct {
	signature  []byte
	appID      string
	accountCRC uint32
	channelCRC uint32
	signed     []byte
	until      int64
	loginUntil int64 // 0 means until
}

func parseToken006(text string) (*token006, error) {
	rest, ok := strings.CutPrefix(text, version006)
	if !ok || len(rest) < 32 {
		return nil, errToken
	}
	content, err := base64.StdEncoding.DecodeString(rest[32:])
	if err != nil || len(content) > tokenLimit {
		return nil, errToken
	}
	outer := packed{rest: content}
	token := &token006{appID: rest[:32]}
	token.signature = []byte(outer.text())
	token.accountCRC, token.channelCRC = outer.uint32(), outer.uint32()
	token.signed = []byte(outer.text())

	inner := packed{rest: token.signed}
	inner.uint32() // the salt, which only makes tokens differ
	token.until = int64(inner.uint32())
	loginUntil, granted := inner.privileges()[login006]
	token.loginUntil = int64(loginUntil)
	if !granted || outer.broken || inner.broken || len(outer.rest) > 0 || len(inner.rest) > 0 {
		return nil, errToken
	}
	return token, nil
}

// signedBy recomputes the signature and both checksums. The account is signed with the token but not part of it.
func (t *token006) signedBy(certificate, account string) bool {
	message := append([]byte(t.appID+account), t.signed...)
	return t.accountCRC == crc32.ChecksumIEEE([]byte(account)) &&
		t.channelCRC == crc32.ChecksumIEEE(nil) &&
		hmac.Equal(t.signature, sign([]byte(certificate), message))
}
