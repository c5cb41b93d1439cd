package classin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/inbound"
	"github.com/go-classcloud/classcloud/internal/once"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const (
	defaultCallbackBody     = 16 << 20
	defaultCallbackAttempts = 10 // one every 10 seconds
	defaultCallbackLease    = time.Minute
)

// CallbackHandler receives the callbacks of the vendor's data subscription (消息订阅说明, datasub/description.md). Give the credentials of
// every school that sends here, or CallbackFuncs.Secrets: a school's secret opens only callbacks with its SID. While a secret is being
// replaced, give two Credentials of the same SID. Without a secret every callback is refused. CallbackHandler panics when
// CallbackFuncs.Other is nil, because a signed callback that cannot be read would have no place to go, and for Credentials without an SID.
//
// It checks SafeKey as ParseCallback does, drops repeats, and answers {"error_info":{"errno":1,"error":"程序正常执行"}}, or another errno for
// what the vendor should send again: every 10 seconds, while all later callbacks of the school wait (消息订阅及数据相关,
// Error-Handling/Datasubs_errors.md). It acknowledges the vendor's test of the address by itself, unless CallbackFuncs.Test does. What a
// signed callback holds is never a reason to refuse it. When one callback is delivered twice at the same time, the second delivery waits
// for the first, and the function runs once.
//
// That holds for all servers of a fleet that share Deliveries, where it is a classcloud.DeliveryClaimer, as MemoryDeliveries and the store
// of contrib/redis are. A store without claims cannot keep two servers that get a callback at the same time from running it both. A server
// that dies holds its callback for CallbackFuncs.Lease at most; then the next delivery runs it. A function that has not returned by then
// runs beside the next one, also within one handler. So a function should bear a second run.
//
// A callback comes again with its _id. One without an _id, as in the vendor's samples of End and others, is recognised by its content
// without TimeStamp and SafeKey, in whatever order its members come. That is not done where two callbacks with the same content can both
// be real, because one of them would be lost; a function may then get a callback that comes again twice:
//
//   - CmdLiveLike, CmdLiveGoods and CmdLiveChat: a viewer likes, clicks or writes the same several times within a second, which is as exact
//     as the vendor's times are (a messageID of the chat is the sender and the second).
//   - CmdTool: a hand goes up and down within a second (举手, datasub/description.md); awards and answers have the same form.
//   - Without an ActionTime: CmdEnter, CmdLeave, CmdAuthorize, CmdStage, CmdMute, CmdMuteAll, CmdKick, CmdHelp and CmdRecordingStart, which
//     happen again in the same way; CmdRating, CmdDiscussion and CmdPlayback, which may say what was said before; CmdHomeworkScore,
//     CmdExamScore and CmdAnswerSheetScore, which may do so too, unless they have a CorrectionTime (0 in the sample of an answer sheet, which
//     was marked by the service); and every kind that this module does not know.
//
// A function gets the request's context, which ends when the vendor hangs up, and with Lease. One that succeeded all the same is
// remembered, and the next delivery is acknowledged without it. A panic counts as an error, except http.ErrAbortHandler, which counts and
// is panicked again.
//
// The age of a callback is not limited by default: see MaxAge. When Deliveries fails, the function is called all the same. A name of more
// than 200 bytes is kept as its beginning and its SHA-256.
//
// ReadTimeout limits the reading of a body. What comes before it is the server's: set ReadHeaderTimeout, IdleTimeout and MaxHeaderBytes of
// the http.Server.
func CallbackHandler(funcs CallbackFuncs, schools ...Credentials) http.Handler {
	if funcs.Other == nil {
		panic("classin: CallbackHandler: CallbackFuncs.Other is required: it gets the signed callbacks that no other function can get")
	}
	if failure := checkSchools(schools); failure != nil {
		panic("classin: CallbackHandler: " + failure.Message)
	}
	schools = slices.Clone(schools)
	h := &callbackHandler{CallbackFuncs: funcs, schools: func() []Credentials { return schools }, attempts: newAttempts()}
	if h.Deliveries == nil {
		h.Deliveries = classcloud.NewMemoryDeliveries(0)
	}
	if h.Lease <= 0 {
		h.Lease = defaultCallbackLease
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	h.once = once.New(h.Deliveries, h.Lease, func(ctx context.Context, err error) { h.failed(ctx, fmt.Errorf("classin CallbackHandler: %w", err)) })
	if h.MaxAttempts <= 0 {
		h.MaxAttempts = defaultCallbackAttempts
	}
	if h.MaxBodySize <= 0 {
		h.MaxBodySize = defaultCallbackBody
	}
	return h
}

type callbackHandler struct {
	CallbackFuncs
	schools func() []Credentials // a function, because fmt prints what fields hold, unexported ones too

	once     *once.Guard
	attempts *attempts
}

// Format prints the handler's name alone, because it holds secrets.
func (h *callbackHandler) Format(f fmt.State, _ rune) {
	transport.Redacted(f, "classin.CallbackHandler")
}

// MarshalJSON writes the handler's name alone.
func (h *callbackHandler) MarshalJSON() ([]byte, error) {
	return transport.RedactedJSON("classin.CallbackHandler")
}

// LogValue returns the handler's name alone.
func (h *callbackHandler) LogValue() slog.Value {
	return transport.RedactedLog("classin.CallbackHandler")
}

func (h *callbackHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, status, failure := readCallbackBody(w, r, h.MaxBodySize, h.ReadTimeout)
	var callback *Callback
	if failure == nil {
		callback, failure = h.open(r.Context(), body)
	}
	if failure != nil {
		failure.Operation = "CallbackHandler"
		h.failed(r.Context(), failure)
		acknowledge(w, status, 0, failure.Message)
		return
	}
	if err := h.handle(r.Context(), callback); err != nil {
		acknowledge(w, status, 0, "handler: it failed, try again") // not the error itself, which may hold anything
		return
	}
	acknowledge(w, status, 1, acknowledged)
}

// open checks and reads a callback.
func (h *callbackHandler) open(ctx context.Context, body []byte) (*Callback, *classcloud.Error) {
	var raw RawCallback
	if body = wire.TrimBOM(body); len(body) > 0 {
		raw.kept = &body // nobody else has it
	}
	if h.Secrets == nil {
		return parseCallback(raw, h.schools(), nil)
	}
	return parseCallback(raw, h.schools(), func(sid int64) (secrets []string, failure *classcloud.Error) {
		err := inbound.Guarded(func() (err error) {
			secrets, err = h.Secrets(ctx, sid)
			return err
		})
		if err != nil {
			return nil, refused("secret", classcloud.Unavailable, errors.New("the secrets cannot be had now"), err)
		}
		return secrets, nil
	})
}

// handle gives a callback to its function, unless that was done before. An error, which Failed has heard, asks for a repeat.
func (h *callbackHandler) handle(ctx context.Context, callback *Callback) error {
	run, other := h.route(callback)
	if run == nil {
		return nil
	}
	id, certain := callback.deliveryID()
	if err := h.checkAge(callback); err != nil {
		callback.Problems = append(callback.Problems, classcloud.RowError{Index: -1, Path: "/TimeStamp", Problem: err.Error()})
		run, other = func(ctx context.Context) error { return h.Other(ctx, callback) }, true
		id += ":old" // so that one that somebody recorded does not stand for the callback itself
	}
	attempt := func(ctx context.Context) error {
		if len(callback.Problems) > 0 {
			h.unread(ctx, callback)
		}
		if other && h.DeadLetter == nil { // it is in its last place
			return inbound.Guarded(func() error { return run(ctx) })
		}
		return h.attempt(ctx, once.Name(id), callback, run)
	}
	var err error
	if certain {
		err = h.once.Do(ctx, id, attempt)
	} else {
		within, cancel := once.WithDeadline(ctx, time.Now().Add(h.Lease))
		defer cancel()
		err = attempt(within)
	}
	if err != nil {
		h.failedAt(ctx, callback, err)
	}
	return err
}

// attempt calls run until it has failed MaxAttempts times, and the last place from then on.
func (h *callbackHandler) attempt(ctx context.Context, id string, callback *Callback, run func(context.Context) error) error {
	times, cause := h.attempts.of(id)
	if times < h.MaxAttempts {
		aborted := true
		defer func() {
			if aborted {
				h.attempts.failed(id, http.ErrAbortHandler)
			}
		}()
		cause = inbound.Guarded(func() error { return run(ctx) })
		aborted = false
		if cause == nil {
			h.attempts.forget(id)
			return nil
		}
		if times = h.attempts.failed(id, cause); times < h.MaxAttempts {
			return cause
		}
	}
	h.failedAt(ctx, callback, fmt.Errorf("given up after %d attempts: %w", times, cause))
	last := h.DeadLetter
	if last == nil {
		last = func(ctx context.Context, callback *Callback, _ error) error { return h.Other(ctx, callback) }
	}
	if err := inbound.Guarded(func() error { return last(ctx, callback, cause) }); err != nil {
		return fmt.Errorf("its last place failed: %w", err)
	}
	h.attempts.forget(id)
	return nil
}

func (h *callbackHandler) failed(ctx context.Context, err error) {
	if h.Failed != nil {
		h.Failed(ctx, err)
	}
}

func (h *callbackHandler) failedAt(ctx context.Context, callback *Callback, err error) {
	h.failed(ctx, fmt.Errorf("classin CallbackHandler: SID %d, Cmd %.40q, _id %.40q: %w", callback.SID, callback.Cmd, callback.ID, err))
}

// unread tells that a signed callback cannot be read, or not all of it.
func (h *callbackHandler) unread(ctx context.Context, callback *Callback) {
	failure := refused("payload", classcloud.DataLoss, fmt.Errorf("Cmd %.40q, _id %.40q cannot be read as a whole", callback.Cmd, callback.ID))
	failure.Operation, failure.Rows = "CallbackHandler", callback.Problems
	h.failed(ctx, failure)
}

// route returns the function that handles a callback, and whether it is Other; nil for the test of the address.
func (h *callbackHandler) route(callback *Callback) (run func(context.Context) error, other bool) {
	typed, err := h.typed(callback)
	switch {
	case err != nil:
		callback.Problems = append(callback.Problems, classcloud.RowError{Index: -1, Problem: err.Error(), Raw: callback.Raw.Bytes()})
	case typed == nil && callback.Cmd == CmdTest:
		return nil, false
	}
	if typed != nil {
		return typed, false
	}
	return func(ctx context.Context) error { return h.Other(ctx, callback) }, true
}

// checkAge refuses a callback that was not signed around now, where MaxAge asks for that.
func (h *callbackHandler) checkAge(callback *Callback) error {
	if h.MaxAge <= 0 {
		return nil
	}
	if callback.SignTime.IsZero() {
		return errors.New("is not a time, so the age is not known")
	}
	if off := h.Now().Sub(callback.SignTime).Abs(); off > h.MaxAge {
		return fmt.Errorf("is %s from the time of the server, more than MaxAge, which is %s", off.Round(time.Second), h.MaxAge)
	}
	return nil
}

// acknowledged is what the vendor's document says to a callback that was handled.
const acknowledged = "程序正常执行"

// acknowledge writes the vendor's acknowledgement: errno 1, or another errno that makes the vendor send the callback again.
func acknowledge(w http.ResponseWriter, status int, errno int64, text string) {
	w.Header()["Content-Type"] = []string{"application/json; charset=utf-8"}
	w.WriteHeader(status)
	if errno == 1 && text == acknowledged {
		_, _ = w.Write([]byte(`{"error_info":{"errno":1,"error":"` + acknowledged + `"}}`))
		return
	}
	_, _ = w.Write(wire.AppendJSONObject(nil, []wire.Member{{Name: "error_info", Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
		{Name: "errno", Value: wire.IntOf(errno)}, {Name: "error", Value: wire.TextOf(text)}}}}}))
}
