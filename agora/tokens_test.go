package agora

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// A writer of zlib's costs 800 KB and 22 allocations: tokens share them. It was 56 once.
func TestATokenAllocatesLittle(t *testing.T) {
	b := TokenBuilder{AppID: strings.Repeat("0", 32), Certificate: strings.Repeat("f", 32)}
	if n := testing.AllocsPerRun(200, func() { _, _ = b.App(time.Hour) }); n > 50 { // under -race a pool forgets one in four
		t.Errorf("a token costs %v allocations", n)
	}
}

func TestTokenLimitsThatPass(t *testing.T) {
	longest := strings.Repeat("a ~#", 16) // 64 bytes
	b := testTokenBuilder()
	b.Rand = nil
	text, err := b.RoomUser(longest, longest, RoleObserver, 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	got := readToken(t, text)
	if apaas := got.services[2]; apaas.roomUUID != longest || apaas.userID != longest || apaas.role != 4 || got.expire != 86400 {
		t.Errorf("got %+v", got)
	}
	if _, err := b.App(time.Second); err != nil {
		t.Error(err)
	}
	if _, err := b.RTM006(longest, b.Now().Add(24*time.Hour)); err != nil {
		t.Error(err)
	}
}

func TestTokenErrors(t *testing.T) {
	const life = time.Hour
	now := testTokenBuilder().Now()
	tooLong := strings.Repeat("x", 65)
	with := func(change func(*TokenBuilder)) TokenBuilder {
		b := testTokenBuilder()
		change(&b)
		return b
	}
	builder := testTokenBuilder
	calls := func(b TokenBuilder) map[string]error {
		_, app := b.App(life)
		_, user := b.User("u", life)
		_, roomUser := b.RoomUser("r", "u", RoleStudent, life)
		_, rtm := b.RTM("u", life)
		_, rtm006 := b.RTM006("u", now.Add(life))
		return map[string]error{"App": app, "User": user, "RoomUser": roomUser, "RTM": rtm, "RTM006": rtm006}
	}

	badBuilders := []struct {
		name string
		b    TokenBuilder
		want string
	}{
		{"an empty AppID", with(func(b *TokenBuilder) { b.AppID = "" }), "AppID"},
		{"a short AppID", with(func(b *TokenBuilder) { b.AppID = "abc" }), "AppID"},
		{"an AppID that is not hexadecimal", with(func(b *TokenBuilder) { b.AppID = "Z" + testAppID[1:] }), "AppID"},
		{"an AppID too long", with(func(b *TokenBuilder) { b.AppID += "ab" }), "AppID"},
		{"an empty certificate", with(func(b *TokenBuilder) { b.Certificate = "" }), "Certificate"},
		{"a short certificate", with(func(b *TokenBuilder) { b.Certificate = "abc" }), "Certificate"},
		{"a certificate that is not hexadecimal", with(func(b *TokenBuilder) { b.Certificate = testCertificate[:31] + "Z" }), "Certificate"},
		{"a certificate too long", with(func(b *TokenBuilder) { b.Certificate += "ab" }), "Certificate"},
		{"a clock before 1970", with(func(b *TokenBuilder) { b.Now = func() time.Time { return time.Time{} } }), "clock"},
		{"a clock after 2106", with(func(b *TokenBuilder) { b.Now = func() time.Time { return now.AddDate(150, 0, 0) } }), "clock"},
		{"a clock in the last day a token can hold", with(func(b *TokenBuilder) { b.Now = func() time.Time { return time.Unix(1<<32-86400, 0) } }), "clock"},
		{"no randomness left", with(func(b *TokenBuilder) { b.Rand = strings.NewReader("") }), "salt"},
	}
	for _, test := range badBuilders {
		t.Run(test.name, func(t *testing.T) {
			for call, err := range calls(test.b) {
				if err == nil {
					t.Errorf("%s: no error", call)
					continue
				}
				if text := err.Error(); !strings.HasPrefix(text, "agora: ") || !strings.Contains(text, test.want) {
					t.Errorf("%s: %q does not name %s", call, text, test.want)
				}
				if secret := test.b.Certificate; secret != "" && strings.Contains(err.Error(), secret[:min(len(secret), 31)]) {
					t.Errorf("%s prints the certificate: %v", call, err)
				}
			}
		})
	}

	badArguments := []struct {
		name string
		call func() (string, error)
		want string
	}{
		{"App with a lifetime of 0", func() (string, error) { return builder().App(0) }, "above 0"},
		{"App with a negative lifetime", func() (string, error) { return builder().App(-time.Second) }, "above 0"},
		{"App of half a second", func() (string, error) { return builder().App(time.Second / 2) }, "whole seconds"},
		{"App of a second and a half", func() (string, error) { return builder().App(1500 * time.Millisecond) }, "1.5s"},
		{"App above a day", func() (string, error) { return builder().App(24*time.Hour + time.Second) }, "at most 24 h"},
		{"User above a day", func() (string, error) { return builder().User("u", 48*time.Hour) }, "at most 24 h"},
		{"RoomUser above a day", func() (string, error) { return builder().RoomUser("r", "u", RoleTeacher, 48*time.Hour) }, "at most 24 h"},
		{"RTM above a day", func() (string, error) { return builder().RTM("u", 48*time.Hour) }, "at most 24 h"},
		{"User without a user", func() (string, error) { return builder().User("", life) }, "userUUID is empty"},
		{"User with a long user", func() (string, error) { return builder().User(tooLong, life) }, "userUUID has 65 bytes"},
		{"RoomUser without a room", func() (string, error) { return builder().RoomUser("", "u", RoleTeacher, life) }, "roomUUID is empty"},
		{"RoomUser with a long room", func() (string, error) { return builder().RoomUser(tooLong, "u", RoleTeacher, life) }, "roomUUID has 65 bytes"},
		{"RoomUser without a user", func() (string, error) { return builder().RoomUser("r", "", RoleTeacher, life) }, "userUUID is empty"},
		{"RoomUser with a long user", func() (string, error) { return builder().RoomUser("r", tooLong, RoleTeacher, life) }, "userUUID has 65 bytes"},
		{"RoomUser of a negative role", func() (string, error) { return builder().RoomUser("r", "u", -1, life) }, "role is -1"},
		{"RoomUser of a role that nobody knows", func() (string, error) { return builder().RoomUser("r", "u", 70, life) }, "want RoleInvisible (0) to RoleObserver (4)"},
		{"RoomUser of a room that no path can hold", func() (string, error) { return builder().RoomUser("..", "u", RoleTeacher, life) }, "which no path can hold"},
		{"RoomUser of a room with a slash", func() (string, error) { return builder().RoomUser("a/b", "u", RoleTeacher, life) }, "roomUUID holds '/'"},
		{"RoomUser of a user in Chinese", func() (string, error) { return builder().RoomUser("r", "小明", RoleTeacher, life) }, "userUUID holds '小'"},
		{"User with a quote", func() (string, error) { return builder().User("a'b", life) }, "userUUID holds"},
		{"RTM of a user with a line break", func() (string, error) { return builder().RTM("a\nb", life) }, "userUUID holds"},
		{"RTM006 of a user with a star", func() (string, error) { return builder().RTM006("*", now.Add(life)) }, "userUUID holds '*'"},
		{"RTM without a user", func() (string, error) { return builder().RTM("", life) }, "userUUID is empty"},
		{"RTM006 without a user", func() (string, error) { return builder().RTM006("", now.Add(life)) }, "userUUID is empty"},
		{"RTM006 with a long user", func() (string, error) { return builder().RTM006(tooLong, now.Add(life)) }, "userUUID has 65 bytes"},
		{"RTM006 that never expires", func() (string, error) { return builder().RTM006("u", time.Time{}) }, "not after now"},
		{"RTM006 that expires now", func() (string, error) { return builder().RTM006("u", now) }, "not after now"},
		{"RTM006 that expires within this second", func() (string, error) { return builder().RTM006("u", now.Add(time.Millisecond)) }, "not after now"},
		{"RTM006 above a day", func() (string, error) { return builder().RTM006("u", now.Add(24*time.Hour+time.Second)) }, "more than 24 h"},
		{"a token without a service", func() (string, error) { return buildToken007(testAppID, testCertificate, 1, 1, 1) }, "needs a service"},
	}
	for _, test := range badArguments {
		t.Run(test.name, func(t *testing.T) {
			text, err := test.call()
			if err == nil || text != "" {
				t.Fatalf("got %q and %v, want an error alone", text, err)
			}
			if got := err.Error(); !strings.HasPrefix(got, "agora: ") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want it to say %q", got, test.want)
			}
		})
	}
}

