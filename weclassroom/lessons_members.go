package weclassroom

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-classcloud/classcloud"
)

// Sentence is the vendor's answer about one student or document that it did not add. The vendor answers in words, not with ids and
// codes.
type Sentence string

// ID returns the id that the sentence is about: "id 为 234 的课件已存在" is about 234. ok is false for a sentence that does not name an
// id.
func (s Sentence) ID() (id int64, ok bool) {
	text := strings.ToLower(string(s))
	at := 0
	if strings.Trim(text, "0123456789") != "" { // words: the number follows the word id
		at = wordID(text)
		if at < 0 {
			return 0, false
		}
	}
	digits := strings.TrimLeftFunc(text[at:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("为是:：=#", r) })
	end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(digits)
	}
	id, err := strconv.ParseInt(digits[:end], 10, 64)
	if err != nil || id == 0 {
		return 0, false
	}
	return id, true
}

// wordID returns where the first word "id" of the text ends, or -1. Letters within another word do not count.
func wordID(text string) int {
	for at := 0; ; {
		i := strings.Index(text[at:], "id")
		if i < 0 {
			return -1
		}
		start := at + i
		at = start + len("id")
		if start == 0 || !isWord(text[start-1]) {
			if at == len(text) || text[at] < 'a' || text[at] > 'z' {
				return at
			}
		}
	}
}

// isWord reports whether a byte is a letter or a digit.
func isWord(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// AddLessonDocumentsRequest lists the documents to add to a lesson.
type AddLessonDocumentsRequest struct {
	LessonID    int64   `json:"lessonId" check:"required"`
	DocumentIDs []int64 `json:"diskId" wire:"jsontext" check:"required,ids"` // documents the institution has uploaded
}

// AddedLessonDocuments says which documents a lesson did not take, and why. All others are in it.
type AddedLessonDocuments struct {
	NotFound    []Sentence `json:"notFound,omitzero"`     // the institution does not have these documents
	Unconverted []Sentence `json:"unConverted,omitzero"`  // the vendor is still converting these documents: add them later
	Already     []Sentence `json:"alreadyExist,omitzero"` // these documents were in the lesson before; in answer to a repeat, the first try may have added them
	// Unknown holds what else the reply has that is not empty, as JSON, by the vendor's names. The document lists loosely what comes,
	// and has no list for a document whose conversion failed.
	Unknown map[string]string `json:"unknown,omitzero"`
}

// Complete reports whether every document is in the lesson now. Documents that were there before count as well. A part of the reply
// that this module does not know may name documents that were not added, so that with one Complete is false.
func (a *AddedLessonDocuments) Complete() bool {
	return len(a.NotFound) == 0 && len(a.Unconverted) == 0 && len(a.Unknown) == 0
}

// AddDocuments adds as many of the documents to a lesson as it can (尽最大可能添加). Success may be partial, and may even add nothing: see
// Complete.
//
// WeClassroom API 10 课节添加课件, POST /lesson/add/disk. Safe to repeat; in answer to a repeat of the
// client's own, Already names what the first try added too, and a warning says so.
func (s LessonsService) AddDocuments(ctx context.Context, in *AddLessonDocumentsRequest, opts ...classcloud.CallOption) (*AddedLessonDocuments, error) {
	return call[*AddedLessonDocuments](ctx, s.client, opLessonsAddDocuments, in, opts)
}

// RemoveLessonDocumentRequest names a document to remove from a lesson.
type RemoveLessonDocumentRequest struct {
	LessonID   int64 `json:"lessonId" check:"required"`
	DocumentID int64 `json:"diskId" check:"required"`
}

// RemoveDocument removes a document from a lesson.
//
// WeClassroom API 11 课节删除课件, POST /lesson/delete/disk. Safe to repeat. The document does not say what the vendor answers for
// a document that is not in the lesson: if it refuses, a repeat of the client's own fails although the first try did it. Then
// classcloud.MaybeApplied(err), and no call shows a lesson's documents; AddDocuments says that the document is there, or adds it.
func (s LessonsService) RemoveDocument(ctx context.Context, in *RemoveLessonDocumentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsRemoveDocument, in, opts)
}

// AddLessonStudentsRequest lists the students to add to a lesson.
type AddLessonStudentsRequest struct {
	LessonID   int64   `json:"lessonId" check:"required"`
	StudentIDs []int64 `json:"studentId" wire:"jsontext" check:"required,ids"`
}

// AddedLessonStudents says which students a lesson did not take, and why. All others are in it.
type AddedLessonStudents struct {
	NotFound []Sentence `json:"notFound,omitzero"` // the institution does not have these students
	Already  []Sentence `json:"already,omitzero"`  // these students were in the lesson before; in answer to a repeat, the first try may have added them
	// Unknown holds what else the reply has that is not empty, as JSON, by the vendor's names.
	Unknown map[string]string `json:"unknown,omitzero"`
}

// Complete reports whether every student is in the lesson now. Students who were there before count as well. A part of the reply that
// this module does not know may name students who were not added, so that with one Complete is false.
func (a *AddedLessonStudents) Complete() bool { return len(a.NotFound) == 0 && len(a.Unknown) == 0 }

// AddStudents adds as many of the students to a lesson as it can (尽最大可能添加). Success may be partial, and may even add nothing: see
// Complete.
//
// WeClassroom API 12 课节添加学生, POST /lesson/add/student. Safe to repeat; in answer to a repeat of the
// client's own, Already names whom the first try added too, and a warning says so.
func (s LessonsService) AddStudents(ctx context.Context, in *AddLessonStudentsRequest, opts ...classcloud.CallOption) (*AddedLessonStudents, error) {
	return call[*AddedLessonStudents](ctx, s.client, opLessonsAddStudents, in, opts)
}

// RemoveLessonStudentRequest names a student to remove from a lesson.
type RemoveLessonStudentRequest struct {
	LessonID  int64 `json:"lessonId" check:"required"`
	StudentID int64 `json:"studentId" check:"required"`
}

// RemoveStudent removes a student from a lesson.
//
// WeClassroom API 13 课节删除学生, POST /lesson/delete/student. Safe to repeat. The document does not say what the vendor answers
// for a student who is not in the lesson: if it refuses, a repeat of the client's own fails although the first try did it. Then
// classcloud.MaybeApplied(err): ask ListByUser whether the student still has the lesson.
func (s LessonsService) RemoveStudent(ctx context.Context, in *RemoveLessonStudentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsRemoveStudent, in, opts)
}
