package explain

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// cipherRecipe is how a client encrypts.
type cipherRecipe struct {
	secret  secretForm
	size    int    // of the key, in bytes
	mode    string // cbc, ecb, ctr, cfb, ofb
	iv      string // how the iv that was used follows from the one that was sent: "iv", "zero", "secret"
	padding string // pkcs7, zero, none, blank, pkcs7-32
}

func (r *cipherRecipe) text() string {
	shown := "aes-" + map[int]string{16: "128", 24: "192", 32: "256"}[r.size] + "-" + r.mode + "(" + r.secret.label + ", "
	if r.mode != "ecb" {
		shown += r.iv + ", "
	}
	return shown + r.padding + "(serialize(parameters)))"
}

func (in *inquiry) cipherBase() cipherRecipe {
	return cipherRecipe{secret: secretForm{value: in.keys[secretVariable], label: hidden}, size: secretSize, mode: "cbc", iv: "iv", padding: "pkcs7"}
}

// sealedBytes decodes iv and value, in the ways in which clients encode them.
func sealedBytes(secret string, sealed envelope) (iv, value []byte, found []finding) {
	iv, err := base64.StdEncoding.Strict().DecodeString(sealed.iv)
	if err != nil || len(iv) != aes.BlockSize {
		iv, found = oddIV(secret, sealed.iv, iv, err)
	}
	if raw, err := hex.DecodeString(sealed.value); err == nil && len(raw) > 0 && len(raw)%aes.BlockSize == 0 { // base64 is never hex alone
		return iv, raw, append(found, finding{"value-hex", ""})
	}
	value, err = base64.StdEncoding.Strict().DecodeString(sealed.value)
	if err != nil {
		return iv, nil, append(found, finding{"value-not-base64", ""})
	}
	// openssl_encrypt already gives base64 unless it is told OPENSSL_RAW_DATA.
	if again, err := base64.StdEncoding.DecodeString(string(value)); err == nil && len(again) > 0 {
		return iv, again, append(found, finding{"value-base64-twice", ""})
	}
	return iv, value, found
}

// oddIV names what is wrong with an iv, and returns the one that the client must have used.
func oddIV(secret, sent string, decoded []byte, err error) (iv []byte, found []finding) {
	for _, text := range []string{sent, string(decoded)} {
		if text == secret {
			return []byte(secret), []finding{{"iv-is-the-secret", ""}}
		}
		if raw, err := hex.DecodeString(text); err == nil && len(raw) == aes.BlockSize {
			return raw, []finding{{"iv-hex", ""}}
		}
	}
	switch {
	case len(sent) == aes.BlockSize:
		return []byte(sent), []finding{{"iv-not-base64", ""}}
	case err != nil:
		return nil, []finding{{"iv-not-base64", ""}}
	}
	return decoded, []finding{{"iv-not-16-bytes", ""}}
}

