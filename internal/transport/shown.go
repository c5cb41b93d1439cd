package transport

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest texts of others that an error shows, in characters.
const (
	mostMessage   = 500
	mostCode      = 40
	mostRequestID = 100
	mostPlace     = 200
	mostWarning   = 2000
)

// shown returns a text of somebody else's fit for a line of a log: at most so many characters, and control characters written as Go
// writes them, so that no text can forge a line.
func shown(text string, most int) string {
	if len(text) <= most && isPlain(text) {
		return text
	}
	var out strings.Builder
	count := 0
	for _, char := range text {
		if count++; count > most {
			out.WriteString("…")
			break
		}
		if char == utf8.RuneError || !unicode.IsPrint(char) && char != '\u3000' { // the space of Chinese texts
			quoted := strconv.QuoteRuneToASCII(char)
			out.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		out.WriteRune(char)
	}
	return out.String()
}

// isPlain reports whether a text has nothing that must be written otherwise.
func isPlain(text string) bool {
	for _, char := range text {
		if char == utf8.RuneError || !unicode.IsPrint(char) && char != '\u3000' {
			return false
		}
	}
	return true
}
