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

	// Other receives every callback without a function of its own, with a Cmd this module does not know, or that does not fit its type.
	// The last kind is reported to Failed too. CmdTest never comes here.
	Other func(context.Context, *Callback) error

	// Failed receives the reason why a callback was refused, and the errors of functions and of Deliveries: the vendor does not read
	// them. It may be called concurrently, like the functions above.
	Failed func(context.Context, error)

	Deliveries  classcloud.DeliveryStore // remembers handled callbacks as "classin:" + _id; default a MemoryDeliveries of the handler's own
	MaxBodySize int64                    // the largest body, in bytes; default 16 MiB
}
