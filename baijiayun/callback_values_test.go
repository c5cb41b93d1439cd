package baijiayun_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
)

// Whoever has the sign of a form can deliver it again. The values themselves stay as they arrived.
func TestAFormPrintsWithoutWhatProvesSomething(t *testing.T) {
	arrived := values("sign", "canary-sign", "ACCESS_KEY", "canary-key", "room_id", "7")
	form := baijiayun.Form(arrived)
	class := baijiayun.ClassCallback{RoomID: 7, Form: form}
	for name, value := range map[string]any{
		"bare": form, "by pointer": &form, "in a struct": struct{ Form any }{form}, "in a list": []baijiayun.Form{form}, "in a map": map[string]baijiayun.Form{"a": form},
		"a callback": class, "a callback by pointer": &class, "callbacks": []*baijiayun.ClassCallback{&class}, "users": &baijiayun.UserCallback{Form: form},
		"a playback": baijiayun.PlaybackCallback{Form: form}, "an error": fmt.Errorf("not stored: %v", form), "a question": &baijiayun.AccessRequest{Form: form},
	} {
		var shown bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
			fmt.Fprintf(&shown, verb+"\n", value)
		}
		slog.New(slog.NewTextHandler(&shown, nil)).Info("x", "form", value)
		slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "form", value, slog.Group("g", "form", value))
		text, err := json.Marshal(value)
		require.NoError(t, err)
		shown.Write(text)
		for _, secret := range []string{"canary-sign", "canary-key"} {
			for _, is := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret)} {
				assert.NotContains(t, shown.String(), is, name)
			}
		}
		assert.Contains(t, shown.String(), "room_id", name)
	}
	assert.Equal(t, "canary-sign", form.Get("sign"))
	assert.True(t, form.Has("ACCESS_KEY"))
	assert.Equal(t, arrived.Encode(), url.Values(form).Encode())
	assert.Equal(t, "map[]", fmt.Sprint(baijiayun.Form(nil)))
	var back baijiayun.Form
	require.NoError(t, json.Unmarshal([]byte(`{"room_id":["7"]}`), &back))
	assert.Equal(t, "7", back.Get("room_id"))
}
