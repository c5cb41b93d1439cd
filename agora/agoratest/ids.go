package agoratest

import (
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	idBytes = 64

	// idAlphabet holds the 89 characters of the document.
	idAlphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,"
)

func validID(id string) bool {
	return id != "" && len(id) <= idBytes && strings.Trim(id, idAlphabet) == ""
}

func checkIDs(r *vendortest.Request) *failure {
	for _, name := range []string{"roomUuid", "userUuid", "widgetUuid"} {
		if id, given := r.PathValues[name]; given && !validID(id) {
			return badParameter(name + " must be at most 64 bytes of the documented characters")
		}
	}
	return nil
}
