package main

import (
	"fmt"
	"iter"
)

// count walks a list to its end and says how many items it has.
func count[T any](items iter.Seq2[T, error], noun string) (string, error) {
	n := 0
	for _, err := range items {
		if err != nil {
			return "", err
		}
		n++
	}
	return fmt.Sprintf("%d %s", n, noun), nil
}
