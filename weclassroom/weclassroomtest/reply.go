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

// codeText is the document's own text of a failure.
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

// refusal is why a call fails.
type refusal struct {
	code   int
	detail string // which parameter and why; it stands behind the text of the code
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

// success is the envelope of a call that worked; the payload goes in data or beside it, as the operation has it.
func success(message string, payload ...member) object {
	return append(object{{"status", 1}, {"error_code", codeOK}, {"msg", message}}, payload...)
}

// successWithoutCode is the envelope of the calls whose example has no error_code.
func (d dialect) successWithoutCode(message string, payload ...member) object {
	if d.errorCodes {
		return success(message, payload...)
	}
	return append(object{{"status", 1}, {"msg", message}}, payload...)
}

// reply is what PHP answers with.
func reply(status int, body object) vendortest.Reply {
	return vendortest.Text(status, "application/json", phpJSON(body))
}

// dialect is how the vendor writes, and does, what its document leaves open.
type dialect struct {
	httpErrors  bool
	failureData []member // none or one
	errorCodes  bool

	reversedUsers bool
	newUserIDs    bool

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
}

// WithErrorCodes sends error_code in every reply. Without it the successes whose examples have none come without: Documents.List,
// Reports.ListHelpRequests, Lessons.ListStatusByTime, Lessons.ListStatusByIDs and Recordings.ListByUser; and
// Reports.GetTeacherAttendance says code instead. The tables of the document list error_code everywhere.
func WithErrorCodes() Option {
	return func(s *settings) { s.dialect.errorCodes = true }
}

// WithForgivingDeletes lets a delete or remove of what is not there succeed. Without it the unknown id is refused with 40003: the
// document does not say which.
func WithForgivingDeletes() Option {
	return func(s *settings) { s.dialect.forgivingDeletes = true }
}

// WithHTTPErrors sends failures with a status of their own: 401 for 2xxxx, 404 for 30001, 405 for 30002, 400 for 4xxxx and 500
// for 50000. Without it every reply has status 200. The document does not say which the vendor does.
func WithHTTPErrors() Option {
	return func(s *settings) { s.dialect.httpErrors = true }
}

// FailureData is what stands in data when a call fails.
type FailureData int

// The forms PHP programs use; the document shows none of them.
const (
	FailureDataAbsent      FailureData = iota // no data at all
	FailureDataNull                           // null
	FailureDataEmptyArray                     // []
	FailureDataEmptyString                    // ""
)

// WithFailureData sets what stands in data when a call fails; without it there is no data.
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

// codeName is how a path names the code: API 34, the only one under /v2/, has its own name.
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

// Failure is a fault that answers with the vendor's envelope for a code, in the server's dialect: 50000 can be had no other
// way. It panics on a code the document does not list as a failure.
//
//	srv.Inject("Lessons.Create", srv.Failure(50000))
func (s *Server) Failure(code int) Fault {
	if codeText(code) == "" {
		panic(fmt.Sprintf("weclassroomtest: Failure: the document has no failure %d", code))
	}
	answer := s.dialect.failure("", refuse(code, ""))
	return Fault{Status: answer.Status, Header: answer.Header, Body: string(answer.Body)}
}
