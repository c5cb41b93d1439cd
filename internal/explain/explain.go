// Package explain says why a vendor refuses a request's signature: which text should have been signed, which text the client must have
// signed, and which of the mistakes that people make leads from one to the other. It knows each vendor's scheme from the vendor's
// document, shares no code with the clients, and sends nothing. A verdict can be shown: it holds no secret.
//
// A search tries mistakes alone, then two of them together, then three of the frequent ones, and stops after 20,000 ways of signing or 32 MiB of text,
// whichever comes first.
package explain

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Request is a request as it arrived, or as it would be sent.
type Request struct {
	Method string
	URL    *url.URL // path and query, and the host if it is known
	Header http.Header
	Body   []byte
	Time   time.Time // when it arrived; the time that its timestamp is compared with. The zero Time: its clock is not judged
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
	Mistake  string `json:"mistake,omitempty"`  // what went wrong, as a stable name: "values-url-encoded"; several joined by "+"; "unknown" if no mistake that was tried explains it
	Summary  Text   `json:"summary"`            // one sentence: "you signed the URL-encoded title"
	Expected string `json:"expected,omitempty"` // the text that should have been signed, its secrets as ***
	Actual   string `json:"actual,omitempty"`   // the text that the client must have signed; empty if it was not found
	Differs  int    `json:"differs"`            // the first byte in which Expected and Actual differ; -1 if one of them is empty or they are equal
	Notes    []Text `json:"notes,omitempty"`    // further oddities that are not the reason: a clock ten minutes away
	Tried    int    `json:"tried"`              // how many ways of signing were tried
}

// ErrKeys is matched by errors that name the variables which an explanation needs.
var ErrKeys = errors.New("a key is missing")

// ErrVendor is matched by the error for a vendor that is not known.
var ErrVendor = errors.New("unknown vendor")

// Vendors returns the names of the vendors whose requests are explained.
func Vendors() []string { return []string{"agora", "aui", "baijiayun", "classin", "weclassroom"} }

// Explain says whether a request to a vendor is signed as the vendor demands, and if it is not, why. It fails only if the vendor is
// unknown, a key is missing or there is no request.
func Explain(vendor string, keys Keys, r *Request) (*Verdict, error) {
	return judge(mostTried, vendor, keys, r, calls())
}

// calls says how the calls of each vendor are explained.
func calls() map[string]judgement {
	return map[string]judgement{
		"agora":       {needs: []string{"AGORA_APP_ID"}, explain: (*inquiry).agora},
		"aui":         {explain: (*inquiry).aui},
		"baijiayun":   {needs: []string{"BAIJIAYUN_PARTNER_ID"}, explain: (*inquiry).baijiayun},
		"classin":     {needs: []string{"CLASSIN_SID", "CLASSIN_SECRET"}, explain: (*inquiry).classin},
		"weclassroom": {needs: []string{"WECLASSROOM_APPLICATION_ID", "WECLASSROOM_SECRET"}, explain: (*inquiry).weclassroom},
	}
}

// ExplainCallback says whether a callback from a vendor is signed as the vendor signs, and if it is not, why: what the vendor sends to
// your server. Agora, WeClassroom and AUI send none.
func ExplainCallback(vendor string, keys Keys, r *Request) (*Verdict, error) { //nolint:revive // it is what Explain is, for a callback
	return judge(mostTried, vendor, keys, r, callbacks())
}

// callbacks says how the callbacks of each vendor are explained.
func callbacks() map[string]judgement {
	none := judgement{explain: (*inquiry).sendsNone}
	return map[string]judgement{
		"agora": none, "aui": none, "weclassroom": none,
		"baijiayun": {needs: []string{"BAIJIAYUN_PARTNER_KEY"}, explain: (*inquiry).baijiayunCallback},
		"classin":   {needs: []string{"CLASSIN_SECRET"}, explain: (*inquiry).classinPush},
	}
}

// judgement is how a vendor's requests are explained.
type judgement struct {
	needs   []string
	explain func(*inquiry) error
}

