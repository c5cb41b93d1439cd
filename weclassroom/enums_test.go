package weclassroom_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom"
)

func TestNamesOfWhatIsNotKnown(t *testing.T) {
	for want, value := range map[string]fmt.Stringer{
		"Role(9)": weclassroom.Role(9), "Teacher": weclassroom.RoleTeacher, "Student": weclassroom.RoleStudent,
		"Gender(9)": weclassroom.Gender(9), "Female": weclassroom.GenderFemale, "Male": weclassroom.GenderMale,
		"Category(9)": weclassroom.Category(9), "OneToOne": weclassroom.CategoryOneToOne, "Command": weclassroom.CategoryCommand,
		"Lecture": weclassroom.CategoryLecture, "Small": weclassroom.CategorySmall,
		"Genre(9)": weclassroom.Genre(9), "Formal": weclassroom.GenreFormal, "Test": weclassroom.GenreTest,
		"LessonStatus(9)": weclassroom.LessonStatus(9), "NotStarted": weclassroom.LessonStatusNotStarted, "Started": weclassroom.LessonStatusStarted,
		"Ended": weclassroom.LessonStatusEnded, "Expired": weclassroom.LessonStatusExpired,
		"DocumentType(9)": weclassroom.DocumentType(9), "PPT": weclassroom.DocumentTypePPT, "URL": weclassroom.DocumentTypeURL, "PDF": weclassroom.DocumentTypePDF, "Word": weclassroom.DocumentTypeWord,
		"ConvertStatus(9)": weclassroom.ConvertStatus(9), "Running": weclassroom.ConvertStatusRunning, "Failed": weclassroom.ConvertStatusFailed,
		"Done": weclassroom.ConvertStatusDone, "Imperfect": weclassroom.ConvertStatusImperfect,
		"DateKey(9)": weclassroom.DateKey(9),
	} {
		assert.Equal(t, want, value.String())
	}
	assert.Equal(t, "weclassroom code 40004: 用户异常操作", weclassroom.CodeRejected.Error())
	assert.Equal(t, "weclassroom code 7", weclassroom.Code(7).Error())
}
