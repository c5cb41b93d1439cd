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

// Client returns a client of this server, with further options. It panics where aui.New fails.
func (s *Server) Client(opts ...classcloud.ClientOption) *aui.Client {
	opts = slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL)}, opts)
	client, err := aui.New(s.Credentials(), opts...)
	if err != nil {
		panic(fmt.Sprintf("auitest: Client: %v", err))
	}
	return client
}
