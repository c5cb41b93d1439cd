package baijiayuntest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// WithCredentials sets the credentials of the one account that the server knows. The default is an invented account.
func WithCredentials(credentials baijiayun.Credentials) Option {
	return func(c *settings) {
		c.account = account{
			domain:     credentials.Domain,
			partnerID:  credentials.PartnerID,
			partnerKey: credentials.PartnerKey,
			secretKey:  credentials.SecretKey,
		}
	}
}

// Credentials returns the credentials of the one account that the server knows, with the partner key that is valid now.
func (s *Server) Credentials() baijiayun.Credentials {
	account := s.account()
	return baijiayun.Credentials{
		Domain:     account.domain,
		PartnerID:  account.partnerID,
		PartnerKey: account.partnerKey,
		SecretKey:  account.secretKey,
	}
}

// Client returns a new client of the server. The client uses the server's clock, so its signatures are valid whatever WithClock and SetClock
// set. The options are applied after these. Client panics when an option is refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *baijiayun.Client {
	all := slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := baijiayun.New(s.Credentials(), all...)
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: Client: %v", err))
	}
	return client
}
