package aui_test

import (
	"slices"
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/internal/golden"
)

// Auth.Login has a fixture of its own. The other operations use a token, so that each golden shows one request.
func TestGolden(t *testing.T) {
	operations := aui.Operations()
	login := slices.IndexFunc(operations, func(op classcloud.Operation) bool { return op.Name == "Auth.Login" })
	runGolden(t, operations[login:login+1], aui.Credentials{Username: "usernamexxx", Password: "invented-password"})
	runGolden(t, slices.Delete(operations, login, login+1), aui.Credentials{Token: "invented-token"})
}

func runGolden(t *testing.T, operations []classcloud.Operation, keys aui.Credentials) {
	t.Helper()
	secrets := slices.DeleteFunc([]string{keys.Password, keys.Token}, func(s string) bool { return s == "" })
	golden.Run(t, golden.Vendor{
		Name:       "aui",
		Operations: operations,
		New: func(opts ...classcloud.ClientOption) (any, error) {
			return aui.New(keys, append(opts, classcloud.WithBaseURL("https://class.example.com/prefix"))...)
		},
		Secrets: secrets,
	})
}
