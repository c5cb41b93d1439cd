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

// capped returns the page size that a Lie leaves of the one that was asked for.
func (s *Server) capped(operation string, size int64) int64 {
	return int64(s.kit.Cap(operation, int(size)))
}
