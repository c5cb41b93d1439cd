package baijiayun

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/go-classcloud/classcloud"
)

// AccessRequest asks whether the holder of a link may enter: 第三方鉴权.
type AccessRequest struct {
	AccessKey string `json:"access_key,omitzero"` // the access_key of the link
	RoomID    int64  `json:"room_id,omitzero"`
	SessionID int64  `json:"session_id,omitzero"` // of a playback: which one; 0 for short-term rooms
	Playback  bool   `json:"playback,omitzero"`   // it is about a playback, and not about the live class

	Form url.Values `json:"form,omitzero"` // all that was received
}

// AccessDenied is a refusal, in the words the vendor is told.
type AccessDenied string

// Error returns the words.
func (d AccessDenied) Error() string { return string(d) }

// ParseAccessRequest reads the vendor's question. It carries no signature: that it comes from the vendor cannot be checked.
func ParseAccessRequest(form url.Values) (*AccessRequest, error) {
	out := new(AccessRequest)
	err := decodeForm(form, out, "playback")
	if err == nil {
		err = required(form, "access_key", "room_id")
	}
	if err != nil {
		failure := refused("payload", classcloud.InvalidArgument, err)
		failure.Operation = "ParseAccessRequest"
		return nil, failure
	}
	out.Playback = form.Has("session_id")
	out.Form = form
	return out, nil
}

// AccessKeyHandler answers the vendor's question whether the holder of a link may enter: yes when check returns nil, and no when it
// returns an error, whose words the vendor is told only when it is an AccessDenied.
//
// The question is not signed, so anybody can ask: an access key must prove itself, as a random token that was stored or a signed
// one does, and should name the user and the room it is for. Links without an access_key are not asked about unless the vendor has set
// the account to insist (强制校验).
func AccessKeyHandler(check func(context.Context, *AccessRequest) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		form, status, failure := readForm(w, r, accessKeyBody)
		if failure != nil {
			answer(w, status, 1, failure.Message)
			return
		}
		in, err := ParseAccessRequest(form)
		if err != nil {
			answer(w, status, 1, "the access key, or what it is for, cannot be read")
			return
		}
		switch err := check(r.Context(), in); {
		case err == nil:
			answer(w, status, 0, "")
		default:
			message := "access cannot be checked now"
			if denied, ok := errors.AsType[AccessDenied](err); ok {
				message = string(denied)
			}
			answer(w, status, 1, message)
		}
	})
}
