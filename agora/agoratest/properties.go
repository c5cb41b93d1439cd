package agoratest

import (
	"maps"
	"slices"
	"strings"
)

// A key of properties is a path: what stands at its end is replaced, and what stands beside it stays. So a key without dots
// replaces a whole top-level value, an object with every member it had.

func setPaths(properties, changes map[string]any) {
	for _, path := range slices.Sorted(maps.Keys(changes)) {
		object := properties
		keys := strings.Split(path, ".")
		for _, key := range keys[:len(keys)-1] {
			inner, ok := object[key].(map[string]any)
			if !ok {
				inner = map[string]any{}
				object[key] = inner
			}
			object = inner
		}
		object[keys[len(keys)-1]] = clone(changes[path])
	}
}

// deletePaths passes over what is not there.
func deletePaths(properties map[string]any, paths []string) {
	for _, path := range paths {
		object := properties
		keys := strings.Split(path, ".")
		for _, key := range keys[:len(keys)-1] {
			object, _ = object[key].(map[string]any)
		}
		delete(object, keys[len(keys)-1])
	}
}

// clone makes a copy that later changes of properties do not reach: what a request brought is shared with Requests.
func clone(value any) any {
	switch value := value.(type) {
	case map[string]any:
		return cloneObject(value)
	case []any:
		list := make([]any, len(value))
		for i := range value {
			list[i] = clone(value[i])
		}
		return list
	}
	return value
}

// cloneObject returns an empty object for nil.
func cloneObject(object map[string]any) map[string]any {
	result := make(map[string]any, len(object))
	for key, value := range object {
		result[key] = clone(value)
	}
	return result
}

// changes reads the properties to set of a request.
func (f fields) changes(name string) map[string]any {
	f.require(name)
	f.object("cause")
	changes := f.object(name)
	for _, path := range changes.names() {
		if !validPath(path) {
			changes.reject(path, "is not a key path")
		}
	}
	return changes.members
}

// paths reads the properties to delete of a request.
func (f fields) paths(name string) []string {
	f.require(name)
	f.object("cause")
	list, ok := f.members[name].([]any)
	if f.has(name) && !ok {
		f.reject(name, "must be an array")
	}
	paths := make([]string, 0, len(list))
	for _, element := range list {
		path, ok := element.(string)
		if !ok || !validPath(path) {
			f.reject(name, "must hold key paths")
		}
		paths = append(paths, path)
	}
	return paths
}

func validPath(path string) bool { return !slices.Contains(strings.Split(path, "."), "") }
