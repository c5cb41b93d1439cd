package classintest

import "time"

// Option chooses how a server behaves from its start.
type Option func(*settings)

// WithClock makes now the server's time; SetClock changes it later.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// WithEmptyMoreData chooses what more_data is for a class that is not recorded. The default is [EmptyFields]. With
// [EmptyFields] live_info within it is what [WithEmptyLiveInfo] says.
func WithEmptyMoreData(form Empty) Option {
	return func(s *settings) { s.dialect.moreData = form }
}

// WithEmptyLiveInfo chooses what live_info is for a class that is not broadcast live. The default is [EmptyFields].
func WithEmptyLiveInfo(form Empty) Option {
	return func(s *settings) { s.dialect.liveInfo = form }
}

// WithStringErrno sends errno as a string, "1", as the samples of some pages do.
func WithStringErrno() Option {
	return func(s *settings) { s.dialect.stringErrno = true }
}

// WithStringIDs sends the ids in data as strings, "1340801", as the samples of some pages do.
func WithStringIDs() Option {
	return func(s *settings) { s.dialect.stringIDs = true }
}

// WithBOM starts every JSON reply with a UTF-8 byte order mark, as seen on the vendor's PHP.
func WithBOM() Option {
	return func(s *settings) { s.dialect.bom = true }
}

// WithExisting chooses the answer to a courseUniqueIdentity that the school has used before. The default is
// [ExistingRefused].
func WithExisting(form Existing) Option {
	return func(s *settings) { s.dialect.existing = form }
}

// WithMaintenanceErrno answers maintenance with HTTP 200 and errno 901. Without it the answer is HTTP status 901 without
// JSON: the documents say "the status code 901" (状态码), their word for HTTP's 403 and 404, and show no body.
func WithMaintenanceErrno() Option {
	return func(s *settings) { s.dialect.maintenanceErrno = true }
}
