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

// CallbackFuncs says what is done with each kind of message. A kind without a function goes to Other, and without that one is acknowledged
// and dropped.
//
// A function that returns nil acknowledges its message. An error does not: the vendor sends the message again every 10 seconds, for ever,
// and every later message of the school waits behind it. So return an error only for what will pass, a database that is away for instance,
// and put a message that cannot be handled aside. Repeats are recognised by their _id: a function that succeeded is not called again. Of
// messages without one nothing is remembered.
type CallbackFuncs struct {
	Enter    func(context.Context, *EnterCallback) error    // CmdEnter
	Leave    func(context.Context, *LeaveCallback) error    // CmdLeave
	End      func(context.Context, *EndCallback) error      // CmdEnd: attendance
	Rating   func(context.Context, *RatingCallback) error   // CmdRating
	Video    func(context.Context, *VideoCallback) error    // CmdRecord, CmdUpload
	Chat     func(context.Context, *ChatCallback) error     // CmdChat
	View     func(context.Context, *ViewCallback) error     // CmdLiveView, CmdReplayView
	Playback func(context.Context, *PlaybackCallback) error // CmdPlayback
	Homework func(context.Context, *HomeworkCallback) error // CmdHomeworkSubmit
	Score    func(context.Context, *ScoreCallback) error    // CmdHomeworkScore, CmdExamScore, CmdAnswerSheetScore
	Change   func(context.Context, *ChangeCallback) error   // CmdCourseChange, CmdClassChange, CmdCourseStudentChange, CmdClassStudentChange
	Account  func(context.Context, *AccountCallback) error  // CmdAccountCancelled, CmdPhoneReplaced, CmdSubAccountSet

	// Other gets every message without a function of its own, of a Cmd this module does not know, or that does not fit its type: of the
	// last, Failed is told too. CmdTest never comes here.
	Other func(context.Context, *Callback) error

	// Failed is told why a message was refused, or what a function or Seen returned: the vendor does not read it. It may be called
	// concurrently, like the functions above.
	Failed func(context.Context, error)

	Deliveries  classcloud.DeliveryStore // remembers handled messages as "classin:" + _id; default a MemoryDeliveries of the handler's own
	MaxBodySize int64                    // bytes of a body; default 16 MiB
}

const defaultCallbackBody = 16 << 20

