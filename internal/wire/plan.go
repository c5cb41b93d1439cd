package wire

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// place says where in the request a field is sent.
type place uint8

const (
	inBody place = iota
	inPath
	inQuery
	isFile
	isExtra
	isLocal
)

// field describes one field of a request struct: its names, its hints and its checks.
type field struct {
	index  []int
	goName string
	name   string // the vendor's name
	full   string // the vendor's name with the objects it is nested in: "webRecordConfig.url"
	typ    reflect.Type
	place  place
	in     []string // the objects it is nested in, outermost first
	hints  hints
	checks checks
}

// look is how the walk over a request sees whether a field is set. It is kept apart from the rest that is known of a field, because of most
// fields nothing else is needed.
type look struct {
	at      int32 // its place in the request, or -1 if it is in an embedded struct
	absence absence
}

// absence says how a field shows that it is not set.
type absence uint8

const (
	isZeroValue absence = iota // it is the zero of its type
	isNil                      // it is nil
	isNoText                   // it is empty text
	isNoInt                    // it is the number 0
	isFalse                    // it is false
	isTold                     // there is something to say about it even where it is not set
)

// lookOf returns how a field is looked at.
func (f *field) lookOf() look {
	l := look{int32(f.index[0]), absenceOf(f.typ)}
	if len(f.index) > 1 {
		l.at = -1
	}
	if f.checks.required || f.place == inPath || f.hints.always {
		l.absence = isTold
	}
	return l
}

// absenceOf returns how a type shows that it is not set. The simple kinds are told apart because a request has many fields of them.
func absenceOf(t reflect.Type) absence {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
		return isNil
	case reflect.String:
		return isNoText
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return isNoInt
	case reflect.Bool:
		return isFalse
	}
	return isZeroValue
}

// hints are the words of the wire tag that say how the value is written.
type hints struct {
	time                             string // unix, milli, date, minute, clock
	unit                             string // seconds, minutes, hours: the unit of a duration
	flag12, flag01, inverted, asText bool   // how a bool is written
	jsonText, comma, asString        bool
	number                           bool // how text is written: as a whole number
	always, clear                    bool
	verbatim                         bool // the user's own data: what encoding/json writes
	plain                            plainness
}

// plainness says that a field's value needs no look at its type, because the plan took it.
type plainness uint8

const (
	notPlain plainness = iota
	plainInt
	plainText
	plainMoment
)

// plainOf returns the plainness of a field's type.
func (h *hints) plainOf(t reflect.Type) plainness {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case h.jsonText || h.verbatim:
		return notPlain
	case t == timeType:
		return plainMoment
	case t == durationType || t == numberType || reflect.PointerTo(t).Implements(marshalerType):
		return notPlain
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64:
		return plainInt
	case t.Kind() == reflect.String && !h.number:
		return plainText
	}
	return notPlain
}

// checks are the words of the check tag.
type checks struct {
	required                 bool
	max, min, bytes, count   int
	oneOf, allOf             string
	hasMax, hasMin, hasCount bool
	ids                      bool // the elements of a list are ids: at least 1
	trimmed                  bool // text without blanks at its ends and without control characters
}

// plan describes a request type. Each type is read only once.
type plan struct {
	typ    reflect.Type
	fields []field
	looks  []look // of the fields
	groups []group
}

// group is a set of fields of which exactly one must be set or, with all, either all or none.
type group struct {
	all    bool
	fields []int // indices into plan.fields
}

var plans sync.Map // reflect.Type -> *plan: a cache, filled on first use, never changed

// planOf returns the plan of a request type. It panics if the tags of the type do not make sense: that is a mistake of this module,
// and a test plans every request type.
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
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		wireTag := sf.Tag.Get("wire")
		if sf.Anonymous && name == "" {
			p.embed(sf, at)
			continue
		}
		if !sf.IsExported() || (name == "" && wireTag == "") || (name == "-" && wireTag != "extra") {
			continue
		}
		f := field{index: at, goName: sf.Name, name: name, typ: sf.Type}
		f.readWire(t, wireTag)
		f.readChecks(t, sf.Tag.Get("check"))
		f.full = strings.Join(append(f.in[:len(f.in):len(f.in)], name), ".")
		f.fits(t)
		f.hints.plain = f.hints.plainOf(f.typ)
		p.fields, p.looks = append(p.fields, f), append(p.looks, f.lookOf())
	}
}

