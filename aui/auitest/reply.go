package auitest

import (
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// The codes and the text of the vendor's failures.
const (
	codeUnauthorized = "401"
	codeNotFound     = "404"
	codeServer       = "500"

	textServer = "服务器异常，请稍后重试"
)

// envelope wraps every reply of an operation. A null field is omitted.
type envelope struct {
	Success   bool   `json:"success"`
	Data      any    `json:"data,omitempty"`
	ErrorCode string `json:"errorCode,omitempty"`
	ErrorMsg  string `json:"errorMsg,omitempty"`
}

// violations is the data of a validation error. Its code is always 0, because of the vendor's exception class.
type violations struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

// unknownPath is Spring Boot's reply to an unknown path.
type unknownPath struct {
	Timestamp string `json:"timestamp"`
	Status    int    `json:"status"`
	Error     string `json:"error"`
	Path      string `json:"path"`
}

// success answers a call that worked.
func success(data any) vendortest.Reply {
	return vendortest.JSON(envelope{Success: true, Data: data})
}

// failure answers with a code and a text.
func failure(code, text string) vendortest.Reply {
	return vendortest.JSON(envelope{ErrorCode: code, ErrorMsg: text})
}

// serverError answers every failure that the vendor's server does not tell apart.
func serverError() vendortest.Reply { return failure(codeServer, textServer) }

// notFound answers get for a class that does not exist.
func notFound() vendortest.Reply { return failure(codeNotFound, "未查询到") }

// badValue answers a parameter whose value is not allowed. Its code "401" does not concern the token.
func badValue() vendortest.Reply { return failure(codeUnauthorized, "参数错误") }

// invalid answers missing parameters.
func invalid(messages string) vendortest.Reply {
	return vendortest.JSON(envelope{Data: violations{Msg: messages}, ErrorCode: codeServer, ErrorMsg: textServer})
}

// forbidden refuses the token as Spring Security does: 403, not 401, with an empty body.
func forbidden() vendortest.Reply { return vendortest.Reply{Status: http.StatusForbidden} }

// wireTime writes a time as the vendor does: the wall clock of +08:00 without its zone.
func wireTime(t time.Time) string {
	return t.In(time.FixedZone("CST", 8*60*60)).Format("2006/01/02 15:04:05")
}
