package explain_test

import (
	"slices"
	"strings"
	"testing"
)

// What is left of the mistakes of sorted texts. What a client signs is a function of the key, so that the test can write it with ***.
func TestRarerMistakesOfTheText(t *testing.T) {
	base := []field{{"timestamp", "1501572288"}, {"partner_id", "12345678"}}
	with := func(more ...field) []field { return append(slices.Clone(base), more...) }
	sorted := func(fields []field) string { return plainText(sortedFields(fields)) }
	for name, test := range map[string]struct {
		mistake string
		sent    []field
		signed  func(key string) string
	}{
		"by the values": {"order-by-value", with(field{"zz", "0"}), func(k string) string { return "zz=0&partner_id=12345678&timestamp=1501572288" + partnerText + k }},
		"in quotes":     {"values-in-quotes", base, func(k string) string { return `partner_id="12345678"&timestamp="1501572288"` + partnerText + k }},
		"in lower case": {"values-lower-case", with(field{"title", "ABC"}), func(k string) string { return sorted(with(field{"title", "abc"})) + partnerText + k }},
		"as floats":     {"numbers-as-floats", base, func(k string) string { return "partner_id=12345678.0&timestamp=1501572288.0" + partnerText + k }},
		"true": {"booleans-as-text", with(field{"live", "1"}, field{"record", "0"}), func(k string) string {
			return sorted(with(field{"live", "true"}, field{"record", "false"})) + partnerText + k
		}},
		"True":                {"booleans-as-text", with(field{"live", "true"}), func(k string) string { return sorted(with(field{"live", "True"})) + partnerText + k }},
		"1":                   {"booleans-as-numbers", with(field{"live", "true"}, field{"record", "false"}), func(k string) string { return sorted(with(field{"live", "1"}, field{"record", "0"})) + partnerText + k }},
		"PHP's false":         {"booleans-as-numbers", with(field{"live", "false"}), func(k string) string { return sorted(with(field{"live", ""})) + partnerText + k }},
		"null":                {"empty-values-as-null", with(field{"live", ""}), func(k string) string { return sorted(with(field{"live", "null"})) + partnerText + k }},
		"None":                {"empty-values-as-null", with(field{"live", ""}), func(k string) string { return sorted(with(field{"live", "None"})) + partnerText + k }},
		"null sent":           {"null-as-empty", with(field{"live", "null"}), func(k string) string { return sorted(with(field{"live", ""})) + partnerText + k }},
		"no partner_id":       {"partner-id-not-signed", with(field{"type", "2"}), func(k string) string { return "timestamp=1501572288&type=2" + partnerText + k }},
		"the common alone":    {"parameters-not-signed", with(field{"a", "1"}, field{"b", "2"}), func(k string) string { return sorted(base) + partnerText + k }},
		"JSON left out":       {"json-text-not-signed", with(field{"a", "[1]"}, field{"b", `{"c":1}`}, field{"d", "1"}), func(k string) string { return sorted(with(field{"d", "1"})) + partnerText + k }},
		"false skipped":       {"zero-values-skipped", with(field{"a", "false"}, field{"b", "0"}, field{"c", ""}), func(k string) string { return sorted(base) + partnerText + k }},
		"text in lower":       {"text-lower-case", with(field{"a", "XYZ"}), func(k string) string { return strings.ToLower(sorted(with(field{"a", "XYZ"})) + partnerText + k) }},
		"text in upper":       {"text-upper-case", base, func(k string) string { return strings.ToUpper(sorted(base) + partnerText + k) }},
		"no blanks":           {"blanks-removed", with(field{"a", "x y z"}), func(k string) string { return sorted(with(field{"a", "xyz"})) + partnerText + k }},
		"with ?":              {"text-with-question-mark", base, func(k string) string { return "?" + sorted(base) + partnerText + k }},
		"both ends":           {"key-at-both-ends", base, func(k string) string { return k + sorted(base) + k }},
		"no &":                {"key-without-ampersand", base, func(k string) string { return sorted(base) + "partner_key=" + k }},
		"two &":               {"key-after-two-ampersands", base, func(k string) string { return sorted(base) + "&" + partnerText + k }},
		"& at the end":        {"ampersand-after-key", base, func(k string) string { return sorted(base) + partnerText + k + "&" }},
		"& and the key":       {"key-without-name", base, func(k string) string { return sorted(base) + "&" + k }},
		"the key first, bare": {"key-first", base, func(k string) string { return k + sorted(base) }},
		"partnerKey":          {"key-under-another-name", base, func(k string) string { return sorted(base) + "&partnerKey=" + k }},
		"names and values":    {"joined-without-separators", base, func(k string) string { return "partner_id12345678timestamp1501572288" + partnerText + k }},
		"commas":              {"joined-by-commas", base, func(k string) string { return "partner_id=12345678,timestamp=1501572288" + partnerText + k }},
		"colons":              {"joined-by-colons", base, func(k string) string { return "partner_id:12345678&timestamp:1501572288" + partnerText + k }},
		"bars":                {"joined-by-bars", base, func(k string) string { return "partner_id=12345678|timestamp=1501572288" + partnerText + k }},
		"newlines":            {"joined-by-newlines", base, func(k string) string { return "partner_id=12345678\ntimestamp=1501572288" + partnerText + k }},
		"a second late":       {"another-time-signed", base, func(k string) string { return "partner_id=12345678&timestamp=1501572291" + partnerText + k }},
		"seconds, sent ms":    {"seconds-signed", []field{{"partner_id", "12345678"}, {"timestamp", "1501572288999"}}, func(k string) string { return sorted(base) + partnerText + k }},
	} {
		t.Run(name, func(t *testing.T) {
			r := request(t, "POST", createRoom, formType, formOf(test.sent, md5Of(test.signed(partnerKey))))
			checkMistake(t, "baijiayun", baijiayunKeys(), r, told{mistake: test.mistake, expected: sorted(test.sent) + partnerText + "***", actual: test.signed("***")})
		})
	}
}

