package classintest

import (
	"net/http"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Fault breaks calls; see Inject.
type Fault = vendortest.Fault

// Request is a request as it arrived. Its Params are a map[string]string in the first generation: the parameters beside
// SID, safeKey and timeStamp, as the vendor's PHP sees them. In the second they are the body, a map[string]any with
// numbers as json.Number.
type Request = vendortest.Request

// Server is a ClassIn on the loopback. Its methods may be called at any time from any goroutine, and what they return are
// copies. Beside those shown below it has
//
//	URL string                            // http://127.0.0.1:port: the base URL; the documented paths follow it
//	Close()                               // twice is safe
//	Inject(operation string, fault Fault) // break coming calls; "" is every operation
//	ClearFaults()
//	Respond(operation, json string)       // answer authenticated calls with this from now on; "" ends it
//	Requests() []Request                  // what has arrived so far
//	ClearRequests()
//	SetClock(now func() time.Time)        // nil is the real time
//	Now() time.Time
//	Operations() []string                 // what is served
//
// Operations are called as in the client: "Classes.Create".
type Server struct {
	*vendortest.Server

	settings    settings
	school      *school
	failures    []failure
	maintenance maintenance
	push        push
}

// settings are what options choose; they never change while the server runs.
type settings struct {
	account account
	clock   func() time.Time
	dialect dialect
}

// account is what the calls of the school are signed with.
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
	s.Server = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Clock:    s.settings.clock,
	})
	return s
}

func (s *Server) routes() []vendortest.Route {
	return slices.Concat(
		[]vendortest.Route{
			{Operation: opClassesCreate, Method: http.MethodPost, Path: v1Path(courseScript, "addCourseClass"), Handle: s.createClass},
		},
		s.lessonRoutes(), s.lessonStudentRoutes(), s.liveRoutes(),
		s.userRoutes(), s.memberRoutes(), s.courseRoutes(), s.courseMemberRoutes(), s.labelRoutes(), s.cloudRoutes(),
		s.unitRoutes(), s.activityRoutes(), s.doubleTeacherRoutes(), s.schoolRoutes(),
	)
}

func (s *Server) open(request *Request) *vendortest.Reply {
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

func isV1(request *Request) bool {
	return request.Path == courseScript || request.Path == cloudScript
}

// notFound answers what no operation is for. The two scripts of the first generation exist whatever the action, so they
// answer in their envelope.
func (s *Server) notFound(request *Request) vendortest.Reply {
	if !isV1(request) {
		return vendortest.Text(http.StatusNotFound, "text/html", "<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>")
	}
	if refusal := s.open(request); refusal != nil {
		return *refusal
	}
	return s.settings.dialect.errorReply(codeParameters)
}
