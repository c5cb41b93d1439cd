package sandbox

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
)

// DefaultPort is the port of the page and the control API. The vendors' ports follow it in the order of [Vendors].
const DefaultPort = 4780

// Config configures a sandbox. The zero Config serves all vendors on the default ports of the loopback interface, with invented
// credentials, and prints nothing.
type Config struct {
	Port    int                 // of the page and the control API: the vendors have the ports behind it; 0 means DefaultPort, negative means any free ports
	Vendors []string            // which vendors to serve, each on its own port whichever the others are; nil means all
	Listen  string              // the address to listen on; "" means 127.0.0.1
	Public  bool                // allow an address that other machines reach
	Seed    string              // the path of a file with what exists at the start; "" means none
	Record  string              // the path of a file to which the session is recorded; "" means none
	Replay  string              // the path of a recorded session from which requests are answered; "" means none
	Env     func(string) string // looks up the credentials to use instead of the invented ones; nil means none
	Out     io.Writer           // gets the addresses and credentials when Run begins; nil means nobody
	Explain bool                // put the explanation into a header of every reply, not only of those that ask
}

// Vendors returns the names of the vendors, in the order of their ports.
func Vendors() []string { return []string{"agora", "aui", "baijiayun", "classin", "weclassroom"} }

// checked returns the configuration with its defaults, or says what is wrong with it.
func (c Config) checked() (Config, error) {
	if c.Port == 0 {
		c.Port = DefaultPort
	}
	if c.Port > 65535-len(Vendors()) {
		return c, fmt.Errorf("sandbox: the port %d leaves no room for the vendors' ports behind it", c.Port)
	}
	if len(c.Vendors) == 0 {
		c.Vendors = Vendors()
	}
	for _, name := range c.Vendors {
		if !slices.Contains(Vendors(), name) {
			return c, fmt.Errorf("sandbox: the vendor %q is not known: the vendors are %s", name, strings.Join(Vendors(), ", "))
		}
	}
	c.Vendors = slices.Compact(slices.Sorted(slices.Values(c.Vendors)))
	if c.Listen == "" {
		c.Listen = "127.0.0.1"
	}
	if !isLoopback(c.Listen) && !c.Public {
		return c, fmt.Errorf("sandbox: %s is not a loopback address: other machines could use the sandbox. Say so with --public if they may", c.Listen)
	}
	if c.Record != "" && c.Replay != "" {
		return c, errors.New("sandbox: a session is recorded or played back, not both at once")
	}
	if c.Env == nil {
		c.Env = func(string) string { return "" }
	}
	if c.Out == nil {
		c.Out = io.Discard
	}
	return c, nil
}

// port returns the port of a vendor, or 0 for any free one.
func (c Config) port(vendor string) int {
	if c.Port < 0 {
		return 0
	}
	return c.Port + 1 + slices.Index(Vendors(), vendor)
}

// isLoopback reports whether a host can be reached from this machine alone. It does not resolve names: a name may be made to mean another
// address.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address := net.ParseIP(strings.Trim(host, "[]"))
	return address != nil && address.IsLoopback()
}
