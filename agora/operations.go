package agora

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Operations returns the endpoints this package has methods for.
func Operations() []classcloud.Operation {
	return transport.Operations(operations[:])
}

// opID is an operation's place in the table. The order is that of Client's services, and within a service that of Agora's document,
// with the endpoints of other documents last.
type opID int

const (
	opRoomsCreate opID = iota
	opRoomsSetStatus
	opRoomsStart
	opRoomsEnd
	opRoomsClose
	opRoomsSetProperties
	opRoomsDeleteProperties
	opRoomsGet
	opMembersKick
	opMembersGet
	opMembersSetProperties
	opMembersDeleteProperties
	opRecordingsStart
	opRecordingsStop
	opRecordingsUpdate
	opRecordingsList
	opRecordingsSetReady
	opEventsList
	opEventsPoll
	opWidgetsSet
	opWidgetsDelete
	opWidgetsDeleteProperties
	opWidgetsSetUserProperties
	opWidgetsDeleteUserProperties
	opWidgetsListQuizEvents
	opWidgetsListPollEvents
	opWidgetsListEvents
	opGroupsStart
	opGroupsStop
)

const (
	roomPath   = "/{region}/edu/apps/{appId}/v2/rooms/{roomUuid}"
	userPath   = roomPath + "/users/{userUuid}"
	statePath  = roomPath + "/states/{state}"
	recordPath = roomPath + "/records/states/{state}"
	groupsPath = roomPath + "/groups/states/{state}"
	widgetPath = roomPath + "/widgets/{widgetUuid}"
)

var operations = [...]transport.Row{
	opRoomsCreate: {Name: "Rooms.Create", Method: "POST", Path: roomPath, Doc: "创建房间", Source: classcloud.SourceDocumented, Keyed: true,
		Payload: transport.PayloadNone},
	opRoomsSetStatus: {Name: "Rooms.SetStatus", Method: "PUT", Path: statePath, Doc: "设置课堂状态", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsStart: {Name: "Rooms.Start", Method: "PUT", Path: statePath, Doc: "设置课堂状态 1", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"30409100"}},
	opRoomsEnd: {Name: "Rooms.End", Method: "PUT", Path: statePath, Doc: "设置课堂状态 2", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"30409101", "30410100", "20410100"}},
	opRoomsClose: {Name: "Rooms.Close", Method: "PUT", Path: statePath, Doc: "设置课堂状态 3", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"30409101", "30410100", "20410100"}},
	opRoomsSetProperties: {Name: "Rooms.SetProperties", Method: "PUT", Path: roomPath + "/properties", Doc: "更新课堂属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsDeleteProperties: {Name: "Rooms.DeleteProperties", Method: "DELETE", Path: roomPath + "/properties", Doc: "删除课堂属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsGet: {Name: "Rooms.Get", Method: "GET", Path: roomPath, Doc: "Query a classroom", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Sensitive: true}, // boardToken
	opMembersKick: {Name: "Members.Kick", Method: "POST", Path: roomPath + "/users/{userUuid}/exit", Doc: "踢人", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"20410200", "20404200"}}, // the user is gone
	opMembersGet: {Name: "Members.Get", Method: "GET", Path: userPath, Doc: "查询指定用户", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opMembersSetProperties: {Name: "Members.SetProperties", Method: "PUT", Path: userPath + "/properties", Doc: "更新用户属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opMembersDeleteProperties: {Name: "Members.DeleteProperties", Method: "DELETE", Path: userPath + "/properties", Doc: "删除用户属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRecordingsStart: {Name: "Recordings.Start", Method: "PUT", Path: recordPath, Doc: "设置录制状态 1", Source: classcloud.SourceDocumented,
		Already: []string{"30409411"}},
	opRecordingsStop: {Name: "Recordings.Stop", Method: "PUT", Path: recordPath, Doc: "设置录制状态 0", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"30409410"}},
	opRecordingsUpdate: {Name: "Recordings.Update", Method: "PATCH", Path: roomPath + "/records/states/1", Doc: "更新录制设置", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRecordingsList: {Name: "Recordings.List", Method: "GET", Path: roomPath + "/records", Doc: "获取录制列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList, Sensitive: true}, // boardToken
	opRecordingsSetReady: {Name: "Recordings.SetReady", Method: "PUT", Path: roomPath + "/records/ready", Doc: "课堂录制最佳实践", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opEventsList: {Name: "Events.List", Method: "GET", Path: roomPath + "/sequences", Doc: "查询指定事件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList, Sensitive: true}, // taskToken and streamingUrl
	opEventsPoll: {Name: "Events.Poll", Method: "GET", Path: "/{region}/edu/polling/apps/{appId}/v2/rooms/sequences", Doc: "获取课堂事件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectConsuming, Payload: transport.PayloadList, Sensitive: true},
	opWidgetsSet: {Name: "Widgets.Set", Method: "PUT", Path: widgetPath, Doc: "设置 Widget 属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opWidgetsDelete: {Name: "Widgets.Delete", Method: "DELETE", Path: widgetPath, Doc: "删除 Widget", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opWidgetsDeleteProperties: {Name: "Widgets.DeleteProperties", Method: "DELETE", Path: widgetPath + "/extra", Doc: "删除 Widget 属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opWidgetsSetUserProperties: {Name: "Widgets.SetUserProperties", Method: "PUT", Path: widgetPath + "/users/{userUuid}", Doc: "设置 Widget 的用户属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opWidgetsDeleteUserProperties: {Name: "Widgets.DeleteUserProperties", Method: "DELETE", Path: widgetPath + "/users/{userUuid}", Doc: "删除 Widget 的用户属性", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opWidgetsListQuizEvents: {Name: "Widgets.ListQuizEvents", Method: "GET", Path: roomPath + "/widgets/popupQuiz/sequences", Doc: "获取答题器事件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opWidgetsListPollEvents: {Name: "Widgets.ListPollEvents", Method: "GET", Path: roomPath + "/widgets/poll/sequences", Doc: "获取投票器事件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opWidgetsListEvents: {Name: "Widgets.ListEvents", Method: "GET", Path: widgetPath + "/sequences", Doc: "获取 Widget 事件", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList, Sensitive: true}, // a widget may keep any secret
	opGroupsStart: {Name: "Groups.Start", Method: "PUT", Path: groupsPath, Doc: "Create or remove breakout classrooms 1", Source: classcloud.SourceExtra,
		Payload: transport.PayloadNone},
	opGroupsStop: {Name: "Groups.Stop", Method: "PUT", Path: groupsPath, Doc: "Create or remove breakout classrooms 0", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
}
