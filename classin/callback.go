package classin

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Cmd is the kind of a callback (Cmd), which the vendor writes as a number or as text. Callbacks of a kind this module does not know are
// passed on like all others.
type Cmd string

// The kinds of callbacks while a class runs.
const (
	CmdEnter          Cmd = "67371107"             // somebody entered a class: EnterCallback
	CmdLeave          Cmd = "67371111"             // somebody left a class: LeaveCallback
	CmdAuthorize      Cmd = "67371520"             // somebody was allowed to draw, or no longer: AuthorizeCallback
	CmdStage          Cmd = "67371521"             // somebody went on stage, or off it: StageCallback
	CmdMute           Cmd = "67371522"             // somebody was muted, or no longer: MuteCallback
	CmdKick           Cmd = "67371523"             // somebody was removed from the class: KickCallback
	CmdMuteAll        Cmd = "67371586"             // everybody was muted, or no longer: MuteCallback
	CmdTool           Cmd = "67375105"             // a tool, which the member Color tells: HandsUpCallback, AwardCallback, CameraCallback, SelectorCallback, ResponderCallback
	CmdNetwork        Cmd = "Net"                  // a report on somebody's network, every 5 minutes: NetworkCallback
	CmdDeviceCheck    Cmd = "Check"                // a report on somebody's devices: DeviceCheckCallback
	CmdHelp           Cmd = "HelpInfo"             // somebody asked for help: HelpCallback
	CmdExtended       Cmd = "ClassLen"             // the teacher made the class longer: ExtendedCallback
	CmdRecordingStart Cmd = "LiveDetail"           // a recording started: RecordingStartCallback
	CmdBlackboard     Cmd = "EdbImg"               // the blackboard as a picture: BlackboardCallback
	CmdLiveLogin      Cmd = "LiveWebLogin"         // somebody logged in on the page of the broadcast: LiveLoginCallback
	CmdLiveReserve    Cmd = "LiveReserve"          // somebody reserved the broadcast: LiveReserveCallback
	CmdLiveView       Cmd = "LiveDataDetail"       // somebody watched the broadcast: ViewCallback
	CmdLiveLike       Cmd = "LiveLike"             // somebody liked the broadcast: LiveLikeCallback
	CmdLiveGoods      Cmd = "LiveGoodsClickDetail" // somebody clicked on goods in the broadcast: LiveGoodsCallback
	CmdLiveChat       Cmd = "LiveChatMsgDetail"    // somebody wrote in the chat of the broadcast: LiveChatCallback
)

// The kinds of callbacks after a class, at the latest 20 minutes after its end.
const (
	CmdEnd        Cmd = "End"                      // attendance and everything that was counted: EndCallback
	CmdRating     Cmd = "Rating"                   // a rating: RatingCallback
	CmdRecord     Cmd = "Record"                   // a recording is ready: VideoCallback
	CmdUpload     Cmd = "Upload"                   // a video was uploaded by hand: VideoCallback
	CmdAnswers    Cmd = "EduDt"                    // answers of many students to many questions; its times are in milliseconds, and its CID is the class: AnswersCallback
	CmdReplayView Cmd = "ReplayDataDetail"         // somebody watched the replay on the web: ViewCallback
	CmdPlayback   Cmd = "ClientPlaybackDataDetail" // somebody watched the replay in the client: PlaybackCallback
	CmdChat       Cmd = "ChatContent"              // the chat as an archive: ChatCallback
	CmdAttendance Cmd = "Attendance"               // attendance, which the vendor's public documents do not have: AttendanceCallback
)

// The kinds of callbacks about courses and the institution, and the test of the address.
const (
	CmdHomeworkSubmit      Cmd = "HomeworkSubmit"         // a student handed homework in: HomeworkCallback
	CmdHomeworkScore       Cmd = "HomeworkScore"          // the score of homework: ScoreCallback
	CmdExamScore           Cmd = "ExamScore"              // the score of a quiz: ScoreCallback
	CmdAnswerSheetScore    Cmd = "AnswerSheetScore"       // the score of an answer sheet: ScoreCallback
	CmdDiscussion          Cmd = "DiscussionChangeInfo"   // a discussion changed: DiscussionCallback
	CmdCourseChange        Cmd = "eeoCourseInfoChange"    // a course changed: ChangeCallback
	CmdClassChange         Cmd = "eeoClassInfoChange"     // a class changed: ChangeCallback
	CmdCourseStudentChange Cmd = "eeoCourseStudentChange" // the students of a course changed: ChangeCallback
	CmdClassStudentChange  Cmd = "eeoClassStudentChange"  // the students of a class changed: ChangeCallback
	CmdFileConverted       Cmd = "FileCov"                // a file was converted: FileConvertedCallback
	CmdUserCheck           Cmd = "UserCheck"              // a report on somebody's devices outside of a class: DeviceCheckCallback
	CmdAccountCancelled    Cmd = "AccountCancellation"    // an account was deleted: AccountCallback
	CmdPhoneReplaced       Cmd = "ReplacePhoneNumber"     // an account has another phone number: AccountCallback
	CmdSubAccountSet       Cmd = "setSubAccount"          // a sub-account was set: AccountCallback
	CmdTest                Cmd = "Test"                   // the vendor tests the address: TestCallback
)

