package explain

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// The AppServer signs a JWT by HS256 with a secret of its own, and reads it in Authorization: Bearer <jwt>. Who runs the AppServer may
// give that secret as AUI_TOKEN_SECRET; without it the token is judged by all but its signature. The secret of the vendor's code is
// decoded from base64 by the library that signs (JJWT 0.7), so that a program which signs with the text itself makes another signature.

const (
	tokenSecretVariable = "AUI_TOKEN_SECRET"
	bearer              = "Bearer"
)

// aui explains a login, or the token of a call.
func (in *inquiry) aui() error {
	if strings.HasSuffix(strings.TrimRight(in.url.Path, "/"), "/login") {
		in.Scheme = "password"
		return in.auiLogin()
	}
	in.Scheme = "jwt"
	text, found, missing := in.auiToken()
	if missing {
		in.Scheme = ""
		in.refuse(found...)
		return nil
	}
	token, wrong := readJWT(text)
	found = append(found, wrong...)
	if token == nil {
		in.refuse(found...)
		return nil
	}
	found = append(found, in.jwtHeader(token)...)
	if wrong, ok := in.jwtSignature(token); ok {
		found = append(found, wrong...)
	} else if len(found) == 0 {
		in.refuseUnknown()
		return nil
	}
	found = append(found, in.jwtClock(token)...)
	if len(found) == 0 {
		found = in.auiBody()
	}
	if len(found) > 0 {
		in.refuse(found...)
		return nil
	}
	in.accept()
	return nil
}

// auiToken finds the token, where it should be and where people put it.
func (in *inquiry) auiToken() (text string, found []finding, missing bool) {
	authorization := in.request.Header.Get("Authorization")
	if strings.TrimSpace(authorization) == "" {
		for _, name := range slices.Sorted(maps.Keys(in.request.Header)) {
			if values := in.request.Header[name]; len(values) > 0 && strings.HasPrefix(strings.TrimPrefix(values[0], "Bearer "), "eyJ") {
				return "", []finding{{"token-elsewhere", name}}, true
			}
		}
		pairs, _ := in.parameters()
		for _, p := range pairs {
			if strings.HasPrefix(strings.TrimPrefix(p.value, "Bearer "), "eyJ") {
				return "", []finding{{"token-elsewhere", p.name}}, true
			}
		}
		return "", []finding{{"token-missing", ""}}, true
	}
	if rest, is := strings.CutPrefix(authorization, bearer); is { // the server does not need the blank
		text = strings.TrimSpace(rest)
	} else {
		scheme, rest, _ := strings.Cut(strings.TrimSpace(authorization), " ")
		switch {
		case strings.EqualFold(scheme, bearer):
			text, found = strings.TrimSpace(rest), []finding{{"bearer-in-lower-case", ""}}
		case strings.EqualFold(scheme, "basic"):
			return "", []finding{{"basic-auth-sent", ""}}, true
		case rest == "":
			text, found = scheme, []finding{{"bearer-missing", ""}}
		default:
			text, found = strings.TrimSpace(rest), []finding{{"bearer-missing", ""}}
		}
	}
	switch twice, is := strings.CutPrefix(text, bearer); {
	case is:
		text, found = strings.TrimSpace(twice), append(found, finding{"bearer-twice", ""})
	case strings.Trim(text, `"'`) != text:
		text, found = strings.Trim(text, `"'`), append(found, finding{"token-in-quotes", ""})
	case text == "" || text == "null" || text == "undefined" || text == "None":
		return "", append(found, finding{"token-is-empty", text}), true
	}
	return text, found, false
}

// jwt is a token as it can be read without its key.
type jwt struct {
	signed    string // header.payload
	signature string // raw
	algorithm string
	claims    map[string]any
}

func readJWT(text string) (*jwt, []finding) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		switch {
		case !strings.HasPrefix(text, "eyJ"):
			return nil, []finding{{"token-is-not-a-jwt", ""}}
		case len(parts) == 5:
			return nil, []finding{{"token-is-encrypted", ""}}
		}
		return nil, []finding{{"token-cut", ""}}
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	rawHeader, err1 := jwtSegment(parts[0])
	rawPayload, err2 := jwtSegment(parts[1])
	if err1 != nil || err2 != nil || json.Unmarshal(rawHeader, &header) != nil {
		return nil, []finding{{"token-is-not-a-jwt", ""}}
	}
	claims, _ := readJSON(rawPayload)
	token := &jwt{signed: parts[0] + "." + parts[1], algorithm: header.Algorithm}
	token.claims, _ = claims.(map[string]any)
	if token.claims == nil {
		return nil, []finding{{"token-is-not-a-jwt", ""}}
	}
	signature, err := jwtSegment(parts[2])
	if err != nil {
		return token, []finding{{"token-cut", ""}}
	}
	token.signature = string(signature)
	return token, nil
}

// jwtSegment decodes a part of a JWT; with padding too, which some libraries write.
func jwtSegment(text string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(text, "=")))
}

