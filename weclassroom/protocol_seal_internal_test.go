package weclassroom

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	osexec "os/exec"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const printedSecret = "32bf27979cf0dba95d80f500f553ed53" // in the document's appendix

// opened is what PHP makes of a signMsg: see testdata/open.php.
type opened struct {
	Authentic bool            `json:"authentic"`
	Plain     []byte          `json:"plain"`
	Again     []byte          `json:"again"`
	Params    json.RawMessage `json:"params"`
	Sealed    string          `json:"sealed"`
}

// openWithPHP opens messages with PHP, which must be there with its openssl.
func openWithPHP(t *testing.T, signMsgs []string) []opened {
	t.Helper()
	php, err := osexec.LookPath("php")
	if err != nil {
		t.Fatal("needs php in PATH: install php-cli")
	}
	if osexec.Command(php, "-r", `exit(extension_loaded("openssl") ? 0 : 1);`).Run() != nil {
		t.Fatal("needs php with openssl: Debian's php-cli has it")
	}
	stdin, err := json.Marshal(signMsgs)
	require.NoError(t, err)
	command := osexec.CommandContext(t.Context(), php, "testdata/open.php", printedSecret, "weclassroomtest/testdata/getSignMsg.php")
	command.Stdin = bytes.NewReader(stdin)
	output, err := command.Output()
	require.NoError(t, err, "%s", output)
	var out []opened
	require.NoError(t, json.Unmarshal(output, &out), "%s", output)
	require.Len(t, out, len(signMsgs))
	return out
}

func serialized(t *testing.T, params []wire.Member) []byte {
	t.Helper()
	plain, err := wire.AppendPHP(nil, params)
	require.NoError(t, err)
	return plain
}

func TestPHPOpensWhatWeSeal(t *testing.T) {
	message := func(in any) []wire.Member {
		built, bad := wire.Build(in, nil, false)
		require.Empty(t, bad)
		return built.Body
	}
	cases := []struct {
		name   string
		params []wire.Member
		want   string
	}{
		{"the document's own sample", message(&RemoveLessonDocumentRequest{LessonID: 10384374, DocumentID: 356}), `{"lessonId":10384374,"diskId":356}`},
		{"a list of maps", message(&CreateUsersRequest{Users: []NewUser{{Phone: "13800138000", Name: "O'Brien \"张一\" \\ 😀", Role: RoleTeacher, Gender: GenderFemale}}}),
			`{"userData":[{"userPhone":"13800138000","userName":"O'Brien \"张一\" \\ 😀","userType":"2","userGender":"2"}]}`},
		{"a PHP array of ids", message(&infoLessons{LessonIDs: []int64{10001, 10002}}), `{"lessonId":[10001,10002]}`},
		{"a JSON string of ids", message(&AddClassroomStudentsRequest{ClassroomID: 11020, StudentIDs: []int64{1234, 3456}}), `{"classroomId":11020,"studentId":"[1234,3456]"}`},
		{"a number as text", message(&lessonText{LessonID: 100001}), `{"lessonId":"100001"}`},
		{"nothing at all", nil, `[]`},
	}
	var signMsgs []string
	for i, c := range cases {
		iv := bytes.Repeat([]byte{byte(i*37 + 251)}, 16) // gives slashes in its base64, which PHP escapes
		signMsg, err := signing.Seal(serialized(t, c.params), printedSecret, bytes.NewReader(iv))
		require.NoError(t, err)
		signMsgs = append(signMsgs, signMsg)
	}
	for i, got := range openWithPHP(t, signMsgs) {
		t.Run(cases[i].name, func(t *testing.T) {
			assert.True(t, got.Authentic)
			assert.Equal(t, cases[i].want, string(got.Params))
			assert.Equal(t, string(got.Plain), string(got.Again), "PHP would have serialized it so")
			assert.Equal(t, got.Sealed, signMsgs[i], "the document's getSignMsg gives the same bytes under the same iv")
		})
	}
}