func judge(most int, vendor string, keys Keys, r *Request, judgements map[string]judgement) (*Verdict, error) {
	how, known := judgements[vendor]
	if !known {
		return nil, fmt.Errorf("explain: %w: give one of %s", ErrVendor, strings.Join(Vendors(), ", "))
	}
	if r == nil {
		return nil, errors.New("explain: there is no request")
	}
	in := newInquiry(vendor, keys, r)
	in.budget.most = most
	if err := in.need(how.needs...); err != nil {
		return nil, err
	}
	if err := how.explain(in); err != nil {
		return nil, err
	}
	return in.finish(), nil
}

// inquiry is one request under explanation.
type inquiry struct {
	*Verdict
	keys    Keys
	request *Request
	url     *url.URL
	veil    veil
	budget  budget
	values  int // how many were decoded
}

func newInquiry(vendor string, keys Keys, r *Request) *inquiry {
	at := r.URL
	if at == nil {
		at = &url.URL{}
	}
	request := *r
	request.Header = make(http.Header, len(r.Header))
	for name, values := range r.Header { // clients may write X-EEO-SIGN past http.Header's methods
		for _, value := range values {
			request.Header.Add(name, value)
		}
	}
	return &inquiry{Verdict: &Verdict{Vendor: vendor, Differs: -1}, keys: keys, request: &request, url: at, veil: newVeil(keys)}
}

// need fails unless the keys have all of the names.
func (in *inquiry) need(names ...string) error {
	var missing []string
	for _, name := range names {
		if in.keys[name] == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("explain: %w: set %s", ErrKeys, strings.Join(missing, " and "))
}

// accept ends the inquiry well.
func (in *inquiry) accept() {
	in.Accepted = true
	in.Summary = sentence(finding{mistake: accepted})
}

// acceptForm ends the inquiry well, unless the vendor does not see the form: PHP reads one by its Content-Type.
func (in *inquiry) acceptForm() {
	media, _, _ := strings.Cut(in.request.Header.Get("Content-Type"), ";")
	_, kind := bodyPairs(in.request)
	if kind == formBody && !strings.EqualFold(strings.TrimSpace(media), "application/x-www-form-urlencoded") {
		in.refuse(finding{"content-type-is-not-form", strings.TrimSpace(media)})
		return
	}
	in.accept()
}

// refuse ends the inquiry with what was found, in the order in which it was done.
func (in *inquiry) refuse(found ...finding) {
	names := make([]string, 0, len(found))
	en, zh := make([]string, 0, len(found)), make([]string, 0, len(found))
	for _, f := range found {
		if slices.Contains(names, f.mistake) {
			continue
		}
		said := sentence(f)
		names, en, zh = append(names, f.mistake), append(en, said.EN), append(zh, said.ZH)
	}
	in.Mistake = strings.Join(names, "+")
	in.Summary = Text{EN: strings.Join(en, "; and "), ZH: strings.Join(zh, "；并且")}
}

// refuseUnknown ends the inquiry without an explanation.
func (in *inquiry) refuseUnknown() { in.refuse(finding{mistake: unknown}) }

// note adds an oddity.
func (in *inquiry) note(en, zh string) { in.Notes = append(in.Notes, Text{EN: en, ZH: zh}) }

// texts sets the two texts.
func (in *inquiry) texts(expected, actual string) { in.Expected, in.Actual = expected, actual }

func (in *inquiry) sendsNone() error {
	in.refuse(finding{mistake: "vendor-sends-no-callback"})
	return nil
}

// finish hides the secrets that are left, and finds the first difference.
func (in *inquiry) finish() *Verdict {
	in.Tried = in.budget.tried
	in.Expected, in.Actual = readable(in.veil.hide(in.Expected)), readable(in.veil.hide(in.Actual))
	in.Summary = in.veil.hideBoth(in.Summary)
	for i, note := range in.Notes {
		in.Notes[i] = in.veil.hideBoth(note)
	}
	in.Expected, in.Actual, in.Differs = window(in.Expected, in.Actual)
	return in.Verdict
}
