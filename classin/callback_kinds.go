package classin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// payload is the type of a kind of callback, which embeds Callback.
type payload[T any] interface {
	*T
	common() *Callback
}

// common returns the members that all callbacks have in common.
func (w *Callback) common() *Callback { return w }

// settler is a payload that sets some of its fields from others.
type settler interface{ settle() }

// callbackKind is one kind of callbacks: which they are, how they are read, and which function takes them.
type callbackKind struct {
	cmds   []Cmd
	colors []string // of CmdTool: how the member Color begins
	read   func(*Callback) (any, error)
	run    func(*CallbackFuncs, *Callback) (func(context.Context) error, error)
}

// kindOf makes a kind of the function that takes it.
func kindOf[T any, P payload[T]](function func(*CallbackFuncs) func(context.Context, *T) error, cmds ...Cmd) callbackKind {
	return callbackKind{
		cmds: cmds,
		read: func(callback *Callback) (any, error) { return readPayload[T, P](callback) },
		run: func(funcs *CallbackFuncs, callback *Callback) (func(context.Context) error, error) {
			f := function(funcs)
			if f == nil {
				return nil, nil
			}
			out, err := readPayload[T, P](callback)
			if err != nil {
				return nil, err
			}
			callback.Problems = out.common().Problems
			return func(ctx context.Context) error { return f(ctx, (*T)(out)) }, nil
		},
	}
}

// toolKind makes a kind of CmdTool, which its member Color tells from the others.
func toolKind[T any, P payload[T]](function func(*CallbackFuncs) func(context.Context, *T) error, color string) callbackKind {
	kind := kindOf[T, P](function, CmdTool)
	kind.colors = []string{color}
	return kind
}

// callbackKinds is the table of all kinds: Decode, CallbackHandler and the tests read it. A new kind is a Cmd, a type that embeds Callback, a
// function of CallbackFuncs with the type's name, a row here, and a sample in classintest/callbacks: the tests name what is missing.
var callbackKinds = [...]callbackKind{
	kindOf(func(f *CallbackFuncs) func(context.Context, *EnterCallback) error { return f.Enter }, CmdEnter),
	kindOf(func(f *CallbackFuncs) func(context.Context, *LeaveCallback) error { return f.Leave }, CmdLeave),
	kindOf(func(f *CallbackFuncs) func(context.Context, *AuthorizeCallback) error { return f.Authorize }, CmdAuthorize),
	kindOf(func(f *CallbackFuncs) func(context.Context, *StageCallback) error { return f.Stage }, CmdStage),
	kindOf(func(f *CallbackFuncs) func(context.Context, *MuteCallback) error { return f.Mute }, CmdMute, CmdMuteAll),
	kindOf(func(f *CallbackFuncs) func(context.Context, *KickCallback) error { return f.Kick }, CmdKick),
	toolKind(func(f *CallbackFuncs) func(context.Context, *HandsUpCallback) error { return f.HandsUp }, colorHandsUp),
	toolKind(func(f *CallbackFuncs) func(context.Context, *AwardCallback) error { return f.Award }, colorAward),
	toolKind(func(f *CallbackFuncs) func(context.Context, *CameraCallback) error { return f.Camera }, colorCamera),
	toolKind(func(f *CallbackFuncs) func(context.Context, *SelectorCallback) error { return f.Selector }, colorSelector),
	toolKind(func(f *CallbackFuncs) func(context.Context, *ResponderCallback) error { return f.Responder }, colorResponder),
	kindOf(func(f *CallbackFuncs) func(context.Context, *NetworkCallback) error { return f.Network }, CmdNetwork),
	kindOf(func(f *CallbackFuncs) func(context.Context, *DeviceCheckCallback) error { return f.DeviceCheck }, CmdDeviceCheck, CmdUserCheck),
	kindOf(func(f *CallbackFuncs) func(context.Context, *HelpCallback) error { return f.Help }, CmdHelp),
	kindOf(func(f *CallbackFuncs) func(context.Context, *ExtendedCallback) error { return f.Extended }, CmdExtended),
	kindOf(func(f *CallbackFuncs) func(context.Context, *RecordingStartCallback) error { return f.RecordingStart }, CmdRecordingStart),
	kindOf(func(f *CallbackFuncs) func(context.Context, *BlackboardCallback) error { return f.Blackboard }, CmdBlackboard),
	kindOf(func(f *CallbackFuncs) func(context.Context, *LiveLoginCallback) error { return f.LiveLogin }, CmdLiveLogin),
	kindOf(func(f *CallbackFuncs) func(context.Context, *LiveReserveCallback) error { return f.LiveReserve }, CmdLiveReserve),
	kindOf(func(f *CallbackFuncs) func(context.Context, *ViewCallback) error { return f.View }, CmdLiveView, CmdReplayView),
	kindOf(func(f *CallbackFuncs) func(context.Context, *LiveLikeCallback) error { return f.LiveLike }, CmdLiveLike),
	kindOf(func(f *CallbackFuncs) func(context.Context, *LiveGoodsCallback) error { return f.LiveGoods }, CmdLiveGoods),
	kindOf(func(f *CallbackFuncs) func(context.Context, *LiveChatCallback) error { return f.LiveChat }, CmdLiveChat),
	kindOf(func(f *CallbackFuncs) func(context.Context, *EndCallback) error { return f.End }, CmdEnd),
	kindOf(func(f *CallbackFuncs) func(context.Context, *AttendanceCallback) error { return f.Attendance }, CmdAttendance),
	kindOf(func(f *CallbackFuncs) func(context.Context, *RatingCallback) error { return f.Rating }, CmdRating),
	kindOf(func(f *CallbackFuncs) func(context.Context, *VideoCallback) error { return f.Video }, CmdRecord, CmdUpload),
	kindOf(func(f *CallbackFuncs) func(context.Context, *AnswersCallback) error { return f.Answers }, CmdAnswers),
	kindOf(func(f *CallbackFuncs) func(context.Context, *PlaybackCallback) error { return f.Playback }, CmdPlayback),
	kindOf(func(f *CallbackFuncs) func(context.Context, *ChatCallback) error { return f.Chat }, CmdChat),
	kindOf(func(f *CallbackFuncs) func(context.Context, *HomeworkCallback) error { return f.Homework }, CmdHomeworkSubmit),
	kindOf(func(f *CallbackFuncs) func(context.Context, *ScoreCallback) error { return f.Score }, CmdHomeworkScore, CmdExamScore, CmdAnswerSheetScore),
	kindOf(func(f *CallbackFuncs) func(context.Context, *DiscussionCallback) error { return f.Discussion }, CmdDiscussion),
	kindOf(func(f *CallbackFuncs) func(context.Context, *ChangeCallback) error { return f.Change },
		CmdCourseChange, CmdClassChange, CmdCourseStudentChange, CmdClassStudentChange),
	kindOf(func(f *CallbackFuncs) func(context.Context, *FileConvertedCallback) error { return f.FileConverted }, CmdFileConverted),
	kindOf(func(f *CallbackFuncs) func(context.Context, *AccountCallback) error { return f.Account }, CmdAccountCancelled, CmdPhoneReplaced, CmdSubAccountSet),
	kindOf(func(f *CallbackFuncs) func(context.Context, *TestCallback) error { return f.Test }, CmdTest),
}

