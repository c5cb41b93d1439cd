package transport

import (
	"net/http"
	"strconv"

	"github.com/go-classcloud/classcloud"
)

// Malformed makes the error of a reply that is not an envelope, such as a gateway's HTML page or an empty body. The HTTP status
// decides its kind and outcome.
func Malformed(r *classcloud.Reply, cause error) *classcloud.Error {
	e := StatusError(r)
	if r.Status >= 200 && r.Status < 300 {
		e.Kind, e.Outcome = classcloud.DataLoss, classcloud.OutcomeUnknown
		e.Message = "the reply " + cause.Error() + describe(r)
		return e
	}
	if r.Status < 300 || r.Status >= 400 {
		e.Message += describe(r)
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
