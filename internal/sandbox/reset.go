package sandbox

import (
	"context"
	"net/http"
)

// Reset starts a vendor over, or all of them.
type Reset struct {
	Vendor string `json:"vendor,omitempty"` // empty means all, with the log
}

func (b *Sandbox) postReset(r *http.Request) (any, error) {
	var in Reset
	if err := read(r, &in); err != nil {
		return nil, err
	}
	stands, err := b.chosen(in.Vendor)
	if err != nil {
		return nil, err
	}
	if err := b.startOver(r.Context(), stands, in.Vendor == ""); err != nil {
		return nil, err
	}
	b.changed("reset", in.Vendor)
	return clocks(stands), nil
}

// startOver gives vendors new worlds with what the seed says; with everything, it forgets the log, too.
func (b *Sandbox) startOver(ctx context.Context, stands []*stand, everything bool) error {
	for _, s := range stands {
		if err := s.startOver(ctx, b.seeds[s.name]); err != nil {
			return err
		}
	}
	if everything {
		b.journal.clear()
		b.sent.clear()
		if b.replay != nil {
			b.replay.reset()
		}
	}
	return nil
}
