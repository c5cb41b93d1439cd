package classin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/once"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const defaultCallbackBody = 16 << 20

// CallbackHandler receives the callbacks of the vendor's data subscription. Any of the secrets may have signed them: while a secret is
// being replaced, give the old one and the new one. Without a secret every callback is refused.
//
// It checks SafeKey, drops repeats, and answers {"error_info":{"errno":1,"error":"程序正常执行"}}, or another errno for what the vendor should
// send again. It acknowledges the vendor's test of the address, and callbacks that no function takes, by itself, so that the school's
// queue never waits for them. When one callback is delivered twice at the same time, the second delivery waits for the first, and the
// function runs once. That holds within one handler: two servers that share Deliveries can still run the same callback at the same time,
// so a function should tolerate a second run.
//
// The age of a callback is not limited: see ParseCallback. When Deliveries fails, the function is called all the same.
func CallbackHandler(funcs CallbackFuncs, secrets ...string) http.Handler {
	h := &callbackHandler{CallbackFuncs: funcs, secrets: slices.Clone(secrets)}
	if h.Deliveries == nil {
		h.Deliveries = classcloud.NewMemoryDeliveries(0)
	}
	h.once = once.New(h.Deliveries, 0, func(ctx context.Context, err error) { h.failed(ctx, fmt.Errorf("classin CallbackHandler: %w", err)) })
	if h.MaxBodySize <= 0 {
		h.MaxBodySize = defaultCallbackBody
	}
	return h
}

type callbackHandler struct {
	CallbackFuncs
	secrets []string

	once *once.Guard
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
		callback, failure = parseCallback(body, h.secrets)
	}
	if failure != nil {
		failure.Operation = "CallbackHandler"
		h.failed(r.Context(), failure)
		acknowledge(w, status, 0, failure.Message)
		return
	}
	if run := h.route(r.Context(), callback); run != nil {
		if err := h.handle(r.Context(), callback.ID, run); err != nil {
			h.failed(r.Context(), fmt.Errorf("classin CallbackHandler: Cmd %.40q, _id %.40q: %w", callback.Cmd, callback.ID, err))
			acknowledge(w, status, 0, "handler: it failed, try again") // not the error itself, which may hold anything
			return
		}
	}
	acknowledge(w, status, 1, "程序正常执行")
}

// handle calls run at most once per id. A callback without an id is always handled, because identical callbacks (two likes) can both be
// real.
func (h *callbackHandler) handle(ctx context.Context, id string, run func(context.Context) error) error {
	if id == "" {
		return run(ctx)
	}
	return h.once.Do(ctx, vendor+":"+id, run)
}

func (h *callbackHandler) failed(ctx context.Context, err error) {
	if h.Failed != nil {
		h.Failed(ctx, err)
	}
}

// route returns the function that handles a callback, or nil if there is none.
func (h *callbackHandler) route(ctx context.Context, callback *Callback) func(context.Context) error {
	if callback.Cmd == CmdTest {
		return nil
	}
	if run, err := h.typed(callback); err != nil {
		h.failed(ctx, fmt.Errorf("classin CallbackHandler: Cmd %.40q, _id %.40q does not fit its type: %w", callback.Cmd, callback.ID, err))
	} else if run != nil {
		return run
	}
	if h.Other == nil {
		return nil
	}
	return func(ctx context.Context) error { return h.Other(ctx, callback) }
}

// readCallbackBody reads the body of a callback, whatever its Content-Type. It also returns the HTTP status of the answer: 200 for
// problems of the callback itself.
func readCallbackBody(w http.ResponseWriter, r *http.Request, most int64) ([]byte, int, *classcloud.Error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, refused("method", classcloud.InvalidArgument, errors.New("callbacks come by POST"))
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, http.StatusRequestEntityTooLarge,
			refused("body", classcloud.ResourceExhausted, errors.New("it is larger than "+strconv.FormatInt(tooLarge.Limit, 10)+" bytes"))
	}
	if err != nil {
		return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it could not be read to its end"))
	}
	return body, http.StatusOK, nil
}

// acknowledge writes the vendor's acknowledgement: errno 1, or another errno that makes the vendor send the callback again.
func acknowledge(w http.ResponseWriter, status int, errno int64, text string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(wire.AppendJSONObject(nil, []wire.Member{{Name: "error_info", Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
		{Name: "errno", Value: wire.IntOf(errno)}, {Name: "error", Value: wire.TextOf(text)}}}}}))
}
