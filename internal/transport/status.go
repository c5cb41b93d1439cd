package transport

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Malformed makes the error of a reply that is not an envelope, such as a gateway's HTML page or an empty body. The HTTP status
// decides its kind and outcome. The sentence in which a gateway says what is wrong, {"message":"invalid token"}, is in the message, also
// for an operation whose replies are not kept: a sentence is not a credential, and the request's own secrets are masked in it.
func Malformed(r *classcloud.Reply, cause error) *classcloud.Error {
	e := StatusError(r)
	about := describe(r)
	if said := sentence(r); said != "" && !strings.EqualFold(said, e.Message) {
		about = ": " + said
	}
	if r.Status >= 200 && r.Status < 300 {
		e.Kind, e.Outcome = classcloud.DataLoss, classcloud.OutcomeUnknown
		e.Message = "the reply " + cause.Error() + about
		return e
	}
	if r.Status < 300 || r.Status >= 400 {
		e.Message += about
	}
	if e.Kind == classcloud.Unimplemented {
		e.Hint = "the server does not know this path: check the base URL"
	}
	return e
}

func describe(r *classcloud.Reply) string {
	kind := r.Header.Get("Content-Type")
	switch {
	case kind == "":
		kind = "no content type"
	case len(kind) > 80:
		kind = kind[:80] + "…"
	}
	if len(r.Body) == 0 {
		return " (empty body)"
	}
	return " (" + kind + ")"
}

// sentences are the members in which gateways and frameworks write what is wrong: Kong's message, Spring's message and error, OAuth's
// error_description.
var sentences = []string{"message", "msg", "error_description", "detail", "reason", "error"}

// longestSentence is how many characters of a sentence are shown.
const longestSentence = 200

// sentence returns what a reply that is not an envelope says in words, on one line; "" for a page, and for what has no words.
func sentence(r *classcloud.Reply) string {
	text := ""
	if members, err := wire.Split(r.Body); err == nil {
		text = sentenceIn(members, true)
	} else if strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain") {
		text = string(wire.TrimBOM(r.Body))
	}
	if strings.HasPrefix(text, "<") {
		return ""
	}
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }), " ")
	if runes := []rune(text); len(runes) > longestSentence {
		// A token that is cut would not be known for one any more, and so not be masked.
		text = strings.TrimRightFunc(string(runes[:longestSentence]), func(c rune) bool { return c > ' ' && c < unicode.MaxASCII }) + "…"
	}
	return text
}

func sentenceIn(members wire.Envelope, deeper bool) string {
	for _, name := range sentences {
		raw := members.Get(name)
		if text := wire.ScalarText(raw); text != "" && !wire.IsEmpty(raw) {
			return text
		}
		if inside, err := wire.Split(raw); err == nil && deeper {
			if text := sentenceIn(inside, false); text != "" {
				return text
			}
		}
	}
	return ""
}

// StatusError makes the error that an HTTP status alone stands for.
func StatusError(r *classcloud.Reply) *classcloud.Error {
	e := &classcloud.Error{HTTPStatus: r.Status, Kind: KindOfStatus(r.Status), Message: http.StatusText(r.Status), Outcome: classcloud.OutcomeNotApplied}
	if e.Message == "" {
		e.Message = "HTTP status " + strconv.Itoa(r.Status)
	}
	switch {
	case isDoubtful(r.Status), r.Status >= 300 && r.Status < 400, r.Status == http.StatusConflict:
		e.Outcome = classcloud.OutcomeUnknown
	}
	if r.Status >= 300 && r.Status < 400 {
		e.Message = "the server answered with a redirect, which a signed request must not follow"
		e.Hint = "check the base URL: its scheme, host and prefix"
	}
	return e
}

// KindOfStatus returns the kind of an HTTP status. It follows gRPC's gateway and adds 439, with which Agora refuses a call over its
// limit.
func KindOfStatus(status int) classcloud.Kind {
	switch status {
	case 400, 413, 414, 415, 422, 431:
		return classcloud.InvalidArgument
	case 401:
		return classcloud.Unauthenticated
	case 403:
		return classcloud.PermissionDenied
	case 404, 405, 501: // without a vendor's envelope a 404 is a wrong base URL, not a missing room
		return classcloud.Unimplemented
	case 408:
		return classcloud.Unavailable
	case 409:
		return classcloud.Aborted
	case 410, 412:
		return classcloud.FailedPrecondition
	case 429, 439:
		return classcloud.ResourceExhausted
	case 500:
		return classcloud.Internal
	case 502, 503, 504:
		return classcloud.Unavailable
	}
	switch {
	case status >= 500, status < 200:
		return classcloud.Unavailable
	case status >= 300 && status < 400:
		return classcloud.FailedPrecondition
	case status >= 400:
		return classcloud.InvalidArgument
	}
	return classcloud.Unknown
}
