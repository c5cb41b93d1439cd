package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// CallbackFuncs holds a function for each kind of callback. A kind without a function goes to Other. If Other is nil too, the callback is
// acknowledged and dropped.
//
// A function that returns nil acknowledges its callback. After an error the vendor sends the callback again every 10 seconds, for ever,
// and every later callback of the school waits behind it. So return an error only for what will pass, such as a database that is down,
// and put aside a callback that cannot be handled. Repeats are recognised by their _id: a function that succeeded is not called again.
// Callbacks without an _id are not remembered.
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

	// Other receives every callback without a function of its own, with a Cmd this module does not know, or that does not fit its type.
	// The last kind is reported to Failed too. CmdTest never comes here.
	Other func(context.Context, *Callback) error

	// Failed receives the reason why a callback was refused, and the errors of functions and of Deliveries: the vendor does not read
	// them. It may be called concurrently, like the functions above.
	Failed func(context.Context, error)

	Deliveries  classcloud.DeliveryStore // remembers handled callbacks as "classin:" + _id; default a MemoryDeliveries of the handler's own
	MaxBodySize int64                    // the largest body, in bytes; default 16 MiB
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
