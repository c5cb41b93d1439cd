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

// ActivityRef identifies an activity in a callback.
type ActivityRef struct {
	UnitID       int64  `json:"UnitId,omitzero"`
	UnitName     string `json:"UnitName,omitzero"`
	ActivityID   int64  `json:"ActivityId,omitzero"`
	ActivityName string `json:"ActivityName,omitzero"`
}

// StudentInfo identifies a student in a callback.
type StudentInfo struct {
	UID     UID    `json:"StudentUid,omitzero"`
	Name    string `json:"StudentName,omitzero"`
	Account string `json:"StudentAccount,omitzero"` // the phone number, or else the e-mail address
}

// TeacherInfo identifies a teacher in a callback. It is zero where the system acted.
type TeacherInfo struct {
	UID     UID    `json:"TeacherUid,omitzero"`
	Name    string `json:"TeacherName,omitzero"`
	Account string `json:"TeacherAccount,omitzero"` // the phone number, or else the e-mail address
}

// HomeworkCallback reports that a student handed homework in (作业提交).
type HomeworkCallback struct {
	Callback
	CourseName string   `json:"CourseName,omitzero"`
	Data       Homework `json:"Data,omitzero"`
}

// Homework is homework that a student handed in.
type Homework struct {
	ActivityRef
	StudentTotal int            `json:"StudentTotal,omitzero"` // the number of students who should hand in
	SubmitTotal  int            `json:"SubmitTotal,omitzero"`  // the number of students who have handed in
	SubmitTime   time.Time      `json:"SubmissionTime,omitzero"`
	Late         bool           `json:"IsSubmitLate,omitzero"`
	Revision     bool           `json:"IsRevision,omitzero"` // a correction
	Content      string         `json:"Content,omitzero"`    // HTML written by the student: do not trust it
	Files        []HomeworkFile `json:"Files,omitzero"`
	Student      StudentInfo    `json:"StudentInfo,omitzero"`
	Teacher      TeacherInfo    `json:"TeacherInfo,omitzero"`
}

// HomeworkFile is a file that a student handed in.
type HomeworkFile struct {
	URL       string `json:"Src,omitzero"`
	Name      string `json:"FileName,omitzero"`
	Extension string `json:"FileExtension,omitzero"`
}

