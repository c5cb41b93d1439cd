package classin

import (
	"encoding/json"
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
	UID     UID                        `json:"StudentUid,omitzero" wire:"or=Uid"`
	Name    string                     `json:"StudentName,omitzero" wire:"or=Name"`
	Account string                     `json:"StudentAccount,omitzero" wire:"or=Account"` // the phone number, or else the e-mail address
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// TeacherInfo identifies a teacher in a callback. It is zero where the system acted.
type TeacherInfo struct {
	UID     UID                        `json:"TeacherUid,omitzero" wire:"or=Uid"`
	Name    string                     `json:"TeacherName,omitzero" wire:"or=Name"`
	Account string                     `json:"TeacherAccount,omitzero" wire:"or=Account"` // the phone number, or else the e-mail address
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
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
	StudentTotal int                        `json:"StudentTotal,omitzero"` // the number of students who should hand in
	SubmitTotal  int                        `json:"SubmitTotal,omitzero"`  // the number of students who have handed in
	SubmitTime   time.Time                  `json:"SubmissionTime,omitzero"`
	Late         bool                       `json:"IsSubmitLate,omitzero"`
	Revision     bool                       `json:"IsRevision,omitzero"` // a correction
	Content      string                     `json:"Content,omitzero"`    // HTML written by the student: do not trust it
	Files        []HomeworkFile             `json:"Files,omitzero"`
	Student      StudentInfo                `json:"StudentInfo,omitzero"`
	Teacher      TeacherInfo                `json:"TeacherInfo,omitzero"`
	Unknown      map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// HomeworkFile is a file that a student handed in.
type HomeworkFile struct {
	URL       string                     `json:"Src,omitzero"`
	Name      string                     `json:"FileName,omitzero"`
	Extension string                     `json:"FileExtension,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ScoreStatus is where homework stands (State).
type ScoreStatus int

// The stages of homework.
const (
	ScoreStatusCorrected ScoreStatus = 40 // corrected
	ScoreStatusReturned  ScoreStatus = 50 // sent back
)

var scoreStatusNames = map[ScoreStatus]string{ScoreStatusCorrected: "Corrected", ScoreStatusReturned: "Returned"}

// String returns the stage's name, or ScoreStatus(9) for a value this module does not know.
func (s ScoreStatus) String() string { return wire.EnumName("ScoreStatus", s, scoreStatusNames) }

// ScoreCallback reports a student's score for homework (作业成绩), a quiz (测验成绩) or an answer sheet (答题卡成绩). It comes again whenever the
// score changes.
type ScoreCallback struct {
	Callback
	CourseName string `json:"CourseName,omitzero"`
	Elapsed    int64  `json:"elapsed,omitzero"` // in the sample of answer sheets alone, which does not explain it
	Data       Score  `json:"Data,omitzero"`
}

// Score is the score of one student. Which fields are set depends on the activity.
type Score struct {
	ActivityRef
	ClassID        int64                      `json:"ClassId,omitzero"`                      // set where the activity was made in a class
	Maximum        float64                    `json:"Score,omitzero" wire:"or=MaximumScore"` // the full score; 0 when the callback does not say
	Rate           *float64                   `json:"StudentScoringRate,omitzero"`           // the student's part of the full score, 0 to 1; nil when the callback does not say
	StudentScore   string                     `json:"StudentScore,omitzero"`                 // for homework: in the form of GradingPlan
	GradingPlan    string                     `json:"GradingPlan,omitzero"`                  // for homework
	Status         ScoreStatus                `json:"State,omitzero"`                        // for homework
	SubmitTime     time.Time                  `json:"SubmissionTime,omitzero"`
	CorrectTime    time.Time                  `json:"CorrectionTime,omitzero"`
	AnswerDuration time.Duration              `json:"AnswerDuration,omitzero" wire:"seconds"` // the time taken for the answers
	Student        StudentInfo                `json:"StudentInfo,omitzero"`
	Teacher        TeacherInfo                `json:"TeacherInfo,omitzero"`
	Review         Review                     `json:"ReviewDetails,omitzero"` // for homework
	Topics         []Topic                    `json:"TopicDetails,omitzero"`  // for quizzes and answer sheets
	Unknown        map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Review is a teacher's review of homework.
type Review struct {
	Correct   int                        `json:"Correct,omitzero"`
	Wrong     int                        `json:"Wrong,omitzero"`
	Trophies  int                        `json:"Trophy,omitzero"`
	Excellent bool                       `json:"Excellent,omitzero"`
	Comment   string                     `json:"Comment,omitzero"` // HTML written by the teacher: do not trust it
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// TopicType is what sort of question it is (TopicType, SubTopicType). It is 0 for questions of the vendor's own collection.
type TopicType int

// The sorts of questions.
const (
	TopicTypeSingle    TopicType = 1 // single choice
	TopicTypeMultiple  TopicType = 2 // multiple choice
	TopicTypeTrueFalse TopicType = 3 // true or false
	TopicTypeBlanks    TopicType = 4 // blanks to fill
	TopicTypeText      TopicType = 5 // a text to write
	TopicTypeParts     TopicType = 6 // a question with parts
)

var topicTypeNames = map[TopicType]string{
	TopicTypeSingle: "Single", TopicTypeMultiple: "Multiple", TopicTypeTrueFalse: "TrueFalse", TopicTypeBlanks: "Blanks", TopicTypeText: "Text",
	TopicTypeParts: "Parts",
}

// String returns the sort's name, or TopicType(9) for a value this module does not know.
func (t TopicType) String() string { return wire.EnumName("TopicType", t, topicTypeNames) }

// TopicResult is what became of an answer (TopicResult, SubTopicResult).
type TopicResult int

// The results.
const (
	TopicResultPending    TopicResult = 0 // not corrected yet
	TopicResultRight      TopicResult = 1 // right
	TopicResultWrong      TopicResult = 2 // wrong
	TopicResultHalf       TopicResult = 3 // half right
	TopicResultUnanswered TopicResult = 4 // not answered
)

var topicResultNames = map[TopicResult]string{
	TopicResultPending: "Pending", TopicResultRight: "Right", TopicResultWrong: "Wrong", TopicResultHalf: "Half", TopicResultUnanswered: "Unanswered",
}

// String returns the result's name, or TopicResult(9) for a value this module does not know. TopicResult(-1) could not be read.
func (r TopicResult) String() string { return wire.EnumName("TopicResult", r, topicResultNames) }

// Topic is one question, or one part of a question, whose members have names of their own on the wire (SubTopicId).
type Topic struct {
	TopicID int64                      `json:"TopicId,omitzero" wire:"or=SubTopicId"` // its number, from 1
	Type    TopicType                  `json:"TopicType,omitzero" wire:"or=SubTopicType"`
	Results []TopicResult              `json:"TopicResult,omitzero" wire:"or=SubTopicResult"` // of a question with blanks one each; the document's table has one number, its sample a list
	Score   float64                    `json:"TopicScore,omitzero" wire:"or=SubTopicScore"`
	Maximum float64                    `json:"TopicMaxScore,omitzero" wire:"or=SubTopicMaxScore"`
	Parts   []Topic                    `json:"SubTopicDetails,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
