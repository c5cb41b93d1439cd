package agora

import (
	"net/http"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Code is a code of Agora's reply envelope. Use it with errors.Is. A code that this module does not know is kept as its number.
type Code int64

// The documented codes, and those that Agora's own clients know.
const (
	CodeBadRequest          Code = 400      // a parameter is malformed or missing
	CodeInternal            Code = 500      // Agora failed inside
	CodeTenantMissing       Code = 30400100 // the tenant id is empty
	CodeRootURLMissing      Code = 30400412 // a page recording was started without a page: "rootUrl cannot be empty!"
	CodeRoleLimit           Code = 20403001 // the room has as many users of the role as it may have
	CodePersonLimit         Code = 20403002 // the room has as many users as it may have
	CodeJoinForbidden       Code = 30403100 // the user is banned from the room
	CodeRoomMuted           Code = 30403200 // the room is muted, so nobody can chat
	CodeRoomNotFound        Code = 20404100 // the room does not exist, or is in another region: "Room not exists!"
	CodeUserNotFound        Code = 20404200 // the user does not exist in the room
	CodeAcceptNotFound      Code = 30404462 // "accept not found", known from Agora's web client
	CodeProcessConflict     Code = 20409000 // "process conflict", known from Agora's web client
	CodeRoomExists          Code = 20409100 // a room with this id exists: "Room conflict!"
	CodeClassStarted        Code = 30409100 // the class has started already
	CodeClassEnded          Code = 30409101 // the class has ended already
	CodeScreenNotShared     Code = 30409103 // the screen is not shared
	CodeRoomTypeConflict    Code = 30409104 // a room with this id exists with another type: "roomType conflict"
	CodeRecordingNotStarted Code = 30409410 // the room is not being recorded
	CodeRecordingNotEnded   Code = 30409411 // the room is being recorded already
	CodeHandsUpConflict     Code = 30409460 // "hand-up conflict", known from Agora's web client
	CodeUserInvited         Code = 30409601 // the user has been invited already
	CodeRoomEnded           Code = 20410100 // the room has closed: "Room is end!"
	CodeUserOffline         Code = 20410200 // the user is not online
	CodeClassOver           Code = 30410100 // the class is over
	CodeTooManyAccepted     Code = 30429461 // "too many accepted", known from Agora's web client
)

// endedHint follows AgoraIO CloudClass-Desktop#100 and the documents: a closed room is destroyed an hour after its end by default.
const endedHint = "an ended room cannot be started again; its id is free an hour after its end"

// codes holds what is known of each code. A code that is listed here is a refusal: nothing was applied.
var codes = map[Code]transport.CodeInfo{
	CodeBadRequest:          {Kind: classcloud.InvalidArgument, Text: "bad parameter"},
	CodeTenantMissing:       {Kind: classcloud.InvalidArgument, Text: "the tenant id is empty"},
	CodeRootURLMissing:      {Kind: classcloud.InvalidArgument, Text: "rootUrl is empty"},
	CodeRoleLimit:           {Kind: classcloud.ResourceExhausted, Text: "the limit of the role is reached"},
	CodePersonLimit:         {Kind: classcloud.ResourceExhausted, Text: "the limit of users is reached"},
	CodeJoinForbidden:       {Kind: classcloud.PermissionDenied, Text: "the user may not enter the room"},
	CodeRoomMuted:           {Kind: classcloud.PermissionDenied, Text: "the room is muted"},
	CodeRoomNotFound:        {Kind: classcloud.NotFound, Text: "Room not exists!", Hint: "Agora also answers this for a room in another region: see WithRegion"},
	CodeUserNotFound:        {Kind: classcloud.NotFound, Text: "the user does not exist"},
	CodeAcceptNotFound:      {Kind: classcloud.NotFound, Text: "accept not found"},
	CodeProcessConflict:     {Kind: classcloud.Aborted, Text: "process conflict"},
	CodeRoomExists:          {Kind: classcloud.AlreadyExists, Text: "Room conflict!"},
	CodeClassStarted:        {Kind: classcloud.FailedPrecondition, Text: "the class has started already"},
	CodeClassEnded:          {Kind: classcloud.FailedPrecondition, Text: "the class has ended already"},
	CodeScreenNotShared:     {Kind: classcloud.FailedPrecondition, Text: "the screen is not shared"},
	CodeRoomTypeConflict:    {Kind: classcloud.AlreadyExists, Text: "roomType conflict", Hint: "a room with this id exists with another type"},
	CodeRecordingNotStarted: {Kind: classcloud.FailedPrecondition, Text: "the recording has not started"},
	CodeRecordingNotEnded:   {Kind: classcloud.FailedPrecondition, Text: "the recording has not ended"},
	CodeHandsUpConflict:     {Kind: classcloud.Aborted, Text: "hand-up conflict"},
	CodeUserInvited:         {Kind: classcloud.AlreadyExists, Text: "the user is invited already"},
	CodeRoomEnded:           {Kind: classcloud.FailedPrecondition, Text: "Room is end!", Hint: endedHint},
	CodeUserOffline:         {Kind: classcloud.FailedPrecondition, Text: "the user is not online"},
	CodeClassOver:           {Kind: classcloud.FailedPrecondition, Text: "the class is over", Hint: endedHint},
	CodeTooManyAccepted:     {Kind: classcloud.ResourceExhausted, Text: "too many accepted"},
}

// Error returns the code and, where it is known, its meaning.
func (c Code) Error() string {
	text := "agora code " + strconv.FormatInt(int64(c), 10)
	if info, ok := codes[c]; ok {
		text += ": " + info.Text
	}
	return text
}

// info returns what is known of a code. It derives an unknown code's kind from the HTTP status inside the code (20404100 holds 404), or
// from the reply's own status.
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
	if info, ok := transport.StatusCode(strconv.Itoa(status)); ok {
		return info
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
