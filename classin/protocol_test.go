package classin_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestMaintenance(t *testing.T) {
	for name, options := range map[string][]classintest.Option{
		"as HTTP status 901":     nil,
		"as errno 901 in a 200":  {classintest.WithMaintenanceErrno()},
		"as errno 901 after BOM": {classintest.WithMaintenanceErrno(), classintest.WithBOM(), classintest.WithStringErrno()},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSchool(t, options)
			s.SetMaintenance(true)
			_, err := s.Client.Classes.Create(t.Context(), s.class("Tuesday"))
			assert.ErrorIs(t, err, classcloud.Unavailable)
			assert.ErrorIs(t, err, classin.CodeUnderMaintenance)
			assert.Contains(t, clienttest.AsError(t, err).Hint, "maintenance")
			assert.False(t, classcloud.MaybeApplied(err))
			assert.Len(t, s.Requests(), 1, "it lasts for hours: trying again at once helps nobody")
		})
	}
}

func TestEveryDocumentedCode(t *testing.T) {
	s := newSchool(t, nil)
	count := 1 + 4 // success, and the four results with a warning
	for kind, codes := range kinds {
		for _, code := range codes {
			count++
			t.Run(fmt.Sprint(int(code)), func(t *testing.T) {
				s.FailNext(int64(code))
				_, err := s.Client.Classes.Create(t.Context(), s.class("Refused"), classcloud.WithoutRetry())
				assert.ErrorIs(t, err, kind)
				assert.ErrorIs(t, err, code)
				e := clienttest.AsError(t, err)
				assert.Equal(t, strconv.Itoa(int(code)), e.Code)
				assert.NotEmpty(t, e.Message)
				assert.Equal(t, kind == classcloud.Internal, classcloud.MaybeApplied(err), "%v", err)
				assert.Contains(t, code.Error(), ": ", "the code has the document's text")
			})
		}
	}
	assert.Equal(t, 56+3, count, "all of the document's 56, and maintenance and two of newer pages")
	assert.Empty(t, s.Server.Classes())
}

func TestACodeNobodyKnowsIsKept(t *testing.T) {
	s := newSchool(t, nil)
	s.FailNext(999999999999)
	_, err := s.Client.Classes.Create(t.Context(), s.class("New"))
	assert.ErrorIs(t, err, classcloud.Unknown)
	assert.ErrorIs(t, err, classin.Code(999999999999))
	var code classin.Code
	require.ErrorAs(t, err, &code)
	assert.Equal(t, "classin code 999999999999", code.Error())
	assert.True(t, classcloud.MaybeApplied(err), "nobody knows what it means")
	assert.Len(t, s.Requests(), 1)

	s.Respond("Classes.Create", `{"data":"","error_info":{"errno":"E77","error":"new kind of code"}}`)
	_, err = s.Client.Classes.Create(t.Context(), s.class("New"))
	assert.Equal(t, "E77", clienttest.AsError(t, err).Code)
}

// A code is the same in whichever form of a whole number it comes.
func TestTheFormsOfACode(t *testing.T) {
	for _, one := range []string{`1`, `"1"`, `1.0`, `"1.0"`, `1e0`, `"01"`, `" 1 "`} {
		class, err := answering(t, says(`{"data":23,"error_info":{"errno":`+one+`}}`)).Classes.Create(t.Context(), oneClass())
		require.NoError(t, err, one)
		assert.EqualValues(t, 23, class.ClassID)
		unit, err := answering(t, says(`{"code":`+one+`,"data":{"unitId":7}}`)).Units.Create(t.Context(), &classin.CreateUnitRequest{CourseID: 1, Name: "x"})
		require.NoError(t, err, one)
		assert.EqualValues(t, 7, unit.UnitID)
		items, err := answering(t, says(`{"data":[{"errno":`+one+`}],"error_info":{"errno":1}}`)).Courses.RemoveStudents(t.Context(),
			&classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{1}})
		require.NoError(t, err)
		assert.NoError(t, items[0].Err, one)
	}
	_, err := answering(t, says(`{"data":0,"error_info":{"errno":136.0}}`)).Classes.Create(t.Context(), oneClass())
	assert.ErrorIs(t, err, classin.CodeTeacherNotInSchool)
	assert.Equal(t, "136", clienttest.AsError(t, err).Code)
}

