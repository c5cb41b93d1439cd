package classin

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// payload is a type that reads itself from a callback whose SafeKey was checked.
type payload[T any] interface {
	*T
	read(callback *Callback) error
}

// Decode returns the callback as a pointer to a type of its own: *EnterCallback, *EndCallback and so on. For a Cmd without a type it
// returns nil and no error: Raw holds everything.
func (w *Callback) Decode() (any, error) {
	var out interface {
		read(callback *Callback) error
	}
	switch w.Cmd {
	case CmdEnter:
		out = new(EnterCallback)
	case CmdLeave:
		out = new(LeaveCallback)
	case CmdEnd:
		out = new(EndCallback)
	case CmdRating:
		out = new(RatingCallback)
	case CmdRecord, CmdUpload:
		out = new(VideoCallback)
	case CmdChat:
		out = new(ChatCallback)
	case CmdLiveView, CmdReplayView:
		out = new(ViewCallback)
	case CmdPlayback:
		out = new(PlaybackCallback)
	case CmdHomeworkSubmit:
		out = new(HomeworkCallback)
	case CmdHomeworkScore, CmdExamScore, CmdAnswerSheetScore:
		out = new(ScoreCallback)
	case CmdCourseChange, CmdClassChange, CmdCourseStudentChange, CmdClassStudentChange:
		out = new(ChangeCallback)
	case CmdAccountCancelled, CmdPhoneReplaced, CmdSubAccountSet:
		out = new(AccountCallback)
	default:
		return nil, nil
	}
	if err := out.read(w); err != nil {
		return nil, fmt.Errorf("classin: the callback %s does not fit its type: %w", w.Cmd, err)
	}
	return out, nil
}

// EnterCallback reports that somebody entered a class (进入教室). UID and Role say who.
type EnterCallback struct {
	Callback
	Nickname       string `json:"NickName,omitzero"`
	Phone          string `json:"LoginMobile,omitzero"`
	Email          string `json:"LoginEmail,omitzero"`
	ClientID       int    `json:"ClientID,omitzero"`       // 0 on the first device, 1 on the second
	Device         int    `json:"Device,omitzero"`         // 0 Windows or macOS, 1 iPhone, 2 iPad, 3 web, 4 Android phone, 5 Android tablet …
	AllowEnterTime int64  `json:"AllowEnterTime,omitzero"` // after being removed: the time of re-entry; the document does not say whether it is a time or a number of seconds
}

