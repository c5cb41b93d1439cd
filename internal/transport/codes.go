package transport

import (
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
)

// CodeInfo says what a vendor's code means. The codes.go of each vendor is a table of them.
type CodeInfo struct {
	Kind    classcloud.Kind
	Outcome classcloud.Outcome
	Text    string // the vendor's own words
	Hint    string // what to do about it, where that is not obvious
	Retry   bool   // the same call may succeed a little later
}

// Failure makes the error of a code. message is the vendor's own text; when it is empty, the error has the code's Text.
func (i CodeInfo) Failure(code, message string, typed error) *classcloud.Error {
	if message == "" {
		message = i.Text
	}
	return &classcloud.Error{Kind: i.Kind, Code: code, Message: message, Hint: i.Hint, Outcome: i.Outcome, Err: typed}
}

// clockSkew is the difference between the server's clock and ours from which a refused signature is blamed on the clocks.
const clockSkew = 2 * time.Minute

// clockHint adds a hint to a refusal of the credentials if the server's clock and the one it was signed by differ.
func clockHint(failure *classcloud.Error, header http.Header, signed time.Time) {
	if failure.Kind != classcloud.Unauthenticated && failure.Kind != classcloud.PermissionDenied {
		return
	}
	off := clockOff(header, signed)
	if off == 0 {
		return
	}
	side := "ahead of"
	if off < 0 {
		side = "behind"
	}
	failure.Hint = "this machine's clock is " + off.Abs().Round(time.Second).String() + " " + side + " the server's: signatures carry the time"
}

// clockOff returns by how much a time is ahead of the server's, or 0 where that is too little to matter or the answer has no Date.
func clockOff(header http.Header, ours time.Time) time.Duration {
	at, err := http.ParseTime(header.Get("Date"))
	if off := ours.Sub(at); err == nil && off.Abs() > clockSkew {
		return off
	}
	return 0
}
