package auitest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// Credentials returns the username and password that the server accepts.
func (s *Server) Credentials() aui.Credentials {
	username, password := s.settings.user()
	return aui.Credentials{Username: username, Password: password}
}

// WithCredentials replaces the invented user by another one. The password is ignored under WithDemoLogin. It panics on credentials with
// a Token: Server.IssueToken issues tokens.
func WithCredentials(credentials aui.Credentials) Option {
	if credentials.Token != "" {
		panic("auitest: WithCredentials: give Username and Password: IssueToken issues tokens")
	}
	return func(s *settings) { s.username, s.password = credentials.Username, credentials.Password }
}

// Client returns a new client of the server. It uses the server's clock, also one from WithClock or SetClock. opts come after the
// options that Client sets itself. Client panics on an option that the client refuses.
func (s *Server) Client(opts ...classcloud.ClientOption) *aui.Client {
	opts = slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := aui.New(s.Credentials(), opts...)
	if err != nil {
		panic(fmt.Sprintf("auitest: Client: %v", err))
	}
	return client
}
