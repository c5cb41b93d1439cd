package aui

import (
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Code is the AppServer's errorCode, digits as text. Use it with errors.Is.
type Code string

// The codes that the published servers send. Classes.Create may also pass on a code of the whiteboard's vendor, such as "414".
const (
	CodeUnauthorized Code = "401" // a login has a wrong username or password; any other call has a parameter with a wrong value
	CodeNotFound     Code = "404" // the class does not exist (未查询到)
	CodeInternal     Code = "500" // nearly every other failure, of the request or of the server
)

// Error returns the code with the vendor's name.
func (c Code) Error() string { return "aui code " + string(c) }

// Reason is why the server refused a join or leave (data.reason). Use it with errors.Is.
type Reason string

// The reasons that the published servers send.
const (
	ReasonClassNotFound           Reason = "ClassNotFound"           // the class does not exist
	ReasonInBlackList             Reason = "InBlackList"             // the user was kicked out of the class, for ever
	ReasonClassNotAssistantPermit Reason = "ClassNotAssistantPermit" // the class does not allow an assistant
	ReasonClassHasAssistant       Reason = "ClassHasAssistant"       // another assistant joined, and counts until Assistants.DeletePermit, even after leaving
	ReasonNotInClass              Reason = "NotInClass"              // the user is not in the class
)

// Error returns the reason with the vendor's name.
func (r Reason) Error() string { return "aui reason " + string(r) }

// Refusal holds the parts of a failed call's reply as the server sent them. errors.Is finds its Code and its Reason; errors.As finds
// the Refusal itself.
type Refusal struct {
	Code    Code     // errorCode
	Message string   // errorMsg; beside a "500" it advises to try later, which promises nothing
	Reason  Reason   // data.reason
	Details []string // data.msg, split at <br>: what is wrong with the request, in changing order
}

// Error returns the code and the reason as text.
func (r *Refusal) Error() string {
	parts := make([]string, 0, 2)
	for _, err := range r.Unwrap() {
		parts = append(parts, err.Error())
	}
	return strings.Join(parts, ", ")
}

// Unwrap returns the Code and the Reason, without those that are empty.
func (r *Refusal) Unwrap() []error {
	var errs []error
	if r.Code != "" {
		errs = append(errs, r.Code)
	}
	if r.Reason != "" {
		errs = append(errs, r.Reason)
	}
	return errs
}

// refusalOf reads the refusal from an envelope with success:false.
func refusalOf(envelope wire.Envelope) *Refusal {
	out := &Refusal{Code: Code(envelope.Text("errorCode")), Message: envelope.Text("errorMsg")}
	data, err := wire.Split(envelope.Get("data"))
	if err != nil {
		return out
	}
	out.Reason = Reason(data.Text("reason"))
	for detail := range strings.SplitSeq(data.Text("msg"), "<br>") {
		if detail != "" {
			out.Details = append(out.Details, detail)
		}
	}
	return out
}

// reasons holds the meaning of each reason.
var reasons = map[Reason]transport.CodeInfo{
	ReasonClassNotFound:           {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "the class does not exist"},
	ReasonInBlackList:             {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "the user was kicked out of this class"},
	ReasonClassNotAssistantPermit: {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "the class does not allow an assistant"},
	ReasonClassHasAssistant: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "the class already has an assistant",
		Hint: "an assistant who left still counts until Assistants.DeletePermit"},
	ReasonNotInClass: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "the user is not in the class"},
}

// info returns the meaning of a reason, also of one this module does not know.
func (r Reason) info() transport.CodeInfo {
	if info, ok := reasons[r]; ok {
		return info
	}
	return transport.CodeInfo{Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "the server refused: " + string(r)}
}

// The published servers send these messages beside some of their 500s.
const (
	messageNoIMServer = "imServer null"
	messageDocExists  = "id已经存在"
	messageListEmpty  = "List is empty" // only v1.0.0; later servers send the same message as for everything else
	messageBadValue   = "参数错误"          // beside "401": a parameter has a wrong value
	messageNotFound   = "未查询到"          // beside "404"
	messageNoGroup    = "createMessageGroup error"
	messageNoToken    = "token is null"
)

const (
	hintInternal = "the AppServer answers this to nearly every failure: a wrong id, a user who is not the teacher, or a fault of its own; " +
		"its advice to try later promises nothing"
	hintEmptyPage = "the AppServer answers a page without classes in the same way as a fault of its own"
	hintOutage    = "the page before fails too: an outage, or a page far beyond the end"
	hintMessaging = "the AppServer's messaging service failed: check the AppServer's account there, and the user"
	hintBoard     = "a code of the whiteboard's vendor: check the AppServer's account there; the class was not created"
)

// info returns the meaning of a refusal. It looks at all parts, because "401" and "500" alone say little. own holds the codes that
// mean something else from the called operation.
func (r *Refusal) info(own map[Code]transport.CodeInfo) transport.CodeInfo {
	refused := func(kind classcloud.Kind) transport.CodeInfo {
		return transport.CodeInfo{Kind: kind, Outcome: classcloud.OutcomeNotApplied}
	}
	meaning, special := own[r.Code]
	board, boards := own[anyBoardCode]
	switch {
	case r.Reason != "":
		return r.Reason.info()
	case boards && r.isBoards():
		return board
	case r.Code == CodeUnauthorized && special:
		return meaning
	case r.Code == CodeUnauthorized, len(r.Details) > 0, r.Message == messageNoIMServer:
		return refused(classcloud.InvalidArgument)
	case r.Code == CodeNotFound:
		return refused(classcloud.NotFound)
	case r.Message == messageDocExists:
		return refused(classcloud.AlreadyExists)
	case r.Message == messageListEmpty:
		return refused(classcloud.NotFound)
	case r.Code == CodeInternal && special:
		return meaning
	case r.Code == CodeInternal && (strings.Contains(r.Message, messageNoGroup) || strings.Contains(r.Message, messageNoToken)):
		return transport.CodeInfo{Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Hint: hintMessaging}
	case r.Code == CodeInternal:
		return transport.CodeInfo{Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Hint: hintInternal}
	case r.Code == "" && r.Message == "":
		return transport.CodeInfo{Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown,
			Text: "the server refused and gave no reason", Hint: "the AppServer answers this when its database fails"}
	}
	if info, ok := transport.StatusCode(string(r.Code)); ok {
		return info
	}
	return transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown}
}

// failure returns the error of a refusal. Its Code is errorCode, or the reason of a refused join or leave.
func (r *Refusal) failure(own map[Code]transport.CodeInfo) *classcloud.Error {
	code, message := string(r.Code), r.Message
	if r.Reason != "" {
		code = string(r.Reason)
	}
	if len(r.Details) > 0 {
		message = strings.TrimPrefix(message+": "+strings.Join(r.Details, "; "), ": ")
	}
	return r.info(own).Failure(code, message, r)
}

// anyBoardCode stands in a reading's codes for every code of the whiteboard's vendor.
const anyBoardCode Code = "whiteboard"

// isBoards reports whether a refusal is the whiteboard vendor's: a number that is not one of the AppServer's own answers. A number
// that says a fault by its form, such as 503, stays one.
func (r *Refusal) isBoards() bool {
	_, isNumber := strconv.Atoi(string(r.Code))
	_, isFault := transport.StatusCode(string(r.Code))
	own := r.Code == CodeUnauthorized && r.Message == messageBadValue || r.Code == CodeNotFound && r.Message == messageNotFound
	return isNumber == nil && !isFault && !own && len(r.Details) == 0
}
