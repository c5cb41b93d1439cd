package explain

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// secretForm is a secret as a client may have it by mistake. Its label is what a text shows instead of it.
type secretForm struct {
	finding
	value, label string
	alone        bool
}

// shellVariable is what a shell takes out of a text between double quotes.
var shellVariable = regexp.MustCompile(`\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9]`)

// secretForms returns the forms in which clients have a secret by mistake: damaged by a file, a shell or a form, decoded though it is
// not encoded, cut, or another key of the account.
func secretForms(keys Keys, name string) (forms []secretForm) {
	secret := keys[name]
	seen := map[string]bool{secret: true}
	add := func(mistake, label, value string, alone bool) {
		if seen[value] {
			return
		}
		seen[value] = true
		forms = append(forms, secretForm{finding{mistake, name}, value, label, alone})
	}
	for _, other := range slices.Sorted(maps.Keys(keys)) {
		if other != name && keys[other] != "" {
			form := secretForm{finding{"another-key", other}, keys[other], "***[" + other + "]", false}
			if !seen[form.value] {
				seen[form.value] = true
				forms = append(forms, form)
			}
		}
	}
	add("secret-trimmed", "***[trimmed]", strings.TrimSpace(secret), false)
	add("secret-with-newline", "***\\n", secret+"\n", false)
	add("secret-with-newline", "***\\r\\n", secret+"\r\n", false)
	add("secret-with-newline", "***\\r", secret+"\r", false)
	add("secret-with-blank", "***[blank]", secret+" ", false)
	add("secret-with-blank", "[blank]***", " "+secret, false)
	add("secret-in-quotes", `"***"`, `"`+secret+`"`, false)
	add("secret-in-quotes", "'***'", "'"+secret+"'", false)
	add("secret-url-encoded", "***[URL-encoded]", url.QueryEscape(secret), false)
	if plain, err := url.QueryUnescape(secret); err == nil {
		add("secret-url-decoded", "***[URL-decoded]", plain, false)
	}
	add("secret-url-decoded", "***[+ as blank]", strings.ReplaceAll(secret, "+", " "), false)
	add("secret-lower-case", "***[lower case]", strings.ToLower(secret), false)
	add("secret-upper-case", "***[upper case]", strings.ToUpper(secret), false)
	add("secret-without-padding", "***[without =]", strings.TrimRight(secret, "="), false)
	add("secret-cut-by-shell", "***[$… gone]", shellVariable.ReplaceAllString(secret, ""), false)
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding} {
		if raw, err := encoding.DecodeString(secret); err == nil && len(raw) > 0 {
			add("secret-base64-decoded", "***[base64-decoded]", string(raw), false)
		}
	}
	add("secret-base64-encoded", "***[base64]", base64.StdEncoding.EncodeToString([]byte(secret)), false)
	if raw, err := hex.DecodeString(secret); err == nil && len(raw) > 0 {
		add("secret-hex-decoded", "***[hex-decoded]", string(raw), false)
	}
	add("secret-hashed", "md5(***)", hexDigest(md5.New(), secret), false)
	add("secret-hashed", "sha256(***)", hexDigest(sha256.New(), secret), false)
	add("secret-missing", "", "", false)
	add("secret-twice", "******", secret+secret, true)
	addDamaged(secret, add)
	return forms
}

// addDamaged adds the secret cut at each end, and with one letter taken for another that looks like it.
func addDamaged(secret string, add func(mistake, label, value string, alone bool)) {
	for _, size := range []int{16, 24, 32} {
		if len(secret) > size {
			add("secret-cut", "***[cut]", secret[:size], false)
		} else if len(secret) < size {
			add("secret-padded", "***[padded]", secret+strings.Repeat("\x00", size-len(secret)), false)
			add("secret-padded", "***[padded]", secret+strings.Repeat("0", size-len(secret)), true)
		}
	}
	for n := 1; n < len(secret) && n < 256; n++ {
		add("secret-cut", "***[cut]", secret[:len(secret)-n], true)
		add("secret-cut", "[cut]***", secret[n:], true)
	}
	const alike = "0O O0 1l l1 1I I1 lI Il 5S S5 8B B8 2Z Z2 oO Oo cC Cc sS Ss vV Vv wW Ww xX Xx zZ Zz -_ _-"
	for i := range min(len(secret), 256) {
		for swap := range strings.SplitSeq(alike, " ") {
			if secret[i] == swap[0] {
				add("secret-mistyped", "***[mistyped]", secret[:i]+swap[1:]+secret[i+1:], true)
			}
		}
	}
}

func hexDigest(h hash.Hash, text string) string {
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

func keyed(new func() hash.Hash, key, text string) string {
	h := hmac.New(new, []byte(key))
	h.Write([]byte(text))
	return string(h.Sum(nil))
}

// digest is how a text becomes a signature. Its name is how it is written around the text; empty is the vendor's own way.
type digest struct {
	finding
	name string
	sum  func(text, secret string) string
}

func md5Hex(text, _ string) string { return hexDigest(md5.New(), text) }

// md5Mistakes are the digests that clients make instead of the MD5 in lower case.
func md5Mistakes() []digest {
	return []digest{
		{finding{"digest-upper-case", ""}, "upper(md5(%s))", func(t, s string) string { return strings.ToUpper(md5Hex(t, s)) }},
		{finding{"digest-16-characters", ""}, "md5(%s)[8:24]", func(t, s string) string { return md5Hex(t, s)[8:24] }},
		{finding{"digest-16-characters", ""}, "upper(md5(%s)[8:24])", func(t, s string) string { return strings.ToUpper(md5Hex(t, s)[8:24]) }},
		{finding{"digest-base64", ""}, "base64(md5(%s))", func(t, _ string) string { sum := md5.Sum([]byte(t)); return base64.StdEncoding.EncodeToString(sum[:]) }},
		{finding{"digest-base64", ""}, "base64(hex(md5(%s)))", func(t, s string) string { return base64.StdEncoding.EncodeToString([]byte(md5Hex(t, s))) }},
		{finding{"digest-twice", ""}, "md5(md5(%s))", func(t, s string) string { return md5Hex(md5Hex(t, s), s) }},
		{finding{"digest-hmac", ""}, "hmac-md5(***, %s)", func(t, s string) string { return hex.EncodeToString([]byte(keyed(md5.New, s, t))) }},
		{finding{"digest-hmac", ""}, "hmac-sha1(***, %s)", func(t, s string) string { return hex.EncodeToString([]byte(keyed(sha1.New, s, t))) }},
		{finding{"digest-hmac", ""}, "hmac-sha256(***, %s)", func(t, s string) string { return hex.EncodeToString([]byte(keyed(sha256.New, s, t))) }},
		{finding{"digest-sha1", ""}, "sha1(%s)", func(t, _ string) string { return hexDigest(sha1.New(), t) }},
		{finding{"digest-sha256", ""}, "sha256(%s)", func(t, _ string) string { return hexDigest(sha256.New(), t) }},
		{finding{"digest-sha512", ""}, "sha512(%s)", func(t, _ string) string { return hexDigest(sha512.New(), t) }},
	}
}
