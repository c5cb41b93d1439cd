package classin

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Cmd is what a message tells (Cmd): the vendor writes a number or a text. One this module does not know is passed on like the others.
type Cmd string

// What is told while a class runs.
const (
	CmdEnter          Cmd = "67371107" // somebody entered: EnterCallback
	CmdLeave          Cmd = "67371111" // somebody left: LeaveCallback
	CmdAuthorize      Cmd = "67371520" // may draw, or no longer
	CmdStage          Cmd = "67371521" // went on stage, or off it
	CmdMute           Cmd = "67371522"
	CmdKick           Cmd = "67371523"
	CmdMuteAll        Cmd = "67371586"
	CmdTool           Cmd = "67375105" // hand, award, camera, answers: the member Color tells them apart
	CmdNetwork        Cmd = "Net"
	CmdDeviceCheck    Cmd = "Check"
	CmdHelp           Cmd = "HelpInfo"
	CmdExtended       Cmd = "ClassLen" // the teacher made the class longer
	CmdRecordingStart Cmd = "LiveDetail"
	CmdBlackboard     Cmd = "EdbImg"
	CmdLiveLogin      Cmd = "LiveWebLogin"
	CmdLiveReserve    Cmd = "LiveReserve"
	CmdLiveView       Cmd = "LiveDataDetail" // somebody watched the broadcast: ViewCallback
	CmdLiveLike       Cmd = "LiveLike"
	CmdLiveGoods      Cmd = "LiveGoodsClickDetail"
	CmdLiveChat       Cmd = "LiveChatMsgDetail"
)

// What is told after a class: 20 minutes after its end at the latest.
const (
	CmdEnd        Cmd = "End"                      // attendance and all that was counted: EndCallback
	CmdRating     Cmd = "Rating"                   // RatingCallback
	CmdRecord     Cmd = "Record"                   // a recording is ready: VideoCallback
	CmdUpload     Cmd = "Upload"                   // a video was uploaded by hand: VideoCallback
	CmdAnswers    Cmd = "EduDt"                    // many questions for many; its times are in milliseconds, its CID is the class
	CmdReplayView Cmd = "ReplayDataDetail"         // somebody watched the replay on the web: ViewCallback
	CmdPlayback   Cmd = "ClientPlaybackDataDetail" // somebody watched it in the client: PlaybackCallback
	CmdChat       Cmd = "ChatContent"              // the chat as an archive: ChatCallback
	CmdAttendance Cmd = "Attendance"               // of newer versions of the document alone
)

// What is told of courses and of the institution, and the test of the address.
const (
	CmdHomeworkSubmit      Cmd = "HomeworkSubmit" // HomeworkCallback
	CmdHomeworkScore       Cmd = "HomeworkScore"  // ScoreCallback
	CmdExamScore           Cmd = "ExamScore"      // ScoreCallback
	CmdAnswerSheetScore    Cmd = "AnswerSheetScore"
	CmdDiscussion          Cmd = "DiscussionChangeInfo"
	CmdCourseChange        Cmd = "eeoCourseInfoChange"    // ChangeCallback
	CmdClassChange         Cmd = "eeoClassInfoChange"     // ChangeCallback
	CmdCourseStudentChange Cmd = "eeoCourseStudentChange" // ChangeCallback
	CmdClassStudentChange  Cmd = "eeoClassStudentChange"  // ChangeCallback
	CmdFileConverted       Cmd = "FileCov"
	CmdUserCheck           Cmd = "UserCheck"
	CmdAccountCancelled    Cmd = "AccountCancellation" // AccountCallback
	CmdPhoneReplaced       Cmd = "ReplacePhoneNumber"  // AccountCallback
	CmdSubAccountSet       Cmd = "setSubAccount"       // AccountCallback
	CmdTest                Cmd = "Test"                // the vendor tries the address out
)

// Identity is who somebody is in a class (Identity).
type Role int

// The identities.
const (
	RoleStudent            Role = 1
	RoleAuditor            Role = 2
	RoleTeacher            Role = 3
	RoleAssistant          Role = 4 // a co-teacher
	RolePrincipal          Role = 193
	RolePrincipalAssistant Role = 194
)

var roleNames = map[Role]string{
	RoleStudent: "Student", RoleAuditor: "Auditor", RoleTeacher: "Teacher", RoleAssistant: "Assistant",
	RolePrincipal: "Principal", RolePrincipalAssistant: "PrincipalAssistant",
}

// String returns the identity's name, or Identity(9) for a value this module does not know.
func (i Role) String() string { return wire.EnumName("Identity", i, roleNames) }