func (m *EnterCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// LeaveCallback reports that somebody left a class (退出教室). UID and Role say who.
type LeaveCallback struct {
	Callback
	ClientID int `json:"ClientID,omitzero"` // 0 on the first device, 1 on the second
	Reason   int `json:"Reason,omitzero"`   // 0 unknown, 1 left, 2 the class closed, 3 crashed, 4 removed, 5 the service closed, 6 disconnected …
}

func (m *LeaveCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// EndCallback sums a class up after its end (课节汇总数据). Data holds what has no field here.
type EndCallback struct {
	Callback
	RealCloseTime time.Time              `json:"RealCloseTime,omitzero"` // see EndTime
	Attendance    map[UID]Attendance     `json:"inoutEnd,omitzero"`
	Stage         map[UID]StageTime      `json:"stageEnd,omitzero"`
	HandsUp       map[UID]HandsUp        `json:"handsupEnd,omitzero"`
	Awards        map[UID]Awards         `json:"awardEnd,omitzero"`
	Authorized    map[UID]AuthorizedTime `json:"authorizeEnd,omitzero"` // the users who were allowed to draw
	Equipment     map[UID]Equipment      `json:"equipmentsEnd,omitzero"`
	Data          json.RawMessage        `json:"-"` // everything that was counted
}

// Attendance is the time that somebody spent in a class.
type Attendance struct {
	Duration time.Duration   `json:"Total,omitzero" wire:"seconds"`
	Role     Role            `json:"Identity,omitzero"`
	Details  []InOut         `json:"Details,omitzero"`
	Others   []DeputyPresent `json:"Deputies,omitzero"` // the time on further devices
}

// DeputyPresent is the time that somebody spent in a class on a further device.
type DeputyPresent struct {
	ClientID int           `json:"ClientID,omitzero"` // 1, 2 …
	Duration time.Duration `json:"Total,omitzero" wire:"seconds"`
	Details  []InOut       `json:"Details,omitzero"`
}

// InOut is one entry or exit.
type InOut struct {
	Type   string    `json:"Type,omitzero"`   // In or Out
	Device int       `json:"Device,omitzero"` // set for In only
	Time   time.Time `json:"Time,omitzero"`
}

// StageTime is the time that somebody spent on stage and off it.
type StageTime struct {
	UpCount      int           `json:"UpCount,omitzero"`
	UpDuration   time.Duration `json:"UpTotal,omitzero" wire:"seconds"`
	DownCount    int           `json:"DownCount,omitzero"`
	DownDuration time.Duration `json:"DownTotal,omitzero" wire:"seconds"`
}

// HandsUp counts how often and how long somebody raised a hand.
type HandsUp struct {
	Count    int           `json:"Total,omitzero"`
	Duration time.Duration `json:"CTime,omitzero" wire:"seconds"`
}

// Awards counts the awards that somebody was given.
type Awards struct {
	Count int `json:"Total,omitzero"`
}

// AuthorizedTime is the time that somebody was allowed to draw.
type AuthorizedTime struct {
	Count    int           `json:"Count,omitzero"`
	Duration time.Duration `json:"Total,omitzero" wire:"seconds"`
}

// Equipment is the time that somebody's devices were on.
type Equipment struct {
	Microphone DeviceTime `json:"Microphone,omitzero"`
	Camera     DeviceTime `json:"Camera,omitzero"`
}

// DeviceTime is the time that a device was on.
type DeviceTime struct {
	OnStage  time.Duration `json:"Total,omitzero" wire:"seconds"`            // while on stage
	Duration time.Duration `json:"TotalNotDisabled,omitzero" wire:"seconds"` // on stage and off it
}

// EndTime returns the time at which the class really ended. By the document's rule that is the earlier of RealCloseTime and CloseTime, or
// CloseTime if RealCloseTime is not set.
func (m *EndCallback) EndTime() time.Time {
	if m.RealCloseTime.IsZero() || !m.CloseTime.IsZero() && m.CloseTime.Before(m.RealCloseTime) {
		return m.CloseTime
	}
	return m.RealCloseTime
}

func (m *EndCallback) read(callback *Callback) error {
	all, err := wire.Split(callback.Raw)
	if err != nil {
		return err
	}
	m.Callback, m.Data = *callback, all.Get("Data")
	if m.RealCloseTime, err = wire.ParseTime(all.Text("RealCloseTime")); err != nil {
		return fmt.Errorf("RealCloseTime: %w", err)
	}
	data, _ := wire.Split(m.Data) // [] and null mean that nothing was counted
	for _, part := range []error{
		perUser(data, "inoutEnd", &m.Attendance), perUser(data, "stageEnd", &m.Stage), perUser(data, "handsupEnd", &m.HandsUp),
		perUser(data, "awardEnd", &m.Awards), perUser(data, "authorizeEnd", &m.Authorized), perUser(data, "equipmentsEnd", &m.Equipment),
	} {
		if part != nil {
			return part
		}
	}
	return nil
}

// perUser reads an object whose members are named by users. PHP writes it as [] when it is empty. Other members, such as a total, are
// left out.
func perUser[T any](from wire.Envelope, name string, out *map[UID]T) error {
	users, err := wire.Split(from.Get(name))
	if err != nil {
		return nil //nolint:nilerr // [] and a missing member hold nobody
	}
	for _, user := range users {
		uid, err := strconv.ParseInt(user.Name, 10, 64)
		if err != nil {
			continue
		}
		var value T
		if err := wire.Decode(user.Raw, &value); err != nil {
			return fmt.Errorf("%s/%d: %w", name, uid, err)
		}
		if *out == nil {
			*out = make(map[UID]T, len(users))
		}
		(*out)[UID(uid)] = value
	}
	return nil
}

// RatingCallback holds a teacher's ratings of students, or a student's rating of the teacher (评价和评分). It comes again whenever a rating
// changes.
type RatingCallback struct {
	Callback
	TeacherUID UID            `json:"TUID,omitzero"`
	Ratings    map[UID]Rating `json:"Comments,omitzero"` // by student
}

// Rating holds the remarks between one student and the teacher.
type Rating struct {
	Account   string  `json:"Account,omitzero"`      // the student's
	Email     string  `json:"studentEmail,omitzero"` // the student's
	ByTeacher *Remark `json:"T2S,omitzero"`
	ByStudent *Remark `json:"S2T,omitzero"`
}

// Remark is a comment with a score.
type Remark struct {
	Comment string `json:"Comment,omitzero"`
	Score   int    `json:"Score,omitzero"`
}

func (m *RatingCallback) read(callback *Callback) error {
	all, err := wire.Split(callback.Raw)
	if err != nil {
		return err
	}
	m.Callback = *callback
	teacher, _ := strconv.ParseInt(all.Text("TUID"), 10, 64)
	m.TeacherUID = UID(teacher)
	return perUser(all, "Comments", &m.Ratings)
}

// VideoCallback reports a video of a class: a recording (录课文件), which may be one of several, or a replay video (回放视频) that was uploaded
// by hand.
type VideoCallback struct {
	Callback
	URL            string    `json:"VUrl,omitzero"`
	FileID         string    `json:"FileId,omitzero"`   // the id that Recordings.Delete takes
	VideoStartTime time.Time `json:"VST,omitzero"`      // set for CmdRecord
	VideoEndTime   time.Time `json:"VET,omitzero"`      // set for CmdRecord
	Duration       int64     `json:"Duration,omitzero"` // the document gives no unit, and its sample (12345 for a video of 102 seconds) fits none
	Size           int64     `json:"Size,omitzero"`     // bytes
	Source         string    `json:"CIDExt,omitzero"`   // set for CmdRecord: ClassRoom, or Camera.3 for the teacher's camera
}

func (m *VideoCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// ChatCallback reports where the archived chat of a class is (课节聊天消息打包).
type ChatCallback struct {
	Callback
	URL string `json:"Url,omitzero"` // the URL of a zip file; in the vendor's sample it lacks a scheme
}

func (m *ChatCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// ViewCallback reports how long somebody watched a broadcast (直播观看明细) or a replay (回放观看明细) on the web. Several may have the same Account
// and EnterTime: the longest counts.
type ViewCallback struct {
	Callback
	Data View `json:"Data,omitzero"`
}

// View is one visit of a viewer.
type View struct {
	Account    string        `json:"Telephone,omitzero"` // phone number or e-mail address; yk_… is a guest
	Nickname   string        `json:"Nickname,omitzero"`
	EnterTime  time.Time     `json:"Intime,omitzero"`
	Duration   time.Duration `json:"LookTime,omitzero" wire:"seconds"`
	IP         string        `json:"IP,omitzero"`
	ClientType int           `json:"ClientType,omitzero"` // 1 desktop browser, 2 mobile browser, 3 mini program
}

func (m *ViewCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// PlaybackCallback reports how much of a class's recording somebody has watched in the client (客户端回放观看统计). It reads the older form and
// the newer one.
type PlaybackCallback struct {
	Callback
	Data Playback `json:"Data,omitzero"`
}

// Playback is what a user has watched so far.
type Playback struct {
	UID        UID            `json:"UID,omitzero"`
	Covered    time.Duration  `json:"TotalLookVaildTime,omitzero" wire:"seconds"` // the part of the recording that was seen at least once
	Duration   time.Duration  `json:"TotalDuration,omitzero" wire:"seconds"`      // newer form: the length of the recording
	ValidCount int            `json:"ValidWatchCount,omitzero"`                   // newer form: how often at least three quarters were seen
	Trigger    PlaybackDetail `json:"LatestDetails,omitzero"`                     // newer form
	Count      int            `json:"TotalLookCount,omitzero"`                    // older form: how often the recording was opened
	Watched    time.Duration  `json:"TotalLookTime,omitzero" wire:"seconds"`      // older form: the time spent watching
	Progress   string         `json:"TopProcess,omitzero"`                        // older form: "89%"
}

// PlaybackDetail says why the callback was sent.
type PlaybackDetail struct {
	TriggerType int `json:"TriggerType,omitzero"` // 1 opened, 3 closed, 4 timed out
}

func (m *PlaybackCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	if m.UID == 0 {
		m.UID = m.Data.UID
	}
	return err
}
