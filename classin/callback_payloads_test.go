package classin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
)

// hookRead reads a callback as its type.
func hookRead[T any](t *testing.T, body string) *T {
	t.Helper()
	message, err := classin.ParseCallback(hookSigned(t, body), hookSchool)
	require.NoError(t, err)
	typed, err := message.Decode()
	require.NoError(t, err)
	out, ok := typed.(*T)
	require.True(t, ok, "%T", typed)
	return out
}

func TestEndCallbacks(t *testing.T) {
	end := hookRead[classin.EndCallback](t, `{"Cmd":"End","ClassID":25672,"CloseTime":1499718000,"StartTime":1499653800,"RealCloseTime":1499717000,"Data":{
		"inoutEnd":{"1002646":{"Total":965,"Details":[{"Type":"In","Device":0,"Time":1499673085},{"Type":"Out","Time":1499674050}],"Identity":1,
			"Deputies":[{"clientID":1,"Total":100,"Details":[{"Device":0,"Type":"In","Time":1689145418}]}]},"Total":3},
		"stageEnd":{"1002647":{"DownCount":1,"DownTotal":7,"UpCount":2,"UpTotal":957}},"handsupEnd":{"1002647":{"CTime":3,"Total":1}},"awardEnd":[],
		"authorizeEnd":{"7":{"Count":2,"Total":38}},"equipmentsEnd":{"100092":{"Microphone":{"Total":381,"TotalNotDisabled":450},"Camera":[]}},
		"answerEnd":{"Answers":[{"1002647":{"SelectedItem":"B"},"CorrectItems":"A"}]}}}`)
	require.Len(t, end.Attendance, 1, "a total beside the users is not a user")
	present := end.Attendance[1002646]
	assert.Equal(t, 965*time.Second, present.Duration)
	assert.Equal(t, classin.RoleStudent, present.Role)
	assert.Len(t, present.Details, 2)
	assert.Equal(t, 1, present.Others[0].ClientID)
	assert.Equal(t, classin.StageTime{UpCount: 2, UpDuration: 957 * time.Second, DownCount: 1, DownDuration: 7 * time.Second}, end.Stage[1002647])
	assert.Equal(t, classin.HandsUp{Count: 1, Duration: 3 * time.Second}, end.HandsUp[1002647])
	assert.Empty(t, end.Awards)
	assert.Equal(t, classin.AuthorizedTime{Count: 2, Duration: 38 * time.Second}, end.Authorized[7])
	assert.Equal(t, classin.DeviceTime{OnStage: 381 * time.Second, Duration: 450 * time.Second}, end.Equipment[100092].Microphone)
	assert.Equal(t, []string{"B"}, end.Selector.Answers[0].Answers[1002647].SelectedItems)
	assert.EqualValues(t, 1499717000, end.EndTime().Unix())
	for body, want := range map[string]int64{`"RealCloseTime":0`: 1499718000, `"RealCloseTime":1499719000`: 1499718000, `"x":1`: 1499718000} {
		assert.Equal(t, want, hookRead[classin.EndCallback](t, `{"Cmd":"End","CloseTime":1499718000,`+body+`,"Data":[]}`).EndTime().Unix(), body)
	}
}

