package explain

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strings"
)

// tokenRecipe is how a client signs a token.
type tokenRecipe struct {
	secret  secretForm
	derive  tokenKey     // 007: the key from the certificate
	message tokenMessage // 006: what is signed
	hash    func() hash.Hash
	name    string
	hex     bool // the signature is written in hex
}

type tokenKey struct {
	key   func(certificate string) string
	shown string
}

type tokenMessage struct{ text, shown string }

func (r *tokenRecipe) text() string {
	shown := r.name + "(" + strings.ReplaceAll(r.derive.shown, "%k", r.secret.label) + ", " + r.message.shown + ")"
	if r.hex {
		return "hex(" + shown + ")"
	}
	return shown
}

// agoraSignature judges a token's signature, and sets the two formulas if it is wrong. It reports whether it is right or was explained.
func (in *inquiry) agoraSignature(token *agoraToken, sent agoraSent) (found []finding, ok bool) {
	if in.keys[certificateVariable] == "" {
		in.note("The token's signature was not judged: set "+certificateVariable+".", "未判断 token 的签名：请设置 "+certificateVariable+"。")
		return nil, true
	}
	base := tokenRecipe{secret: secretForm{value: in.keys[certificateVariable], label: hidden}, hash: sha256.New, name: "hmac-sha256"}
	if token.version == "006" {
		base.derive = tokenKey{func(c string) string { return c }, "%k"}
		base.message = tokenMessage{token.appID + sent.uid + token.signed, "appId + uid + message"}
	} else {
		base.derive = tokenKey{func(c string) string { return derived(token, c, littleEndian) }, "hmac-sha256(salt, hmac-sha256(issueTs, %k))"}
		base.message = tokenMessage{token.signed, "appId + issueTs + expire + salt + services"}
	}
	looking := search[tokenRecipe]{
		base: base,
		dims: func() [][]option[tokenRecipe] { return in.tokenMistakes(token, sent) },
		cost: func(r *tokenRecipe) int { return len(r.message.text) + 256 },
		hit: func(r *tokenRecipe) (string, bool) {
			made := keyed(r.hash, r.derive.key(r.secret.value), r.message.text)
			if r.hex {
				made = hex.EncodeToString([]byte(made))
			}
			return made, made == token.signature
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
	if in.Actual == "" {
		in.texts(base.text(), actual)
	}
	return found, ok
}

func littleEndian(n uint32) string { return string(binary.LittleEndian.AppendUint32(nil, n)) }
func bigEndian(n uint32) string    { return string(binary.BigEndian.AppendUint32(nil, n)) }

func derived(token *agoraToken, certificate string, bytes func(uint32) string) string {
	return keyed(sha256.New, bytes(token.salt), keyed(sha256.New, bytes(token.issued), certificate))
}

func (in *inquiry) tokenMistakes(token *agoraToken, sent agoraSent) [][]option[tokenRecipe] {
	var secrets, hashes []option[tokenRecipe]
	for _, form := range secretForms(in.keys, certificateVariable) {
		secrets = append(secrets, option[tokenRecipe]{form.finding, form.alone, func(r *tokenRecipe) { r.secret = form }})
	}
	for _, h := range []struct {
		name string
		hash func() hash.Hash
	}{{"hmac-sha1", sha1.New}, {"hmac-md5", md5.New}, {"hmac-sha512", sha512.New}} {
		hashes = append(hashes, option[tokenRecipe]{finding{"token-other-hash", h.name}, false, func(r *tokenRecipe) { r.hash, r.name = h.hash, h.name }})
	}
	hexed := option[tokenRecipe]{finding{"token-signature-in-hex", ""}, false, func(r *tokenRecipe) { r.hex = true }}
	steps := in.messages006(token, sent)
	if token.version == "007" {
		steps = derivations(token)
	}
	return [][]option[tokenRecipe]{secrets, steps, hashes, {hexed}}
}

// derivations are keys of a 007 token that clients of their own make.
func derivations(token *agoraToken) (options []option[tokenRecipe]) {
	add := func(mistake, shown string, key func(certificate string) string) {
		options = append(options, option[tokenRecipe]{finding{mistake, ""}, false, func(r *tokenRecipe) { r.derive = tokenKey{key, shown} }})
	}
	issued, salt := littleEndian(token.issued), littleEndian(token.salt)
	add("token-key-not-derived", "%k", func(c string) string { return c })
	add("token-key-salt-first", "hmac-sha256(issueTs, hmac-sha256(salt, %k))", func(c string) string {
		return keyed(sha256.New, issued, keyed(sha256.New, salt, c))
	})
	add("token-key-arguments-swapped", "hmac-sha256(hmac-sha256(%k, issueTs), salt)", func(c string) string {
		return keyed(sha256.New, keyed(sha256.New, c, issued), salt)
	})
	add("token-key-half-derived", "hmac-sha256(issueTs, %k)", func(c string) string { return keyed(sha256.New, issued, c) })
	add("token-key-half-derived", "hmac-sha256(salt, %k)", func(c string) string { return keyed(sha256.New, salt, c) })
	add("token-key-big-endian", "hmac-sha256(salt, hmac-sha256(issueTs, %k)), big-endian", func(c string) string { return derived(token, c, bigEndian) })
	return options
}

// messages006 are messages of a 006 token that was made for another user, or signed in another way. AgoraIO/Tools issue 160 is a token
// for one uid that was used by another, RTM issue 95 one made for the uid 0.
func (in *inquiry) messages006(token *agoraToken, sent agoraSent) (options []option[tokenRecipe]) {
	add := func(mistake, detail, text, shown string) {
		options = append(options, option[tokenRecipe]{finding{mistake, detail}, false, func(r *tokenRecipe) { r.message = tokenMessage{text, shown} }})
	}
	app, uid, signed := token.appID, sent.uid, token.signed
	for _, other := range in.otherUsers(uid) {
		add("token-of-another-user", other, app+other+signed, "appId + \""+other+"\" + message")
	}
	add("token-without-user", "", app+signed, "appId + message")
	add("token-message-wrong", "", uid+signed, "uid + message")
	add("token-message-wrong", "", signed, "message")
	add("token-message-wrong", "", uid+app+signed, "uid + appId + message")
	if room := in.agoraRoom(); room != "" {
		add("token-of-a-channel", room, app+room+uid+signed, "appId + room + uid + message")
		add("token-of-a-channel", room, app+uid+room+signed, "appId + uid + room + message")
	}
	return options
}

// otherUsers are users that a token may have been made for instead: the path's, and what programs turn a uid into.
func (in *inquiry) otherUsers(uid string) (users []string) {
	for _, other := range []string{in.segmentAfter("users"), in.keys["AGORA_UID"], "0", "1", "null", "undefined", "None", "admin", "server", "test", "test_user",
		strings.ToLower(uid), strings.ToUpper(uid), strings.TrimSpace(uid), unescaped(uid), rawURLEncode(uid), in.agoraRoom(), in.keys["AGORA_APP_ID"]} {
		if other != "" && other != uid && !isOneOf(other, users) {
			users = append(users, other)
		}
	}
	return users
}
