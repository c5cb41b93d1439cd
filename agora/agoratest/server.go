// Package agoratest is a server that behaves like Agora's Flexible Classroom (灵动课堂) REST API, for tests, in the manner of
// net/http/httptest.
//
//	server := agoratest.NewServer()
//	defer server.Close()
//	// send requests to server.URL + "/cn/edu/apps/" + server.AppID() + "/v2/rooms/class-1"
//
// It keeps rooms, users, properties, widgets, recordings and events in memory and judges every request as Agora documents it: the
// token, the ids, the parameters and the state of the room. It was written from the document alone and shares no code with the client.
//
// # Operations
//
// The names are those to use with Inject, Respond and Requests. P is /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}.
//
//	Rooms.Create                   POST   P
//	Rooms.Get                      GET    P
//	Rooms.SetStatus                 PUT    P/states/{state}           0 not started; others have names of their own:
//	Rooms.Start, End, Close        PUT    P/states/1, 2, 3
//	Rooms.SetProperties            PUT    P/properties
//	Rooms.DeleteProperties         DELETE P/properties
//	Members.Get                    GET    P/users/{userUuid}
//	Members.Kick                   POST   P/users/{userUuid}/exit
//	Members.SetProperties          PUT    P/users/{userUuid}/properties
//	Members.DeleteProperties       DELETE P/users/{userUuid}/properties
//	Widgets.Set                    PUT    P/widgets/{widgetUuid}
//	Widgets.Delete                 DELETE P/widgets/{widgetUuid}
//	Widgets.DeleteProperties       DELETE P/widgets/{widgetUuid}/extra
//	Widgets.SetUserProperties      PUT    P/widgets/{widgetUuid}/users/{userUuid}
//	Widgets.DeleteUserProperties   DELETE P/widgets/{widgetUuid}/users/{userUuid}
//	Widgets.ListEvents             GET    P/widgets/{widgetUuid}/sequences
//	Widgets.ListQuizEvents         GET    P/widgets/popupQuiz/sequences
//	Widgets.ListPollEvents         GET    P/widgets/poll/sequences
//	Groups.Start, Groups.Stop      PUT    P/groups/states/1, 0
//	Recordings.Start, Stop         PUT    P/records/states/1, 0
//	Recordings.Update              PATCH  P/records/states/1
//	Recordings.SetReady            PUT    P/records/ready
//	Recordings.List                GET    P/records
//	Events.List                    GET    P/sequences
//	Events.Poll                    GET    /{region}/edu/polling/apps/{appId}/v2/rooms/sequences
//
// A room lives in the region it was created in: cn, ap, eu or na, in any case. A path without a region means cn. In another
// region the room does not exist.
//
// # Events
//
// The server itself lets happen what its calls and its clock bring about: cmd 1 (the class), 20 (users in and out), 1001
// (recordings) and 1110 (widgets); Emit lets anything else happen. Each has the next number of its room. A room's list
// (Events.List) keeps them all until the room is destroyed; the stream (Events.Poll) has each once, for an hour, whoever asks, and
// a stream of its own in every region. LoseEvents, DuplicateEvents and EraseEvents make it as bad as it can be.
//
// # Time
//
// Everything runs on the server's clock (WithClock, SetClock): the life of tokens, the schedule of
// rooms (startTime → started, duration → ended, closeDelay → closed, an hour later → destroyed), bans, the longest time of a
// page recording.
package agoratest

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Server is a running test server on the loopback. Every method may be called at any time from any goroutine; what they return are
// copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit *vendortest.Server

	credentials credentials
	clock       func() time.Time // only until the kit has it
	dialect     dialect
	appOnly     map[string]bool // operations that only an app token may call

	// What follows is read and written under the kit's lock.
	rooms       map[roomKey]*room
	sequence    int // of everything the server numbers
	toLose      int // how many of the next events the stream of all rooms loses
	toDuplicate int // how many it brings twice
}

// credentials is what the server checks tokens with.
type credentials struct{ appID, certificate string }

// dialect is what Agora is known to answer in more than one way.
type dialect struct{ streamingURLInData, nestedWidgetChanges bool }

// Option configures NewServer.
type Option func(*Server)

// WithClock makes now the server's time instead of the real time. It is called from several goroutines.
func WithClock(now func() time.Time) Option {
	return func(s *Server) { s.clock = now }
}

// WithCredentials makes the server check tokens with this app id and certificate, each 32 hexadecimal digits, instead of
// invented ones. NewServer panics when they are not.
func WithCredentials(appID, certificate string) Option {
	return func(s *Server) { s.credentials = credentials{appID, certificate} }
}

// WithStreamingURLInData makes Recordings.Start and Recordings.Stop answer as the tables of the later documents say: a data object
// with recordId, sid, resourceId, state, startTime and, when the stream is pushed, streamingUrl. By default streamingUrl
// stands beside code, as in every example.
func WithStreamingURLInData() Option {
	return func(s *Server) { s.dialect.streamingURLInData = true }
}

// WithNestedWidgetChanges makes the events of widgets tell what changed as the tables of the document say: in nested objects,
// {"extra":{"popupQuizId":"…"}}. By default they have dotted keys, {"extra.popupQuizId":"…"}, as in every example.
func WithNestedWidgetChanges() Option {
	return func(s *Server) { s.dialect.nestedWidgetChanges = true }
}

// NewServer starts a server on the loopback with invented credentials and no rooms. The caller must Close it.
func NewServer(opts ...Option) *Server {
	s := &Server{
		credentials: credentials{appID: "0a1b2c3d4e5f60718293a4b5c6d7e8f9", certificate: "f9e8d7c6b5a49382716050f4e3d2c1b0"},
		appOnly:     map[string]bool{},
		rooms:       map[roomKey]*room{},
	}
	for _, option := range opts {
		option(s)
	}
	if !isHex32(s.credentials.appID) || !isHex32(s.credentials.certificate) {
		panic("agoratest: app id and certificate must be 32 hexadecimal digits")
	}
	s.kit = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Clock:    s.clock,
	})
	s.URL = s.kit.URL
	return s
}

// AppID returns the app id the server knows.
func (s *Server) AppID() string { return s.credentials.appID }

// Certificate returns the app certificate that tokens must be signed with.
func (s *Server) Certificate() string { return s.credentials.certificate }

// nextID returns a number no other call returned, as 32 hexadecimal digits.
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
