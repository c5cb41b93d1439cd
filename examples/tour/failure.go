package main

import (
	"errors"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// kindOf says in a word or two what a step failed with.
func kindOf(err error) string {
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		return e.Kind.String()
	}
	return "failed"
}

// explain says below a step who refused what and why, whether it may have been done all the same, and what to do: a paragraph each.
// isOwn says that the account is the reader's own, from the environment.
func explain(err error, isOwn bool) []string {
	e, ok := errors.AsType[*classcloud.Error](err)
	if !ok {
		return []string{err.Error()}
	}
	paragraphs := []string{who(e)}
	if what := what(e); what != "" {
		paragraphs = append(paragraphs, what)
	}
	switch {
	case e.Outcome == classcloud.OutcomeNotSent:
		paragraphs = append(paragraphs, "Nothing was sent.")
	case classcloud.MaybeApplied(err):
		paragraphs = append(paragraphs, "It may have been applied: look before repeating.")
	}
	if advice := advice(e, isOwn); advice != "" {
		paragraphs = append(paragraphs, "What to do: "+advice)
	}
	return paragraphs
}

// who says which call of which vendor failed, with the vendor's code.
func who(e *classcloud.Error) string {
	text := strings.TrimSpace(e.Vendor+" "+e.Operation) + ": " + e.Kind.String()
	if e.Code != "" {
		text += ", code " + e.Code
	}
	return text
}

// what returns the vendor's words and the bad fields of the request.
func what(e *classcloud.Error) string {
	var parts []string
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	for _, field := range e.Fields {
		parts = append(parts, field.String())
	}
	return strings.Join(parts, "; ")
}

// advice returns the error's hint. Where it has none and the account may be the reason, it says where to look.
func advice(e *classcloud.Error, isOwn bool) string {
	if e.Hint != "" || !isOwn {
		return e.Hint
	}
	switch e.Kind {
	case classcloud.Unavailable, classcloud.Unauthenticated, classcloud.PermissionDenied, classcloud.DeadlineExceeded:
		return "check the variables that are named above."
	}
	return ""
}
