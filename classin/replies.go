package classin

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading says how an operation's reply differs from "the envelope's data, or an error". The zero reading differs in nothing.
type reading struct {
	creates string                                             // what the operation creates under an identity; empty for all others. Such an id is never lost, whatever the code
	object  bool                                               // the result is one object: the members of data and more_data, existed and warnings
	root    bool                                               // the result's members stand beside error_info
	id      string                                             // the result's name for data that is a plain value
	split   func(c *transport.Call, data []byte) []byte        // what makes a batch's rows of data that lists what was done apart from what was not; nil for none
	list    string                                             // the member of data that holds a batch's items; empty when data is the list
	items   bool                                               // the reply is a batch: id, existed and needsID apply to each item
	existed []Code                                             // the codes for "it exists already": a result with Existed instead of an error
	needsID bool                                               // a result with one of these codes, or with a warning, must have its id; without the id it is an error
	already []Code                                             // in answer to the client's own repeat, of an item where the reply is a batch: the codes for "an earlier try did it"
	same    func(in any, v *verdict) bool                      // whether such a code, or any refusal where already is nil, says that all is as the request wants it; nil for always
	renames map[string]string                                  // members that have another name in the result, where the result's own is not there
	amend   func(*transport.Call, []wire.Member) []wire.Member // what else is known of the result's members; nil for nothing
	rows    *listing                                           // the reply is of a read that the vendor opens per school: where its rows are, and their names
	empty   []Code                                             // the codes for "there is nothing": an empty result instead of an error
	codes   map[Code]transport.CodeInfo                        // the codes that mean something else here
}

// replies holds the reading of every operation whose reply differs.
var replies = map[opID]reading{
	opUsersRegister:      {id: "uid", existed: []Code{CodePhoneRegistered, CodeEmailRegistered}, needsID: true},
	opUsersRegisterBatch: {items: true, id: "uid", existed: []Code{CodePhoneRegistered, CodeEmailRegistered}, needsID: true},

	opStudentsAdd:           {object: true, existed: []Code{CodeAlreadyThere}},
	opStudentsSyncNicknames: {items: true},

	opStudentsList: {rows: studentRows, empty: []Code{CodeNoData}, codes: notOpened("getStudentList")},

	opTeachersList: {rows: teacherRows, empty: []Code{CodeNoData}, codes: notOpened("getTeacherList")},
	opTeachersAdd:  {id: "relationId", existed: []Code{CodeAlreadyThere}},

	opCoursesCreate:     {creates: "course", id: "courseId"},
	opCoursesSetTeacher: {items: true},
	opCoursesAddStudent: {object: true, already: []Code{CodeStudentInCourse, CodeAuditorInCourse}, same: inRole},
	opCoursesRemoveStudent: {codes: map[Code]transport.CodeInfo{
		CodeNoData: notThere("The student is not in the course.")}},
	opCoursesAddStudents: {items: true, already: []Code{CodeStudentInCourse, CodeAuditorInCourse}, same: inRole, codes: map[Code]transport.CodeInfo{
		CodeAlreadyThere: twice("The request names the same account twice.")}},
	opCoursesRemoveStudents:      {items: true, already: []Code{CodeMemberNotInCourse}},
	opCoursesSetLabels:           {items: true},
	opCoursesSyncNicknames:       {object: true},
	opCoursesAddStudentToClasses: {items: true, already: []Code{CodeStudentInClass}, codes: notAdded},
	opCoursesAddTeachers:         {items: true, already: []Code{CodeAlreadyThere}},

	opCoursesList:         {rows: courseRows, empty: []Code{CodeNoData}, codes: notOpened("getCourseList")},
	opCoursesGet:          {rows: oneCourse, codes: notOpened("getCourseInfo")},
	opCoursesListStudents: {rows: memberRows, empty: []Code{CodeNoData}, codes: notOpened("getCourseStudent")},

	opGroupsCreate: {id: "groupId", needsID: true},

	opClassesCreate:      {creates: "class", id: "classId"},
	opClassesSetComments: {items: true},
	opClassesSetLabels:   {items: true},
	opClassesCreateBatch: {items: true, id: "classId", existed: []Code{CodeIdentityExists}, needsID: true, codes: map[Code]transport.CodeInfo{
		CodeAlreadyThere: twice("The request has the same identity twice.")}},
	opClassesUpdate:         {object: true},
	opClassesDelete:         {object: true},
	opClassesDeleteEnded:    {object: true},
	opClassesAddStudents:    {items: true, already: []Code{CodeStudentInClass}, codes: notAdded},
	opClassesRemoveStudents: {items: true, already: []Code{CodeStudentNotInClass}},
	opClassesSetRecording:   {items: true},
	opClassesGetJoinURL:     {id: "url"},

	opClassesList:           {rows: classRows, empty: []Code{CodeNoData}, codes: notOpened("getCourseClass")},
	opClassesGet:            {rows: oneClass, codes: notOpened("getClassInfo")},
	opClassesListAttendance: {rows: timeRows, empty: []Code{CodeNoData}, codes: notOpened("getClassMemberTimeDetails")},
	opClassesListPresence:   {rows: timeRows, empty: []Code{CodeNoData}, codes: notOpened("getClassMemberTime")},

	opBroadcastsGetURL: {id: "url"},

	opRecordingsGet:              {rows: oneVideo, codes: notOpened("getClassVideo")},
	opRecordingsAddViewers:       {items: true, split: splitOf("uid"), already: []Code{CodeStudentInClass}},
	opRecordingsRemoveViewers:    {items: true, split: splitOf("uid"), already: []Code{CodeViewerForbidden}},
	opRecordingsAddAllViewers:    {items: true, split: splitByClass},
	opRecordingsRemoveAllViewers: {items: true, split: splitByClass},

	opLabelsCreate: {object: true, existed: []Code{CodeLabelExists}, needsID: true},

	opFoldersList:         {empty: []Code{CodeNoData}},
	opFoldersListContents: {root: true},
	opFoldersGetRoot: {id: "folderId", codes: map[Code]transport.CodeInfo{
		CodeNoData: notThere("The folder does not exist.")}},
	opFoldersRename: {same: isOwnName},
	opFoldersCreate: {id: "folderId", existed: []Code{CodeFolderExists}, needsID: true},

	opDocumentsUpload: {id: "fileId"},

	opUnitsCreate: {id: "unitId"},

	opActivitiesCreateClass:      {creates: "class", id: "classId", renames: liveNames},
	opActivitiesUpdateClass:      {object: true, renames: liveNames},
	opActivitiesCreate:           {id: "activityId", amend: unitIsActivity},
	opActivitiesAddStudents:      {items: true},
	opDoubleTeacherClassesCreate: {items: true, list: "subClassData", id: "classId", existed: []Code{CodeIdentityExists}, needsID: true, renames: subClassNames},
	opDoubleTeacherClassesUpdate: {items: true, renames: subClassNames},
	opDoubleTeacherClassesDelete: {items: true},
}

