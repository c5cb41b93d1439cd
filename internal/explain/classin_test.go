package explain_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

const (
	school     = "1000082"
	classSeal  = "Inv3nted"
	addClass   = "https://api.eeo.cn/partner/api/course.api.php?action=addCourseClass"
	createUnit = "https://api.eeo.cn/lms/unit/create"
)

func classinKeys() explain.Keys {
	return explain.Keys{"CLASSIN_SID": school, "CLASSIN_SECRET": classSeal}
}

// classForm is the body of a call of the first generation.
func classForm(safeKey string) string {
	return "SID=" + school + "&safeKey=" + url.QueryEscape(safeKey) + "&timeStamp=1501572288&courseId=7&className=" + url.QueryEscape("英语 A")
}

func TestClassInSafeKey(t *testing.T) {
	const at = "1501572288"
	right := request(t, "POST", addClass, formType, classForm(md5Of(classSeal+at)))
	v := checkMistake(t, "classin", classinKeys(), right, told{})
	assert.Equal(t, "safekey", v.Scheme)

	for name, test := range map[string]struct{ mistake, safeKey, expected, actual string }{
		"time first":           {"safekey-time-first", md5Of(at + classSeal), "***" + at, at + "***"},
		"upper case":           {"digest-upper-case", strings.ToUpper(md5Of(classSeal + at)), "md5(***" + at + ")", "upper(md5(***" + at + "))"},
		"with SID":             {"safekey-with-sid", md5Of(school + classSeal + at), "***" + at, school + "***" + at},
		"joined by +":          {"safekey-with-separator", md5Of(classSeal + "+" + at), "***" + at, "***+" + at},
		"milliseconds signed":  {"milliseconds-signed", md5Of(classSeal + at + "000"), "***" + at, "***" + at + "000"},
		"the clock read twice": {"another-time-signed", md5Of(classSeal + "1501572287"), "***" + at, "***1501572287"},
		"the secret alone":     {"timestamp-not-signed", md5Of(classSeal), "***" + at, "***"},
		"the time alone":       {"key-missing", md5Of(at), "***" + at, at},
		"as parameters":        {"safekey-as-parameters", md5Of("SECRET=" + classSeal + "&timeStamp=" + at), "***" + at, "SECRET=***&timeStamp=" + at},
		"a file's newline":     {"secret-with-newline", md5Of(classSeal + "\n" + at), "***" + at, `***\n` + at},
		"capital letters":      {"secret-upper-case", md5Of(strings.ToUpper(classSeal) + at), "***" + at, "***[upper case]" + at},
		"md5 of the secret":    {"secret-hashed", md5Of(md5Of(classSeal) + at), "***" + at, "md5(***)" + at},
		"a mistyped letter":    {"secret-mistyped", md5Of("lnv3nted" + at), "***" + at, "***[mistyped]" + at},
		"the rule of v2": {"v2-rule-in-v1-call", md5Of("SID=" + school + "&className=英语 A&courseId=7&timeStamp=" + at + "&key=" + classSeal), "***" + at,
			"SID=" + school + "&className=英语 A&courseId=7&timeStamp=" + at + "&key=***"},
		"upper, time first": {"digest-upper-case+safekey-time-first", strings.ToUpper(md5Of(at + classSeal)), "md5(***" + at + ")", "upper(md5(" + at + "***))"},
		"nobody's error":    {"unknown", strings.Repeat("0", 32), "***" + at, ""},
	} {
		t.Run(name, func(t *testing.T) {
			sent := request(t, "POST", addClass, formType, classForm(test.safeKey))
			v := checkMistake(t, "classin", classinKeys(), sent, told{mistake: test.mistake, expected: test.expected, actual: test.actual})
			assert.Equal(t, test.actual == "", v.Actual == "")
			assert.Empty(t, v.Notes, "the clock is right")
		})
	}
}