// embed reads the fields of an embedded struct as fields of the request.
func (p *plan) embed(sf reflect.StructField, at []int) {
	if sf.Type.Kind() == reflect.Pointer {
		panic(fmt.Sprintf("wire: %s.%s: an embedded pointer may be nil: embed the struct", p.typ, sf.Name))
	}
	if sf.Type.Kind() == reflect.Struct {
		p.read(sf.Type, at)
	}
}

var containers = []reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map}

// fits panics if a word of the tag does not fit the field's type, because the word would silently be ignored.
func (f *field) fits(t reflect.Type) {
	base, isList := f.typ, false
	for base != rawType && slices.Contains(containers, base.Kind()) {
		isList = isList || base.Kind() == reflect.Slice || base.Kind() == reflect.Array
		base = base.Elem()
	}
	h := &f.hints
	var problem string
	switch {
	case f.name == "":
		problem = "the json name is missing"
	case h.time != "" && base != timeType && (h.time != "date" || base != dateType):
		problem = "unix, milli, date, minute and clock are for times"
	case (h.unit != "") != (base == durationType):
		problem = "a time.Duration needs seconds, minutes or hours, and only a time.Duration takes them"
	case (h.flag01 || h.flag12 || h.inverted || h.asText) && base.Kind() != reflect.Bool:
		problem = "01, 12, inverted and text are for bools"
	case h.number && base.Kind() != reflect.String:
		problem = "number is for strings"
	case h.comma && !isList:
		problem = "comma is for lists"
	case f.place == isFile && (base != fileType || f.typ.Kind() != reflect.Pointer):
		problem = "file is for a *classcloud.File"
	case f.place == isExtra && f.typ != extraType:
		problem = "extra is for a map[string]any"
	case base.Kind() == reflect.Interface && f.place != isExtra && !h.verbatim:
		problem = "what can hold anything is the user's own data, and needs verbatim"
	default:
		return
	}
	panic(fmt.Sprintf("wire: %s.%s: %s", t, f.goName, problem))
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
		case word == "local":
			f.place = isLocal
		case !f.hints.set(word):
			panic(fmt.Sprintf("wire: %s.%s: unknown word %q in its wire tag", t, f.goName, word))
		}
	}
}

func (h *hints) set(word string) bool {
	switch word {
	case "unix", "milli", "date", "minute", "clock":
		h.time = word
	case "seconds", "minutes", "hours":
		h.unit = word
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
	case "number":
		h.number = true
	case "always":
		h.always = true
	case "clear":
		h.clear = true
	case "verbatim":
		h.verbatim = true
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
		case "ids":
			f.checks.ids, ok = true, true
		case "trimmed":
			f.checks.trimmed, ok = true, true
		case "present", "decorative": // of a result: see Read
			ok = true
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

// has reports whether the type has a parameter of that name, with which an extra parameter would clash. goName is its field.
func (p *plan) has(name string) (goName string, ok bool) {
	for _, f := range p.fields {
		outermost := f.name
		if len(f.in) > 0 {
			outermost = f.in[0]
		}
		if outermost == name && f.place != isExtra {
			return f.goName, true
		}
	}
	return "", false
}

var (
	timeType      = reflect.TypeFor[time.Time]()
	durationType  = reflect.TypeFor[time.Duration]()
	dateType      = reflect.TypeFor[classcloud.Date]()
	rawType       = reflect.TypeFor[json.RawMessage]()
	numberType    = reflect.TypeFor[json.Number]()
	bytesType     = reflect.TypeFor[[]byte]()
	fileType      = reflect.TypeFor[classcloud.File]()
	extraType     = reflect.TypeFor[map[string]any]()
	marshalerType = reflect.TypeFor[json.Marshaler]()
	unmarshalType = reflect.TypeFor[json.Unmarshaler]()
	textMarshal   = reflect.TypeFor[encoding.TextMarshaler]()
	textUnmarshal = reflect.TypeFor[encoding.TextUnmarshaler]()
)
