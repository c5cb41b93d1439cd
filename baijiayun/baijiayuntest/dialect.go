package baijiayuntest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Dialect is a way of writing replies. The vendor's PHP writes a number as 2 in some places and as "2" in others, and its document
// contradicts itself about which.
type Dialect int

// The dialects.
const (
	// DialectExamples writes replies as the document's examples: some numbers are quoted, and an empty map is [], as PHP writes it.
	DialectExamples Dialect = iota
	// DialectTables writes replies as the document's tables: numbers are bare, names and fields are those of the tables, an empty map is {},
	// and lists are flat.
	DialectTables
	// DialectQuoted writes replies as seen on the wire: every number in data is quoted, ts is a text such as "1567990000=", a success has a
	// msg, null and an empty map are [], and group_id is group.
	DialectQuoted
)

// String returns the dialect's name.
func (d Dialect) String() string {
	switch d {
	case DialectExamples:
		return "examples"
	case DialectTables:
		return "tables"
	case DialectQuoted:
		return "quoted"
	}
	return "Dialect(" + strconv.Itoa(int(d)) + ")"
}

// object is a JSON object of a reply. A number is an int64 where the examples print a bare number, a quoted where they print a quoted one,
// and a text where the tables say text too. A map[string]any is a PHP array with keys.
type object map[string]any

type quoted int64

// render writes a value in the dialect.
func (d Dialect) render(value any) any {
	switch value := value.(type) {
	case object:
		rendered := make(object, len(value))
		for name, field := range value {
			rendered[name] = d.render(field)
		}
		return rendered
	case []object:
		rendered := make([]any, len(value))
		for i, item := range value {
			rendered[i] = d.render(item)
		}
		return rendered
	case map[string]any:
		return d.renderMap(value)
	case []any:
		rendered := make([]any, len(value))
		for i, item := range value {
			rendered[i] = d.render(item)
		}
		return rendered
	case json.Number:
		if d == DialectQuoted {
			return value.String()
		}
	case int64:
		if d == DialectQuoted {
			return strconv.FormatInt(value, 10)
		}
	case quoted:
		if d == DialectTables {
			return int64(value)
		}
		return strconv.FormatInt(int64(value), 10)
	}
	return value
}

// renderMap writes an array of PHP: one that is empty, or whose keys count from 0, is a JSON list.
func (d Dialect) renderMap(value map[string]any) any {
	rendered := make(map[string]any, len(value))
	for name, field := range value {
		if text, isText := field.(string); isText && d == DialectTables && isTableNumber(name, text) {
			field = json.Number(text)
		}
		rendered[name] = d.render(field)
	}
	if d == DialectTables {
		return rendered
	}
	list := make([]any, len(rendered))
	for i := range list {
		item, counted := rendered[strconv.Itoa(i)]
		if !counted {
			return rendered
		}
		list[i] = item
	}
	return list
}

// isTableNumber reports whether a text of an example is a number by the tables.
func isTableNumber(name, text string) bool {
	switch name {
	case "partner_id", "room_id", "user_number", "number", "user_role", "session_id", "question_id", "count", "amount", "id",
		"type", "is_force", "attention_id", "group", "attention_level":
		number, err := strconv.ParseInt(text, 10, 64)
		return err == nil && number >= 0 && !strings.HasPrefix(text, "+")
	}
	return false
}
