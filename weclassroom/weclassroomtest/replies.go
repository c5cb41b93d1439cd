package weclassroomtest

import (
	"embed"
	"fmt"
)

//go:embed replies
var replies embed.FS

// DocumentedReply returns the reply the vendor's document prints for an operation, repaired only where it is not JSON. It panics
// on an operation that is not served.
//
//	srv.Respond("Lessons.ListByIDs", weclassroomtest.DocumentedReply("Lessons.ListByIDs"))
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("weclassroomtest: no documented reply of %q", operation))
	}
	return string(reply)
}
