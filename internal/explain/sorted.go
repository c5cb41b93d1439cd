package explain

import (
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// sortedRecipe is how a client signs by sorting: k=v&…&key=SECRET, and the MD5 of that.
type sortedRecipe struct {
	pairs   []pair
	extra   []pair // signed though they are not sent
	omit    func(pair) bool
	only    func(pair) bool                         // nil: those that the vendor's rule signs
	compare func(a, b pair) int                     // nil: the order in which they were sent
	value   func(pair) string                       // nil: as it is
	write   func(pairs []pair, display bool) string // nil: k=v&k=v
	key     keyPlace                                // how the key is added
	whole   func(string) string                     // done to the whole text; nil: nothing
	secret  secretForm
	digest  digest
}

// keyPlace says where and how the key is added to the text of the parameters.
type keyPlace struct {
	add func(text, secret string) string
}

// sortedScheme is one vendor's rule.
type sortedScheme struct {
	pairs    []pair          // all that was sent, but the signature
	rule     func(pair) bool // nil: all are signed
	keyName  string          // partner_key, key
	secretOf string          // the variable of the secret
	always   []string        // parameters with a mistake of their own when they are not signed
	optional []string        // parameters that clients sign without sending them
	given    string          // the signature that was sent
	limits   bool            // the rule leaves out lists and what is longer than 1024 bytes
	body     string          // a body that clients sign as it is; empty if that makes no sense
}

func byName(a, b pair) int { return strings.Compare(a.name, b.name) }

// text writes what is signed. With display, secrets are hidden.
func (r *sortedRecipe) text(rule func(pair) bool, display bool) string {
	chosen := make([]pair, 0, len(r.pairs)+len(r.extra))
	for _, p := range r.pairs {
		signs := rule == nil || rule(p)
		if r.only != nil {
			signs = r.only(p)
		}
		if signs && (r.omit == nil || !r.omit(p)) {
			if r.value != nil {
				p.value = r.value(p)
			}
			if display {
				p.value = shown(p.name, p.value)
			}
			chosen = append(chosen, p)
		}
	}
	chosen = append(chosen, r.extra...)
	if r.compare != nil {
		slices.SortStableFunc(chosen, r.compare)
	}
	write := r.write
	if write == nil {
		write = joined("=", "&")
	}
	secret := r.secret.value
	if display {
		secret = r.secret.label
	}
	text := r.key.add(write(chosen, display), secret)
	if r.whole != nil {
		text = r.whole(text)
		if display {
			text = strings.ReplaceAll(text, url.QueryEscape(hidden), hidden)
		}
	}
	return text
}

func joined(assign, between string) func([]pair, bool) string {
	return func(pairs []pair, _ bool) string {
		var b strings.Builder
		for i, p := range pairs {
			if i > 0 {
				b.WriteString(between)
			}
			b.WriteString(p.name)
			b.WriteString(assign)
			b.WriteString(p.value)
		}
		return b.String()
	}
}

func valuesOnly(pairs []pair, _ bool) string {
	var b strings.Builder
	for _, p := range pairs {
		b.WriteString(p.value)
	}
	return b.String()
}

// explainSorted judges a signature by sorting. It reports whether the signature is right.
func (in *inquiry) explainSorted(s *sortedScheme) bool {
	keys := in.keys
	base := sortedRecipe{pairs: s.pairs, compare: byName, key: rightKey(s.keyName), digest: digest{sum: md5Hex},
		secret: secretForm{value: keys[s.secretOf], label: hidden}}
	size := 64
	for _, p := range s.pairs {
		size += len(p.name) + len(p.value) + 128 // sorting is dearer than hashing
	}
	looking := search[sortedRecipe]{
		base: base,
		dims: func() [][]option[sortedRecipe] { return s.mistakes(keys) },
		cost: func(*sortedRecipe) int { return size },
		hit: func(r *sortedRecipe) (string, bool) {
			made := r.digest.sum(r.text(s.rule, false), r.secret.value)
			return made, made == s.given
		},
	}
	found, how, ok := looking.run(&in.budget)
	if ok && len(found) == 0 {
		return true
	}
	expected := base.text(s.rule, true)
	if !ok {
		in.texts(expected, "")
		in.refuseUnknown()
		return false
	}
	actual := how.text(s.rule, true)
	if name := how.digest.name; name != "" {
		expected, actual = "md5("+expected+")", strings.Replace(name, "%s", actual, 1)
	}
	in.texts(expected, actual)
	in.refuse(found...)
	return false
}

func rightKey(name string) keyPlace {
	return keyPlace{add: func(text, secret string) string {
		if text == "" {
			return name + "=" + secret
		}
		return text + "&" + name + "=" + secret
	}}
}

// mistakes lists what goes wrong in each step, the frequent first.
func (s *sortedScheme) mistakes(keys Keys) [][]option[sortedRecipe] {
	dims := [][]option[sortedRecipe]{s.digests(), s.values(), s.orders(), s.choices(), s.wholes(), s.keyPlaces(), s.writings()}
	var secrets []option[sortedRecipe]
	for _, form := range secretForms(keys, s.secretOf) {
		secrets = append(secrets, option[sortedRecipe]{form.finding, form.alone, func(r *sortedRecipe) { r.secret = form }})
	}
	return append(dims, secrets, s.extras())
}

func (s *sortedScheme) digests() (options []option[sortedRecipe]) {
	for _, d := range md5Mistakes() {
		options = append(options, option[sortedRecipe]{d.finding, false, func(r *sortedRecipe) { r.digest = d }})
	}
	return options
}

// orders are wrong orders. 007gzs/baijiayun (Python) sorts whole k=v texts, which differs where one name begins another.
func (s *sortedScheme) orders() []option[sortedRecipe] {
	by := func(mistake string, compare func(a, b pair) int) option[sortedRecipe] {
		return option[sortedRecipe]{finding{mistake, ""}, false, func(r *sortedRecipe) { r.compare = compare }}
	}
	return []option[sortedRecipe]{
		by("order-as-sent", nil),
		by("order-as-sent", func(a, b pair) int { // the common parameters first
			if first := isOneOf(a.name, s.always); first != isOneOf(b.name, s.always) {
				if first {
					return -1
				}
				return 1
			}
			return 0
		}),
		by("order-by-joined-text", func(a, b pair) int { return strings.Compare(a.name+"="+a.value, b.name+"="+b.value) }),
		by("order-ignores-case", func(a, b pair) int { return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) }),
		by("order-reversed", func(a, b pair) int { return strings.Compare(b.name, a.name) }),
		by("order-by-value", func(a, b pair) int { return strings.Compare(a.value, b.value) }),
		by("order-query-before-body", func(a, b pair) int {
			if a.from != b.from {
				return int(a.from) - int(b.from)
			}
			return byName(a, b)
		}),
	}
}

