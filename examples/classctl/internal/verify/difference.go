package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Difference is something in a reply that the module does not know, or could not read. It holds nothing of what people put there.
type Difference struct {
	Path    string `json:"path"`           // a JSON pointer; * stands for a row, and for a name that may be somebody's
	Problem string `json:"problem"`        // unknown field, unknown value, missing, unreadable
	Value   string `json:"value,omitzero"` // an unknown value of an enum
	Shape   any    `json:"shape,omitzero"` // of an unknown field: "text", "number", or its members' shapes
}

// watch sees what a call's replies hold.
type watch struct {
	body  []byte
	drift []classcloud.Drift
	odd   []string
}

func (w *watch) options() []classcloud.CallOption {
	return []classcloud.CallOption{
		classcloud.OnReply(func(r *classcloud.Reply) { w.body = bytes.Clone(r.Body) }),
		classcloud.OnDrift(func(d classcloud.Drift) { w.drift = append(w.drift, d) }),
		classcloud.OnWarning(func(_ classcloud.Operation, warning classcloud.Warning) {
			if where, found := strings.CutPrefix(warning.Message, notNeeded); found {
				w.odd = append(w.odd, where)
			}
		}),
	}
}

// notNeeded begins the warning about a field that cannot be read and that nobody needs.
const notNeeded = "a field that is not needed cannot be read: "

// differences returns what was seen, each once: a field that all rows have is one.
func (w *watch) differences(err error) (out []Difference) {
	add := func(d Difference) {
		d.Path = safePath(d.Path)
		if !slices.ContainsFunc(out, func(other Difference) bool {
			return other.Path == d.Path && other.Problem == d.Problem && other.Value == d.Value
		}) {
			out = append(out, d)
		}
	}
	for _, d := range w.drift {
		value, isValue := strings.CutPrefix(d.Problem, "unknown value ")
		if isValue {
			add(Difference{Path: d.Path, Problem: "unknown value", Value: safeValue(value)})
		} else {
			add(Difference{Path: d.Path, Problem: d.Problem, Shape: w.shape(d.Path)})
		}
	}
	for _, where := range w.odd {
		path, problem, _ := strings.Cut(where, ": ")
		add(Difference{Path: path, Problem: problemWord(problem)})
	}
	for _, d := range unread(err) {
		add(d)
	}
	return out
}

// unread returns where a reply could not be read.
func unread(err error) (out []Difference) {
	var failure *classcloud.Error
	if !errors.As(err, &failure) || failure.Kind != classcloud.DataLoss {
		return nil
	}
	var bad *wire.DecodeError
	if errors.As(err, &bad) && len(failure.Rows) == 0 {
		out = append(out, Difference{Path: bad.Path, Problem: problemWord(bad.Problem)})
	} else if _, path, found := strings.Cut(failure.Message, "cannot read the result at "); found {
		out = append(out, Difference{Path: path, Problem: "unreadable"})
	}
	for _, row := range failure.Rows {
		inside, problem, found := strings.Cut(row.Problem, ": ")
		if !found || !strings.HasPrefix(inside, "/") {
			inside, problem = "", row.Problem
		}
		out = append(out, Difference{Path: row.Path + inside, Problem: problemWord(problem)})
	}
	return out
}

// problemWord leaves out what a problem quotes of the reply.
func problemWord(problem string) string {
	if strings.Contains(problem, "is missing from a success") {
		return "missing"
	}
	return "unreadable"
}

// fieldName matches the names that vendors give to fields. Others may be a person's, or an id.
var fieldName = regexp.MustCompile(`^[A-Za-z_][A-Za-z_.-]{0,39}[0-9]{0,2}$`)

// safePath replaces the rows in a path, and the names in it that need not be a field's, by *.
func safePath(path string) string {
	steps := strings.Split(path, "/")
	for i, step := range steps {
		if i > 0 && !fieldName.MatchString(step) {
			steps[i] = "*"
		}
	}
	return strings.Join(steps, "/")
}

// code and enumValue match what vendors write as codes and as the values of enums. What else stands there may be somebody's phone number
// or name.
var (
	code      = regexp.MustCompile(`^(-?[0-9]{1,10}|[A-Za-z][A-Za-z0-9_.-]{0,39})$`)
	enumValue = regexp.MustCompile(`^-?[0-9]{1,6}$`)
)

// safeCode returns a code, and of anything else that it is hidden.
func safeCode(text string) string { return unless(code, text) }

// safeValue returns the value of an enum, and of anything else that it is hidden.
func safeValue(text string) string { return unless(enumValue, strings.Trim(text, `"`)) }

func unless(fits *regexp.Regexp, text string) string {
	if text == "" || fits.MatchString(text) {
		return text
	}
	return "hidden, " + strconv.Itoa(len(text)) + " bytes"
}

// shape says what stands at a place of the reply.
func (w *watch) shape(path string) any {
	var at any
	dec := json.NewDecoder(bytes.NewReader(wire.TrimBOM(w.body)))
	if dec.Decode(&at) != nil {
		return nil
	}
	for step := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		switch in := at.(type) {
		case map[string]any:
			at = in[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(in) {
				return nil
			}
			at = in[i]
		default:
			return nil
		}
	}
	return shapeOf(at, 0)
}

// deepest is how deep a shape goes.
const deepest = 4

func shapeOf(v any, depth int) any {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "flag"
	case float64:
		return "number"
	case string:
		return "text"
	case []any:
		if len(v) == 0 || depth == deepest {
			return []any{}
		}
		return []any{shapeOf(v[0], depth+1)}
	case map[string]any:
		members := map[string]any{}
		for name, value := range v {
			if depth == deepest {
				break
			}
			if !fieldName.MatchString(name) {
				name = "*"
			}
			members[name] = shapeOf(value, depth+1)
		}
		return members
	}
	return nil
}
