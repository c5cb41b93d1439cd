package explain_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// Each client has the secret in another form, and uses it for the mac and the cipher. OpenSSL cuts a key that is too long and fills up one
// that is too short.
func TestWeClassroomSecretsInOtherForms(t *testing.T) {
	sum := sha256.Sum256([]byte(sealSecret))
	for name, test := range map[string]struct{ mistake, used string }{
		"upper case":            {"secret-upper-case", strings.ToUpper(sealSecret)},
		"md5":                   {"secret-hashed", md5Of(sealSecret)},
		"sha256":                {"secret-hashed", hex.EncodeToString(sum[:])},
		"in quotes":             {"secret-in-quotes", `"` + sealSecret + `"`},
		"in single quotes":      {"secret-in-quotes", "'" + sealSecret + "'"},
		"a blank before":        {"secret-with-blank", " " + sealSecret},
		"base64":                {"secret-base64-encoded", base64Of(sealSecret)},
		"the other credential":  {"another-key", application},
		"cut to 16":             {"secret-cut", sealSecret[:16]},
		"without its beginning": {"secret-cut", sealSecret[1:]},
		"O for 0":               {"secret-mistyped", "O" + sealSecret[1:]},
		"empty":                 {"secret-missing", ""},
		"a newline":             {"secret-with-newline", sealSecret + "\n"}, // which the cipher does not see
		"a blank after":         {"secret-with-blank", sealSecret + " "},
		"twice":                 {"secret-twice", sealSecret + sealSecret},
	} {
		t.Run(name, func(t *testing.T) {
			key := (test.used + strings.Repeat("\x00", 32))[:32]
			client := sealClient{value: base64Of(encrypted(key, randomIV, padded(plainCourse, 16))), mac: func(iv, value string) string { return hmacHex(test.used, iv+value) }}
			checkMistake(t, "weclassroom", weclassroomKeys(), sealRequest(t, client.signMsg()), told{mistake: test.mistake, expected: rightFormula})
			keys := explain.Keys{"WECLASSROOM_APPLICATION_ID": application, "WECLASSROOM_SECRET": sealSecret}
			noSecretShows(t, keys, explain.Decode("weclassroom", keys, sealRequest(t, client.signMsg())))
		})
	}
}

func TestWeClassroomRarerCiphers(t *testing.T) {
	block, err := aes.NewCipher([]byte(sealSecret))
	require.NoError(t, err)
	ctr := func(text string) string {
		out := make([]byte, len(text))
		cipher.NewCTR(block, []byte(randomIV)).XORKeyStream(out, []byte(text))
		return base64Of(string(out))
	}
	cbc := func(key, iv, text string) string { return base64Of(encrypted(key, iv, text)) }
	const exact = `a:1:{s:8:"lessonId";i:123456789;}` // 33 bytes
	fits := `a:1:{s:7:"lesson_";i:123456789;}`
	require.Len(t, fits, 32)
	blanks := exact + strings.Repeat(" ", 48-len(exact))
	for name, test := range map[string]struct{ mistake, value, actual string }{
		"24 bytes of the secret": {"aes-192", cbc(sealSecret[:24], randomIV, padded(plainCourse, 16)), "aes-192-cbc(***, iv, pkcs7(serialize(parameters)))"},
		"CTR":                    {"mode-ctr", ctr(exact), "aes-256-ctr(***, iv, none(serialize(parameters)))"},
		"CTR, padded":            {"mode-ctr", ctr(padded(exact, 16)), "aes-256-ctr(***, iv, pkcs7(serialize(parameters)))"},
		"the secret's iv":        {"iv-not-sent", cbc(sealSecret, sealSecret[:16], padded(plainCourse, 16)), "aes-256-cbc(***, secret, pkcs7(serialize(parameters)))"},
		"blanks":                 {"padding-blank", cbc(sealSecret, randomIV, blanks), "aes-256-cbc(***, iv, blank(serialize(parameters)))"},
		"no padding":             {"padding-missing", cbc(sealSecret, randomIV, fits), "aes-256-cbc(***, iv, none(serialize(parameters)))"},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "weclassroom", weclassroomKeys(), sealRequest(t, sealClient{value: test.value}.signMsg()),
				told{mistake: test.mistake, expected: "aes-256-cbc(***, iv, pkcs7(serialize(parameters)))", actual: test.actual})
		})
	}
}

func TestWeClassroomSeparators(t *testing.T) {
	for _, between := range []string{",", "+", ":", "|"} {
		sent := sealRequest(t, sealClient{mac: func(iv, v string) string { return hmacHex(sealSecret, iv+between+v) }}.signMsg())
		checkMistake(t, "weclassroom", weclassroomKeys(), sent, told{mistake: "mac-with-separator", actual: `hmac-sha256(***, iv + "` + between + `" + value)`})
	}
}
