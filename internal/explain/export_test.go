package explain

// ExplainWithin explains a call, or a callback, with fewer tries than users get: fuzzing wants many requests, not deep searches.
func ExplainWithin(most int, vendor string, keys Keys, r *Request, callback bool) (*Verdict, error) {
	if callback {
		return judge(most, vendor, keys, r, callbacks())
	}
	return judge(most, vendor, keys, r, calls())
}

// Columns is how wide a text is on a terminal.
func Columns(text string) int { return columns(text) }
