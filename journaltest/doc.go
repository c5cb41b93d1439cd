// Package journaltest has the tests that every implementation of [classcloud.Journal] must pass: those of this module do, and one of your
// own shows by them that Ensure can rely on it.
//
//	func TestJournal(t *testing.T) {
//		journaltest.Run(t, func(t *testing.T) classcloud.Journal { return connect(t) })
//	}
package journaltest
