package explain

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Write writes the verdict for a terminal, in English ("en") or Chinese ("zh"): what is wrong, then the two texts, one under the other,
// with ^ under the first difference.
func (v *Verdict) Write(w io.Writer, lang string) error {
	say := func(t Text) string {
		if lang == "zh" && t.ZH != "" {
			return t.ZH
		}
		return t.EN
	}
	out := bufio.NewWriter(w)
	line := func(parts ...string) { _, _ = out.WriteString(printable(strings.Join(parts, "")) + "\n") } // Flush returns the error
	state := Text{"refused", "拒绝"}
	if v.Accepted {
		state = Text{"accepted", "通过"}
	}
	head := v.Vendor
	if v.Scheme != "" {
		head += " " + v.Scheme
	}
	line(head, ": ", say(state))
	line("  ", say(v.Summary))
	if v.Mistake != "" {
		line("  ", say(Text{"mistake: ", "错误："}), v.Mistake, say(Text{" (", "（"}), strconv.Itoa(v.Tried), say(Text{" ways of signing tried)", " 种签名方式已尝试）"}))
	}
	v.writeTexts(line, say)
	for _, note := range v.Notes {
		line(say(Text{"  note: ", "  注意："}), say(note))
	}
	return out.Flush()
}

// lineWidth is how many columns of a text are shown at once.
const lineWidth = 100

func (v *Verdict) writeTexts(line func(...string), say func(Text) string) {
	if v.Expected == "" && v.Actual == "" {
		return
	}
	expected, actual := say(Text{"  expected  ", "  应签名  "}), say(Text{"  you signed  ", "  您签名  "})
	wide := max(columns(expected), columns(actual))
	expected += strings.Repeat(" ", wide-columns(expected))
	actual += strings.Repeat(" ", wide-columns(actual))
	line("")
	if v.Actual == "" || v.Expected == "" || v.Differs < 0 {
		for i, text := range []string{v.Expected, v.Actual} {
			if text != "" {
				line([]string{expected, actual}[i], printable(text))
			}
		}
		return
	}
	from := runeStart(v.Expected, v.Differs)
	before := printable(v.Expected[:from])
	shownBefore := lastColumns(before, lineWidth/2)
	cut := ""
	if shownBefore != before {
		cut = "…"
	}
	room := lineWidth - columns(shownBefore)
	line(expected, cut, shownBefore, firstColumns(printable(v.Expected[from:]), room))
	line(actual, cut, shownBefore, firstColumns(printable(v.Actual[from:]), room))
	line(strings.Repeat(" ", wide+columns(cut)+columns(shownBefore)), "^")
}

func runeStart(text string, at int) int {
	at = min(at, len(text))
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// printable writes what a terminal would obey as an escape: a request's text cannot move the cursor.
func printable(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + strconv.FormatUint(uint64(text[0])|0x100, 16)[1:])
		case !unicode.IsPrint(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return b.String()
}

// columns is how wide a text is on a terminal.
func columns(text string) (n int) {
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

// runeColumns is 2 for the wide letters of East Asia, 0 for marks that join the letter before them, 1 for others.
func runeColumns(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0x303e, r >= 0x3041 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1f64f, r >= 0x1f680 && r <= 0x1f6ff,
		r >= 0x1f900 && r <= 0x1f9ff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// firstColumns cuts a text to its first n columns.
func firstColumns(text string, n int) string {
	for i, r := range text {
		if n -= runeColumns(r); n < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

// lastColumns cuts a text to its last n columns.
func lastColumns(text string, n int) string {
	for i := len(text); i > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if n -= runeColumns(r); n < 0 {
			return text[i:]
		}
		i -= size
	}
	return text
}
