package agora

import "github.com/go-classcloud/classcloud"

// Operations returns the endpoints this package has methods for.
func Operations() []classcloud.Operation {
	out := make([]classcloud.Operation, len(operations))
	for i, op := range operations {
		out[i] = op.Clone()
	}
	return out
}

type opID int

const (
	opMembersKick opID = iota
	opRoomsCreate
	opRoomsSetState
	opRoomsStart
	opRoomsEnd
	opRoomsClose
	opRecordingsStart
	opRecordingsStop
	opRecordingsList
)

const (
	documented = "documented"
	roomPath   = "/{region}/edu/apps/{appId}/v2/rooms/{roomUuid}"
	statePath  = roomPath + "/states/{state}"
	recordPath = roomPath + "/records/states/{state}"
)

var operations = [...]classcloud.Operation{
	opMembersKick: {Name: "Members.Kick", Method: "POST", Path: roomPath + "/users/{userUuid}/exit", Doc: "踢人", Set: documented,
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone},
	opRoomsCreate: {Name: "Rooms.Create", Method: "POST", Path: roomPath, Doc: "创建房间", Set: documented, Keyed: true,
		Payload: classcloud.PayloadNone},
	opRoomsSetState: {Name: "Rooms.SetState", Method: "PUT", Path: statePath, Doc: "设置课堂状态", Set: documented,
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone},
	opRoomsStart: {Name: "Rooms.Start", Method: "PUT", Path: statePath, Doc: "设置课堂状态 1", Set: documented, Args: []string{"roomUuid"},
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone, Already: []string{"30409100"}},
	opRoomsEnd: {Name: "Rooms.End", Method: "PUT", Path: statePath, Doc: "设置课堂状态 2", Set: documented, Args: []string{"roomUuid"},
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone, Already: []string{"30409101", "30410100", "20410100"}},
	opRoomsClose: {Name: "Rooms.Close", Method: "PUT", Path: statePath, Doc: "设置课堂状态 3", Set: documented, Args: []string{"roomUuid"},
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone, Already: []string{"30409101", "30410100", "20410100"}},
	opRecordingsStart: {Name: "Recordings.Start", Method: "PUT", Path: recordPath, Doc: "设置录制状态 1", Set: documented,
		Already: []string{"30409411"}},
	opRecordingsStop: {Name: "Recordings.Stop", Method: "PUT", Path: recordPath, Doc: "设置录制状态 0", Set: documented, Args: []string{"roomUuid"},
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone, Already: []string{"30409410"}},
	opRecordingsList: {Name: "Recordings.List", Method: "GET", Path: roomPath + "/records", Doc: "获取录制列表", Set: documented,
		Effect: classcloud.EffectRead, Sensitive: true}, // boardToken
}
