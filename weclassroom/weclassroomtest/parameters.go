package weclassroomtest

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"unicode/utf8"
)

// parameters reads the parameters of one call, in the order of the document. The call is refused for the first parameter that is
// wrong; every read after it returns a zero value.
type parameters struct {
	array   Array
	prefix  string // stands before the names in messages
	refused *refusal
}

// fail refuses the call, unless it is refused already.
func (p *parameters) fail(code int, name, format string, args ...any) {
	if p.refused == nil {
		p.refused = refuse(code, "%s%s %s", p.prefix, name, fmt.Sprintf(format, args...))
	}
}

// value finds a parameter. A required parameter that is null counts as missing, and an optional one that is empty text as absent, as PHP
// programs have it.
func (p *parameters) value(name string, required bool) (any, bool) {
	value, ok := p.array.Get(name)
	if !required && value == "" {
		return nil, false
	}
	if required && value == nil {
		p.fail(codeMissing, name, "必填")
		return nil, false
	}
	return value, ok
}

func (p *parameters) has(name string) bool {
	_, ok := p.value(name, false)
	return ok
}

func (p *parameters) integer(name string) int64 {
	value, ok := p.value(name, true)
	return p.asInteger(name, value, ok)
}

// optionalInteger returns the fallback for a parameter that is absent.
func (p *parameters) optionalInteger(name string, fallback int64) int64 {
	value, ok := p.value(name, false)
	if !ok {
		return fallback
	}
	return p.asInteger(name, value, ok)
}

func (p *parameters) asInteger(name string, value any, ok bool) int64 {
	if !ok {
		return 0
	}
	number, isInteger := asInteger(value)
	if !isInteger {
		p.fail(codeType, name, "应为 int")
	}
	return number
}

// asInteger reads an integer or its decimal text: the vendor's own samples send either.
func asInteger(value any) (int64, bool) {
	switch value := value.(type) {
	case int64:
		return value, true
	case string:
		number, err := canonical(value)
		return number, err == nil
	}
	return 0, false
}

// choice reads a required integer that must be one of the allowed ones.
func (p *parameters) choice(name string, allowed ...int64) int64 {
	return p.oneOf(name, p.integer(name), allowed)
}

func (p *parameters) oneOf(name string, number int64, allowed []int64) int64 {
	if !slices.Contains(allowed, number) {
		p.fail(codeValue, name, "只能为 %v", allowed)
	}
	return number
}

// flag reads an optional 0 or 1.
func (p *parameters) flag(name string, fallback int64) bool {
	return p.oneOf(name, p.optionalInteger(name, fallback), []int64{0, 1}) == 1
}

// days reads an optional number of days; an absent one is 0.
func (p *parameters) days(name string) int64 {
	number := p.optionalInteger(name, 0)
	if p.has(name) && number <= 0 {
		p.fail(codeValue, name, "应为正整数")
	}
	return number
}

func (p *parameters) text(name string) string {
	value, ok := p.value(name, true)
	text := p.asText(name, value, ok)
	if text == "" {
		p.fail(codeValue, name, "不能为空")
	}
	return text
}

func (p *parameters) optionalText(name string) string {
	value, ok := p.value(name, false)
	return p.asText(name, value, ok)
}

func (p *parameters) asText(name string, value any, ok bool) string {
	if !ok {
		return ""
	}
	text, isText := value.(string)
	if !isText {
		p.fail(codeType, name, "应为 string")
	}
	if !utf8.ValidString(text) {
		p.fail(codeValue, name, "应为 UTF8")
	}
	return text
}

// link checks a URL that others must be able to read. The caller deals with "".
func (p *parameters) link(name, address string) string {
	if address == "" {
		return ""
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		p.fail(codeValue, name, "应为可读的地址")
	}
	return address
}

// unlimited is the maximum of a list for which the document does not name one.
const unlimited = math.MaxInt

// list reads a required PHP array of 1 to most values whose keys count from 0.
func (p *parameters) list(name string, most int) Array {
	value, _ := p.value(name, true)
	return p.asList(name, value, most)
}

func (p *parameters) asList(name string, value any, most int) Array {
	list, ok := value.(Array)
	switch {
	case !ok || !list.IsList():
		p.fail(codeType, name, "应为数组")
		return nil
	case len(list) == 0:
		p.fail(codeValue, name, "不能为空")
	case len(list) > most:
		p.fail(codeValue, name, "应有 1 到 %d 个", most)
	}
	return list
}

// integers reads a required list of integers.
func (p *parameters) integers(name string, most int) []int64 {
	return p.asIntegers(name, p.list(name, most))
}

func (p *parameters) asIntegers(name string, list Array) []int64 {
	var numbers []int64
	for i, entry := range list {
		number, ok := asInteger(entry.Value)
		if !ok {
			p.fail(codeType, fmt.Sprintf("%s[%d]", name, i), "应为 int")
		}
		numbers = append(numbers, number)
	}
	return numbers
}

// maps reads a required list of arrays with named values. The caller hands back each of them by join, so that a mistake in it
// refuses the call.
func (p *parameters) maps(name string, most int) []*parameters {
	return p.asMaps(name, p.list(name, most))
}

func (p *parameters) asMaps(name string, list Array) []*parameters {
	var items []*parameters
	for i, entry := range list {
		item, ok := entry.Value.(Array)
		if !ok {
			p.fail(codeType, fmt.Sprintf("%s[%d]", name, i), "应为数组")
		}
		items = append(items, &parameters{array: item, prefix: fmt.Sprintf("%s[%d].", name, i)})
	}
	return items
}

// join refuses the call when a part of it is refused.
func (p *parameters) join(part *parameters) {
	if p.refused == nil {
		p.refused = part.refused
	}
}
