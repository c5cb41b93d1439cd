package transport

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	backoffBase   = 500 * time.Millisecond
	backoffMost   = 8 * time.Second
	retryAfterMax = 60 * time.Second // a longer one is for the caller to wait, who may have better to do
)

// again decides whether the call is tried once more, and after which pause. Where it could be, and the caller's time or budget is what keeps it from
// it, the failure says so.
func (r *run) again(ctx context.Context, failure *classcloud.Error) (bool, time.Duration) {
	if r.local || ctx.Err() != nil || r.call.Attempt >= r.config.MaxAttempts && !r.mayRenew() {
		return false, 0
	}
	verdict := r.client.protocol.Recover(ctx, r.call, r.reply, failure)
	if verdict == Stop && r.reply != nil && (isLimit(r.reply.Status) || isDoubtful(r.reply.Status)) && !isOwnStatus(r.reply.Status, failure) {
		verdict = Retry // whatever the envelope says: see weigh
	}
	switch verdict {
	case RetryNow:
		if r.mayRenew() && r.config.MaxAttempts > 1 && r.safe(failure) {
			r.renewed = true
			return true, 0
		}
	case Retry:
		if r.call.Attempt < r.config.MaxAttempts && r.safe(failure) {
			return r.repeat(ctx, failure)
		}
	case Stop:
		return r.setsClock(failure), 0
	}
	return false, 0
}

// repeat returns the pause before a repeat. Where the caller's time, the vendor's word or a budget is against one, there is none, and the failure says why.
func (r *run) repeat(ctx context.Context, failure *classcloud.Error) (bool, time.Duration) {
	if r.stale && !r.hurried { // the server was closing a connection of the pool: the vendor is not in trouble for that
		r.hurried = true
		return true, 0
	}
	config := &r.client.config
	pause, against := config.Pause(ctx, r.call.Attempt, failure.RetryAfter)
	if against == "" && !config.Budget.Spend() {
		against = "the retry budget is used up"
	}
	if against != "" {
		failure.Message += "; not tried again: " + against
	}
	return against == "", pause
}

// setsClock takes the vendor's time when an answer refused our signature and shows that our clock is wrong: for the client's next calls, and for this
// one, where it reports that it is to be signed and sent once more.
func (r *run) setsClock(failure *classcloud.Error) bool {
	config := &r.client.config
	if !config.FixClock || r.fixed || r.reply == nil || failure.Kind != classcloud.Unauthenticated {
		return false
	}
	off := clockOff(r.reply.Header, r.env.Now)
	if off == 0 {
		return false
	}
	r.fixed = true
	config.skew.Store(int64(r.env.Now.Sub(config.Clock.Now()) - off))
	return r.config.MaxAttempts > 1 && r.safe(failure)
}

// mayRenew reports whether a token may still be renewed. This happens once per call and does not count as one of its attempts,
// because an expired token is not a failure of the call. The protocol is asked to renew even under WithoutRetry, for the next call.
func (r *run) mayRenew() bool { return !r.renewed }

// safe reports whether the call can be sent again without the risk that the operation happens twice.
func (r *run) safe(failure *classcloud.Error) bool {
	op := r.call.Op
	switch {
	case r.touched && !r.rewindable():
		return false
	case failure.Outcome == classcloud.OutcomeNotSent:
		return true
	case op.Effect == classcloud.EffectConsuming: // but who was not let in has used up nothing
		return failure.Kind == classcloud.Unauthenticated && failure.Outcome == classcloud.OutcomeNotApplied
	case failure.Outcome == classcloud.OutcomeNotApplied:
		return true
	case failure.Outcome == classcloud.OutcomeApplied:
		return op.Effect == classcloud.EffectRead
	}
	return op.Keyed || op.Effect == classcloud.EffectRead || op.Effect == classcloud.EffectIdempotent
}

// Pause returns the time to wait after so many attempts, counted from 1, of which the last one was told to come back after retryAfter: that time, and
// beside it a random one below 0.5 s·2ⁿ and 8 s, so that those who were told the same do not come back together. What is against waiting so long is
// said instead: who is told to come back in an hour, or in a minute and has ten seconds, learns it at once, and nobody comes back too early.
func (c *Config) Pause(ctx context.Context, attempts int, retryAfter time.Duration) (pause time.Duration, against string) {
	ceiling := backoffMost
	if shift := attempts - 1; shift < 5 {
		ceiling = min(backoffBase<<shift, backoffMost)
	}
	pause = retryAfter + time.Duration(c.random()*float64(ceiling))
	until, bounded := ctx.Deadline()
	switch {
	case retryAfter > retryAfterMax:
		return 0, "the vendor asks to come back later than in a minute"
	case bounded && pause >= time.Until(until):
		return 0, "the time allowed ends first"
	}
	return pause, ""
}

// random returns a number in [0, 1), or 1 if the source of randomness fails.
func (c *Config) random() float64 {
	var b [8]byte
	if _, err := io.ReadFull(c.Rand, b[:]); err != nil {
		return 1
	}
	return float64(binary.LittleEndian.Uint64(b[:])>>11) / (1 << 53)
}

// retryAfter reads the header Retry-After, which holds seconds or a date. A date is by the server's clock, which the header Date tells: ours, now,
// may be off. It returns at most a day, and 0 for what it cannot read.
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	const day = 24 * time.Hour
	if seconds, err := strconv.Atoi(text); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(max(0, min(seconds, int(day/time.Second)))) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		if server, err := http.ParseTime(header.Get("Date")); err == nil {
			now = server
		}
		return max(0, min(at.Sub(now), day))
	}
	return 0
}

// already reports whether the answer to our own repeat says that an earlier attempt did it.
func (r *run) already(failure *classcloud.Error) bool {
	if !r.call.Doubt {
		return false
	}
	for _, code := range r.call.Op.Already {
		if code == failure.Code {
			return true
		}
	}
	return false
}

// Recover judges a failure as most vendors do: another try is worth it after a missing answer, a gateway's refusal or an error of
// the server.
func Recover(failure *classcloud.Error) Verdict {
	switch failure.Kind {
	case classcloud.Unavailable, classcloud.Aborted, classcloud.DeadlineExceeded:
		return Retry
	case classcloud.ResourceExhausted:
		if failure.HTTPStatus == http.StatusTooManyRequests || failure.HTTPStatus == 439 {
			return Retry
		}
	case classcloud.DataLoss:
		if !errors.Is(failure.Err, errTooLarge) {
			return Retry
		}
	case classcloud.Internal:
		if failure.HTTPStatus >= 500 {
			return Retry
		}
	}
	return Stop
}
