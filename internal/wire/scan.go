package wire

// scanner looks over JSON without a decoder, which is half the work for an envelope. It knows less than the decoder: what it does not take is not
// therefore wrong, and the decoder has the last word. What it takes the decoder takes, too, and with the same ends.
type scanner struct {
	text []byte
	at   int
}

// deepScan is how deep a value may be nested for a scanner.
const deepScan = 32

// peek skips white space and returns the byte that follows, or 0 at the end.
func (s *scanner) peek() byte {
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// take skips white space and one byte, if it is that.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

// value skips one value, before which there is no white space.
func (s *scanner) value(depth int) bool {
	if s.at == len(s.text) || depth > deepScan {
		return false
	}
	switch c := s.text[s.at]; c {
	case '"':
		_, ok := s.str()
		return ok
	case '{':
		return s.list('}', depth, true)
	case '[':
		return s.list(']', depth, false)
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	}
	return s.number()
}

// list skips an object or an array, of which the first byte is next.
func (s *scanner) list(end byte, depth int, named bool) bool {
	s.at++
	if s.take(end) {
		return true
	}
	for {
		if s.peek(); named {
			if _, ok := s.name(); !ok {
				return false
			}
		}
		if !s.value(depth + 1) {
			return false
		}
		if !s.take(',') {
			return s.take(end)
		}
	}
}

// name skips the name of a member and the colon, up to its value. It returns the name if it stands for itself, else nil.
func (s *scanner) name() (name []byte, ok bool) {
	from := s.at
	plain, ok := s.str()
	end := s.at
	if !ok || !s.take(':') {
		return nil, false
	}
	s.peek()
	if plain {
		name = s.text[from+1 : end-1]
	}
	return name, true
}

// str skips a string. It is plain if it stands for itself.
func (s *scanner) str() (plain, ok bool) {
	if s.at == len(s.text) || s.text[s.at] != '"' {
		return false, false
	}
	plain = true
	for i := s.at + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '"':
			s.at = i + 1
			return plain, true
		case c < ' ':
			return false, false
		case c == '\\':
			n := escapeLen(s.text[i:])
			if n == 0 {
				return false, false
			}
			plain = false
			i += n - 1
		case c >= 0x80:
			plain = false
		}
	}
	return false, false
}

// escapeLen returns how long the escape is that a text begins with, or 0 if it is not one.
func escapeLen(text []byte) int {
	if len(text) < 2 {
		return 0
	}
	switch text[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(text) < 6 {
			return 0
		}
		for _, c := range text[2:6] {
			if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
				return 0
			}
		}
		return 6
	}
	return 0
}

func (s *scanner) word(word string) bool {
	if len(s.text)-s.at < len(word) || string(s.text[s.at:s.at+len(word)]) != word {
		return false
	}
	s.at += len(word)
	return true
}

// number skips a number.
func (s *scanner) number() bool {
	if s.text[s.at] == '-' {
		s.at++
	}
	first := s.at
	if n := s.digits(); n == 0 || n > 1 && s.text[first] == '0' {
		return false
	}
	if s.at < len(s.text) && s.text[s.at] == '.' {
		s.at++
		if s.digits() == 0 {
			return false
		}
	}
	if s.at < len(s.text) && s.text[s.at]|0x20 == 'e' {
		if s.at++; s.at < len(s.text) && (s.text[s.at] == '+' || s.text[s.at] == '-') {
			s.at++
		}
		return s.digits() > 0
	}
	return true
}

// digits skips digits and returns how many there were.
func (s *scanner) digits() int {
	from := s.at
	for s.at < len(s.text) && s.text[s.at] >= '0' && s.text[s.at] <= '9' {
		s.at++
	}
	return s.at - from
}