func TestPHPSealsAnythingAsWeDo(t *testing.T) {
	random := rand.New(rand.NewPCG(20200528, 107))
	var signMsgs []string
	for range 500 {
		iv := make([]byte, 16)
		for i := range iv {
			iv[i] = byte(random.Uint32())
		}
		signMsg, err := signing.Seal(serialized(t, anyMembers(random, 3)), printedSecret, bytes.NewReader(iv))
		require.NoError(t, err)
		signMsgs = append(signMsgs, signMsg)
	}
	for i, got := range openWithPHP(t, signMsgs) {
		require.True(t, got.Authentic)
		require.Equal(t, got.Sealed, signMsgs[i], "%q", got.Plain)
	}
}

// anyMembers draws parameters nobody sends.
func anyMembers(random *rand.Rand, depth int) []wire.Member {
	members := make([]wire.Member, random.IntN(5))
	for i := range members {
		members[i] = wire.Member{Name: fmt.Sprint(i, anyText(random)), Value: anyValue(random, depth)} // the number keeps names apart
		if i == 3 {
			members[i].Name = fmt.Sprint(random.Int64() - random.Int64())
		}
	}
	return members
}

func anyValue(random *rand.Rand, depth int) wire.Value {
	switch kind := random.IntN(7); {
	case kind == 0:
		return wire.IntOf(random.Int64() - random.Int64())
	case kind == 1:
		return wire.Value{Kind: wire.Bool, Int: int64(random.IntN(2))}
	case kind == 2:
		return wire.Value{}
	case kind == 3 && depth > 0:
		list := wire.Value{Kind: wire.List, Items: make([]wire.Member, random.IntN(4))}
		for i := range list.Items {
			list.Items[i].Value = anyValue(random, depth-1)
		}
		return list
	case kind == 4 && depth > 0:
		return wire.Value{Kind: wire.Map, Items: anyMembers(random, depth-1)}
	}
	return wire.TextOf(anyText(random))
}

func anyText(random *rand.Rand) string {
	parts := []string{`"`, `";}`, "'", `\`, "张", "😀", "\x00", "\xff", "a", "1", "/", "\n", "i:0;"}
	var b strings.Builder
	for range random.IntN(6) {
		b.WriteString(parts[random.IntN(len(parts))])
	}
	return b.String()
}

func TestEverySealHasAnIVOfItsOwn(t *testing.T) {
	random := bytes.NewReader(append(bytes.Repeat([]byte{1}, 16), bytes.Repeat([]byte{2}, 16)...))
	first, err := signing.Seal([]byte("a:0:{}"), printedSecret, random)
	require.NoError(t, err)
	second, err := signing.Seal([]byte("a:0:{}"), printedSecret, random)
	require.NoError(t, err)
	assert.NotEqual(t, first, second)
	for _, signMsg := range []string{first, second} {
		assert.NotContains(t, signMsg, "+")
		assert.NotContains(t, signMsg, "/")
		text, err := base64.StdEncoding.DecodeString(signMsg)
		require.NoError(t, err)
		assert.Regexp(t, `^\{"iv":"[^"]{24}","value":"[^"]+","mac":"[0-9a-f]{64}"\}$`, string(text))
	}
}

func TestNothingIsSealedWithoutRandomness(t *testing.T) {
	broken := errors.New("broken")
	_, err := signing.Seal([]byte("a:0:{}"), printedSecret, iotest.ErrReader(broken))
	assert.ErrorIs(t, err, broken)
	_, err = signing.Seal([]byte("a:0:{}"), printedSecret, strings.NewReader("15 bytes of it."))
	assert.Error(t, err)
}

func TestWhatIsSealedIsNotChanged(t *testing.T) {
	plain := []byte("a:0:{}")
	_, err := signing.Seal(plain[:6:6], printedSecret, bytes.NewReader(make([]byte, 16)))
	require.NoError(t, err)
	assert.Equal(t, "a:0:{}", string(plain))
}
