package agora

import (
	"net/http"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Code is a code of Agora's envelope; ones it gains later are kept. Use it with errors.Is.
type Code int64

// The documented codes, and those Agora's own clients know.
const (
	CodeBadRequest          Code = 400
	CodeInternal            Code = 500
	CodeTenantMissing       Code = 30400100
	CodeRootURLMissing      Code = 30400412
	CodeRoleLimit           Code = 20403001
	CodePersonLimit         Code = 20403002
	CodeJoinForbidden       Code = 30403100 // banned from the room
	CodeRoomMuted           Code = 30403200
	CodeRoomNotFound        Code = 20404100 // also: the room is in another region
	CodeUserNotFound        Code = 20404200
	CodeAcceptNotFound      Code = 30404462
	CodeProcessConflict     Code = 20409000
	CodeRoomExists          Code = 20409100
	CodeClassStarted        Code = 30409100
	CodeClassEnded          Code = 30409101
	CodeScreenNotShared     Code = 30409103
	CodeRoomTypeConflict    Code = 30409104
	CodeRecordingNotStarted Code = 30409410
	CodeRecordingNotEnded   Code = 30409411
	CodeHandsUpConflict     Code = 30409460
	CodeUserInvited         Code = 30409601
	CodeRoomEnded           Code = 20410100
	CodeUserOffline         Code = 20410200
	CodeClassOver           Code = 30410100
	CodeTooManyAccepted     Code = 30429461
)

// codes says what each means. A code is a refusal: nothing was applied.
var codes = map[Code]transport.CodeInfo{
	CodeBadRequest:          {Kind: classcloud.InvalidArgument, Text: "bad parameter"},
	CodeTenantMissing:       {Kind: classcloud.InvalidArgument, Text: "the tenant id is empty"},
	CodeRootURLMissing:      {Kind: classcloud.InvalidArgument, Text: "rootUrl is empty"},
	CodeRoleLimit:           {Kind: classcloud.ResourceExhausted, Text: "the limit of the role is reached"},
	CodePersonLimit:         {Kind: classcloud.ResourceExhausted, Text: "the limit of persons is reached"},
	CodeJoinForbidden:       {Kind: classcloud.PermissionDenied, Text: "the user may not enter the room"},
	CodeRoomMuted:           {Kind: classcloud.PermissionDenied, Text: "the room is muted"},
	CodeRoomNotFound:        {Kind: classcloud.NotFound, Text: "Room not exists!", Hint: "a room of another region does not exist either: see WithRegion"},
	CodeUserNotFound:        {Kind: classcloud.NotFound, Text: "the user does not exist"},
	CodeAcceptNotFound:      {Kind: classcloud.NotFound, Text: "accept not found"},
	CodeProcessConflict:     {Kind: classcloud.Aborted, Text: "process conflict"},
	CodeRoomExists:          {Kind: classcloud.AlreadyExists, Text: "Room conflict!"},
	CodeClassStarted:        {Kind: classcloud.FailedPrecondition, Text: "the class has started already"},
	CodeClassEnded:          {Kind: classcloud.FailedPrecondition, Text: "the class has ended already"},
	CodeScreenNotShared:     {Kind: classcloud.FailedPrecondition, Text: "the screen is not shared"},
	CodeRoomTypeConflict:    {Kind: classcloud.AlreadyExists, Text: "roomType conflict", Hint: "a room of this id exists with another type"},
	CodeRecordingNotStarted: {Kind: classcloud.FailedPrecondition, Text: "the recording has not started"},
	CodeRecordingNotEnded:   {Kind: classcloud.FailedPrecondition, Text: "the recording has not ended"},
	CodeHandsUpConflict:     {Kind: classcloud.Aborted, Text: "hand-up conflict"},
	CodeUserInvited:         {Kind: classcloud.AlreadyExists, Text: "the user is invited already"},
	CodeRoomEnded:           {Kind: classcloud.FailedPrecondition, Text: "Room is end!"},
	CodeUserOffline:         {Kind: classcloud.FailedPrecondition, Text: "the user is not online"},
	CodeClassOver:           {Kind: classcloud.FailedPrecondition, Text: "the class is over"},
	CodeTooManyAccepted:     {Kind: classcloud.ResourceExhausted, Text: "too many accepted"},
}

// Error returns the code and its text.
func (c Code) Error() string {
	text := "agora code " + strconv.FormatInt(int64(c), 10)
	if info, ok := codes[c]; ok {
		text += ": " + info.Text
	}
	return text
}

// info tells an unknown code's kind by the HTTP status in it (20404100 holds 404), or by the reply's own.
func (c Code) info(status int) transport.CodeInfo {
	info, known := codes[c]
	if known {
		info.Outcome = classcloud.OutcomeNotApplied
		return info
	}
	if inside := int(c / 1000 % 1000); c > 10_000_000 && inside >= 400 && inside < 600 {
		status = inside
	} else if c >= 400 && c < 600 {
		status = int(c)
	}
	e := transport.StatusError(&classcloud.Reply{Status: status, Header: http.Header{}})
	info = transport.CodeInfo{Kind: e.Kind, Outcome: e.Outcome}
	if status == http.StatusNotFound {
		info.Kind = classcloud.NotFound
	}
	if status < 400 {
		info.Kind, info.Outcome = classcloud.Unknown, classcloud.OutcomeUnknown
	}
	return info
}

func failed(code, message string, status int) *classcloud.Error {
	n, err := strconv.ParseInt(code, 10, 64)
	if err != nil {
		return transport.CodeInfo{Kind: classcloud.Unknown}.Failure(code, message, nil)
	}
	return Code(n).info(status).Failure(code, message, Code(n))
}
