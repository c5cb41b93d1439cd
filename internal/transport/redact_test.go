package transport

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRedactedTexts(t *testing.T) {
	const text = `fake.Credentials{Domain:"a"}`
	data, err := RedactedJSON(text)
	require.NoError(t, err)
	assert.JSONEq(t, `"fake.Credentials{Domain:\"a\"}"`, string(data))
	assert.Equal(t, text, RedactedLog(text).String())
	assert.Equal(t, text, fmt.Sprintf("%#v", hidden(text)))
}

type hidden string

func (h hidden) Format(f fmt.State, _ rune) { Redacted(f, string(h)) }

type inner struct {
	Password string
	Extra    map[string]any
}

type outer struct {
	Token  string
	Code   string `secret:"true"`
	URL    *string
	URLs   []string
	Title  string
	In     inner
	At     *inner
	List   []inner
	ByName map[string]inner
	Hidden hidden
	secret string
}

func TestAddressesWithoutWhatIsSecretInThem(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/f?sig=x": "https://a.example/f?***", "https://u:p@a.example/f": "https://***@a.example/f", "rtmp://u:p@a:1935/x@y?k=v": "rtmp://***@a:1935/x@y?***",
		"https://u@a?x": "https://***@a?***", "https://a.example/x@y": "https://a.example/x@y", "me@a.example": "me@a.example", "see https://u:p@a": "see https://u:p@a", "a?b": "a?b", "://": "://", "": "",
	} {
		assert.Equal(t, want, hideText(in, false), in)
	}
}

// What is hidden is hidden at any depth, in a copy: the value itself stays as it was.
func TestHiddenHidesAtAnyDepthAndChangesNothing(t *testing.T) {
	const address = "https://a.example/f.mp4?sig=canary"
	in := func() inner {
		return inner{"canary", map[string]any{"boardToken": "canary", "a.b.access_key": "canary", "sign": "canary", "list": []any{map[string]any{"url": address}}, "design": "shown"}}
	}
	make := func() outer {
		at := in()
		return outer{"canary", "canary", new(address), []string{address, ""}, "Why? a://b", in(), &at, []inner{in()}, map[string]inner{"x": in()}, "its own", ""}
	}
	value := make()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		text := fmt.Sprintf(verb, printed(func(f fmt.State, v rune) { Hidden(f, v, "vendor.Outer", value) }))
		assert.NotContains(t, text, "canary", verb)
		assert.NotContains(t, text, fmt.Sprintf("%x", "canary"), verb)
	}
	text := fmt.Sprintf("%+v", printed(func(f fmt.State, v rune) { Hidden(f, v, "vendor.Outer", value) }))
	for _, want := range []string{"Token:***", "Code:***", "https://a.example/f.mp4?***", "Title:Why? a://b", "Hidden:its own", "design:shown"} {
		assert.Contains(t, text, want)
	}
	assert.Contains(t, fmt.Sprintf("%#v", printed(func(f fmt.State, v rune) { Hidden(f, v, "vendor.Outer", value) })), "vendor.Outer{")
	assert.Equal(t, make(), value)
	assert.Equal(t, `{Token: Code: URL:<nil> URLs:[] Title: In:{Password: Extra:map[]} At:<nil> List:[] ByName:map[] Hidden: secret:}`,
		fmt.Sprintf("%+v", printed(func(f fmt.State, v rune) { Hidden(f, v, "vendor.Outer", outer{}) })), "nothing is not hidden")
}

type printed func(fmt.State, rune)

func (p printed) Format(f fmt.State, verb rune) { p(f, verb) }

func TestWhichNamesAreSecret(t *testing.T) {
	for _, name := range []string{"Password", "NewPasswordMD5", "BoardToken", "AccessKey", "PushURL", "TeacherCode", "LessonKey"} {
		assert.True(t, IsSecretField(name), name)
	}
	for _, name := range []string{"Code", "Tokens", "TokenSource", "AvatarURL", "StatusCode", "Title"} {
		assert.False(t, IsSecretField(name), name)
	}
	for _, name := range []string{"sign", "SIGN", "webhook.sign", "access_key", "accessKey", "boardToken", "partner_key", "appSign", "safeKey", "user_password"} {
		assert.True(t, IsSecretMember(name), name)
	}
	for _, name := range []string{"design", "assign", "key", "tokens", "signal", "title"} {
		assert.False(t, IsSecretMember(name), name)
	}
}
