package baijiayun

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/inbound"
	"github.com/go-classcloud/classcloud/internal/once"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// CallbackFuncs holds the functions that handle callbacks. Every callback that the vendor signed reaches one of them: the function of its
// kind, or else Other.
//
// A function that returns nil acknowledges its callback. An error makes the vendor repeat it: class events after 1 s and 3 s, users'
// events after 5 s and 30 s, and then never again. A repeat is recognised by its qid, and a function that succeeded is not called again.
// A panic counts as an error, except http.ErrAbortHandler, which counts and is panicked again.
//
// A function's context ends with Lease, and not when the vendor hangs up: the vendor has only two more tries, so a function that has begun
// may end its work, and the vendor's repeat waits for it.
type CallbackFuncs struct {
	Class    func(context.Context, *ClassCallback) error    // a class started or ended, or something else happened in a room
	User     func(context.Context, *UserCallback) error     // users entered or left
	Playback func(context.Context, *PlaybackCallback) error // a playback or a video on demand is ready, or has failed

	// Other is required. It gets the form of every signed callback that no other function can get: one of a kind without a function, one
	// of a kind that this module does not know, and one that cannot be read or can be read in two ways (see CallbackHandler), whose reason
	// Failed hears first. The vendor would repeat an unreadable callback unchanged and then give up, so keep the form.
	Other func(context.Context, Form) error

	// Failed is called with the reason why a callback was refused or cannot be read, and with every error of a function, of Keys or of
	// Deliveries, panics included. The vendor is only told the step that failed. Failed may be called concurrently, like the functions above.
	Failed func(context.Context, error)

	// Keys returns partner_keys beside those given to CallbackHandler. It is asked for every callback, so keys can be changed while the
	// handler runs, and the context can choose the tenant. After an error the callback is refused, and the vendor repeats it.
	Keys func(context.Context) ([]string, error)

	// DeliveryID names a callback to Deliveries: what has the same name is the same callback. The default is its qid. The document calls the qid
	// the unique id of the request, and does not say that a repeat keeps it; if yours does not, name the event by room_id, op and op_time.
	// Where DeliveryID returns nothing, or panics, the qid names the callback.
	DeliveryID func(Form) string

	// Deliveries remembers handled callbacks as "baijiayun:", 12 digits that stand for the key that signed, ":" and DeliveryID, and those that cannot be
	// read, or in two ways, with "odd:" and a digest for the last: tenants may share it. The default is a MemoryDeliveries of the handler's own. The servers of a fleet share one that claims: see CallbackHandler.
	Deliveries classcloud.DeliveryStore

	// Lease is how long a function may take, and how long a server holds its callback in Deliveries: the function's context ends with it, and
	// a delivery that waits may run. Default 10 seconds, because the vendor's repeats are over within seconds.
	Lease time.Duration

	MaxBodySize int64            // the largest body in bytes; default 4 MiB
	ReadTimeout time.Duration    // how long a body may take to arrive; default 30 seconds
	MaxAge      time.Duration    // how far a callback's SignTime may be from Now; default 0, which accepts any
	Now         func() time.Time // the current time; default time.Now
}

const (
	defaultCallbackBody  = 4 << 20
	defaultCallbackLease = 10 * time.Second

	// The vendor sends a callback three times at most: one delivery waits for the leases of two others, and then has its own. The fourth is
	// for the looks at the store in between.
	patience = 4
)

