package agoratest

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Server is a running test server on the loopback. Every method may be called at any time from any goroutine, and returns copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit      *vendortest.Server
	settings settings
	appOnly  map[string]bool // the operations that only an app token may call

	// The kit's lock guards the rest.
	rooms       map[roomKey]*room
	sequence    int // the last number that nextID and the order of events used
	toLose      int // how many of the next events the stream of all rooms loses
	toDuplicate int // how many of the next events the stream returns twice
}

// settings holds the choices of the options.
type settings struct {
	credentials credentials
	clock       func() time.Time // nil is the real time
	host        vendortest.Host
	dialect     dialect
}

// credentials holds the project that the server checks tokens with.
type credentials struct{ appID, certificate string }

// dialect holds the forms in which Agora is known to answer in more than one way.
type dialect struct {
	streamingURLInData, nestedWidgetChanges, roomNameInBytes, narrowRecordings, usersBesideData, gatewayRefusals bool
}

// Option configures NewServer.
type Option func(*settings)

// WithClock makes now the server's time instead of the real time. The function is called from several goroutines.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// WithStreamingURLInData makes Recordings.Start and Recordings.Stop answer as the tables of the later documents say: with a data object
// that holds recordId, sid, resourceId, state, startTime and, when the stream is pushed, streamingUrl. By default streamingUrl stands
// beside code, as in every example.
func WithStreamingURLInData() Option {
	return func(s *settings) { s.dialect.streamingURLInData = true }
}

// WithNestedWidgetChanges makes the events of widgets report changes as the tables of the document say: in nested objects,
// {"extra":{"popupQuizId":"…"}}. By default they have dotted keys, {"extra.popupQuizId":"…"}, as in every example.
func WithNestedWidgetChanges() Option {
	return func(s *settings) { s.dialect.nestedWidgetChanges = true }
}

// WithRoomNameInBytes makes Rooms.Create take a roomName of at most 64 bytes, as a Chinese page of the document says. By default it takes
// 64 characters, as the English page says.
func WithRoomNameInBytes() Option {
	return func(s *settings) { s.dialect.roomNameInBytes = true }
}

// WithNarrowRecordings makes Recordings.Start take a videoWidth and a videoHeight of 480 to 1280 and at most 1280 × 720 pixels, as the
// English page of the document says. By default it takes 480 to 1920 and 1920 × 1080 pixels, as the Chinese pages say.
func WithNarrowRecordings() Option {
	return func(s *settings) { s.dialect.narrowRecordings = true }
}

// WithUsersBesideData makes the events of widgets have fromUser, operator and cause beside data, as the only complete example in Agora's
// documents does (查询指定 Widget 事件). By default they stand in data, as in every table.
func WithUsersBesideData() Option {
	return func(s *settings) { s.dialect.usersBesideData = true }
}

// WithGatewayRefusals makes a token be refused as Agora's gateway does it, 401 with {"message":"…"} and without a code: the document's table
// of codes has none for 401. By default the refusal is an envelope with code 401.
func WithGatewayRefusals() Option {
	return func(s *settings) { s.dialect.gatewayRefusals = true }
}

// NewServer starts a server on the loopback with invented credentials and without rooms. The caller must Close it. NewServer panics when
// an option is wrong.
func NewServer(opts ...Option) *Server {
	s := &Server{
		settings: settings{
			credentials: credentials{appID: "0a1b2c3d4e5f60718293a4b5c6d7e8f9", certificate: "f9e8d7c6b5a49382716050f4e3d2c1b0"},
		},
		appOnly: map[string]bool{},
		rooms:   map[roomKey]*room{},
	}
	for _, option := range opts {
		option(&s.settings)
	}
	if own := s.settings.credentials; !isHex32(own.appID) || !isHex32(own.certificate) {
		panic("agoratest: Credentials.AppID and Credentials.Certificate must be 32 hexadecimal digits each")
	}
	s.kit = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Clock:    s.settings.clock,
		Host:     s.settings.host,
	})
	s.URL = s.kit.URL
	return s
}

// nextID returns a new number as 32 hexadecimal digits.
func (s *Server) nextID() string {
	s.sequence++
	return fmt.Sprintf("%032x", s.sequence)
}

func isHex32(text string) bool {
	if len(text) != 32 {
		return false
	}
	for _, c := range []byte(text) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}
