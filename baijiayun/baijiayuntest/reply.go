package baijiayuntest

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// code is a documented error code (错误码).
type code int

const (
	codeOK             code = 0
	codeGeneral        code = 1
	codeUnknownPath    code = 404
	codeParameter      code = 1001
	codeSignature      code = 1002
	codeUnknownAccount code = 2001
	codePermission     code = 2002
	codeUnknownRoom    code = 3001
	codeRoomDeleted    code = 3002
	codeUpload         code = 4001
	codeUnknownVideo   code = 5002 // not in the table: com.huatu.tiku.essay reads it so
)

func (c code) text() string {
	switch c {
	case codeGeneral:
		return "普通错误"
	case codeUnknownPath:
		return "请求路径不存在"
	case codeParameter:
		return "参数错误"
	case codeSignature:
		return "签名计算错误"
	case codeUnknownAccount:
		return "账号不存在"
	case codePermission:
		return "账号权限错误"
	case codeUnknownRoom:
		return "房间号不存在"
	case codeRoomDeleted:
		return "该房间已删除"
	case codeUpload:
		return "文件上传失败"
	case codeUnknownVideo:
		return "视频不存在"
	}
	return ""
}

// failure says why a call is refused. A nil failure is a success.
type failure struct {
	code    code
	details []string
}

func fail(code code, details ...string) *failure { return &failure{code, details} }

func (f *failure) message() string {
	if len(f.details) == 0 {
		return f.code.text()
	}
	return f.code.text() + ": " + strings.Join(f.details, "; ")
}

// envelope wraps every reply.
type envelope struct {
	Code code    `json:"code"`
	Data any     `json:"data"`
	Msg  *string `json:"msg,omitempty"`
	TS   any     `json:"ts,omitempty"`
}

// reply wraps the data of a success, or a failure. Not all of the document's examples print msg and ts; a failure always has a msg.
func (d Dialect) reply(data any, failed *failure, prints prints, now time.Time) vendortest.Reply {
	reply := envelope{Code: codeOK, Data: d.render(data)}
	message, printed := "", prints.msg
	if d == DialectQuoted {
		message, printed = "返回成功", true
	}
	if failed != nil {
		reply.Code, reply.Data = failed.code, d.nothing()
		message, printed = failed.message(), true
	}
	if printed {
		reply.Msg = &message
	}
	if prints.ts {
		reply.TS = d.timestamp(now)
	}
	return vendortest.JSON(reply)
}

// nothing returns the data of a failure.
func (d Dialect) nothing() any {
	if d == DialectQuoted {
		return []any{}
	}
	return nil
}

func (d Dialect) timestamp(now time.Time) any {
	if d == DialectQuoted {
		return strconv.FormatInt(now.Unix(), 10) + "="
	}
	return now.Unix()
}

// wholeSeconds returns a span of time as the vendor writes it.
func wholeSeconds(d time.Duration) int64 { return int64(d / time.Second) }