// CallbackHandler receives the messages of the vendor's data subscription. Any of the secrets may have signed them: give the old one and the
// new one while they are being changed. Without a secret every message is refused.
//
// It checks SafeKey, drops repeats, and answers {"error_info":{"errno":1,"error":"程序正常执行"}}, or another errno for what is to be sent
// again. The vendor's test of the address, and what no function wants, it acknowledges by itself, so that the school's queue never waits
// for them. Two deliveries of one message at the same time call the function once: the second waits for the first. That holds within one
// handler; servers that share a Seen can still meet, so what a function does should bear a second time.
//
// There is no bound on a message's age: see ParseCallback. When Seen cannot be asked, the function is called all the same.
func CallbackHandler(funcs CallbackFuncs, secrets ...string) http.Handler {
	h := &callbackHandler{CallbackFuncs: funcs, secrets: slices.Clone(secrets)}
	if h.Deliveries == nil {
		h.Deliveries = classcloud.NewMemoryDeliveries(0)
	}
	h.once = once.New(h.Deliveries, func(ctx context.Context, err error) { h.failed(ctx, fmt.Errorf("classin CallbackHandler: %w", err)) })
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

// Format names the handler and shows nothing of it: it holds secrets.
func (h *callbackHandler) Format(f fmt.State, _ rune) {
	transport.Redacted(f, "classin.CallbackHandler")
}

// MarshalJSON names the handler and shows nothing of it.
func (h *callbackHandler) MarshalJSON() ([]byte, error) {
	return transport.RedactedJSON("classin.CallbackHandler")
}

// LogValue names the handler and shows nothing of it.
func (h *callbackHandler) LogValue() slog.Value {
	return transport.RedactedLog("classin.CallbackHandler")
}

func (h *callbackHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, status, failure := readCallbackBody(w, r, h.MaxBodySize)
	var message *Callback
	if failure == nil {
		message, failure = parseCallback(body, h.secrets)
	}
	if failure != nil {
		failure.Operation = "CallbackHandler"
		h.failed(r.Context(), failure)
		acknowledge(w, status, 0, failure.Message)
		return
	}
	if run := h.route(r.Context(), message); run != nil {
		if err := h.handle(r.Context(), message.ID, run); err != nil {
			h.failed(r.Context(), fmt.Errorf("classin CallbackHandler: Cmd %.40q, _id %.40q: %w", message.Cmd, message.ID, err))
			acknowledge(w, status, 0, "handler: it failed, try again") // what it returned may hold anything
			return
		}
	}
	acknowledge(w, status, 1, "程序正常执行")
}

// handle calls run once an id. A message without one is not told from its repeats: identical likes are real events.
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

// route returns the function that handles a message; nil when nobody wants it.
func (h *callbackHandler) route(ctx context.Context, message *Callback) func(context.Context) error {
	if message.Cmd == CmdTest {
		return nil
	}
	if run, err := h.typed(message); err != nil {
		h.failed(ctx, fmt.Errorf("classin CallbackHandler: Cmd %.40q, _id %.40q does not fit its type: %w", message.Cmd, message.ID, err))
	} else if run != nil {
		return run
	}
	if h.Other == nil {
		return nil
	}
	return func(ctx context.Context) error { return h.Other(ctx, message) }
}

// typed returns the function a message has of its own.
func (h *callbackHandler) typed(message *Callback) (func(context.Context) error, error) {
	switch message.Cmd {
	case CmdEnter:
		return reader(message, h.Enter)
	case CmdLeave:
		return reader(message, h.Leave)
	case CmdEnd:
		return reader(message, h.End)
	case CmdRating:
		return reader(message, h.Rating)
	case CmdRecord, CmdUpload:
		return reader(message, h.Video)
	case CmdChat:
		return reader(message, h.Chat)
	case CmdLiveView, CmdReplayView:
		return reader(message, h.View)
	case CmdPlayback:
		return reader(message, h.Playback)
	case CmdHomeworkSubmit:
		return reader(message, h.Homework)
	case CmdHomeworkScore, CmdExamScore, CmdAnswerSheetScore:
		return reader(message, h.Score)
	case CmdCourseChange, CmdClassChange, CmdCourseStudentChange, CmdClassStudentChange:
		return reader(message, h.Change)
	case CmdAccountCancelled, CmdPhoneReplaced, CmdSubAccountSet:
		return reader(message, h.Account)
	}
	return nil, nil
}

// reader reads a message for a function.
func reader[T any, P payload[T]](message *Callback, f func(context.Context, *T) error) (func(context.Context) error, error) {
	if f == nil {
		return nil, nil
	}
	out := P(new(T))
	if err := out.read(message); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return f(ctx, (*T)(out)) }, nil
}

// readCallbackBody reads a message's body, whatever its Content-Type. The status is that of the answer, 200 for all that is about the
// message and not about HTTP.
func readCallbackBody(w http.ResponseWriter, r *http.Request, most int64) ([]byte, int, *classcloud.Error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, refused("method", classcloud.InvalidArgument, errors.New("messages come by POST"))
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, http.StatusRequestEntityTooLarge,
			refused("body", classcloud.ResourceExhausted, errors.New("it is larger than "+strconv.FormatInt(tooLarge.Limit, 10)+" bytes"))
	}
	if err != nil {
		return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it cannot be read to its end"))
	}
	return body, http.StatusOK, nil
}

// acknowledge writes what the vendor reads: errno 1, or that it is to send the message again.
func acknowledge(w http.ResponseWriter, status int, errno int64, text string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(wire.AppendJSONObject(nil, []wire.Member{{Name: "error_info", Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
		{Name: "errno", Value: wire.IntOf(errno)}, {Name: "error", Value: wire.TextOf(text)}}}}}))
}
