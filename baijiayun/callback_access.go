package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// AccessRequest is the vendor's question whether the holder of a link may enter (第三方鉴权).
type AccessRequest struct {
	AccessKey string `json:"access_key,omitzero"`               // the access_key of the link
	RoomID    int64  `json:"room_id,omitzero" check:"required"` // the room, or the room of the playback
	SessionID int64  `json:"session_id,omitzero"`               // which playback of a long-term room; 0 for other rooms
	Playback  bool   `json:"playback,omitzero"`                 // true when the link opens a playback, false when it opens the live class

	Form Form `json:"form,omitzero"` // every value received
}

// Format writes the AccessRequest with what is secret in it hidden.
func (a AccessRequest) Format(f fmt.State, verb rune) {
	type plain AccessRequest
	transport.Hidden(f, verb, "baijiayun.AccessRequest", plain(a))
}

// LogValue gives slog the AccessRequest with what is secret in it hidden.
func (a AccessRequest) LogValue() slog.Value { return transport.HiddenLog(a) }

// AccessDenied is an error that refuses access. Its text is sent to the vendor.
type AccessDenied string

// Error returns the text.
func (d AccessDenied) Error() string { return string(d) }

// ParseAccessRequest reads the vendor's question from a form. The question is not signed, so nothing proves that the vendor sent it.
func ParseAccessRequest(form url.Values) (*AccessRequest, error) {
	out := new(AccessRequest)
	err := single(form)
	if err == nil {
		err = folded(form)
	}
	if err == nil {
		err = decodeForm(form, out, "playback")
	}
	if err == nil {
		err = required(form, "access_key", "room_id")
	}
	if err != nil {
		failure := refused("payload", classcloud.InvalidArgument, err)
		failure.Operation = "ParseAccessRequest"
		return nil, failure
	}
	out.Playback = form.Has("session_id")
	out.Form = Form(form)
	return out, nil
}

const (
	accessKeyBody = 64 << 10
	accessUnknown = "access cannot be checked now"
)

// AccessKeyHandler answers the vendor's question whether the holder of a link may enter. The answer is yes when check returns nil, and no
// when it returns an error. The vendor is told the text of an AccessDenied, and of no other error.
//
// The question is not signed, so anybody can ask it. An access key must therefore prove itself, like a random token that you stored or
// a token that you signed, and it should be bound to the user and the room. The vendor does not ask about links without an access_key
// unless it has set the account to require one (强制校验).
//
// A body has at most 64 KiB and 30 seconds. A panic of check is answered with no and goes on to net/http, which logs it. What comes before
// the body is the server's: set ReadHeaderTimeout, IdleTimeout and MaxHeaderBytes of the http.Server.
func AccessKeyHandler(check func(context.Context, *AccessRequest) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		form, status, failure := readForm(w, r, accessKeyBody, 0)
		if failure != nil {
			answer(w, status, 1, failure.Message)
			return
		}
		in, err := ParseAccessRequest(form)
		if err != nil {
			answer(w, status, 1, "the access key or the room cannot be read")
			return
		}
		defer func() {
			switch value := recover(); value {
			case nil:
			case http.ErrAbortHandler: // the wish to drop the connection
				panic(value)
			default:
				answer(w, status, 1, accessUnknown)
				_ = http.NewResponseController(w).Flush() // net/http drops what is not sent yet
				panic(value)
			}
		}()
		switch err := check(r.Context(), in); {
		case err == nil:
			answer(w, status, 0, "")
		default:
			message := accessUnknown
			if denied, ok := errors.AsType[AccessDenied](err); ok {
				message = string(denied)
			}
			answer(w, status, 1, message)
		}
	})
}
