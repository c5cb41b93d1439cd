package transport

import "github.com/go-classcloud/classcloud"

// Operations copies a vendor's table, so that a caller who changes what it got changes nothing.
func Operations(table []classcloud.Operation) []classcloud.Operation {
	out := make([]classcloud.Operation, len(table))
	for i, op := range table {
		out[i] = op.Clone()
	}
	return out
}

// VendorOption makes a client option of a vendor's own value, which Settings.Accept judges.
func VendorOption(value any) classcloud.ClientOption { return vendorOption{value} }

type vendorOption struct{ value any }

func (o vendorOption) ApplyClient(c *classcloud.ClientConfig) error {
	c.Vendor = append(c.Vendor, o.value)
	return nil
}
