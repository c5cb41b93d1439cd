// Package explain says why a vendor refuses a request's signature: which text should have been signed, which text the client must have
// signed, and which of the mistakes that people make leads from one to the other. It knows each vendor's scheme from the vendor's
// document, shares no code with the clients, and sends nothing. A verdict can be shown: it holds no secret.
package explain

import (
	"net/http"
	"net/url"
	"time"
)

// Request is a request as it arrived, or as it would be sent.
type Request struct {
	Method string
	URL    *url.URL // path and query, and the host if it is known
	Header http.Header
	Body   []byte
	Time   time.Time // when it arrived; the time that its timestamp is compared with
}

// Keys holds the account's keys under the names of the environment variables that classctl reads: BAIJIAYUN_PARTNER_KEY,
// CLASSIN_SECRET and so on. Package explain never shows a value whose name ends in KEY, SECRET, CERTIFICATE, PASSWORD or TOKEN.
type Keys map[string]string

// Text is a sentence in the languages of the page.
type Text struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// Verdict is what became of a request's authentication.
type Verdict struct {
	Vendor   string `json:"vendor"`
	Scheme   string `json:"scheme"`             // "md5-sorted", "safekey", "x-eeo-sign", "signmsg", "token-006", "token-007", "jwt", "callback-…"; empty if the request has none
	Accepted bool   `json:"accepted"`           // the authentication is right
	Mistake  string `json:"mistake,omitempty"`  // what went wrong, as a stable name: "values-url-encoded"; "unknown" if no mistake that was tried explains it
	Summary  Text   `json:"summary"`            // one sentence: "you signed the URL-encoded title"
	Expected string `json:"expected,omitempty"` // the text that should have been signed, its secrets as ***
	Actual   string `json:"actual,omitempty"`   // the text that the client must have signed; empty if it was not found
	Differs  int    `json:"differs"`            // the first byte in which Expected and Actual differ; -1 if one of them is empty or they are equal
	Notes    []Text `json:"notes,omitempty"`    // further oddities that are not the reason: a clock ten minutes away
	Tried    int    `json:"tried"`              // how many ways of signing were tried
}