// explainCipher decrypts the value, in the right way or in one that clients use by mistake.
func (in *inquiry) explainCipher(sealed envelope) (found []finding, plain string, ok bool) {
	base := in.cipherBase()
	_, _, found = sealedBytes(base.secret.value, sealed)
	var opened string
	looking := search[cipherRecipe]{
		base: base,
		dims: in.cipherMistakes,
		cost: func(*cipherRecipe) int { return len(sealed.value) * 4 },
		hit: func(r *cipherRecipe) (string, bool) {
			_, text, ok := in.openCipher(sealed, *r)
			if ok {
				opened = text
			}
			return r.text(), ok
		},
	}
	wrong, how, ok := looking.run(&in.budget)
	if !ok {
		in.texts(firstText(in.Expected, base.text()), in.Actual)
		if len(found) > 0 { // the bytes are already known to be wrong
			return found, "", true
		}
		return []finding{{"value-does-not-decrypt", ""}}, "", false
	}
	if len(wrong) > 0 && in.Expected == "" {
		in.texts(base.text(), how.text())
	}
	return append(found, wrong...), opened, true
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// openCipher decrypts, and reports whether the result can be what somebody meant.
func (in *inquiry) openCipher(sealed envelope, r cipherRecipe) (found []finding, plain string, ok bool) {
	iv, value, found := sealedBytes(in.keys[secretVariable], sealed)
	switch r.iv {
	case "zero":
		iv = make([]byte, aes.BlockSize)
	case "secret":
		iv = []byte(in.keys[secretVariable])
	}
	for len(iv) < aes.BlockSize { // as openssl pads it
		iv = append(iv, 0)
	}
	key := []byte(r.secret.value)
	for len(key) < r.size {
		key = append(key, 0)
	}
	block, err := aes.NewCipher(key[:r.size])
	if err != nil || len(value) == 0 {
		return found, "", false
	}
	text := make([]byte, len(value))
	switch {
	case r.mode == "ctr":
		cipher.NewCTR(block, iv[:aes.BlockSize]).XORKeyStream(text, value)
	case len(value)%aes.BlockSize != 0:
		return found, "", false
	case r.mode == "ecb":
		for at := 0; at < len(value); at += aes.BlockSize {
			block.Decrypt(text[at:], value[at:])
		}
	default:
		cipher.NewCBCDecrypter(block, iv[:aes.BlockSize]).CryptBlocks(text, value)
	}
	plain, ok = unpadded(string(text), r.padding)
	return found, plain, ok && looksMeant(plain)
}

// unpadded removes padding of a kind.
func unpadded(text, padding string) (string, bool) {
	last := int(text[len(text)-1])
	most := aes.BlockSize
	switch padding {
	case "zero":
		plain := strings.TrimRight(text, "\x00")
		return plain, plain != text
	case "none":
		return text, true
	case "blank":
		plain := strings.TrimRight(text, " ")
		return plain, plain != text
	case "pkcs7-32":
		most = 2 * aes.BlockSize
	}
	if last == 0 || last > most || last > len(text) || strings.TrimRight(text[len(text)-last:], string(rune(last))) != "" {
		return "", false
	}
	return text[:len(text)-last], true
}

// looksMeant reports whether a text can be parameters: a wrong key gives noise.
func looksMeant(plain string) bool {
	if !utf8.ValidString(plain) || plain == "" {
		return false
	}
	for _, r := range plain {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return false
		}
	}
	return true
}

func (in *inquiry) cipherMistakes() [][]option[cipherRecipe] {
	var keys, modes, ivs, paddings []option[cipherRecipe]
	add := func(to *[]option[cipherRecipe], mistake, detail string, apply func(*cipherRecipe)) {
		*to = append(*to, option[cipherRecipe]{finding{mistake, detail}, false, apply})
	}
	add(&keys, "aes-128", "", func(r *cipherRecipe) { r.size = 16 })
	add(&keys, "aes-192", "", func(r *cipherRecipe) { r.size = 24 })
	for _, form := range secretForms(in.keys, secretVariable) {
		for _, size := range []int{32, 16} {
			if size == 16 && len(form.value) != 16 {
				continue
			}
			keys = append(keys, option[cipherRecipe]{form.finding, form.alone, func(r *cipherRecipe) { r.secret, r.size = form, size }})
		}
	}
	add(&modes, "mode-ecb", "", func(r *cipherRecipe) { r.mode = "ecb" })
	add(&modes, "mode-ctr", "", func(r *cipherRecipe) { r.mode, r.padding = "ctr", "pkcs7" })
	add(&modes, "mode-ctr", "", func(r *cipherRecipe) { r.mode, r.padding = "ctr", "none" })
	add(&ivs, "iv-not-used", "", func(r *cipherRecipe) { r.iv = "zero" })
	add(&ivs, "iv-not-sent", "", func(r *cipherRecipe) { r.iv = "secret" })
	add(&paddings, "padding-zero", "", func(r *cipherRecipe) { r.padding = "zero" })
	add(&paddings, "padding-to-32", "", func(r *cipherRecipe) { r.padding = "pkcs7-32" })
	add(&paddings, "padding-blank", "", func(r *cipherRecipe) { r.padding = "blank" })
	add(&paddings, "padding-missing", "", func(r *cipherRecipe) { r.padding = "none" })
	return [][]option[cipherRecipe]{paddings, keys, modes, ivs}
}
