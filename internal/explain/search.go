package explain

import (
	"slices"
	"strings"
)

// The bounds of a search. A hostile body of 1 MiB makes each way of signing dear, and is tried few ways.
const (
	mostTried = 20_000
	mostBytes = 32 << 20
)

// budget bounds what a request may cost.
type budget struct{ most, tried, bytes int }

// spend takes the cost of one way of signing, and reports whether there was enough left.
func (b *budget) spend(bytes int) bool {
	if b.tried >= b.most || b.bytes+bytes > mostBytes {
		return false
	}
	b.tried++
	b.bytes += bytes
	return true
}

// finding is a mistake and what its sentence names: a parameter, a variable, a time.
type finding struct{ mistake, detail string }

// option is one mistake in one step of signing. R says how to sign; apply changes that.
type option[R any] struct {
	finding
	alone bool // too many of its kind to be combined with others
	apply func(*R)
}

// search looks for the mistakes that lead to a signature. Each element of what dims returns holds the mistakes of one step, of which a client makes one.
type search[R any] struct {
	base R
	dims func() [][]option[R]    // called for what is not right
	cost func(*R) int            // in bytes
	hit  func(*R) (string, bool) // the signature made, and whether it is the one that was sent
}

// candidate is an option and the step that it belongs to.
type candidate[R any] struct {
	dim int
	option[R]
}

// run tries the right way, single mistakes, pairs and triples. It returns no findings for the right way.
func (s *search[R]) run(b *budget) (found []finding, how R, ok bool) {
	right, hit, left := s.try(b)
	if hit || !left {
		return nil, s.base, hit
	}
	var useful []candidate[R]
	for dim, options := range s.dims() {
		for _, o := range options {
			made, how, hit, left := s.with(b, o)
			if hit {
				return []finding{o.finding}, how, true
			}
			if !left {
				return nil, how, false
			}
			// What changes nothing alone is not worth combining, but for an order: what another mistake adds may stand in the wrong place.
			if !o.alone && (made != right || strings.HasPrefix(o.mistake, "order-")) {
				useful = append(useful, candidate[R]{dim, o})
			}
		}
	}
	for depth := 2; depth <= 3; depth++ {
		if depth == 3 {
			useful = slices.DeleteFunc(useful, func(c candidate[R]) bool { return !isUsual(c.mistake) })
		}
		if found, how, ok := s.combine(b, useful, depth, nil, 0); ok {
			return found, how, true
		}
	}
	return nil, s.base, false
}

// combine tries every choice of depth candidates of different steps. Without a hit it returns no findings.
func (s *search[R]) combine(b *budget, useful []candidate[R], depth int, chosen []candidate[R], from int) (found []finding, how R, ok bool) {
	for i := from; i < len(useful); i++ {
		next := useful[i]
		if clashes(chosen, next.dim) {
			continue
		}
		with := append(chosen[:len(chosen):len(chosen)], next)
		if len(with) < depth {
			if found, how, ok = s.combine(b, useful, depth, with, i+1); ok {
				return found, how, true
			}
			continue
		}
		options := make([]option[R], len(with))
		for i, c := range with {
			options[i] = c.option
		}
		_, how, hit, left := s.with(b, options...)
		if hit {
			for _, o := range options {
				found = append(found, o.finding)
			}
			return found, how, true
		}
		if !left {
			return nil, how, false
		}
	}
	return nil, s.base, false
}

func clashes[R any](chosen []candidate[R], dim int) bool {
	for _, c := range chosen {
		if c.dim == dim {
			return true
		}
	}
	return false
}

// try signs the right way.
func (s *search[R]) try(b *budget) (made string, hit, left bool) {
	made, _, hit, left = s.with(b)
	return made, hit, left
}

// with signs with some mistakes.
func (s *search[R]) with(b *budget, options ...option[R]) (made string, how R, hit, left bool) {
	how = s.base
	for _, o := range options {
		o.apply(&how)
	}
	if !b.spend(s.cost(&how)) {
		return "", how, false, false
	}
	made, hit = s.hit(&how)
	return made, how, hit, true
}

// isUsual reports whether a mistake is so frequent that three of its kind are tried together.
func isUsual(mistake string) bool {
	return slices.Contains([]string{"values-url-encoded", "values-json-escaped", "values-trimmed", "order-as-sent", "order-by-joined-text", "empty-values-skipped",
		"zero-values-skipped", "key-under-another-name", "key-without-name", "key-first", "key-missing", "digest-upper-case", "times-eaten-by-html",
		"another-key", "secret-with-newline", "secret-trimmed", "timestamp-not-signed", "partner-id-not-signed", "sid-not-signed", "list-signed",
		"long-value-signed", "seconds-signed", "secret-hex-decoded", "body-signed-as-text"}, mistake)
}