func (in *inquiry) jwtHeader(token *jwt) []finding {
	switch {
	case strings.EqualFold(token.algorithm, "none"):
		return []finding{{"alg-none", ""}}
	case token.algorithm != "HS256":
		return []finding{{"alg-is-not-hs256", token.algorithm}}
	case token.claims["app_id"] != nil || token.claims["appid"] != nil || token.claims["userId"] != nil && token.claims["sub"] == nil:
		return []finding{{"token-of-another-service", "im"}}
	case token.signature == "":
		return []finding{{"jwt-without-signature", ""}}
	}
	return nil
}

// jwtSignature judges the signature, if the server's secret is known. It reports whether it is right, was explained, or is not known.
func (in *inquiry) jwtSignature(token *jwt) (found []finding, ok bool) {
	secret := in.keys[tokenSecretVariable]
	if token.algorithm != "HS256" || token.signature == "" {
		return nil, true
	}
	if secret == "" {
		in.note("The token's signature was not judged: only the AppServer knows its secret. If it is yours, set "+tokenSecretVariable+".",
			"未判断 token 的签名：密钥只有 AppServer 知道。如果是您自己的服务，请设置 "+tokenSecretVariable+"。")
		return nil, true
	}
	decoded := lenientBase64(secret)
	for _, key := range []string{secret, decoded} { // a server of another library signs with the text itself
		if in.budget.spend(len(token.signed)); hmac.Equal([]byte(keyed(sha256.New, key, token.signed)), []byte(token.signature)) {
			if key == secret && decoded != secret {
				in.note("The token is signed with the text of the secret. The vendor's AppServer decodes it from base64 first, and refuses such a token.",
					"token 是用密钥文本签名的。服务方的 AppServer 会先做 base64 解码，因此会拒绝这样的 token。")
			}
			return nil, true
		}
	}
	const expected = "hmac-sha256(***, header + \".\" + payload)"
	for _, form := range secretForms(in.keys, tokenSecretVariable) {
		if in.budget.spend(len(token.signed)); keyed(sha256.New, form.value, token.signed) == token.signature {
			in.texts(expected, strings.Replace(expected, hidden, form.label, 1))
			return []finding{form.finding}, true
		}
	}
	for _, try := range []struct{ mistake, shown, made string }{
		{"jwt-signed-payload-alone", `hmac-sha256(***, payload)`, keyed(sha256.New, secret, token.signed[strings.IndexByte(token.signed, '.')+1:])},
		{"jwt-signature-in-hex", `hex(hmac-sha256(***, header + "." + payload))`, hexDigest(hmac.New(sha256.New, []byte(secret)), token.signed)},
		{"mac-is-not-hmac", `sha256(header + "." + payload + ***)`, rawSum(sha256.New(), token.signed+secret)},
	} {
		if in.budget.spend(len(token.signed)); try.made == token.signature {
			in.texts(expected, try.shown)
			return []finding{{try.mistake, ""}}, true
		}
	}
	in.texts(expected, "")
	return nil, false
}

// lenientBase64 decodes what is base64 in a text and skips the rest, as Java's DatatypeConverter does.
func lenientBase64(text string) string {
	var kept strings.Builder
	for i := range len(text) {
		if strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", text[i]) >= 0 {
			kept.WriteByte(text[i])
		}
	}
	whole := kept.String()
	raw, _ := base64.RawStdEncoding.DecodeString(whole[:len(whole)-len(whole)%4])
	return string(raw)
}

// jwtClock judges exp. A token is still valid in the second of exp.
func (in *inquiry) jwtClock(token *jwt) []finding {
	number, is := token.claims["exp"].(json.Number)
	if !is {
		return []finding{{"exp-missing", ""}}
	}
	seconds, err := number.Int64()
	if err != nil {
		return []finding{{"exp-missing", ""}}
	}
	if seconds > 100_000_000_000 {
		return []finding{{"timestamp-in-milliseconds", "exp"}}
	}
	end := time.Unix(seconds, 0)
	switch at := in.request.Time; {
	case at.IsZero():
		in.note("The clock was not judged, because the time of arrival is not known: the token ends at "+end.UTC().Format(time.RFC3339)+".",
			"不知道到达时间，未判断时钟：token 的有效期至 "+end.UTC().Format(time.RFC3339)+"。")
	case at.After(end):
		return []finding{{"token-expired", end.UTC().Format(time.RFC3339)}}
	}
	return nil
}

// auiBody notes a body that the server does not read.
func (in *inquiry) auiBody() []finding {
	if _, kind := bodyPairs(in.request); kind == formBody || kind == multipartBody {
		in.note("The body is a form, and the server reads JSON: it will answer success:false with errorCode 500.", "请求体是表单，而服务端读取 JSON：会返回 success:false、errorCode 500。")
	}
	return nil
}

// decodedJWT returns the claims of a request's token, for Decode.
func (in *inquiry) decodedJWT() any {
	text, _, missing := in.auiToken()
	if missing {
		return nil
	}
	token, _ := readJWT(text)
	if token == nil {
		return nil
	}
	return map[string]any{"alg": token.algorithm, "claims": in.masked("", token.claims), "signature": hidden}
}
