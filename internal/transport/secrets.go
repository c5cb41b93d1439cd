package transport

import (
	"encoding/json"
	"reflect"

	"github.com/go-classcloud/classcloud"
)

// hiding hides what is secret in the last attempt, and in the request itself: a server may repeat either.
func (r *run) hiding() hiding {
	own := secretsIn(reflect.ValueOf(r.call.In), false, deepest, nil)
	for _, params := range [][]classcloud.Param{r.call.Params, r.config.Params} {
		for _, p := range params {
			own = secretsIn(reflect.ValueOf(p.Value), IsSecretMember(p.Name), deepest, own)
		}
	}
	return hide(append(own, r.secrets...))
}

// deepest is how deep a request is looked into: none is deeper, and a caller's own value may hold itself.
const deepest = 20

var fileType = reflect.TypeFor[classcloud.File]()

// secretsIn appends the texts in a request that IsSecret and IsSecretMember know.
func secretsIn(v reflect.Value, secret bool, depth int, found []string) []string {
	if depth == 0 {
		return found
	}
	depth--
	switch v.Kind() {
	case reflect.String:
		if secret && v.Len() > 0 {
			found = append(found, v.String())
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			found = secretsIn(v.Elem(), secret, depth, found)
		}
	case reflect.Struct:
		if v.Type() == fileType {
			return found
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				found = secretsIn(v.Field(i), IsSecret(f), depth, found)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return secretsInJSON(v.Bytes(), depth, found)
		}
		for i := range v.Len() {
			found = secretsIn(v.Index(i), secret, depth, found)
		}
	case reflect.Map:
		for at := v.MapRange(); at.Next(); {
			named := at.Key().Kind() == reflect.String && IsSecretMember(at.Key().String())
			found = secretsIn(at.Value(), secret || named, depth, found)
		}
	}
	return found
}

// secretsInJSON looks into raw JSON of the caller's.
func secretsInJSON(raw []byte, depth int, found []string) []string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return found
	}
	return secretsIn(reflect.ValueOf(value), false, depth, found)
}
