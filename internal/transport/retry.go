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
	retryAfterMax = 60 * time.Second
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
			return r.worthwhile(ctx, failure)
		}
	case Stop:
		return r.setsClock(failure), 0
	}
	return false, 0
}

// worthwhile returns the pause before a repeat, or says why there is none: who is told to come back in a minute, and has ten seconds, is told so at
// once.
func (r *run) worthwhile(ctx context.Context, failure *classcloud.Error) (bool, time.Duration) {
	pause, free := r.pause(failure)
	if until, bounded := ctx.Deadline(); bounded && max(pause, failure.RetryAfter) >= time.Until(until) {
		failure.Message += "; not tried again: the time allowed ends first"
		return false, 0
	}
	if !free && !r.client.config.Budget.Spend() {
		failure.Message += "; not tried again: the retry budget is used up"
		return false, 0
	}
	return true, pause
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

// pause returns the time to wait before the next attempt, of at most 60 s: the vendor's Retry-After, where there is one, and a random time
// below 0.5 s·2ⁿ and 8 s beside it, so that those who were told the same time do not come back together. There is none, once, after a
// connection from the pool that the server was closing: that repeat is free of any budget.
func (r *run) pause(failure *classcloud.Error) (_ time.Duration, free bool) {
	if r.stale && !r.hurried {
		r.hurried = true
		return 0, true
	}
	return r.client.config.Pause(r.call.Attempt, failure.RetryAfter), false
}

// Pause returns the time to wait after so many attempts, counted from 1, of which the last one was told to come back after retryAfter.
func (c *Config) Pause(attempts int, retryAfter time.Duration) time.Duration {
	ceiling := backoffMost
	if shift := attempts - 1; shift < 5 {
		ceiling = min(backoffBase<<shift, backoffMost)
	}
	jittered := time.Duration(c.random() * float64(ceiling))
	pause := retryAfter + jittered
	if pause > retryAfterMax {
		pause = retryAfterMax - jittered
	}
	return pause
}

// random returns a number in [0, 1), or 1 if the source of randomness fails.
func (c *Config) random() float64 {
	var b [8]byte
	if _, err := io.ReadFull(c.Rand, b[:]); err != nil {
		return 1
	}
	return float64(binary.LittleEndian.Uint64(b[:])>>11) / (1 << 53)
}

// retryAfter reads the header Retry-After, which holds seconds or a date. It returns at most a day, and 0 for what it cannot read.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	const day = 24 * time.Hour
	if seconds, err := strconv.Atoi(header); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(max(0, min(seconds, int(day/time.Second)))) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
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
