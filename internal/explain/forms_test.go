package explain_test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// Each client has the secret in another form than it should.
func TestSecretsInOtherForms(t *testing.T) {
	const at = "1501572288"
	sha := func(s string) string { sum := sha256.Sum256([]byte(s)); return hex.EncodeToString(sum[:]) }
	for name, test := range map[string]struct{ mistake, secret, used, label string }{
		"blanks here":            {"secret-trimmed", " s3cretWord\n", "s3cretWord", "***[trimmed]"},
		"a newline":              {"secret-with-newline", "s3cretWord", "s3cretWord\n", `***\n`},
		"Windows's newline":      {"secret-with-newline", "s3cretWord", "s3cretWord\r\n", `***\r\n`},
		"half of it":             {"secret-with-newline", "s3cretWord", "s3cretWord\r", `***\r`},
		"a blank after":          {"secret-with-blank", "s3cretWord", "s3cretWord ", "***[blank]"},
		"a blank before":         {"secret-with-blank", "s3cretWord", " s3cretWord", "[blank]***"},
		"in quotes":              {"secret-in-quotes", "s3cretWord", `"s3cretWord"`, `"***"`},
		"in single quotes":       {"secret-in-quotes", "s3cretWord", "'s3cretWord'", "'***'"},
		"URL-encoded":            {"secret-url-encoded", "s3+cret/Word==", "s3%2Bcret%2FWord%3D%3D", "***[URL-encoded]"},
		"URL-decoded":            {"secret-url-decoded", "s3%41cret+x", "s3Acret x", "***[URL-decoded]"},
		"+ as a blank":           {"secret-url-decoded", "s3%zzcret+x", "s3%zzcret x", "***[+ as blank]"},
		"in lower case":          {"secret-lower-case", "S3cretWord", "s3cretword", "***[lower case]"},
		"in upper case":          {"secret-upper-case", "s3cretWord", "S3CRETWORD", "***[upper case]"},
		"without =":              {"secret-without-padding", "s3cretWord==", "s3cretWord", "***[without =]"},
		"$x gone":                {"secret-cut-by-shell", "s3$cret1Word", "s3", "***[$… gone]"},
		"$1 gone":                {"secret-cut-by-shell", "s3-$1-Word", "s3--Word", "***[$… gone]"},
		"base64-decoded":         {"secret-base64-decoded", "c2VjcmV0V29yZA==", "secretWord", "***[base64-decoded]"},
		"decoded, URL-safe":      {"secret-base64-decoded", "_-_-c2Vj", "\xff\xef\xfesec", "***[base64-decoded]"},
		"base64-encoded":         {"secret-base64-encoded", "s3cretWord", base64.StdEncoding.EncodeToString([]byte("s3cretWord")), "***[base64]"},
		"hex-decoded":            {"secret-hex-decoded", "736563726574", "secret", "***[hex-decoded]"},
		"md5":                    {"secret-hashed", "s3cretWord", md5Of("s3cretWord"), "md5(***)"},
		"sha256":                 {"secret-hashed", "s3cretWord", sha("s3cretWord"), "sha256(***)"},
		"twice":                  {"secret-twice", "s3cretWord", "s3cretWords3cretWord", "******"},
		"cut to 16":              {"secret-cut", "s3cretWord-and-more-of-it", "s3cretWord-and-m", "***[cut]"},
		"cut to 24":              {"secret-cut", "s3cretWord-and-more-of-it", "s3cretWord-and-more-of-i", "***[cut]"},
		"cut at any place":       {"secret-cut", "s3cretWord#more", "s3cretWord", "***[cut]"},
		"without its beginning":  {"secret-cut", "s3cretWord#more", "Word#more", "[cut]***"},
		"padded with NUL":        {"secret-padded", "s3cretWord", "s3cretWord" + strings.Repeat("\x00", 6), "***[padded]"},
		"padded with 0":          {"secret-padded", "s3cretWord", "s3cretWord" + strings.Repeat("0", 22), "***[padded]"},
		"O for 0":                {"secret-mistyped", "s30retWord", "s3OretWord", "***[mistyped]"},
		"l for I, in the middle": {"secret-mistyped", "s3cIetWord", "s3cletWord", "***[mistyped]"},
		"not set":                {"key-missing", "s3cretWord", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			keys := explain.Keys{"CLASSIN_SID": school, "CLASSIN_SECRET": test.secret}
			r := request(t, "POST", addClass, formType, classForm(md5Of(test.used+at)))
			checkMistake(t, "classin", keys, r, told{mistake: test.mistake, expected: "***" + at, actual: test.label + at})
		})
	}
}

// Each client makes another digest.
func TestOtherDigests(t *testing.T) {
	text := plainText(sortedFields(roomFields())) + partnerText + partnerKey
	shown := plainText(sortedFields(roomFields())) + partnerText + "***"
	sum := func(h hash.Hash) string { h.Write([]byte(text)); return string(h.Sum(nil)) }
	plain, mac := sum(md5.New()), func(h func() hash.Hash) string {
		return hex.EncodeToString([]byte(sum(hmac.New(h, []byte(partnerKey)))))
	}
	for name, test := range map[string]struct{ mistake, sign, actual string }{
		"16, upper case": {"digest-16-characters", strings.ToUpper(md5Of(text)[8:24]), "upper(md5(" + shown + ")[8:24])"},
		"base64":         {"digest-base64", base64.StdEncoding.EncodeToString([]byte(plain)), "base64(md5(" + shown + "))"},
		"base64 of hex":  {"digest-base64", base64.StdEncoding.EncodeToString([]byte(md5Of(text))), "base64(hex(md5(" + shown + ")))"},
		"HMAC-SHA1":      {"digest-hmac", mac(sha1.New), "hmac-sha1(***, " + shown + ")"},
		"HMAC-SHA256":    {"digest-hmac", mac(sha256.New), "hmac-sha256(***, " + shown + ")"},
		"SHA-1":          {"digest-sha1", hex.EncodeToString([]byte(sum(sha1.New()))), "sha1(" + shown + ")"},
		"SHA-256":        {"digest-sha256", hex.EncodeToString([]byte(sum(sha256.New()))), "sha256(" + shown + ")"},
		"SHA-512":        {"digest-sha512", hex.EncodeToString([]byte(sum(sha512.New()))), "sha512(" + shown + ")"},
	} {
		t.Run(name, func(t *testing.T) {
			v := checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "POST", createRoom, formType, formOf(roomFields(), test.sign)),
				told{mistake: test.mistake, expected: "md5(" + shown + ")", actual: test.actual})
			assert.GreaterOrEqual(t, v.Differs, 0)
		})
	}
}
