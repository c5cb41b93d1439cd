package classintest

import (
	"net/http"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Server is a running test server on the loopback. Every method may be called at any time from any goroutine; what they return are
// copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit *vendortest.Server

	settings    settings
	school      *school
	failures    []failure
	maintenance maintenance
	push        push
}

// settings hold what the options choose. They never change while the server runs.
type settings struct {
	omitted Omitted
	account account
	clock   func() time.Time
	host    vendortest.Host
	dialect dialect

	signAnew     bool     // callbacks, at every post
	reads        ReadForm // of what the vendor opens per school
	withoutReads bool
}

// account holds what the school's calls are signed with.
type account struct {
	sid    int64
	secret string
}

// NewServer starts a server that knows the school of [Server.Defaults]. Close it when done.
func NewServer(opts ...Option) *Server {
	s := &Server{
		settings: settings{account: account{sid: 2000417, secret: "classintest-secret"}},
		school:   newSchool(),
	}
	for _, opt := range opts {
		opt(&s.settings)
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

func (s *Server) routes() []vendortest.Route {
	return slices.Concat(
		[]vendortest.Route{
			{Operation: opClassesCreate, Method: http.MethodPost, Path: v1Path(courseScript, "addCourseClass"), Handle: s.createClass},
		},
		s.classRoutes(), s.classStudentRoutes(), s.liveRoutes(),
		s.userRoutes(), s.memberRoutes(), s.courseRoutes(), s.courseMemberRoutes(), s.labelRoutes(), s.cloudRoutes(),
		s.unitRoutes(), s.activityRoutes(), s.doubleTeacherRoutes(), s.schoolRoutes(),
		s.readRoutes(), s.viewerRoutes(),
	)
}

func (s *Server) open(request *vendortest.Request) *vendortest.Reply {
	switch {
	case s.underMaintenance(request.At):
		reply := s.settings.dialect.maintenanceReply()
		return &reply
	case isV1(request):
		return s.openV1(request)
	default:
		return s.openV2(request)
	}
}

func isV1(request *vendortest.Request) bool {
	return request.Path == courseScript || request.Path == cloudScript
}

// notFound answers a request that does not fit an operation. The two scripts of the first generation exist whatever the action, so they
// answer in their envelope.
func (s *Server) notFound(request *vendortest.Request) vendortest.Reply {
	if !isV1(request) {
		return vendortest.Text(http.StatusNotFound, "text/html", "<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>")
	}
	if refusal := s.open(request); refusal != nil {
		return *refusal
	}
	return s.settings.dialect.errorReply(codeParameters)
}
