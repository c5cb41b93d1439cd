package weclassroomtest_test

import (
	"encoding/json"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// runPHP runs a program of PHP's, which must be there with its openssl.
func runPHP(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath("php")
	if err != nil {
		t.Fatal("needs php in PATH: install php-cli")
	}
	if exec.Command(path, "-r", `exit(extension_loaded("openssl") ? 0 : 1);`).Run() != nil {
		t.Fatal("needs php with openssl: Debian's php-cli has it")
	}
	command := exec.CommandContext(t.Context(), path, args...)
	command.Stdin = strings.NewReader(stdin)
	output, err := command.Output()
	require.NoError(t, err, "%s", output)
	return string(output)
}

func TestTheDocumentsOwnPHPSampleOpens(t *testing.T) {
	signMsg := runPHP(t, "", "testdata/getSignMsg.php")
	params, err := weclassroomtest.Open(secret, signMsg)
	require.NoError(t, err)
	assert.Equal(t, `["lessonId" => 10384374, "diskId" => 356]`, params.String())
}

func TestWhatTheDocumentsPHPSealsIsReadAsPHPReadsIt(t *testing.T) {
	for name, params := range map[string]string{
		"API 1":           `{"userData":[{"userPhone":"13800138000","userName":"张一","userType":"1","userGender":1}]}`,
		"API 18":          `{"lesson_id":[10001,10002]}`,
		"nothing":         `[]`,
		"scalars":         `{"a":1,"b":"1","c":-5,"d":true,"e":false,"f":null,"g":0.1,"h":1.0,"i":9223372036854775807}`,
		"any text":        `{"a":"O'Brien \"x\" \\ end","b":"😀","c":"line\nbreak","d":"\";}","e":""}`,
		"keys":            `{"123":1,"0123":2,"-5":3,"-0":4,"1.5":5,"+1":6,"":7}`,
		"arrays in array": `{"a":[[],[[1]],{"x":{"y":[true]}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			var sealed struct {
				SignMsg string          `json:"signMsg"`
				Params  json.RawMessage `json:"params"`
			}
			output := runPHP(t, params, "testdata/seal.php", secret)
			require.NoError(t, json.Unmarshal([]byte(output), &sealed))
			opened, err := weclassroomtest.Open(secret, sealed.SignMsg)
			require.NoError(t, err)
			text, err := json.Marshal(opened)
			require.NoError(t, err)
			assert.Equal(t, string(sealed.Params), string(text))
		})
	}
}

func TestACallSealedByPHP(t *testing.T) {
	f := start(t)
	f.teacher()
	output := runPHP(t, `{"teacherId":121493,"className":"我的课程","category":1}`, "testdata/seal.php", secret)
	var sealed struct {
		SignMsg string `json:"signMsg"`
	}
	require.NoError(t, json.Unmarshal([]byte(output), &sealed))
	a := f.form("/classroom/create", url.Values{"applicationID": {applicationID}, "signMsg": {sealed.SignMsg}})
	assert.Contains(t, a.body, `"classroomId":1002`)
}

func TestRepliesAreEncodedAsPHPEncodesThem(t *testing.T) {
	f := start(t, weclassroomtest.WithLessonObject())
	f.classroom(weclassroomtest.Classroom{Category: 1})
	name := "张一 /\\\"'<&>\b\f\n\r\t\x00\x1f\x7f\u0080\u2028\uffff😀"
	body := f.call("/lesson/create", lesson.with("lessonName", name)).body
	assert.Contains(t, body, `\u5f20\u4e00 \/\\\"'<&>\b\f\n\r\t\u0000\u001f`+"\x7f"+`\u0080\u2028\uffff\ud83d\ude00`)
	assert.Equal(t, runPHP(t, body, "-r", `echo json_encode(json_decode(stream_get_contents(STDIN)));`), body)
}