// kind returns the callback's kind, or nil for one that this module does not know.
func (w *Callback) kind() *callbackKind {
	for i := range callbackKinds {
		kind := &callbackKinds[i]
		if slices.Contains(kind.cmds, w.Cmd) && (kind.colors == nil || w.hasColor(kind.colors)) {
			return kind
		}
	}
	return nil
}

// Decode returns the callback as a pointer to a type of its own: *EnterCallback, *EndCallback and so on. For a Cmd, or a Color of CmdTool,
// without a type it returns nil and no error: Raw holds everything. A cell that cannot be read is zero, stands in the payload's Problems,
// and costs no other. The error is that of a Callback whose Raw is not JSON.
func (w *Callback) Decode() (any, error) {
	kind := w.kind()
	if kind == nil {
		return nil, nil
	}
	return kind.read(w)
}

// typed returns the function for the callback's own type, or nil if there is none.
func (h *callbackHandler) typed(callback *Callback) (func(context.Context) error, error) {
	kind := callback.kind()
	if kind == nil {
		return nil, nil
	}
	return kind.run(&h.CallbackFuncs, callback)
}

// readPayload reads a callback as its type.
func readPayload[T any, P payload[T]](callback *Callback) (P, error) {
	out := P(new(T))
	cells, err := wire.ReadCells(callback.Raw.text(), out)
	if err != nil {
		return nil, fmt.Errorf("classin: the callback %s cannot be read: %w", callback.Cmd, err)
	}
	head := out.common()
	unknown := head.Unknown
	*head = *callback
	head.Unknown, head.Problems = unknown, slices.Clone(callback.Problems)
	for name := range unknown {
		if strings.EqualFold(name, "SafeKey") { // a signature is not kept
			delete(unknown, name)
		}
	}
	if len(unknown) == 0 {
		head.Unknown = nil
	}
	for _, cell := range cells {
		if !slices.ContainsFunc(callback.Problems, func(known classcloud.RowError) bool { return known.Path == cell.Path }) {
			head.Problems = append(head.Problems, cell)
		}
	}
	if own, ok := any(out).(settler); ok {
		own.settle()
	}
	return out, nil
}

// ProblemsAt returns the Problems that touch a place of the callback: cells at it, within it, or around it. The place is a JSON pointer
// with the vendor's names: "/Data/inoutEnd/1002646" for a user's attendance, where a Duration of 0 with a problem is not a 0.
func (w *Callback) ProblemsAt(place string) (out []classcloud.RowError) {
	place = strings.ToLower(place)
	for _, cell := range w.Problems {
		path := strings.ToLower(cell.Path)
		if path == place || strings.HasPrefix(path, place+"/") || strings.HasPrefix(place, path+"/") {
			out = append(out, cell)
		}
	}
	return out
}

// forget drops a member that a field holds already.
func (w *Callback) forget(name string) {
	delete(w.Unknown, name)
	if len(w.Unknown) == 0 {
		w.Unknown = nil
	}
}
