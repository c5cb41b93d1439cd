package auitest

// page returns one page of all, as the vendor's database layer does: pages count from 1, and smaller numbers mean 1; a page past the
// end is empty; a negative size means all.
func page[T any](all []T, number, size int64) []T {
	if size < 0 {
		return all
	}
	start := max(number-1, 0) * size // both fit 32 bits
	if start >= int64(len(all)) {
		return nil
	}
	return all[start:min(start+size, int64(len(all)))]
}
