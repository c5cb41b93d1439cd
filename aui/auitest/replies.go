package auitest

import (
	"embed"
	"fmt"
)

//go:embed replies
var replies embed.FS

// DocumentedReply returns the reply the vendor's document prints for an operation, for Respond: it blends the dialects
// of several versions, as replies/README.md tells. It panics on an operation that is not served.
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("auitest: DocumentedReply: %q is not served", operation))
	}
	return string(reply)
}
