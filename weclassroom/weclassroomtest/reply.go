package weclassroomtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// The codes of the document's table 4.
const (
	codeOK                  = 10000
	codeNoApplicationID     = 20001
	codeNoSignMsg           = 20002
	codeUnknownApplication  = 20003
	codeInactiveApplication = 20004
	codeUnauthorized        = 20005
	codeNoRoute             = 30001
	codeNoMethod            = 30002
	codeMissing             = 40001
	codeType                = 40002
	codeValue               = 40003
	codeAbnormal            = 40004
	codeServer              = 50000
)

// codeText returns the document's text for a failure, or "" for a code that is not one.
func codeText(code int) string {
	switch code {
	case codeNoApplicationID:
		return "applicationID 未传"
	case codeNoSignMsg:
		return "signMsg 未传"
	case codeUnknownApplication:
		return "applicationID 错误"
	case codeInactiveApplication:
		return "applicationID active=0 无效"
	case codeUnauthorized:
		return "授权验证异常"
	case codeNoRoute:
		return "未找到对应路由"
	case codeNoMethod:
		return "未找到对应方法 GET/POST"
	case codeMissing:
		return "缺少参数"
	case codeType:
		return "参数类型不正确"
	case codeValue:
		return "参数数值异常"
	case codeAbnormal:
		return "用户异常操作"
	case codeServer:
		return "服务端错误"
	}
	return ""
}

// refusal says why a call fails.
type refusal struct {
	code   int
	detail string // which parameter, and why; it follows the text of the code
}

func refuse(code int, format string, args ...any) *refusal {
	return &refusal{code: code, detail: fmt.Sprintf(format, args...)}
}

func (r *refusal) message() string {
	if r.detail == "" {
		return codeText(r.code)
	}
	return codeText(r.code) + ": " + r.detail
}

// success returns the envelope of a call that worked. The payload goes into data or beside it, whichever the operation uses.
func success(message string, payload ...member) object {
	return append(object{{"status", 1}, {"error_code", codeOK}, {"msg", message}}, payload...)
}

// successWithoutCode returns the envelope of the calls whose example lacks error_code.
func (d dialect) successWithoutCode(message string, payload ...member) object {
	if d.errorCodes {
		return success(message, payload...)
	}
	return append(object{{"status", 1}, {"msg", message}}, payload...)
}

// reply writes a body as PHP does.
func reply(status int, body object) vendortest.Reply {
	return vendortest.Text(status, "application/json", phpJSON(body))
}

// dialect holds the choices that the vendor's document leaves open.
type dialect struct {
	httpErrors  bool
	failureData []member // none or one
	errorCodes  bool

	reversedUsers bool
	newUserIDs    bool
	userCodes     userCodes

	recordingsInData bool
	heldStatuses     bool
	ownClassIDs      bool
	kilobyteSizes    bool

	lessonObject    bool
	batchDateKeys   []string
	strictBatchKeys bool
	batchData       BatchData
	singleLessonIDs bool

	reindexedLists bool
	noEmptyLists   bool
	spacedKey      bool
	zeroDates      bool
	nullData       bool

	forgivingDeletes bool
	conversionTime   time.Duration
	listDelay        time.Duration
}

// WithErrorCodes sends error_code in every reply, as the tables of the document have it. By default the replies whose examples lack
// it come without: Documents.List, Reports.ListHelpRequests, Lessons.ListStatusByTime, Lessons.ListStatusByIDs and
// Recordings.ListByUser; and Reports.GetTeacherAttendance says code instead.
func WithErrorCodes() Option {
	return func(s *settings) { s.dialect.errorCodes = true }
}

// WithForgivingDeletes lets a delete or remove succeed when the thing does not exist. By default the server refuses the unknown id
// with 40003. The document does not say what the vendor does.
func WithForgivingDeletes() Option {
	return func(s *settings) { s.dialect.forgivingDeletes = true }
}

// WithHTTPErrors sends failures with a status of their own: 401 for 2xxxx, 404 for 30001, 405 for 30002, 400 for 4xxxx and 500 for
// 50000. By default every reply has status 200. The document does not say what the vendor does.
func WithHTTPErrors() Option {
	return func(s *settings) { s.dialect.httpErrors = true }
}

// FailureData is the form of data in the reply to a call that fails.
type FailureData int

// The forms that PHP programs use. The document does not show a failure.
const (
	FailureDataAbsent      FailureData = iota // the reply does not have data
	FailureDataNull                           // null
	FailureDataEmptyArray                     // []
	FailureDataEmptyString                    // ""
)

// WithFailureData sets the form of data in the reply to a call that fails. The default is FailureDataAbsent.
func WithFailureData(form FailureData) Option {
	return func(s *settings) {
		switch form {
		case FailureDataNull:
			s.dialect.failureData = []member{{"data", nil}}
		case FailureDataEmptyArray:
			s.dialect.failureData = []member{{"data", []any{}}}
		case FailureDataEmptyString:
			s.dialect.failureData = []member{{"data", ""}}
		default:
			s.dialect.failureData = nil
		}
	}
}

func (d dialect) failure(path string, r *refusal) vendortest.Reply {
	body := object{{"status", 0}, {d.codeName(path), r.code}, {"msg", r.message()}}
	return reply(d.status(r.code), append(body, d.failureData...))
}

// codeName returns the name of the code in the replies of a path. Only API 34, the one path under /v2/, has another name.
func (d dialect) codeName(path string) string {
	if strings.HasPrefix(path, "/v2/") && !d.errorCodes {
		return "code"
	}
	return "error_code"
}

func (d dialect) status(code int) int {
	switch {
	case !d.httpErrors:
		return http.StatusOK
	case code == codeNoRoute:
		return http.StatusNotFound
	case code == codeNoMethod:
		return http.StatusMethodNotAllowed
	case code/10000 == 2:
		return http.StatusUnauthorized
	case code/10000 == 4:
		return http.StatusBadRequest
	}
	return http.StatusInternalServerError
}

// Failure returns a fault that answers with the vendor's envelope for a code, in the server's dialect. It is the only way to get
// 50000. It panics on a code that the document does not list as a failure.
//
//	srv.Inject("Lessons.Create", srv.Failure(50000))
func (s *Server) Failure(code int) Fault {
	if codeText(code) == "" {
		panic(fmt.Sprintf("weclassroomtest: Failure: the document does not list a failure %d", code))
	}
	answer := s.dialect.failure("", refuse(code, ""))
	return Fault{Status: answer.Status, Header: answer.Header, Body: string(answer.Body)}
}
