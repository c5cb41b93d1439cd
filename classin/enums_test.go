package classin_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin"
)

func TestEnumsPrint(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"Teacher": classin.MembershipTeacher, "Membership(9)": classin.Membership(9), "None": classin.MembershipNone, "Student": classin.MembershipStudent,
		"Auditor": classin.CourseRoleAuditor, "CourseRole(0)": classin.CourseRole(0), "Science": classin.SubjectScience, "Other": classin.SubjectOther,
		"Subject(-1)": classin.Subject(-1), "Subject(17)": classin.Subject(17), "Desktop": classin.DeviceTypeDesktop, "IOS": classin.DeviceTypeIOS,
		"Android": classin.DeviceTypeAndroid, "DeviceType(9)": classin.DeviceType(9),
	} {
		assert.Equal(t, want, got.String())
	}
}

func TestEnumsOfV2Print(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"Draft": classin.PublishStatusDraft, "Published": classin.PublishStatusPublished, "PublishStatus(1)": classin.PublishStatus(1),
		"Classroom": classin.RecordingTypeClassroom, "Scene": classin.RecordingTypeScene, "Both": classin.RecordingTypeBoth, "RecordingType(9)": classin.RecordingType(9),
		"Homework": classin.ActivityTypeHomework, "CheckIn": classin.ActivityTypeCheckIn, "ActivityType(1)": classin.ActivityType(1),
		"Student": classin.RoleStudent, "Auditor": classin.RoleAuditor, "Teacher": classin.RoleTeacher, "Assistant": classin.RoleAssistant,
		"Principal": classin.RolePrincipal, "PrincipalAssistant": classin.RolePrincipalAssistant, "Role(9)": classin.Role(9),
	} {
		assert.Equal(t, want, got.String())
	}
}
