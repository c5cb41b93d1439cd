package classin_test

import (
	"fmt"
	"strings"
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

// names prints the values of an enum from one number to another.
func names[T interface {
	~int
	fmt.Stringer
}](from, to T) string {
	var out []string
	for value := from; value <= to; value++ {
		out = append(out, value.String())
	}
	return strings.Join(out, " ")
}

func TestEnumsOfCallbacksPrint(t *testing.T) {
	for got, want := range map[string]string{
		names(classin.Device(-1), 15):          "Device(-1) PC IPhone IPad WebClient AndroidPhone AndroidTablet AndroidTV PCTV Chromebook PCX64 PCTVX64 PCARM HarmonyPad HarmonyPhone WebPage Device(15)",
		names(classin.LeaveReason(0), 9):       "Unknown Left Closed Exception Kicked ServiceClosed Disconnected Cancelled RoleChanged LeaveReason(9)",
		names(classin.LeaveReason(54), 60):     "LoggedInAgain LeaveReason(55) ConnectionLost LeaveReason(57) LeaveReason(58) LeaveReason(59) Replaced",
		names(classin.LeaveReason(101), 111):   "BackKey PhoneCall LeaveReason(103) LeaveReason(104) LeaveReason(105) LeaveReason(106) LeaveReason(107) LeaveReason(108) LeaveReason(109) LeaveReason(110) Background",
		names(classin.CameraChannel(0), 2):     "Main Second CameraChannel(2)",
		names(classin.SelectorStatus(0), 3):    "NotStarted Started Ended SelectorStatus(3)",
		names(classin.CommitStatus(0), 3):      "NotStarted Answering Committed CommitStatus(3)",
		names(classin.ResponderStatus(0), 5):   "NotStarted Started Answering Waiting Ended ResponderStatus(5)",
		names(classin.CheckResult(0), 3):       "Unchecked OK Failed CheckResult(3)",
		names(classin.CheckMoment(0), 8):       "CheckMoment(0) Init Selected Done Plugged Set Login Aborted CheckMoment(8)",
		names(classin.CheckDevice(0), 7):       "Unknown Windows IPhone IPad AndroidPhone AndroidTablet Mac CheckDevice(7)",
		names(classin.ClientType(0), 4):        "ClientType(0) Desktop Mobile MiniProgram ClientType(4)",
		names(classin.LiveChatType(0), 3):      "LiveChatType(0) Text Picture LiveChatType(3)",
		names(classin.PlaybackTrigger(0), 5):   "PlaybackTrigger(0) Opened PlaybackTrigger(2) Closed Timeout PlaybackTrigger(5)",
		names(classin.ChangeSource(3), 6):      "Console ChangeSource(4) ChangeSource(5) V1",
		names(classin.CourseType(0), 4):        "CourseType(0) Standard Open DoubleTeacher CourseType(4)",
		names(classin.ClassType(1), 9):         "Standard Open DoubleTeacher ClassType(4) ClassType(5) ClassType(6) ClassType(7) ClassType(8) SubClass",
		names(classin.ChangeStatus(0), 5):      "ChangeStatus(0) NotStarted Started Ended Deleted ChangeStatus(5)",
		names(classin.AccountStatus(254), 256): "AccountStatus(254) Cancelled AccountStatus(256)",
		names(classin.ConvertStatus(1), 4):     "ConvertStatus(1) Converted Failed ConvertStatus(4)",
		names(classin.ScoreStatus(40), 41):     "Corrected ScoreStatus(41)",
		names(classin.ScoreStatus(50), 51):     "Returned ScoreStatus(51)",
		names(classin.TopicType(0), 7):         "TopicType(0) Single Multiple TrueFalse Blanks Text Parts TopicType(7)",
		names(classin.TopicResult(0), 5):       "Pending Right Wrong Half Unanswered TopicResult(5)",
		names(classin.CommentType(0), 4):       "CommentType(0) Comment Reply Like CommentType(4)",
		names(classin.DiscussionRole(0), 3):    "DiscussionRole(0) Teacher Student DiscussionRole(3)",
		names(classin.FileSource(0), 2):        "Local Cloud FileSource(2)",
		names(classin.GroupRole(0), 2):         "Member Leader GroupRole(2)",
	} {
		assert.Equal(t, want, got)
	}
}
