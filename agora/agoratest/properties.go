package agoratest

import (
	"maps"
	"slices"
	"strings"
)

// setPaths changes properties. A key of changes is a path: the value at its end is replaced, and the values beside it stay. So a key
// without dots replaces a whole top-level value, and an object there loses every member it had.
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

// deletePaths deletes properties and ignores paths that lead nowhere.
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

// clone returns a copy that later changes of properties do not reach, because Requests shares the decoded body of a request.
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

// cloneObject returns a copy of an object, and an empty object for nil.
func cloneObject(object map[string]any) map[string]any {
	result := make(map[string]any, len(object))
	for key, value := range object {
		result[key] = clone(value)
	}
	return result
}

// changes reads the properties that a request sets.
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

// paths reads the paths of the properties that a request deletes.
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
