package explain_test

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

func baijiayunKeys() explain.Keys {
	return explain.Keys{"BAIJIAYUN_PARTNER_ID": "12345678", "BAIJIAYUN_PARTNER_KEY": "Inven+ted/Partner$KEY1==", "BAIJIAYUN_SECRET_KEY": "an-invented-secret-key",
		"BAIJIAYUN_DOMAIN": "e1234"}
}

// field is a parameter in the order in which a test's client sends it.
type field struct{ name, value string }

// roomFields are those of the document's example.
func roomFields() []field {
	return []field{{"title", "测试教室"}, {"start_time", "1501575608"}, {"end_time", "1501579208"}, {"type", "2"}, {"partner_id", "12345678"}, {"timestamp", "1501572288"}}
}

func sortedFields(fields []field) []field {
	out := slices.Clone(fields)
	slices.SortFunc(out, func(a, b field) int { return strings.Compare(a.name, b.name) })
	return out
}

// plainText joins fields as the document says.
func plainText(fields []field) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.name+"="+f.value)
	}
	return strings.Join(parts, "&")
}

func formOf(fields []field, sign string) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, url.QueryEscape(f.name)+"="+url.QueryEscape(f.value))
	}
	if sign != "" {
		parts = append(parts, "sign="+url.QueryEscape(sign))
	}
	return strings.Join(parts, "&")
}

const (
	formType    = "application/x-www-form-urlencoded"
	jsonType    = "application/json"
	createRoom  = "https://e1234.at.baijiayun.com/openapi/room/create"
	rightRoom   = "end_time=1501579208&partner_id=12345678&start_time=1501575608&timestamp=1501572288&title=测试教室&type=2&partner_key=***"
	partnerKey  = "Inven+ted/Partner$KEY1=="
	partnerText = "&partner_key="
)

func TestBaijiayunPublishedExample(t *testing.T) {
	published := "rLkIPaQjxSwRQmC/ITnHh8i2rifmmbFIVsYw03SSi24zAnkrAd0ZNb2rcTzI2avy7+AmNJDdLmzU89zKUAP3Xg=="
	keys := explain.Keys{"BAIJIAYUN_PARTNER_ID": "12345678", "BAIJIAYUN_PARTNER_KEY": published}
	right := request(t, "POST", createRoom, formType, formOf(roomFields(), "5b78486597c679b0c6256da014af1260"))
	checkMistake(t, "baijiayun", keys, right, told{})
	// The digest that the document prints was made of a text that a browser had damaged.
	printed := request(t, "POST", createRoom, formType, formOf(roomFields(), "70d60aca82bedd5a10a64247c3d464b1"))
	checkMistake(t, "baijiayun", keys, printed, told{mistake: "times-eaten-by-html",
		actual: "end_time=1501579208&partner_id=12345678&start_time=1501575608×tamp=1501572288&title=测试教室&type=2&partner_key=***"})
}

