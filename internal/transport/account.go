package transport

import (
	"context"
	"sync/atomic"

	"github.com/go-classcloud/classcloud"
)

// Accounts keeps the account of the credentials that were used last. Most clients have one for good, which is checked, named and boxed once.
// C is the vendor's Credentials. It is safe for concurrent use.
type Accounts[C comparable] struct{ last atomic.Pointer[known[C]] }

type known[C comparable] struct {
	keys    C
	account Account
}

// Of returns the account of credentials: what account made of them.
func (a *Accounts[C]) Of(keys C, account func(C) (Account, error)) (Account, error) {
	if last := a.last.Load(); last != nil && last.keys == keys {
		return last.account, nil
	}
	made, err := account(keys)
	if err != nil {
		return Account{}, err
	}
	a.last.Store(&known[C]{keys, made})
	return made, nil
}

// AccountOf names the account that makes a call, as the limiter names it. The name is not a secret.
func (c *Client) AccountOf(ctx context.Context, call *Call) (string, error) {
	if c.protocol == nil {
		return "", ErrUnbuilt(c.vendor, call.Op.Name)
	}
	account, err := c.protocol.Account(ctx, call)
	if err == nil {
		return account.ID, nil
	}
	r := run{client: c, call: call, config: &c.config.CallConfig}
	e := r.noCredentials(ctx, err)
	e.Vendor, e.Operation, e.Outcome = c.vendor, call.Op.Name, classcloud.OutcomeNotSent
	return "", e
}
