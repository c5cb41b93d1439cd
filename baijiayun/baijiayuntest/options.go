package baijiayuntest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Option configures a Server.
type Option func(*settings)

type settings struct {
	account   account
	clock     func() time.Time // nil means the real time
	host      vendortest.Host
	dialect   Dialect
	window    time.Duration // 0 means none
	yearLimit bool

	roomsOf2020  bool
	noticeNeeded bool // an empty notice is refused
	listDelay    time.Duration

	uploadLifetime time.Duration // 0 means for ever
	wholeParts     bool
	strictParts    bool

	callbackWait func(time.Duration) // nil means no wait
	multipart    bool                // how callbacks are sent

	watermarkPicture bool // a watermark needs a picture
	bareReplies      bool // the other forms of replies that no source shows

	otherVideoReplies bool // see WithOtherVideoReplies
}

// account holds the credentials of the one account that the server knows.
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

// WithClock sets the server's time, which SetClock may change later. The default is the real time. The function is called from several
// goroutines.
func WithClock(now func() time.Time) Option {
	return func(c *settings) { c.clock = now }
}

// WithDialect chooses how replies are written. The default is DialectExamples.
func WithDialect(dialect Dialect) Option {
	return func(c *settings) { c.dialect = dialect }
}

// WithTimestampWindow refuses a timestamp that is further than window from the server's time, with 1002. By default there is no window, because
// the vendor does not document one; the code is a guess.
func WithTimestampWindow(window time.Duration) Option {
	return func(c *settings) { c.window = window }
}

// WithOneYearLimit refuses rooms that start or end more than a year from the server's time, except long-term rooms, with 1001. The
// document has this rule. It is off by default, so that tests can use fixed dates without setting the clock.
func WithOneYearLimit() Option {
	return func(c *settings) { c.yearLimit = true }
}

// WithRoomsOf2020 answers Rooms.Get with the eight members that the document of 2020 prints, and takes rooms of 15 minutes and less, of which
// that document says nothing. By default the server goes by the vendor's document of today.
func WithRoomsOf2020() Option {
	return func(c *settings) { c.roomsOf2020 = true }
}

// WithListDelay leaves a room out of Rooms.List until delay has gone by since its creation: how soon the vendor lists a new room is not
// documented. By default it is listed at once.
func WithListDelay(delay time.Duration) Option {
	return func(c *settings) { c.listDelay = delay }
}

// WithNoticeNeeded refuses an empty notice, as one of the vendor's public clients does by itself. By default an empty notice takes the
// notice away; no source shows what the vendor does.
func WithNoticeNeeded() Option {
	return func(c *settings) { c.noticeNeeded = true }
}

// WithCallbackWait calls wait with the pause before every repeat of a callback, for instance to move the server's clock. By default the
// server repeats callbacks without waiting.
func WithCallbackWait(wait func(time.Duration)) Option {
	return func(c *settings) { c.callbackWait = wait }
}

// WithMultipartCallbacks sends callbacks as multipart/form-data. The default is urlencoded; the document does not say which is right.
func WithMultipartCallbacks() Option {
	return func(c *settings) { c.multipart = true }
}

// WithRequiredWatermarkPicture refuses a watermark without a picture, with 4001, as a07061625/swooleyaf has it. By default the picture that is
// there stays, because 007gzs/baijiayun calls the picture optional.
func WithRequiredWatermarkPicture() Option {
	return func(c *settings) { c.watermarkPicture = true }
}

// WithBareReplies writes the replies that no source shows in the other forms that they may have: a list stands alone, without its total;
// a create answers nothing; sessions are plain numbers, addresses plain texts, and the limit of red packets is a bare number. The default is
// the form of the vendor's other replies: an object, with list and total for a list.
func WithBareReplies() Option {
	return func(c *settings) { c.bareReplies = true }
}

// WithUploadLifetime lets the upload host refuse addresses that are older than lifetime by the server's clock. By default an address never
// expires, because the vendor's lifetime is not known; neither is how the host refuses, and the server does it with an invented code.
func WithUploadLifetime(lifetime time.Duration) Option {
	return func(c *settings) { c.uploadLifetime = lifetime }
}

// WithWholeUploadParts lets the upload host forget what arrived of a part that broke off. By default it keeps the bytes that arrived. Which
// of the two the vendor does is not known.
func WithWholeUploadParts() Option {
	return func(c *settings) { c.wholeParts = true }
}

// WithStrictUploadParts lets the upload host refuse a part that does not begin right behind what it has. By default it bears bytes that
// it has already, as one public program sends them; another goes on at the very byte.
func WithStrictUploadParts() Option {
	return func(c *settings) { c.strictParts = true }
}
