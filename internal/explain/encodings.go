package explain

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
)

// What encoders of other languages do that Go's do not.
var (
	plainInEncodeURIComponent = strings.NewReplacer("%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")
	plainInEncodeURI          = strings.NewReplacer("%3B", ";", "%2C", ",", "%2F", "/", "%3F", "?", "%3A", ":", "%40", "@", "%26", "&", "%3D", "=", "%2B", "+", "%24", "$", "%23", "#")
	escapedByGo               = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&")
	escapedByPHP              = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#039;")
	escapedByPython           = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;")
)

// rawURLEncode is PHP's rawurlencode, and Python's quote without safe characters.
func rawURLEncode(v string) string { return strings.ReplaceAll(url.QueryEscape(v), "+", "%20") }

// encodeURIComponent is JavaScript's.
func encodeURIComponent(v string) string {
	return plainInEncodeURIComponent.Replace(rawURLEncode(v))
}

// encodeURI is JavaScript's, which leaves what divides an address.
func encodeURI(v string) string { return plainInEncodeURI.Replace(encodeURIComponent(v)) }

// urlEncodePHP is PHP's urlencode.
func urlEncodePHP(v string) string { return strings.ReplaceAll(url.QueryEscape(v), "~", "%7E") }

// urlEncodeJava is Java's URLEncoder, and JavaScript's URLSearchParams.
func urlEncodeJava(v string) string { return strings.ReplaceAll(urlEncodePHP(v), "%2A", "*") }

// quotePython is Python's quote, which leaves slashes.
func quotePython(v string) string { return strings.ReplaceAll(rawURLEncode(v), "%2F", "/") }

func lowerEscapes(v string) string {
	b := []byte(v)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(string(b[i+1:i+3])))
			i += 2
		}
	}
	return string(b)
}

// jsonEscaped writes a text as json.dumps and json_encode do, without the quotes.
func jsonEscaped(v string) string {
	quoted, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var b strings.Builder
	for _, r := range escapedByGo.Replace(string(quoted[1 : len(quoted)-1])) {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			b.WriteString(`\u` + strconv.FormatInt(int64(high), 16) + `\u` + strconv.FormatInt(int64(low), 16))
		default:
			digits := strconv.FormatInt(int64(r), 16)
			b.WriteString(`\u` + strings.Repeat("0", 4-len(digits)) + digits)
		}
	}
	return b.String()
}
