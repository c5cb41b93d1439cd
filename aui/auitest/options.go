package auitest

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Option changes the server that NewServer starts.
type Option func(*settings)

// settings holds what the options set.
type settings struct {
	dialect   Dialect
	clock     func() time.Time // nil: the real time
	host      vendortest.Host
	username  string
	password  string
	demo      bool          // WithDemoLogin
	published bool          // WithPublishedOnly
	listDelay time.Duration // WithListDelay
}

// defaultSettings returns the settings without options.
func defaultSettings() settings {
	return settings{dialect: DialectHead, username: "classcloud-tester", password: "invented-password"}
}

// Dialect is a version of the vendor's server. The vendor's document blends at least three.
type Dialect int

// The dialects.
const (
	// DialectV10 is v1.0.0 of August 2023. A class has chat_id; links do not have screen streams; get does not have
	// shadow_link_info. create and token ignore im_server, and token answers with one pair of tokens. queryDoc answers with a list.
	// updateMeetingInfo replaces everything, and getMeetingInfo fails for a class without co-streaming. update changes nothing.
	// Members and assistants came with later versions. The server has them nevertheless, and its teachers are of identity 2 as in
	// the document; WithPublishedOnly leaves them out.
	DialectV10 Dialect = iota + 1
	// DialectV13 is v1.3.0 of December 2023. A class has aliyun_id, rong_cloud_id or both; get has shadow_link_info; create
	// requires im_server. token answers with the tokens of each IM server, queryDoc with an object. updateMeetingInfo keeps the
	// values that the request lacks. listMembers requires an identity, but does not filter by it. update changes nothing.
	DialectV13
	// DialectHead is the newest published server, of November 2025, and the default. It differs from DialectV13: listMembers
	// filters by identity, update works, and token and create have a second version.
	DialectHead
)

// String returns the dialect's name: v1.0, v1.3 or head.
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

// WithDialect chooses the version of the vendor's server. It panics on a value that is not one of the constants.
func WithDialect(dialect Dialect) Option {
	if dialect < DialectV10 || dialect > DialectHead {
		panic(fmt.Sprintf("auitest: WithDialect: %v is not a dialect", dialect))
	}
	return func(s *settings) { s.dialect = dialect }
}

// WithClock makes now the server's time, for tokens, their expiry and every time in a reply. The function is called from several
// goroutines.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// WithDemoLogin uses the rule of the vendor's demonstration: a login succeeds exactly when the password equals the username.
func WithDemoLogin() Option {
	return func(s *settings) { s.demo = true }
}

// WithPublishedOnly leaves out the operations that the published version of the dialect did not have. DialectV10 then answers HTTP 404
// to the operations of members and assistants.
func WithPublishedOnly() Option {
	return func(s *settings) { s.published = true }
}

// WithListDelay leaves a class out of Classes.List until delay has gone by since its creation, as a server does whose list comes from a copy
// of its database. By default it is listed at once, as by the published servers.
func WithListDelay(delay time.Duration) Option {
	return func(s *settings) { s.listDelay = delay }
}

// user returns the user of Server.Credentials.
func (s settings) user() (username, password string) {
	if s.demo {
		return s.username, s.username
	}
	return s.username, s.password
}

// knows reports whether a login with this username and password succeeds.
func (s settings) knows(username, password string) bool {
	if s.demo {
		return username == password
	}
	return username == s.username && password == s.password
}
