package baijiayuntest

import (
	"embed"
	"fmt"
)

//go:embed replies/*.json
var replies embed.FS

// DocumentedReply returns the reply that the vendor's document prints for an operation, as valid JSON; replies/README.md says which
// replies had to be repaired. It panics on an operation that the server does not have.
//
//	srv.Respond("Rooms.Get", baijiayuntest.DocumentedReply("Rooms.Get"))
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: the operation %q does not have a documented reply", operation))
	}
	return string(reply)
}