// Each client signs in its own few lines, with an error. What it signs is a function of the key, so that the test can write it with ***.
func TestBaijiayunMistakesOfTheText(t *testing.T) {
	room := roomFields()
	with := func(more ...field) []field { return append(roomFields(), more...) }
	for name, test := range map[string]struct {
		mistake string
		sent    []field
		signed  func(key string) string
	}{
		"as it was sent": {"order-as-sent", room, func(k string) string { return plainText(room) + partnerText + k }},
		"whole texts sorted": {"order-by-joined-text", with(field{"a1", "x"}, field{"a", "y"}), func(k string) string {
			var parts []string
			for _, f := range with(field{"a1", "x"}, field{"a", "y"}) {
				parts = append(parts, f.name+"="+f.value)
			}
			slices.Sort(parts)
			return strings.Join(parts, "&") + partnerText + k
		}},
		"descending": {"order-reversed", room, func(k string) string {
			down := sortedFields(room)
			slices.Reverse(down)
			return plainText(down) + partnerText + k
		}},
		"letters of both cases": {"order-ignores-case", with(field{"Zone", "1"}), func(k string) string {
			fields := with(field{"Zone", "1"})
			slices.SortFunc(fields, func(a, b field) int { return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
			return plainText(fields) + partnerText + k
		}},
		"urlencode": {"values-url-encoded", room, func(k string) string {
			return strings.Replace(plainText(sortedFields(room)), "测试教室", url.QueryEscape("测试教室"), 1) + partnerText + k
		}},
		"encodeURIComponent": {"values-url-encoded", with(field{"notice", "a (b) c!"}), func(k string) string {
			text := strings.Replace(plainText(sortedFields(with(field{"notice", "a (b) c!"}))), "a (b) c!", "a%20(b)%20c!", 1)
			return strings.Replace(text, "测试教室", url.QueryEscape("测试教室"), 1) + partnerText + k
		}},
		"json_encode": {"values-json-escaped", room, func(k string) string {
			return strings.Replace(plainText(sortedFields(room)), "测试教室", `\u6d4b\u8bd5\u6559\u5ba4`, 1) + partnerText + k
		}},
		"htmlspecialchars": {"values-html-escaped", with(field{"notice", "A<B"}), func(k string) string {
			return strings.Replace(plainText(sortedFields(with(field{"notice", "A<B"}))), "A<B", "A&lt;B", 1) + partnerText + k
		}},
		"trim": {"values-trimmed", with(field{"notice", " hello "}), func(k string) string {
			return strings.Replace(plainText(sortedFields(with(field{"notice", " hello "}))), " hello ", "hello", 1) + partnerText + k
		}},
		"a float64": {"numbers-in-scientific-notation", []field{{"partner_id", "12345678"}, {"timestamp", "1501572288"}}, func(k string) string {
			return "partner_id=1.2345678e+07&timestamp=1.501572288e+09" + partnerText + k
		}},
		"empty values left out": {"empty-values-skipped", with(field{"template_name", ""}), func(k string) string {
			return plainText(sortedFields(room)) + partnerText + k
		}},
		"falsy values left out": {"zero-values-skipped", with(field{"user_number", "0"}), func(k string) string {
			return plainText(sortedFields(room)) + partnerText + k
		}},
		"null signed and not sent": {"parameter-not-sent", room, func(k string) string {
			return plainText(sortedFields(with(field{"user_avatar", ""}))) + partnerText + k
		}},
		"added after signing": {"parameter-not-signed", with(field{"debug", "on"}), func(k string) string { return plainText(sortedFields(room)) + partnerText + k }},
		"no timestamp":        {"timestamp-not-signed", room, func(k string) string { return plainText(sortedFields(room[:5])) + partnerText + k }},
		"sign signed":         {"sign-signed", room, func(k string) string { return plainText(sortedFields(with(field{"sign", ""}))) + partnerText + k }},
		"the clock read twice": {"another-time-signed", room, func(k string) string {
			return strings.Replace(plainText(sortedFields(room)), "1501572288", "1501572287", 1) + partnerText + k
		}},
		"milliseconds signed": {"milliseconds-signed", room, func(k string) string {
			return strings.Replace(plainText(sortedFields(room)), "1501572288", "1501572288000", 1) + partnerText + k
		}},
		"key= as others do": {"key-under-another-name", room, func(k string) string { return plainText(sortedFields(room)) + "&key=" + k }},
		"key as it is":      {"key-without-name", room, func(k string) string { return plainText(sortedFields(room)) + k }},
		"key first":         {"key-first", room, func(k string) string { return "partner_key=" + k + "&" + plainText(sortedFields(room)) }},
		"key sorted in":     {"key-sorted-in", room, func(k string) string { return plainText(sortedFields(with(field{"partner_key", k}))) }},
		"no key":            {"key-missing", room, func(string) string { return plainText(sortedFields(room)) }},
		"&amp;": {"ampersands-html-escaped", room, func(k string) string {
			return strings.ReplaceAll(plainText(sortedFields(room))+partnerText+k, "&", "&amp;")
		}},
		"values alone": {"values-only", room, func(k string) string {
			return "1501579208" + "12345678" + "1501575608" + "1501572288" + "测试教室" + "2" + partnerText + k
		}},
		"no ampersand, no sort": {"order-as-sent+joined-without-ampersands", room, func(k string) string {
			return strings.ReplaceAll(plainText(room), "&", "") + partnerText + k
		}},
		"encoded and as sent": {"values-url-encoded+order-as-sent", room, func(k string) string {
			return strings.Replace(plainText(room), "测试教室", url.QueryEscape("测试教室"), 1) + partnerText + k
		}},
		"empties out, as sent": {"order-as-sent+empty-values-skipped", with(field{"template_name", ""}), func(k string) string { return plainText(room) + partnerText + k }},
		"three at once": {"values-url-encoded+order-as-sent+key-under-another-name", room, func(k string) string {
			return strings.Replace(plainText(room), "测试教室", url.QueryEscape("测试教室"), 1) + "&key=" + k
		}},
	} {
		t.Run(name, func(t *testing.T) {
			expected := strings.ReplaceAll(plainText(sortedFields(test.sent))+partnerText+"***", "sign=&", "")
			sent := request(t, "POST", createRoom, formType, formOf(test.sent, md5Of(test.signed(partnerKey))))
			v := checkMistake(t, "baijiayun", baijiayunKeys(), sent, told{mistake: test.mistake, expected: expected, actual: test.signed("***")})
			assert.GreaterOrEqual(t, v.Differs, 0)
			assert.Equal(t, "md5-sorted", v.Scheme)
		})
	}
}

func TestBaijiayunMistakesOfTheKeyAndDigest(t *testing.T) {
	text := plainText(sortedFields(roomFields())) + partnerText
	mac := hmac.New(md5.New, []byte(partnerKey))
	mac.Write([]byte(text + partnerKey))
	for name, test := range map[string]struct{ mistake, sign, actual string }{
		"strtoupper":           {"digest-upper-case", strings.ToUpper(md5Of(text + partnerKey)), "upper(md5(" + text + "***))"},
		"16 characters":        {"digest-16-characters", md5Of(text + partnerKey)[8:24], "md5(" + text + "***)[8:24]"},
		"md5 of md5":           {"digest-twice", md5Of(md5Of(text + partnerKey)), "md5(md5(" + text + "***))"},
		"HMAC":                 {"digest-hmac", hex.EncodeToString(mac.Sum(nil)), "hmac-md5(***, " + text + "***)"},
		"the other key":        {"another-key", md5Of(text + "an-invented-secret-key"), text + "***[BAIJIAYUN_SECRET_KEY]"},
		"a file's newline":     {"secret-with-newline", md5Of(text + partnerKey + "\n"), text + `***\n`},
		"urlencode of the key": {"secret-url-encoded", md5Of(text + url.QueryEscape(partnerKey)), text + "***[URL-encoded]"},
		"+ became a blank":     {"secret-url-decoded", md5Of(text + "Inven ted/Partner$KEY1=="), text + "***[URL-decoded]"},
		"cut when copied":      {"secret-cut", md5Of(text + partnerKey[:20]), text + "***[cut]"},
		"without ==":           {"secret-without-padding", md5Of(text + strings.TrimRight(partnerKey, "=")), text + "***[without =]"},
		"eaten by the shell":   {"secret-cut-by-shell", md5Of(text + "Inven+ted/Partner=="), text + "***[$… gone]"},
		"1 taken for l":        {"secret-mistyped", md5Of(text + "Inven+ted/Partner$KEYl=="), text + "***[mistyped]"},
		"not set":              {"secret-missing", md5Of(text), text},
	} {
		t.Run(name, func(t *testing.T) {
			sent := request(t, "POST", createRoom, formType, formOf(roomFields(), test.sign))
			checkMistake(t, "baijiayun", baijiayunKeys(), sent, told{mistake: test.mistake, actual: test.actual})
		})
	}
}

func TestBaijiayunMistakesOfTheRequest(t *testing.T) {
	rightSign := func(fields []field) string { return md5Of(plainText(sortedFields(fields)) + partnerText + partnerKey) }
	room := roomFields()
	replaced := func(name, value string) []field {
		fields := roomFields()
		for i := range fields {
			if fields[i].name == name {
				fields[i].value = value
			}
		}
		return fields
	}
	stamped := replaced("timestamp", "1501572288000")
	other := replaced("partner_id", "87654321")
	for name, test := range map[string]struct{ mistake, address, contentType, body string }{
		"no sign":             {"sign-missing", createRoom, formType, formOf(room, "")},
		"Sign":                {"sign-under-another-name", createRoom, formType, formOf(room, "") + "&Sign=" + rightSign(room)},
		"sign in the query":   {"sign-in-the-query", createRoom + "?sign=" + rightSign(room), formType, formOf(room, "")},
		"JSON":                {"json-body-instead-of-form", createRoom, jsonType, `{"title":"x","sign":"` + rightSign(room) + `"}`},
		"milliseconds":        {"timestamp-in-milliseconds", createRoom, formType, formOf(stamped, rightSign(stamped))},
		"another account":     {"partner-id-of-another-account", createRoom, formType, formOf(other, rightSign(other))},
		"another's domain":    {"wrong-host", "https://e9999.at.baijiayun.com/openapi/room/create", formType, formOf(room, rightSign(room))},
		"the old host":        {"wrong-host", "https://api.baijiacloud.com/openapi/room/create", formType, formOf(room, rightSign(room))},
		"no partner_id":       {"parameter-missing", createRoom, formType, formOf([]field{{"timestamp", "1501572288"}}, "00")},
		"ts":                  {"parameter-under-another-name", createRoom, formType, formOf([]field{{"partner_id", "12345678"}, {"ts", "1501572288"}}, "00")},
		"secret_key is wrong": {"another-key", "https://e1234.at.baijiayun.com/openapi/partner/createkey", formType, "partner_id=12345678&secret_key=" + url.QueryEscape(partnerKey)},
		"called JSON":         {"content-type-is-not-form", createRoom, jsonType, formOf(room, rightSign(room))},
		"nobody's error":      {"unknown", createRoom, formType, formOf(room, strings.Repeat("0", 32))},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "POST", test.address, test.contentType, test.body), told{mistake: test.mistake})
		})
	}
}