func TestMistakesOfQueryAndBody(t *testing.T) {
	body := []field{{"partner_id", "12345678"}, {"timestamp", "1501572288"}}
	all := "partner_id=12345678&timestamp=1501572288&v=2"
	for name, test := range map[string]struct{ mistake, signed string }{
		"the query left out": {"query-not-signed", "partner_id=12345678&timestamp=1501572288"},
		"the body left out":  {"body-not-signed", "v=2"},
		"the query first":    {"order-as-sent", "v=2&partner_id=12345678&timestamp=1501572288"},
	} {
		t.Run(name, func(t *testing.T) {
			r := request(t, "POST", createRoom+"?v=2", formType, formOf(body, md5Of(test.signed+partnerText+partnerKey)))
			checkMistake(t, "baijiayun", baijiayunKeys(), r, told{mistake: test.mistake, expected: all + partnerText + "***", actual: test.signed + partnerText + "***"})
		})
	}
	// Sorted each for itself.
	unsorted := []field{{"timestamp", "1501572288"}, {"partner_id", "12345678"}}
	r := request(t, "POST", createRoom+"?v=2", formType, formOf(unsorted, md5Of("v=2&partner_id=12345678&timestamp=1501572288"+partnerText+partnerKey)))
	checkMistake(t, "baijiayun", baijiayunKeys(), r, told{mistake: "order-query-before-body"})
	// A program that signs what it has written by hand: ~ is sent as %7e, which no encoder here writes.
	wire := "partner_id=12345678&timestamp=1501572288&u=%7eme"
	r = request(t, "POST", createRoom, formType, wire+"&sign="+md5Of(wire+partnerText+partnerKey))
	checkMistake(t, "baijiayun", baijiayunKeys(), r, told{mistake: "values-as-on-the-wire", actual: wire + partnerText + "***"})
}

func TestClassInRarerMistakes(t *testing.T) {
	const common = "sid=" + school + "&timeStamp=1501572288&key="
	long := strings.Repeat("x", 1025)
	for name, test := range map[string]struct{ mistake, body, signed string }{
		"null":            {"null-signed", `{"a":null,"b":1}`, "a=null&b=1&" + common},
		"all of it":       {"list-and-long-value-signed", `{"a":[1],"b":"` + long + `"}`, "a=[1]&b=" + long + "&" + common},
		"true as 1":       {"booleans-as-numbers", `{"a":true}`, "a=1&" + common},
		"a long list":     {"list-and-long-value-signed", `{"a":["` + long + `"]}`, `a=["` + long + `"]&` + common},
		"unicode escaped": {"values-json-escaped", `{"a":"单元😀"}`, `a=\u5355\u5143\ud83d\ude00&` + common},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "classin", classinKeys(), v2Request(t, md5Of(test.signed+classSeal), test.body), told{mistake: test.mistake, actual: test.signed + "***"})
		})
	}
}
