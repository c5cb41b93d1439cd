package agora

import (
	"net/http"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// hostOrder lists the hosts of each region, in the order of Agora's own web client. Calls go to the first host that does not rest: see
// hosts. Without a region there are the two primary hosts.
var hostOrder = map[Region][]string{
	RegionNone: {"api.agora.io", "api.sd-rtn.com"},
	RegionAP: {"api.agora.io", "api-ap-northeast-1.sd-rtn.com", "api-ap-southeast-1.agora.io", "api.sd-rtn.com",
		"api-ap-northeast-1.agora.io", "api-ap-southeast-1.sd-rtn.com"},
	RegionCN: {"api.sd-rtn.com", "api-cn-north-1.agora.io", "api-cn-east-1.sd-rtn.com", "api.agora.io",
		"api-cn-north-1.sd-rtn.com", "api-cn-east-1.agora.io"},
	RegionEU: {"api.agora.io", "api-eu-central-1.sd-rtn.com", "api-eu-west-1.agora.io", "api.sd-rtn.com",
		"api-eu-central-1.agora.io", "api-eu-west-1.sd-rtn.com"},
	RegionNA: {"api.agora.io", "api-us-east-1.sd-rtn.com", "api-us-west-1.agora.io", "api.sd-rtn.com",
		"api-us-east-1.agora.io", "api-us-west-1.sd-rtn.com"},
}

// hosts remembers which hosts of each region fail. It is the state of a client, and of the clients that With makes of it. A host that
// fails rests, and the calls go to the region's next host; when its rest is over, or it answers, they go to it again. So one failure
// moves nothing for good, and a host that stays down costs one attempt a rest.
type hosts struct {
	mu      sync.Mutex
	regions map[Region][]hostRest
}

// hostRest says until when a host is left alone.
type hostRest struct {
	unreachable time.Time // for every call: nothing could be sent to it
	failing     time.Time // for reads alone: what was sent came back from a gateway, or not at all
	failures    int       // in a row
}

const (
	hostRestLeast = time.Minute
	hostRestSteps = 4 // each failure in a row doubles the rest, up to 16 minutes
)

func newHosts() *hosts {
	h := &hosts{regions: make(map[Region][]hostRest, len(hostOrder))}
	for region, order := range hostOrder {
		h.regions[region] = make([]hostRest, len(order))
	}
	return h
}

// take returns the host that a call goes to, and its place in hostOrder: the first one that does not rest, or the one whose rest ends
// first.
func (h *hosts) take(region Region, read bool, now time.Time) (host string, at int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var soonest time.Time
	for i, rest := range h.regions[region] {
		until := rest.unreachable
		if read && rest.failing.After(until) {
			until = rest.failing
		}
		if !until.After(now) {
			at = i
			break
		}
		if soonest.IsZero() || until.Before(soonest) {
			soonest, at = until, i
		}
	}
	return hostOrder[region][at], at
}

// failed lets a host rest. Calls that fail together at a host count once.
func (h *hosts) failed(region Region, at int, unreachable bool, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	rest := &h.regions[region][at]
	resting := &rest.failing
	if unreachable {
		resting = &rest.unreachable
	}
	if resting.After(now) {
		return
	}
	*resting = now.Add(hostRestLeast << min(rest.failures, hostRestSteps))
	rest.failures++
}

// answered ends the rest of a host.
func (h *hosts) answered(region Region, at int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.regions[region][at] = hostRest{}
}

// isHostFailure reports whether another host may do better: after no reply, a reply that broke off, or a gateway's failure. An answer of
// Agora's own, with a code, is none, be it a 500: every host would give it.
func isHostFailure(failure *classcloud.Error) bool {
	switch failure.HTTPStatus {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	if failure.Code != "" {
		return false
	}
	return failure.HTTPStatus >= http.StatusInternalServerError ||
		failure.Kind == classcloud.Unavailable || failure.Kind == classcloud.DeadlineExceeded
}
