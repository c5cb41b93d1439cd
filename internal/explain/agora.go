package explain

import (
	"strings"
	"time"
)

// Agora takes a token in one of two places: Authorization: agora token=<education token of version 007>, or x-agora-token with
// x-agora-uid, the user whom the token was made for.

const certificateVariable = "AGORA_APP_CERTIFICATE"

// agoraSent is what a request sends.
type agoraSent struct {
	token, uid    string
	authorization bool
	found         []finding // about the place and the form
	missing       bool
}

func (in *inquiry) agora() error {
	sent := in.agoraSent()
	if sent.missing {
		in.refuse(sent.found...)
		return nil
	}
	token, err := parseAgoraToken(sent.token)
	if err != nil {
		in.refuse(append(sent.found, unreadableToken(sent.token))...)
		return nil //nolint:nilerr // the verdict says it
	}
	in.Scheme = "token-" + token.version
	found := append(sent.found, in.agoraApp(token)...)
	scope := in.agoraScope(token, sent)
	if len(found) == len(sent.found) && in.isSignatureKnown(token, sent) { // another app's token has another certificate
		wrong, ok := in.agoraSignature(token, sent)
		if !ok && len(scope) == 0 {
			scope = []finding{{unknown, ""}}
		}
		found = append(found, wrong...)
	}
	found = append(found, scope...)
	found = append(found, in.agoraClock(token)...)
	found = append(found, in.agoraPath()...)
	if len(found) > 0 {
		in.refuse(found...)
		return nil
	}
	in.agoraNotes(token)
	in.accept()
	return nil
}

// isSignatureKnown reports whether all that a token signs is known: one of version 006 signs its user and its channel, which it does not hold.
func (in *inquiry) isSignatureKnown(token *agoraToken, sent agoraSent) bool {
	return token.version == "007" || sent.uid != "" && !sent.authorization && token.channel == crcOf("")
}

// agoraSent finds the token, where it should be and where people put it.
func (in *inquiry) agoraSent() agoraSent {
	header := in.request.Header
	sent := agoraSent{token: header.Get("X-Agora-Token"), uid: header.Get("X-Agora-Uid")}
	if authorization := strings.TrimSpace(header.Get("Authorization")); authorization != "" {
		sent.authorization = true
		var mistake string
		sent.token, mistake = authorizationToken(authorization)
		if mistake != "" {
			sent.found = append(sent.found, finding{mistake, ""})
			sent.missing = mistake == "basic-auth-sent"
		}
	}
	if sent.missing {
		return sent
	}
	switch elsewhere, where := in.tokenElsewhere(); {
	case sent.token == "" && isToken(sent.uid):
		sent.token, sent.uid = sent.uid, ""
		sent.found = append(sent.found, finding{"token-in-uid-header", ""}) // so does an example in the vendor's own pages
	case sent.token == "" && where != "":
		sent.token = elsewhere
		sent.found = append(sent.found, finding{"token-elsewhere", where})
	case sent.token == "":
		sent.missing = true
		sent.found = append(sent.found, finding{"token-missing", ""})
		return sent
	case !sent.authorization && sent.uid == "":
		sent.found = append(sent.found, finding{"uid-header-missing", ""})
	}
	var mistake string
	if sent.token, mistake = repairedToken(sent.token); mistake != "" {
		sent.found = append(sent.found, finding{mistake, ""})
	}
	return sent
}

// authorizationToken reads the header Authorization. The vendor's documents write the token without quotes, its own clients with.
func authorizationToken(text string) (token, mistake string) {
	scheme, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	value, named := strings.CutPrefix(rest, "token=")
	value = strings.TrimSpace(value)
	switch {
	case strings.EqualFold(scheme, "agora") && named:
		if begins, ends := strings.HasPrefix(value, `"`), strings.HasSuffix(value, `"`); begins != ends {
			return strings.Trim(value, `"`), "authorization-form"
		}
		return strings.Trim(value, `"`), ""
	case strings.EqualFold(scheme, "basic"):
		return "", "basic-auth-sent"
	case strings.EqualFold(scheme, "bearer"):
		return strings.Trim(value, `"`), "bearer-instead-of-agora-token"
	case strings.EqualFold(scheme, "agora"):
		return strings.Trim(rest, `"`), "authorization-form"
	}
	return strings.Trim(strings.TrimPrefix(text, "token="), `"`), "authorization-form"
}

// tokenElsewhere looks where the vendor does not: in other headers, and in the query.
func (in *inquiry) tokenElsewhere() (token, where string) {
	for _, name := range []string{"Token", "X-Token", "Agora-Token", "X-Agora-Rtm-Token", "Rtm-Token", "Rtmtoken"} {
		if text := in.request.Header.Get(name); isToken(text) {
			return text, name
		}
	}
	for _, p := range formPairs(in.url.RawQuery, inQuery) {
		if isToken(p.value) {
			return p.value, "?" + p.name
		}
	}
	return "", ""
}

func isToken(text string) bool {
	return len(text) > 40 && (strings.HasPrefix(text, "006") || strings.HasPrefix(text, "007"))
}