// CallbackHandler receives the vendor's signed callbacks; one URL can serve all kinds. A callback is accepted when any of the keys
// signed it, so give the old and the new partner_key while you change them, or give CallbackFuncs.Keys. Without a key every callback is
// refused. CallbackHandler panics when CallbackFuncs.Other is nil: a signed callback that cannot be read would have no place to go.
//
// The handler accepts urlencoded and multipart forms, checks the signature over every value received, drops repeats, and answers what
// the vendor expects: {"code":0,"msg":""}, or {"code":1,"msg":"…"} to ask for a repeat. When two deliveries of one callback arrive at the
// same time, the second waits for the first and the function is called once.
//
// That holds for all servers of a fleet that share Deliveries, where it is a classcloud.DeliveryClaimer, as MemoryDeliveries and the store
// of contrib/redis are. A store without claims cannot keep two servers that get a callback at the same time from running it both. When a
// server dies in the middle, its callback is held for Lease at most: the repeat, which comes to another server after seconds, waits for
// that, even when the vendor no longer waits for the answer, and is then handled, though the vendor may have given up. Only when no repeat
// finds a server is the event lost. A function that has not returned when its Lease is over runs beside the next one, also within one
// handler. So a function should bear a second run.
//
// The vendor's signature does not keep values apart: op=a&qid=b has the same one as the single value "a&qid=b" of op. A form that could
// stand for another one is therefore given to Other, and Failed told: when a value of a documented name holds "&…=" (save for the
// JSON in user_events and a URL with a query in preface_url), when any other value holds "&" and a documented name and "=", when a name
// holds "&" or "=", and when two names differ only by case.
//
// Several accounts may share a handler with Keys, and handlers a store: what one account signed never counts as the repeat of what another did. A callback
// does not name its account, so give each a URL of its own, by which Keys knows it: with the keys of all, each account could sign for any other. When a
// repeat comes under another key than the first try, because keys are being changed, it is handled once more.
//
// MaxAge is off by default, because the document does not limit a callback's age and a repeat may carry the time of the first try. When
// Deliveries fails, the function is called all the same, because the vendor stops repeating after seconds and the event would be lost. A
// name of more than 200 bytes is kept as its beginning and its SHA-256.
//
// ReadTimeout limits the reading of a body. What comes before it is the server's: set ReadHeaderTimeout, IdleTimeout and MaxHeaderBytes of
// the http.Server.
func CallbackHandler(funcs CallbackFuncs, keys ...string) http.Handler {
	if funcs.Other == nil {
		panic("baijiayun: CallbackHandler: CallbackFuncs.Other is required: it gets the signed callbacks that no other function can get")
	}
	keys = slices.Clone(keys)
	h := &callbackHandler{CallbackFuncs: funcs, keys: func() []string { return keys }}
	for _, key := range keys {
		h.scopes = append(h.scopes, scopeOf(key))
	}
	if h.Deliveries == nil {
		h.Deliveries = classcloud.NewMemoryDeliveries(0)
	}
	if h.Lease <= 0 {
		h.Lease = defaultCallbackLease
	}
	h.once = once.New(h.Deliveries, h.Lease, func(ctx context.Context, err error) { h.failed(ctx, fmt.Errorf("baijiayun CallbackHandler: %w", err)) })
	if h.MaxBodySize <= 0 {
		h.MaxBodySize = defaultCallbackBody
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	return h
}

type callbackHandler struct {
	CallbackFuncs
	keys   func() []string // a function, because fmt prints what fields hold, unexported ones too
	scopes []string        // of these keys, see scopeOf

	once *once.Guard
}

// Format writes the type's name without the keys, whatever the verb.
func (h *callbackHandler) Format(f fmt.State, _ rune) {
	transport.Redacted(f, "baijiayun.CallbackHandler")
}

// MarshalJSON writes the type's name without the keys.
func (h *callbackHandler) MarshalJSON() ([]byte, error) {
	return transport.RedactedJSON("baijiayun.CallbackHandler")
}

// LogValue gives slog the type's name without the keys.
func (h *callbackHandler) LogValue() slog.Value {
	return transport.RedactedLog("baijiayun.CallbackHandler")
}

func (h *callbackHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	form, status, failure := readForm(w, r, h.MaxBodySize, h.ReadTimeout)
	var run func(context.Context) error
	var id string
	if failure == nil {
		run, id, failure = h.accept(r.Context(), form)
	}
	if failure != nil {
		failure.Operation = "CallbackHandler"
		h.failed(r.Context(), failure)
		answer(w, status, 1, failure.Message)
		return
	}
	ctx, cancel := once.WithDeadline(context.WithoutCancel(r.Context()), time.Now().Add(patience*h.Lease))
	defer cancel()
	guarded := func(ctx context.Context) error { return inbound.Guarded(func() error { return run(ctx) }) }
	if err := h.once.Do(ctx, vendor+":"+id, guarded); err != nil {
		h.failed(r.Context(), fmt.Errorf("baijiayun CallbackHandler: qid %.40q: %w", form.Get("qid"), err))
		answer(w, status, 1, "handler: it failed, try again") // the function's own error may hold secrets
		return
	}
	answer(w, status, 0, "")
}

func (h *callbackHandler) failed(ctx context.Context, err error) {
	if h.Failed != nil {
		h.Failed(ctx, err)
	}
}

// accept checks a form and returns the call that handles it, and the name of the delivery.
func (h *callbackHandler) accept(ctx context.Context, form url.Values) (run func(context.Context) error, id string, failure *classcloud.Error) {
	keys := h.keys()
	if h.Keys != nil {
		var more []string
		err := inbound.Guarded(func() (err error) {
			more, err = h.Keys(ctx)
			return err
		})
		if err != nil {
			return nil, "", refused("key", classcloud.Unavailable, errors.New("the partner_keys cannot be had now"), err)
		}
		keys = slices.Concat(keys, more)
	}
	which, failure := verify(form, keys)
	if failure != nil {
		return nil, "", failure
	}
	if err := required(form, "qid", "timestamp"); err != nil { // see required: without them it may be no callback
		return nil, "", refused("payload", classcloud.InvalidArgument, err)
	}
	if err := h.checkAge(form.Get("timestamp")); err != nil {
		return nil, "", refused("age", classcloud.FailedPrecondition, err)
	}
	err := ambiguous(form)
	switch {
	case err != nil:
	case form.Has("user_events"):
		run, err = reader(h, form, h.User)
	case form.Has("op"):
		run, err = reader(h, form, h.Class)
	case form.Has("video_id"):
		run, err = reader(h, form, h.Playback)
	}
	if run == nil {
		run = func(ctx context.Context) error {
			if err != nil {
				h.unread(ctx, err, nil)
			}
			return h.Other(ctx, Form(form))
		}
	}
	if err != nil {
		id = "odd:" + digest(form) // so that it does not stand for the callback whose qid it has
	} else {
		id = h.nameOf(ctx, form)
	}
	return run, h.scope(keys, which) + ":" + id, nil
}

// scope returns the scope of one of the keys, of which those given to CallbackHandler come first.
func (h *callbackHandler) scope(keys []string, which int) string {
	if which < len(h.scopes) {
		return h.scopes[which]
	}
	return scopeOf(keys[which])
}

// scopeOf tells the deliveries of one account from another's, who has a key of his own, and could otherwise have an event of ours dropped as the repeat
// of one of his with the same qid. A callback does not say whose it is; what tells is the key that signed it. The scope does not show the key.
func scopeOf(key string) string {
	sum := sha256.Sum256([]byte("classcloud baijiayun deliveries\x00" + key))
	return hex.EncodeToString(sum[:6])
}

// nameOf names a delivery by DeliveryID, and by its qid where that says nothing.
func (h *callbackHandler) nameOf(ctx context.Context, form url.Values) string {
	if h.DeliveryID != nil {
		var id string
		err := inbound.Guarded(func() error { id = h.DeliveryID(Form(form)); return nil })
		switch {
		case err != nil:
			h.failed(ctx, fmt.Errorf("baijiayun CallbackHandler: DeliveryID: %w", err))
		case id != "":
			return id
		}
	}
	return form.Get("qid")
}

// reader reads a form and returns the call of f with it, or nil when f is nil or the form cannot be read. What can be read of it in part
// reaches f too, and Failed hears the rest.
func reader[T any, P callback[T]](h *callbackHandler, form url.Values, f func(context.Context, *T) error) (func(context.Context) error, error) {
	if f == nil {
		return nil, nil
	}
	payload := P(new(T))
	rows, err := payload.read(form)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		if len(rows) > 0 {
			h.unread(ctx, errUnreadEvents, rows)
		}
		return f(ctx, (*T)(payload))
	}, nil
}

