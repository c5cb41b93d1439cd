package explain

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// What a decoded request may hold, so that a log of them stays small: values in all, and bytes of one text.
const (
	mostValues = 2_000
	mostOfText = 4 << 10
)

// mostDecoded is how long a body may be to be decoded; of a longer one its length alone is said.
const mostDecoded = 1 << 20

// Decode returns what a request says, for encoding/json: its parameters, a signMsg opened, a token's claims. Signatures, tokens and
// passwords are ***. It never fails: what cannot be read is left out or given as it is.
func Decode(vendor string, keys Keys, r *Request) any {
	if r == nil {
		return nil
	}
	in := newInquiry(vendor, keys, r)
	in.budget.most = mostTried
	out := map[string]any{"method": r.Method, "path": in.veil.hide(in.url.Path)}
	if query := formPairs(in.url.RawQuery, inQuery); len(query) > 0 {
		out["query"] = in.decodedPairs(query)
	}
	if body := in.decodedBody(); body != nil {
		out["body"] = body
	}
	if headers := in.decodedHeaders(); len(headers) > 0 {
		out["headers"] = headers
	}
	if token := in.decodedToken(); token != nil {
		out["token"] = token
	}
	return out
}

func (in *inquiry) decodedBody() any {
	body := in.request.Body
	if len(body) > mostDecoded {
		return map[string]any{"bytes": len(body)}
	}
	pairs, kind := bodyPairs(in.request)
	switch kind {
	case noBody:
		return nil
	case jsonBody:
		if value, ok := readJSON(body); ok {
			return in.masked("", value)
		}
	case formBody, multipartBody:
		return in.decodedPairs(pairs)
	}
	return map[string]any{"bytes": len(body)}
}

// decodedPairs returns parameters by name; one that came several times is a list. A signMsg is opened.
func (in *inquiry) decodedPairs(pairs []pair) map[string]any {
	out := map[string]any{}
	for _, p := range pairs {
		if in.values > mostValues {
			break
		}
		value := in.masked(p.name, p.value)
		if p.from == inFile {
			value = map[string]any{"file": in.veil.hide(p.value)}
		}
		if p.name == "signMsg" {
			if opened := in.openedSignMsg(p.value); opened != nil {
				value = opened
			}
		}
		switch before := out[p.name].(type) {
		case nil:
			out[p.name] = value
		case []any:
			out[p.name] = append(before, value)
		default:
			out[p.name] = []any{before, value}
		}
	}
	return out
}

// isCredential reports whether a value of this name proves something: a secret, or a signature.
func isCredential(name string) bool {
	lower := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	switch lower {
	case "sign", "signature", "safekey", "signmsg", "checkcode", "authorization", "xeeosign", "xagoratoken", "cookie", "setcookie", "mac", "signkey", "checksum", "appsign":
		return true
	}
	return isSecretName(name)
}

// masked returns a value of JSON with its credentials as ***, at every depth, within JSON that a text holds too. What is too much is …
func (in *inquiry) masked(name string, value any) any {
	if in.values++; in.values > mostValues {
		return "…"
	}
	switch value := value.(type) {
	case string:
		if isCredential(name) && value != "" {
			return hidden
		}
		if trimmed := strings.TrimSpace(value); len(trimmed) > 1 && (trimmed[0] == '{' || trimmed[0] == '[') {
			if within, ok := readJSON([]byte(trimmed)); ok {
				return in.masked(name, within)
			}
		}
		return part(readable(in.veil.hide(value)), mostOfText)
	case json.Number:
		if isCredential(name) {
			return hidden
		}
		if text := value.String(); in.veil.hide(text) != text {
			return hidden
		}
		return value
	case map[string]any:
		out := make(map[string]any, len(value))
		for _, member := range slices.Sorted(maps.Keys(value)) {
			if in.values > mostValues {
				break
			}
			within := value[member]
			out[in.veil.hide(member)] = in.masked(member, within)
		}
		return out
	case []any:
		out := make([]any, len(value))
		for i, within := range value {
			if out[i] = in.masked(name, within); in.values > mostValues {
				return out[:i+1]
			}
		}
		return out
	}
	return value
}

// readJSON reads a value that is not nested deeper than anybody's request is.
func readJSON(text []byte) (value any, ok bool) {
	depth, deepest, inText := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case !inText && (c == '{' || c == '['):
			depth++
			deepest = max(deepest, depth)
		case !inText && (c == '}' || c == ']'):
			depth--
		}
	}
	if deepest > 100 {
		return nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return nil, false
	}
	return value, !decoder.More()
}

// decodedHeaders returns the headers that a vendor reads.
func (in *inquiry) decodedHeaders() map[string]any {
	out := map[string]any{}
	for name, values := range in.request.Header {
		switch canonical := http.CanonicalHeaderKey(name); canonical {
		case "Content-Type", "X-Eeo-Uid", "X-Eeo-Ts", "X-Eeo-Sign", "X-Agora-Uid", "X-Agora-Token", "Authorization":
			out[canonical] = in.masked(canonical, strings.Join(values, ", "))
		}
	}
	return out
}
