package sandbox

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// hidden stands where a secret was.
const hidden = "***"

// isSecret reports whether a parameter, member or header has the name of a signature, key, token or password.
func isSecret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"password", "passwd", "pwd", "token", "secret", "certificate", "authorization", "cookie", "md5pass", "safekey"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return name == "sign" || strings.HasSuffix(name, "-sign") || strings.HasSuffix(name, "_sign") || strings.HasSuffix(name, "_key") ||
		strings.HasSuffix(name, "key") && len(name) > len("key")
}

// secretMember finds the members of a JSON text whose names may be those of secrets, with a value that is a text.
var secretMember = regexp.MustCompile(`"([A-Za-z0-9_-]+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"`)

// secretValue finds the parameters of addresses in a text, such as those of signed addresses in a reply.
var secretValue = regexp.MustCompile(`([?&]|\\u0026)([A-Za-z0-9_-]+)=([^&"'\\\s<>]+)`)

// mask hides secrets in what is shown and recorded: the values of secret members, and the account's own secrets wherever they stand.
type mask struct{ secrets []string }

// newMask makes a mask for the values that must not be shown.
func newMask(secrets []string) mask {
	var forms []string
	for _, secret := range secrets {
		if len(secret) < 4 { // would hide half of every text
			continue
		}
		quoted, _ := json.Marshal(secret)
		forms = append(forms, secret, url.QueryEscape(secret), strings.Trim(string(quoted), `"`), strings.ReplaceAll(secret, "/", `\/`))
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) })
	return mask{secrets: slices.Compact(forms)}
}

// text hides secrets in a text, which may be JSON or hold addresses.
func (m mask) text(text string) string {
	text = secretMember.ReplaceAllStringFunc(text, func(member string) string {
		parts := secretMember.FindStringSubmatch(member)
		if parts[3] == "" || !isSecret(parts[1]) {
			return member
		}
		return `"` + parts[1] + `"` + parts[2] + `"` + hidden + `"`
	})
	text = secretValue.ReplaceAllStringFunc(text, func(parameter string) string {
		parts := secretValue.FindStringSubmatch(parameter)
		if !isSecret(parts[2]) {
			return parameter
		}
		return parts[1] + parts[2] + "=" + hidden
	})
	for _, secret := range m.secrets {
		text = strings.ReplaceAll(text, secret, hidden)
	}
	return text
}

// values returns a query or form with its secrets hidden, as text.
func (m mask) values(values url.Values) string {
	return m.text(strings.ReplaceAll(maskedValues(values).Encode(), url.QueryEscape(hidden), hidden))
}

func maskedValues(values url.Values) url.Values {
	out := url.Values{}
	for name, all := range values {
		for _, value := range all {
			if isSecret(name) && value != "" {
				value = hidden
			}
			out.Add(name, value)
		}
	}
	return out
}

// parameters returns a copy of decoded parameters with the secrets hidden, at every depth.
func (m mask) parameters(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, value := range v {
			if text, is := value.(string); isSecret(name) && (!is || text != "") && value != nil {
				value = hidden
			}
			out[name] = m.parameters(value)
		}
		return out
	case map[string]string:
		out := make(map[string]any, len(v))
		for name, value := range v {
			if isSecret(name) && value != "" {
				value = hidden
			}
			out[name] = m.parameters(value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = m.parameters(value)
		}
		return out
	case string:
		return m.text(v)
	default:
		return v
	}
}
