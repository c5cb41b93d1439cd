package baijiayun

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
	opRoomsCreate opID = iota
	opRoomsUpdate
	opRoomsDelete
	opRoomsGet
	opRoomsList
	opDocumentsUpload
)

const documented = "documented"

var operations = [...]classcloud.Operation{
	opRoomsCreate: {Name: "Rooms.Create", Method: "POST", Path: "/openapi/room/create", Doc: "API 2 创建房间", Set: documented},
	opRoomsUpdate: {Name: "Rooms.Update", Method: "POST", Path: "/openapi/room/update", Doc: "API 3 更新房间信息", Set: documented,
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone},
	opRoomsDelete: {Name: "Rooms.Delete", Method: "POST", Path: "/openapi/room/delete", Doc: "API 4 删除房间", Set: documented,
		Effect: classcloud.EffectIdempotent, Payload: classcloud.PayloadNone, Args: []string{"room_id"}, Already: []string{"3002"}},
	opRoomsGet: {Name: "Rooms.Get", Method: "POST", Path: "/openapi/room/info", Doc: "API 5 获取房间信息", Set: documented,
		Effect: classcloud.EffectRead, Args: []string{"room_id"}},
	opRoomsList: {Name: "Rooms.List", Method: "POST", Path: "/openapi/room/list", Doc: "API 9 获取房间列表", Set: documented,
		Effect: classcloud.EffectRead},
	opDocumentsUpload: {Name: "Documents.Upload", Method: "POST", Path: "/openapi/doc/uploadDoc", Doc: "API 10 直播课件文档上传", Set: documented},
}
