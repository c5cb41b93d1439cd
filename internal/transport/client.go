package transport

import (
	"errors"
)

// Client sends the calls of a vendor's Client. It is immutable and safe for concurrent use.
type Client struct {
	vendor   string
	protocol Protocol
	config   Config
	sender   *sender
}

// New makes a client from a configuration that Configure has filled.
func New(vendor string, protocol Protocol, config Config) *Client {
	return &Client{vendor: vendor, protocol: protocol, config: config, sender: newSender(config.HTTPClient, config.sends, config.UserAgent)}
}

// Unbuilt returns the Client behind a vendor's zero Client, which its New did not make. Every call of it fails.
func Unbuilt(vendor string) *Client { return &Client{vendor: vendor} }

// errUnbuilt is the error of a client that New did not make.
var errUnbuilt = errors.New("the client is the zero Client: make one with New")

// ErrUnbuilt returns the error of an operation that sends nothing, such as With or a link, on a client that New did not make.
func ErrUnbuilt(vendor, operation string) error {
	e := invalid(errUnbuilt.Error())
	e.Vendor, e.Operation, e.Err = vendor, operation, errUnbuilt
	return e
}

// Config returns the client's configuration, on which With builds.
func (c *Client) Config() Config { return c.config }
