package explain

import (
	"net/url"
	"strings"
)

// explainSerialized judges what was encrypted. It sets the two texts if that is wrong.
func (in *inquiry) explainSerialized(plain string) []finding {
	value, rest, err := readPHP(plain, lengthsInBytes, false)
	if array, is := value.(phpArray); err == nil && is {
		if rest == "" {
			return nil
		}
		in.texts(phpText(array), plain)
		return []finding{{"bytes-after-parameters", ""}}
	}
	if err == nil && rest == "" {
		return in.notAnArray(value, plain)
	}
	for _, try := range []struct {
		mistake string
		lengths phpLengths
		anySize bool
	}{
		{"php-lengths-in-characters", lengthsInCharacters, false},
		{"php-lengths-in-characters", lengthsInUTF16, false},
		{"php-size-of-array", lengthsInBytes, true},
		{"php-lengths-wrong", lengthsWrong, true},
	} {
		value, _, err := readPHP(plain, try.lengths, try.anySize)
		if array, is := value.(phpArray); err == nil && is {
			in.texts(phpText(array), plain)
			return []finding{{try.mistake, ""}}
		}
	}
	if value, is := phpOfJSON(plain); is {
		in.texts(phpText(value), plain)
		return []finding{{"json-not-serialized", ""}}
	}
	if strings.HasPrefix(plain, "O:") || strings.Contains(plain, "O:8:\"stdClass\"") {
		in.texts("", plain)
		return []finding{{"object-serialized", ""}}
	}
	if form, err := url.ParseQuery(plain); err == nil && strings.Contains(plain, "=") && len(form) > 0 {
		in.texts(phpText(phpOfForm(plain)), plain)
		return []finding{{"form-not-serialized", ""}}
	}
	in.texts("", plain)
	return []finding{{"not-serialized", ""}}
}

// notAnArray explains a value that is serialized and is not an array: Laravel's encrypt serializes what it gets, a text that is already
// serialized too.
func (in *inquiry) notAnArray(value any, plain string) []finding {
	if text, is := value.(string); is {
		if array, rest, err := readPHP(text, lengthsInBytes, false); err == nil && rest == "" {
			in.texts(phpText(array), plain)
			return []finding{{"serialized-twice", ""}}
		}
		if array, is := phpOfJSON(text); is {
			in.texts(phpText(array), plain)
			return []finding{{"json-text-serialized", ""}}
		}
	}
	in.texts("", plain)
	return []finding{{"parameters-are-not-an-array", ""}}
}

func phpOfForm(text string) phpArray {
	array := phpArray{}
	for _, p := range formPairs(text, inBody) {
		array = append(array, phpEntry{phpKey(p.name), p.value})
	}
	return array
}
