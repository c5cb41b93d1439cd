package classin

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

func TestCodesThatMeanOtherThingsElsewhere(t *testing.T) {
	for _, test := range []struct {
		op   opID
		code string
		kind classcloud.Kind
	}{
		{opClassesCreateBatch, "133", classcloud.InvalidArgument},
		{opCoursesAddStudents, "133", classcloud.InvalidArgument},
		{opClassesCreate, "133", classcloud.AlreadyExists},
		{opCoursesRemoveStudent, "106", classcloud.NotFound},
		{opFoldersGetRoot, "106", classcloud.NotFound},
	} {
		assert.Equal(t, test.kind, replies[test.op].failed(test.code, "").Kind, "%s of %s", test.code, operations[test.op].Name)
	}
	assert.Equal(t, classcloud.OutcomeNotApplied, replies[opClassesAddStudents].failed("158", "").Outcome)
	assert.Equal(t, classcloud.OutcomeUnknown, reading{}.failed("158", "").Outcome)
	e := failed("abc", "?")
	assert.Equal(t, "abc", e.Code)
	assert.NoError(t, e.Err)
}