// liveNames are the names of the player and the pull URLs in the text of v2's pages, beside those of their tables.
var liveNames = map[string]string{"liveUrl": "live_url", "liveInfo": "live_info"}

// subClassNames are the other way about: the tables of double-teacher classes have liveUrl and liveInfo, those of other classes these.
var subClassNames = map[string]string{"live_url": "liveUrl", "live_info": "liveInfo"}

// notAdded is what CodeAddingStudentsFailed means in v1's lists of students. There the vendor says that nobody was added.
var notAdded = map[Code]transport.CodeInfo{CodeAddingStudentsFailed: {Kind: classcloud.Internal, Outcome: classcloud.OutcomeNotApplied,
	Text: "Adding the student to the class failed."}}

func notThere(text string) transport.CodeInfo {
	return transport.CodeInfo{Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied, Text: text}
}

func twice(text string) transport.CodeInfo {
	return transport.CodeInfo{Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: text}
}

// read takes a reply apart as the operation's row in replies says.
func (o reading) read(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	switch {
	case o.creates != "":
		return o.readCreation(c, v)
	case o.items:
		return o.readBatch(c, v)
	}
	warning, warned := v.warning()
	existed := slices.Contains(o.existed, v.number())
	switch {
	case warned && o.needsID && !hasID(v.data):
		return nil, withoutID(v)
	case warned:
		c.Warnings = append(c.Warnings, warning)
	case slices.Contains(o.empty, v.number()):
		return nil, nil
	case v.code != codeOK && o.isDoneAlready(c, v):
	case v.code != codeOK && (!existed || o.needsID && !hasID(v.data)):
		failure := o.failed(v.code, v.message)
		if o.id == "" && !o.needsID || c.Op.Effect == classcloud.EffectRead || !hasID(v.data) {
			return nil, failure
		}
		besideID(failure)
		return wire.AppendJSONObject(nil, o.assemble(c, v, false, nil)), failure // an id is never lost
	}
	switch {
	case o.object || o.id != "" || len(o.existed) > 0:
		return wire.AppendJSONObject(nil, o.assemble(c, v, existed, c.Warnings)), nil
	case o.rows != nil:
		return o.rows.read(c, v), nil
	case o.root:
		return wire.AppendJSONObject(nil, others(v.envelope)), nil
	}
	return v.data, nil
}

// isDoneAlready reports whether a refusal says that all is as the request wants it: an earlier try of this call did it.
func (o reading) isDoneAlready(c *transport.Call, v *verdict) bool {
	if o.already == nil {
		return o.same != nil && o.same(c.In, v)
	}
	return c.Doubt && slices.Contains(o.already, v.number()) && (o.same == nil || o.same(c.In, v))
}

