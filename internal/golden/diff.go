package golden

import "strings"

const (
	diffContext = 2   // lines shown around a difference
	diffLines   = 200 // lines shown at most
)

// Diff returns the lines that differ, with a "-" before those of want and a "+" before those of got, and two lines around each
// difference.
func Diff(want, got string) string {
	a, b := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	var lines []diffLine
	for _, pair := range align(a, b) {
		switch {
		case pair.a >= 0 && pair.b >= 0:
			lines = append(lines, diffLine{' ', a[pair.a]})
		case pair.a >= 0:
			lines = append(lines, diffLine{'-', a[pair.a]})
		default:
			lines = append(lines, diffLine{'+', b[pair.b]})
		}
	}
	return hunks(lines)
}

type diffLine struct {
	sign byte
	text string
}

// pair holds the indices of a line in both texts. An index of -1 says that the text does not have the line.
type pair struct{ a, b int }

// align pairs the lines of two texts along their longest common subsequence.
func align(a, b []string) []pair {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []pair
	for i := range head {
		out = append(out, pair{i, i})
	}
	out = append(out, middle(a[head:len(a)-tail], b[head:len(b)-tail], head)...)
	for i := range tail {
		out = append(out, pair{len(a) - tail + i, len(b) - tail + i})
	}
	return out
}

// middle aligns the lines between the common head and tail. common[i][j] is the length of the longest common subsequence of a[i:]
// and b[j:].
func middle(a, b []string, offset int) []pair {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []pair
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, pair{offset + i, offset + j})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out = append(out, pair{offset + i, -1})
			i++
		default:
			out = append(out, pair{-1, offset + j})
			j++
		}
	}
	return out
}

// hunks writes the lines and leaves out equal lines that are far from a difference.
func hunks(lines []diffLine) string {
	near := make([]bool, len(lines))
	for i, line := range lines {
		if line.sign != ' ' {
			for j := max(0, i-diffContext); j <= min(len(lines)-1, i+diffContext); j++ {
				near[j] = true
			}
		}
	}
	var out strings.Builder
	shown := 0
	for i, line := range lines {
		if !near[i] {
			if i > 0 && near[i-1] {
				out.WriteString("…\n")
			}
			continue
		}
		if shown++; shown > diffLines {
			out.WriteString("… and more\n")
			break
		}
		out.WriteByte(line.sign)
		out.WriteString(strings.TrimSuffix(line.text, "\n"))
		out.WriteByte('\n')
	}
	return out.String()
}
