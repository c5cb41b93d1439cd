package explain

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// hidden stands where a secret was.
const hidden = "***"

// veil hides the secrets of the keys, in the forms in which a text may hold them.
type veil struct {
	forms    []string
	shortest int // the length of the shortest form: no shorter text holds one
}

// isSecretName reports whether a value of this name is never shown. Parameters have their own names for the same things.
func isSecretName(name string) bool {
	upper := strings.ToUpper(name)
	for _, end := range []string{"KEY", "SECRET", "CERTIFICATE", "PASSWORD", "TOKEN", "PASSWD", "PWD"} {
		if strings.HasSuffix(upper, end) {
			return true
		}
	}
	return strings.Contains(upper, "MD5PASS")
}

func newVeil(keys Keys) veil {
	var forms []string
	for name, value := range keys {
		if !isSecretName(name) || value == "" {
			continue
		}
		for _, v := range []string{value, strings.TrimSpace(value)} {
			quoted, _ := json.Marshal(v)
			forms = append(forms, v, url.QueryEscape(v), url.PathEscape(v), strings.Trim(string(quoted), `"`),
				strings.ReplaceAll(v, "/", `\/`), strings.ToLower(v), strings.ToUpper(v),
				base64.StdEncoding.EncodeToString([]byte(v)), base64.RawURLEncoding.EncodeToString([]byte(v)), hex.EncodeToString([]byte(v)))
			if len(v) >= 32 { // what people take for an iv
				forms = append(forms, base64.StdEncoding.EncodeToString([]byte(v[:16])), v[:16], v[len(v)-16:])
			}
		}
	}
	forms = slices.DeleteFunc(forms, func(form string) bool { return form == "" })
	slices.SortFunc(forms, func(a, b string) int { // the longest first: a form may hold another
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	shortest := 0
	if len(forms) > 0 {
		shortest = len(forms[len(forms)-1])
	}
	return veil{forms: slices.Compact(forms), shortest: shortest}
}

func (v veil) hide(text string) string {
	if len(text) < v.shortest {
		return text
	}
	for _, form := range v.forms {
		text = strings.ReplaceAll(text, form, hidden)
	}
	return text
}

func (v veil) hideBoth(t Text) Text {
	return Text{EN: readable(v.hide(t.EN)), ZH: readable(v.hide(t.ZH))}
}

// readable writes bytes that are not UTF-8 as \x80, so that a text is the same in JSON and the place of a difference stays right.
func readable(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 {
			b.WriteString(`\x` + hex.EncodeToString([]byte(text[:1])))
		} else {
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	return b.String()
}

// shown returns a parameter's value, or *** if its name says that it is a secret.
func shown(name, value string) string {
	if isSecretName(name) && value != "" {
		return hidden
	}
	return value
}

// widest is how many bytes of a text a verdict keeps: what is longer is shown around the first difference.
const widest = 4096

// window cuts two texts to what a reader needs, and returns the first byte in which they differ, or -1.
func window(expected, actual string) (string, string, int) {
	at := firstDifference(expected, actual)
	from := 0
	if at > widest/2 && max(len(expected), len(actual)) > widest {
		from = at - widest/2
		for from > 0 && !utf8.RuneStart(expected[min(from, len(expected)-1)]) {
			from--
		}
	}
	if from > 0 {
		expected, actual = "…"+expected[min(from, len(expected)):], "…"+actual[min(from, len(actual)):]
	}
	expected, actual = part(expected, widest), part(actual, widest)
	return expected, actual, firstDifference(expected, actual)
}

// part cuts a text after some bytes, at the end of a rune.
func part(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}

// firstDifference returns the first byte in which the texts differ, at the beginning of its rune; -1 if they are equal or one is empty.
func firstDifference(a, b string) int {
	if a == b || a == "" || b == "" {
		return -1
	}
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	for at > 0 && (at < len(a) && !utf8.RuneStart(a[at]) || at < len(b) && !utf8.RuneStart(b[at])) {
		at--
	}
	return at
}
