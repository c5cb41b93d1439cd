package baijiayun

import (
	"context"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// QuizzesService exports the tests (测验) held in rooms.
type QuizzesService struct{ client *Client }

// QuestionType is the kind of a test's question (type).
type QuestionType string

// The documented kinds.
const (
	QuestionTypeJudge  QuestionType = "judge_question"  // 判断题
	QuestionTypeSingle QuestionType = "single_select"   // 单选题
	QuestionTypeMulti  QuestionType = "multi_select"    // 多选题
	QuestionTypeText   QuestionType = "question_answer" // 问答题
)

// Quiz is a test and its questions.
type Quiz struct {
	QuizID    int64          `json:"quiz_id,omitzero"`
	Title     string         `json:"title,omitzero"`
	ForceJoin bool           `json:"force_join,omitzero"` // students must take part
	Questions []QuizQuestion `json:"question_list,omitzero"`
}

// QuizQuestion is a question of a test.
type QuizQuestion struct {
	QuestionID        int64        `json:"question_id,omitzero"`
	Type              QuestionType `json:"type,omitzero"`
	Title             string       `json:"title,omitzero"`
	Options           []QuizOption `json:"option_list,omitzero"`        // none for QuestionTypeText
	SuggestedSolution string       `json:"suggested_solution,omitzero"` // QuestionTypeText only
}

// QuizOption is an answer to choose.
type QuizOption struct {
	OptionID int64  `json:"option_id,omitzero"`
	Value    string `json:"value,omitzero"`
	Right    bool   `json:"is_right,omitzero"`
}

// List returns the tests of a room.
//
// Baijiayun API 28 获取直播教室测验的试题信息, POST /openapi/room_data/getRoomQuiz.
func (s QuizzesService) List(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Quiz, error) {
	return call[[]Quiz](ctx, s.client, opQuizzesList, &roomRef{roomID}, opts)
}

// ListQuizAnswersRequest selects the answers to a test.
type ListQuizAnswersRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	QuizID int64 `json:"quiz_id" check:"required"`
}

// QuizAnswers is what one student answered.
type QuizAnswers struct {
	UserNumber int64        `json:"user_number,omitzero"`
	UserName   string       `json:"user_name,omitzero"`
	Answers    []QuizAnswer `json:"answer_list,omitzero"`
}

// QuizAnswer is the answer to a question.
type QuizAnswer struct {
	QuestionID int64  `json:"question_id,omitzero"`
	Answer     string `json:"answer,omitzero"` // the chosen option's id, several joined by commas, or the text of QuestionTypeText
}

// OptionIDs returns the options chosen, or nil when Answer is no list of ids. An answer in words may look like one: the
// question's type tells.
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

// ListAnswers returns what the students answered in a test, one element a student.
//
// Baijiayun API 29 获取直播教室测验题目的学员答案信息, POST /openapi/room_data/getQuizUserAnswer.
func (s QuizzesService) ListAnswers(ctx context.Context, in *ListQuizAnswersRequest, opts ...classcloud.CallOption) ([]QuizAnswers, error) {
	return call[[]QuizAnswers](ctx, s.client, opQuizzesListAnswers, in, opts)
}
