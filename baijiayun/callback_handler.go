package baijiayun

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/once"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// CallbackFuncs holds the functions that handle callbacks. Every callback that the vendor signed reaches one of them: the function of its
// kind, or else Other.
//
// A function that returns nil acknowledges its callback. An error makes the vendor repeat it: class events after 1 s and 3 s, users'
// events after 5 s and 30 s, and then never again. A repeat is recognised by its qid, and a function that succeeded is not called again.
type CallbackFuncs struct {
	Class    func(context.Context, *ClassCallback) error    // a class started or ended, or something else happened in a room
	User     func(context.Context, *UserCallback) error     // users entered or left
	Playback func(context.Context, *PlaybackCallback) error // a playback or a video on demand is ready, or has failed

	// Other is required. It gets the form of every signed callback that no other function can get: one of a kind without a function, one
	// of a kind that this module does not know, and one that cannot be read, whose reason Failed hears first. The vendor would repeat an
	// unreadable callback unchanged and then give up, so keep the form.
	Other func(context.Context, url.Values) error

	// Failed is called with the reason why a callback was refused or cannot be read, and with every error of a function, of Keys or of
	// Deliveries. The vendor is only told the step that failed. Failed may be called concurrently, like the functions above.
	Failed func(context.Context, error)

	// Keys returns partner_keys beside those given to CallbackHandler. It is asked for every callback, so keys can be changed while the
	// handler runs, and the context can choose the tenant. After an error the callback is refused, and the vendor repeats it.
	Keys func(context.Context) ([]string, error)

	// DeliveryID names a callback to Deliveries: what has the same name is the same callback. The default is its qid. The document calls the qid
	// the unique id of the request, and does not say that a repeat keeps it; if yours does not, name the event by room_id, op and op_time.
	DeliveryID func(url.Values) string

	Deliveries  classcloud.DeliveryStore // remembers handled callbacks as "baijiayun:" + DeliveryID; default a new MemoryDeliveries
	MaxBodySize int64                    // the largest body in bytes; default 4 MiB
	MaxAge      time.Duration            // how far a callback's SignTime may be from Now; default 0, which accepts any
	Now         func() time.Time         // the current time; default time.Now
}

const (
	defaultCallbackBody = 4 << 20
	accessKeyBody       = 64 << 10
)

