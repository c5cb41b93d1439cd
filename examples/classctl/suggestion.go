package main

import (
	"strings"
)

// didYouMean asks whether the nearest name was meant. It is empty where none is near.
func didYouMean(word string, names []string) string {
	if best := nearest(word, names); best != "" {
		return ": did you mean " + best + "?"
	}
	return ""
}

// nearest returns the name that a mistyped word most likely stands for: the one with the fewest letters to change, or the only one that
// holds the word. Case, dots, hyphens and underscores count for nothing.
func nearest(word string, names []string) string {
	plain := bare(word)
	best, least, holding := "", len(plain)/3+1, []string{}
	for _, name := range names {
		if steps := distance(plain, bare(name)); steps <= least && (steps < least || best == "") {
			best, least = name, steps
		}
		if len(plain) > 2 && strings.Contains(bare(name), plain) {
			holding = append(holding, name)
		}
	}
	if best == "" && len(holding) == 1 {
		return holding[0]
	}
	return best
}

func bare(name string) string {
	return strings.NewReplacer(".", "", "_", "", "-", "").Replace(strings.ToLower(name))
}

// distance counts the letters to insert, drop, replace or swap with their neighbour to make b of a.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	rows := make([][]int, len(from)+1)
	for i := range rows {
		rows[i] = make([]int, len(to)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(from); i++ {
		for j := 1; j <= len(to); j++ {
			replaced := rows[i-1][j-1]
			if from[i-1] != to[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(from)][len(to)]
}