// What a client signs is written with ***; it signs the same with its secret.
func TestClassInRarerSafeKeys(t *testing.T) {
	const at = "1501572288"
	for signed, mistake := range map[string]string{
		"secret=***&timeStamp=" + at:                      "safekey-as-parameters",
		"SID=" + school + "&SECRET=***&timeStamp=" + at:   "safekey-as-parameters",
		"SID=" + school + "&timeStamp=" + at + "&key=***": "safekey-as-parameters",
		"sid=" + school + "&timeStamp=" + at + "&key=***": "safekey-as-parameters",
		"SECRET***timeStamp" + at:                         "safekey-names-signed",
		"MD5(***" + at + ")":                              "safekey-names-signed",
		"***" + school + at:                               "safekey-with-sid",
		"***" + at + school:                               "safekey-with-sid",
		school + at + "***":                               "safekey-with-sid",
		"***&" + at:                                       "safekey-with-separator",
		"***:" + at:                                       "safekey-with-separator",
		"***_" + at:                                       "safekey-with-separator",
		"***-" + at:                                       "safekey-with-separator",
		"***." + at:                                       "safekey-with-separator",
		"***|" + at:                                       "safekey-with-separator",
		"***," + at:                                       "safekey-with-separator",
		"***1501572289":                                   "another-time-signed",
		"***1501572286":                                   "another-time-signed",
		"***1501572290":                                   "another-time-signed",
		"***1501572285":                                   "another-time-signed",
		"***1501572291":                                   "another-time-signed",
	} {
		safeKey := md5Of(strings.Replace(signed, "***", classSeal, 1))
		checkMistake(t, "classin", classinKeys(), request(t, "POST", addClass, formType, classForm(safeKey)), told{mistake: mistake, expected: "***" + at, actual: signed})
	}
}

func TestClassInFormsThatAreWrong(t *testing.T) {
	right := md5Of(classSeal + "1501572288")
	milliseconds := "SID=" + school + "&timeStamp=1501572288000&safeKey=" + md5Of(classSeal+"1501572288000")
	for name, test := range map[string]struct{ mistake, method, address, contentType, body string }{
		"milliseconds":      {"timestamp-in-milliseconds", "POST", addClass, formType, milliseconds},
		"JSON":              {"json-body-instead-of-form", "POST", addClass, jsonType, `{"SID":1000082,"timeStamp":1501572288,"safeKey":"` + right + `"}`},
		"in the query":      {"parameters-in-the-query", "POST", addClass + "&" + classForm(right), formType, ""},
		"safekey":           {"parameter-under-another-name", "POST", addClass, formType, strings.Replace(classForm(right), "safeKey", "safekey", 1)},
		"timestamp":         {"parameter-under-another-name", "POST", addClass, formType, strings.Replace(classForm(right), "timeStamp", "timestamp", 1)},
		"no SID":            {"parameter-missing", "POST", addClass, formType, strings.Replace(classForm(right), "SID="+school+"&", "", 1)},
		"another school":    {"sid-of-another-school", "POST", addClass, formType, strings.Replace(classForm(right), school, "7", 1)},
		"PUT":               {"method-is-not-post", "PUT", addClass, formType, classForm(right)},
		"the old host":      {"wrong-host", "POST", strings.Replace(addClass, "api.", "www.", 1), formType, classForm(right)},
		"http":              {"wrong-scheme", "POST", strings.Replace(addClass, "https", "http", 1), formType, classForm(right)},
		"X-EEO-SIGN":        {"v1-signature-in-v2-call", "POST", createUnit, formType, classForm(right)},
		"called text":       {"content-type-is-not-form", "POST", addClass, "text/plain", classForm(right)},
		"formatted as text": {"timestamp-is-not-a-number", "POST", addClass, formType, "SID=" + school + "&timeStamp=2017-08-01&safeKey=" + md5Of(classSeal+"2017-08-01")},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "classin", classinKeys(), request(t, test.method, test.address, test.contentType, test.body), told{mistake: test.mistake})
		})
	}
}

