package agora

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"math"
	"slices"
	"sync"
	"time"
)

// TokenBuilder makes Agora access tokens from a project's certificate, without calling Agora. It is for programs that hand out tokens and
// have no Client; whoever has one uses Client.Tokens, which signs with the client's credentials.
//
// App, User, RoomUser and RTM make AccessToken2 ("007"), which Agora recommends since August 2022. RTM006 makes the older AccessToken.
// Every token holds a random salt from 1 to 99999998, all equally likely, so two tokens for the same user differ.
//
// A TokenBuilder is safe for concurrent use if its Now and Rand are. Printed with fmt, encoding/json or log/slog it hides the
// certificate. It cannot do so where fmt does not ask the value: under %p and %w, which are not for structs, and in an unexported
// field. A type that keeps a TokenBuilder in an unexported field must hide it as well.
type TokenBuilder struct {
	AppID       string           // the project's App ID: 32 hexadecimal characters
	Certificate string           // the project's App Certificate (not the REST secret): 32 hexadecimal characters; a secret
	Now         func() time.Time // returns the time of issue; nil means time.Now
	Rand        io.Reader        // the source of salts, at least 4 bytes each; nil means crypto/rand
}

const (
	maxTokenSeconds = 24 * 60 * 60
	tokenSalts      = 99999998 // salts run from 1 to 99999998, as Agora's do
	noTokenRole     = Role(-1) // the role in tokens that are not for a room
	hiddenSecret    = "[redacted]"
)

// App returns the token with which a server calls the classroom API, in the header Authorization: agora token=<token>.
//
// Agora BuildAppToken, version 007. lifetime counts from now: whole seconds, 1 s to 24 h.
func (b TokenBuilder) App(lifetime time.Duration) (string, error) {
	return b.token007(lifetime, apaasService("", "", noTokenRole, apaasApp))
}

// User returns a token for the things that one user owns outside rooms, such as a personal cloud drive.
//
// Agora BuildUserToken, version 007. userUUID is an id as in the REST API. lifetime counts from now: whole seconds, 1 s to 24 h.
func (b TokenBuilder) User(userUUID string, lifetime time.Duration) (string, error) {
	if err := checkTokenID("userUUID", userUUID); err != nil {
		return "", err
	}
	return b.token007(lifetime, apaasService("", userUUID, noTokenRole, apaasUser))
}

// RoomUser returns the token with which a user's client enters one room. It is valid for the classroom, for signaling (RTM) and for the
// chat. The chat account is the MD5 of userUUID.
//
// Agora BuildRoomUserToken, version 007. roomUUID and userUUID are ids as in the REST API. role is one of RoleInvisible, its zero
// value, to RoleObserver: Agora's own clients know no other. lifetime counts from now: whole seconds, 1 s to 24 h. Agora's Node builder (npm agora-token 2.0.6) leaves out the
// room-user privilege and turns role 0 into -1; this method follows Agora's Go and C++ builders.
func (b TokenBuilder) RoomUser(roomUUID, userUUID string, role Role, lifetime time.Duration) (string, error) {
	if err := checkTokenID("roomUUID", roomUUID); err != nil {
		return "", err
	}
	if err := checkTokenID("userUUID", userUUID); err != nil {
		return "", err
	}
	if role < RoleInvisible || role > RoleObserver {
		return "", fmt.Errorf("agora: role is %d, want RoleInvisible (0) to RoleObserver (4)", role)
	}
	return b.token007(lifetime,
		apaasService(roomUUID, userUUID, role, apaasRoomUser), rtmService(userUUID), chatService(userUUID))
}

// RTM returns a token to log in to signaling (RTM) as one user.
//
// Agora RtmTokenBuilder2.BuildToken, version 007. userUUID is an id as in the REST API. lifetime counts from now: whole seconds, 1 s to 24 h.
func (b TokenBuilder) RTM(userUUID string, lifetime time.Duration) (string, error) {
	if err := checkTokenID("userUUID", userUUID); err != nil {
		return "", err
	}
	return b.token007(lifetime, rtmService(userUUID))
}

