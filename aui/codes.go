package aui

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
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
)

// info reads a code together with what stands beside it, since "401" and "500" alone say little.
func (c Code) info(login bool, message, detail string) transport.CodeInfo {
	refused := func(kind classcloud.Kind) transport.CodeInfo {
		return transport.CodeInfo{Kind: kind, Outcome: classcloud.OutcomeNotApplied}
	}
	switch {
	case c == CodeUnauthorized && login:
		info := refused(classcloud.Unauthenticated)
		info.Hint = "check Username and Password"
		return info
	case c == CodeUnauthorized, detail != "", message == messageNoIMServer:
		return refused(classcloud.InvalidArgument)
	case c == CodeNotFound:
		return refused(classcloud.NotFound)
	case message == messageDocExists:
		return refused(classcloud.AlreadyExists)
	case c == CodeInternal:
		return transport.CodeInfo{Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown,
			Hint: "the AppServer answers this to nearly everything: a wrong id, somebody who is not the teacher, an empty list, or a fault of its own"}
	}
	return transport.CodeInfo{Kind: classcloud.Unknown, Outcome: classcloud.OutcomeUnknown}
}
