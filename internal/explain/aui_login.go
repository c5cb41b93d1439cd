package explain

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// auiLogin explains a login: JSON with username and password.
func (in *inquiry) auiLogin() error {
	if err := in.need("AUI_USERNAME", "AUI_PASSWORD"); err != nil {
		return err
	}
	pairs, kind := in.parameters()
	if kind == formBody || kind == multipartBody {
		in.refuse(finding{"form-body-instead-of-json", ""})
		return nil
	}
	given := map[string]string{}
	for _, member := range []struct {
		name   string
		others []string
	}{{"username", []string{"user", "name", "account", "user_id", "userId", "login"}}, {"password", []string{"pwd", "pass", "passwd"}}} {
		name := member.name
		p, sent := lookup(pairs, name)
		if near, is := similar(pairs, name, member.others...); is && !sent {
			in.refuse(finding{"parameter-under-another-name", near.name + " → " + name})
			return nil
		}
		if !sent || p.value == "" || p.kind == '0' {
			in.refuse(finding{"parameter-missing", name})
			return nil
		}
		if p.from == inQuery {
			in.refuse(finding{"parameters-in-the-query", name})
			return nil
		}
		given[name] = p.value
	}
	if media, _, _ := strings.Cut(in.request.Header.Get("Content-Type"), ";"); !strings.EqualFold(strings.TrimSpace(media), "application/json") {
		in.refuse(finding{"content-type-is-not-json", media})
		return nil
	}
	in.auiPassword(given["username"], given["password"])
	return nil
}

// auiPassword compares what was given with the account's.
func (in *inquiry) auiPassword(username, password string) {
	rightName, right := in.keys["AUI_USERNAME"], in.keys["AUI_PASSWORD"]
	var found []finding
	if username != rightName {
		switch {
		case username == right && password == rightName:
			in.refuse(finding{"name-and-password-swapped", ""})
			return
		case strings.EqualFold(strings.TrimSpace(username), rightName):
			found = append(found, finding{"username-written-differently", ""})
		default:
			found = append(found, finding{"wrong-username", ""})
		}
	}
	if password != right {
		found = append(found, in.auiWrongPassword(password, right))
	}
	if len(found) > 0 {
		in.refuse(found...)
		return
	}
	in.accept()
}

func (in *inquiry) auiWrongPassword(given, right string) finding {
	switch {
	case strings.EqualFold(given, hexDigest(md5.New(), right)), strings.EqualFold(given, hexDigest(sha256.New(), right)):
		return finding{"password-hashed", ""}
	case given == base64.StdEncoding.EncodeToString([]byte(right)):
		return finding{"password-base64", ""}
	case unescaped(given) == right || rawURLEncode(right) == given:
		return finding{"password-url-encoded", ""}
	case strings.TrimSpace(given) == right:
		return finding{"password-with-blank", ""}
	}
	for _, form := range secretForms(in.keys, "AUI_PASSWORD") {
		if in.budget.spend(len(given)); form.value == given {
			return form.finding
		}
	}
	return finding{"wrong-password", ""}
}
