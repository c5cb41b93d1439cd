package explain_test

import (
	"strings"
	"testing"
)

// The encoders of other languages, as they encode one value. Made with PHP 8.2, Python 3.11, Node 20 and Java 17 or the like; what is
// sent is the value.
func TestEncodersOfOtherLanguages(t *testing.T) {
	const value = "http://a.example.com/~x?q=测 b*(!)'&c=d+e"
	for name, test := range map[string]struct{ mistake, encoded string }{
		"PHP's urlencode":             {"values-url-encoded", "http%3A%2F%2Fa.example.com%2F%7Ex%3Fq%3D%E6%B5%8B+b%2A%28%21%29%27%26c%3Dd%2Be"},
		"PHP's rawurlencode":          {"values-url-encoded", "http%3A%2F%2Fa.example.com%2F~x%3Fq%3D%E6%B5%8B%20b%2A%28%21%29%27%26c%3Dd%2Be"},
		"Python's quote":              {"values-url-encoded", "http%3A//a.example.com/~x%3Fq%3D%E6%B5%8B%20b%2A%28%21%29%27%26c%3Dd%2Be"},
		"Python's quote_plus":         {"values-url-encoded", "http%3A%2F%2Fa.example.com%2F~x%3Fq%3D%E6%B5%8B+b%2A%28%21%29%27%26c%3Dd%2Be"},
		"encodeURIComponent":          {"values-url-encoded", "http%3A%2F%2Fa.example.com%2F~x%3Fq%3D%E6%B5%8B%20b*(!)'%26c%3Dd%2Be"},
		"encodeURI":                   {"values-url-encoded", "http://a.example.com/~x?q=%E6%B5%8B%20b*(!)'&c=d+e"},
		"URLSearchParams, URLEncoder": {"values-url-encoded", "http%3A%2F%2Fa.example.com%2F%7Ex%3Fq%3D%E6%B5%8B+b*%28%21%29%27%26c%3Dd%2Be"},
		".NET":                        {"values-url-encoded", strings.ToLower("http%3A%2F%2Fa.example.com%2F~x%3Fq%3D%E6%B5%8B+b%2A%28%21%29%27%26c%3Dd%2Be")},
		"PHP's htmlspecialchars":      {"values-html-escaped", "http://a.example.com/~x?q=测 b*(!)&#039;&amp;c=d+e"},
		"Python's html.escape":        {"values-html-escaped", "http://a.example.com/~x?q=测 b*(!)&#x27;&amp;c=d+e"},
		"PHP's json_encode":           {"values-json-escaped", `http:\/\/a.example.com\/~x?q=\u6d4b b*(!)'&c=d+e`},
		"Python's json.dumps":         {"values-json-escaped", `http://a.example.com/~x?q=\u6d4b b*(!)'&c=d+e`},
	} {
		t.Run(name, func(t *testing.T) {
			sent := []field{{"partner_id", "12345678"}, {"timestamp", "1501572288"}, {"url", value}}
			signed := "partner_id=12345678&timestamp=1501572288&url=" + test.encoded + partnerText
			checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "POST", createRoom, formType, formOf(sent, md5Of(signed+partnerKey))),
				told{mistake: test.mistake, actual: signed + "***", expected: plainText(sent) + partnerText + "***"})
		})
	}
}
