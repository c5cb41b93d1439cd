package wire

import (
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// place is where a field goes.
type place uint8

const (
	inBody place = iota
	inPath
	inQuery
	isFile
	isExtra
)

// field is what a plan knows of one struct field: its names, its hints and its checks.
type field struct {
	index  []int
	goName string
	name   string // the vendor's
	typ    reflect.Type
	place  place
	in     []string // objects it is nested in
	hints  hints
	checks checks
}

// hints are the wire tag's words for the value.
type hints struct {
	time                             string // unix, milli, date, minute, clock
	flag12, flag01, inverted, asText bool   // of a bool
	jsonText, comma, asString        bool
	always, clear                    bool
}

// checks are the check tag's.
type checks struct {
	required                 bool
	max, min, bytes, count   int
	oneOf, allOf             string
	hasMax, hasMin, hasCount bool
}

// plan is a request type read once.
type plan struct {
	typ    reflect.Type
	fields []field
	groups []group
}

// group is fields of which exactly one, or all or none, must be there.
type group struct {
	all    bool
	fields []int
}

var plans sync.Map // reflect.Type -> *plan: a cache, filled on first use, never changed

// planOf panics on a type whose tags make no sense: that is our mistake, and every request type is planned in a test.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{typ: t}
	p.read(t, nil)
	p.collectGroups()
	actual, _ := plans.LoadOrStore(t, p)
	return actual.(*plan)
}

func (p *plan) read(t reflect.Type, index []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		at := append(index[:len(index):len(index)], i)
		if sf.Anonymous && sf.Type.Kind() == reflect.Struct {
			p.read(sf.Type, at)
			continue
		}
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		wireTag := sf.Tag.Get("wire")
		if !sf.IsExported() || (name == "" && wireTag == "") || (name == "-" && wireTag != "extra") {
			continue
		}
		f := field{index: at, goName: sf.Name, name: name, typ: sf.Type}
		f.readWire(t, wireTag)
		f.readChecks(t, sf.Tag.Get("check"))
		p.fields = append(p.fields, f)
	}
}

func (f *field) readWire(t reflect.Type, tag string) {
	for word := range strings.SplitSeq(tag, ",") {
		switch outer, nested := strings.CutPrefix(word, "in="); {
		case word == "":
		case nested:
			f.in = strings.Split(outer, ".")
		case word == "path":
			f.place = inPath
		case word == "query":
			f.place = inQuery
		case word == "file":
			f.place = isFile
		case word == "extra":
			f.place = isExtra
		case !f.hints.set(word):
			panic(fmt.Sprintf("wire: %s.%s: unknown word %q in its wire tag", t, f.goName, word))
		}
	}
}

func (h *hints) set(word string) bool {
	switch word {
	case "unix", "milli", "date", "minute", "clock":
		h.time = word
	case "01":
		h.flag01 = true
	case "12":
		h.flag12 = true
	case "inverted":
		h.inverted = true
	case "text":
		h.asText = true
	case "jsontext":
		h.jsonText = true
	case "comma":
		h.comma = true
	case "asstring":
		h.asString = true
	case "always":
		h.always = true
	case "clear":
		h.clear = true
	default:
		return false
	}
	return true
}

func (f *field) readChecks(t reflect.Type, tag string) {
	for word := range strings.SplitSeq(tag, ",") {
		key, arg, _ := strings.Cut(word, "=")
		n, err := strconv.Atoi(arg)
		ok := err == nil
		switch key {
		case "":
			ok = true
		case "required":
			f.checks.required, ok = true, true
		case "max":
			f.checks.max, f.checks.hasMax = n, true
		case "min":
			f.checks.min, f.checks.hasMin = n, true
		case "bytes":
			f.checks.bytes = n
		case "count":
			f.checks.count, f.checks.hasCount = n, true
		case "one":
			f.checks.oneOf, ok = arg, arg != ""
		case "all":
			f.checks.allOf, ok = arg, arg != ""
		default:
			ok = false
		}
		if !ok {
			panic(fmt.Sprintf("wire: %s.%s: bad word %q in its check tag", t, f.goName, word))
		}
	}
}

func (p *plan) collectGroups() {
	at := map[string]int{}
	for i, f := range p.fields {
		for _, tag := range []struct {
			key string
			all bool
		}{{f.checks.oneOf, false}, {f.checks.allOf, true}} {
			if tag.key == "" {
				continue
			}
			id := strconv.FormatBool(tag.all) + tag.key
			if _, ok := at[id]; !ok {
				at[id] = len(p.groups)
				p.groups = append(p.groups, group{all: tag.all})
			}
			p.groups[at[id]].fields = append(p.groups[at[id]].fields, i)
		}
	}
}

// has reports whether the type has a parameter of that name, so that an extra one would clash.
func (p *plan) has(name string) (goName string, ok bool) {
	for _, f := range p.fields {
		if f.name == name || (len(f.in) > 0 && f.in[0] == name) {
			return f.goName, true
		}
	}
	return "", false
}

var (
	timeType      = reflect.TypeFor[time.Time]()
	dateType      = reflect.TypeFor[classcloud.Date]()
	rawType       = reflect.TypeFor[json.RawMessage]()
	fileType      = reflect.TypeFor[classcloud.File]()
	readerType    = reflect.TypeFor[io.Reader]()
	marshalerType = reflect.TypeFor[json.Marshaler]()
	unmarshalType = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshal = reflect.TypeFor[encoding.TextUnmarshaler]()
)