// inRole reports whether "is in the course already" says so of the role that was asked for. An earlier try of the call gave no other.
func inRole(in any, v *verdict) bool {
	var role CourseRole
	switch in := in.(type) {
	case *AddCourseStudentRequest:
		role = in.Role
	case *AddCourseStudentsRequest:
		role = in.Role
	}
	return (v.number() == CodeAuditorInCourse) == (role == CourseRoleAuditor)
}

// isOwnName reports whether the folder that "has the name already" is the one to rename: the page says that its id comes with the code.
func isOwnName(in any, v *verdict) bool {
	rename, ok := in.(*RenameFolderRequest)
	return ok && v.number() == CodeFolderExists && wire.ScalarText(v.data) == rename.FolderID
}

// withoutID makes the error of a "done, but" that does not say what was done.
func withoutID(v *verdict) *classcloud.Error {
	e := failed(v.code, v.message)
	e.Kind, e.Outcome, e.Hint = classcloud.DataLoss, classcloud.OutcomeApplied, "it is done, and the reply lacks its id"
	return e
}

// hasID reports whether data is an id, or an object with one.
func hasID(data []byte) bool {
	text := wire.ScalarText(data)
	return text != "" && text != "0" && text != "false" || !wire.IsEmpty(data) && text == ""
}

// objectOf returns the object that data is, or the only one in the list that some of v2's tables draw.
func objectOf(data []byte) (wire.Envelope, bool) {
	object, err := wire.Split(data)
	if rows := wire.Elements(data); err != nil && len(rows) == 1 {
		object, err = wire.Split(rows[0])
	}
	return object, err == nil
}

// plain reports whether data that is a plain value can be the result: a text is, and a number that is an id.
func (o reading) plain(data []byte) bool {
	if wire.IsEmpty(data) {
		return false
	}
	_, err := readID(data)
	return err == nil || bytes.HasPrefix(bytes.TrimSpace(data), []byte(`"`)) || len(wire.Elements(data)) > 0
}

// failed makes the error of a refusal, with the meaning its code has here.
func (o reading) failed(code, message string) *classcloud.Error {
	e := failed(code, message)
	if typed, ok := errors.AsType[Code](e.Err); ok {
		if info, own := o.codes[typed]; own {
			return info.Failure(code, message, typed)
		}
	}
	return e
}

// assemble joins the parts of a reply into the members of one object: data's, more_data's, existed and the warnings.
func (o reading) assemble(c *transport.Call, v *verdict, existed bool, warned []classcloud.Warning) []wire.Member {
	members := []wire.Member{}
	if inner, ok := objectOf(v.data); ok {
		members = appendRaw(members, inner)
	} else if o.id != "" && o.plain(v.data) {
		members = append(members, wire.Member{Name: o.id, Value: wire.Value{Kind: wire.JSON, Text: string(v.data)}})
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
	o.rename(c, members)
	if o.amend != nil {
		return o.amend(c, members)
	}
	return members
}

// rename gives members the names that they have in the result.
func (o reading) rename(c *transport.Call, members []wire.Member) {
	for i, m := range members {
		if name, renamed := o.renames[m.Name]; renamed && !slices.ContainsFunc(members, func(m wire.Member) bool { return m.Name == name }) {
			members[i].Name = name
			c.Known = append(c.Known, m.Name)
		}
	}
}

// unitIsActivity takes the unitId of a new activity for its id where the reply has no activityId, as in the page's sample: there it is not
// the unit that the request names, so it is a new id.
func unitIsActivity(c *transport.Call, members []wire.Member) []wire.Member {
	var said struct {
		ActivityID int64 `json:"activityId"`
		UnitID     int64 `json:"unitId"`
	}
	in, ok := c.In.(*CreateActivityRequest)
	if err := wire.Decode(wire.AppendJSONObject(nil, members), &said); !ok || err != nil || said.ActivityID != 0 || said.UnitID == in.UnitID || said.UnitID < 1 {
		return members
	}
	return append(members, wire.Member{Name: "activityId", Value: wire.IntOf(said.UnitID)})
}

func appendRaw(members []wire.Member, from wire.Envelope) []wire.Member {
	for _, m := range from {
		members = append(members, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
	}
	return members
}

// envelopeNames are the members that do not belong to a result standing beside them.
var envelopeNames = []string{"error_info", "errno", "error", "code", "msg", "data", "more_data"}

func others(from wire.Envelope) []wire.Member {
	return appendRaw(nil, slices.DeleteFunc(slices.Clone(from), func(m wire.RawMember) bool { return slices.Contains(envelopeNames, m.Name) }))
}

// urlResult is the result of a reply whose data is a URL.
type urlResult struct {
	URL string `json:"url"`
}

// Lacks reports that the data is not an address: a number, or the word null, would be sent to students.
func (r *urlResult) Lacks() string {
	if strings.Contains(r.URL, "/") {
		return ""
	}
	return "url"
}

// getURL carries out an operation that returns a URL.
func getURL(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (string, error) {
	out, err := call[urlResult](ctx, c, id, in, opts)
	return out.URL, err
}
