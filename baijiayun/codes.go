package baijiayun

import (
	"net/http"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Code is an error code of the vendor's table 错误码. Codes newer than this module are kept as they are. Use it with errors.Is.
type Code int64

// The documented codes.
const (
	CodeGeneral          Code = 1    // an error without a code of its own, which does not say whether anything was done: 普通错误
	CodePathNotFound     Code = 404  // the path does not exist: 请求路径不存在
	CodeTooManyRequests  Code = 429  // more calls than the vendor allows, so that nothing was done. Not in its tables: its own client (github.com/bjycloud/baijiayun-skills) takes 429 for that
	CodeInvalidParameter Code = 1001 // a parameter is missing or wrong: 参数错误
	CodeSignature        Code = 1002 // the signature is wrong: 签名计算错误
	CodeAccountNotFound  Code = 2001 // the partner_id does not exist: 账号不存在
	CodeAccountDenied    Code = 2002 // the account does not have the right to the call: 账号权限错误
	CodeAccountSuspended Code = 2003 // the live account was never opened, or its service has ended: 直播账号未开或服务停止
	CodeRoomNotFound     Code = 3001 // the room does not exist: 房间号不存在
	CodeRoomDeleted      Code = 3002 // the room was deleted: 该房间已删除
	CodeUploadFailed     Code = 4001 // the file was not uploaded, and may be sent again later: 文件上传失败
	CodeVideoNotFound    Code = 5002 // the video does not exist. Not in the table: a program in production (com.huatu.tiku.essay) reads it so
)

// codes says what each code means. A refusal with a code of its own was not applied; CodeGeneral stands for every other error, be it a
// time that ran out half way (普通错误（没有明确code码的错误）).
var codes = map[Code]transport.CodeInfo{
	CodeGeneral:          {Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown, Text: "普通错误"},
	CodePathNotFound:     {Kind: classcloud.Unimplemented, Outcome: classcloud.OutcomeNotApplied, Text: "请求路径不存在", Hint: "check the base URL, or the path given to Do"},
	CodeTooManyRequests:  {Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotApplied, Text: http.StatusText(http.StatusTooManyRequests), Retry: true},
	CodeInvalidParameter: {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "参数错误"},
	CodeSignature:        {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "签名计算错误", Hint: "check PartnerKey and PartnerID"},
	CodeAccountNotFound:  {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "账号不存在", Hint: "check PartnerID and Domain"},
	CodeAccountDenied:    {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "账号权限错误"},
	CodeAccountSuspended: {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "直播账号未开或服务停止"},
	CodeRoomNotFound:     {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "房间号不存在"},
	CodeRoomDeleted:      {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "该房间已删除"},
	CodeUploadFailed:     {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied, Text: "文件上传失败"},
	CodeVideoNotFound:    {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied},
}

// info returns what a code means. A code that is an HTTP status, such as 503, means what the status does. An unknown code gets its kind
// from its thousands, and its outcome stays unknown.
func (c Code) info() transport.CodeInfo {
	if info, ok := codes[c]; ok {
		return info
	}
	if info, ok := transport.StatusCode(strconv.FormatInt(int64(c), 10)); ok {
		return info
	}
	info := transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown}
	switch c / 1000 {
	case 1:
		info.Kind = classcloud.InvalidArgument
	case 2:
		info.Kind = classcloud.PermissionDenied
	case 3:
		info.Kind = classcloud.NotFound
	case 4:
		info.Kind = classcloud.FailedPrecondition
	}
	return info
}

// Error returns the code and the vendor's text for it.
func (c Code) Error() string {
	text := "baijiayun code " + strconv.FormatInt(int64(c), 10)
	if info := c.info(); info.Text != "" {
		text += ": " + info.Text
	}
	return text
}

// failed returns the error for a reply whose code is not 0.
func failed(code, message string) *classcloud.Error {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil {
		return transport.CodeInfo{Kind: classcloud.Unknown}.Failure(code, message, nil)
	}
	return Code(n).info().Failure(code, message, Code(n))
}