func TestClassInClock(t *testing.T) {
	for name, test := range map[string]struct {
		late    time.Duration
		mistake string
	}{
		"at the window's end": {20 * time.Minute, ""},
		"too late":            {20*time.Minute + time.Second, "clock-behind"},
		"too early":           {-21 * time.Minute, "clock-ahead"},
	} {
		t.Run(name, func(t *testing.T) {
			sent := request(t, "POST", addClass, formType, classForm(md5Of(classSeal+"1501572288")))
			sent.Time = arrived().Add(test.late)
			checkMistake(t, "classin", classinKeys(), sent, told{mistake: test.mistake})
		})
	}
	sent := request(t, "POST", addClass, formType, classForm(md5Of(classSeal+"1501572288")))
	sent.Body = []byte(classForm(md5Of("1501572288" + classSeal)))
	v := checkMistake(t, "classin", classinKeys(), sent, told{mistake: "safekey-time-first"})
	assert.Empty(t, v.Notes)
	sent.Time = arrived().Add(time.Hour)
	v = checkMistake(t, "classin", classinKeys(), sent, told{mistake: "safekey-time-first"})
	require.Len(t, v.Notes, 1, "a clock that is wrong too is noted")
	assert.Contains(t, v.Notes[0].EN, "1h0m0s behind")

	sent = request(t, "POST", addClass, formType, classForm(md5Of(classSeal+"1501572288")))
	sent.Time = time.Time{}
	v = checkMistake(t, "classin", classinKeys(), sent, told{})
	require.Len(t, v.Notes, 1, "a clock that cannot be judged is noted")
	assert.Contains(t, v.Notes[0].EN, "2017-08-01T07:24:48Z")
}

// v2Request is a call of the second generation.
func v2Request(t *testing.T, sign, body string) *explain.Request {
	t.Helper()
	r := request(t, "POST", createUnit, jsonType, body)
	r.Header.Set("X-EEO-UID", school)
	r.Header.Set("X-EEO-TS", "1501572288")
	r.Header.Set("X-EEO-SIGN", sign)
	return r
}

func TestClassInPublishedSignature(t *testing.T) {
	// The vector of the vendor's page on signatures (DOCS/appendix/signature.md).
	keys := explain.Keys{"CLASSIN_SID": school, "CLASSIN_SECRET": "Mb71234"}
	r := request(t, "POST", createUnit, jsonType, `{"courseId":132323}`)
	r.Time = time.Unix(1673949471, 0)
	r.Header.Set("X-EEO-UID", school)
	r.Header.Set("X-EEO-TS", "1673949471")
	r.Header.Set("X-EEO-SIGN", "d0d99023aa44549f97dfe9523059f0c3")
	v := checkMistake(t, "classin", keys, r, told{})
	assert.Equal(t, "x-eeo-sign", v.Scheme)
}