// values are values written in another way than they are sent.
func (s *sortedScheme) values() []option[sortedRecipe] {
	as := func(mistake string, f func(string) string) option[sortedRecipe] {
		detail := ""
		for _, p := range s.pairs { // the first value that it changes
			if f(p.value) != p.value {
				detail = p.name
				break
			}
		}
		return option[sortedRecipe]{finding{mistake, detail}, false, func(r *sortedRecipe) { r.value = func(p pair) string { return f(p.value) } }}
	}
	number := func(mistake string, f func(string) string) option[sortedRecipe] {
		o := as(mistake, f)
		o.apply = func(r *sortedRecipe) {
			r.value = func(p pair) string {
				if s.limits && p.kind != 'n' { // the body's numbers, not the common parameters of the headers
					return p.value
				}
				return f(p.value)
			}
		}
		return o
	}
	wire := option[sortedRecipe]{finding{"values-as-on-the-wire", ""}, false, func(r *sortedRecipe) { r.value = func(p pair) string { return p.wire } }}
	return []option[sortedRecipe]{
		as("values-url-encoded", url.QueryEscape), // Go, Python's quote_plus
		as("values-url-encoded", rawURLEncode),
		as("values-url-encoded", encodeURIComponent),
		as("values-url-encoded", urlEncodePHP),
		as("values-url-encoded", urlEncodeJava),
		as("values-url-encoded", quotePython),
		as("values-url-encoded", encodeURI),
		as("values-url-encoded", func(v string) string { return lowerEscapes(url.QueryEscape(v)) }), // .NET
		wire,
		as("values-html-escaped", html.EscapeString),
		as("values-html-escaped", escapedByPHP.Replace),
		as("values-html-escaped", escapedByPython.Replace),
		as("values-json-escaped", jsonEscaped),
		as("values-json-escaped", func(v string) string { text := jsonEscaped(v); return strings.ReplaceAll(text, "/", `\/`) }),
		as("values-trimmed", strings.TrimSpace),
		as("values-lower-case", strings.ToLower),
		as("values-in-quotes", strconv.Quote),
		number("numbers-in-scientific-notation", scientific),
		number("numbers-as-floats", func(v string) string {
			if isInteger(v) {
				return v + ".0"
			}
			return v
		}),
		as("booleans-as-text", replaceWhole("1", "true", "0", "false")),
		// A Python dashboard for ClassIn in public use signs str(v), and sends JSON: True is signed where true is sent.
		as("booleans-as-text", replaceWhole("true", "True", "false", "False")),
		as("booleans-as-numbers", replaceWhole("true", "1", "false", "0")),
		as("booleans-as-numbers", replaceWhole("true", "1", "false", "")),
		as("empty-values-as-null", replaceWhole("", "null")),
		as("empty-values-as-null", replaceWhole("", "None")),
		as("null-as-empty", replaceWhole("null", "")),
	}
}

func isInteger(v string) bool {
	_, err := strconv.ParseInt(v, 10, 64)
	return err == nil
}

// scientific is what Go's %v makes of a number that went through a float64.
func scientific(v string) string {
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return v
	}
	return strconv.FormatFloat(float64(n), 'g', -1, 64)
}

// replaceWhole replaces values that are equal to old: old, new, old, new, …
func replaceWhole(pairs ...string) func(string) string {
	return func(v string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if v == pairs[i] {
				return pairs[i+1]
			}
		}
		return v
	}
}
