package aui_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/aui"
)

func TestEnumsPrint(t *testing.T) {
	assert.Equal(t, "Open Big Small ClassMode(7)", fmt.Sprint(aui.ClassModeOpen, aui.ClassModeBig, aui.ClassModeSmall, aui.ClassMode(7)))
	assert.Equal(t, "NotStarted Started Ended ClassStatus(7)", fmt.Sprint(aui.ClassStatusNotStarted, aui.ClassStatusStarted, aui.ClassStatusEnded, aui.ClassStatus(7)))
	assert.Equal(t, "Preparing Ready Failed VODStatus(7)", fmt.Sprint(aui.VODStatusPreparing, aui.VODStatusReady, aui.VODStatusFailed, aui.VODStatus(7)))
	assert.Equal(t, "All Student Assistant Teacher Role(7)", fmt.Sprint(aui.RoleAll, aui.RoleStudent, aui.RoleAssistant, aui.RoleTeacher, aui.Role(7)))
	assert.Equal(t, "All Normal Left Kicked MemberStatus(7)", fmt.Sprint(aui.MemberStatusAll, aui.MemberStatusNormal, aui.MemberStatusLeft, aui.MemberStatusKicked, aui.MemberStatus(7)))
}
