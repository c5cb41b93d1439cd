package main

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

func TestFailuresAreExplained(t *testing.T) {
	refusal := classcloud.Error{Vendor: "classin", Operation: "Units.Delete", Kind: classcloud.FailedPrecondition, Code: "40001", Message: "不可删除", Outcome: classcloud.OutcomeNotApplied}
	hinted := refusal
	hinted.Hint = "delete it before its class"
	doubt := classcloud.Error{Vendor: "aui", Operation: "Classes.Create", Kind: classcloud.Unavailable, Message: "EOF"}
	unsent := classcloud.Error{Vendor: "agora", Operation: "Rooms.Create", Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotSent,
		Fields: []classcloud.FieldError{{Field: "RoomName", Wire: "roomName", Problem: "is required"}, {Field: "RoomType", Wire: "roomType", Problem: "is required"}}}
	known := classcloud.Error{Vendor: "agora", Kind: classcloud.Unavailable, Outcome: classcloud.OutcomeNotApplied, Hint: "check the base URL"}
	nameless := classcloud.Error{Vendor: "agora", Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied}
	for _, tt := range []struct {
		name  string
		err   error
		isOwn bool
		kind  string
		want  []string
	}{
		{"a refusal", &refusal, true, "FailedPrecondition", []string{"classin Units.Delete: FailedPrecondition, code 40001", "不可删除"}},
		{"with a hint", fmt.Errorf("wrapped: %w", &hinted), false, "FailedPrecondition",
			[]string{"classin Units.Delete: FailedPrecondition, code 40001", "不可删除", "What to do: delete it before its class"}},
		{"in doubt", &doubt, false, "Unavailable", []string{"aui Classes.Create: Unavailable", "EOF", "It may have been applied: look before repeating."}},
		{"of the reader's own account", &doubt, true, "Unavailable",
			[]string{"aui Classes.Create: Unavailable", "EOF", "It may have been applied: look before repeating.", "What to do: check the variables that are named above."}},
		{"of the reader's own account, with a hint", &known, true, "Unavailable", []string{"agora: Unavailable", "What to do: check the base URL"}},
		{"not sent", &unsent, true, "InvalidArgument",
			[]string{"agora Rooms.Create: InvalidArgument", "RoomName (roomName) is required; RoomType (roomType) is required", "Nothing was sent."}},
		{"of no operation", &nameless, true, "Unauthenticated", []string{"agora: Unauthenticated", "What to do: check the variables that are named above."}},
		{"not the module's", errors.New("want one class, found 2"), true, "failed", []string{"want one class, found 2"}},
	} {
		assert.Equal(t, tt.want, explain(tt.err, tt.isOwn), tt.name)
		assert.Equal(t, tt.kind, kindOf(tt.err), tt.name)
	}
}
