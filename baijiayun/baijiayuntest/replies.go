package baijiayuntest

import (
	"embed"
	"fmt"
)

//go:embed replies/*.json
var replies embed.FS

// DocumentedReply is the reply that the vendor's document prints for an operation, as valid JSON; replies/README.md says
// which had to be repaired. It panics on an operation that is not served.
//
//	srv.Respond("Rooms.Get", baijiayuntest.DocumentedReply("Rooms.Get"))
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: no documented reply of %q", operation))
	}
	return string(reply)
}
