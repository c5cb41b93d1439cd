package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// vendor is what the sandbox knows of one vendor, beside its test server.
type vendor struct {
	name      string
	title     string // for people
	base      string // the variable that holds the address
	variables []variable
	check     func(keys map[string]string) error                  // says what is wrong with credentials, which the test server would panic about
	succeeds  func(code string) bool                              // whether the vendor's code says that a call succeeded
	overrule  func(v explain.Verdict, status int) explain.Verdict // what the server's status says beside a verdict; nil if nothing
	open      func(opening) *world
}

// variable is an environment variable with a part of a vendor's credentials, under the names that examples/internal/vendors reads.
type variable struct {
	name     string
	invented string // the value without one in the environment
	secret   bool
}

// callbackKind is a kind of callback that a vendor sends, or of event that it keeps to be asked for.
type callbackKind struct {
	name string
	// send makes and sends one; url is the receiver, or empty for the one that the vendor's server knows. It returns what was sent and
	// what came back.
	send func(url string, parameters json.RawMessage, now time.Time) (sent any, deliveries []Delivery, err error)
}

// Delivery is one attempt to deliver a callback, with the receiver's answer.
type Delivery struct {
	Time         time.Time `json:"time"`         // the vendor's time
	Status       int       `json:"status"`       // the HTTP status of the answer; 0 without an answer
	Reply        string    `json:"reply"`        // the body of the answer
	Acknowledged bool      `json:"acknowledged"` // the vendor would take the answer as an acknowledgement
	Error        string    `json:"error"`        // why there is no answer; empty for an answer
}

// known returns the five vendors in the order of their ports.
func known() []vendor {
	return []vendor{agoraVendor(), auiVendor(), baijiayunVendor(), classinVendor(), weclassroomVendor()}
}

// keysFrom returns the credentials: those of the environment where it has them, and which of them are its own.
func (v vendor) keysFrom(env func(string) string) (keys map[string]string, own map[string]bool, err error) {
	keys, own = map[string]string{}, map[string]bool{}
	for _, variable := range v.variables {
		keys[variable.name] = variable.invented
		if value := env(variable.name); value != "" {
			keys[variable.name], own[variable.name] = value, true
		}
	}
	if v.check != nil {
		if err := v.check(keys); err != nil {
			return nil, nil, fmt.Errorf("sandbox: %w", err)
		}
	}
	return keys, own, nil
}

// secrets returns the values that must not be shown.
func (v vendor) secrets(keys map[string]string) []string {
	var secrets []string
	for _, variable := range v.variables {
		if variable.secret {
			secrets = append(secrets, keys[variable.name])
		}
	}
	return secrets
}

// hexDigits reports whether a text is that many hexadecimal digits.
func hexDigits(text string, n int) bool {
	return len(text) == n && strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

// refused is the error of a delivery as text.
func refused(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
