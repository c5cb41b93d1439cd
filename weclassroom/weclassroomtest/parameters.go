package weclassroomtest

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"unicode/utf8"
)

// parameters reads the parameters of one call, one after the other as the document lists them. The first that is wrong is the
// one the call is refused for; after it every read gives a zero.
type parameters struct {
	array   Array
	prefix  string // before the names in messages
	refused *refusal
}

// fail refuses the call, unless it is already.
func (p *parameters) fail(code int, name, format string, args ...any) {
	if p.refused == nil {
		p.refused = refuse(code, "%s%s %s", p.prefix, name, fmt.Sprintf(format, args...))
	}
}

// value finds a parameter. A required null is a missing one.
func (p *parameters) value(name string, required bool) (any, bool) {
	value, ok := p.array.Get(name)
	if required && value == nil {
		p.fail(codeMissing, name, "必填")
		return nil, false
	}
	return value, ok
}

func (p *parameters) has(name string) bool {
	_, ok := p.array.Get(name)
	return ok
}

func (p *parameters) integer(name string) int64 {
	value, ok := p.value(name, true)
	return p.asInteger(name, value, ok)
}

// optionalInteger gives the fallback for a parameter that is absent.
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

// asInteger takes an integer or its decimal form: the vendor's own samples send either.
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

// choice is a required integer out of a few.
func (p *parameters) choice(name string, allowed ...int64) int64 {
	return p.oneOf(name, p.integer(name), allowed)
}

func (p *parameters) oneOf(name string, number int64, allowed []int64) int64 {
	if !slices.Contains(allowed, number) {
		p.fail(codeValue, name, "只能为 %v", allowed)
	}
	return number
}

// flag is an optional 0 or 1.
func (p *parameters) flag(name string, fallback int64) bool {
	return p.oneOf(name, p.optionalInteger(name, fallback), []int64{0, 1}) == 1
}

// days is an optional number of days; 0 when it is absent.
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

// link checks an address that others must be able to read; "" is for the caller to judge.
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

// unlimited is the most of a list for which the document names none.
const unlimited = math.MaxInt

// list is a required PHP array of 1 to most values whose keys count from 0.
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

// integers is a list of them.
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

// maps is a list of arrays with named values. What is wrong in one of them must be brought back with join.
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

// join refuses the call for what is wrong in a part of it.
func (p *parameters) join(part *parameters) {
	if p.refused == nil {
		p.refused = part.refused
	}
}
