package weclassroomtest

// positive reads a required integer of at least 1.
func (p *parameters) positive(name string) int64 {
	number := p.integer(name)
	if number < 1 {
		p.fail(codeValue, name, "应为正整数")
	}
	return number
}

// pages returns how many pages of a size hold the rows.
func pages(count int, size int64) int64 {
	if count == 0 {
		return 0
	}
	return (int64(count)-1)/size + 1
}

// pageOf returns a page, counted from 1. A page after the last is empty.
func pageOf[T any](rows []T, page, size int64) []T {
	if page > pages(len(rows), size) {
		return nil
	}
	rest := rows[(page-1)*size:]
	return rest[:min(size, int64(len(rest)))]
}
