package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// CallbackFuncs holds the functions that handle callbacks. Every callback that the vendor signed reaches one of them: the function of its
// kind, or else Other. What cannot be read of it is listed in Callback.Problems.
//
// A function that returns nil acknowledges its callback. After an error or a panic the vendor sends the callback again every 10 seconds,
// and every later callback of the school waits behind it, so return an error only for what will pass, such as a database that is down.
// After MaxAttempts failures the callback goes to DeadLetter and the queue runs on. A callback that comes again is recognised by its _id,
// or by its content: a function that succeeded is not called again. Where two callbacks with the same content can both be real (a like, a
// click, a hand that goes up twice within a second) and the vendor gave them no _id, the function is called again.
type CallbackFuncs struct {
	Enter    func(context.Context, *EnterCallback) error    // for CmdEnter
	Leave    func(context.Context, *LeaveCallback) error    // for CmdLeave
	End      func(context.Context, *EndCallback) error      // for CmdEnd: attendance
	Rating   func(context.Context, *RatingCallback) error   // for CmdRating
	Video    func(context.Context, *VideoCallback) error    // for CmdRecord and CmdUpload
	Chat     func(context.Context, *ChatCallback) error     // for CmdChat
	View     func(context.Context, *ViewCallback) error     // for CmdLiveView and CmdReplayView
	Playback func(context.Context, *PlaybackCallback) error // for CmdPlayback
	Homework func(context.Context, *HomeworkCallback) error // for CmdHomeworkSubmit
	Score    func(context.Context, *ScoreCallback) error    // for CmdHomeworkScore, CmdExamScore and CmdAnswerSheetScore
	Change   func(context.Context, *ChangeCallback) error   // for CmdCourseChange, CmdClassChange, CmdCourseStudentChange and CmdClassStudentChange
	Account  func(context.Context, *AccountCallback) error  // for CmdAccountCancelled, CmdPhoneReplaced and CmdSubAccountSet

	// Other is required. It gets every callback that no other function can get: one of a kind without a function, one with a Cmd that this
	// module does not know, or without any, and one that cannot be read, whose reason Failed hears first. Raw holds all of it. CmdTest
	// alone, by which the vendor tests the address, is acknowledged without a function.
	Other func(context.Context, *Callback) error

	// DeadLetter gets the callbacks whose function failed MaxAttempts times, with its last error, at the delivery at which it failed for
	// the last time. Keep the callback, Raw at least: the vendor will not send it again. An error of DeadLetter asks for a repeat like any
	// other, but without end, because this is the last place. Default nil: the callback goes to Other, whose errors then ask for repeats
	// without end for every callback that comes to it.
	DeadLetter func(ctx context.Context, callback *Callback, cause error) error

	// Failed receives the reason why a callback was refused or cannot be read, and every error of a function, of Secrets or of Deliveries,
	// panics included: the vendor does not read them. It may be called concurrently, like the functions above.
	Failed func(context.Context, error)

	// Secrets returns the secrets of a school beside those given to CallbackHandler, so that secrets can be changed and schools can be
	// added while the handler runs. It is asked for every callback before SafeKey is checked, with the SID that the body claims, or with 0
	// where it has none that can be read: keep what it costs small. Nothing, or an empty secret, means that the school is not known. After
	// an error the callback is refused, and the vendor sends it again.
	Secrets func(ctx context.Context, sid int64) ([]string, error)

	// Deliveries remembers handled callbacks, as "classin:<SID>:id:<_id>" or "classin:<SID>:body:<digest of the content>". The default is a
	// MemoryDeliveries of the handler's own.
	Deliveries classcloud.DeliveryStore

	// MaxAttempts is how often the function of one callback may fail before the callback goes to DeadLetter; default 10, which holds the
	// school's queue up for about 90 seconds. The handler counts in its memory: after a restart it begins again, and two servers behind
	// one address count each for itself, so that together they may try up to twice as often.
	MaxAttempts int

	MaxBodySize int64 // the largest body, in bytes; default 16 MiB
}

// typed returns the function for the callback's own type, or nil if there is none.
func (h *callbackHandler) typed(callback *Callback) (func(context.Context) error, error) {
	switch callback.Cmd {
	case CmdEnter:
		return reader(callback, h.Enter)
	case CmdLeave:
		return reader(callback, h.Leave)
	case CmdEnd:
		return reader(callback, h.End)
	case CmdRating:
		return reader(callback, h.Rating)
	case CmdRecord, CmdUpload:
		return reader(callback, h.Video)
	case CmdChat:
		return reader(callback, h.Chat)
	case CmdLiveView, CmdReplayView:
		return reader(callback, h.View)
	case CmdPlayback:
		return reader(callback, h.Playback)
	case CmdHomeworkSubmit:
		return reader(callback, h.Homework)
	case CmdHomeworkScore, CmdExamScore, CmdAnswerSheetScore:
		return reader(callback, h.Score)
	case CmdCourseChange, CmdClassChange, CmdCourseStudentChange, CmdClassStudentChange:
		return reader(callback, h.Change)
	case CmdAccountCancelled, CmdPhoneReplaced, CmdSubAccountSet:
		return reader(callback, h.Account)
	}
	return nil, nil
}

// reader reads a callback for a function. It returns nil for a nil function.
func reader[T any, P payload[T]](callback *Callback, f func(context.Context, *T) error) (func(context.Context) error, error) {
	if f == nil {
		return nil, nil
	}
	out := P(new(T))
	if err := out.read(callback); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return f(ctx, (*T)(out)) }, nil
}
