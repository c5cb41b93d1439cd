package auitest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// Credentials returns the username and password the server accepts.
func (s *Server) Credentials() aui.Credentials {
	username, password := s.settings.user()
	return aui.Credentials{Username: username, Password: password}
}

// Client returns a new client of the server. It lives on the server's clock, so that what it signs is in date whatever WithClock
// and SetClock say. Further options come after these. It panics when they are refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *aui.Client {
	opts = slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := aui.New(s.Credentials(), opts...)
	if err != nil {
		panic(fmt.Sprintf("auitest: Client: %v", err))
	}
	return client
}
