package weclassroomtest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// Credentials are those of the one application the server knows.
func (s *Server) Credentials() weclassroom.Credentials {
	return weclassroom.Credentials{ApplicationID: s.application.id, Secret: s.application.secret}
}

// Client returns a new client of the server. It lives on the server's clock, so that what it signs is in date whatever WithClock
// and SetClock say. Further options come after these. It panics when they are refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *weclassroom.Client {
	all := slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := weclassroom.New(s.Credentials(), all...)
	if err != nil {
		panic(fmt.Sprintf("weclassroomtest: Client: %v", err))
	}
	return client
}
