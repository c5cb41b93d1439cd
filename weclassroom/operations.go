package weclassroom

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
	opUsersCreate opID = iota
	opClassroomsCreate
	opLessonsCreate
	opLessonsListByIDs
)

const documented = "documented"

var operations = [...]classcloud.Operation{
	opUsersCreate: {Name: "Users.Create", Method: "POST", Path: "/user/create", Doc: "API 1 创建学生、老师", Set: documented},
	opClassroomsCreate: {Name: "Classrooms.Create", Method: "POST", Path: "/classroom/create", Doc: "API 2 创建课程", Set: documented,
		Payload: classcloud.PayloadRoot},
	opLessonsCreate: {Name: "Lessons.Create", Method: "POST", Path: "/lesson/create", Doc: "API 8 创建单课节", Set: documented,
		Payload: classcloud.PayloadRoot},
	opLessonsListByIDs: {Name: "Lessons.ListByIDs", Method: "POST", Path: "/lesson/info", Doc: "API 19 通过课节 ID 获取课节信息", Set: documented,
		Effect: classcloud.EffectRead, Args: []string{"lessonId"}},
}
