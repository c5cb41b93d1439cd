package classin_test

import (
	"crypto/md5"
	"encoding/hex"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

// The document's own values cannot serve as vectors: it prints safeKey e2f53f7a… for time stamp 1493350659, 0f7781b3… for
// 1484719085 and checkCode d8c57caf… for account 13700000000, and keeps the secret they were made with to itself. These were
// computed with openssl (printf %s … | openssl md5) and PHP's md5, for an invented secret.
const (
	vectorSecret    = "jKc8xvGL"
	vectorStamp     = "1772438400"
	vectorSafeKey   = "4176408f46b9cc10ef0c1ce168895c35"
	vectorLessonKey = "00d1c98a91c52568"
	vectorCheck     = "040c198a1a4c2d7758dd8a4f3518a30f"
	vectorCheckZH   = "38dd1747b649811ee6df630fd6ccf1ea"
)

func TestSafeKeyVector(t *testing.T) {
	s := newSchool(t, nil)
	client, err := classin.New(classin.Credentials{SID: s.Credentials().SID, Secret: vectorSecret},
		classcloud.WithBaseURL(s.URL), classcloud.WithClock(s.clock))
	require.NoError(t, err)
	_, err = client.Classes.Create(t.Context(), s.class("Signed with another secret"))
	assert.ErrorIs(t, err, classin.CodeNotAuthorized)
	sent := s.Requests()[0]
	assert.Equal(t, vectorStamp, sent.Form.Get("timeStamp"))
	assert.Equal(t, vectorSafeKey, sent.Form.Get("safeKey"))
}

func TestLivePlayerURL(t *testing.T) {
	client, err := classin.New(classin.Credentials{SID: 1, Secret: vectorSecret})
	require.NoError(t, err)
	link := func(account, nickname string) string {
		t.Helper()
		link, err := client.LivePlayerURL(t.Context(), &classin.LivePlayerURLRequest{LessonKey: vectorLessonKey, Account: account, Nickname: nickname})
		require.NoError(t, err)
		return link
	}
	assert.Equal(t, "https://live.eeo.cn/live_partner.html?account=13700000000&checkCode="+vectorCheck+"&lessonKey="+vectorLessonKey+"&nickname=classin",
		link("13700000000", "classin"))
	assert.Contains(t, link("13700000000", "李 老师+&="), "checkCode="+vectorCheckZH)
	assert.Contains(t, link("13700000000", "李 老师+&="), "nickname=%E6%9D%8E%20%E8%80%81%E5%B8%88%2B%26%3D", "a blank is %20: a page may not take + for it")

	parsed, err := url.Parse(link("13700000000", "李 老师+&="))
	require.NoError(t, err)
	assert.Equal(t, "李 老师+&=", parsed.Query().Get("nickname"))
	assert.NotContains(t, link("a", "b"), vectorSecret)
}

func TestLivePlayerURLRefuses(t *testing.T) {
	client, err := classin.New(classin.Credentials{SID: 1, Secret: vectorSecret})
	require.NoError(t, err)
	for _, test := range []struct {
		name string
		in   *classin.LivePlayerURLRequest
		says string
	}{
		{"nothing", nil, "request is nil"},
		{"no class key", &classin.LivePlayerURLRequest{Account: "a", Nickname: "n"}, "LessonKey (lessonKey) is required"},
		{"no account", &classin.LivePlayerURLRequest{LessonKey: "k", Nickname: "n"}, "Account (account) is required"},
		{"no nickname", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a"}, "Nickname (nickname) is required"},
		{"32 characters of account", &classin.LivePlayerURLRequest{LessonKey: "k", Account: strings.Repeat("a", 32), Nickname: "n"}, "has 32 characters, the vendor takes less than 32"},
		{"a key that is a URL", &classin.LivePlayerURLRequest{LessonKey: "https://www.eeo.cn/live.php?lessonKey=0fdc12bc3558164d", Account: "a", Nickname: "n"}, "LessonKey (lessonKey) is not a key: the function LessonKey takes it out"},
		{"a key with its name", &classin.LivePlayerURLRequest{LessonKey: "lessonKey=0fdc12bc3558164d", Account: "a", Nickname: "n"}, "is not a key"},
		{"a key with more parameters", &classin.LivePlayerURLRequest{LessonKey: "0fdc12bc3558164d&account=b", Account: "a", Nickname: "n"}, "is not a key"},
		{"a key with a blank", &classin.LivePlayerURLRequest{LessonKey: "0fdc12bc3558164d ", Account: "a", Nickname: "n"}, "is not a key"},
		{"a key that is escaped", &classin.LivePlayerURLRequest{LessonKey: "0fdc%31", Account: "a", Nickname: "n"}, "is not a key"},
		{"a blank after the account", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a ", Nickname: "n"}, "Account (account) begins or ends with a blank"},
		{"a blank before the nickname", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: " n"}, "Nickname (nickname) begins or ends with a blank"},
		{"a nickname of blanks", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "  "}, "Nickname (nickname) begins or ends with a blank"},
		{"a line break in the nickname", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n\nm"}, "control character"},
		{"broken UTF-8", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n\xff"}, "broken UTF-8"},
		{"24 characters of nickname", &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: strings.Repeat("李", 24)}, "has 24 characters, the vendor takes less than 24"},
	} {
		t.Run(test.name, func(t *testing.T) {
			link, err := client.LivePlayerURL(t.Context(), test.in)
			assert.Empty(t, link)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, test.says)
		})
	}
	_, err = client.LivePlayerURL(t.Context(), &classin.LivePlayerURLRequest{LessonKey: "k", Account: strings.Repeat("李", 31), Nickname: strings.Repeat("李", 23)})
	assert.NoError(t, err, "characters, not bytes")
}

func TestLessonKey(t *testing.T) {
	key, err := classin.LessonKey("https://www.eeo.cn/live.php?lessonKey=1ca102d29e61175f")
	require.NoError(t, err)
	assert.Equal(t, "1ca102d29e61175f", key)
	for _, bad := range []string{"", "https://www.eeo.cn/live.php", "://", "https://www.eeo.cn/live.php?lessonkey=x"} {
		_, err := classin.LessonKey(bad)
		assert.Error(t, err, bad)
	}
}

func TestVectorsAgainstPHP(t *testing.T) {
	php, err := exec.LookPath("php")
	if err != nil {
		t.Fatal("needs php in PATH: install php-cli")
	}
	for text, want := range map[string]string{
		vectorSecret + vectorStamp:                                 vectorSafeKey,
		vectorSecret + vectorLessonKey + "13700000000" + "classin": vectorCheck,
		vectorSecret + vectorLessonKey + "13700000000李 老师+&=":      vectorCheckZH,
	} {
		got, err := exec.Command(php, "-r", "echo md5($argv[1]);", text).Output()
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
		sum := md5.Sum([]byte(text))
		assert.Equal(t, want, hex.EncodeToString(sum[:]))
	}
}

func TestWebcastURL(t *testing.T) {
	client, err := classin.New(classin.Credentials{SID: 1, Secret: vectorSecret})
	require.NoError(t, err)
	link, err := client.WebcastURL(t.Context(), &classin.WebcastURLRequest{CourseKey: vectorLessonKey, ClassID: 123456, Account: "13700000000", Nickname: "李 老师+&="})
	require.NoError(t, err)
	assert.Equal(t, "https://live.eeo.cn/webcast_partner.html?account=13700000000&checkCode="+vectorCheckZH+"&courseKey="+vectorLessonKey+
		"&lessonid=123456&nickname=%E6%9D%8E%20%E8%80%81%E5%B8%88%2B%26%3D", link, "the class takes no part in checkCode")
	link, err = client.WebcastURL(t.Context(), &classin.WebcastURLRequest{CourseKey: "k", Account: "a", Nickname: "n"})
	require.NoError(t, err)
	assert.NotContains(t, link, "lessonid")
	for says, in := range map[string]*classin.WebcastURLRequest{
		"request is nil":                                   nil,
		"CourseKey (courseKey) is required":                {Account: "a", Nickname: "n"},
		"has 32 characters":                                {CourseKey: "k", Account: strings.Repeat("a", 32), Nickname: "n"},
		"has 16 characters, the vendor takes less than 16": {CourseKey: "k", Account: "a", Nickname: strings.Repeat("李", 16)},
		"has 24 characters, the vendor takes less than 24": {CourseKey: "k", Account: "a", Nickname: strings.Repeat("李", 24), LongNickname: true},
		"CourseKey (courseKey) is not a key":               {CourseKey: "https://www.eeo.cn/webcast.php?courseKey=4fe1167f8060e809", Account: "a", Nickname: "n"},
		"ClassID (lessonid) is below 0":                    {CourseKey: "k", ClassID: -1, Account: "a", Nickname: "n"},
	} {
		_, err := client.WebcastURL(t.Context(), in)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, says)
	}
	for name, long := range map[string]bool{strings.Repeat("李", 15): false, strings.Repeat("李", 23): true} {
		_, err := client.WebcastURL(t.Context(), &classin.WebcastURLRequest{CourseKey: "k", Account: "a", Nickname: name, LongNickname: long})
		assert.NoError(t, err)
	}
	key, err := classin.CourseKey("https://www.eeo.cn/webcast.php?courseKey=4fe1167f8060e809&lessonid=123456")
	require.NoError(t, err)
	assert.Equal(t, "4fe1167f8060e809", key)
	_, err = classin.CourseKey("https://www.eeo.cn/webcast.php")
	assert.Error(t, err)
}
