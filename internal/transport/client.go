package transport

import (
	"github.com/go-classcloud/classcloud"
)

// Client sends the calls of one vendor's client. It is immutable and safe for concurrent use.
type Client struct {
	vendor   string
	protocol Protocol
	config   classcloud.ClientConfig
	sender   *sender
}

// New makes a client of a filled configuration.
func New(vendor string, protocol Protocol, config classcloud.ClientConfig) *Client {
	return &Client{vendor: vendor, protocol: protocol, config: config, sender: newSender(config.HTTPClient)}
}

// Config returns the configuration, for With.
func (c *Client) Config() classcloud.ClientConfig { return c.config }
