package auitest

import (
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	codeUnauthorized = "401"
	codeNotFound     = "404"
	codeServer       = "500"

	textServer = "服务器异常，请稍后重试"
)

// envelope is around every answer of an operation; a null field is omitted.
type envelope struct {
	Success   bool   `json:"success"`
	Data      any    `json:"data,omitempty"`
	ErrorCode string `json:"errorCode,omitempty"`
	ErrorMsg  string `json:"errorMsg,omitempty"`
}

// violations is the data of a validation error. The code is 0 by a quirk of the vendor's exception class.
type violations struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

// unknownPath is what Spring Boot says about a path without a mapping.
type unknownPath struct {
	Timestamp string `json:"timestamp"`
	Status    int    `json:"status"`
	Error     string `json:"error"`
	Path      string `json:"path"`
}

func success(data any) vendortest.Reply {
	return vendortest.JSON(envelope{Success: true, Data: data})
}

func failure(code, text string) vendortest.Reply {
	return vendortest.JSON(envelope{ErrorCode: code, ErrorMsg: text})
}

// serverError is the answer to everything the vendor's server has no words for.
func serverError() vendortest.Reply { return failure(codeServer, textServer) }

func notFound() vendortest.Reply { return failure(codeNotFound, "未查询到") }

// badValue is the answer to a value that is none of those there are. Its code says nothing about the token.
func badValue() vendortest.Reply { return failure(codeUnauthorized, "参数错误") }

func invalid(messages string) vendortest.Reply {
	return vendortest.JSON(envelope{Data: violations{Msg: messages}, ErrorCode: codeServer, ErrorMsg: textServer})
}

// forbidden is Spring Security's refusal: no 401, no body.
func forbidden() vendortest.Reply { return vendortest.Reply{Status: http.StatusForbidden} }

// wireTime writes the vendor's wall clock, which is that of +08:00 and does not say so.
func wireTime(t time.Time) string {
	return t.In(time.FixedZone("CST", 8*60*60)).Format("2006/01/02 15:04:05")
}