// unread tells that a signed callback cannot be read, or not all of it.
func (h *callbackHandler) unread(ctx context.Context, problem error, rows []classcloud.RowError) {
	failure := refused("payload", classcloud.DataLoss, problem)
	failure.Operation, failure.Rows = "CallbackHandler", rows
	h.failed(ctx, failure)
}

func (h *callbackHandler) checkAge(timestamp string) error {
	if h.MaxAge <= 0 {
		return nil
	}
	at, err := wire.ParseTime(timestamp)
	if err != nil {
		return err
	}
	if off := h.Now().Sub(at).Abs(); off > h.MaxAge {
		return fmt.Errorf("the callback's time is %s from ours, more than %s", off.Round(time.Second), h.MaxAge)
	}
	return nil
}

// answer writes the JSON that the vendor expects.
func answer(w http.ResponseWriter, status, code int, message string) {
	body := `{"code":0,"msg":""}`
	if code != 0 || message != "" {
		body = string(wire.AppendJSONObject(nil, []wire.Member{{Name: "code", Value: wire.IntOf(int64(code))}, {Name: "msg", Value: wire.TextOf(message)}}))
	}
	header, values := w.Header(), []string{"application/json; charset=utf-8", strconv.Itoa(len(body))}
	header["Content-Type"], header["Content-Length"] = values[:1:1], values[1:]
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}
