package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// seeds are the rows of a seed file, by vendor and table.
type seeds map[string]map[string][]json.RawMessage

// readSeeds reads a seed file: {"baijiayun": {"rooms": [{"title": "…"}]}}. Without a path there are none.
func readSeeds(path string) (seeds, error) {
	if path == "" {
		return seeds{}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("sandbox: the seed: %w", err)
	}
	var all seeds
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("sandbox: the seed %s: %w", path, err)
	}
	for name := range all {
		if !slices.Contains(Vendors(), name) {
			return nil, fmt.Errorf("sandbox: the seed %s: the vendor %q is not known: the vendors are %s", path, name, strings.Join(Vendors(), ", "))
		}
	}
	return all, nil
}
