package explain

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// The vendor's rule: the parameters as PHP serializes them, encrypted by AES-256-CBC with the secret's 32 bytes and a random iv; the mac
// is the HMAC-SHA256 of the two base64 texts, iv and value; signMsg is the base64 of {"iv":…,"value":…,"mac":…}. That is Laravel's
// Encrypter. The document's prose calls iv "base" and the mac "sha256"; its code is right.

const (
	secretVariable = "WECLASSROOM_SECRET"
	secretSize     = 32
)

func (in *inquiry) weclassroom() error {
	in.Scheme = "signmsg"
	pairs, kind := in.parameters()
	if kind == jsonBody {
		in.formAsJSON()
		return nil
	}
	var given [2]pair
	others := [][]string{{"appid", "appId", "app_id", "appID", "application"}, {"sign", "msg", "data", "params"}}
	for i, name := range []string{"applicationID", "signMsg"} {
		p, sent := lookup(pairs, name)
		switch near, is := similar(pairs, name, others[i]...); {
		case sent && p.from == inQuery && in.request.Method != "GET":
			in.refuse(finding{"parameters-in-the-query", name})
			return nil
		case sent && p.value != "":
			given[i] = p
		case is:
			in.refuse(finding{"parameter-under-another-name", near.name + " → " + name})
			return nil
		default:
			in.refuse(finding{"parameter-missing", name})
			return nil
		}
	}
	in.signMsg(given[1].value)
	id := given[0].value
	switch {
	case id != in.keys["WECLASSROOM_APPLICATION_ID"] && in.Accepted:
		in.Accepted = false
		in.refuse(finding{"application-id-of-another-account", id})
	case id != in.keys["WECLASSROOM_APPLICATION_ID"]:
		in.otherAccount(pairs, "applicationID", "WECLASSROOM_APPLICATION_ID", "applicationID")
	case in.Accepted && in.request.Method != "POST" && in.request.Method != "":
		in.Accepted = false
		in.refuse(finding{"method-is-not-post", in.request.Method})
	}
	return nil
}

// signMsg explains a signMsg: its envelope, its mac, its cipher and what is in it.
func (in *inquiry) signMsg(text string) {
	secret := in.keys[secretVariable]
	if len(secret) != secretSize {
		in.note(secretVariable+" has "+strconv.Itoa(len(secret))+" bytes; the vendor's have 32, and are used as they are.",
			secretVariable+" 有 "+strconv.Itoa(len(secret))+" 字节；服务方的密钥是 32 字节，直接使用。")
	}
	found, sealed, ok := readEnvelope(text)
	if !ok {
		in.refuse(found...)
		return
	}
	macFound, macOK := in.explainMAC(sealed)
	found = append(found, macFound...)
	cipherFound, plain, cipherOK := in.explainCipher(sealed)
	found = append(found, cipherFound...)
	switch {
	case !macOK && !cipherOK:
		in.note("Neither the mac nor the value fits "+secretVariable+": most likely the client has another secret.", "mac 和 value 都与 "+secretVariable+" 不符：客户端很可能用了另一个密钥。")
		in.refuseUnknown()
		return
	case !macOK:
		in.note("The value decrypts with "+secretVariable+": the secret is right, and the mac is at fault.", "value 可以用 "+secretVariable+" 解密：密钥正确，问题在 mac。")
		in.refuse(append(found, finding{unknown, ""})...)
		return
	case plain != "":
		found = append(found, in.explainSerialized(plain)...)
	}
	if len(found) > 0 {
		in.refuse(found...)
		return
	}
	in.noteIV(sealed)
	in.acceptForm()
}

// noteIV warns of an iv that gives the secret away: the vendor's Java and Node samples use the first 16 letters of the secret.
func (in *inquiry) noteIV(sealed envelope) {
	secret := in.keys[secretVariable]
	if iv, err := base64.StdEncoding.DecodeString(sealed.iv); err == nil && len(secret) >= 16 && string(iv) == secret[:16] {
		in.note("The iv is the first half of your secret, and everybody who sees a request reads it: use 16 random bytes. The vendor's Java and Node samples do this.",
			"iv 是您密钥的前半部分，任何看到请求的人都能读到：请使用 16 个随机字节。服务方的 Java 和 Node 示例有此问题。")
	}
}

// envelope is what a signMsg holds.
type envelope struct{ iv, value, mac string }

