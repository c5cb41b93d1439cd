package baijiayun

import (
	"encoding/json"
	"iter"
)

const (
	settingsPerPage    = 20   // the default of both public clients
	maxSettingsPerPage = 1000 // the most that a07061625/swooleyaf sends
)

// settingKey tells the rows of a list apart: by their id, and those whose id is not known by all that arrived of them.
type settingKey struct {
	id   int64
	text string
}

// walkSettings is walk for the lists whose rows may come without an id, because no source shows them. The pages have at most most rows. A
// negative page or page size is left to list, which refuses it.
func walkSettings[T any](op opID, page, size, most int, id func(T) int64, list func(page, size int) ([]T, int, error)) iter.Seq2[T, error] {
	key := func(row T) settingKey {
		if id := id(row); id != 0 {
			return settingKey{id: id}
		}
		text, _ := json.Marshal(row)
		return settingKey{text: string(text)}
	}
	ask := func(at int) ([]T, int, error) { return list(at, pageSize(size, 100, most)) }
	if page < 0 || size < 0 {
		ask = func(int) ([]T, int, error) { return list(page, size) }
	}
	return walk(op, page, key, ask)
}

// rowsOf returns the rows of a list that has no pages.
func rowsOf[T any](out *listReply[T], err error) ([]T, error) {
	if out != nil && out.List == nil {
		return []T{}, err
	}
	return valueOf(out).List, err
}
