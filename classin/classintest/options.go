package classintest

import "time"

// Option chooses how a server behaves from its start.
type Option func(*settings)

// WithClock sets the server's clock. SetClock changes it later.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// WithEmptyMoreData chooses the form of more_data for a class that is not recorded. The default is [EmptyFields], in which live_info has
// the form that [WithEmptyLiveInfo] chooses.
func WithEmptyMoreData(form Empty) Option {
	return func(s *settings) { s.dialect.moreData = form }
}

// WithEmptyLiveInfo chooses the form of live_info for a class that is not broadcast live. The default is [EmptyFields].
func WithEmptyLiveInfo(form Empty) Option {
	return func(s *settings) { s.dialect.liveInfo = form }
}

// WithStringErrno writes errno as a string, "1", as in the samples of register and modifyPasswordByTelephone. The tables of all pages, and
// clients in production, have a number, which is the default.
func WithStringErrno() Option {
	return func(s *settings) { s.dialect.stringErrno = true }
}

// WithStringIDs writes the ids in data as strings, "1340801", as in the samples of some pages.
func WithStringIDs() Option {
	return func(s *settings) { s.dialect.stringIDs = true }
}

// WithMoreMembers gives the courses of Courses.List and Get a folderId, which no public source names there: a reply of a vendor newer than the client.
func WithMoreMembers() Option {
	return func(s *settings) { s.dialect.moreMembers = true }
}

// WithBOM begins every JSON reply with a UTF-8 byte order mark, as the vendor's PHP was seen to do.
func WithBOM() Option {
	return func(s *settings) { s.dialect.bom = true }
}

// WithExisting chooses the answer to a courseUniqueIdentity that the school has used before, of courses, classes, the rows of a batch and
// the uniqueIdentity of classes of the second generation. The default is [ExistingRefused].
func WithExisting(form Existing) Option {
	return func(s *settings) { s.dialect.existing = form }
}

// WithRegistered chooses what registering an account that exists does. The default is [RegisteredIgnored].
func WithRegistered(way Registered) Option {
	return func(s *settings) { s.dialect.registered = way }
}

// WithMaintenanceErrno answers during maintenance with HTTP 200 and errno 901. Without it the answer is HTTP status 901 without JSON: the
// documents say "the status code 901" (状态码), the word they use for HTTP's 403 and 404, and do not show a body.
func WithMaintenanceErrno() Option {
	return func(s *settings) { s.dialect.maintenanceErrno = true }
}

// WithCallbacksSignedAnew signs a callback anew whenever it is posted again: its TimeStamp and SafeKey are those of the post. Without it a
// callback is posted again as it was. The documents do not say which; in their samples TimeStamp is ten minutes after the event.
func WithCallbacksSignedAnew() Option {
	return func(s *settings) { s.signAnew = true }
}
