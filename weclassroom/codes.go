package weclassroom

import (
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const codeOK = "10000"

// Code is a code of the vendor's table 4; ones it gains later are kept. Use it with errors.Is.
type Code int64

// The documented codes.
const (
	CodeApplicationIDMissing  Code = 20001 // applicationID 未传
	CodeSignMsgMissing        Code = 20002 // signMsg 未传
	CodeApplicationIDWrong    Code = 20003 // applicationID 错误
	CodeApplicationIDDisabled Code = 20004 // applicationID active=0 无效
	CodeSignature             Code = 20005 // 授权验证异常: the secret is not the vendor's
	CodeRouteNotFound         Code = 30001 // 未找到对应路由
	CodeMethodNotFound        Code = 30002 // 未找到对应方法
	CodeParameterMissing      Code = 40001 // 缺少参数
	CodeParameterType         Code = 40002 // 参数类型不正确
	CodeParameterValue        Code = 40003 // 参数数值异常
	CodeRejected              Code = 40004 // 用户异常操作: a rule of the business; the message says which
	CodeServer                Code = 50000 // 服务端错误
)

var codes = map[Code]transport.CodeInfo{
	CodeApplicationIDMissing:  {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "applicationID 未传"},
	CodeSignMsgMissing:        {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "signMsg 未传"},
	CodeApplicationIDWrong:    {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "applicationID 错误", Hint: "check ApplicationID, and whether it belongs to this server: test and production differ"},
	CodeApplicationIDDisabled: {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "applicationID active=0 无效", Hint: "the vendor has switched the account off"},
	CodeSignature:             {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "授权验证异常", Hint: "check Secret"},
	CodeRouteNotFound:         {Kind: classcloud.Unimplemented, Outcome: classcloud.OutcomeNotApplied, Text: "未找到对应路由", Hint: "check the base URL, or the path given to Do"},
	CodeMethodNotFound:        {Kind: classcloud.Unimplemented, Outcome: classcloud.OutcomeNotApplied, Text: "未找到对应方法", Hint: "check the base URL, or the path given to Do"},
	CodeParameterMissing:      {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "缺少参数"},
	CodeParameterType:         {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "参数类型不正确"},
	CodeParameterValue:        {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "参数数值异常"},
	CodeRejected:              {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "用户异常操作"},
	CodeServer:                {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "服务端错误"},
}

// info tells an unknown code's kind by its first digit.
func (c Code) info() transport.CodeInfo {
	if info, ok := codes[c]; ok {
		return info
	}
	info := transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown}
	switch c / 10000 {
	case 2:
		info.Kind = classcloud.Unauthenticated
	case 3:
		info.Kind = classcloud.Unimplemented
	case 4:
		info.Kind = classcloud.InvalidArgument
	case 5:
		info.Kind = classcloud.Internal
	}
	return info
}

// Error returns the code and the vendor's text for it.
func (c Code) Error() string {
	text := "weclassroom code " + strconv.FormatInt(int64(c), 10)
	if info, ok := codes[c]; ok {
		text += ": " + info.Text
	}
	return text
}

// failed makes the error of a refusal; a code that is missing, or says all is well beside a status that does not, is kept.
func failed(code, message string) *classcloud.Error {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil || code == codeOK {
		return transport.CodeInfo{Kind: classcloud.Unknown}.Failure(code, message, nil)
	}
	return Code(n).info().Failure(code, message, Code(n))
}