// readEnvelope opens a signMsg as far as it can be opened.
func readEnvelope(text string) (found []finding, sealed envelope, ok bool) {
	raw, mistake := signMsgBytes(text)
	if mistake != "" {
		found = append(found, finding{mistake, ""})
	}
	if raw == nil {
		return found, sealed, false
	}
	var members map[string]any
	if value, _ := readJSON(raw); value != nil {
		members, _ = value.(map[string]any)
	}
	if members == nil {
		if value, rest, err := readPHP(string(raw), lengthsInBytes, false); err == nil && rest == "" {
			members, _ = jsonOfPHP(value).(map[string]any)
			found = append(found, finding{"envelope-serialized", ""})
		}
	}
	if members == nil {
		return append(found, finding{"envelope-is-not-json", ""}), sealed, false
	}
	for name, field := range map[string]*string{"iv": &sealed.iv, "value": &sealed.value, "mac": &sealed.mac} {
		if text, is := members[name].(string); is {
			*field = text
		}
	}
	if base, is := members["base"].(string); is && sealed.iv == "" {
		sealed.iv = base
		found = append(found, finding{"iv-called-base", ""})
	}
	for _, member := range []struct {
		name  string
		field *string
	}{{"iv", &sealed.iv}, {"value", &sealed.value}, {"mac", &sealed.mac}} {
		if *member.field != "" {
			continue
		}
		other := otherMember(members, member.name)
		if other == "" {
			return append(found, finding{"envelope-member-missing", member.name}), sealed, false
		}
		*member.field, _ = members[other].(string)
		found = append(found, finding{"envelope-member-name", other + " → " + member.name})
	}
	return found, sealed, true
}

// otherMember returns the name under which a member was sent instead.
func otherMember(members map[string]any, name string) string {
	others := map[string][]string{"iv": {"IV", "Iv", "vi"}, "value": {"Value", "VALUE", "data", "val", "content"}, "mac": {"Mac", "MAC", "sign", "hash", "hmac"}}
	for _, other := range others[name] {
		if text, is := members[other].(string); is && text != "" {
			return other
		}
	}
	return ""
}

// signMsgBytes decodes a signMsg, in the ways in which clients damage it.
func signMsgBytes(text string) (raw []byte, mistake string) {
	if raw := jsonBase64(base64.StdEncoding, text); raw != nil {
		return raw, ""
	}
	if raw := jsonBase64(base64.RawStdEncoding, text); raw != nil { // the vendor takes it without the =
		return raw, ""
	}
	for _, try := range []struct{ mistake, text string }{
		{"signmsg-encoded-twice", unescaped(text)},
		{"signmsg-with-line-breaks", strings.NewReplacer("\r", "", "\n", "", " ", "").Replace(text)},
		{"signmsg-url-safe", strings.NewReplacer("-", "+", "_", "/").Replace(text)},
	} {
		if try.text == text {
			continue
		}
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding} {
			if raw := jsonBase64(encoding, try.text); raw != nil {
				return raw, try.mistake
			}
		}
	}
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return []byte(text), "signmsg-not-base64"
	}
	if raw, err := hex.DecodeString(text); err == nil && len(raw) > 0 {
		return raw, "signmsg-hex"
	}
	if raw, err := base64.StdEncoding.DecodeString(text); err == nil && len(raw) > 0 {
		if again := jsonBase64(base64.StdEncoding, string(raw)); again != nil {
			return again, "signmsg-base64-twice"
		}
		return raw, ""
	}
	return nil, "signmsg-not-base64"
}

// jsonBase64 decodes strict base64 that holds JSON; nil if it does not.
func jsonBase64(encoding *base64.Encoding, text string) []byte {
	if strings.ContainsAny(text, "\r\n") { // encoding/base64 would skip them
		return nil
	}
	raw, err := encoding.Strict().DecodeString(text)
	if err != nil || !json.Valid(raw) || len(raw) < 2 {
		return nil
	}
	return raw
}

// openedSignMsg returns the parameters in a signMsg, or nil.
func (in *inquiry) openedSignMsg(text string) any {
	if len(in.keys[secretVariable]) == 0 {
		return nil
	}
	_, sealed, ok := readEnvelope(text)
	if !ok {
		return nil
	}
	_, plain, ok := in.explainCipher(sealed)
	if !ok {
		return nil
	}
	for _, lengths := range []phpLengths{lengthsInBytes, lengthsInCharacters, lengthsInUTF16} {
		if value, _, err := readPHP(plain, lengths, true); err == nil {
			return in.masked("", jsonOfPHP(value))
		}
	}
	return in.masked("", plain)
}
