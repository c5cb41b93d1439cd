package classin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/once"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const (
	defaultCallbackBody     = 16 << 20
	defaultCallbackAttempts = 10 // one every 10 seconds
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
// for the first, and the function runs once. That holds within one handler: two servers that share Deliveries can still run the same
// callback at the same time, so a function should tolerate a second run.
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
// A function gets the request's context, which ends when the vendor hangs up. One that succeeded all the same is remembered, and the next
// delivery is acknowledged without it. A panic counts as an error, except http.ErrAbortHandler, which counts and is panicked again.
//
// The age of a callback is not limited: see ParseCallback. When Deliveries fails, the function is called all the same.
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
	h.once = once.New(h.Deliveries, 0, func(ctx context.Context, err error) { h.failed(ctx, fmt.Errorf("classin CallbackHandler: %w", err)) })
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
	body, status, failure := readCallbackBody(w, r, h.MaxBodySize)
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
	acknowledge(w, status, 1, "程序正常执行")
}

// open checks and reads a callback.
func (h *callbackHandler) open(ctx context.Context, body []byte) (*Callback, *classcloud.Error) {
	if h.Secrets == nil {
		return parseCallback(body, h.schools(), nil)
	}
	return parseCallback(body, h.schools(), func(sid int64) (secrets []string, failure *classcloud.Error) {
		err := guarded(func() (err error) {
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
	attempt := func(ctx context.Context) error {
		if len(callback.Problems) > 0 {
			h.unread(ctx, callback)
		}
		if other && h.DeadLetter == nil { // it is in its last place
			return guarded(func() error { return run(ctx) })
		}
		return h.attempt(ctx, id, callback, run)
	}
	var err error
	if certain {
		err = h.once.Do(ctx, id, attempt)
	} else {
		err = attempt(ctx)
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
		cause = guarded(func() error { return run(ctx) })
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
	if err := guarded(func() error { return last(ctx, callback, cause) }); err != nil {
		return fmt.Errorf("its last place failed: %w", err)
	}
	h.attempts.forget(id)
	return nil
}

// guarded turns a panic of the user's function into an error. http.ErrAbortHandler stays what it is: the wish to drop the connection.
func guarded(f func() error) (err error) {
	defer func() {
		switch value := recover(); value {
		case nil:
		case http.ErrAbortHandler:
			panic(value)
		default:
			cause, isError := value.(error)
			if !isError {
				cause = fmt.Errorf("%v", value)
			}
			err = fmt.Errorf("panic: %w\n%s", cause, debug.Stack())
		}
	}()
	return f()
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
		callback.Problems = append(callback.Problems, classcloud.RowError{Index: -1, Problem: err.Error(), Raw: callback.Raw})
	case typed == nil && callback.Cmd == CmdTest:
		return nil, false
	}
	if typed != nil {
		return typed, false
	}
	return func(ctx context.Context) error { return h.Other(ctx, callback) }, true
}

// acknowledge writes the vendor's acknowledgement: errno 1, or another errno that makes the vendor send the callback again.
func acknowledge(w http.ResponseWriter, status int, errno int64, text string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(wire.AppendJSONObject(nil, []wire.Member{{Name: "error_info", Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
		{Name: "errno", Value: wire.IntOf(errno)}, {Name: "error", Value: wire.TextOf(text)}}}}}))
}
