package baijiayuntest

import "strconv"

// Dialect is a way of writing replies: the vendor's PHP writes the same number as 2 here and as "2" there, and its document
// contradicts itself about where.
type Dialect int

// The dialects.
const (
	DialectExamples Dialect = iota // as the document's examples: some numbers quoted
	DialectTables                  // as the document's tables: no number quoted, and the fields that only the tables have
	DialectQuoted                  // as seen on the wire: every number of data quoted, ts a text such as "1567990000=", success with a msg, failure with data [] for null
)

// String names the dialect.
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

// object is a JSON object of a reply. Its numbers are int64 where the examples print a bare number, quoted where they print
// a quoted one, and a text where the tables say text too.
type object map[string]any

type quoted int64

// render writes the numbers of a value in the dialect.
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