// Callback is a message of the vendor's data subscription (数据订阅): what all messages have in common, as far as this one has it.
type Callback struct {
	Cmd       Cmd             `json:"Cmd,omitzero"`
	ID        string          `json:"_id,omitzero"` // the same in its repeats; the vendor's samples of some messages have none
	SID       int64           `json:"SID,omitzero"`
	CourseID  int64           `json:"CourseID,omitzero"`
	ClassID   int64           `json:"ClassID,omitzero"`
	UID       UID             `json:"UID,omitzero"`        // of whom it tells
	SourceUID UID             `json:"SourceUID,omitzero"`  // who did it; 0 is the service
	TargetUID UID             `json:"TargetUID,omitzero"`  // to whom; 0 is everybody
	Role      Role            `json:"Identity,omitzero"`   // of UID
	Time      time.Time       `json:"ActionTime,omitzero"` // when it happened
	StartTime time.Time       `json:"StartTime,omitzero"`  // of the class
	CloseTime time.Time       `json:"CloseTime,omitzero"`  // of the class, 20 minutes of overtime included
	SignTime  time.Time       `json:"TimeStamp,omitzero"`  // what SafeKey signs: in the vendor's samples 10 minutes after Time
	Raw       json.RawMessage `json:"-"`                   // all of it
}

// ParseCallback checks the SafeKey of a message and reads it. Any of the secrets may have signed it: give the old one and the new one while
// they are being changed. Empty secrets count for nothing. Callback.Message gives what the message tells as a type of its own.
//
// SafeKey is the MD5 of the secret and TimeStamp: it says who sent the message, and does not cover what is in it. Receive over HTTPS
// alone. Its age is not looked at: TimeStamp lies 10 minutes in the future in the vendor's own samples, and repeats go on for ever. A
// message whose SafeKey holds is never refused for what else is in it: that would block the school's queue. One without a SafeKey is
// refused, though the vendor prints some of its samples so: its list of common members has it.
//
// It drops no repeats: CallbackHandler does.
func ParseCallback(body []byte, secrets ...string) (*Callback, error) {
	message, failure := parseCallback(body, secrets)
	if failure != nil {
		failure.Operation = "ParseCallback"
		return nil, failure
	}
	return message, nil
}

func parseCallback(body []byte, secrets []string) (*Callback, *classcloud.Error) {
	secrets = slices.DeleteFunc(slices.Clone(secrets), func(secret string) bool { return secret == "" }) // anyone could sign with it
	if len(secrets) == 0 {
		return nil, refused("secret", classcloud.FailedPrecondition, errors.New("there is no secret to check SafeKey with"))
	}
	envelope, err := wire.Split(body)
	if err != nil {
		return nil, refused("body", classcloud.InvalidArgument, errors.New("it is no JSON object"))
	}
	stamp, got := envelope.Text("TimeStamp"), strings.ToLower(envelope.Text("SafeKey"))
	if stamp == "" || got == "" {
		return nil, refused("signature", classcloud.Unauthenticated, errors.New("there is no SafeKey, or no TimeStamp"))
	}
	fits := 0
	for _, secret := range secrets {
		fits |= subtle.ConstantTimeCompare([]byte(md5Hex(secret+stamp)), []byte(got))
	}
	if fits == 0 {
		failure := refused("signature", classcloud.Unauthenticated, errors.New("SafeKey is not that of TimeStamp"))
		failure.Hint = "check the secret"
		return nil, failure
	}
	return readCallback(envelope, body), nil
}

// readCallback reads what can be read of the common members.
func readCallback(from wire.Envelope, body []byte) *Callback {
	number := func(names ...string) int64 {
		for _, name := range names {
			if n, err := strconv.ParseInt(strings.TrimSpace(from.Text(name)), 10, 64); err == nil && n != 0 {
				return n
			}
		}
		return 0
	}
	at := func(name string) time.Time {
		t, _ := wire.ParseTime(from.Text(name)) // what is no time is none
		return t
	}
	return &Callback{
		Cmd: Cmd(from.Text("Cmd")), ID: from.Text("_id"), SID: number("SID"),
		CourseID: number("CourseID", "CourseId"), ClassID: number("ClassID", "ClassId", "CID"), // as different messages have it
		UID: UID(number("UID")), SourceUID: UID(number("SourceUID")), TargetUID: UID(number("TargetUID")), Role: Role(number("Identity")),
		Time: at("ActionTime"), StartTime: at("StartTime"), CloseTime: at("CloseTime"), SignTime: at("TimeStamp"),
		Raw: slices.Clone(wire.TrimBOM(body)),
	}
}

func refused(step string, kind classcloud.Kind, problem error) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Kind: kind, Message: step + ": " + problem.Error(), Outcome: classcloud.OutcomeNotApplied}
}

// SignCallback returns a message, a JSON object, with the TimeStamp and SafeKey the vendor would give it, for tests of code that receives
// messages. The vendor's TimeStamp is about 10 minutes after the event.
func SignCallback(message []byte, secret string, at time.Time) ([]byte, error) {
	envelope, err := wire.Split(message)
	if err != nil {
		return nil, errors.New("classin: SignCallback: the message is no JSON object")
	}
	members := appendRaw(nil, slices.DeleteFunc(envelope, func(m wire.RawMember) bool { return m.Name == "TimeStamp" || m.Name == "SafeKey" }))
	return wire.AppendJSONObject(nil, append(members,
		wire.Member{Name: "TimeStamp", Value: wire.IntOf(at.Unix())},
		wire.Member{Name: "SafeKey", Value: wire.TextOf(md5Hex(secret + strconv.FormatInt(at.Unix(), 10)))})), nil
}
