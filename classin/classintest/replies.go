package classintest

import (
	"embed"
	"fmt"
)

//go:embed replies/*.json
var replies embed.FS

// DocumentedReply returns the sample reply of the vendor's document for an operation, fit for Respond. It panics when the server does not
// have the operation.
//
//	srv.Respond("Classes.Create", classintest.DocumentedReply("Classes.Create"))
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("classintest: no documented reply of %q", operation))
	}
	return string(reply)
}
