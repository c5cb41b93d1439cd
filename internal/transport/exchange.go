package transport

import (
	"cmp"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
)

// exchange makes the round trip: it sends the request, reads the reply up to its limit and hands it to the protocol.
func (r *run) exchange(ctx context.Context, req *Request) ([]byte, *classcloud.Error) {
	if req.URL == "" {
		return nil, invalid("no base URL: give WithBaseURL")
	}
	stream, failure := r.stream(req)
	if failure != nil {
		return nil, failure
	}
	attempt, cancel := r.attemptContext(ctx, stream)
	defer cancel()
	if stream != nil {
		stream.ctx = attempt
	}
	once := r.call.Op.Effect != classcloud.EffectRead && r.call.Op.Effect != classcloud.EffectIdempotent
	r.local, r.stale, r.secrets = false, false, req.Secrets
	s := r.sending()
	s.Context, s.cancel, s.request, s.stream = attempt, cancel, req, stream
	got := r.client.sender.send(s, once)
	if stream != nil {
		stream.stop(ctx)
		r.touched = r.touched || stream.touched.Load()
	}
	if got.err != nil {
		r.stale = got.reused && !isTimeout(got.err) && !errors.Is(got.err, errBroken)
		return nil, stream.unread(r.unanswered(ctx, got))
	}
	reply, err := r.readReply(ctx, attempt, got.response)
	r.status = got.response.StatusCode
	if r.seen != nil {
		r.seen.request = shown(r.hiding().text(requestID(got.response.Header)), mostRequestID)
	}
	if err != nil {
		return nil, r.unreadable(ctx, reply, err)
	}
	return r.open(reply)
}

// sending returns what the next attempt is sent with.
func (r *run) sending() *sending {
	if r.call.Attempt == 1 {
		return &r.first
	}
	return new(sending)
}

// attemptContext returns the context of one attempt. An upload has no time but its caller's.
func (r *run) attemptContext(ctx context.Context, stream *guarded) (context.Context, context.CancelFunc) {
	if stream != nil {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, r.config.Timeout)
}

func (r *run) stream(req *Request) (*guarded, *classcloud.Error) {
	if req.Upload == nil {
		return nil, nil
	}
	from, err := req.Upload.Reader(r.touched)
	if err != nil {
		return nil, r.unsent(asError(err))
	}
	return &guarded{from: from, length: req.Upload.Length, left: req.Upload.Length}, nil
}

// open lets the protocol take the reply apart.
func (r *run) open(reply *classcloud.Reply) ([]byte, *classcloud.Error) {
	r.reply = reply
	if r.config.OnReply != nil {
		r.config.OnReply(reply)
	}
	var payload []byte
	var failure *classcloud.Error
	if reply.Status >= 300 && reply.Status < 400 {
		failure = StatusError(reply)
	} else {
		payload, failure = r.client.protocol.Decode(r.call, reply)
	}
	payload, failure = r.weigh(reply, payload, failure)
	if failure == nil {
		return payload, nil
	}
	if r.call.Op.Effect == classcloud.EffectRead {
		payload = nil // a read is asked again, not believed by half
	}
	r.fillFailure(failure, reply)
	return payload, failure
}

// readReply reads at most limit bytes after decompression, and leaves the connection reusable. Beside an error it returns what has
// arrived of the reply. The body is closed when ctx ends, unless the transport is net/http's own, which ends its reading then.
func (r *run) readReply(ctx, attempt context.Context, resp *http.Response) (*classcloud.Reply, error) {
	defer resp.Body.Close()
	if !r.client.sender.standard {
		end := closeAtEnd(ctx, attempt, resp.Body)
		defer end.stop()
	}
	if resp.StatusCode < 200 { // what follows is the bare connection, whose reading may have no end
		return r.newReply(resp, nil), nil
	}
	limit := min(r.config.MaxReplySize, math.MaxInt64-1)
	body, err := readUpTo(resp.Body, resp.ContentLength, limit+1)
	switch {
	case err == nil && int64(len(body)) > limit:
		err = errTooLarge
	case err != nil && attempt.Err() != nil:
		err = attempt.Err() // and not that of a body closed for it
	}
	return r.newReply(resp, body), err
}

// newReply makes a reply. Only one that OnReply is given may outlive the call.
func (r *run) newReply(resp *http.Response, body []byte) *classcloud.Reply {
	reply := &r.room
	if r.config.OnReply != nil {
		reply = new(classcloud.Reply)
	}
	*reply = classcloud.Reply{Status: resp.StatusCode, Header: resp.Header, Body: body}
	if r.config.OnReply != nil {
		reply.RequestID = requestID(resp.Header)
	}
	return reply
}

// requestID returns the vendor's id of a request. Agora's servers and proxies between use either name.
func requestID(h http.Header) string {
	return cmp.Or(h.Get("X-Request-Id"), h.Get("X-Custom-Request-Id"))
}

// ending closes a body when an attempt ends.
type ending struct {
	timer *time.Timer
	undo  func() bool
}

// closeAtEnd closes a body when the attempt ends, which it does with its caller's context ctx, or when its time is over. Where ctx cannot end, a
// timer is a third of the work.
func closeAtEnd(ctx, attempt context.Context, body io.Closer) ending {
	if deadline, ok := attempt.Deadline(); ok && ctx.Done() == nil {
		return ending{timer: time.AfterFunc(time.Until(deadline), func() {
			<-attempt.Done() // it is over at once: then its error is why the body was closed
			_ = body.Close()
		})}
	}
	return ending{undo: context.AfterFunc(attempt, func() { _ = body.Close() })}
}

func (e ending) stop() {
	if e.undo != nil {
		e.undo()
		return
	}
	e.timer.Stop()
}

// believed is up to which length a reply is given its room at once: it costs a server nothing to say more.
const believed = 4 << 20

// readUpTo reads a body up to its end, or up to most bytes. length is what the reply says of its length, -1 for nothing: it saves growing.
func readUpTo(from io.Reader, length, most int64) ([]byte, error) {
	if length < 0 || length > believed {
		return io.ReadAll(io.LimitReader(from, most))
	}
	body := make([]byte, 0, min(length+1, most)) // one more, to see the end
	for {
		n, err := from.Read(body[len(body):min(int64(cap(body)), most)])
		body = body[:len(body)+n]
		switch {
		case err == io.EOF || err == nil && int64(len(body)) >= most: // an io.Reader returns io.EOF itself
			return body, nil
		case err != nil:
			return body, err
		case len(body) == cap(body):
			body = append(body, 0)[:len(body)]
		}
	}
}
