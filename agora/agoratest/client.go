package agoratest

import (
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// WithCredentials makes the server check tokens with this AppID and Certificate, each 32 hexadecimal digits, instead of invented ones.
// The other fields have no effect. NewServer panics when either of the two is malformed.
func WithCredentials(own agora.Credentials) Option {
	return func(s *settings) { s.credentials = credentials{own.AppID, own.Certificate} }
}

// Credentials returns the AppID and Certificate that the server checks tokens with.
func (s *Server) Credentials() agora.Credentials {
	own := s.settings.credentials
	return agora.Credentials{AppID: own.appID, Certificate: own.certificate}
}

// Client returns a new client of the server, in the region cn. The client uses the server's clock, so its tokens are valid whatever WithClock and SetClock
// say. Further options are applied last. Client panics when one is refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *agora.Client {
	own := []classcloud.ClientOption{agora.WithRegion(agora.RegionCN), classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}
	client, err := agora.New(s.Credentials(), append(own, opts...)...)
	if err != nil {
		panic(fmt.Sprintf("agoratest: %v", err))
	}
	return client
}
