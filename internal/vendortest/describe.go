package vendortest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
)

// Describe returns a request as one line: operation, method, path, status and parameters. It hides the values of parameters whose
// names look secret.
func Describe(operation, method, path string, status int, params any) string {
	if operation == "" {
		operation = "no operation"
	}
	answered := "not answered"
	if status != 0 {
		answered = "answered " + strconv.Itoa(status)
	}
	line := fmt.Sprintf("%s: %s %s, %s", operation, method, path, answered)
	if v := reflect.ValueOf(params); v.IsValid() && !(v.Kind() == reflect.Map || v.Kind() == reflect.Slice || v.Kind() == reflect.Pointer) || v.IsValid() && !v.IsNil() {
		line += ": " + describe(params)
	}
	return line
}

func describe(params any) string {
	switch p := params.(type) {
	case fmt.Stringer:
		return p.String()
	case map[string]string:
		p = maps.Clone(p)
		for name := range p {
			if isSecret(name) {
				p[name] = hidden
			}
		}
		params = p
	case map[string]any:
		p = maps.Clone(p)
		for name := range p {
			if isSecret(name) {
				p[name] = hidden
			}
		}
		params = p
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if enc.Encode(params) != nil {
		return fmt.Sprintf("%+v", params)
	}
	return strings.TrimSuffix(text.String(), "\n")
}

const hidden = "…"

// isSecret reports whether a parameter has the name of a signature, key, token or password.
func isSecret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"password", "token", "secret", "sign", "key"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
