package agora_test

import (
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora"
)

// An enum prints the names of its values, and an unknown value as Type(9).
func TestEnumsPrint(t *testing.T) {
	for _, all := range [][]fmt.Stringer{
		{agora.RoomTypeOneToOne, agora.RoomTypeLecture, agora.RoomTypeSmall, agora.RoomTypeProctoring, agora.RoomTypeSmallCloud, agora.RoomType(99)},
		{agora.RoomStatusNotStarted, agora.RoomStatusStarted, agora.RoomStatusEnded, agora.RoomStatusClosed, agora.RoomStatus(99)},
		{agora.RecordingTypeIndividual, agora.RecordingTypeComposite, agora.RecordingTypeWeb, agora.RecordingType(99)},
		{agora.RecordingStatusRecording, agora.RecordingStatusEnded, agora.RecordingStatus(99)},
		{agora.WidgetStatusOff, agora.WidgetStatusOn, agora.WidgetStatus(99)},
		{agora.EventCmdRoomStatus, agora.EventCmdChat, agora.EventCmdMembers, agora.EventCmdRecording, agora.EventCmdResources, agora.EventCmdRewards,
			agora.EventCmdWidget, agora.EventCmdStage, agora.EventCmdHands, agora.EventCmd(99)},
		{agora.MessageTypeText, agora.MessageType(99)},
		{agora.EnterTypeNormal, agora.EnterTypeReconnect, agora.EnterType(99)},
		{agora.LeaveTypeLeft, agora.LeaveTypeKicked, agora.LeaveType(99)},
		{agora.RecordingReasonStarted, agora.RecordingReasonStopped, agora.RecordingReasonRetried, agora.RecordingReasonTimedOut, agora.RecordingReasonGaveUp, agora.RecordingReason(99)},
		{agora.ChangeActionSet, agora.ChangeActionDeleted, agora.ChangeAction(99)},
		{agora.AnswerStatusEnded, agora.AnswerStatusStarted, agora.AnswerStatus(99)},
		{agora.AnswerActionStart, agora.AnswerActionEnd, agora.AnswerActionSubmit, agora.AnswerActionSync, agora.AnswerAction(99)},
		{agora.PollModeSingle, agora.PollModeMultiple, agora.PollMode(99)},
	} {
		name := reflect.TypeOf(all[0]).Name()
		seen := map[string]bool{}
		for i, value := range all {
			text := value.String()
			assert.False(t, seen[text], text)
			seen[text] = true
			if i < len(all)-1 {
				assert.Regexp(t, `^[A-Z][A-Za-z]+$`, text)
			} else {
				assert.Equal(t, name+"("+strconv.Itoa(99)+")", text)
			}
		}
	}
}
