package agoratest

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"time"
)

const (
	version007 = "007"

	longestLife = 24 * time.Hour // the longest time a token is valid, whatever it says

	tokenLimit = 1 << 16 // the largest inflated token, in bytes; a real one has a few hundred

	serviceMessaging = 2 // RTM
	serviceChat      = 5
	serviceEducation = 7 // APaaS

	messagingLogin = 1 // the privileges of serviceMessaging

	educationRoomUser = 1 // the privileges of serviceEducation
	educationApp      = 3
)

// token007 is an AccessToken2.
type token007 struct {
	signature, signed    []byte
	appID                string
	issued, salt         uint32
	expire               uint32   // seconds from issued
	messaging, education *service // nil if the token is without it
}

// service is one entry of a token: its privileges, and the room and user it is for.
type service struct {
	privileges map[uint16]uint32 // how many seconds from the token's issue each one lasts
	room, user string
}

var errToken = errors.New("the token is malformed")

func parseToken007(text string) (*token007, error) {
	encoded, ok := strings.CutPrefix(text, version007)
	if !ok {
		return nil, errToken
	}
	content, err := inflate(encoded)
	if err != nil {
		return nil, errToken
	}
	return readToken007(content)
}

// readToken007 reads an inflated token.
func readToken007(content []byte) (*token007, error) {
	in := packed{rest: content}
	token := &token007{signature: []byte(in.text())}
	token.signed = in.rest
	token.appID, token.issued, token.expire, token.salt = in.text(), in.uint32(), in.uint32(), in.uint32()
	for range in.uint16() {
		in.service(token)
	}
	if in.broken || len(in.rest) > 0 {
		return nil, errToken
	}
	return token, nil
}

func inflate(encoded string) ([]byte, error) {
	compressed, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, err
	}
	reader, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(reader, tokenLimit+1))
	if err == nil && len(content) > tokenLimit {
		return nil, errToken
	}
	return content, err
}

// signedBy recomputes the signature. Its key is the certificate, keyed by the time of issue and then by the salt.
func (t *token007) signedBy(certificate string) bool {
	key := sign(binary.LittleEndian.AppendUint32(nil, t.issued), []byte(certificate))
	key = sign(binary.LittleEndian.AppendUint32(nil, t.salt), key)
	return hmac.Equal(t.signature, sign(key, t.signed))
}

func sign(key, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}

// lives reports whether a time of this many seconds from the issue has not passed.
func (t *token007) lives(seconds uint32, now time.Time) bool {
	life := min(int64(seconds), int64(longestLife/time.Second))
	return now.Unix() < int64(t.issued)+life
}

func (t *token007) grants(s *service, privilege uint16, now time.Time) bool {
	seconds, granted := s.privileges[privilege]
	return granted && t.lives(seconds, now)
}

// packed reads Agora's little-endian format. Past the end it reads zeros and sets broken.
type packed struct {
	rest   []byte
	broken bool
}

func (p *packed) take(n int) []byte {
	if len(p.rest) < n {
		p.rest, p.broken = nil, true
		return make([]byte, n)
	}
	taken := p.rest[:n]
	p.rest = p.rest[n:]
	return taken
}

func (p *packed) uint16() uint16 { return binary.LittleEndian.Uint16(p.take(2)) }
func (p *packed) uint32() uint32 { return binary.LittleEndian.Uint32(p.take(4)) }
func (p *packed) text() string   { return string(p.take(int(p.uint16()))) }

func (p *packed) privileges() map[uint16]uint32 {
	privileges := map[uint16]uint32{}
	for range p.uint16() {
		if p.broken {
			break
		}
		privilege := p.uint16()
		privileges[privilege] = p.uint32()
	}
	return privileges
}

// service reads one service into the token. The length of other kinds of services is unknown, so a token with one cannot be read.
func (p *packed) service(token *token007) {
	if p.broken {
		return
	}
	kind := p.uint16()
	s := &service{privileges: p.privileges()}
	switch kind {
	case serviceMessaging:
		s.user = p.text()
		token.messaging = s
	case serviceChat:
		s.user = p.text() // no operation needs the chat
	case serviceEducation:
		s.room, s.user = p.text(), p.text()
		p.uint16() // the role, which has no documented effect
		token.education = s
	default:
		p.broken = true
	}
}
