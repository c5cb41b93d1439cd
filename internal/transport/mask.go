package transport

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
)

const masked = "‹secret›"

// shortestSecret is the length from which a secret is masked. Shorter ones would make texts unreadable, because they are part of
// ordinary words.
const shortestSecret = 6

// hiding replaces secrets in texts, in every form that they can take on the wire and in what quotes it. The zero value replaces nothing.
type hiding struct {
	forms    []string // the longest first
	replacer *strings.Replacer
}

// hide makes a hiding of the secrets of a request.
func hide(secrets []string) hiding {
	forms := map[string]bool{}
	for _, secret := range secrets {
		if len(secret) < shortestSecret {
			continue
		}
		for _, form := range append(escapes(secret), base64Forms(secret)...) {
			for _, again := range escapes(form) { // a request that is quoted in a reply is escaped twice
				forms[again] = true
			}
		}
	}
	if len(forms) == 0 {
		return hiding{}
	}
	all := slices.SortedFunc(maps.Keys(forms), func(a, b string) int { return len(b) - len(a) }) // what holds another is found first
	pairs := make([]string, 0, 2*len(all))
	for _, form := range all {
		pairs = append(pairs, form, masked)
	}
	return hiding{all, strings.NewReplacer(pairs...)}
}

// Hide returns what hides the secrets of a request in a text, for a vendor's typed error that keeps texts of the reply.
func Hide(secrets ...string) func(string) string { return hide(secrets).text }

// escapes returns a text as it is, and as forms, paths, JSON, HTML and Go's %q write it.
func escapes(s string) []string {
	form, path := url.QueryEscape(s), url.PathEscape(s)
	plain, _ := json.Marshal(s)
	text, quoted := string(plain[1:len(plain)-1]), strconv.Quote(s)
	return []string{
		s, form, path, lowerHex(form), lowerHex(path), strings.ReplaceAll(form, "+", "%20"),
		text, strings.ReplaceAll(text, "/", `\/`), strings.ReplaceAll(s, "/", `\/`), quoted[1 : len(quoted)-1], html.EscapeString(s),
	}
}

// base64Forms returns what base64 makes of a secret, wherever in a longer text it stands: without the characters at either end that its
// neighbours have a part in.
func base64Forms(secret string) (all []string) {
	for before := range 3 {
		padded := append(make([]byte, before), secret...)
		from, to := (before*8+5)/6, len(padded)*8/6
		for _, code := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if text := code.EncodeToString(padded); to-from >= shortestSecret {
				all = append(all, text[from:to])
			}
		}
	}
	return all
}

// lowerHex writes the escapes of a text with small letters: %2f.
func lowerHex(escaped string) string {
	out := []byte(escaped)
	for i := 0; i+2 < len(out); i++ {
		if out[i] == '%' {
			copy(out[i:], strings.ToLower(string(out[i:i+3])))
		}
	}
	return string(out)
}

// text hides the secrets in a text, and the start of one before the mark of what was cut.
func (h hiding) text(s string) string {
	if h.replacer == nil {
		return s
	}
	s = h.replacer.Replace(s)
	for from := 0; ; {
		at := strings.Index(s[from:], "…")
		if at < 0 {
			return s
		}
		from += at
		if n := h.started(s[:from]); n > 0 {
			s = s[:from-n] + masked + s[from:]
			from += len(masked) - n
		}
		from += len("…")
	}
}

// started returns how much of a secret a text ends with.
func (h hiding) started(s string) int {
	most := 0
	for _, form := range h.forms {
		for n := min(len(form)-1, len(s)); n >= shortestSecret && n > most; n-- {
			if strings.HasSuffix(s, form[:n]) {
				most = n
			}
		}
	}
	return most
}

// snippet returns the start of a reply, without secrets that its end would cut in half.
func (h hiding) snippet(body []byte) []byte {
	s := h.text(string(body[:min(len(body), 8*maxSnippet)]))
	return []byte(s[:min(len(s), maxSnippet)])
}

// failure makes the texts of an error fit to be shown: the secrets of the request are hidden, in case the server has repeated them, and
// what others wrote has an end and no control characters.
func (h hiding) failure(e *classcloud.Error) {
	for _, text := range []struct {
		of   *string
		most int
	}{{&e.Message, mostMessage}, {&e.Code, mostCode}, {&e.RequestID, mostRequestID}, {&e.Hint, mostMessage}} {
		*text.of = shown(h.text(*text.of), text.most)
	}
	for i, row := range e.Rows {
		e.Rows[i].Path, e.Rows[i].Problem = shown(h.text(row.Path), mostPlace), shown(h.text(row.Problem), mostPlace)
		if raw := h.text(string(row.Raw)); raw != string(row.Raw) {
			e.Rows[i].Raw = []byte(raw)
		}
	}
	e.Err = h.cause(e.Err)
}

// cause hides the secrets in an error's cause. A cause of several errors cannot be rewritten, and is left out if it shows one.
func (h hiding) cause(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	switch err.(type) { //nolint:errorlint // it looks at this node alone
	case interface{ Unwrap() error }, interface{ Unwrap() []error }:
		if h.text(text) != text {
			return nil
		}
		return err
	}
	if clean := shown(h.text(text), mostMessage); clean != text {
		return told{clean, isTimeout(err)}
	}
	return err
}

// told is an error of which only the text is left, and whether time ran out.
type told struct {
	text    string
	timeout bool
}

func (e told) Error() string { return e.text }
func (e told) Timeout() bool { return e.timeout }

// errNotHTTP stands for what net/http says of an answer that it cannot read. Its own text quotes the answer, which may be our request.
var errNotHTTP = errors.New("the server's answer is not HTTP")

// isQuote reports whether an error of net/http's quotes the answer.
func isQuote(text string) bool {
	for _, part := range []string{"malformed", "transport connection broken", "Content-Length", "transfer encoding", "chunk", "invalid header"} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