func TestBaijiayunUnknownSaysWhatWasTried(t *testing.T) {
	sent := request(t, "POST", createRoom, formType, formOf(roomFields(), strings.Repeat("0", 32)))
	v := checkMistake(t, "baijiayun", baijiayunKeys(), sent, told{mistake: "unknown", expected: rightRoom})
	assert.Empty(t, v.Actual)
	assert.Greater(t, v.Tried, 1000)
}

func TestBaijiayunFiles(t *testing.T) {
	body := func(sign string) string {
		var b strings.Builder
		for _, f := range append(sortedFields(roomFields()), field{"sign", sign}) {
			b.WriteString("--xx\r\nContent-Disposition: form-data; name=\"" + f.name + "\"\r\n\r\n" + f.value + "\r\n")
		}
		b.WriteString("--xx\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n--xx--\r\n")
		return b.String()
	}
	text := plainText(sortedFields(roomFields())) + partnerText
	right := request(t, "POST", createRoom, "multipart/form-data; boundary=xx", body(md5Of(text+partnerKey)))
	checkMistake(t, "baijiayun", baijiayunKeys(), right, told{expected: ""})
	signed := request(t, "POST", createRoom, "multipart/form-data; boundary=xx", body(md5Of("attachment=a.pdf&"+text+partnerKey)))
	checkMistake(t, "baijiayun", baijiayunKeys(), signed, told{mistake: "files-signed", expected: text + "***", actual: "attachment=a.pdf&" + text + "***"})
}

