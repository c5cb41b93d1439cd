package weclassroomtest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// Credentials returns the credentials of the one institution that the server knows.
func (s *Server) Credentials() weclassroom.Credentials {
	return weclassroom.Credentials{ApplicationID: s.application.id, Secret: s.application.secret}
}

// Client returns a new client of the server, which uses the server's clock: what it signs is in date under every WithClock and
// SetClock. The given options come last. Client panics when the client's package refuses them.
func (s *Server) Client(opts ...classcloud.ClientOption) *weclassroom.Client {
	all := slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := weclassroom.New(s.Credentials(), all...)
	if err != nil {
		panic(fmt.Sprintf("weclassroomtest: Client: %v", err))
	}
	return client
}
