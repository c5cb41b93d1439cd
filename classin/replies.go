package classin

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// readings are the operations whose replies are more than data or an error.
var readings = map[opID]reading{
	opUsersRegister:      {id: "uid", existed: []Code{CodePhoneRegistered, CodeEmailRegistered}, needsID: true},
	opUsersRegisterBatch: {id: "uid", existed: []Code{CodePhoneRegistered, CodeEmailRegistered}, needsID: true},
	opStudentsAdd:        {object: true, existed: []Code{CodeAlreadyThere}},
	opTeachersAdd:        {id: "relationId", existed: []Code{CodeAlreadyThere}},

	opCoursesAddStudent:    {object: true},
	opCoursesRemoveStudent: {codes: map[Code]transport.CodeInfo{CodeNoData: notThere("The student is not in the course.")}},
	opCoursesAddStudents:   {codes: map[Code]transport.CodeInfo{CodeAlreadyThere: twice("The request names the same account twice.")}},
	opCoursesSyncNicknames: {object: true},
	opGroupsCreate:         {id: "groupId", needsID: true},

	opClassesCreateBatch: {id: "classId", existed: []Code{CodeIdentityExists}, needsID: true,
		codes: map[Code]transport.CodeInfo{CodeAlreadyThere: twice("The request has the same identity twice.")}},
	opClassesUpdate:              {object: true},
	opClassesDelete:              {object: true},
	opClassesDeleteEnded:         {object: true},
	opClassesAddStudents:         {codes: notAdded},
	opCoursesAddStudentToClasses: {codes: notAdded},

	opBroadcastsGetURL:  {id: "url"},
	opClassesGetJoinURL: {id: "url"},

	opLabelsCreate:        {object: true, existed: []Code{CodeLabelExists}, needsID: true},
	opFoldersList:         {empty: []Code{CodeNoData}},
	opFoldersListContents: {root: true},
	opFoldersGetRoot:      {id: "folderId", codes: map[Code]transport.CodeInfo{CodeNoData: notThere("There is no folder.")}},
	opFoldersCreate:       {id: "folderId", existed: []Code{CodeFolderExists}, needsID: true},
	opDocumentsUpload:     {id: "fileId"},

	opUnitsCreate:                {object: true},
	opDoubleTeacherClassesCreate: {id: "classId", existed: []Code{CodeIdentityExists}, needsID: true, list: "subClassData"},
}

// notAdded are codes of v1's lists of students: there the vendor says no.
var notAdded = map[Code]transport.CodeInfo{CodeAddingStudentsFailed: {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied,
	Text: "Adding the student to the lesson failed."}}

func notThere(text string) transport.CodeInfo {
	return transport.CodeInfo{Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: text}
}

func twice(text string) transport.CodeInfo {
	return transport.CodeInfo{Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: text}
}

// verdict is what a reply says of its call, or of one item of it.
type verdict struct {
	code, message string
	data          []byte
	envelope      wire.Envelope // of the reply, or of the item
}

// judge reads either generation's verdict: error_info, code and msg, or an item's errno and error.
func judge(envelope wire.Envelope) (verdict, bool) {
	v := verdict{data: envelope.Get("data"), envelope: envelope}
	for _, names := range [...][2]string{{"errno", "error"}, {"code", "msg"}} {
		from := envelope
		if names[0] == "errno" {
			if info, err := wire.Split(envelope.Get("error_info")); err == nil {
				from = info
			}
		}
		if v.code = from.Text(names[0]); v.code != "" {
			v.message = from.Text(names[1])
			return v, true
		}
	}
	return v, false
}

// number is the code, 0 where it is none.
func (v *verdict) number() Code {
	n, _ := strconv.ParseInt(v.code, 10, 64)
	return Code(n)
}

// warning is what a code that means "done, but" says.
func (v *verdict) warning() (classcloud.Warning, bool) {
	text, is := warnings[v.number()]
	if v.message != "" {
		text = v.message
	}
	return classcloud.Warning{Code: v.code, Message: text}, is
}

// reading is how an operation's replies differ from "data, or an error": a row of readings.
type reading struct {
	object  bool                        // the result is put together: from data, more_data and what id, existed and warnings say
	id      string                      // what a plain data is called in the result
	root    bool                        // the result stands beside error_info
	list    string                      // the member of data that holds the items of a batch
	items   bool                        // the result is a batch's items
	existed []Code                      // it is there already: a result with Existed, no error
	needsID bool                        // and one without its id is an error all the same
	empty   []Code                      // there is nothing: an empty result, no error
	codes   map[Code]transport.CodeInfo // what codes mean here and not elsewhere
}

