package explain

import (
	"html"
	"net/url"
	"strings"
)

// mostNamed is how many parameters are tried one by one.
const mostNamed = 64

// choices are parameters left out of what is signed, or signed though the rule leaves them out.
func (s *sortedScheme) choices() (options []option[sortedRecipe]) {
	omit := func(mistake, detail string, f func(pair) bool) {
		options = append(options, option[sortedRecipe]{finding{mistake, detail}, false, func(r *sortedRecipe) { r.omit = f }})
	}
	signs := func(mistake, detail string, f func(pair) bool) {
		options = append(options, option[sortedRecipe]{finding{mistake, detail}, false, func(r *sortedRecipe) { r.only = f }})
	}
	// Two Java programs that call Baijiayun skip empty values when they sign; one of them sends them.
	omit("empty-values-skipped", "", func(p pair) bool { return p.value == "" })
	// wocourse/baijiayunsdk (Node) skips what is false: a 0 that was sent is not signed.
	omit("zero-values-skipped", "", func(p pair) bool { return p.value == "" || p.value == "0" || p.value == "false" })
	for _, name := range s.always {
		omit(strings.ToLower(strings.ReplaceAll(name, "_", "-"))+"-not-signed", name, func(p pair) bool { return p.name == name })
	}
	if s.limits {
		options = append(options, s.ruleMistakes()...)
	}
	signs("files-signed", "", func(pair) bool { return true })
	omit("query-not-signed", "", func(p pair) bool { return p.from == inQuery })
	omit("body-not-signed", "", func(p pair) bool { return p.from != inQuery })
	omit("parameters-not-signed", "", func(p pair) bool { return !isOneOf(p.name, s.always) })
	omit("json-text-not-signed", "", func(p pair) bool { return strings.HasPrefix(p.value, "[") || strings.HasPrefix(p.value, "{") })
	for i, p := range s.pairs {
		if i == mostNamed {
			break
		}
		if !isOneOf(p.name, s.always) {
			omit("parameter-not-signed", p.name, func(other pair) bool { return other.name == p.name })
		}
	}
	for i := range options {
		options[i].alone = options[i].mistake == "parameter-not-signed"
	}
	return options
}

// ruleMistakes are about a rule that leaves lists and long values out: ClassIn's.
func (s *sortedScheme) ruleMistakes() (options []option[sortedRecipe]) {
	signs := func(mistake string, f func(pair) bool) {
		detail := ""
		for _, p := range s.pairs {
			if f(p) != s.rule(p) {
				detail = p.name
				break
			}
		}
		options = append(options, option[sortedRecipe]{finding{mistake, detail}, false, func(r *sortedRecipe) { r.only = f }})
	}
	isList := func(p pair) bool { return p.kind == '[' || p.kind == '{' }
	signs("list-signed", func(p pair) bool { return isList(p) && len(p.value) <= longestSigned || s.rule(p) })
	signs("long-value-signed", func(p pair) bool { return !isList(p) && p.kind != '0' })
	signs("list-and-long-value-signed", func(p pair) bool { return p.kind != '0' })
	// The vendor's PHP sample leaves out what has 1024 bytes exactly; its Python sample counts characters.
	signs("value-of-1024-bytes-not-signed", func(p pair) bool { return s.rule(p) && len(p.value) < longestSigned })
	signs("length-in-characters", func(p pair) bool { return !isList(p) && p.kind != '0' && len([]rune(p.value)) <= longestSigned })
	signs("booleans-not-signed", func(p pair) bool { return s.rule(p) && p.kind != 'b' })
	signs("null-signed", func(p pair) bool { return s.rule(p) || p.kind == '0' })
	// The vendor's Go sample signs int and string alone: a float64, a bool and a json.Number are lost.
	signs("only-texts-signed", func(p pair) bool { return s.rule(p) && p.kind == 's' })
	return options
}

// extras are texts that are signed though they are not sent as parameters. zoulux/baijiayun (PHP) signs null as k=, which Guzzle does not send.
func (s *sortedScheme) extras() (options []option[sortedRecipe]) {
	extra := func(mistake string, alone bool, p pair) {
		options = append(options, option[sortedRecipe]{finding{mistake, p.name}, alone, func(r *sortedRecipe) {
			if r.extra == nil {
				r.extra = []pair{p}
			}
		}})
	}
	extra("sign-signed", false, pair{name: "sign"})
	for _, name := range s.optional {
		if _, sent := lookup(s.pairs, name); !sent {
			extra("parameter-not-sent", true, pair{name: name})
		}
	}
	return append(options, s.clocks()...)
}

