package baijiayun

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEnumsPrintTheirNames(t *testing.T) {
	for _, test := range []struct {
		value interface{ String() string }
		want  string
	}{
		{RoomTypeLecture, "Lecture"}, {RoomTypeOneToOneBasic, "OneToOneBasic"}, {RoomType(0), "RoomType(0)"}, {RoomType(9), "RoomType(9)"},
		{GroupModeNone, "None"}, {GroupModeBigSmall, "BigSmall"}, {GroupMode(-1), "GroupMode(-1)"},
		{SwitchRoleBigClass, "BigClass"}, {SwitchRoleSmall, "Small"}, {SwitchRole(0), "SwitchRole(0)"},
		{IndustryEducation, "Education"}, {IndustryEnterprise, "Enterprise"},
		{ProductTypeEducation, "Education"}, {ProductTypeEnterprise, "Enterprise"}, {ProductType(0), "ProductType(0)"}, {ProductTypeVideo, "Video"},
		{VideoStatusUploading, "Uploading"}, {VideoStatusReady, "Ready"}, {VideoStatusUploadTimedOut, "UploadTimedOut"}, {VideoStatus(0), "VideoStatus(0)"},
		{VideoDefinitionStandard, "Standard"}, {VideoDefinition1080P, "1080P"}, {VideoDefinition(3), "VideoDefinition(3)"},
		{VideoFormatMP4, "MP4"}, {VideoFormatEncrypted, "Encrypted"}, {VideoFormat(9), "VideoFormat(9)"},
		{ViewClientTypeUnknown, "Unknown"}, {ViewClientTypePCWeb, "PCWeb"}, {ViewClientType(9), "ViewClientType(9)"},
		{RoleStudent, "Student"}, {RoleTeacher, "Teacher"}, {RoleAssistant, "Assistant"}, {Role(3), "Role(3)"},
		{ClientTypePCWeb, "PCWeb"}, {ClientTypeMiniProgram, "MiniProgram"}, {ClientType(7), "ClientType(7)"},
		{JoinCodeTypeNormal, "Normal"}, {JoinCodeTypeAudition, "Audition"}, {JoinCodeType(9), "JoinCodeType(9)"},
		{LiveStatusOff, "Off"}, {LiveStatusOn, "On"}, {LiveStatus(2), "LiveStatus(2)"},
		{TeacherStatusAbsent, "Absent"}, {TeacherStatusPresent, "Present"}, {TeacherStatus(2), "TeacherStatus(2)"},
		{LuckyDrawTypeStandard, "Standard"}, {LuckyDrawTypePassword, "Password"}, {LuckyDrawType(2), "LuckyDrawType(2)"},
		{AttentionLevelAttentive, "Attentive"}, {AttentionLevelInattentive, "Inattentive"}, {AttentionLevel(2), "AttentionLevel(2)"},
		{EvaluationStatusUnpublished, "Unpublished"}, {EvaluationStatusPublished, "Published"}, {EvaluationStatus(2), "EvaluationStatus(2)"},
		{EvaluationQuestionTypeChoice, "Choice"}, {EvaluationQuestionTypeText, "Text"}, {EvaluationQuestionType(3), "EvaluationQuestionType(3)"},
	} {
		assert.Equal(t, test.want, test.value.String())
	}
}
