package transport

import "github.com/go-classcloud/classcloud"

// Passes reports whether Do would send the call, and not refuse it by its checks. A list that is sent in parts is looked at whole by it
// first.
func (c *Client) Passes(call *Call, opts []classcloud.CallOption) bool {
	if c.protocol == nil {
		return false
	}
	r := &run{client: c, call: call, config: &c.config.CallConfig}
	return r.prepare(opts) == nil
}
