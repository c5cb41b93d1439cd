package aui

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Operations returns a copy of the table of the endpoints that this package has methods for.
func Operations() []classcloud.Operation {
	return transport.Operations(operations[:])
}

// opID is an operation's index in operations.
type opID int

const (
	opAuthLogin opID = iota
	opAuthCreateIMToken
	opClassesCreate
	opClassesList
	opClassesGet
	opClassesStart
	opClassesStop
	opClassesPause
	opClassesUpdate
	opMembersJoin
	opMembersLeave
	opMembersList
	opMembersKick
	opMeetingsGet
	opMeetingsUpdate
	opWhiteboardsGetAuth
	opDocumentsAdd
	opDocumentsRemove
	opDocumentsList
	opDocumentsAddBatch
	opDocumentsRemoveBatch
	opAssistantsSetPermit
	opAssistantsDeletePermit
	opAssistantsGetPermit
)

// operations holds the endpoints in the order of Client's services, and within a service in the order of the vendor's document.
var operations = [...]transport.Row{
	opAuthLogin: {Name: "Auth.Login", Method: "POST", Path: "/api/v1/class/login", Doc: "Log on", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Sensitive: true},
	opAuthCreateIMToken: {Name: "Auth.CreateIMToken", Method: "POST", Path: "/api/v1/class/token", Doc: "Get a token for the IM connection",
		Source: classcloud.SourceDocumented, Effect: classcloud.EffectRead, Sensitive: true},
	opClassesCreate: {Name: "Classes.Create", Method: "POST", Path: "/api/v1/class/create", Doc: "Create a classroom", Source: classcloud.SourceDocumented,
		Look: "Classes.Find looks by title, teacher and mode; Classes.Ensure does it all"},
	opClassesList: {Name: "Classes.List", Method: "POST", Path: "/api/v1/class/list", Doc: "Get a paginated list of classrooms", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opClassesGet: {Name: "Classes.Get", Method: "POST", Path: "/api/v1/class/get", Doc: "Get a single classroom", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opClassesStart: {Name: "Classes.Start", Method: "POST", Path: "/api/v1/class/start", Doc: "Start the class", Source: classcloud.SourceDocumented},
	opClassesStop:  {Name: "Classes.Stop", Method: "POST", Path: "/api/v1/class/stop", Doc: "End the class", Source: classcloud.SourceDocumented},
	opClassesPause: {Name: "Classes.Pause", Method: "POST", Path: "/api/v1/class/pause", Doc: "Pause the class", Source: classcloud.SourceDocumented},
	opClassesUpdate: {Name: "Classes.Update", Method: "POST", Path: "/api/v1/class/update", Doc: "Update classroom information, such as announcements",
		Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent},
	opMembersJoin: {Name: "Members.Join", Method: "POST", Path: "/api/v1/class/joinClass", Doc: "Join a classroom", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opMembersLeave: {Name: "Members.Leave", Method: "POST", Path: "/api/v1/class/leaveClass", Doc: "Leave a classroom", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{string(ReasonNotInClass)}},
	opMembersList: {Name: "Members.List", Method: "POST", Path: "/api/v1/class/listMembers", Doc: "Get the member list", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opMembersKick: {Name: "Members.Kick", Method: "POST", Path: "/api/v1/class/kickClass", Doc: "Remove from classroom", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opMeetingsGet: {Name: "Meetings.Get", Method: "POST", Path: "/api/v1/class/getMeetingInfo", Doc: "Get co-streaming information", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, MayBeEmpty: true},
	opMeetingsUpdate: {Name: "Meetings.Update", Method: "POST", Path: "/api/v1/class/updateMeetingInfo", Doc: "Update co-streaming information",
		Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent},
	opWhiteboardsGetAuth: {Name: "Whiteboards.GetAuth", Method: "POST", Path: "/api/v1/class/getWhiteboardAuthInfo",
		Doc: "Get the whiteboard identity verification API", Source: classcloud.SourceDocumented, Effect: classcloud.EffectRead, Sensitive: true},
	opDocumentsAdd: {Name: "Documents.Add", Method: "POST", Path: "/api/v1/class/addDoc", Doc: "Add a courseware", Source: classcloud.SourceDocumented},
	opDocumentsRemove: {Name: "Documents.Remove", Method: "POST", Path: "/api/v1/class/deleteDoc", Doc: "Delete a courseware", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadNone},
	opDocumentsList: {Name: "Documents.List", Method: "POST", Path: "/api/v1/class/queryDoc", Doc: "Query classroom courseware", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opDocumentsAddBatch: {Name: "Documents.AddBatch", Method: "POST", Path: "/api/v1/class/addDocs", Doc: "Add courseware in batches",
		Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent},
	opDocumentsRemoveBatch: {Name: "Documents.RemoveBatch", Method: "POST", Path: "/api/v1/class/deleteDocs", Doc: "Delete courseware in batches",
		Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent},
	opAssistantsSetPermit: {Name: "Assistants.SetPermit", Method: "POST", Path: "/api/v1/class/setAssistantPermit",
		Doc: "Set teaching assistant permissions", Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent},
	opAssistantsDeletePermit: {Name: "Assistants.DeletePermit", Method: "POST", Path: "/api/v1/class/deleteAssistantPermit",
		Doc: "Delete teaching assistant permissions", Source: classcloud.SourceDocumented, Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opAssistantsGetPermit: {Name: "Assistants.GetPermit", Method: "POST", Path: "/api/v1/class/getAssistantPermit",
		Doc: "Get teaching assistant permissions", Source: classcloud.SourceDocumented, Effect: classcloud.EffectRead},
}

// v2Paths holds the paths of the second version that two operations have under WithV2.
var v2Paths = map[opID]string{
	opAuthCreateIMToken: "/api/v2/class/token",
	opClassesCreate:     "/api/v2/class/create",
}
