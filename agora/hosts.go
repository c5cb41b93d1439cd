package agora

import (
	"net/http"
	"sync/atomic"

	"github.com/go-classcloud/classcloud"
)

// hostOrder lists the hosts of each region, in the order of Agora's own web client. Calls go to the first host; reads move to the next
// one when a host fails. Without a region there are the two primary hosts.
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

// hosts remembers the host that the reads of each region go to.
type hosts struct{ at map[Region]*atomic.Uint32 }

func newHosts() *hosts {
	h := &hosts{at: make(map[Region]*atomic.Uint32, len(hostOrder))}
	for region := range hostOrder {
		h.at[region] = &atomic.Uint32{}
	}
	return h
}

// current returns the host that reads go to, and its place in hostOrder.
func (h *hosts) current(region Region) (host string, at uint32) {
	at = h.at[region].Load()
	return hostOrder[region][at], at
}

// leave moves the reads of a region to the next host, once for all calls that failed at the same host.
func (h *hosts) leave(region Region, at uint32) {
	h.at[region].CompareAndSwap(at, (at+1)%uint32(len(hostOrder[region])))
}

// isHostFailure reports whether another host may do better: after no reply, a reply that broke off, or a server's own failure.
func isHostFailure(failure *classcloud.Error) bool {
	return failure.HTTPStatus >= http.StatusInternalServerError ||
		failure.Kind == classcloud.Unavailable || failure.Kind == classcloud.DeadlineExceeded
}
