package sandbox

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// The verdicts of an entry.
const (
	verdictAccepted = "accepted" // the signature is right
	verdictRefused  = "refused"  // the signature is wrong, or missing
	verdictNone     = "none"     // there was nothing to judge
)

// Entry is a request with its reply, as the log keeps it.
type Entry struct {
	ID        int64     `json:"id"`
	Time      time.Time `json:"time"` // the real time at which it arrived
	Vendor    string    `json:"vendor"`
	Operation string    `json:"operation"` // empty if the request does not belong to an operation
	Method    string    `json:"method"`
	Path      string    `json:"path"`
	Status    int       `json:"status"`      // the HTTP status of the reply; 0 when the connection was dropped
	Code      string    `json:"code"`        // the vendor's own code in the reply; empty without one
	Success   bool      `json:"success"`     // the vendor's code and the status say that the call succeeded
	Millis    float64   `json:"duration_ms"` // how long the reply took
	Fault     bool      `json:"fault"`       // an injected fault broke the call
	Verdict   string    `json:"verdict"`     // accepted, refused or none
	Mistake   string    `json:"mistake"`     // the stable name of what is wrong with the signature; empty for nothing

	*Detail // nil in lists of many
}

// Detail is the part of an entry that may be long.
type Detail struct {
	ServerTime  time.Time        `json:"server_time"` // the vendor's time when it arrived
	Query       string           `json:"query"`       // secrets are ***
	Parameters  any              `json:"parameters"`  // of query and body, decoded; null if they could not be read
	Headers     any              `json:"headers"`     // those that the vendor reads
	Token       any              `json:"token"`       // what the token says; null without one
	Reply       string           `json:"reply"`       // at most 16 KiB
	Explanation *explain.Verdict `json:"explanation"` // null if there was nothing to judge
}

// summary returns the entry without its detail.
func (e Entry) summary() Entry {
	e.Detail = nil
	return e
}

// size estimates how many bytes the entry takes.
func (e Entry) size() int {
	const fixed = 512
	if e.Detail == nil {
		return fixed
	}
	parameters, _ := json.Marshal(e.Parameters)
	size := fixed + len(e.Path) + len(e.Query) + 2*len(parameters) + len(e.Reply)
	if v := e.Explanation; v != nil {
		size += len(v.Expected) + len(v.Actual) + 512
	}
	return size
}
