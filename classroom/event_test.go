package classroom_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/weclassroom"
)

func TestALoggedEventShowsNoSecret(t *testing.T) {
	const secret = "invented-token-of-a-file"
	for _, raw := range []any{
		agora.Event{Raw: []byte(`{"data":{"resources":[{"taskToken":"` + secret + `"}]}}`)},
		&aui.Class{StreamURLs: &aui.StreamURLs{}, VOD: &aui.VOD{Playlist: []aui.VODStream{{PlayURL: "https://example.com/a?auth=" + secret}}}},
		&weclassroom.Recording{MP4URL: "https://example.com/a.mp4?token=" + secret},
	} {
		e := classroom.Event{Vendor: "agora", ID: "r/4/0", Kind: classroom.KindOther, At: at(0), Raw: raw}
		var shown bytes.Buffer
		slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "event", e)
		slog.New(slog.NewTextHandler(&shown, nil)).Info("x", "event", e)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			fmt.Fprintf(&shown, verb+"\n", e)
		}
		assert.NotContains(t, shown.String(), secret)
		assert.NotContains(t, shown.String(), fmt.Sprintf("%x", secret))
		assert.Contains(t, shown.String(), "r/4/0")
	}
}

func TestNamesOfKindsAndRoles(t *testing.T) {
	assert.Equal(t, "recording failed Kind(99) Kind(-1)", fmt.Sprint(classroom.KindRecordingFailed, " ", classroom.Kind(99), " ", classroom.Kind(-1)))
	assert.Equal(t, "recorder Role(99) Role(-1)", fmt.Sprint(classroom.RoleRecorder, " ", classroom.Role(99), " ", classroom.Role(-1)))
	assert.Equal(t, "stray left Reason(99)", fmt.Sprint(classroom.ReasonStrayLeft, " ", classroom.Reason(99)))
}
