package agoratest

import (
	"embed"
	"fmt"
)

//go:embed replies
var replies embed.FS

// DocumentedReply returns the reply that Agora's document prints for an operation. Pass it to Respond when a test wants the document's own
// words. It panics on an operation that the server does not have.
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("agoratest: the server does not have an operation %q", operation))
	}
	return string(reply)
}
