package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// binarySize compares a program that makes one call of one vendor with one that makes it with net/http alone.
func binarySize(settings) ([]result, error) {
	dir, err := os.MkdirTemp("", "classcloud-bench")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	const base = "github.com/go-classcloud/classcloud/internal/bench/programs/"
	var sizes [2]float64
	modules := 0
	for i, name := range []string{"ours", "bare"} {
		path := filepath.Join(dir, name)
		if out, err := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, base+name).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, out)
		}
		file, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		sizes[i] = float64(file.Size()) / 1e6
		info, err := buildinfo.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			modules = len(info.Deps)
		}
	}
	more := result{Name: "binary", Ours: sizes[0] - sizes[1], Unit: fmt.Sprintf("MB more than net/http alone (%.2f and %.2f)", sizes[0], sizes[1])}
	return []result{more, {Name: "link", Ours: float64(modules), Unit: "modules linked"}}, nil
}
