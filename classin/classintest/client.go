package classintest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

// WithCredentials sets the school's id and secret. By default they are invented.
func WithCredentials(credentials classin.Credentials) Option {
	return func(s *settings) { s.account = account{sid: credentials.SID, secret: credentials.Secret} }
}

// Credentials returns the credentials of the server's school.
func (s *Server) Credentials() classin.Credentials {
	return classin.Credentials{SID: s.settings.account.sid, Secret: s.settings.account.secret}
}

// AddSchool lets the server send the callbacks of another school, too: [Server.SendCallback] signs a payload with its SID with its secret.
// Calls stay those of the server's own school.
func (s *Server) AddSchool(credentials classin.Credentials) {
	s.kit.Lock()
	defer s.kit.Unlock()
	if s.push.secrets == nil {
		s.push.secrets = map[string]string{}
	}
	s.push.secrets[numberText(credentials.SID)] = credentials.Secret
}

// Client returns a new client of the server. It lives on the server's clock, so that what it signs is in date whatever WithClock
// and SetClock say. Further options come after these. It panics when they are refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *classin.Client {
	all := slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := classin.New(s.Credentials(), all...)
	if err != nil {
		panic(fmt.Sprintf("classintest: Client: %v", err))
	}
	return client
}
