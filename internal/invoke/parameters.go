package invoke

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Parameters describes the parameters of an operation. client is a vendor's client, which may be its zero value: nothing is sent.
func Parameters(client any, op classcloud.Operation) ([]wire.Parameter, error) {
	method, err := find(client, op.Name)
	if err != nil {
		return nil, err
	}
	t, names := method.Type(), Positional(vendorOf(client), op.Name)
	fixed := t.NumIn() - 2 // without the context and the options
	if fixed == 1 && len(names) == 0 {
		return wire.Describe(t.In(1).Elem()), nil
	}
	if fixed != len(names) {
		return nil, usage("%s takes %d arguments and arguments.go names %d", op.Name, fixed, len(names))
	}
	out := make([]wire.Parameter, len(names))
	for i, name := range names {
		out[i] = wire.DescribeArg(name, t.In(i+1))
	}
	return out, nil
}
