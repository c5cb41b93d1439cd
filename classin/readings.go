package classin

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
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
