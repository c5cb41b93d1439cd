package explain_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// parsed reads a text, and fails the test if that fails.
func parsed(t *testing.T, vendor, text string) *explain.Request {
	t.Helper()
	r, err := explain.Parse(vendor, text)
	require.NoError(t, err)
	assert.True(t, r.Time.IsZero())
	return r
}

func TestParseCurl(t *testing.T) {
	for name, test := range map[string]struct{ text, method, address, contentType, body string }{
		"as browsers copy it": {"curl 'https://a.example.com/p?x=1' \\\n  -X POST \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{\"a\":\"it'\\''s\"}' --compressed",
			"POST", "https://a.example.com/p?x=1", "application/json", `{"a":"it's"}`},
		"-d":                      {`curl -s -d a=1 -d 'b=2 3' https://a.example.com/p`, "POST", "https://a.example.com/p", formType, "a=1&b=2 3"},
		"joined short options":    {`curl -sSkXPUT -da=1 https://a.example.com/p`, "PUT", "https://a.example.com/p", formType, "a=1"},
		"--data-urlencode":        {`curl https://a.example.com/p --data-urlencode 'title=测试 &' --data-urlencode "=x y" --data-urlencode plain`, "POST", "https://a.example.com/p", formType, "title=%E6%B5%8B%E8%AF%95%20%26&x%20y&plain"},
		"$'…'":                    {`curl https://a.example.com/p --data-binary $'a=\u6d4b\n\x41\'' `, "POST", "https://a.example.com/p", formType, "a=测\nA'"},
		`"…"`:                     {`curl "https://a.example.com/p" -d "a=\"1\" \$x \n"`, "POST", "https://a.example.com/p", formType, `a="1" $x \n`},
		"-G":                      {`curl -G https://a.example.com/p?x=1 -d a=1 --data-urlencode 'b= '`, "GET", "https://a.example.com/p?x=1&a=1&b=%20", "", ""},
		"--url, -L and a pipe":    {`curl -L --url https://a.example.com/p --max-time 5 -o out.json | jq .`, "GET", "https://a.example.com/p", "", ""},
		"--json":                  {`curl --json '{"a":1}' a.example.com/p`, "POST", "http://a.example.com/p", "application/json", `{"a":1}`},
		"long options with =":     {`curl --request=POST --data=a=1 --header='Content-Type: text/plain' https://a.example.com/`, "POST", "https://a.example.com/", "text/plain", "a=1"},
		"Windows's line ends":     {"curl https://a.example.com/p ^\r\n -d a=1", "POST", "https://a.example.com/p", formType, "a=1"},
		"cmd's quotes":            {"curl ^\"https://a.example.com/p?x=1^&y=2^\" ^\r\n  -H ^\"Content-Type: text/plain^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"", "POST", "https://a.example.com/p?x=1&y=2", "text/plain", `{"a":1}`},
		"a prompt before it":      {"$ /usr/bin/curl https://a.example.com/p -d a=1", "POST", "https://a.example.com/p", formType, "a=1"},
		"-d @ in the raw variant": {`curl https://a.example.com/p --data-raw @x=1`, "POST", "https://a.example.com/p", formType, "@x=1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := parsed(t, "baijiayun", test.text)
			assert.Equal(t, test.method, r.Method)
			assert.Equal(t, test.address, r.URL.String())
			assert.Equal(t, test.contentType, r.Header.Get("Content-Type"))
			assert.Equal(t, test.body, string(r.Body))
		})
	}
}

func TestParseCurlForms(t *testing.T) {
	r := parsed(t, "baijiayun", `curl https://a.example.com/p -u user:pass -F title=测试 -F 'attachment=@/home/me/slides.pdf;type=application/pdf' --form-string sign=@0`)
	assert.Equal(t, "Basic dXNlcjpwYXNz", r.Header.Get("Authorization"))
	assert.Equal(t, map[string]any{"title": "测试", "attachment": map[string]any{"file": "slides.pdf"}, "sign": "***"},
		explain.Decode("baijiayun", explain.Keys{}, r).(map[string]any)["body"])
}