func TestClassInSignMistakes(t *testing.T) {
	long := strings.Repeat("x", 1025)
	wide := strings.Repeat("字", 400) // 1200 bytes
	exact := strings.Repeat("y", 1024)
	const common = "sid=" + school + "&timeStamp=1501572288"
	for name, test := range map[string]struct{ mistake, body, expected, actual string }{
		"a list signed":       {"list-signed", `{"name":"u","ids":[1,2]}`, "name=u&" + common + "&key=***", "ids=[1,2]&name=u&" + common + "&key=***"},
		"a long value signed": {"long-value-signed", `{"name":"u","content":"` + long + `"}`, "name=u&" + common + "&key=***", "content=" + long + "&name=u&" + common + "&key=***"},
		"characters counted":  {"length-in-characters", `{"a":"` + wide + `","b":"` + long + `","name":"u"}`, "name=u&" + common + "&key=***", "a=" + wide + "&name=u&" + common + "&key=***"},
		"1024 left out":       {"value-of-1024-bytes-not-signed", `{"a":"` + exact + `","name":"u"}`, "a=" + exact + "&name=u&" + common + "&key=***", "name=u&" + common + "&key=***"},
		"texts alone":         {"only-texts-signed", `{"courseId":7,"live":true,"name":"u"}`, "courseId=7&live=true&name=u&" + common + "&key=***", "name=u&" + common + "&key=***"},
		"no booleans":         {"booleans-not-signed", `{"courseId":7,"live":true}`, "courseId=7&live=true&" + common + "&key=***", "courseId=7&" + common + "&key=***"},
		"True":                {"booleans-as-text", `{"live":true}`, "live=true&" + common + "&key=***", "live=True&" + common + "&key=***"},
		"no sid":              {"sid-not-signed", `{"courseId":7}`, "courseId=7&" + common + "&key=***", "courseId=7&timeStamp=1501572288&key=***"},
		"no timeStamp":        {"timestamp-not-signed", `{"courseId":7}`, "courseId=7&" + common + "&key=***", "courseId=7&sid=" + school + "&key=***"},
		"as sent":             {"order-as-sent", `{"name":"u","courseId":7}`, "courseId=7&name=u&" + common + "&key=***", "name=u&courseId=7&" + common + "&key=***"},
		"common first":        {"order-as-sent", `{"courseId":7}`, "courseId=7&" + common + "&key=***", common + "&courseId=7&key=***"},
		"the body as text":    {"body-signed-as-text", `{"courseId":7}`, "courseId=7&" + common + "&key=***", `{"courseId":7}&key=***`},
		"secret= for key=":    {"key-under-another-name", `{"courseId":7}`, "courseId=7&" + common + "&key=***", "courseId=7&" + common + "&secret=***"},
		"encoded":             {"values-url-encoded", `{"name":"单元"}`, "name=单元&" + common + "&key=***", "name=%E5%8D%95%E5%85%83&" + common + "&key=***"},
		"empty left out":      {"empty-values-skipped", `{"content":"","name":"u"}`, "content=&name=u&" + common + "&key=***", "name=u&" + common + "&key=***"},
		"a float64":           {"numbers-in-scientific-notation", `{"id":1501575608}`, "id=1501575608&" + common + "&key=***", "id=1.501575608e+09&" + common + "&key=***"},
		"a list, as sent":     {"order-as-sent+list-signed", `{"name":"u","ids":[1]}`, "name=u&" + common + "&key=***", "name=u&ids=[1]&" + common + "&key=***"},
	} {
		t.Run(name, func(t *testing.T) {
			signed := strings.Replace(test.actual, "***", classSeal, 1)
			checkMistake(t, "classin", classinKeys(), v2Request(t, md5Of(signed), test.body), told{mistake: test.mistake, expected: test.expected, actual: test.actual})
			right := strings.Replace(test.expected, "***", classSeal, 1)
			checkMistake(t, "classin", classinKeys(), v2Request(t, md5Of(right), test.body), told{})
		})
	}
}

// A password of the request shows no more than the account's secret.
func TestClassInPasswordsStayHidden(t *testing.T) {
	const body = `{"uid":7,"password":"a-user's-password"}`
	v := checkMistake(t, "classin", classinKeys(), v2Request(t, md5Of(body+"&key="+classSeal), body), told{mistake: "body-signed-as-text",
		expected: "password=***&sid=" + school + "&timeStamp=1501572288&uid=7&key=***", actual: `{"uid":7,"password":"***"}&key=***`})
	assert.NotContains(t, v.Actual, "a-user's-password")
	encoded := md5Of(url.QueryEscape("password=a-user's-password&sid=" + school + "&timeStamp=1501572288&uid=7&key=" + classSeal))
	checkMistake(t, "classin", classinKeys(), v2Request(t, encoded, body), told{mistake: "text-url-encoded",
		actual: "password%3D***%26sid%3D" + school + "%26timeStamp%3D1501572288%26uid%3D7%26key%3D***"})
	form := "SID=" + school + "&timeStamp=1501572288&password=p%40ss&safeKey=" + md5Of("SID="+school+"&password=p@ss&timeStamp=1501572288&key="+classSeal)
	checkMistake(t, "classin", classinKeys(), request(t, "POST", addClass, formType, form), told{mistake: "v2-rule-in-v1-call",
		actual: "SID=" + school + "&password=***&timeStamp=1501572288&key=***"})
}

