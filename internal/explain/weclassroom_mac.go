package explain

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"net/url"
	"strings"
)

// macRecipe is how a client makes the mac.
type macRecipe struct {
	secret  secretForm
	message macMessage
	sum     macSum
	write   macWriting
}

type macMessage struct{ text, shown string }

// macSum makes the raw sum. Its shown is a formula of %k, the secret, and %m, the message.
type macSum struct {
	sum   func(secret, message string) string
	shown string
}

type macWriting struct {
	write func(raw string) string
	shown string // with %s
}

func (r *macRecipe) text() string {
	return strings.NewReplacer("%s", strings.NewReplacer("%k", r.secret.label, "%m", r.message.shown).Replace(r.sum.shown)).Replace(r.write.shown)
}

func rawSum(h hash.Hash, text string) string {
	h.Write([]byte(text))
	return string(h.Sum(nil))
}

// explainMAC judges the mac, and sets the two formulas if it is wrong. It reports whether it is right or was explained.
func (in *inquiry) explainMAC(sealed envelope) (found []finding, ok bool) {
	base := macRecipe{
		secret:  secretForm{value: in.keys[secretVariable], label: hidden},
		message: macMessage{sealed.iv + sealed.value, "iv + value"},
		sum:     macSum{func(secret, message string) string { return keyed(sha256.New, secret, message) }, "hmac-sha256(%k, %m)"},
		write:   macWriting{func(raw string) string { return hex.EncodeToString([]byte(raw)) }, "%s"},
	}
	looking := search[macRecipe]{
		base: base,
		dims: func() [][]option[macRecipe] { return in.macMistakes(sealed) },
		cost: func(r *macRecipe) int { return len(r.message.text) + 128 },
		hit: func(r *macRecipe) (string, bool) {
			made := r.write.write(r.sum.sum(r.secret.value, r.message.text))
			return made, made == sealed.mac
		},
	}
	found, how, ok := looking.run(&in.budget)
	if ok && len(found) == 0 {
		return nil, true
	}
	actual := ""
	if ok {
		actual = how.text()
	}
	in.texts(base.text(), actual)
	return found, ok
}

func (in *inquiry) macMistakes(sealed envelope) [][]option[macRecipe] {
	var messages, sums, writings, secrets []option[macRecipe]
	message := func(mistake, text, shown string) {
		messages = append(messages, option[macRecipe]{finding{mistake, ""}, false, func(r *macRecipe) { r.message = macMessage{text, shown} }})
	}
	iv, value := sealed.iv, sealed.value
	message("mac-without-iv", value, "value")
	message("mac-value-before-iv", value+iv, "value + iv")
	message("mac-without-value", iv, "iv")
	rawIV, ivErr := base64.StdEncoding.DecodeString(iv)
	raw, valueErr := base64.StdEncoding.DecodeString(value)
	if ivErr == nil && valueErr == nil {
		message("mac-over-raw-bytes", string(rawIV)+string(raw), "raw iv + raw value")
		message("mac-over-raw-bytes", string(rawIV)+value, "raw iv + value")
		message("mac-over-raw-bytes", iv+string(raw), "iv + raw value")
		message("mac-over-raw-bytes", string(raw), "raw value")
	}
	slashes := strings.NewReplacer("/", `\/`)
	message("mac-over-escaped-text", slashes.Replace(iv)+slashes.Replace(value), `iv + value, / as \/`)
	message("mac-over-escaped-text", url.QueryEscape(iv)+url.QueryEscape(value), "iv + value, URL-encoded")
	for _, between := range []string{".", "&", ",", "+", ":", "|"} {
		message("mac-with-separator", iv+between+value, "iv + \""+between+"\" + value")
	}
	message("mac-over-json", `{"iv":"`+iv+`","value":"`+value+`"}`, "json(iv, value)")
	message("mac-over-json", `{"iv":"`+slashes.Replace(iv)+`","value":"`+slashes.Replace(value)+`"}`, `json(iv, value), / as \/`)
	if _, plain, ok := in.openCipher(sealed, in.cipherBase()); ok {
		message("mac-over-plain-text", plain, "parameters")
		message("mac-over-plain-text", iv+plain, "iv + parameters")
	}
	sum := func(mistake, shown string, f func(secret, message string) string) {
		sums = append(sums, option[macRecipe]{finding{mistake, ""}, false, func(r *macRecipe) { r.sum = macSum{f, shown} }})
	}
	sum("mac-without-key", "sha256(%m)", func(_, m string) string { return rawSum(sha256.New(), m) })
	sum("mac-is-not-hmac", "sha256(%m + %k)", func(k, m string) string { return rawSum(sha256.New(), m+k) })
	sum("mac-is-not-hmac", "sha256(%k + %m)", func(k, m string) string { return rawSum(sha256.New(), k+m) })
	sum("mac-other-hash", "hmac-sha1(%k, %m)", func(k, m string) string { return keyed(sha1.New, k, m) })
	sum("mac-other-hash", "hmac-md5(%k, %m)", func(k, m string) string { return keyed(md5.New, k, m) })
	sum("mac-other-hash", "hmac-sha512(%k, %m)", func(k, m string) string { return keyed(sha512.New, k, m) })
	sum("mac-other-hash", "md5(%m)", func(_, m string) string { return rawSum(md5.New(), m) })
	sum("mac-arguments-swapped", "hmac-sha256(%m, %k)", func(k, m string) string { return keyed(sha256.New, m, k) })
	write := func(mistake, shown string, f func(raw string) string) {
		writings = append(writings, option[macRecipe]{finding{mistake, ""}, false, func(r *macRecipe) { r.write = macWriting{f, shown} }})
	}
	write("digest-upper-case", "upper(%s)", func(raw string) string { return strings.ToUpper(hex.EncodeToString([]byte(raw))) })
	write("mac-base64", "base64(%s)", func(raw string) string { return base64.StdEncoding.EncodeToString([]byte(raw)) })
	write("mac-base64", "base64(hex(%s))", func(raw string) string {
		return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString([]byte(raw))))
	})
	for _, form := range secretForms(in.keys, secretVariable) {
		secrets = append(secrets, option[macRecipe]{form.finding, form.alone, func(r *macRecipe) { r.secret = form }})
	}
	return [][]option[macRecipe]{writings, messages, sums, secrets}
}