func (o reading) read(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	payload, failure := o.result(c, v)
	if o.items && failure == nil {
		payload = withoutGaps(payload)
		c.Warnings = append(c.Warnings, itemWarnings(payload)...)
	}
	return payload, failure
}

// result is what the reply holds, put together as the operation's row says.
func (o reading) result(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	warning, warned := v.warning()
	existed := slices.Contains(o.existed, v.number())
	switch {
	case warned && o.needsID && !hasID(v.data):
		return nil, withoutID(v)
	case warned:
		c.Warnings = append(c.Warnings, warning)
	case slices.Contains(o.empty, v.number()):
		return nil, nil
	case v.code != codeOK && (!existed || o.needsID && !hasID(v.data)):
		return nil, o.failed(v.code, v.message)
	}
	switch {
	case o.list != "":
		inner, err := wire.Split(v.data)
		if err != nil {
			return v.data, nil //nolint:nilerr // a list itself, or nothing
		}
		return inner.Get(o.list), nil
	case o.object || o.id != "" || len(o.existed) > 0:
		return o.assemble(v, existed, c.Warnings), nil
	case o.root:
		return wire.AppendJSONObject(nil, others(v.envelope)), nil
	}
	return v.data, nil
}

// withoutID is "done, but" that does not say what was done.
func withoutID(v *verdict) *classcloud.Error {
	e := failed(v.code, v.message)
	e.Kind, e.Outcome, e.Hint = classcloud.DataLoss, classcloud.OutcomeApplied, "it is done, and the reply lacks its id"
	return e
}

// hasID reports whether data names something: an id, or an object with one.
func hasID(data []byte) bool {
	text := wire.ScalarText(data)
	return text != "" && text != "0" && text != "false" || !wire.IsEmpty(data) && text == ""
}

// failed makes the error of a refusal, as its code is meant here.
func (o reading) failed(code, message string) *classcloud.Error {
	e := failed(code, message)
	if typed, ok := errors.AsType[Code](e.Err); ok {
		if info, own := o.codes[typed]; own {
			return info.Failure(code, message, typed)
		}
	}
	return e
}

// assemble joins what stands beside each other in a reply into one object.
func (o reading) assemble(v *verdict, existed bool, warned []classcloud.Warning) []byte {
	members := []wire.Member{}
	if inner, err := wire.Split(v.data); err == nil {
		members = appendRaw(members, inner)
	} else if id := wire.ScalarText(v.data); id != "" && o.id != "" {
		members = append(members, wire.Member{Name: o.id, Value: wire.TextOf(id)})
	}
	if more, err := wire.Split(v.envelope.Get("more_data")); err == nil { // [], "" and null mean nothing
		members = appendRaw(members, more)
	}
	if existed {
		members = append(members, wire.Member{Name: "existed", Value: wire.Value{Kind: wire.JSON, Text: "true"}})
	}
	if len(warned) > 0 {
		list := wire.Value{Kind: wire.List}
		for _, w := range warned {
			list.Items = append(list.Items, wire.Member{Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
				{Name: "code", Value: wire.TextOf(w.Code)}, {Name: "message", Value: wire.TextOf(w.Message)}}}})
		}
		members = append(members, wire.Member{Name: "warnings", Value: list})
	}
	return wire.AppendJSONObject(nil, members)
}

func appendRaw(members []wire.Member, from wire.Envelope) []wire.Member {
	for _, m := range from {
		members = append(members, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
	}
	return members
}

// envelopeNames are not part of a result that stands beside them.
var envelopeNames = []string{"error_info", "errno", "error", "code", "msg", "data", "more_data"}

func others(from wire.Envelope) []wire.Member {
	return appendRaw(nil, slices.DeleteFunc(slices.Clone(from), func(m wire.RawMember) bool { return slices.Contains(envelopeNames, m.Name) }))
}

// urlResult is a reply whose data is a URL.
type urlResult struct {
	URL string `json:"url" check:"required"`
}

// getURL carries out an operation that returns a URL.
func getURL(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (string, error) {
	out, err := call[urlResult](ctx, c, id, in, opts)
	return out.URL, err
}
