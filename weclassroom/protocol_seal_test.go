package weclassroom_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// The document's appendix: its secret, its parameters, and its function with a fixed iv in place of random_bytes(16).
const (
	sampleSecret = "32bf27979cf0dba95d80f500f553ed53"
	samplePHP    = `
$data = unserialize(base64_decode($argv[1]));
$key = $argv[2];
function getSignMsg($data,$key,$fixed) {
$iv = $fixed;
$cipher = 'AES-256-CBC';
$value = openssl_encrypt(serialize($data), $cipher, $key,0,$iv);
$mac = hash_hmac('sha256',($iv = base64_encode($iv)).$value, $key);
$json = json_encode(compact('iv', 'value', 'mac'));
return base64_encode($json);
}
echo getSignMsg($data,$key,base64_decode($argv[3]));`

	// What it gives under PHP 8.2.36 for the iv 0123456789abcdef.
	sampleSignMsg = "eyJpdiI6Ik1ERXlNelExTmpjNE9XRmlZMlJsWmc9PSIsInZhbHVlIjoiRnRZRFlpNXUzN25SY1lYeXlzSTR4TENZUzFybHhWUXZYXC94QlNFbHlmYlRcL0plc2t0WnR3MDREYlhHeklvak40eEZwdnRTbHlxUm5mMThPYitBVFhUUT09IiwibWFjIjoiMmVmZWM2OWI5NjY4YTE3NWMzYzQ3MDcxNjQ5NGQ5NGQxYWU3YmE4MGI4M2JiOGM3MzQ3ZGI3MDdlZTYzN2NjNSJ9"
)

// sealed returns the signMsg a client sends for parameters under an iv.
func sealed(t *testing.T, iv string, params ...classcloud.Param) string {
	t.Helper()
	srv := weclassroomtest.NewServer(weclassroomtest.WithCredentials(weclassroom.Credentials{ApplicationID: "10001", Secret: sampleSecret}))
	defer srv.Close()
	client := srv.Client(classcloud.WithRand(strings.NewReader(iv)))
	_ = client.Do(t.Context(), weclassroom.Call{Path: "/lesson/delete/disk", Params: params}, nil) // an answer is not needed
	require.Len(t, srv.Requests(), 1)
	return srv.Requests()[0].Form.Get("signMsg")
}

var sampleParams = []classcloud.Param{{Name: "lessonId", Value: 10384374}, {Name: "diskId", Value: 356}}

func TestSealIsThePHPsOwn(t *testing.T) {
	assert.Equal(t, sampleSignMsg, sealed(t, "0123456789abcdef", sampleParams...))
}

// sealCases are parameters with their PHP serialization, written by hand.
var sealCases = []struct {
	name, iv, serialized string
	params               []classcloud.Param
}{
	{"the document's parameters", "0123456789abcdef", `a:2:{s:8:"lessonId";i:10384374;s:6:"diskId";i:356;}`, sampleParams},
	{"no parameters", "\x00\x01\x02\x03\x04\x05\x06\x07\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff", `a:0:{}`, nil},
	{"Chinese, quotes and backslashes", "fedcba9876543210", `a:1:{s:4:"name";s:20:"张一 O'Brien "x" \";}`,
		[]classcloud.Param{{Name: "name", Value: `张一 O'Brien "x" \`}}},
	{"a full block, padded by another", "0123456789abcdef", `a:1:{s:1:"a";s:9:"123456789";}`, []classcloud.Param{{Name: "a", Value: "123456789"}}},
	{"lists, truth and nothing", "0123456789abcdef", `a:3:{s:3:"ids";a:2:{i:0;i:1;i:1;i:-2;}s:2:"on";b:1;s:4:"none";N;}`,
		[]classcloud.Param{{Name: "ids", Value: []any{1, -2}}, {Name: "on", Value: true}, {Name: "none", Value: nil}}},
}

func TestSealAgainstPHP(t *testing.T) {
	php, err := exec.LookPath("php")
	if err != nil {
		t.Fatal("needs php in PATH: install php-cli")
	}
	for _, test := range sealCases {
		t.Run(test.name, func(t *testing.T) {
			b64 := base64.StdEncoding.EncodeToString
			want, err := exec.Command(php, "-r", samplePHP, b64([]byte(test.serialized)), sampleSecret, b64([]byte(test.iv))).Output()
			if err != nil && strings.Contains(string(want), "openssl_encrypt") {
				t.Fatal("needs php with openssl: Debian's php-cli has it")
			}
			require.NoError(t, err, "%s", want)
			assert.Equal(t, string(want), sealed(t, test.iv, test.params...))
		})
	}
}

func TestSealIsOpenedByOpenSSL(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Fatal("needs openssl in PATH")
	}
	run := func(t *testing.T, stdin string, args ...string) string {
		t.Helper()
		cmd := exec.Command(openssl, args...)
		cmd.Stdin = strings.NewReader(stdin)
		out, err := cmd.Output()
		require.NoError(t, err)
		return string(out)
	}
	for _, test := range sealCases {
		t.Run(test.name, func(t *testing.T) {
			text, err := base64.StdEncoding.DecodeString(sealed(t, test.iv, test.params...))
			require.NoError(t, err)
			var envelope struct{ IV, Value, Mac string }
			require.NoError(t, json.Unmarshal(text, &envelope))
			mac := run(t, envelope.IV+envelope.Value, "dgst", "-sha256", "-hmac", sampleSecret, "-hex")
			assert.Contains(t, mac, envelope.Mac)
			plain := run(t, envelope.Value, "enc", "-d", "-aes-256-cbc", "-a", "-A",
				"-K", hex.EncodeToString([]byte(sampleSecret)), "-iv", hex.EncodeToString([]byte(test.iv)))
			assert.Equal(t, test.serialized, plain)
			assert.Equal(t, base64.StdEncoding.EncodeToString([]byte(test.iv)), envelope.IV)
		})
	}
}

func TestEveryIVIsNew(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client := srv.Client()
	seen := map[string]bool{}
	for range 50 {
		_, err := client.Lessons.ListByIDs(t.Context(), []int64{1})
		require.NoError(t, err)
	}
	for _, r := range srv.Requests() {
		seen[r.Form.Get("signMsg")] = true
		assert.NotContains(t, r.Form.Get("signMsg"), "+")
		assert.NotContains(t, r.Form.Get("signMsg"), "/", "even an unescaped form would arrive")
	}
	assert.Len(t, seen, 50)
}

func TestNoRandomnessForTheIV(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithRand(strings.NewReader("too short")))
	_, err := client.Lessons.ListByIDs(t.Context(), []int64{1})
	assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
	assert.Empty(t, srv.Requests(), "never a fixed iv instead")
}