func TestClassInHeadersThatAreWrong(t *testing.T) {
	right := md5Of("courseId=7&sid=" + school + "&timeStamp=1501572288&key=" + classSeal)
	for name, test := range map[string]struct {
		mistake string
		change  func(*explain.Request)
	}{
		"no X-EEO-SIGN":   {"header-missing", func(r *explain.Request) { r.Header.Del("X-EEO-SIGN") }},
		"no X-EEO-TS":     {"header-missing", func(r *explain.Request) { r.Header.Del("X-EEO-TS") }},
		"sid in the body": {"parameter-in-the-body", func(r *explain.Request) { r.Body = []byte(`{"courseId":7,"sid":1000082}`) }},
		"a form":          {"form-body-instead-of-json", func(r *explain.Request) { r.Body = []byte("courseId=7") }},
		"called text":     {"content-type-is-not-json", func(r *explain.Request) { r.Header.Set("Content-Type", "text/plain") }},
		"6 minutes late":  {"clock-behind", func(r *explain.Request) { r.Time = arrived().Add(6 * time.Minute) }},
		"to v1":           {"v2-signature-in-v1-call", func(r *explain.Request) { r.URL.Path = "/partner/api/course.api.php" }},
	} {
		t.Run(name, func(t *testing.T) {
			sent := v2Request(t, right, `{"courseId":7}`)
			test.change(sent)
			checkMistake(t, "classin", classinKeys(), sent, told{mistake: test.mistake})
		})
	}
}

func TestClassInPushes(t *testing.T) {
	push := func(members map[string]any) *explain.Verdict {
		body, err := json.Marshal(members)
		require.NoError(t, err)
		v, err := explain.ExplainCallback("classin", classinKeys(), request(t, "POST", "https://example.com/push", jsonType, string(body)))
		require.NoError(t, err)
		return v
	}
	signed := func(safeKey string) map[string]any {
		return map[string]any{"SID": 1000082, "Cmd": "Test", "TimeStamp": 1501572888, "SafeKey": safeKey}
	}
	right := push(signed(md5Of(classSeal + "1501572888")))
	checkVerdict(t, classinKeys(), right, told{})
	assert.Equal(t, "callback-safekey", right.Scheme)
	checkVerdict(t, classinKeys(), push(signed(md5Of("1501572888"+classSeal))), told{mistake: "safekey-time-first", expected: "***1501572888", actual: "1501572888***"})
	checkVerdict(t, classinKeys(), push(signed(md5Of(classSeal+"\n1501572888"))), told{mistake: "secret-with-newline"})
	checkVerdict(t, classinKeys(), push(map[string]any{"SID": 1000082, "TimeStamp": 1}), told{mistake: "parameter-missing"})
	other := signed(md5Of(classSeal + "1501572888"))
	other["SID"] = 7
	checkVerdict(t, classinKeys(), push(other), told{mistake: "sid-of-another-school"})
	for _, vendor := range []string{"agora", "aui", "weclassroom"} {
		v, err := explain.ExplainCallback(vendor, explain.Keys{}, request(t, "POST", "https://example.com/", jsonType, "{}"))
		require.NoError(t, err)
		checkVerdict(t, explain.Keys{}, v, told{mistake: "vendor-sends-no-callback"})
	}
	assert.True(t, slices.IsSorted(explain.Vendors()))
}
