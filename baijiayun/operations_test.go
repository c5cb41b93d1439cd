package baijiayun

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// 57 endpoints are documented; API 1 has two rows, because its regenerate invalidates the key in use.
func TestEveryDocumentedEndpointHasARow(t *testing.T) {
	rows, byEffect := map[string]int{}, map[string]int{}
	for _, op := range Operations() {
		if op.Source == classcloud.SourceDocumented {
			rows[op.Path]++
			byEffect[op.Effect.String()]++
		}
	}
	assert.Len(t, rows, 57)
	assert.Equal(t, 2, rows["/openapi/partner/createkey"])
	assert.Equal(t, map[string]int{"Read": 40, "Idempotent": 6, "Once": 11 + 1}, byEffect)
}

// The paths of the most complete other client, github.com/007gzs/baijiayun (Python): whoever comes from it finds every call here.
const publicClientPaths = `
doc: bindDoc bindDocMulti listAllDoc listDoc removeDoc uploadDoc uploadH5ByUrl
evaluation: bindRoomEvaluation getEvaluationList updateRoomEvaluation
interact_data: delete getAiUserCountData getCheckinData getClassVoteData getRandomAskData getRedPackageData list save updateCallbackUrl
interact_info: getInteractDetail getInteractList
live: getLiveStatus getTeacherOnlineStatus getUserCount sendChatMessage setNotify stopCloudRecord transCloudRecord
live_account: getAllRoomCost getClassCallbackUrl getDayPeakUser getHourPeakUser getPartnerDailyCost setClassCallbackUrl
live_setting: addNotice addQuiz addSensitiveWordBatch deleteNoticeBatch deleteQuiz deleteSensitiveWordBatch getLiveHorseLamp
live_setting: getMaxRedPackageCount getNoticeList getQuizList getSensitiveWord getWatermark setLiveHorseLamp setMaxRedPackageCount
live_setting: setWatermark
notice: assignRoomNotice batchDeleteRoomNotice getRoomNoticeList
partner: createkey
playback: delete getBasicInfo getCropList getList getPlaybackPptUrl getPlaybackPptUrlList getPlayerToken getPlayerTokenBatch getSessionList
playback: replacePlayback setMainVersion setPublishStatus update
quiz: assignRoomPaper batchDeleteRoomPaper getRoomQuizList
room-data: getRoomRedPackage
room: create createGroupLiveCodes delete getAuditionCode getCodeInfo getGroupLiveCodes getGroupSubRoomId getPullStreamUrl getPushLiveUrl
room: getSpotVideo getcode info list listcode setSpotVideo update
room_data: exportAnswerByQuestionId exportAnswerStat exportAwardStat exportChatMsg exportLiveReport exportQaStat exportQuestionnaireStat
room_data: exportRoomPraiseStat getAllRoomUserStat getCheckinInfo getEvaluationStat getExpReportList getQuizUserAnswer
room_data: getRedPackageRecordInfo getRoomPeakUser getRoomQuiz getRoomRaiseData getUserCheckinInfo
small_course: getDailyCost getRoomCost getUserCost
sub_account: createSubAccount getSubAccountInfo getSubAccountList modifySubAccount stopSubAccount
teacher: delete list save
video: addCategory delete deleteCategory getCategoryInfo getCategoryList getCategoryVideo getImage getInfo getPlayerToken
video: getPlayerTokenBatch getResumeUploadUrl getShareUrl getStatus getUploadUrl getUrl getVideoList removeDefinition setPublishStatus
video: setVideoCategory transcodeAgain update
video_account: getAccountInfo getTranscodeCallbackUrl getUsedFlow setTranscodeCallbackUrl
video_data: exportVideoReportBatch getPartnerDailyPlayCount getPlaybackPlayRecord getUsedFlow getVideoDailyPlayCount getVideoPlayCountRank
video_data: getVideoPlayRecord
`

func TestEveryPathOfThePublicClientHasAMethod(t *testing.T) {
	ours := map[string]bool{}
	for _, op := range Operations() {
		ours[op.Path] = true
	}
	theirs := 0
	for line := range strings.Lines(strings.TrimSpace(publicClientPaths)) {
		folder, names, _ := strings.Cut(strings.TrimSpace(line), ":")
		for _, name := range strings.Fields(names) {
			theirs++
			assert.Contains(t, ours, "/openapi/"+folder+"/"+name)
		}
	}
	assert.Equal(t, 147, theirs, "146 of its methods, and partner/createkey")
	assert.Len(t, ours, 153, "theirs, and six that they lack")
}
