package baijiayuntest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// WithCredentials makes these the one account the server knows, instead of invented ones.
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

// Credentials are those of the one account the server knows, with the partner key that is in force now.
func (s *Server) Credentials() baijiayun.Credentials {
	account := s.account()
	return baijiayun.Credentials{
		Domain:     account.domain,
		PartnerID:  account.partnerID,
		PartnerKey: account.partnerKey,
		SecretKey:  account.secretKey,
	}
}

// Client returns a new client of the server. It lives on the server's clock, so that what it signs is in date whatever WithClock
// and SetClock say. Further options come after these. It panics when they are refused.
func (s *Server) Client(opts ...classcloud.ClientOption) *baijiayun.Client {
	all := slices.Concat([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.kit.Clock())}, opts)
	client, err := baijiayun.New(s.Credentials(), all...)
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: Client: %v", err))
	}
	return client
}
