package transport

import (
	"errors"
)

// Client sends the calls of one vendor's client. It is immutable and safe for concurrent use.
type Client struct {
	vendor   string
	protocol Protocol
	config   Config
	sender   *sender
}

// New makes a client of a filled configuration.
func New(vendor string, protocol Protocol, config Config) *Client {
	return &Client{vendor: vendor, protocol: protocol, config: config, sender: newSender(config.HTTPClient)}
}

// Unbuilt is what a vendor's Client sends through when its New did not make it: every call fails.
func Unbuilt(vendor string) *Client { return &Client{vendor: vendor} }

// errUnbuilt is the failure of a client that New did not make.
var errUnbuilt = errors.New("the client is the zero Client: make one with New")

// ErrUnbuilt is the error of an operation without a call, such as With or a link, on a client that New did not make.
func ErrUnbuilt(vendor, operation string) error {
	e := invalid(errUnbuilt.Error())
	e.Vendor, e.Operation, e.Err = vendor, operation, errUnbuilt
	return e
}

// Config returns the configuration, for With.
func (c *Client) Config() Config { return c.config }
