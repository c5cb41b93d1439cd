package classin

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// CallbackFuncs holds the functions that handle callbacks. Every callback that the vendor signed reaches one of them: the function of its
// kind, or else Other. What cannot be read of it is listed in Callback.Problems.
//
// A function that returns nil acknowledges its callback. After an error or a panic the vendor sends the callback again every 10 seconds,
// and every later callback of the school waits behind it, so return an error only for what will pass, such as a database that is down, and
// return when the context ends: what the vendor sends again waits for the function, at most for Lease.
// After MaxAttempts failures the callback goes to DeadLetter and the queue runs on. A callback that comes again is recognised by its _id,
// or by its content: a function that succeeded is not called again. Where two callbacks with the same content can both be real (a like, a
// click, a hand that goes up twice within a second) and the vendor gave them no _id, the function is called again.
type CallbackFuncs struct {
	Enter          func(context.Context, *EnterCallback) error          // for CmdEnter
	Leave          func(context.Context, *LeaveCallback) error          // for CmdLeave
	Authorize      func(context.Context, *AuthorizeCallback) error      // for CmdAuthorize
	Stage          func(context.Context, *StageCallback) error          // for CmdStage
	Mute           func(context.Context, *MuteCallback) error           // for CmdMute and CmdMuteAll
	Kick           func(context.Context, *KickCallback) error           // for CmdKick
	HandsUp        func(context.Context, *HandsUpCallback) error        // for CmdTool with the Color "hands up…"
	Award          func(context.Context, *AwardCallback) error          // for CmdTool with the Color "award…"
	Camera         func(context.Context, *CameraCallback) error         // for CmdTool with the Color "webcamPosition…"
	Selector       func(context.Context, *SelectorCallback) error       // for CmdTool with the Color "standaloneSelectorTool…": questions and answers
	Responder      func(context.Context, *ResponderCallback) error      // for CmdTool with the Color "standaloneResponderTool…": the buzzer
	Network        func(context.Context, *NetworkCallback) error        // for CmdNetwork
	DeviceCheck    func(context.Context, *DeviceCheckCallback) error    // for CmdDeviceCheck and CmdUserCheck
	Help           func(context.Context, *HelpCallback) error           // for CmdHelp
	Extended       func(context.Context, *ExtendedCallback) error       // for CmdExtended
	RecordingStart func(context.Context, *RecordingStartCallback) error // for CmdRecordingStart
	Blackboard     func(context.Context, *BlackboardCallback) error     // for CmdBlackboard
	LiveLogin      func(context.Context, *LiveLoginCallback) error      // for CmdLiveLogin
	LiveReserve    func(context.Context, *LiveReserveCallback) error    // for CmdLiveReserve
	View           func(context.Context, *ViewCallback) error           // for CmdLiveView and CmdReplayView
	LiveLike       func(context.Context, *LiveLikeCallback) error       // for CmdLiveLike
	LiveGoods      func(context.Context, *LiveGoodsCallback) error      // for CmdLiveGoods
	LiveChat       func(context.Context, *LiveChatCallback) error       // for CmdLiveChat
	End            func(context.Context, *EndCallback) error            // for CmdEnd: attendance and everything that was counted
	Attendance     func(context.Context, *AttendanceCallback) error     // for CmdAttendance
	Rating         func(context.Context, *RatingCallback) error         // for CmdRating
	Video          func(context.Context, *VideoCallback) error          // for CmdRecord and CmdUpload
	Answers        func(context.Context, *AnswersCallback) error        // for CmdAnswers
	Playback       func(context.Context, *PlaybackCallback) error       // for CmdPlayback
	Chat           func(context.Context, *ChatCallback) error           // for CmdChat
	Homework       func(context.Context, *HomeworkCallback) error       // for CmdHomeworkSubmit
	Score          func(context.Context, *ScoreCallback) error          // for CmdHomeworkScore, CmdExamScore and CmdAnswerSheetScore
	Discussion     func(context.Context, *DiscussionCallback) error     // for CmdDiscussion
	Change         func(context.Context, *ChangeCallback) error         // for CmdCourseChange, CmdClassChange, CmdCourseStudentChange and CmdClassStudentChange
	FileConverted  func(context.Context, *FileConvertedCallback) error  // for CmdFileConverted
	Account        func(context.Context, *AccountCallback) error        // for CmdAccountCancelled, CmdPhoneReplaced and CmdSubAccountSet
	Test           func(context.Context, *TestCallback) error           // for CmdTest; without it the handler acknowledges the vendor's test by itself

	// Other is required. It gets every callback that no other function can get: one of a kind without a function, one with a Cmd that this
	// module does not know, or without any, and one that cannot be read at all. Raw holds all of it. CmdTest alone, by which the vendor
	// tests the address, is acknowledged without a function where Test is nil.
	Other func(context.Context, *Callback) error

	// DeadLetter gets the callbacks whose function failed MaxAttempts times, with its last error, at the delivery at which it failed for
	// the last time. Keep the callback, Raw at least: the vendor will not send it again. An error of DeadLetter asks for a repeat like any
	// other, but without end, because this is the last place. Default nil: the callback goes to Other, whose errors then ask for repeats
	// without end for every callback that comes to it.
	DeadLetter func(ctx context.Context, callback *Callback, cause error) error

	// Failed receives the reason why a callback was refused or cannot be read as a whole, and every error of a function, of Secrets or of Deliveries,
	// panics included: the vendor does not read them. It may be called concurrently, like the functions above.
	Failed func(context.Context, error)

	// Secrets returns the secrets of a school beside those given to CallbackHandler, so that secrets can be changed and schools can be
	// added while the handler runs. It is asked for every callback before SafeKey is checked, with the SID that the body claims, or with 0
	// where it has none that can be read: keep what it costs small. Nothing, or an empty secret, means that the school is not known. After
	// an error the callback is refused, and the vendor sends it again.
	Secrets func(ctx context.Context, sid int64) ([]string, error)

	// Deliveries remembers handled callbacks, as "classin:<SID>:id:<_id>" or "classin:<SID>:body:<digest of the content>", with ":old" behind
	// it for what MaxAge gave to Other. The default is a MemoryDeliveries of the handler's own. The servers of a fleet share one that claims:
	// see CallbackHandler.
	Deliveries classcloud.DeliveryStore

	// Lease is how long a function may take, and how long a server holds its callback in Deliveries: the function's context ends with it, and
	// the next delivery may run. Default 1 minute: a school's queue waits that long for a server that died.
	Lease time.Duration

	// MaxAttempts is how often the function of one callback may fail before the callback goes to DeadLetter; default 10, which holds the
	// school's queue up for about 90 seconds. The handler counts in its memory: after a restart it begins again, and two servers behind
	// one address count each for itself, so that together they may try up to twice as often.
	MaxAttempts int

	MaxBodySize int64         // the largest body, in bytes; default 16 MiB
	ReadTimeout time.Duration // how long a body may take to arrive; default 30 seconds

	// MaxAge is how far a callback's SignTime may be from Now, before or after. One that is further away, or whose TimeStamp is not a time,
	// goes to Other with the reason in Problems, and is acknowledged, because a refusal would hold the school's queue up for ever. Default 0,
	// which accepts any: the vendor's TimeStamp lies 10 minutes in the future in its samples (inferred from their _id), a callback waits in
	// the school's queue for as long as those before it, and it is not documented whether it is signed again for a repeat. So give it hours
	// rather than minutes. It limits how long a recorded SafeKey, which does not cover the content, can be used by somebody else.
	MaxAge time.Duration
	Now    func() time.Time // the current time for MaxAge; default time.Now
}
