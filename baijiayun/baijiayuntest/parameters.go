package baijiayuntest

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxSeconds is the largest unix time of 10 digits. The document demands 10 digits ("10位长的数字"); longer numbers are milliseconds.
const maxSeconds = 9_999_999_999

// beijing returns the vendor's time zone, which is +08:00 all year.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

// parameters reads the parameters of a request and collects what is wrong with them, so that one reply names all of it.
type parameters struct {
	fields   map[string]string
	problems []string
}

func newParameters(fields map[string]string) *parameters { return &parameters{fields: fields} }

// failure returns what is wrong with the parameters read so far, or nil.
func (p *parameters) failure() *failure {
	if len(p.problems) == 0 {
		return nil
	}
	return fail(codeParameter, p.problems...)
}

func (p *parameters) refuse(name, problem string) {
	p.problems = append(p.problems, name+" "+problem)
}

func (p *parameters) sent(name string) bool {
	_, sent := p.fields[name]
	return sent
}

// given reports whether a parameter has a value. For PHP an optional parameter that is empty is absent.
func (p *parameters) given(name string) bool { return p.fields[name] != "" }

// need refuses a parameter that is absent or empty.
func (p *parameters) need(name string) bool {
	if p.fields[name] == "" {
		p.refuse(name, "缺少")
		return false
	}
	return true
}

// text reads a required text.
func (p *parameters) text(name string) string {
	if !p.need(name) {
		return ""
	}
	return p.textOr(name, "")
}

// textOr reads an optional text. A text that is sent empty is empty, not absent.
func (p *parameters) textOr(name, absent string) string {
	if !p.sent(name) {
		return absent
	}
	if !utf8.ValidString(p.fields[name]) {
		p.refuse(name, "不是 UTF-8")
		return absent
	}
	return p.fields[name]
}

// number reads a required number.
func (p *parameters) number(name string) int64 {
	if !p.need(name) {
		return 0
	}
	return p.numberOr(name, 0)
}

// numberOr reads an optional number.
func (p *parameters) numberOr(name string, absent int64) int64 {
	return p.numberBetween(name, 0, math.MaxInt64, absent)
}

// numberBetween reads an optional number within a range; an empty one is absent. The document's int is unsigned and ends at 2^63.
func (p *parameters) numberBetween(name string, least, most, absent int64) int64 {
	if !p.given(name) {
		return absent
	}
	text := p.fields[name]
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strings.Trim(text, "0123456789") != "" {
		p.refuse(name, "不是整数")
		return absent
	}
	if number < least || number > most {
		p.refuse(name, fmt.Sprintf("超出范围 %d-%d", least, most))
		return absent
	}
	return number
}

// seconds reads a required unix time.
func (p *parameters) seconds(name string) time.Time {
	if !p.need(name) {
		return time.Time{}
	}
	return p.secondsOr(name, time.Time{})
}

// secondsOr reads an optional unix time.
func (p *parameters) secondsOr(name string, absent time.Time) time.Time {
	number := p.numberBetween(name, 1, maxSeconds, 0)
	if number == 0 {
		return absent
	}
	return time.Unix(number, 0).In(beijing())
}

// oneOf reads an optional text that is one of values; an empty one is absent.
func (p *parameters) oneOf(name, absent string, values ...string) string {
	text := p.textOr(name, absent)
	if text == "" {
		text = absent
	}
	if !slices.Contains(values, text) {
		p.refuse(name, "可选值 "+strings.Join(values, " "))
		return absent
	}
	return text
}

// date reads a required day, 2018-03-02.
func (p *parameters) date(name string) string {
	if !p.need(name) {
		return ""
	}
	return p.dateOr(name)
}

// dateOr reads an optional day; "" means none.
func (p *parameters) dateOr(name string) string {
	text := p.fields[name]
	if text == "" {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		p.refuse(name, "格式如 2018-03-02")
		return ""
	}
	return text
}

// datetime reads a required date with a time, 2017-11-23 10:00:00.
func (p *parameters) datetime(name string) time.Time {
	if !p.need(name) {
		return time.Time{}
	}
	at, err := time.ParseInLocation(datetime, p.fields[name], beijing())
	if err != nil {
		p.refuse(name, "格式如 2017-11-23 10:00:00")
	}
	return at
}

// url reads a required absolute URL of one of the schemes.
func (p *parameters) url(name string, schemes ...string) string {
	if !p.need(name) {
		return ""
	}
	return p.urlOr(name, schemes...)
}

// urlOr reads an optional absolute URL; "" means none.
func (p *parameters) urlOr(name string, schemes ...string) string {
	text := p.textOr(name, "")
	if text == "" {
		return ""
	}
	if parsed, err := url.Parse(text); err != nil || parsed.Host == "" || !slices.Contains(schemes, parsed.Scheme) {
		p.refuse(name, "必须是完整的url地址 "+strings.Join(schemes, " "))
	}
	return text
}

// product reads the product line (product_type); 0 means all.
func (p *parameters) product() int64 { return p.numberBetween("product_type", 0, 4, 0) }
