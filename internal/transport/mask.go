package transport

import (
	"bytes"
	"strings"

	"github.com/go-classcloud/classcloud"
)

const masked = "‹secret›"

// shortestSecret is the length from which a secret is masked. Shorter ones would make texts unreadable, because they are part of
// ordinary words.
const shortestSecret = 6

// mask hides the secrets of the request in an error, in case the server has repeated them in its reply.
func (r *run) mask(failure *classcloud.Error) {
	for _, secret := range r.secrets {
		if len(secret) < shortestSecret {
			continue
		}
		for _, text := range []*string{&failure.Message, &failure.Code, &failure.RequestID, &failure.Hint} {
			*text = strings.ReplaceAll(*text, secret, masked)
		}
		failure.Body = bytes.ReplaceAll(failure.Body, []byte(secret), []byte(masked))
		if failure.Err != nil && strings.Contains(failure.Err.Error(), secret) {
			failure.Err = nil
		}
	}
}
