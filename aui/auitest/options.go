package auitest

import (
	"fmt"
	"time"
)

// Option changes what NewServer starts.
type Option func(*settings)

type settings struct {
	dialect   Dialect
	clock     func() time.Time // nil is the real time
	username  string
	password  string
	demo      bool
	published bool
}

func defaultSettings() settings {
	return settings{dialect: DialectHead, username: "classcloud-tester", password: "invented-password"}
}

// Dialect is the version of the vendor's server that is spoken. The document blends at least three.
type Dialect int

const (
	// DialectV10 is v1.0.0 of August 2023. A class has chat_id, links have no screen streams, get has no
	// shadow_link_info, create and token ignore im_server and there is one pair of tokens, queryDoc answers a list,
	// updateMeetingInfo replaces everything and getMeetingInfo fails where there is nothing, and update changes nothing.
	// Members and assistants came later: they are served nevertheless, with a teacher of identity 2 as the document
	// has it, except under WithPublishedOnly.
	DialectV10 Dialect = iota + 1
	// DialectV13 is v1.3.0 of December 2023. A class has aliyun_id, rong_cloud_id or both, get has shadow_link_info, and
	// create requires im_server. token answers the tokens of each IM server, queryDoc an object, updateMeetingInfo keeps what is
	// not sent; listMembers requires an identity and does not filter by it, and update changes nothing.
	DialectV13
	// DialectHead is the newest published server, of November 2025, and the default: DialectV13, and
	// listMembers filters by identity, update works, and there is version 2 of token and create.
	DialectHead
)

// String names the dialect.
func (d Dialect) String() string {
	switch d {
	case DialectV10:
		return "v1.0"
	case DialectV13:
		return "v1.3"
	case DialectHead:
		return "head"
	}
	return fmt.Sprintf("Dialect(%d)", int(d))
}

// WithDialect chooses the version of the vendor's server. It panics on one that is none.
func WithDialect(dialect Dialect) Option {
	if dialect < DialectV10 || dialect > DialectHead {
		panic(fmt.Sprintf("auitest: WithDialect: %v is no dialect", dialect))
	}
	return func(s *settings) { s.dialect = dialect }
}

// WithClock makes now the server's time: tokens, their expiry and every time stamp go by it. The function is called from
// several goroutines.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// WithCredentials replaces the invented user by this one. The password is ignored under WithDemoLogin.
func WithCredentials(username, password string) Option {
	return func(s *settings) { s.username, s.password = username, password }
}

// WithDemoLogin keeps the rule of the vendor's demonstration: who sends a password equal to the username is logged in,
// and nobody else.
func WithDemoLogin() Option {
	return func(s *settings) { s.demo = true }
}

// WithPublishedOnly leaves out the operations that the published version of the dialect did not have: DialectV10 knows
// neither members nor assistants then, and answers HTTP 404.
func WithPublishedOnly() Option {
	return func(s *settings) { s.published = true }
}

// user is who Credentials names.
func (s settings) user() (username, password string) {
	if s.demo {
		return s.username, s.username
	}
	return s.username, s.password
}

func (s settings) knows(username, password string) bool {
	if s.demo {
		return username == password
	}
	return username == s.username && password == s.password
}
