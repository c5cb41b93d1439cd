package classintest

import (
	"embed"
	"fmt"
)

//go:embed replies/*.json
var replies embed.FS

// DocumentedReply returns the sample reply of the vendor's document for an operation, fit for [Server.Respond]. It panics
// on an operation that the server does not serve.
func DocumentedReply(operation string) string {
	reply, err := replies.ReadFile("replies/" + operation + ".json")
	if err != nil {
		panic(fmt.Sprintf("classintest: no documented reply of the operation %q", operation))
	}
	return string(reply)
}
