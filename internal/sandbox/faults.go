package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	faultsMost = 1000             // that wait for one vendor
	delayMost  = 10 * time.Minute // of a fault
)

// Fault is a fault to inject, or one that waits. Members that are left out do nothing. Status, body and reset replace the operation; with
// apply it takes effect, and only its reply is lost.
type Fault struct {
	Vendor    string              `json:"vendor"`
	Operation string              `json:"operation,omitempty"` // "Rooms.Create"; empty means every operation
	Apply     bool                `json:"apply,omitempty"`     // let the operation take effect, and break only its reply
	Reset     bool                `json:"reset,omitempty"`     // drop the connection with a TCP reset
	Status    int                 `json:"status,omitempty"`    // answer with this HTTP status
	Body      string              `json:"body,omitempty"`      // answer with this body
	Header    map[string][]string `json:"header,omitempty"`    // add these headers
	Delay     string              `json:"delay,omitempty"`     // wait so long first: "2s"
	Truncate  int                 `json:"truncate,omitempty"`  // break off after so many bytes of the body; negative: after the headers
	Skip      int                 `json:"skip,omitempty"`      // let so many calls pass first
	Times     int                 `json:"times,omitempty"`     // break so many calls; 0 means one, negative means all
}

// Faults is the reply about faults: those that wait, in the order in which calls meet them.
type Faults struct {
	Faults []Fault `json:"faults"`
}

func (b *Sandbox) getFaults(r *http.Request) (any, error) {
	stands, err := b.chosen(r.URL.Query().Get("vendor"))
	if err != nil {
		return nil, err
	}
	return waiting(stands), nil
}

func (b *Sandbox) postFaults(r *http.Request) (any, error) {
	var f Fault
	if err := read(r, &f); err != nil {
		return nil, err
	}
	if f.Vendor == "" {
		return nil, problem(http.StatusBadRequest, "the vendor is missing: there are %s", strings.Join(b.config.Vendors, ", "))
	}
	stands, err := b.chosen(f.Vendor)
	if err != nil {
		return nil, err
	}
	s := stands[0]
	fault, err := s.checkedFault(f)
	if err != nil {
		return nil, err
	}
	s.now().inject(f.Operation, fault)
	b.changed("faults", s.name)
	return waiting(stands), nil
}

func (b *Sandbox) deleteFaults(r *http.Request) (any, error) {
	stands, err := b.chosen(r.URL.Query().Get("vendor"))
	if err != nil {
		return nil, err
	}
	for _, s := range stands {
		s.now().clearFaults()
		b.changed("faults", s.name)
	}
	return waiting(stands), nil
}

// checkedFault returns a fault for the test server, which would panic about what this refuses.
func (s *stand) checkedFault(wanted Fault) (vendortest.Fault, error) {
	w := s.now()
	if wanted.Operation != "" && !slices.Contains(w.operations(), wanted.Operation) {
		return vendortest.Fault{}, problem(http.StatusBadRequest, "%s has no operation %q: GET /api/state lists them", s.name, wanted.Operation)
	}
	if wanted.Status != 0 && (wanted.Status < 200 || wanted.Status > 999) {
		return vendortest.Fault{}, problem(http.StatusBadRequest, "%d is not a status of a reply", wanted.Status)
	}
	if wanted.Skip < 0 {
		return vendortest.Fault{}, problem(http.StatusBadRequest, "skip is negative")
	}
	if !wanted.Reset && wanted.Status == 0 && wanted.Body == "" && len(wanted.Header) == 0 && wanted.Delay == "" && wanted.Truncate == 0 {
		return vendortest.Fault{}, problem(http.StatusBadRequest, "the fault does nothing: set reset, status, body, header, delay or truncate")
	}
	if len(w.faults()) >= faultsMost {
		return vendortest.Fault{}, problem(http.StatusTooManyRequests, "%d faults wait already", faultsMost)
	}
	var delay time.Duration
	if wanted.Delay != "" {
		var err error
		if delay, err = time.ParseDuration(wanted.Delay); err != nil || delay < 0 || delay > delayMost {
			return vendortest.Fault{}, problem(http.StatusBadRequest, `%q is not a delay: write "500ms" or "2s", at most %s`, wanted.Delay, delayMost)
		}
	}
	return vendortest.Fault{Delay: delay, Apply: wanted.Apply, Status: wanted.Status, Header: wanted.Header, Body: wanted.Body, Reset: wanted.Reset,
		Truncate: wanted.Truncate, Skip: wanted.Skip, Times: wanted.Times}, nil
}

func waiting(stands []*stand) Faults {
	all := Faults{Faults: []Fault{}}
	for _, s := range stands {
		all.Faults = append(all.Faults, s.waitingFaults()...)
	}
	return all
}

func (s *stand) waitingFaults() []Fault {
	faults := []Fault{}
	for _, w := range s.now().faults() {
		f := Fault{Vendor: s.name, Operation: w.Operation, Apply: w.Fault.Apply, Reset: w.Fault.Reset, Status: w.Fault.Status,
			Body: w.Fault.Body, Header: w.Fault.Header, Truncate: w.Fault.Truncate, Skip: w.Fault.Skip, Times: w.Fault.Times}
		if w.Fault.Delay != 0 {
			f.Delay = w.Fault.Delay.String()
		}
		faults = append(faults, f)
	}
	return faults
}
