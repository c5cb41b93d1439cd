package weclassroomtest

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// jsonList reads a required list of 1 to most values from a string that holds JSON.
func (p *parameters) jsonList(name string, most int) Array {
	text := p.text(name)
	if p.refused != nil {
		return nil
	}
	value, err := parseJSON(text)
	if err != nil {
		p.fail(codeType, name, "应为 json 字符串")
		return nil
	}
	return p.asList(name, value, most)
}

func (p *parameters) jsonIntegers(name string, most int) []int64 {
	return p.asIntegers(name, p.jsonList(name, most))
}

func (p *parameters) jsonMaps(name string, most int) []*parameters {
	return p.asMaps(name, p.jsonList(name, most))
}

// parseJSON reads JSON into arrays as PHP's json_decode does, but sorts the members of objects.
func parseJSON(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("more than one value")
	}
	return fromJSON(value), nil
}

func fromJSON(value any) any {
	switch value := value.(type) {
	case json.Number:
		return numberFromJSON(value)
	case []any:
		array := Array{}
		for i, item := range value {
			array = append(array, Entry{int64(i), fromJSON(item)})
		}
		return array
	case map[string]any:
		array := Array{}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			array = append(array, Entry{name, fromJSON(value[name])})
		}
		return array
	}
	return value
}

// numberFromJSON returns an int64 for an integer and a float64 for another number.
func numberFromJSON(number json.Number) any {
	if integer, err := number.Int64(); err == nil {
		return integer
	}
	float, _ := number.Float64() // a number that is too large becomes infinite, which is not an integer either
	return float
}
