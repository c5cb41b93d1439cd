package vendortest

import "context"

// Watched is what a server made of one request. Its fields are set while the request is served, and may be read by the middleware that
// watches it.
type Watched struct {
	Request *Request // nil for a request that is not recorded, such as a part of a large file
	Fault   *Fault   // the fault that the request met; nil without one
}

type watchedKey struct{} // the key of a request's *Watched in its context

// Watch returns a context for a request about which the caller wants to know. A server does not keep such a request for Requests: a
// program that serves for days has its own way to remember.
func Watch(ctx context.Context) (context.Context, *Watched) {
	watched := &Watched{}
	return context.WithValue(ctx, watchedKey{}, watched), watched
}

func watching(ctx context.Context) *Watched {
	watched, _ := ctx.Value(watchedKey{}).(*Watched)
	return watched
}
