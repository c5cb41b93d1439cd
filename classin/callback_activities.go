package classin

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

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