// Role is somebody's role in a class (Identity).
type Role int

// The roles.
const (
	RoleStudent            Role = 1   // a student
	RoleAuditor            Role = 2   // an auditor
	RoleTeacher            Role = 3   // the teacher
	RoleAssistant          Role = 4   // a co-teacher
	RolePrincipal          Role = 193 // the institution's principal
	RolePrincipalAssistant Role = 194 // the principal's assistant
)

var roleNames = map[Role]string{
	RoleStudent: "Student", RoleAuditor: "Auditor", RoleTeacher: "Teacher", RoleAssistant: "Assistant",
	RolePrincipal: "Principal", RolePrincipalAssistant: "PrincipalAssistant",
}

// String returns the role's name, or Role(9) for a value this module does not know.
func (r Role) String() string { return wire.EnumName("Role", r, roleNames) }

// Callback is a message of the vendor's data subscription (数据订阅). Its fields are those that callbacks have in common; each callback has
// some of them.
type Callback struct {
	Cmd       Cmd         `json:"Cmd,omitzero"` // the kind
	ID        string      `json:"_id,omitzero"` // the same in all repeats of a callback; some of the vendor's samples have none
	SID       int64       `json:"SID,omitzero"` // the school; that of the secret which fits, where the callback has none that can be read
	CourseID  int64       `json:"CourseID,omitzero"`
	ClassID   int64       `json:"ClassID,omitzero"`
	UID       UID         `json:"UID,omitzero"`        // the user that the callback is about
	SourceUID UID         `json:"SourceUID,omitzero"`  // the user who acted; 0 is the service
	TargetUID UID         `json:"TargetUID,omitzero"`  // the user acted upon; 0 is everybody
	Role      Role        `json:"Identity,omitzero"`   // the role of UID
	Time      time.Time   `json:"ActionTime,omitzero"` // when it happened
	StartTime time.Time   `json:"StartTime,omitzero"`  // the start of the class
	CloseTime time.Time   `json:"CloseTime,omitzero"`  // the end of the class, 20 minutes of overtime included
	SignTime  time.Time   `json:"TimeStamp,omitzero"`  // the time that SafeKey signs: in the vendor's samples 10 minutes after Time
	Raw       RawCallback `json:"-"`                   // the whole callback

	// Unknown holds the members that the callback's type does not have, as they arrived; it is nil before Decode. In the types of the parts of
	// a callback it does the same for their objects. A member of an object by users whose name is not a user is there under its place:
	// "inoutEnd/Total".
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`

	// Problems lists what stands in the callback and could not be read: where (a JSON pointer into Raw), why, and its bytes. The field that
	// should hold it is zero, and that zero says nothing: see ProblemsAt. A member that the callback must hold and lacks is here without
	// bytes.
	Problems []classcloud.RowError `json:"-"`
}

// RawCallback is a callback as it arrived, in JSON. It prints its length alone, because it holds a SafeKey, with which anybody could sign;
// fmt finds no bytes in it, either, where it calls no method. encoding/json writes the callback itself, for keeping it. The zero value
// holds none.
type RawCallback struct{ kept *[]byte }

// NewRawCallback returns a copy of a callback's JSON as it arrived.
func NewRawCallback(text []byte) RawCallback {
	if len(text) == 0 {
		return RawCallback{}
	}
	own := slices.Clone(text)
	return RawCallback{&own}
}

// Bytes returns a copy of the callback's JSON as it arrived; nil where there is none.
func (r RawCallback) Bytes() []byte { return slices.Clone(r.text()) }

// text returns the JSON itself.
func (r RawCallback) text() []byte {
	if r.kept == nil {
		return nil
	}
	return *r.kept
}

// Format writes the length of the callback, whatever the verb.
func (r RawCallback) Format(f fmt.State, _ rune) {
	transport.Redacted(f, "classin.RawCallback of "+strconv.Itoa(len(r.text()))+" bytes")
}

// LogValue gives slog the length of the callback.
func (r RawCallback) LogValue() slog.Value { return transport.RedactedLog(fmt.Sprint(r)) }

// MarshalJSON writes the callback as it arrived, for keeping it; null where there is none.
func (r RawCallback) MarshalJSON() ([]byte, error) {
	if r.kept == nil {
		return []byte("null"), nil
	}
	return r.Bytes(), nil
}

// UnmarshalJSON keeps a callback.
func (r *RawCallback) UnmarshalJSON(text []byte) error {
	*r = NewRawCallback(text)
	return nil
}

// ParseCallback checks the SafeKey of a callback and reads it. Give the credentials of every school whose callbacks may come: a school's
// secret opens only callbacks with its SID. While a secret is being replaced, give two Credentials of the same SID, with the old secret
// and the new one. Empty secrets are ignored. Callback.Decode returns the callback as a type of its own.
//
// SafeKey is the MD5 of the secret and TimeStamp (公共字段, datasub/publicfield.md). It proves who sent the callback, but does not cover its
// content, so receive callbacks over HTTPS only. The age of a callback is not checked: TimeStamp is 10 minutes in the future in the
// vendor's own samples, and repeats go on for ever; CallbackFuncs.MaxAge checks it for who wants that. A callback with the right SafeKey is never refused for its content, because that would
// block the school's queue: what cannot be read of its common members is listed in Problems. A callback without a SafeKey is refused,
// though some of the vendor's samples have none: the list of common members has it.
//
// A callback without an SID, or with one that is not a whole number, is tried with every secret given, because only the school itself can
// have signed it with its secret; Callback.SID is then the SID of that school. The vendor documents an SID for all callbacks but lists one
// sample without it (客户端回放观看统计（新）, datasub/classrelated.md).
//
// The errors: FailedPrecondition without a secret, InvalidArgument for a body that is not a whole JSON object and for Credentials without
// an SID, Unauthenticated for a SafeKey that is missing or wrong and for the SID of another school. ParseCallback does not drop repeats;
// CallbackHandler does.
func ParseCallback(body []byte, schools ...Credentials) (*Callback, error) {
	failure := checkSchools(schools)
	var callback *Callback
	if failure == nil {
		callback, failure = parseCallback(NewRawCallback(wire.TrimBOM(body)), schools, nil)
	}
	if failure != nil {
		failure.Operation = "ParseCallback"
		return nil, failure
	}
	return callback, nil
}

// checkSchools refuses a secret without its school, which would never open a callback.
func checkSchools(schools []Credentials) *classcloud.Error {
	for _, school := range schools {
		if school.SID <= 0 {
			return refused("school", classcloud.InvalidArgument, errors.New("Credentials.SID is required: a secret opens only the callbacks of its school"))
		}
	}
	return nil
}

// parseCallback checks and reads a callback, which is kept. more, if it is not nil, returns further secrets of a school.
func parseCallback(body RawCallback, schools []Credentials, more func(sid int64) ([]string, *classcloud.Error)) (*Callback, *classcloud.Error) {
	if more == nil && !slices.ContainsFunc(schools, func(school Credentials) bool { return school.Secret != "" }) {
		return nil, refused("secret", classcloud.FailedPrecondition, errors.New("a secret is needed to check SafeKey"))
	}
	envelope, err := wire.Split(body.text())
	if err != nil {
		return nil, refused("body", classcloud.InvalidArgument, errors.New("it is not a JSON object"))
	}
	callback := readCallback(envelope, body)
	candidates := slices.DeleteFunc(slices.Clone(schools), func(school Credentials) bool {
		return school.Secret == "" || callback.SID != 0 && school.SID != callback.SID // anybody could sign with an empty secret
	})
	if more != nil {
		secrets, failure := more(callback.SID)
		if failure != nil {
			return nil, failure
		}
		for _, secret := range secrets {
			if secret != "" {
				candidates = append(candidates, Credentials{SID: callback.SID, Secret: secret})
			}
		}
	}
	school, failure := checkSafeKey(envelope, candidates)
	if failure != nil {
		return nil, failure
	}
	callback.SID = school
	return callback, nil
}

// checkSafeKey returns the school among the candidates that signed the callback, or 0 when that is not known or schools with the same
// secret cannot be told apart.
func checkSafeKey(envelope wire.Envelope, candidates []Credentials) (int64, *classcloud.Error) {
	stamp, got := envelope.Text("TimeStamp"), strings.ToLower(envelope.Text("SafeKey"))
	if stamp == "" || got == "" {
		return 0, refused("signature", classcloud.Unauthenticated, errors.New("SafeKey or TimeStamp is missing"))
	}
	if len(candidates) == 0 {
		return 0, refused("signature", classcloud.Unauthenticated, errors.New("there is not a secret for its SID"))
	}
	fits, signers := 0, map[int64]bool{}
	for _, candidate := range candidates {
		fit := subtle.ConstantTimeCompare([]byte(md5Hex(candidate.Secret+stamp)), []byte(got))
		if fits |= fit; fit == 1 && candidate.SID != 0 {
			signers[candidate.SID] = true
		}
	}
	if fits == 0 {
		failure := refused("signature", classcloud.Unauthenticated, errors.New("SafeKey does not fit TimeStamp"))
		failure.Hint = "check the secret"
		return 0, failure
	}
	if len(signers) == 1 {
		for sid := range signers {
			return sid, nil
		}
	}
	return 0, nil
}

// readCallback reads the common members as far as they can be read.
func readCallback(from wire.Envelope, body RawCallback) *Callback {
	w := &Callback{Raw: body}
	problem := func(name, what string) {
		w.Problems = append(w.Problems, classcloud.RowError{Index: -1, Path: "/" + name, Problem: what, Raw: slices.Clone(from.Get(name))})
	}
	text := func(name string) string {
		raw := from.Get(name)
		switch {
		case string(raw) == "false": // as PHP says that there is none
			return ""
		case len(raw) > 0 && (raw[0] == '{' || raw[0] == '['):
			problem(name, "is an object or a list")
		}
		return wire.ScalarText(raw)
	}
	number := func(names ...string) int64 {
		for _, name := range names {
			raw := from.Get(name)
			if len(raw) == 0 {
				continue
			}
			if !wire.IsPlainNumber(raw) {
				raw = []byte(strings.TrimSpace(text(name)))
			}
			n, err := strconv.ParseInt(string(raw), 10, 64)
			if err != nil && len(raw) > 0 {
				err = wire.Decode([]byte(strconv.Quote(string(raw))), &n) // 7.0 is a whole number, too
			}
			if err == nil && n != 0 {
				return n
			}
			if err != nil && len(raw) > 0 {
				problem(name, "is not a whole number")
			}
		}
		return 0
	}
	at := func(name string) time.Time {
		t, err := wire.ParseTime(text(name))
		if err != nil {
			problem(name, "is not a time")
		}
		return t
	}
	if text("Cmd") != "" {
		w.Cmd = Cmd(from.Code("Cmd"))
	}
	w.ID, w.SID = text("_id"), number("SID")
	w.CourseID, w.ClassID = number("CourseID", "CourseId"), number("ClassID", "ClassId", "CID") // the spelling differs between callbacks
	w.UID, w.SourceUID, w.TargetUID, w.Role = UID(number("UID")), UID(number("SourceUID")), UID(number("TargetUID")), Role(number("Identity"))
	w.Time, w.StartTime, w.CloseTime, w.SignTime = at("ActionTime"), at("StartTime"), at("CloseTime"), at("TimeStamp")
	return w
}

// refused makes the error of a callback that was not accepted.
func refused(step string, kind classcloud.Kind, problem error, cause ...error) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Kind: kind, Message: step + ": " + problem.Error(), Outcome: classcloud.OutcomeNotApplied, Err: errors.Join(cause...)}
}

// SignCallback adds to a callback, a JSON object, the TimeStamp and SafeKey that the vendor would give it, for tests of code that
// receives callbacks. The vendor's TimeStamp is about 10 minutes after the event.
func SignCallback(callback []byte, secret string, at time.Time) ([]byte, error) {
	envelope, err := wire.Split(callback)
	if err != nil {
		return nil, errors.New("classin: SignCallback: the callback is not a JSON object")
	}
	members := appendRaw(nil, slices.DeleteFunc(envelope, isSignature))
	return wire.AppendJSONObject(nil, append(members,
		wire.Member{Name: "TimeStamp", Value: wire.IntOf(at.Unix())},
		wire.Member{Name: "SafeKey", Value: wire.TextOf(md5Hex(secret + strconv.FormatInt(at.Unix(), 10)))})), nil
}