func TestTheShapesOfCallbacks(t *testing.T) {
	enter := hookRead[classin.EnterCallback](t, `{"Cmd":67371107,"UID":5,"NickName":"Amy","LoginMobile":13800000000,"clientID":1,"Device":4,"Identity":1}`)
	assert.Equal(t, "13800000000", enter.Phone)
	assert.Equal(t, 1, enter.ClientID)
	assert.Equal(t, classin.UID(5), enter.UID)
	assert.Equal(t, classin.LeaveReasonDisconnected, hookRead[classin.LeaveCallback](t, `{"Cmd":67371111,"Reason":6}`).Reason)

	rating := hookRead[classin.RatingCallback](t, `{"Cmd":"Rating","TUID":1024920,"Comments":{"1044042":{"T2S":{"Comment":"Good student!","Score":5},"Account":"23605370012"},"1044040":{"S2T":{"Comment":"","Score":4}}}}`)
	assert.Equal(t, classin.UID(1024920), rating.TeacherUID)
	assert.Equal(t, 5, rating.Ratings[1044042].ByTeacher.Score)
	assert.Nil(t, rating.Ratings[1044042].ByStudent)
	assert.Equal(t, 4, rating.Ratings[1044040].ByStudent.Score)

	video := hookRead[classin.VideoCallback](t, `{"Cmd":"Record","ClassID":51345,"VET":1501747090,"VST":1501746988,"VUrl":"http://x/f0.mp4","Duration":12345,"FileId":123,"CIDExt":"ClassRoom","Size":100}`)
	assert.Equal(t, "123", video.FileID)
	assert.EqualValues(t, 102, video.VideoEndTime.Sub(video.VideoStartTime).Seconds())
	assert.Equal(t, "pgdfile/a.zip", hookRead[classin.ChatCallback](t, `{"Cmd":"ChatContent","Url":"pgdfile/a.zip"}`).URL)
	assert.Equal(t, "127.0.0.1", hookRead[classin.ViewCallback](t, `{"Cmd":"LiveDataDetail","Data":{"Telephone":15201114553,"Ip":"127.0.0.1","Intime":1625108250}}`).Data.IP)
	assert.Equal(t, classin.UID(1341438), hookRead[classin.PlaybackCallback](t, `{"Cmd":"ClientPlaybackDataDetail","Data":{"UID":"1341438","TopProcess":"89%"}}`).UID)
	assert.Equal(t, classin.PlaybackTriggerClosed, hookRead[classin.PlaybackCallback](t, `{"Cmd":"ClientPlaybackDataDetail","Data":{"UID":1,"LatestDetails":{"TriggerType":3}}}`).Data.Trigger.TriggerType)

	homework := hookRead[classin.HomeworkCallback](t, `{"Cmd":"HomeworkSubmit","Data":{"UnitId":1,"ActivityId":2,"IsSubmitLate":1,"IsRevision":0,"Files":[{"FileExtension":"png","src":"https://x/y.png","fileName":"eeo.png"}],"TeacherInfo":{"TeacherUid":10602},"StudentInfo":{"StudentUid":102494}}}`)
	assert.Equal(t, []classin.HomeworkFile{{URL: "https://x/y.png", Name: "eeo.png", Extension: "png"}}, homework.Data.Files)
	assert.True(t, homework.Data.Late)
	assert.False(t, homework.Data.Revision)
	assert.EqualValues(t, 2, homework.Data.ActivityID)
	assert.Equal(t, classin.UID(102494), homework.Data.Student.UID)

	score := hookRead[classin.ScoreCallback](t, `{"Cmd":"AnswerSheetScore","Data":{"MaximumScore":14,"StudentScoringRate":0.857143,"CorrectionTime":0,"TopicDetails":[
		{"TopicId":1,"TopicType":"1","SubTopicDetails":[],"TopicResult":2,"TopicMaxScore":5,"TopicScore":0},
		{"TopicId":4,"TopicType":"6","SubTopicDetails":[{"SubTopicId":1,"SubTopicType":"1","SubTopicResult":[2,1],"SubTopicScore":0.5,"SubTopicMaxScore":5}],"TopicResult":[2],"TopicMaxScore":9,"TopicScore":0}]}}`)
	assert.EqualValues(t, 14, score.Data.Maximum)
	assert.Zero(t, score.Data.CorrectTime)
	assert.Equal(t, []classin.Topic{{TopicID: 1, Type: classin.TopicTypeSingle, Results: []classin.TopicResult{classin.TopicResultWrong}, Maximum: 5, Parts: []classin.Topic{}},
		{TopicID: 4, Type: classin.TopicTypeParts, Results: []classin.TopicResult{classin.TopicResultWrong}, Maximum: 9, Parts: []classin.Topic{
			{TopicID: 1, Type: classin.TopicTypeSingle, Results: []classin.TopicResult{classin.TopicResultWrong, classin.TopicResultRight}, Score: 0.5, Maximum: 5}}}}, score.Data.Topics)
	assert.Equal(t, "90", hookRead[classin.ScoreCallback](t, `{"Cmd":"HomeworkScore","Data":{"Score":100,"StudentScore":90,"ReviewDetails":{"Excellent":1}}}`).Data.StudentScore)

	account := hookRead[classin.AccountCallback](t, `{"Cmd":"ReplacePhoneNumber","UID":100191,"ReplaceTime":1524638134,"Telephone":18600000000}`)
	assert.Equal(t, "18600000000", account.Phone)
}

func TestChangeCallbacks(t *testing.T) {
	m := hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoClassInfoChange","opType":1,"opTime":1686728940,"CourseId":2407813,"opSource":1,"opData":{"classId":662391,"teacherInfo":{"teacherName":"2222","teacherUid":5190814},"seatNum":9,"isAutoOnstage":1,"className":"语文课-1","assistantTeacherInfos":[{"teacherUid":6214610}],"endTime":1686731820,"beginTime":1686729420}}`)
	assert.Equal(t, "Added", m.Type.String())
	assert.EqualValues(t, 2407813, m.CourseID)
	change := m.Data
	assert.Equal(t, 9, *change.Seats)
	assert.False(t, *change.AutoOnStage, "1 is no")
	assert.Equal(t, classin.UID(5190814), change.Teacher.TeacherUID)
	assert.Equal(t, classin.UID(6214610), change.Assistants[0].TeacherUID)
	for _, none := range []string{`[]`, `null`, `""`, `{}`} {
		m := hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoCourseInfoChange","opData":`+none+`}`)
		assert.Equal(t, classin.Change{}, m.Data)
		assert.Empty(t, m.Problems)
	}
	odd := hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoCourseInfoChange","opData":{"courseId":"x","courseName":"y"}}`)
	assert.Equal(t, classin.Change{CourseName: "y"}, odd.Data)
	assert.Equal(t, "/opData/courseId", odd.Problems[0].Path)
	assert.Equal(t, []string{"Removed", "Edited", "ChangeType(9)"}, []string{classin.ChangeTypeRemoved.String(), classin.ChangeTypeEdited.String(), classin.ChangeType(9).String()})
}
