package explain

import (
	"encoding/base64"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// basic is the Authorization of a user and a password.
func basic(user string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(user)) }

// caretEscape is a character that is escaped for Windows' cmd.
var caretEscape = regexp.MustCompile(`\^(.)`)

// errQuote says that a quote is not closed.
var errQuote = errors.New("a quote is not closed: give the whole command")

// shellWords divides a command as a shell does: '…', "…", $'…', \ before a character, and \ at the end of a line. A ^ at the end of a
// line is one of Windows. Variables are not known, and stay as they are.
func shellWords(text string) (words []string, err error) {
	text = strings.NewReplacer("\r\n", "\n").Replace(text)
	if strings.Contains(text, `^"`) { // as browsers copy it for Windows' cmd, where ^ is before every odd character
		text = caretEscape.ReplaceAllString(strings.ReplaceAll(text, "^\n", " "), "$1")
	}
	text = strings.NewReplacer("\\\n", " ", "^\n", " ", "`\n", " ").Replace(text)
	var word strings.Builder
	inWord := false
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\n':
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
			i++
		case c == '\'' || c == '"' || c == '$' && i+1 < len(text) && text[i+1] == '\'':
			within, size, err := quoted(text[i:])
			if err != nil {
				return nil, err
			}
			word.WriteString(within)
			inWord = true
			i += size
		case c == '\\' && i+1 < len(text):
			_, size := utf8.DecodeRuneInString(text[i+1:])
			word.WriteString(text[i+1 : i+1+size])
			inWord = true
			i += 1 + size
		default:
			word.WriteByte(c)
			inWord = true
			i++
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}

// quoted reads a quoted part, and returns what is within and its size with the quotes.
func quoted(text string) (within string, size int, err error) {
	switch text[0] {
	case '\'':
		end := strings.IndexByte(text[1:], '\'')
		if end < 0 {
			return "", 0, errQuote
		}
		return text[1 : 1+end], end + 2, nil
	case '"':
		return escapedUntil(text, 1, '"', func(c byte) (string, bool) {
			return string(c), strings.IndexByte("\"\\$`", c) >= 0
		})
	default: // $'…'
		return escapedUntil(text, 2, '\'', ansiEscape)
	}
}

// escapedUntil reads up to a closing quote. What escape does not know keeps its backslash.
func escapedUntil(text string, from int, end byte, escape func(byte) (string, bool)) (string, int, error) {
	var b strings.Builder
	for i := from; i < len(text); i++ {
		switch {
		case text[i] == end:
			return b.String(), i + 1, nil
		case text[i] == '\\' && i+1 < len(text):
			i++
			if end == '\'' && (text[i] == 'x' || text[i] == 'u' || text[i] == 'U') {
				i += writeCode(&b, text[i:])
				continue
			}
			plain, known := escape(text[i])
			if !known {
				b.WriteByte('\\')
			}
			b.WriteString(plain)
		default:
			b.WriteByte(text[i])
		}
	}
	return "", 0, errQuote
}

// ansiEscape is what a letter after \ means in $'…'.
func ansiEscape(c byte) (string, bool) {
	at := strings.IndexByte(`abfnrtv\'"?e`, c)
	if at < 0 {
		return string(c), false
	}
	return "\a\b\f\n\r\t\v\\'\"?\x1b"[at : at+1], true
}

// writeCode writes \xHH, \uHHHH or \UHHHHHHHH, and returns how many characters followed the letter.
func writeCode(b *strings.Builder, text string) int {
	most := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[0]]
	n := 0
	for n < most && 1+n < len(text) && strings.IndexByte("0123456789abcdefABCDEF", text[1+n]) >= 0 {
		n++
	}
	code, err := strconv.ParseUint(text[1:1+n], 16, 32)
	switch {
	case err != nil:
		b.WriteString(`\` + text[:1])
	case text[0] == 'x':
		b.WriteByte(byte(code))
	default:
		b.WriteRune(rune(code))
	}
	return n
}
