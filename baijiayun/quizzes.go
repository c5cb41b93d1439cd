package baijiayun

import (
	"context"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// QuizzesService exports the tests (测验) held in rooms.
type QuizzesService struct{ client *Client }

// QuestionType is the kind of a question in a test (type).
type QuestionType string

// The documented kinds.
const (
	QuestionTypeJudge  QuestionType = "judge_question"  // true or false: 判断题
	QuestionTypeSingle QuestionType = "single_select"   // one option is right: 单选题
	QuestionTypeMulti  QuestionType = "multi_select"    // several options can be right: 多选题
	QuestionTypeText   QuestionType = "question_answer" // students write a text: 问答题
)

// Quiz is a test with its questions.
type Quiz struct {
	QuizID    int64          `json:"quiz_id,omitzero" check:"required"`
	Title     string         `json:"title,omitzero"`
	ForceJoin bool           `json:"force_join,omitzero"` // every student must take part
	Questions []QuizQuestion `json:"question_list,omitzero"`
}

// QuizQuestion is a question of a test.
type QuizQuestion struct {
	QuestionID        int64        `json:"question_id,omitzero" check:"required"`
	Type              QuestionType `json:"type,omitzero"`
	Title             string       `json:"title,omitzero"`
	Options           []QuizOption `json:"option_list,omitzero"`        // empty for QuestionTypeText
	SuggestedSolution string       `json:"suggested_solution,omitzero"` // the model answer, only for QuestionTypeText
}

// QuizOption is an option of a question.
type QuizOption struct {
	OptionID int64  `json:"option_id,omitzero" check:"required"`
	Value    string `json:"value,omitzero"`
	Right    bool   `json:"is_right,omitzero" check:"present"`
}

// List returns the tests of a room.
//
// Baijiayun API 28 获取直播教室测验的试题信息, POST /openapi/room_data/getRoomQuiz. Safe to repeat.
func (s QuizzesService) List(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Quiz, error) {
	return call[[]Quiz](ctx, s.client, opQuizzesList, &roomRef{roomID}, opts)
}

// ListQuizAnswersRequest names a test of a room.
type ListQuizAnswersRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	QuizID int64 `json:"quiz_id" check:"required"`
}

// QuizAnswers holds one student's answers.
type QuizAnswers struct {
	UserNumber int64        `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	UserName   string       `json:"user_name,omitzero"`
	Answers    []QuizAnswer `json:"answer_list,omitzero"`
}

// QuizAnswer is a student's answer to one question.
type QuizAnswer struct {
	QuestionID int64  `json:"question_id,omitzero" check:"required"`
	Answer     string `json:"answer,omitzero"` // the id of the chosen option, several joined by commas; the student's text for QuestionTypeText
}

// OptionIDs returns the ids of the chosen options, or nil when Answer is not a list of ids. A written answer can look like one, so check
// the question's type.
func (a QuizAnswer) OptionIDs() []int64 {
	var ids []int64
	for part := range strings.SplitSeq(a.Answer, ",") {
		id, err := strconv.ParseInt(strings.TrimSpace(part), 10, 64)
		if err != nil {
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// ListAnswers returns the students' answers in a test, one element per student.
//
// Baijiayun API 29 获取直播教室测验题目的学员答案信息, POST /openapi/room_data/getQuizUserAnswer. Safe to repeat.
func (s QuizzesService) ListAnswers(ctx context.Context, in *ListQuizAnswersRequest, opts ...classcloud.CallOption) ([]QuizAnswers, error) {
	return call[[]QuizAnswers](ctx, s.client, opQuizzesListAnswers, in, opts)
}
