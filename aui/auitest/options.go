package auitest

import (
	"fmt"
	"time"
)

// Option changes what NewServer starts.
type Option func(*settings)

type settings struct {
	dialect  Dialect
	clock    func() time.Time // nil is the real time
	username string
	password string
	demo     bool
}

func defaultSettings() settings {
	return settings{dialect: DialectHead, username: "classcloud-tester", password: "invented-password"}
}

// Dialect is the version of the vendor's server that is spoken. The document blends at least three.
type Dialect int

const (
	// DialectV10 is v1.0.0 of August 2023. A class has chat_id, links have no screen streams, get has no
	// shadow_link_info, and create ignores im_server.
	DialectV10 Dialect = iota + 1
	// DialectV13 is v1.3.0 of December 2023. A class has aliyun_id, rong_cloud_id or both, get has shadow_link_info, and
	// create requires im_server.
	DialectV13
	// DialectHead is the newest published server, of November 2025, and the default. In the operations served so far it
	// speaks like DialectV13.
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
