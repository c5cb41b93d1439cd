package sandbox

import (
	"net/http"
	"time"
)

// SetClock moves a vendor's clock, or all. Exactly one of set, advance and real is given.
type SetClock struct {
	Vendor  string `json:"vendor,omitempty"`  // empty means all
	Set     string `json:"set,omitempty"`     // the time by RFC 3339, or one like "now+1h" by the vendor's own clock
	Advance string `json:"advance,omitempty"` // "10m"; "-1h" goes back
	Stand   bool   `json:"stand,omitempty"`   // the clock stands still from then on
	Real    bool   `json:"real,omitempty"`    // back to the real time
}

// Clock is a vendor's time.
type Clock struct {
	Vendor   string    `json:"vendor"`
	Now      time.Time `json:"now"`
	Ahead    string    `json:"ahead"`    // of the real time: "10m0s"; negative when it is behind
	Standing bool      `json:"standing"` // it stands still
}

// Clocks is the reply about clocks.
type Clocks struct {
	Clocks []Clock `json:"clocks"`
}

func (b *Sandbox) postClock(r *http.Request) (any, error) {
	var in SetClock
	if err := read(r, &in); err != nil {
		return nil, err
	}
	stands, err := b.chosen(in.Vendor)
	if err != nil {
		return nil, err
	}
	given := 0
	for _, is := range []bool{in.Set != "", in.Advance != "", in.Real} {
		if is {
			given++
		}
	}
	if given != 1 {
		return nil, problem(http.StatusBadRequest, `give one of set, advance and real: {"advance": "10m"}`)
	}
	for _, s := range stands {
		if err := s.setClock(in); err != nil {
			return nil, err
		}
		b.changed("clock", s.name)
	}
	return clocks(stands), nil
}

func (s *stand) setClock(in SetClock) error {
	now := s.clock.now()
	switch {
	case in.Real:
		s.clock.reset()
		return nil
	case in.Advance != "":
		d, err := time.ParseDuration(in.Advance)
		if err != nil {
			return problem(http.StatusBadRequest, `%q is not a duration: write "10m" or "-1h"`, in.Advance)
		}
		s.clock.set(now.Add(d), in.Stand || s.clock.standing())
	default:
		t, err := parseTime(in.Set, now)
		if err != nil {
			return problem(http.StatusBadRequest, "%s", err)
		}
		s.clock.set(t, in.Stand)
	}
	return nil
}

func clocks(stands []*stand) Clocks {
	all := Clocks{Clocks: []Clock{}}
	for _, s := range stands {
		all.Clocks = append(all.Clocks, s.clockState())
	}
	return all
}

func (s *stand) clockState() Clock {
	now := s.clock.now()
	ahead := time.Until(now).Round(time.Second)
	return Clock{Vendor: s.name, Now: now, Ahead: ahead.String(), Standing: s.clock.standing()}
}
