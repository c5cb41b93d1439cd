package ensure

// Holds reports whether all things that were seen at one reading of a list are seen again at the next: then none was passed over, because none
// that had been read went and shifted the others.
func Holds[ID comparable](seen, before map[ID]bool) bool {
	for id := range before {
		if !seen[id] {
			return false
		}
	}
	return true
}
