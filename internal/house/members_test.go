package house_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Each object in the lists and members of a request has a place for what is newer than this module. A request itself has WithParam.
func TestEveryObjectInARequestTakesMembersNewerThanTheModule(t *testing.T) {
	for _, v := range vendors {
		for typ := range argumentsOf(t, &v) {
			checkOpen(t, &v, typ, typ, map[reflect.Type]bool{})
		}
	}
}

func checkOpen(t *testing.T, v *vendor, request, typ reflect.Type, seen map[reflect.Type]bool) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || seen[typ] || !strings.HasSuffix(typ.PkgPath(), "/"+v.name) {
		return
	}
	seen[typ] = true
	named := 0
	for i := range typ.NumField() {
		f := typ.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && name != "-" && name != "" && !hasHint(f, "local") {
			named++
			if !hasHint(f, "jsontext") || f.Type.Kind() == reflect.Slice {
				checkOpen(t, v, request, f.Type, seen)
			}
		}
	}
	if typ != request && named > 1 && !takesMore(typ) {
		assert.Fail(t, "has no Extra", "%s.%s in %s", v.name, typ.Name(), request.Name())
	}
}

// argumentsOf returns the structs that methods of a vendor's services take.
func argumentsOf(t *testing.T, v *vendor) map[reflect.Type]bool {
	t.Helper()
	out := map[reflect.Type]bool{}
	client, err := v.client()
	assert.NoError(t, err)
	services := reflect.TypeOf(client).Elem()
	for i := range services.NumField() {
		if !services.Field(i).IsExported() {
			continue
		}
		service := services.Field(i).Type
		for j := range service.NumMethod() {
			method := service.Method(j).Type
			for k := 1; k < method.NumIn(); k++ {
				if in := method.In(k); in.Kind() == reflect.Pointer && in.Elem().Kind() == reflect.Struct {
					out[in.Elem()] = true
				}
			}
		}
	}
	return out
}

func takesMore(typ reflect.Type) bool {
	for i := range typ.NumField() {
		if hasHint(typ.Field(i), "extra") {
			return true
		}
	}
	return false
}

func hasHint(f reflect.StructField, hint string) bool {
	return slices.Contains(strings.Split(f.Tag.Get("wire"), ","), hint)
}

// What a result keeps of members that it has no field for is kept by encoding/json, too, also where the type is sent back.
func TestEveryResultKeepsUnknownMembersInItsJSON(t *testing.T) {
	for _, v := range vendors {
		client, err := v.client()
		assert.NoError(t, err)
		services := reflect.TypeOf(client).Elem()
		results := map[reflect.Type]bool{}
		for i := range services.NumField() {
			if services.Field(i).IsExported() {
				for j := range services.Field(i).Type.NumMethod() {
					method := services.Field(i).Type.Method(j).Type
					for k := range method.NumOut() {
						collectTypes(method.Out(k), results)
					}
				}
			}
		}
		for typ := range results {
			for i := 0; typ.Kind() == reflect.Struct && i < typ.NumField(); i++ {
				if f := typ.Field(i); hasHint(f, "extra") && !strings.HasSuffix(typ.Name(), "Request") {
					name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
					assert.Equal(t, "unknown", name, "%s.%s.%s", v.name, typ.Name(), f.Name)
				}
			}
		}
	}
}
