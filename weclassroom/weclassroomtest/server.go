package weclassroomtest

import (
	"crypto/subtle"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Server is a running test server on the loopback. Every method may be called at any time from any goroutine; what they return are
// copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit *vendortest.Server

	application application
	dialect     dialect

	// What follows is the vendor's state, under the kit's lock.
	inactive   bool
	users      table[User]
	classrooms table[Classroom]
	lessons    table[Lesson]
	documents  table[Document]
	commands   int64 // handed out so far

	converts time.Time // when a courseware that is converted was last uploaded

	// What is seeded, in the order in which it was.
	attendance []Attendance
	teaching   []TeacherAttendance
	awards     []Award
	events     []Event
	helps      []HelpRequest
	recordings []Recording
}

// application is one customer of the vendor.
type application struct{ id, secret string }

// Option configures a Server.
type Option func(*settings)

type settings struct {
	application application
	clock       func() time.Time
	dialect     dialect
}

// WithCredentials sets the applicationID and the secret that is signed with. It panics when the secret has not the 32
// characters of an AES-256 key. Without it they are invented.
func WithCredentials(applicationID, secret string) Option {
	if applicationID == "" || len(secret) != secretLength {
		panic(fmt.Sprintf("weclassroomtest: WithCredentials: an applicationID and a secret of %d characters", secretLength))
	}
	return func(s *settings) { s.application = application{applicationID, secret} }
}

// WithClock sets the server's time, as SetClock does later. The function is called from several goroutines.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// NewServer starts a server. Close it.
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
	})
	s.URL = s.kit.URL
	return s
}

// SetActive turns the account on or off. Every call of one that is off is refused with 20004.
func (s *Server) SetActive(active bool) {
	s.kit.Do(func() { s.inactive = !active })
}

// routes are those of every group; a group is a file.
func (s *Server) routes() []vendortest.Route {
	return slices.Concat(
		s.userRoutes(),
		s.classroomRoutes(),
		s.documentRoutes(),
		s.lessonRoutes(),
		s.lessonChangeRoutes(),
		s.lessonRosterRoutes(),
		s.lessonStatusRoutes(),
		s.attendanceRoutes(),
		s.eventRoutes(),
		s.reportRoutes(),
		s.recordingRoutes(),
	)
}

// handler carries out an operation and returns the whole body of its reply.
type handler func(*parameters) (object, *refusal)

// route leads a path to an operation.
func (s *Server) route(operation, path string, handle handler) vendortest.Route {
	return vendortest.Route{
		Operation: operation,
		Method:    "POST",
		Path:      path,
		Handle: func(r *vendortest.Request) vendortest.Reply {
			body, refused := handle(&parameters{array: r.Params.(Array)})
			if refused != nil {
				return s.dialect.failure(r.Path, refused)
			}
			return reply(200, body)
		},
	}
}

// open authenticates a call and opens its parameters.
func (s *Server) open(r *vendortest.Request) *vendortest.Reply {
	params, refused := s.authenticate(r.Form)
	if refused != nil {
		failure := s.dialect.failure(r.Path, refused)
		return &failure
	}
	r.Params = params
	return nil
}

func (s *Server) authenticate(form url.Values) (Array, *refusal) {
	id, signMsg := last(form["applicationID"]), last(form["signMsg"])
	switch {
	case id == "":
		return nil, refuse(codeNoApplicationID, "")
	case signMsg == "":
		return nil, refuse(codeNoSignMsg, "")
	case subtle.ConstantTimeCompare([]byte(id), []byte(s.application.id)) == 0:
		return nil, refuse(codeUnknownApplication, "")
	case s.inactive:
		return nil, refuse(codeInactiveApplication, "")
	}
	params, err := Open(s.application.secret, signMsg)
	if err != nil {
		return nil, refuse(codeUnauthorized, "")
	}
	return params, nil
}

// last is what PHP keeps of a field that was sent several times.
func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// notFound tells a wrong path from a wrong method.
func (s *Server) notFound(routes []vendortest.Route) func(*vendortest.Request) vendortest.Reply {
	return func(r *vendortest.Request) vendortest.Reply {
		for _, route := range routes {
			if route.Path == r.Path {
				return s.dialect.failure(r.Path, refuse(codeNoMethod, ""))
			}
		}
		return s.dialect.failure(r.Path, refuse(codeNoRoute, ""))
	}
}
