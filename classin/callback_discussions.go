package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// CommentType is what somebody did in a discussion (Type).
type CommentType int

// The kinds of comments.
const (
	CommentTypeComment CommentType = 1 // a comment
	CommentTypeReply   CommentType = 2 // a reply to a comment
	CommentTypeLike    CommentType = 3 // a like
)

var commentTypeNames = map[CommentType]string{CommentTypeComment: "Comment", CommentTypeReply: "Reply", CommentTypeLike: "Like"}

// String returns the kind's name, or CommentType(9) for a value this module does not know.
func (t CommentType) String() string { return wire.EnumName("CommentType", t, commentTypeNames) }

// DiscussionRole is who wrote in a discussion (CreatorRole). Its numbers are not those of Role.
type DiscussionRole int

// The roles in a discussion.
const (
	DiscussionRoleTeacher DiscussionRole = 1 // a teacher
	DiscussionRoleStudent DiscussionRole = 2 // a student
)

var discussionRoleNames = map[DiscussionRole]string{DiscussionRoleTeacher: "Teacher", DiscussionRoleStudent: "Student"}

// String returns the role's name, or DiscussionRole(9) for a value this module does not know.
func (r DiscussionRole) String() string {
	return wire.EnumName("DiscussionRole", r, discussionRoleNames)
}

// DiscussionCallback reports a comment, a reply or a like in a discussion (讨论活动的评论数据).
type DiscussionCallback struct {
	Callback
	CourseName string     `json:"CourseName,omitzero"`
	Type       ChangeType `json:"OpType,omitzero"`
	Data       Discussion `json:"Data,omitzero"`
}

// Discussion is what happened in a discussion.
type Discussion struct {
	ActivityRef
	TeacherUID     UID                        `json:"TeacherUid,omitzero"`
	TeacherName    string                     `json:"TeacherName,omitzero"`
	TeacherAccount string                     `json:"TeacherAccount,omitzero"`
	Comment        DiscussionComment          `json:"CommentDetail,omitzero"`
	CreatorUID     UID                        `json:"CreatorUid,omitzero"` // who wrote
	CreatorName    string                     `json:"CreatorName,omitzero"`
	CreatorAccount string                     `json:"CreatorAccount,omitzero"`
	CreatorRole    DiscussionRole             `json:"CreatorRole,omitzero"`
	Unknown        map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// DiscussionComment is a comment, a reply or a like.
type DiscussionComment struct {
	Type       CommentType                `json:"Type,omitzero"`
	CommentID  int64                      `json:"CommentId,omitzero"`
	Content    string                     `json:"CommentContent,omitzero"` // not of likes and removals; an attachment is the text [附件]
	ParentID   int64                      `json:"ParentId,omitzero"`       // of replies: what is replied to
	LikeCount  *int                       `json:"LikeCount,omitzero"`      // of likes: the likes in all; nil otherwise
	ReplyCount *int                       `json:"TopReplyCount,omitzero"`  // of replies: the replies to the comment in all; nil otherwise
	Unknown    map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// AnswersType is how questions were answered (type).
type AnswersType string

// The ways to answer.
const (
	AnswersTypeQR        AnswersType = "QRExam"     // students held up a code
	AnswersTypeClassroom AnswersType = "clientExam" // in the classroom
)

// AnswersCallback reports the answers of many students to many questions (多人多题EDU答题信息). On the wire its class is CID.
type AnswersCallback struct {
	Callback
	Data Answers `json:"Data,omitzero"`
}

func (m *AnswersCallback) settle() {
	if m.ClassID != 0 {
		m.forget("CID")
	}
}

// Answers are the answers of many students to many questions.
type Answers struct {
	Type      AnswersType                `json:"type,omitzero"`
	StartTime time.Time                  `json:"startTime,omitzero"` // on the wire in milliseconds
	EndTime   time.Time                  `json:"endTime,omitzero"`   // on the wire in milliseconds
	Questions []AnsweredQuestion         `json:"questionList,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// AnsweredQuestion is a question with everybody's answers.
type AnsweredQuestion struct {
	Index       int                        `json:"index,omitzero"`       // its number, from 0
	RightAnswer string                     `json:"rightAnswer,omitzero"` // "A,B"
	Answers     []StudentAnswer            `json:"studentAnswers,omitzero"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// StudentAnswer is one student's answer. The vendor names the student by nickname alone.
type StudentAnswer struct {
	Nickname string                     `json:"nickname,omitzero"`
	Answer   string                     `json:"answer,omitzero"` // "A,C"
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
