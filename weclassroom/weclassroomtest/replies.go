package weclassroomtest

import (
	"embed"
	"fmt"
)

//go:embed replies
var replies embed.FS

// DocumentedReply returns the reply that the vendor's document prints for an operation, repaired only where it is not JSON. It
// panics on an operation that the server does not have.
//
//	srv.Respond("Lessons.ListByIDs", weclassroomtest.DocumentedReply("Lessons.ListByIDs"))
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("weclassroomtest: the document does not have an operation %q", operation))
	}
	return string(reply)
}
