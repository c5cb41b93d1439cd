package verify

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// plan is what differs between the vendors.
type plan struct {
	operation string            // proves the credentials
	values    map[string]string // its parameters, as JSON
	zeros     bool              // they are ids that the module itself would refuse
	why       string            // it can create nothing

	same  map[string]string   // parameters that are one, by the vendor's different names
	also  map[string][]string // what a member is beside its name, by operation and member
	start map[string]string   // what a call needs that no reply has
}

// impossible is an id that nobody gives to a room.
const impossible = `"classctl-verify-no-such-room"`

// planOf returns the plan of a vendor.
func planOf(vendor string) *plan {
	switch vendor {
	case "agora":
		return &plan{operation: "Rooms.Get", values: map[string]string{"roomUuid": impossible},
			why: "it is a GET for a room that does not exist: the token is checked first, and a right one is answered with \"not found\""}
	case "aui":
		return &plan{operation: "Auth.Login",
			why:   "a login gives a token and makes neither class nor user; every other call needs it",
			start: map[string]string{"deviceid": `"classctl-verify"`}}
	case "baijiayun":
		return &plan{operation: "Rooms.List", values: map[string]string{"limit": "1"},
			why:  "it lists rooms, and no parameter of it names anything to make",
			same: map[string]string{"videocategoryid": "categoryid"},
			also: map[string][]string{"SubAccounts.List partnerid": {"subpartnerid"}}}
	case "classin":
		return &plan{operation: "Classes.GetJoinURL", values: map[string]string{"uid": "0", "courseId": "0", "classId": "0"}, zeros: true,
			why:  "it asks for the link of user 0 into class 0: with a right safeKey it is refused for the parameters, with a wrong one for the signature, and a link is all that it could make. The signature of v2, made with the same secret, is not proven: all that v2 has are writes",
			same: map[string]string{"studentuid": "uid", "teacheruid": "uid", "mainteacheruid": "uid"}}
	case "weclassroom":
		return &plan{operation: "Lessons.ListByIDs", values: map[string]string{"lessonId": "[1]"},
			why: "it reads a lesson by an id that another institution has: the secret must open signMsg before the id is looked at",
			same: map[string]string{"lid": "lessonid", "userid": "uid", "studentid": "uid", "teacherid": "uid", "studentuid": "uid", "teacheruid": "uid",
				"phone": "mobile"}}
	}
	return &plan{}
}

// prove makes the vendor's proof.
func (r *runner) prove(ctx context.Context) Proof {
	op, err := invoke.Find(r.Vendor.Operations(), r.plan.operation)
	if err != nil || op.Effect != classcloud.EffectRead {
		return Proof{Why: "the vendor has no proof"}
	}
	values := map[string]json.RawMessage{}
	for name, value := range r.plan.values {
		values[name] = json.RawMessage(value)
	}
	var opts []classcloud.CallOption
	if r.plan.zeros {
		opts = append(opts, classcloud.WithoutChecks())
	}
	row, _ := r.call(ctx, op, values, opts...)
	return Proof{Row: r.tell(row), Accepted: accepts(row), Why: r.plan.why}
}

// accepts reports whether an answer shows that the credentials are right: a success, or a refusal for what was asked for.
func accepts(row Row) bool {
	switch row.Verdict {
	case VerdictOK, VerdictUnreadable:
		return true
	case VerdictRefused:
		return slices.Contains([]string{classcloud.NotFound.String(), classcloud.InvalidArgument.String(), classcloud.FailedPrecondition.String()}, row.Kind)
	}
	return false
}
