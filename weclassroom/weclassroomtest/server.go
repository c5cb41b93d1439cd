package weclassroomtest

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// Server is a running test server on the loopback. Its methods may be called at any time from any goroutine; what they return are
// copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit *vendortest.Server

	application application
	dialect     dialect

	// The fields below hold the vendor's state. The kit's lock guards them.
	inactive   bool
	users      table[User]
	classrooms table[Classroom]
	lessons    table[Lesson]
	documents  table[Document]
	commands   int64 // how many were handed out

	converts time.Time // when a document that needs conversion was last uploaded

	// Records that a test adds, in the order in which it added them.
	attendance []Attendance
	teaching   []TeacherAttendance
	starCounts []StarCount
	events     []Event
	helps      []HelpRequest
	recordings []Recording
	visits     []*visit
}

// application holds the credentials of the one institution that the server knows.
type application struct{ id, secret string }

// Option configures a Server.
type Option func(*settings)

type settings struct {
	application application
	clock       func() time.Time
	host        vendortest.Host
	dialect     dialect
}

// WithCredentials sets the credentials of the one institution that the server knows. The default is an invented pair. WithCredentials
// panics when ApplicationID is empty or Secret is not the 32 bytes of an AES-256 key.
func WithCredentials(credentials weclassroom.Credentials) Option {
	if credentials.ApplicationID == "" || len(credentials.Secret) != secretLength {
		panic(fmt.Sprintf("weclassroomtest: WithCredentials: wants an ApplicationID and a Secret of %d bytes", secretLength))
	}
	return func(s *settings) { s.application = application{credentials.ApplicationID, credentials.Secret} }
}

// WithClock sets the server's time, which SetClock may change later. The default is the real time. The function is called from
// several goroutines.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// NewServer starts a server. The caller must close it.
func NewServer(opts ...Option) *Server {
	settings := settings{
		application: application{
			id:     "weclassroomtest-application",
			secret: "weclassroomtest-invented-secret!",
		},
		dialect: dialect{
			batchDateKeys:  []string{"createDate", "creatDate"},
			conversionTime: defaultConversionTime,
		},
	}
	for _, opt := range opts {
		opt(&settings)
	}
	s := &Server{
		application: settings.application,
		dialect:     settings.dialect,
		users:       newTable[User](firstUID),
		classrooms:  newTable[Classroom](firstClassroomID),
		lessons:     newTable[Lesson](firstLessonID),
		documents:   newTable[Document](firstDocumentID),
	}
	routes := s.routes()
	s.kit = vendortest.New(vendortest.Config{
		Routes:   routes,
		Open:     s.open,
		NotFound: s.notFound(routes),
		Clock:    settings.clock,
		Host:     settings.host,
	})
	s.URL = s.kit.URL
	return s
}

// SetActive turns the account on or off. The server refuses every call of an account that is off with 20004.
func (s *Server) SetActive(active bool) {
	s.kit.Do(func() { s.inactive = !active })
}
