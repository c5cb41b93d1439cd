package baijiayuntest

import "time"

// Option changes a new server.
type Option func(*settings)

type settings struct {
	account   account
	clock     func() time.Time // nil is the real time
	dialect   Dialect
	window    time.Duration // 0 is none
	yearLimit bool

	callbackWait func(time.Duration) // nil does not wait
	multipart    bool                // of callbacks
}

// account is the one account the server knows.
type account struct {
	domain     string
	partnerID  int64
	partnerKey string
	secretKey  string
}

func defaultSettings() settings {
	return settings{account: account{
		domain:     "demo123",
		partnerID:  20260101,
		partnerKey: "invented/partner+key/of+the+test+server==",
		secretKey:  "invented-secret-key-of-the-test-server",
	}}
}

// WithClock makes now the server's time from the start; SetClock changes it later.
func WithClock(now func() time.Time) Option {
	return func(c *settings) { c.clock = now }
}

// WithDialect chooses how replies write their numbers; DialectExamples unless set.
func WithDialect(dialect Dialect) Option {
	return func(c *settings) { c.dialect = dialect }
}

// WithTimestampWindow refuses a timestamp further than window from the server's time, with 1002. The vendor documents no
// window, so that there is none unless set; the code is our guess.
func WithTimestampWindow(window time.Duration) Option {
	return func(c *settings) { c.window = window }
}

// WithOneYearLimit refuses rooms, except long-term ones, that start or end more than a year from the server's time, with
// 1001. The document has this rule; it is off unless set, so that tests may use fixed dates without setting the clock.
func WithOneYearLimit() Option {
	return func(c *settings) { c.yearLimit = true }
}

// WithCallbackWait calls wait with the pause before every retry of a callback, in place of the vendor's waiting: to move the
// server's clock on, for instance. Without it nothing waits.
func WithCallbackWait(wait func(time.Duration)) Option {
	return func(c *settings) { c.callbackWait = wait }
}

// WithMultipartCallbacks sends callbacks as multipart/form-data instead of urlencoded: the document does not say which it is.
func WithMultipartCallbacks() Option {
	return func(c *settings) { c.multipart = true }
}