// RTM006 returns the older token for signaling (RTM). A server may call the classroom API with it too: the token goes into the header
// x-agora-token, and userUUID into x-agora-uid.
//
// Agora RtmTokenBuilder.BuildToken, version 006. userUUID is an id as in the REST API. expires is a moment, after now and at most 24 h later; its
// fraction of a second is dropped.
func (b TokenBuilder) RTM006(userUUID string, expires time.Time) (string, error) {
	if err := checkTokenID("userUUID", userUUID); err != nil {
		return "", err
	}
	issueTs, salt, err := b.stamp()
	if err != nil {
		return "", err
	}
	lastTs, expireTs := issueTs+maxTokenSeconds, expires.Unix()
	if expireTs <= int64(issueTs) {
		return "", errors.New("agora: expires is not after now")
	}
	if expireTs > int64(lastTs) {
		return "", errors.New("agora: expires is more than 24 h from now, and Agora lets a token live at most 24 h")
	}
	return buildRTM006(b.AppID, b.Certificate, userUUID, salt, lastTs, uint32(expireTs)), nil
}

// Format writes the AppID and hides the certificate, whatever the verb.
func (b TokenBuilder) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "agora.TokenBuilder{AppID:%q, Certificate:%s}", b.AppID, hiddenSecret)
}

// MarshalJSON writes the AppID and hides the certificate.
func (b TokenBuilder) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct{ AppID, Certificate string }{b.AppID, hiddenSecret})
}

// LogValue gives slog the AppID and hides the certificate.
func (b TokenBuilder) LogValue() slog.Value {
	return slog.GroupValue(slog.String("AppID", b.AppID), slog.String("Certificate", hiddenSecret))
}

func (b TokenBuilder) token007(lifetime time.Duration, services ...tokenService) (string, error) {
	if lifetime <= 0 || lifetime%time.Second != 0 {
		return "", fmt.Errorf("agora: token lifetime is %v, want whole seconds above 0", lifetime)
	}
	if lifetime > maxTokenSeconds*time.Second {
		return "", fmt.Errorf("agora: token lifetime is %v, Agora lets a token live at most 24 h", lifetime)
	}
	issueTs, salt, err := b.stamp()
	if err != nil {
		return "", err
	}
	return buildToken007(b.AppID, b.Certificate, issueTs, uint32(lifetime/time.Second), salt, services...)
}

// stamp checks the project's keys and returns the two numbers in which one token differs from the next.
func (b TokenBuilder) stamp() (issueTs, salt uint32, err error) {
	if err := checkTokenKey("AppID", b.AppID); err != nil {
		return 0, 0, err
	}
	if err := checkTokenKey("Certificate", b.Certificate); err != nil {
		return 0, 0, err
	}
	clock := b.Now
	if clock == nil {
		clock = time.Now
	}
	now := clock().Unix()
	if now < 0 || now > math.MaxUint32-maxTokenSeconds {
		return 0, 0, errors.New("agora: the clock is outside the years 1970 to 2106, which a token can hold")
	}
	random := b.Rand
	if random == nil {
		random = rand.Reader
	}
	salt, err = drawTokenSalt(random)
	return uint32(now), salt, err
}

// drawTokenSalt draws 4 bytes, and 4 more when they lie in the uneven rest of 2^32 / tokenSalts (2 times in 100).
func drawTokenSalt(random io.Reader) (uint32, error) {
	const even = (1 << 32) / tokenSalts * tokenSalts
	for range 16 {
		var draw [4]byte
		if _, err := io.ReadFull(random, draw[:]); err != nil {
			return 0, fmt.Errorf("agora: reading a token salt: %w", err)
		}
		if n := binary.LittleEndian.Uint32(draw[:]); n < even {
			return n%tokenSalts + 1, nil
		}
	}
	return 0, errors.New("agora: Rand is not random: 16 draws for a token salt were all out of range")
}

// checkTokenKey leaves the value out of its error, because it may be the certificate, even in the wrong field.
func checkTokenKey(field, value string) error {
	if _, err := hex.DecodeString(value); err != nil || len(value) != 32 {
		return fmt.Errorf("agora: TokenBuilder.%s is not 32 hexadecimal characters", field)
	}
	return nil
}

// checkTokenID refuses an id that the REST API refuses: a token for it would open nothing.
func checkTokenID(field, id string) error {
	if problem := idProblem(id); problem != "" {
		return fmt.Errorf("agora: %s %s", field, problem)
	}
	return nil
}