func (m *HomeworkCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// ScoreCallback reports a student's score for homework (作业成绩), a quiz (测验成绩) or an answer sheet (答题卡成绩). It comes again whenever the
// score changes.
type ScoreCallback struct {
	Callback
	CourseName string `json:"CourseName,omitzero"`
	Data       Score  `json:"Data,omitzero"`
}

// Score is the score of one student. Which fields are set depends on the activity.
type Score struct {
	ActivityRef
	ClassID        int64         `json:"ClassId,omitzero"`            // set where the activity was made in a class
	Maximum        float64       `json:"Score,omitzero"`              // the full score
	Rate           float64       `json:"StudentScoringRate,omitzero"` // the student's part of the full score, 0 to 1
	StudentScore   string        `json:"StudentScore,omitzero"`       // for homework: in the form of GradingPlan
	GradingPlan    string        `json:"GradingPlan,omitzero"`        // for homework
	Status         int           `json:"State,omitzero"`              // for homework: 40 corrected, 50 sent back
	SubmitTime     time.Time     `json:"SubmissionTime,omitzero"`
	CorrectTime    time.Time     `json:"CorrectionTime,omitzero"`
	AnswerDuration time.Duration `json:"AnswerDuration,omitzero" wire:"seconds"` // the time taken for the answers
	Student        StudentInfo   `json:"StudentInfo,omitzero"`
	Teacher        TeacherInfo   `json:"TeacherInfo,omitzero"`
	Review         Review        `json:"ReviewDetails,omitzero"` // for homework
	Topics         []Topic       `json:"-"`                      // for quizzes and answer sheets
}

// Review is a teacher's review of homework.
type Review struct {
	Correct   int    `json:"Correct,omitzero"`
	Wrong     int    `json:"Wrong,omitzero"`
	Trophies  int    `json:"Trophy,omitzero"`
	Excellent bool   `json:"Excellent,omitzero"`
	Comment   string `json:"Comment,omitzero"` // HTML written by the teacher: do not trust it
}

// Topic is one question, or one part of a question.
type Topic struct {
	TopicID int64
	Type    string // 1 single choice, 2 multiple choice, 3 true or false, 4 blanks, 5 text, 6 a question with parts
	Results []int  // 0 not corrected, 1 right, 2 wrong, 3 half right, 4 not answered; the document's table has one number, its sample a list
	Score   float64
	Maximum float64
	Parts   []Topic
}

func (m *ScoreCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	if err != nil {
		return err
	}
	all, err := wire.Split(callback.Raw)
	if err != nil {
		return err
	}
	data, err := wire.Split(all.Get("Data"))
	if err != nil {
		return nil //nolint:nilerr // data is missing
	}
	if full := data.Text("MaximumScore"); m.Data.Maximum == 0 && full != "" { // as the answer sheet's sample has it
		m.Data.Maximum, _ = strconv.ParseFloat(full, 64)
	}
	m.Data.Topics, err = readTopics(data.Get("TopicDetails"), "Topic")
	return err
}

// readTopics reads questions and their parts. The names of the members begin with prefix.
func readTopics(raw []byte, prefix string) ([]Topic, error) {
	if wire.IsEmpty(raw) {
		return nil, nil
	}
	var rows []json.RawMessage
	if err := wire.Decode(raw, &rows); err != nil {
		return nil, fmt.Errorf("%sDetails: %w", prefix, err)
	}
	var out []Topic
	for _, row := range rows {
		from, err := wire.Split(row)
		if err != nil {
			return nil, fmt.Errorf("%sDetails: %w", prefix, err)
		}
		topic := Topic{Type: from.Text(prefix + "Type")}
		topic.TopicID, _ = strconv.ParseInt(from.Text(prefix+"Id"), 10, 64)
		topic.Score, _ = strconv.ParseFloat(from.Text(prefix+"Score"), 64)
		topic.Maximum, _ = strconv.ParseFloat(from.Text(prefix+"MaxScore"), 64)
		if one, err := strconv.Atoi(from.Text(prefix + "Result")); err == nil {
			topic.Results = []int{one}
		} else if list := from.Get(prefix + "Result"); !wire.IsEmpty(list) {
			if err := wire.Decode(list, &topic.Results); err != nil {
				return nil, fmt.Errorf("%sResult: %w", prefix, err)
			}
		}
		if prefix == "Topic" {
			if topic.Parts, err = readTopics(from.Get("SubTopicDetails"), "SubTopic"); err != nil {
				return nil, err
			}
		}
		out = append(out, topic)
	}
	return out, nil
}

// ChangeType is what was done to a course or a class (opType).
type ChangeType int

// The changes.
const (
	ChangeTypeAdded   ChangeType = 1 // added
	ChangeTypeRemoved ChangeType = 2 // removed
	ChangeTypeEdited  ChangeType = 3 // edited
)

var changeTypeNames = map[ChangeType]string{ChangeTypeAdded: "Added", ChangeTypeRemoved: "Removed", ChangeTypeEdited: "Edited"}

// String returns the change's name, or ChangeType(9) for a value this module does not know.
func (t ChangeType) String() string { return wire.EnumName("ChangeType", t, changeTypeNames) }

// ChangeCallback reports that a course, a class or its students changed (排课信息同步). UID says who made the change.
type ChangeCallback struct {
	Callback
	Type       ChangeType      `json:"opType,omitzero"`
	ChangeTime time.Time       `json:"opTime,omitzero"`
	Source     int             `json:"opSource,omitzero"` // 3 console, client and v2; 6 v1; the samples have others
	Data       json.RawMessage `json:"opData,omitzero"`   // after an edit only what was edited; the method Change reads it
}

func (m *ChangeCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// ChangedPerson identifies a teacher or a student in a change.
type ChangedPerson struct {
	TeacherUID  UID    `json:"teacherUid,omitzero"`
	TeacherName string `json:"teacherName,omitzero"`
	StudentUID  UID    `json:"studentUid,omitzero"`
	StudentName string `json:"studentName,omitzero"`
	StudentNo   string `json:"studentNo,omitzero"` // in primary and secondary schools
	TeacherNo   string `json:"teacherNo,omitzero"` // in primary and secondary schools
}

// Change is the course or class of a ChangeCallback. After an edit, fields left nil or zero were not edited.
type Change struct {
	CourseID     int64           `json:"courseId,omitzero"`
	CourseName   string          `json:"courseName,omitzero"`
	CourseStatus int             `json:"courseStatus,omitzero"` // 1 not begun, 2 running, 3 ended, 4 deleted
	ClassID      int64           `json:"classId,omitzero"`
	ClassName    string          `json:"className,omitzero"`
	ClassStatus  int             `json:"classStatus,omitzero"` // 1 not begun, 2 running, 3 ended, 4 deleted
	MainClassID  int64           `json:"MainClassId,omitzero"` // set for a sub-class
	StartTime    time.Time       `json:"beginTime,omitzero"`
	EndTime      time.Time       `json:"endTime,omitzero"`
	Seats        *int            `json:"seatNum,omitzero"` // people on stage, the teacher included
	AutoOnStage  *bool           `json:"-"`                // students go on stage by themselves (on the wire 0 is yes)
	Teacher      ChangedPerson   `json:"teacherInfo,omitzero"`
	HeadTeacher  ChangedPerson   `json:"mainTeacherInfo,omitzero"`
	Assistants   []ChangedPerson `json:"assistantTeacherInfos,omitzero"`
	Students     []ChangedPerson `json:"studentInfos,omitzero"`
}

// Change reads Data.
func (m *ChangeCallback) Change() (*Change, error) {
	out := &Change{}
	if wire.IsEmpty(m.Data) {
		return out, nil
	}
	if err := wire.Decode(m.Data, out); err != nil {
		return nil, fmt.Errorf("classin: opData does not fit: %w", err)
	}
	if from, err := wire.Split(m.Data); err == nil && from.Text("isAutoOnstage") != "" {
		out.AutoOnStage = new(from.Text("isAutoOnstage") == "0")
	}
	return out, nil
}

// AccountCallback reports that a user's account was deleted (账号注销), has another phone number (更换账号手机号码), or was set or changed as a
// sub-account of the institution (设置子账号). UID says whose.
type AccountCallback struct {
	Callback
	Phone       string    `json:"Telephone,omitzero"` // the new number
	Email       string    `json:"Email,omitzero"`
	RemarkName  string    `json:"RemarkName,omitzero"`     // set for CmdSubAccountSet
	Permissions string    `json:"PermissionList,omitzero"` // set for CmdSubAccountSet: "1,3,3_1,4"
	CancelTime  time.Time `json:"CancellationTime,omitzero"`
	ReplaceTime time.Time `json:"ReplaceTime,omitzero"`
	SetTime     time.Time `json:"SetTime,omitzero"`
	Status      int       `json:"AccountStatus,omitzero"` // set for CmdAccountCancelled: 255
}

func (m *AccountCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}