func TestTokenSalt(t *testing.T) {
	draws := func(values ...uint32) io.Reader {
		var buf []byte
		for _, value := range values {
			buf = binary.LittleEndian.AppendUint32(buf, value)
		}
		return bytes.NewReader(buf)
	}
	tests := []struct {
		name   string
		random io.Reader
		want   uint32
	}{
		{"the lowest draw is salt 1", draws(0), 1},
		{"the highest salt is 99999998", draws(99999997), 99999998},
		{"then it starts over", draws(99999998), 1},
		{"the last even draw counts", draws(42*99999998 - 1), 99999998},
		{"a draw in the uneven rest is repeated", draws(42*99999998, 1<<32-1, 6), 7},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := drawTokenSalt(test.random)
			if err != nil || got != test.want {
				t.Errorf("got %d and %v, want %d", got, err, test.want)
			}
		})
	}

	if _, err := drawTokenSalt(strings.NewReader("abc")); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a short draw: %v", err)
	}
	stuck := bytes.NewReader(bytes.Repeat([]byte{0xff}, 1000))
	if _, err := drawTokenSalt(stuck); err == nil || !strings.Contains(err.Error(), "not random") {
		t.Errorf("a stuck Rand: %v", err)
	}
}

func TestTokenDefaults(t *testing.T) {
	b := TokenBuilder{AppID: testAppID, Certificate: testCertificate}
	before := time.Now().Unix()
	salts := map[uint32]bool{}
	for range 50 {
		text, err := b.App(time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		got := readToken(t, text)
		if at := int64(got.issueTs); at < before || at > time.Now().Unix() {
			t.Fatalf("issued at %d, not now", at)
		}
		if got.salt < 1 || got.salt > 99999998 {
			t.Fatalf("salt %d", got.salt)
		}
		salts[got.salt] = true
	}
	if len(salts) < 45 {
		t.Errorf("50 tokens have %d salts", len(salts))
	}
}

func TestTokenConcurrentUse(t *testing.T) {
	b := TokenBuilder{AppID: testAppID, Certificate: testCertificate}
	const workers, each = 8, 20
	texts := make(chan string, 2*workers*each)
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			user := fmt.Sprint("user", worker)
			for range each {
				text, err := b.RoomUser("room", user, RoleStudent, time.Hour)
				if err != nil {
					t.Error(err)
				}
				texts <- text
				if _, err := b.RTM006(user, time.Now().Add(time.Hour)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	close(texts)
	seen := map[string]bool{}
	for text := range texts {
		if got := readToken(t, text); got.services[0].account != got.services[2].userID {
			t.Errorf("services of two users in one token: %+v", got)
		}
		if seen[text] {
			t.Error("the same token twice")
		}
		seen[text] = true
	}
}

func TestTokenBuilderHidesCertificate(t *testing.T) {
	b := testTokenBuilder()
	type holder struct{ Tokens TokenBuilder }
	secrets := []string{testCertificate, hex.EncodeToString([]byte(testCertificate)), fmt.Sprint([]byte(testCertificate))}
	check := func(what, text string) {
		t.Helper()
		for _, secret := range secrets {
			if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
				t.Errorf("%s shows the certificate: %s", what, text)
			}
		}
		if !strings.Contains(text, testAppID) || !strings.Contains(text, "[redacted]") {
			t.Errorf("%s should show the AppID, and that something is hidden: %s", what, text)
		}
	}

	values := map[string]any{
		"value": b, "pointer": &b, "field": holder{b}, "slice": []TokenBuilder{b}, "map": map[string]TokenBuilder{"a": b}, "any": []any{b},
	}
	for name, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x", "%X", "%t", "%e", "%c", "%U", "%b", "%o", "%20v", "%-5.2s", "%z"} {
			check(verb+" of a "+name, fmt.Sprintf(verb, value))
		}
		check("Sprint of a "+name, fmt.Sprint(value))
		check("Sprintln of a "+name, fmt.Sprintln(value))
		check("JSON of a "+name, string(mustTokenJSON(t, value)))

		for _, level := range []slog.Level{slog.LevelInfo, slog.LevelError} {
			var text, object bytes.Buffer
			slog.New(slog.NewTextHandler(&text, nil)).Log(t.Context(), level, "m", "tokens", value)
			slog.New(slog.NewJSONHandler(&object, nil)).Log(t.Context(), level, "m", "tokens", value)
			check("slog text of a "+name, text.String())
			check("slog JSON of a "+name, object.String())
		}
	}
	check("an argument without a verb", fmt.Sprintf(noVerb(), b))

	if got, want := fmt.Sprint(b), `agora.TokenBuilder{AppID:"`+testAppID+`", Certificate:[redacted]}`; got != want {
		t.Errorf("prints as %s, want %s", got, want)
	}
	if got, want := string(mustTokenJSON(t, b)), `{"AppID":"`+testAppID+`","Certificate":"[redacted]"}`; got != want {
		t.Errorf("marshals as %s, want %s", got, want)
	}
	if got := fmt.Sprintf("%v", (*TokenBuilder)(nil)); got != "<nil>" {
		t.Errorf("a nil pointer prints as %s", got)
	}
}

func mustTokenJSON(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// noVerb is a format that vet cannot see.
func noVerb() string { return "m" }