func TestParseRawRequests(t *testing.T) {
	r := parsed(t, "classin", "POST /partner/api/course.api.php?action=register HTTP/1.1\r\nHost: api.eeo.cn\r\nContent-Type: application/x-www-form-urlencoded\r\nX-A: 1\r\nX-A: 2\r\n\r\nSID=1&x=2\r\n")
	assert.Equal(t, "POST", r.Method)
	assert.Equal(t, "https://api.eeo.cn/partner/api/course.api.php?action=register", r.URL.String())
	assert.Equal(t, []string{"1", "2"}, r.Header.Values("X-A"))
	assert.Equal(t, "SID=1&x=2", string(r.Body))

	r = parsed(t, "agora", "PUT https://api.agora.io/cn/edu HTTP/1.1\nx-agora-uid: u\n")
	assert.Equal(t, "https://api.agora.io/cn/edu", r.URL.String())
	assert.Equal(t, "u", r.Header.Get("X-Agora-Uid"))
	assert.Empty(t, r.Body)

	r = parsed(t, "weclassroom", "POST /x HTTP/1.1\nHost: h\n\na=1\n\nb=2")
	assert.Equal(t, "a=1\n\nb=2", string(r.Body), "an empty line within the body stays")
}

func TestParseAddressesAndBodies(t *testing.T) {
	r := parsed(t, "baijiayun", "https://e1.at.baijiayun.com/web/room/enter?room_id=1&sign=x\n")
	assert.Equal(t, http.MethodGet, r.Method)
	assert.Equal(t, "/web/room/enter", r.URL.Path)
	r = parsed(t, "baijiayun", "\ufeffroom_id=1&sign=x\n")
	assert.Equal(t, http.MethodPost, r.Method)
	assert.Equal(t, "room_id=1&sign=x", string(r.Body))
	r = parsed(t, "aui", `{"username":"a","password":"b"}`)
	assert.Equal(t, "/api/v1/class/login", r.URL.Path)
	r = parsed(t, "classin", "SID=1&safeKey=x&timeStamp=1")
	assert.Equal(t, "/partner/api/course.api.php", r.URL.Path)
}

// An error says what to give.
func TestParseRefuses(t *testing.T) {
	for name, test := range map[string]struct{ vendor, text, says string }{
		"nothing":              {"aui", " \n", "empty"},
		"words":                {"aui", "hello world", "curl"},
		"a file":               {"aui", "curl https://a.example.com -d @body.json", "@"},
		"a file, encoded":      {"aui", "curl https://a.example.com --data-urlencode name@file", "@"},
		"a file in a field":    {"aui", "curl https://a.example.com -F 'a=<file'", "@"},
		"an upload":            {"aui", "curl -T file https://a.example.com", "@"},
		"an open quote":        {"aui", "curl 'https://a.example.com", "quote"},
		"no address":           {"aui", "curl -d a=1", "address"},
		"an option alone":      {"aui", "curl https://a.example.com -d", "-d"},
		"a broken address":     {"aui", "curl 'https://a b.example.com/%zz'", "address"},
		"two addresses":        {"baijiayun", "https://a.example.com/ https://b.example.com/", "alone"},
		"Agora's body":         {"agora", `{"a":1}`, "headers"},
		"AUI's body":           {"aui", `{"user_id":"a"}`, "Authorization"},
		"ClassIn's JSON":       {"classin", `{"courseId":1}`, "X-EEO-SIGN"},
		"headers without body": {"aui", "POST /x HTTP/1.1\nHost: h\na=1", "empty line"},
		"much text":            {"aui", strings.Repeat("a=1&", 2<<20), "MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := explain.Parse(test.vendor, test.text)
			require.ErrorIs(t, err, explain.ErrRequest)
			assert.ErrorContains(t, err, test.says)
		})
	}
	_, err := explain.Parse("nobody", "a=1")
	require.ErrorIs(t, err, explain.ErrVendor)
}

// What curl would send is explained like what arrived.
func TestParsedRequestsAreExplained(t *testing.T) {
	body := formOf(roomFields(), md5Of(plainText(sortedFields(roomFields()))+partnerText+partnerKey))
	for name, text := range map[string]string{
		"curl -d":               "curl " + createRoom + " -d '" + body + "'",
		"curl --data-urlencode": "curl " + createRoom + " --data-urlencode title=测试教室 -d '" + strings.Replace(body, "title="+url.QueryEscape("测试教室")+"&", "", 1) + "'",
		"a raw request":         "POST /openapi/room/create HTTP/1.1\nHost: e1234.at.baijiayun.com\nContent-Type: " + formType + "\n\n" + body + "\n",
		"the body":              body,
		"curl -F":               "curl " + createRoom + " -F '" + strings.ReplaceAll(unescapedForm(t, body), "&", "' -F '") + "'",
	} {
		t.Run(name, func(t *testing.T) {
			v, err := explain.Explain("baijiayun", baijiayunKeys(), parsed(t, "baijiayun", text))
			require.NoError(t, err)
			checkVerdict(t, baijiayunKeys(), v, told{})
		})
	}
}

func unescapedForm(t *testing.T, body string) string {
	t.Helper()
	plain, err := url.QueryUnescape(body)
	require.NoError(t, err)
	return plain
}
