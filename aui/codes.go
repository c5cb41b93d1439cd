package aui

import (
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Code is the AppServer's errorCode: text of digits. Use it with errors.Is.
type Code string

// The codes the published server sends. A whiteboard vendor's own code, such as "414", may come through.
const (
	CodeUnauthorized Code = "401" // of a login: wrong username or password; of any other call: a parameter has a wrong value
	CodeNotFound     Code = "404" // 未查询到: no class has the id
	CodeInternal     Code = "500" // nearly everything else, whoever is to blame
)

// Error returns the code with the vendor's name.
func (c Code) Error() string { return "aui code " + string(c) }

// Reason is why a join or leave was refused (data.reason). Use it with errors.Is.
type Reason string

// The reasons.
const (
	ReasonClassNotFound           Reason = "ClassNotFound"
	ReasonInBlackList             Reason = "InBlackList"             // kicked: for ever, the API has no way back
	ReasonClassNotAssistantPermit Reason = "ClassNotAssistantPermit" // no assistant is allowed
	ReasonClassHasAssistant       Reason = "ClassHasAssistant"       // another assistant has joined, or had: until Assistants.DeletePermit
	ReasonNotInClass              Reason = "NotInClass"
)

// Error returns the reason with the vendor's name.
func (r Reason) Error() string { return "aui reason " + string(r) }

// Refusal is what the reply to a failed call said, each part as it was sent. errors.Is and errors.As find its Code and Reason
// through it; take the rest out with errors.As.
type Refusal struct {
	ErrorCode Code     // errorCode
	ErrorMsg  string   // errorMsg; of a "500" it promises nothing, whatever it says about trying again
	Reason    Reason   // data.reason
	Details   []string // data.msg, cut where the server joins it by <br>: what is wrong with the request, in no fixed order
}

// Error returns code and reason.
func (r *Refusal) Error() string {
	parts := make([]string, 0, 2)
	for _, err := range r.Unwrap() {
		parts = append(parts, err.Error())
	}
	return strings.Join(parts, ", ")
}

// Unwrap returns the Code and the Reason there are.
func (r *Refusal) Unwrap() []error {
	var errs []error
	if r.ErrorCode != "" {
		errs = append(errs, r.ErrorCode)
	}
	if r.Reason != "" {
		errs = append(errs, r.Reason)
	}
	return errs
}

// refusalOf reads what stands beside success:false.
func refusalOf(envelope wire.Envelope) *Refusal {
	out := &Refusal{ErrorCode: Code(envelope.Text("errorCode")), ErrorMsg: envelope.Text("errorMsg")}
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

var reasons = map[Reason]transport.CodeInfo{
	ReasonClassNotFound:           {Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: "no such class"},
	ReasonInBlackList:             {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "the user was kicked out of this class"},
	ReasonClassNotAssistantPermit: {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied, Text: "the class allows no assistant"},
	ReasonClassHasAssistant: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "the class has an assistant",
		Hint: "one who left still counts until Assistants.DeletePermit"},
	ReasonNotInClass: {Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "the user is not in the class"},
}

func (r Reason) info() transport.CodeInfo {
	if info, ok := reasons[r]; ok {
		return info
	}
	return transport.CodeInfo{Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Text: "refused: " + string(r)}
}

// The messages by which the real server lets some of its 500s be told apart.
const (
	messageNoIMServer = "imServer null"
	messageDocExists  = "id已经存在"
	messageListEmpty  = "List is empty" // of v1.0.0; later ones say what they say to everything
)

const (
	hintInternal = "the AppServer answers this to nearly everything, and its advice to try later promises nothing: a wrong id, " +
		"somebody who is not the teacher, or a fault of its own"
	hintEmptyPage = "the AppServer answers a page without classes like a fault of its own"
	hintOutage    = "the page before fails as well: an outage, or a page far beyond the end"
)

// info tells what a refusal means. It reads the refusal as a whole, because "401" and "500" alone say little. own holds the
// codes that mean something else from this operation.
func (r *Refusal) info(own map[Code]transport.CodeInfo) transport.CodeInfo {
	refused := func(kind classcloud.Kind) transport.CodeInfo {
		return transport.CodeInfo{Kind: kind, Outcome: classcloud.OutcomeNotApplied}
	}
	meaning, special := own[r.ErrorCode]
	switch {
	case r.Reason != "":
		return r.Reason.info()
	case r.ErrorCode == CodeUnauthorized && special:
		return meaning
	case r.ErrorCode == CodeUnauthorized, len(r.Details) > 0, r.ErrorMsg == messageNoIMServer:
		return refused(classcloud.InvalidArgument)
	case r.ErrorCode == CodeNotFound:
		return refused(classcloud.NotFound)
	case r.ErrorMsg == messageDocExists:
		return refused(classcloud.AlreadyExists)
	case r.ErrorMsg == messageListEmpty:
		return refused(classcloud.NotFound)
	case r.ErrorCode == CodeInternal && special:
		return meaning
	case r.ErrorCode == CodeInternal:
		return transport.CodeInfo{Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Hint: hintInternal}
	case r.ErrorCode == "" && r.ErrorMsg == "":
		return transport.CodeInfo{Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown,
			Text: "refused without a reason", Hint: "the AppServer answers this when its database fails"}
	}
	return transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown}
}

// failure makes the error of a refusal. Its Code is errorCode, or the reason of a refused join or leave.
func (r *Refusal) failure(own map[Code]transport.CodeInfo) *classcloud.Error {
	code, message := string(r.ErrorCode), r.ErrorMsg
	if r.Reason != "" {
		code = string(r.Reason)
	}
	if len(r.Details) > 0 {
		message = strings.TrimPrefix(message+": "+strings.Join(r.Details, "; "), ": ")
	}
	return r.info(own).Failure(code, message, r)
}
