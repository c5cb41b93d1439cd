package weclassroom

import (
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// codeOK is the code of a success.
const codeOK = "10000"

// Code is an error code of the vendor's table 4. Codes that this module does not know are kept as they are. Compare codes with errors.Is.
type Code int64

// The documented codes.
const (
	CodeApplicationIDMissing  Code = 20001 // the call lacks applicationID (applicationID 未传)
	CodeSignMsgMissing        Code = 20002 // the call lacks signMsg (signMsg 未传)
	CodeApplicationIDWrong    Code = 20003 // the vendor does not know the applicationID (applicationID 错误)
	CodeApplicationIDDisabled Code = 20004 // the vendor has switched the applicationID off (applicationID active=0 无效)
	CodeSignature             Code = 20005 // the vendor cannot open signMsg: the secret is wrong (授权验证异常)
	CodeRouteNotFound         Code = 30001 // the vendor does not know the path (未找到对应路由)
	CodeMethodNotFound        Code = 30002 // the vendor does not find a method for the path (未找到对应方法)
	CodeParameterMissing      Code = 40001 // a parameter is missing (缺少参数)
	CodeParameterType         Code = 40002 // a parameter has the wrong type (参数类型不正确)
	CodeParameterValue        Code = 40003 // a parameter has a value that the vendor does not take (参数数值异常)
	CodeRejected              Code = 40004 // a business rule forbids the call; the message says which (用户异常操作)
	CodeServer                Code = 50000 // the vendor's server failed; the call may have been applied (服务端错误)
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
	CodeServer:                {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "服务端错误", Retry: true},
}

// info returns what is known about a code. The first digit tells the kind of an unknown one, and a code of the form of an HTTP
// status, such as 429 or 502, means what the status means. (Neither is in the document.)
func (c Code) info() transport.CodeInfo {
	if info, ok := codes[c]; ok {
		return info
	}
	if info, ok := transport.StatusCode(strconv.FormatInt(int64(c), 10)); ok {
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

// Error returns the code and the vendor's text.
func (c Code) Error() string {
	text := "weclassroom code " + strconv.FormatInt(int64(c), 10)
	if info, ok := codes[c]; ok {
		text += ": " + info.Text
	}
	return text
}

// failed makes the error for a refusal. A code that is not a number, or that means success although the status does not, is kept as
// text, without a Code.
func failed(code, message string) *classcloud.Error {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil || code == codeOK {
		return transport.CodeInfo{Kind: classcloud.Unknown}.Failure(code, message, nil)
	}
	return Code(n).info().Failure(code, message, Code(n))
}
