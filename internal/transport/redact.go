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

// secretField matches the Go names of fields that hold a secret.
var secretField = regexp.MustCompile(`(Password|Token|Secret|AccessKey|PartnerKey|SecretKey|AppSign|Signature|(Push|Pull|Upload)URL)(MD5)?$`)

// IsSecretField reports whether a field's Go name says that it holds a secret.
func IsSecretField(name string) bool { return secretField.MatchString(name) }

// Hidden writes a struct as fmt would, with the text of fields that are named after a secret replaced by ***. plain is the value as a
// type without methods; name is its own type's name. Format of a request or result that holds a secret beside other things calls it.
func Hidden(f fmt.State, verb rune, name string, plain any) {
	from := reflect.ValueOf(plain)
	shown := reflect.New(from.Type()).Elem()
	shown.Set(from)
	for i := range shown.NumField() {
		if field := shown.Field(i); field.Kind() == reflect.String && field.Len() > 0 && IsSecretField(from.Type().Field(i).Name) {
			field.SetString("***")
		}
	}
	text := fmt.Sprintf(fmt.FormatString(f, verb), shown.Interface())
	Redacted(f, strings.Replace(text, from.Type().String(), name, 1))
}

// HiddenLog gives slog a value as %+v writes it: its JSON has the secrets.
func HiddenLog(v fmt.Formatter) slog.Value { return RedactedLog(fmt.Sprintf("%+v", v)) }