func TestBaijiayunEnterAddress(t *testing.T) {
	enter := "https://e1234.at.baijiayun.com/web/room/enter?"
	visitor := []field{{"room_id", "123"}, {"user_number", "7"}, {"user_name", "张三"}, {"user_role", "0"}, {"user_avatar", ""}}
	text := plainText(sortedFields(visitor)) + partnerText
	checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "GET", enter+formOf(visitor, md5Of(text+partnerKey)), "", ""), told{})
	skipped := strings.Replace(text, "user_avatar=&", "", 1)
	checkMistake(t, "baijiayun", baijiayunKeys(), request(t, "GET", enter+formOf(visitor, md5Of(skipped+partnerKey)), "", ""),
		told{mistake: "empty-values-skipped", expected: text + "***", actual: skipped + "***"})
}

func TestBaijiayunCallbacks(t *testing.T) {
	event := []field{{"room_id", "123"}, {"op", "start"}, {"op_time", "2017-08-01 15:24:48"}, {"qid", "201708011524480000000001"}, {"timestamp", "1501572288"}}
	text := plainText(sortedFields(event)) + partnerText
	explained := func(body string) *explain.Verdict {
		v, err := explain.ExplainCallback("baijiayun", baijiayunKeys(), request(t, "POST", "https://example.com/callback", formType, body))
		require.NoError(t, err)
		return v
	}
	v := explained(formOf(event, md5Of(text+partnerKey)))
	checkVerdict(t, baijiayunKeys(), v, told{})
	assert.Equal(t, "callback-md5-sorted", v.Scheme)
	checkVerdict(t, baijiayunKeys(), explained(formOf(event, md5Of(text+"an-invented-secret-key"))), told{mistake: "another-key", expected: text + "***"})
	checkVerdict(t, baijiayunKeys(), explained(formOf(append(event, field{"route", "callback"}), md5Of(text+partnerKey))), told{mistake: "parameter-not-signed", actual: text + "***"})
	checkVerdict(t, baijiayunKeys(), explained("access_key=abc&room_id=1"), told{mistake: "callback-is-not-signed"})
}

func TestBaijiayunClockIsNoted(t *testing.T) {
	sent := request(t, "POST", createRoom, formType, formOf(roomFields(), md5Of(plainText(sortedFields(roomFields()))+partnerText+partnerKey)))
	sent.Time = arrived().Add(10 * time.Minute)
	v := checkMistake(t, "baijiayun", baijiayunKeys(), sent, told{})
	require.Len(t, v.Notes, 1)
	assert.Contains(t, v.Notes[0].EN, "10m0s")
}

func TestKeysThatAreMissing(t *testing.T) {
	keys := baijiayunKeys()
	delete(keys, "BAIJIAYUN_PARTNER_KEY")
	_, err := explain.Explain("baijiayun", keys, request(t, "POST", createRoom, formType, formOf(roomFields(), "00")))
	require.ErrorIs(t, err, explain.ErrKeys)
	assert.ErrorContains(t, err, "BAIJIAYUN_PARTNER_KEY")
	_, err = explain.Explain("nobody", keys, &explain.Request{})
	require.ErrorIs(t, err, explain.ErrVendor)
	_, err = explain.Explain("baijiayun", keys, nil)
	require.Error(t, err)
}
