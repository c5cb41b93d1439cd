package transport

import (
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"regexp"
	"strings"
)

// Redacted writes the text that a type with secrets shows under every verb of fmt. The type's Format calls it.
func Redacted(f fmt.State, text string) { _, _ = io.WriteString(f, text) }

// RedactedJSON returns the text as JSON. MarshalJSON of a type with secrets calls it.
func RedactedJSON(text string) ([]byte, error) { return fmt.Appendf(nil, "%q", text), nil }

// RedactedLog returns the text for slog. LogValue of a type with secrets calls it.
func RedactedLog(text string) slog.Value { return slog.StringValue(text) }

// secretField matches the Go names of fields that hold a secret: what proves who somebody is, or lets its holder in.
var secretField = regexp.MustCompile(`(Password|Token|Secret|AccessKey|PartnerKey|SecretKey|SafeKey|LessonKey|CourseKey|AppSign|Signature|(Push|Pull|Upload)URL|(Admin|Teacher|Student|Join)Code)(MD5)?$`)

// IsSecretField reports whether a field's Go name says that it holds a secret.
func IsSecretField(name string) bool { return secretField.MatchString(name) }

// IsSecret reports whether a field holds a secret: by its name, or by the tag secret:"true" where the name says too little.
func IsSecret(field reflect.StructField) bool {
	return IsSecretField(field.Name) || field.Tag.Get("secret") == "true"
}

// secretMember matches the vendors' names of members that hold a secret: sign, access_key, boardToken.
var secretMember = regexp.MustCompile(`(?i)(^|[._])sign$|password|token$|secret$|access_?key$|partner_?key$|secret_?key$|safe_?key$|app_?sign$|signature$`)

// IsSecretMember reports whether a vendor's name says that the value is a secret.
func IsSecretMember(name string) bool { return secretMember.MatchString(name) }

// hiddenText stands where a secret was.
const hiddenText = "***"

// Hidden writes a struct as fmt would, with what is secret in it replaced by ***: text in fields that IsSecret knows, the queries of
// addresses, and what maps have under a name that IsSecretMember knows. plain is the value as a type without methods; name is its own
// type's name. Format of a request or result that holds a secret beside other things calls it, and so does that of a type which holds such
// a one, because fmt calls no method inside of a pointer under a verb that does not fit it.
func Hidden(f fmt.State, verb rune, name string, plain any) {
	from := reflect.ValueOf(plain)
	shown := reflect.New(from.Type()).Elem()
	shown.Set(from)
	hideFields(shown)
	text := fmt.Sprintf(fmt.FormatString(f, verb), shown.Interface())
	Redacted(f, strings.Replace(text, from.Type().String(), name, 1))
}

// hideFields replaces what is secret in a copy of a struct, and nothing that it shares with the original.
func hideFields(v reflect.Value) {
	for i := range v.NumField() {
		if field := v.Field(i); field.CanSet() {
			hideValue(field, IsSecret(v.Type().Field(i)))
		}
	}
}

var formatter = reflect.TypeFor[fmt.Formatter]()

func hideValue(v reflect.Value, secret bool) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hideText(v.String(), secret))
	case reflect.Struct:
		if !v.Type().Implements(formatter) { // the others hide what is theirs
			hideFields(v)
		}
	case reflect.Pointer:
		if !v.IsNil() && isOpen(v.Type().Elem()) {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			hideValue(own.Elem(), secret)
			v.Set(own)
		}
	case reflect.Slice:
		if v.Len() > 0 && isOpen(v.Type().Elem()) {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			for i := range v.Len() {
				own.Index(i).Set(v.Index(i))
				hideValue(own.Index(i), secret)
			}
			v.Set(own)
		}
	case reflect.Map:
		hideMap(v, secret)
	}
}

func hideMap(v reflect.Value, secret bool) {
	members, isObject := v.Interface().(map[string]any)
	switch {
	case v.Len() == 0:
	case isObject:
		v.Set(reflect.ValueOf(HiddenMembers(members)))
	case isOpen(v.Type().Elem()):
		own := reflect.MakeMapWithSize(v.Type(), v.Len())
		for at := v.MapRange(); at.Next(); {
			element := reflect.New(v.Type().Elem()).Elem()
			element.Set(at.Value())
			hideValue(element, secret)
			own.SetMapIndex(at.Key(), element)
		}
		v.Set(own)
	}
}

// isOpen reports whether values of a type are texts, or structs that do not print themselves.
func isOpen(t reflect.Type) bool {
	return t.Kind() == reflect.String || t.Kind() == reflect.Struct && !t.Implements(formatter)
}

// hideText hides a secret, and of an address the query, where signatures and tokens are, and the user with the password.
func hideText(text string, secret bool) string {
	if secret && text != "" {
		return hiddenText
	}
	page, _, hasQuery := strings.Cut(text, "?")
	scheme, rest, isAddress := strings.Cut(page, "://")
	if !isAddress || strings.ContainsAny(page, " \n") {
		return text
	}
	host, _, _ := strings.Cut(rest, "/")
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		page = scheme + "://" + hiddenText + rest[at:]
	}
	if hasQuery {
		page += "?" + hiddenText
	}
	return page
}

// HiddenMembers returns a copy of an object in which the values of what is named like a secret are hidden, and the queries of addresses, at
// any depth. A name may be a path of several, joined by dots.
func HiddenMembers(members map[string]any) map[string]any {
	if members == nil {
		return nil
	}
	out := make(map[string]any, len(members))
	for name, value := range members {
		if IsSecretMember(name) {
			value = hiddenText
		}
		out[name] = hiddenValue(value)
	}
	return out
}

func hiddenValue(value any) any {
	switch value := value.(type) {
	case string:
		return hideText(value, false)
	case map[string]any:
		return HiddenMembers(value)
	case []any:
		out := make([]any, len(value))
		for i := range value {
			out[i] = hiddenValue(value[i])
		}
		return out
	}
	return value
}

// HiddenLog gives slog a value as %+v writes it: its JSON has the secrets.
func HiddenLog(v fmt.Formatter) slog.Value { return RedactedLog(fmt.Sprintf("%+v", v)) }
