package agoratest

import (
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// Credentials returns the app id and certificate the server knows.
func (s *Server) Credentials() agora.Credentials {
	return agora.Credentials{AppID: s.credentials.appID, Certificate: s.credentials.certificate}
}

// Client returns a new client of the server. It lives on the server's clock, so that what it signs is in date whatever WithClock
// and SetClock say. Further options come after these. It panics when they are refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *agora.Client {
	own := []classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}
	client, err := agora.New(s.Credentials(), append(own, opts...)...)
	if err != nil {
		panic(fmt.Sprintf("agoratest: %v", err))
	}
	return client
}