// repairedToken undoes what forms and editors do to a token.
func repairedToken(text string) (token, mistake string) {
	if _, err := parseAgoraToken(text); err == nil {
		return text, ""
	}
	for _, try := range []struct{ mistake, text string }{
		{"token-url-encoded", unescaped(strings.ReplaceAll(text, "+", "%2B"))},
		{"token-plus-became-blank", strings.ReplaceAll(text, " ", "+")},
		{"token-in-quotes", strings.Trim(text, `"' `)},
		{"token-with-line-breaks", strings.Join(strings.Fields(text), "")},
		{"token-url-safe", strings.NewReplacer("-", "+", "_", "/").Replace(text)},
		{"token-without-padding", text + "="},
		{"token-without-padding", text + "=="},
	} {
		if _, err := parseAgoraToken(try.text); err == nil && try.text != text {
			return try.text, try.mistake
		}
	}
	return text, ""
}

// unreadableToken names a token that cannot be read.
func unreadableToken(text string) finding {
	switch {
	case strings.HasPrefix(text, "eyJ"):
		return finding{"token-is-a-jwt", ""}
	case strings.HasPrefix(text, "005"), strings.HasPrefix(text, "004"), strings.HasPrefix(text, "003"):
		return finding{"token-version-too-old", text[:3]}
	case strings.ContainsAny(text, "{}<>"), strings.Contains(strings.ToLower(text), "your"):
		return finding{"token-is-a-placeholder", ""}
	case strings.HasPrefix(text, "006"), strings.HasPrefix(text, "007"):
		return finding{"token-cut", ""}
	}
	return finding{"token-unreadable", ""}
}

// agoraApp compares the token's app.
func (in *inquiry) agoraApp(token *agoraToken) []finding {
	own := in.keys["AGORA_APP_ID"]
	if token.appID == own {
		return nil
	}
	in.texts(own, token.appID)
	return []finding{{"token-of-another-app", token.appID}}
}

// agoraClock judges when the token ends.
func (in *inquiry) agoraClock(token *agoraToken) []finding {
	if token.version == "006" {
		if login := token.services[0].privileges[privilegeLogin006]; login != 0 && login < 100_000_000 {
			return []finding{{"expire-is-a-span", time.Duration(int64(login) * int64(time.Second)).String()}}
		}
	}
	if token.version == "007" && token.expire == 0 {
		return []finding{{"expire-is-zero", ""}}
	}
	end := token.end()
	if in.request.Time.IsZero() {
		in.note("The clock was not judged, because the time of arrival is not known: the token ends at "+end.UTC().Format(time.RFC3339)+".",
			"不知道到达时间，未判断时钟：token 的有效期至 "+end.UTC().Format(time.RFC3339)+"。")
		return nil
	}
	if !in.request.Time.Before(end) {
		return []finding{{"token-expired", end.UTC().Format(time.RFC3339)}}
	}
	return nil
}

// agoraPath compares the path's app and region with the account's.
func (in *inquiry) agoraPath() (found []finding) {
	segments := strings.Split(strings.Trim(in.url.Path, "/"), "/")
	for i, segment := range segments {
		if segment != "apps" || i+1 >= len(segments) || i == 0 || segments[i-1] != "edu" {
			continue
		}
		if app := segments[i+1]; app != in.keys["AGORA_APP_ID"] {
			found = append(found, finding{"path-of-another-app", app})
		}
		region := in.keys["AGORA_REGION"]
		switch {
		case region == "" || region == "none":
		case i >= 2 && !strings.EqualFold(segments[i-2], region):
			found = append(found, finding{"wrong-region", segments[i-2] + " → " + region})
		case i < 2:
			in.note("The path has no region; AGORA_REGION is "+region+".", "路径中没有区域；AGORA_REGION 是 "+region+"。")
		}
	}
	return found
}

// agoraRoom is the room in the path, empty if there is none.
func (in *inquiry) agoraRoom() string { return in.segmentAfter("rooms") }

func (in *inquiry) segmentAfter(name string) string {
	segments := strings.Split(in.url.Path, "/")
	for i, segment := range segments {
		if segment == name && i+1 < len(segments) {
			return segments[i+1]
		}
	}
	return ""
}

// agoraNotes warns of what works and is not meant.
func (in *inquiry) agoraNotes(token *agoraToken) {
	if token.version == "007" && token.expire > uint32(longestLife/time.Second) {
		in.note("The token's expire is "+time.Duration(int64(token.expire)*int64(time.Second)).String()+" from its issue, and Agora takes 24 hours at most: was a point in time given instead of a number of seconds?",
			"token 的 expire 是自签发起 "+time.Duration(int64(token.expire)*int64(time.Second)).String()+"，而声网最多接受 24 小时：是否误传了时间点而不是秒数？")
	}
	if at := in.request.Time; token.version == "007" && !at.IsZero() && time.Unix(int64(token.issued), 0).Sub(at) > undocumentedClock {
		in.note("The token is issued in the future: the clock that made it is ahead.", "token 的签发时间在未来：生成它的时钟快了。")
	}
}
