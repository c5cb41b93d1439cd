package classin

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
	opClassesCreate opID = iota
)

const documented = "documented"

var operations = [...]classcloud.Operation{
	opClassesCreate: {Name: "Classes.Create", Method: "POST", Path: coursePath + "addCourseClass", Doc: "Create Class(Single)", Set: documented,
		Keyed: true, Payload: classcloud.PayloadRoot},
}