// CallbackHandler receives the vendor's signed callbacks; one URL can serve all kinds. A callback is accepted when any of the keys
// signed it, so give the old and the new partner_key while you change them, or give CallbackFuncs.Keys. Without a key every callback is
// refused. CallbackHandler panics when CallbackFuncs.Other is nil: a signed callback that cannot be read would have no place to go.
//
// The handler accepts urlencoded and multipart forms, checks the signature over every value received, drops repeats, and answers what
// the vendor expects: {"code":0,"msg":""}, or {"code":1,"msg":"…"} to ask for a repeat. When two deliveries of one callback arrive at the
// same time, the second waits for the first and the function is called once. This holds within one handler: two servers that share
// Deliveries can still run a function at the same time, so it should bear being run twice.
//
// MaxAge is off by default, because the document does not limit a callback's age and a repeat may carry the time of the first try. When
// Deliveries fails, the function is called all the same, because the vendor stops repeating after seconds and the event would be lost.
func CallbackHandler(funcs CallbackFuncs, keys ...string) http.Handler {
	if funcs.Other == nil {
		panic("baijiayun: CallbackHandler: CallbackFuncs.Other is required: it gets the signed callbacks that no other function can get")
	}
	h := &callbackHandler{CallbackFuncs: funcs, keys: slices.Clone(keys)}
	if h.Deliveries == nil {
		h.Deliveries = classcloud.NewMemoryDeliveries(0)
	}
	h.once = once.New(h.Deliveries, 0, func(ctx context.Context, err error) { h.failed(ctx, fmt.Errorf("baijiayun CallbackHandler: %w", err)) })
	if h.MaxBodySize <= 0 {
		h.MaxBodySize = defaultCallbackBody
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	if h.DeliveryID == nil {
		h.DeliveryID = func(form url.Values) string { return form.Get("qid") }
	}
	return h
}

type callbackHandler struct {
	CallbackFuncs
	keys []string

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
	form, status, failure := readForm(w, r, h.MaxBodySize)
	var run func(context.Context) error
	if failure == nil {
		run, failure = h.accept(r.Context(), form)
	}
	if failure != nil {
		failure.Operation = "CallbackHandler"
		h.failed(r.Context(), failure)
		answer(w, status, 1, failure.Message)
		return
	}
	if err := h.once.Do(r.Context(), vendor+":"+h.DeliveryID(form), run); err != nil {
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

// accept checks a form and returns the call that handles it.
func (h *callbackHandler) accept(ctx context.Context, form url.Values) (run func(context.Context) error, failure *classcloud.Error) {
	keys := h.keys
	if h.Keys != nil {
		more, err := h.Keys(ctx)
		if err != nil {
			return nil, refused("key", classcloud.Unavailable, errors.New("the partner_keys cannot be had now"), err)
		}
		keys = slices.Concat(keys, more)
	}
	members, failure := verify(form, keys)
	if failure != nil {
		return nil, failure
	}
	if err := required(form, "qid", "timestamp"); err != nil { // see required: without them it may be no callback
		return nil, refused("payload", classcloud.InvalidArgument, err)
	}
	if err := h.checkAge(form.Get("timestamp")); err != nil {
		return nil, refused("age", classcloud.FailedPrecondition, err)
	}
	var err error
	switch {
	case form.Has("user_events"):
		run, err = reader(h, form, members, h.User)
	case form.Has("op"):
		run, err = reader(h, form, members, h.Class)
	case form.Has("video_id"):
		run, err = reader(h, form, members, h.Playback)
	}
	if run != nil {
		return run, nil
	}
	return func(ctx context.Context) error {
		if err != nil {
			h.unread(ctx, err, nil)
		}
		return h.Other(ctx, form)
	}, nil
}

// reader reads a form and returns the call of f with it, or nil when f is nil or the form cannot be read. What can be read of it in part
// reaches f too, and Failed hears the rest.
func reader[T any, P callback[T]](h *callbackHandler, form url.Values, members []wire.Member, f func(context.Context, *T) error) (func(context.Context) error, error) {
	if f == nil {
		return nil, nil
	}
	payload := P(new(T))
	rows, err := payload.read(form, members)
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

// readForm reads the form in a request's body. It ignores the query of the URL, which the vendor did not sign. The status is the one to
// answer with: 200 unless the request is not one for this handler.
func readForm(w http.ResponseWriter, r *http.Request, most int64) (url.Values, int, *classcloud.Error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, refused("method", classcloud.InvalidArgument, errors.New("callbacks are sent with POST"))
	}
	if len(r.PostForm) > 0 { // a middleware has read the body
		return r.PostForm, http.StatusOK, nil
	}
	contentType := r.Header.Get("Content-Type")
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil && contentType != "" && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return nil, http.StatusUnsupportedMediaType, refused("body", classcloud.InvalidArgument, errors.New("its Content-Type cannot be read"))
	}
	form, err := parseBody(http.MaxBytesReader(w, r.Body, most), kind, params["boundary"], most)
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return form, http.StatusOK, nil
	case errors.As(err, &tooLarge):
		return nil, http.StatusRequestEntityTooLarge, refused("body", classcloud.ResourceExhausted, fmt.Errorf("it is larger than %d bytes", most))
	case errors.Is(err, errNoForm):
		return nil, http.StatusUnsupportedMediaType, refused("body", classcloud.InvalidArgument, err)
	}
	return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it is not a readable form"))
}

var errNoForm = errors.New("it is not a form: its type is neither application/x-www-form-urlencoded nor multipart/form-data")

func parseBody(body io.Reader, kind, boundary string, most int64) (url.Values, error) {
	switch kind {
	case "", "application/x-www-form-urlencoded":
		var text strings.Builder
		if _, err := io.Copy(&text, body); err != nil {
			return nil, err
		}
		return url.ParseQuery(text.String())
	case "multipart/form-data":
		parsed, err := multipart.NewReader(body, boundary).ReadForm(most) // a whole body fits, so no file goes to disk
		if err != nil {
			return nil, err
		}
		defer func() { _ = parsed.RemoveAll() }()
		return parsed.Value, nil
	}
	return nil, errNoForm
}

// answer writes the JSON that the vendor expects.
func answer(w http.ResponseWriter, status, code int, message string) {
	body, _ := json.Marshal(struct {
		Code    int    `json:"code"`
		Message string `json:"msg"`
	}{code, message})
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
