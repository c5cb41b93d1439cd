package auitest

import (
	"embed"
	"fmt"
)

//go:embed replies
var replies embed.FS

// DocumentedReply returns the reply that the vendor's document prints for an operation, for Server.Respond. The document blends the
// dialects of several versions; replies/README.md lists them. DocumentedReply panics on an operation that the server does not have.
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("auitest: DocumentedReply: the server does not have the operation %q", operation))
	}
	return string(reply)
}
