package sandbox

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNamesAreWrittenInSnakeCase(t *testing.T) {
	for name, want := range map[string]string{
		"RoomID": "room_id", "RoomUUID": "room_uuid", "QRCodeURL": "qr_code_url", "StudentIDs": "student_ids", "TeacherUIDs": "teacher_uids",
		"RTMP": "rtmp", "HD": "hd", "OMOBroadcast": "omo_broadcast", "FileMD5": "file_md5", "SHA256": "sha256", "UID": "uid", "Name": "name",
		"FIDsOfDocuments": "fids_of_documents", "StartTime": "start_time",
	} {
		assert.Equal(t, want, snake(name), name)
	}
}

func TestSecretsHaveNoShape(t *testing.T) {
	text, err := json.Marshal(shape(struct {
		UID         int64
		PasswordMD5 string
		Token       *string
		Wait        time.Duration
	}{UID: 1, PasswordMD5: "0123456789abcdef", Wait: 90 * time.Second}))
	require.NoError(t, err)
	assert.JSONEq(t, `{"uid":1,"password_md5":"***","wait":"1m30s"}`, string(text))
}

func TestTimesCanBeRelative(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 30, 12, 5, time.UTC)
	for text, want := range map[string]time.Time{
		"now":                       time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC),
		"now+1h30m":                 time.Date(2026, 3, 1, 11, 0, 0, 0, time.UTC),
		"now-24h":                   time.Date(2026, 2, 28, 9, 30, 0, 0, time.UTC),
		"2026-03-01T09:00:00+08:00": time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC),
	} {
		got, err := parseTime(text, now)
		require.NoError(t, err, text)
		assert.True(t, want.Equal(got), text)
	}
	for _, text := range []string{"", "now+", "now+1", "tomorrow", "2026-03-01"} {
		_, err := parseTime(text, now)
		assert.Error(t, err, text)
	}
}
