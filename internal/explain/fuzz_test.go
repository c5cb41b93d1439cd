package explain_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

func allKeys() explain.Keys {
	all := explain.Keys{}
	for _, keys := range []explain.Keys{agoraKeys(), auiKeys(), baijiayunKeys(), classinKeys(), weclassroomKeys()} {
		for name, value := range keys {
			all[name] = value
		}
	}
	return all
}

// FuzzExplain gives foreign requests to all that reads requests: nothing panics, nothing fails, no secret shows.
func FuzzExplain(f *testing.F) {
	f.Add("POST", "/openapi/room/create?a=1", formType, "", "", formOf(roomFields(), "00"))
	f.Add("POST", "/partner/api/course.api.php", formType, "", "", classForm("00"))
	f.Add("POST", "/lms/unit/create", jsonType, "X-EEO-SIGN", "00", `{"a":[1],"b":true}`)
	f.Add("POST", "/classroom/create", formType, "", "", "applicationID="+application+"&signMsg="+url.QueryEscape(sealClient{plain: "O:1:{"}.signMsg()))
	f.Add("GET", "/cn/edu/apps/a/v2/rooms/r/users/u", jsonType, "Authorization", "agora token="+token007{}.build(), "")
	f.Add("GET", "/edu", jsonType, "X-Agora-Token", token006{account: "u"}.build(), "")
	f.Add("POST", "/api/v1/class/list", jsonType, "Authorization", "Bearer "+jwtOf(jwtSecret, time.Hour), "{}")
	f.Add("POST", "/api/v1/class/login", jsonType, "", "", `{"username":"a","password":1}`)
	f.Add("POST", "/push", jsonType, "", "", `{"SID":1,"TimeStamp":1,"SafeKey":"x"}`)
	f.Add("PUT", "/x", "multipart/form-data; boundary=b", "", "", "--b\r\nContent-Disposition: form-data; name=\"sign\"\r\n\r\nx\r\n--b--")
	f.Fuzz(func(t *testing.T, method, target, contentType, header, value, body string) {
		at, err := url.Parse(target)
		if err != nil {
			at = nil
		}
		r := &explain.Request{Method: method, URL: at, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body), Time: arrived()}
		if header != "" {
			r.Header.Set(header, value)
		}
		sent := method + target + contentType + header + value + body
		for _, vendor := range explain.Vendors() {
			for _, callback := range []bool{false, true} {
				v, err := explain.ExplainWithin(50, vendor, allKeys(), r, callback)
				require.NoError(t, err)
				assert.NotEmpty(t, v.Summary.EN)
				assert.Equal(t, v.Accepted, v.Mistake == "")
				var b strings.Builder
				require.NoError(t, v.Write(&b, "zh"))
				checkDiffers(t, v)
				noSecretOfOurs(t, sent, v)
			}
			noSecretOfOurs(t, sent, explain.Decode(vendor, allKeys(), r))
		}
	})
}

// noSecretOfOurs fails if a secret shows that the request does not hold.
func noSecretOfOurs(t *testing.T, sent string, said any) {
	t.Helper()
	text, err := json.Marshal(said)
	require.NoError(t, err)
	for name, secret := range allKeys() {
		if strings.Contains(sent, secret) {
			continue
		}
		for _, end := range []string{"KEY", "SECRET", "CERTIFICATE", "PASSWORD"} {
			if strings.HasSuffix(name, end) {
				assert.NotContains(t, string(text), secret)
			}
		}
	}
}

// FuzzParse gives foreign texts to Parse: it never panics, and what it reads can be explained.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"curl -X POST 'https://a/b' -d a=1", "curl $'\\x4'", "POST / HTTP/1.1\n\nx", "https://a/?b=c", "a=1&b", `{"a":1}`, "curl -F a=@b x", "curl \\", "$ curl \"\\u", "curl --data-urlencode"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, vendor := range explain.Vendors() {
			r, err := explain.Parse(vendor, text)
			if err != nil {
				require.ErrorIs(t, err, explain.ErrRequest)
				continue
			}
			_, err = explain.ExplainWithin(5, vendor, allKeys(), r, false)
			require.NoError(t, err)
		}
	})
}

// A hostile request must not keep the explainer: the bound is in bytes, not in time, so that the test is as fast as the machine.
func TestHostileRequestsAreBounded(t *testing.T) {
	const mebibyte = 1 << 20
	var many strings.Builder
	many.WriteString("partner_id=1&timestamp=1501572288&sign=0")
	for i := 0; many.Len() < mebibyte; i++ {
		many.WriteString("&a" + strconv.Itoa(i) + "=b")
	}
	long := "partner_id=1&timestamp=1501572288&sign=0&title=" + strings.Repeat("x", mebibyte)
	sealed := sealClient{plain: `a:1:{s:1:"a";s:1048576:"` + strings.Repeat("y", mebibyte) + `";}`, mac: func(_, _ string) string { return "0" }}.signMsg()
	for name, test := range map[string]struct {
		vendor string
		r      *explain.Request
		most   int // ways tried
	}{
		"many parameters": {"baijiayun", request(t, "POST", createRoom, formType, many.String()), 200},
		"a long value":    {"baijiayun", request(t, "POST", createRoom, formType, long), 40},
		"much JSON":       {"classin", v2Request(t, "0", `{"a":[`+strings.Repeat("1,", mebibyte/2)+`1]}`), 40},
		"a long signMsg":  {"weclassroom", sealRequest(t, sealed), 60},
		"a small one":     {"baijiayun", request(t, "POST", createRoom, formType, formOf(roomFields(), "0")), 20_000},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := explain.Explain(test.vendor, allKeys(), test.r)
			require.NoError(t, err)
			assert.False(t, v.Accepted)
			assert.LessOrEqual(t, v.Tried, test.most)
			text, err := json.Marshal(v)
			require.NoError(t, err)
			assert.Less(t, len(text), 32<<10, "a verdict is kept in memory")
		})
	}
}

// What is long is shown around the first difference.
func TestLongTextsAreCut(t *testing.T) {
	fields := append(roomFields(), field{"aaa", strings.Repeat("测", 5_000)}, field{"zz", "a b"})
	signed := strings.Replace(plainText(sortedFields(fields)), "a b", "a+b", 1)
	signed = strings.Replace(signed, strings.Repeat("测", 5_000), strings.Repeat(url.QueryEscape("测"), 5_000), 1)
	signed = strings.Replace(signed, "测试教室", url.QueryEscape("测试教室"), 1)
	v := checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "POST", createRoom, formType, formOf(fields, md5Of(signed+partnerText+partnerKey))), told{mistake: "values-url-encoded"})
	assert.Less(t, len(v.Expected), 5_000)
	assert.Equal(t, "aaa=", v.Expected[:v.Differs])

	order := append(roomFields(), field{"aaa", strings.Repeat("测", 5_000)})
	skipped := append(order, field{"zz", ""})
	v = checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "POST", createRoom, formType, formOf(skipped, md5Of(plainText(sortedFields(order))+partnerText+partnerKey))), told{mistake: "empty-values-skipped"})
	assert.True(t, strings.HasPrefix(v.Expected, "…"))
	assert.Equal(t, "zz=&partner_key=***", v.Expected[v.Differs:])
}