func TestAClockThatIsOff(t *testing.T) {
	s := newSchool(t, nil)
	server := s.clock.Now().Add(time.Hour)
	s.SetClock(func() time.Time { return server })
	in := s.class("Late")
	_, err := s.Client.Classes.Create(t.Context(), in)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, classin.CodeNotAuthorized)
	assert.Contains(t, clienttest.AsError(t, err).Hint, "1h0m0s behind")
	assert.Len(t, s.Requests(), 1)
}

// Both generations sign the time. Whichever call is refused first, the others know.
func TestAClockThatIsOffIsCorrected(t *testing.T) {
	for _, off := range []time.Duration{time.Hour, -time.Hour, 25 * time.Minute} {
		s := newSchool(t, nil, classcloud.WithClockCorrection())
		s.SetClock(func() time.Time { return s.clock.Now().Add(off) })
		in, second := s.class("Late"), s.activity("Late too")
		made, err := s.Client.Classes.Create(t.Context(), in)
		require.NoError(t, err, off)
		unit, err := s.Client.Units.Create(t.Context(), &classin.CreateUnitRequest{CourseID: in.CourseID, Name: "Unit 1"})
		require.NoError(t, err, off)
		second.UnitID = unit.UnitID
		_, err = s.Client.Activities.CreateClass(t.Context(), second)
		require.NoError(t, err, off)
		assert.NotZero(t, made.ClassID)
		assert.Len(t, s.Requests(), 4, "one was refused")
	}
}

func TestWhatIsSigned(t *testing.T) {
	s := newSchool(t, nil)
	_, err := s.Client.Classes.Create(t.Context(), s.class("One"))
	require.NoError(t, err)
	s.clock.Advance(time.Minute)
	_, err = s.Client.Classes.Create(t.Context(), s.class("Two"))
	require.NoError(t, err)
	sent := s.Requests()
	assert.Equal(t, "1772438400", sent[0].Form.Get("timeStamp"))
	assert.Equal(t, "1772438460", sent[1].Form.Get("timeStamp"))
	assert.NotEqual(t, sent[0].Form.Get("safeKey"), sent[1].Form.Get("safeKey"))

	err = s.Do(t.Context(), classin.Call{Action: "addCourseClass", Params: []classcloud.Param{{Name: "safeKey", Value: "x"}}}, nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Len(t, s.Requests(), 2)
}

func TestEnvelopesOfV2(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		is   error
		code string
	}{
		"a refusal":          {`{"code":101002005,"msg":"签名异常","data":null}`, classin.CodeBadSignature, "101002005"},
		"a quoted code":      {`{"code":"29149","msg":"活动已删除"}`, classcloud.FailedPrecondition, "29149"},
		"an unknown code":    {`{"code":777,"msg":"?"}`, classcloud.Unknown, "777"},
		"no code":            {`{"data":{}}`, classcloud.DataLoss, ""},
		"the other envelope": {`{"error_info":{"errno":102,"error":"x"}}`, classin.CodeNotAuthorized, "102"},
		"no JSON":            {`<html>`, classcloud.DataLoss, ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := answering(t, says(test.body)).Do(t.Context(), classin.Call{Path: "/lms/x"}, nil)
			assert.ErrorIs(t, err, test.is)
			assert.Equal(t, test.code, clienttest.AsError(t, err).Code)
		})
	}
}

func TestStatusAgainstVerdict(t *testing.T) {
	client := answering(t, clienttest.Always(clienttest.Answer{Status: http.StatusInternalServerError, Body: `{"data":7,"error_info":{"errno":1}}`}))
	_, err := client.Users.Register(t.Context(), &classin.RegisterUserRequest{Phone: "1", Password: "secret1"})
	assert.ErrorIs(t, err, classcloud.Internal)
	assert.True(t, classcloud.MaybeApplied(err))
}
