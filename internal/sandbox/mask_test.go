package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSecretsAreHiddenInTexts(t *testing.T) {
	m := newMask([]string{"partner/key+==", "abc", "a\"b\\c-secret"})
	for text, want := range map[string]string{
		`{"token":"eyJ.x.y","title":"a"}`:                                       `{"token":"***","title":"a"}`,
		`{"rtm_token" : "x\"y","n":1}`:                                          `{"rtm_token" : "***","n":1}`,
		`{"token":"","monkey":"x","key":"y","sign":"z"}`:                        `{"token":"","monkey":"***","key":"y","sign":"***"}`,
		`{"url":"artc://a/b?sdkAppId=1&userId=b&token=48e319"}`:                 `{"url":"artc://a/b?sdkAppId=1&userId=b&token=***"}`,
		`{"url":"https://a/b.flv?auth_key=1-0-0-2ca\u0026safeKey=x"}`:           `{"url":"https://a/b.flv?auth_key=***\u0026safeKey=***"}`,
		`the key partner/key+== and partner\/key+== and partner%2Fkey%2B%3D%3D`: `the key *** and *** and ***`,
		`{"echo":"a\"b\\c-secret"}`:                                             `{"echo":"***"}`,
		`abc is too short to hide`:                                              `abc is too short to hide`,
	} {
		assert.Equal(t, want, m.text(text), text)
	}
}

func TestSecretsAreHiddenInParametersAtEveryDepth(t *testing.T) {
	m := newMask([]string{"the-partner-key"})
	var v any
	assert.NoError(t, json.Unmarshal([]byte(`{"sign":"x","user":{"password":"p","md5pass":"q","tokens":[1],"name":"the-partner-key!"},"list":[{"secret":null,"app_key":5}]}`), &v))
	text, err := json.Marshal(m.parameters(v))
	assert.NoError(t, err)
	assert.JSONEq(t, `{"sign":"***","user":{"password":"***","md5pass":"***","tokens":"***","name":"***!"},"list":[{"secret":null,"app_key":"***"}]}`, string(text))
}