// tokenService is one entry of a 007 token. Each entry made here has one privilege, which lives as long as the token.
type tokenService struct {
	kind, privilege uint16
	tail            []byte
}

// The numbers of services and privileges, from AgoraIO/Tools, accesstoken2.
const (
	kindRTM   uint16 = 2
	kindChat  uint16 = 5
	kindAPaaS uint16 = 7

	rtmLogin      uint16 = 1
	chatUser      uint16 = 1
	apaasRoomUser uint16 = 1
	apaasUser     uint16 = 2
	apaasApp      uint16 = 3
)

func apaasService(roomUUID, userUUID string, role Role, privilege uint16) tokenService {
	tail := appendTokenString(appendTokenString(nil, roomUUID), userUUID)
	return tokenService{kindAPaaS, privilege, binary.LittleEndian.AppendUint16(tail, uint16(role))}
}

func rtmService(userUUID string) tokenService {
	return tokenService{kindRTM, rtmLogin, appendTokenString(nil, userUUID)}
}

func chatService(userUUID string) tokenService {
	account := md5.Sum([]byte(userUUID)) // it names the account and protects nothing
	return tokenService{kindChat, chatUser, appendTokenString(nil, hex.EncodeToString(account[:]))}
}

// buildToken007 packs and signs an AccessToken2; expire is in seconds from issueTs.
func buildToken007(appID, certificate string, issueTs, expire, salt uint32, services ...tokenService) (string, error) {
	if len(services) == 0 {
		return "", errors.New("agora: a token needs a service")
	}
	slices.SortFunc(services, func(a, b tokenService) int { return cmp.Compare(a.kind, b.kind) })

	le := binary.LittleEndian
	info := appendTokenString(nil, appID)
	info = le.AppendUint32(info, issueTs)
	info = le.AppendUint32(info, expire)
	info = le.AppendUint32(info, salt)
	info = le.AppendUint16(info, uint16(len(services)))
	for _, service := range services {
		info = le.AppendUint16(info, service.kind)
		info = le.AppendUint16(info, 1)
		info = le.AppendUint16(info, service.privilege)
		info = le.AppendUint32(info, expire)
		info = append(info, service.tail...)
	}

	key := tokenHMAC(le.AppendUint32(nil, issueTs), []byte(certificate))
	key = tokenHMAC(le.AppendUint32(nil, salt), key)
	signature := tokenHMAC(key, info)

	packed, err := deflated(append(appendTokenString(make([]byte, 0, 2+len(signature)+len(info)), string(signature)), info...))
	if err != nil {
		return "", fmt.Errorf("agora: compressing a token: %w", err)
	}
	return "007" + base64.StdEncoding.EncodeToString(packed), nil
}

// deflaters are writers of zlib: to make one costs 800 KB, 20 times what a token costs.
var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func deflated(plain []byte) ([]byte, error) {
	deflater := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(deflater)
	packed := bytes.NewBuffer(make([]byte, 0, len(plain)+64))
	deflater.Reset(packed)
	_, err := deflater.Write(plain)
	err = errors.Join(err, deflater.Close())
	return packed.Bytes(), err
}

// buildRTM006 packs and signs an AccessToken. lastTs, 24 h after the issue, and expireTs are Unix seconds.
func buildRTM006(appID, certificate, account string, salt, lastTs, expireTs uint32) string {
	const privilegeRTMLogin = 1000
	le := binary.LittleEndian
	message := le.AppendUint32(nil, salt)
	message = le.AppendUint32(message, lastTs)
	message = le.AppendUint16(message, 1)
	message = le.AppendUint16(message, privilegeRTMLogin)
	message = le.AppendUint32(message, expireTs)

	signature := tokenHMAC([]byte(certificate), append([]byte(appID+account), message...))
	content := appendTokenString(nil, string(signature))
	content = le.AppendUint32(content, crc32.ChecksumIEEE([]byte(account)))
	content = le.AppendUint32(content, 0) // the CRC-32 of the empty uid
	content = appendTokenString(content, string(message))
	return "006" + appID + base64.StdEncoding.EncodeToString(content)
}

// appendTokenString appends the length of s in bytes, and s. No caller passes more than 64 bytes.
func appendTokenString(buf []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint16(buf, uint16(len(s))), s...)
}

func tokenHMAC(key, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}
