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
		{SettingDefault, "Default"}, {SettingOn, "On"}, {SettingOff, "Off"}, {Setting(-1), "Setting(-1)"},
		{AppTemplateLandscape, "Landscape"}, {AppTemplatePortrait, "Portrait"}, {AppTemplate(0), "AppTemplate(0)"},
		{LiveSellNone, "None"}, {LiveSellVideo, "Video"}, {LiveSellSlides, "Slides"}, {LiveSell(3), "LiveSell(3)"},
		{EntryAnyone, "Anyone"}, {EntryPrivateCode, "PrivateCode"}, {EntryPublicCode, "PublicCode"}, {EntryAllowList, "AllowList"},
		{EntryPassword, "Password"}, {EntryLiveAllowList, "LiveAllowList"}, {EntryPhone, "Phone"}, {Entry(7), "Entry(7)"},
		{PrivateChatEverybody, "Everybody"}, {PrivateChatTeacher, "Teacher"}, {PrivateChatAssistant, "Assistant"}, {PrivateChat(3), "PrivateChat(3)"},
		{MediaTypeVideo, "Video"}, {MediaTypeAudio, "Audio"}, {MediaType(2), "MediaType(2)"},
		{RoomSourceAPI, "API"}, {RoomSourceConsole, "Console"}, {RoomSourceApp, "App"}, {RoomSourceDemo, "Demo"},
		{RoomSourceCloudClassroom, "CloudClassroom"}, {RoomSourceDoubleTeacher, "DoubleTeacher"}, {RoomSourceGroupParent, "GroupParent"},
		{RoomSourceSmallClass, "SmallClass"}, {RoomSourceBusiness, "Business"}, {RoomSourceDoubleTeacherPlain, "DoubleTeacherPlain"},
		{RoomSourceBRTC, "BRTC"}, {RoomSourceStudyRoom, "StudyRoom"}, {RoomSource(0), "RoomSource(0)"},
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
		{WatermarkPositionOff, "Off"}, {WatermarkPositionTopLeft, "TopLeft"}, {WatermarkPositionBottomLeft, "BottomLeft"}, {WatermarkPosition(5), "WatermarkPosition(5)"},
		{MarqueeTypeOff, "Off"}, {MarqueeTypeFixed, "Fixed"}, {MarqueeTypeName, "Name"}, {MarqueeType(3), "MarqueeType(3)"},
		{SubAccountStatusActive, "Active"}, {SubAccountStatusStopped, "Stopped"}, {SubAccountStatus(0), "SubAccountStatus(0)"},
		{ServiceStatusNone, "None"}, {ServiceStatusActive, "Active"}, {ServiceStatusStopped, "Stopped"}, {ServiceStatus(3), "ServiceStatus(3)"},
		{EvaluationQuestionTypeChoice, "Choice"}, {EvaluationQuestionTypeText, "Text"}, {EvaluationQuestionType(3), "EvaluationQuestionType(3)"},
		{ClassVoteTypeVote, "Vote"}, {ClassVoteTypeBuzzer, "Buzzer"}, {ClassVoteType(9), "ClassVoteType(9)"},
		{ClassVoteQuestionTypeChoice, "Choice"}, {ClassVoteQuestionTypeJudge, "Judge"}, {ClassVoteQuestionTypeText, "Text"}, {ClassVoteQuestionType(9), "ClassVoteQuestionType(9)"},
		{ClassRedPacketTypeNormal, "Normal"}, {ClassRedPacketTypeLucky, "Lucky"}, {ClassRedPacketType(9), "ClassRedPacketType(9)"},
		{RandomPickTypeClass, "Class"}, {RandomPickTypeStudent, "Student"}, {RandomPickType(9), "RandomPickType(9)"},
		{SexMale, "Male"}, {SexFemale, "Female"}, {Sex(9), "Sex(9)"},
		{RosterStudentTypeRegular, "Regular"}, {RosterStudentTypeAudition, "Audition"}, {RosterStudentType(9), "RosterStudentType(9)"},
	} {
		assert.Equal(t, test.want, test.value.String())
	}
}
