package aui

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
	opAuthLogin opID = iota
	opClassesCreate
	opClassesGet
	opClassesStart
	opClassesStop
)

const documented = "documented"

var operations = [...]classcloud.Operation{
	opAuthLogin: {Name: "Auth.Login", Method: "POST", Path: "/api/v1/class/login", Doc: "Log on", Set: documented,
		Effect: classcloud.EffectRead, Sensitive: true},
	opClassesCreate: {Name: "Classes.Create", Method: "POST", Path: "/api/v1/class/create", Doc: "Create a classroom", Set: documented},
	opClassesGet: {Name: "Classes.Get", Method: "POST", Path: "/api/v1/class/get", Doc: "Get a single classroom", Set: documented,
		Effect: classcloud.EffectRead},
	opClassesStart: {Name: "Classes.Start", Method: "POST", Path: "/api/v1/class/start", Doc: "Start a class", Set: documented},
	opClassesStop:  {Name: "Classes.Stop", Method: "POST", Path: "/api/v1/class/stop", Doc: "End a class", Set: documented},
}