// clocks are signed times that are not the one that was sent: the clock was read twice, or in another unit.
func (s *sortedScheme) clocks() (options []option[sortedRecipe]) {
	for _, name := range s.always {
		sent, ok := lookup(s.pairs, name)
		if !ok || !strings.Contains(strings.ToLower(name), "time") {
			continue
		}
		for _, other := range otherTimes(sent.value) {
			options = append(options, option[sortedRecipe]{finding{other.mistake, name}, false, func(r *sortedRecipe) {
				r.extra = append(r.extra[:len(r.extra):len(r.extra)], pair{name: name, value: other.value, from: sent.from})
				omit := r.omit
				r.omit = func(p pair) bool { return p.name == name || omit != nil && omit(p) }
			}})
		}
	}
	return options
}

// wholes are what happens to the finished text.
func (s *sortedScheme) wholes() []option[sortedRecipe] {
	as := func(mistake string, f func(string) string) option[sortedRecipe] {
		return option[sortedRecipe]{finding{mistake, ""}, false, func(r *sortedRecipe) { r.whole = f }}
	}
	options := []option[sortedRecipe]{
		// A browser reads &times as ×, in the vendor's own document too: its printed example is signed so.
		as("times-eaten-by-html", html.UnescapeString),
		as("ampersands-html-escaped", func(t string) string { return strings.ReplaceAll(t, "&", "&amp;") }),
		as("text-url-encoded", url.QueryEscape),
		as("text-lower-case", strings.ToLower),
		as("text-upper-case", strings.ToUpper),
		as("blanks-removed", func(t string) string { return strings.ReplaceAll(t, " ", "") }),
		as("text-with-question-mark", func(t string) string { return "?" + t }),
	}
	return options
}

// keyPlaces are ways of adding the key that are not the vendor's.
func (s *sortedScheme) keyPlaces() (options []option[sortedRecipe]) {
	place := func(mistake, detail string, add func(text, secret string) string) {
		options = append(options, option[sortedRecipe]{finding{mistake, detail}, false, func(r *sortedRecipe) { r.key = keyPlace{add} }})
	}
	place("key-missing", "", func(text, _ string) string { return text })
	for _, name := range []string{"partner_key", "key", "secret_key", "partnerKey", "secret", "secretKey", "app_secret", "appSecret", "appkey", "sign_key", "SECRET", "KEY"} {
		if name != s.keyName {
			place("key-under-another-name", name, func(text, secret string) string { return text + "&" + name + "=" + secret })
		}
	}
	name := s.keyName
	place("key-without-name", "", func(text, secret string) string { return text + secret })
	place("key-without-name", "", func(text, secret string) string { return text + "&" + secret })
	place("key-first", "", func(text, secret string) string { return name + "=" + secret + "&" + text })
	place("key-first", "", func(text, secret string) string { return secret + text })
	place("key-at-both-ends", "", func(text, secret string) string { return secret + text + secret })
	place("key-without-ampersand", "", func(text, secret string) string { return text + name + "=" + secret })
	place("key-after-two-ampersands", "", func(text, secret string) string { return text + "&&" + name + "=" + secret })
	place("ampersand-after-key", "", func(text, secret string) string { return text + "&" + name + "=" + secret + "&" })
	place("key-sorted-in", "", func(text, secret string) string {
		parts := strings.Split(text, "&")
		for i, part := range parts {
			if part > name {
				return strings.Join(parts[:i], "&") + strings.Repeat("&", min(i, 1)) + name + "=" + secret + "&" + strings.Join(parts[i:], "&")
			}
		}
		return text + "&" + name + "=" + secret
	})
	return options
}

// writings are other ways of joining names and values.
func (s *sortedScheme) writings() []option[sortedRecipe] {
	as := func(mistake string, write func([]pair, bool) string) option[sortedRecipe] {
		return option[sortedRecipe]{finding{mistake, ""}, false, func(r *sortedRecipe) { r.write = write }}
	}
	options := []option[sortedRecipe]{
		as("joined-without-separators", joined("", "")),
		as("joined-without-ampersands", joined("=", "")),
		as("values-only", valuesOnly),
		as("joined-by-commas", joined("=", ",")),
		as("joined-by-colons", joined(":", "&")),
		as("joined-by-bars", joined("=", "|")),
		as("joined-by-newlines", joined("=", "\n")),
	}
	if s.body != "" {
		options = append(options, as("body-signed-as-text", func(_ []pair, display bool) string {
			if display {
				return s.shownBody()
			}
			return s.body
		}))
	}
	return options
}

// shownBody is the body without its passwords.
func (s *sortedScheme) shownBody() string {
	body := s.body
	for _, p := range s.pairs {
		if isSecretName(p.name) && p.wire != "" {
			body = strings.ReplaceAll(body, p.wire, `"`+hidden+`"`)
		}
	}
	return body
}
