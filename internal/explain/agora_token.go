package explain

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"time"
)

// longestToken is the largest inflated token; a real one has a few hundred bytes.
const longestToken = 1 << 16

// longestLife is how long Agora takes a token, whatever it says.
const longestLife = 24 * time.Hour

// The services of a 007 token, and privileges in them.
const (
	serviceRTC       = 1
	serviceRTM       = 2
	serviceChat      = 5
	serviceEducation = 7

	privilegeLogin    = 1
	privilegeRoomUser = 1
	privilegeUser     = 2
	privilegeApp      = 3
	privilegeLogin006 = 1000
)

// agoraToken is a token as it can be read without a key.
type agoraToken struct {
	version   string // 006, 007
	appID     string
	signature string
	signed    string // what is signed, in 007 all that follows the signature
	issued    uint32 // 007
	expire    uint32 // 007: seconds from issued; 006: unix seconds
	salt      uint32
	services  []agoraService // one of RTM for 006
	account   uint32         // 006: the crc32 of the user
	channel   uint32         // 006: the crc32 of the channel
}

type agoraService struct {
	kind       uint16
	privileges map[uint16]uint32 // 007: seconds from issued; 006: unix seconds
	channel    string
	room, user string
	role       int16
}

// errToken says that a token cannot be read.
var errToken = errors.New("not a token")

func parseAgoraToken(text string) (*agoraToken, error) {
	switch {
	case strings.HasPrefix(text, "006"):
		return parse006(text[3:])
	case strings.HasPrefix(text, "007"):
		return parse007(text[3:])
	}
	return nil, errToken
}

func parse006(text string) (*agoraToken, error) {
	if len(text) < 32 {
		return nil, errToken
	}
	content, err := base64.StdEncoding.DecodeString(text[32:])
	if err != nil {
		return nil, errToken
	}
	outer := &packed{rest: string(content)}
	t := &agoraToken{version: "006", appID: text[:32], signature: outer.text()}
	t.account, t.channel = outer.uint32(), outer.uint32()
	t.signed = outer.text()
	inner := &packed{rest: t.signed}
	t.salt, t.expire = inner.uint32(), inner.uint32()
	t.services = []agoraService{{kind: serviceRTM, privileges: inner.privileges()}}
	if outer.broken || inner.broken {
		return nil, errToken
	}
	return t, nil
}

func parse007(text string) (*agoraToken, error) {
	compressed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errToken
	}
	reader, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, errToken
	}
	content, err := io.ReadAll(io.LimitReader(reader, longestToken+1))
	if err != nil || len(content) > longestToken {
		return nil, errToken
	}
	in := &packed{rest: string(content)}
	t := &agoraToken{version: "007", signature: in.text()}
	t.signed = in.rest
	t.appID, t.issued, t.expire, t.salt = in.text(), in.uint32(), in.uint32(), in.uint32()
	for range in.uint16() {
		if in.broken {
			break
		}
		t.services = append(t.services, in.service())
	}
	if in.broken {
		return nil, errToken
	}
	return t, nil
}

// service returns the service of a kind, or nil.
func (t *agoraToken) service(kind uint16) *agoraService {
	for i := range t.services {
		if t.services[i].kind == kind {
			return &t.services[i]
		}
	}
	return nil
}

// end is when the token ends.
func (t *agoraToken) end() time.Time {
	if t.version == "006" {
		end := int64(t.expire)
		if login := int64(t.services[0].privileges[privilegeLogin006]); login != 0 {
			end = min(end, login)
		}
		return time.Unix(end, 0)
	}
	return t.after(t.expire)
}

// after is when some seconds from the token's issue have gone by, at most the longest life.
func (t *agoraToken) after(seconds uint32) time.Time {
	return time.Unix(int64(t.issued)+min(int64(seconds), int64(longestLife/time.Second)), 0)
}

// packed reads Agora's binary form: little-endian, a text after its length.
type packed struct {
	rest   string
	broken bool
}

func (p *packed) take(n int) string {
	if len(p.rest) < n {
		p.rest, p.broken = "", true
		return strings.Repeat("\x00", n)
	}
	taken := p.rest[:n]
	p.rest = p.rest[n:]
	return taken
}

func (p *packed) uint16() uint16 { return binary.LittleEndian.Uint16([]byte(p.take(2))) }
func (p *packed) uint32() uint32 { return binary.LittleEndian.Uint32([]byte(p.take(4))) }
func (p *packed) text() string   { return p.take(int(p.uint16())) }

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

// service reads one. A kind that is not known ends the reading: its length is not said.
func (p *packed) service() agoraService {
	s := agoraService{kind: p.uint16()}
	s.privileges = p.privileges()
	switch s.kind {
	case serviceRTC:
		s.channel, s.user = p.text(), p.text()
	case serviceRTM, serviceChat:
		s.user = p.text()
	case serviceEducation:
		s.room, s.user, s.role = p.text(), p.text(), int16(p.uint16())
	default:
		p.rest, p.broken = "", true
	}
	return s
}

func crcOf(text string) uint32 { return crc32.ChecksumIEEE([]byte(text)) }

// decodedToken returns what a request's token says, for Decode; nil if it has none that can be read.
func (in *inquiry) decodedToken() any {
	switch in.Vendor {
	case "aui":
		return in.decodedJWT()
	case "agora":
	default:
		return nil
	}
	sent := in.agoraSent()
	t, err := parseAgoraToken(sent.token)
	if err != nil {
		return nil
	}
	out := map[string]any{"version": t.version, "appId": in.veil.hide(t.appID), "signature": hidden, "expires": t.end().UTC().Format(time.RFC3339)}
	if t.version == "007" {
		out["issued"] = time.Unix(int64(t.issued), 0).UTC().Format(time.RFC3339)
	}
	var services []any
	for _, s := range t.services {
		one := map[string]any{"service": serviceName(s.kind), "privileges": s.privileges}
		for name, text := range map[string]string{"user": s.user, "room": s.room, "channel": s.channel} {
			if text != "" {
				one[name] = in.veil.hide(text)
			}
		}
		if s.kind == serviceEducation {
			one["role"] = s.role
		}
		services = append(services, one)
	}
	out["services"] = services
	return out
}

func serviceName(kind uint16) string {
	switch kind {
	case serviceRTC:
		return "rtc"
	case serviceRTM:
		return "rtm"
	case serviceChat:
		return "chat"
	case serviceEducation:
		return "education"
	}
	return "unknown"
}
