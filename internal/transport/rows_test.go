package transport

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A set of rows tells apart what a map tells apart: random rows, rows that begin alike, rows that end alike, neighbours and the ends.
func TestARowSetIsASet(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, row := range map[string]func() uint64{
		"any":            random.Uint64,
		"few":            func() uint64 { return random.Uint64N(10_000) },
		"one first byte": func() uint64 { return 7<<56 | random.Uint64N(30_000)<<(8*random.Uint64N(5)) },
		"one last half":  func() uint64 { return random.Uint64N(20_000)<<48 | 5 },
		"neighbours":     func() uint64 { return ^uint64(0) - random.Uint64N(40_000) },
		"both ends":      func() uint64 { return random.Uint64N(3) - 1 + random.Uint64N(5_000)<<40 },
	} {
		t.Run(name, func(t *testing.T) {
			set, want := newRowSet(), map[uint64]struct{}{}
			assert.True(t, set.isEmpty())
			for range 60_000 {
				row := row()
				_, known := want[row]
				want[row] = struct{}{}
				if set.add(row) == known {
					t.Fatalf("%#x after %d rows", row, len(want))
				}
			}
			assert.False(t, set.isEmpty())
			for row := range want {
				if set.add(row) {
					t.Fatalf("%#x is not there", row)
				}
			}
		})
	}
}

// The set changes its form at a bound: before, at and after it a row is one row.
func TestARowSetAtItsBound(t *testing.T) {
	set := newRowSet()
	for n := range uint64(2 * manyRows) {
		row := n * 0x9E3779B97F4A7C15
		require.True(t, set.add(row), n)
		require.False(t, set.add(row), n)
		require.False(t, set.add(0), n)
	}
}

func TestARowSetTakesLittle(t *testing.T) {
	const rows = 1_000_000
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	set, random := newRowSet(), rand.New(rand.NewPCG(1, 2))
	for range rows {
		set.add(random.Uint64())
	}
	each := float64(heap()-before) / rows
	assert.Less(t, each, 7.5, "bytes a row: a map takes 40")
	runtime.KeepAlive(set)
}

func BenchmarkRowSet(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		set := newRowSet()
		for range 1_000_000 {
			set.add(random.Uint64())
		}
	}
}
