package sandbox

import (
	"regexp"
	"strings"
)

// What may differ from one run of a program to the next, in a session that is played back: when it ran, what it made up, and so how it
// signed.
var (
	wholeTime   = regexp.MustCompile(`^(1[0-9]{9}|2[0-9]{9}|1[0-9]{12}|2[0-9]{12})$`)
	writtenTime = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$`)
	madeUp      = regexp.MustCompile(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$`)
)

// alike reports whether two values are equal, or both are times (unix seconds or milliseconds, or written from year to second), or both
// are ids that somebody makes up (UUIDs, or 32, 40 or 64 hexadecimal digits). Of paths that holds for each segment.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	if strings.HasPrefix(a, "/") && strings.HasPrefix(b, "/") {
		as, bs := strings.Split(a[1:], "/"), strings.Split(b[1:], "/")
		if len(as) != len(bs) {
			return false
		}
		for i := range as {
			if strings.HasPrefix(as[i], "/") || !alike(as[i], bs[i]) {
				return false
			}
		}
		return true
	}
	return wholeTime.MatchString(a) && wholeTime.MatchString(b) && len(a) == len(b) ||
		writtenTime.MatchString(a) && writtenTime.MatchString(b) && len(a) == len(b) ||
		madeUp.MatchString(a) && madeUp.MatchString(b) && len(a) == len(b)
}

// isSigning reports whether a parameter belongs to the signature and not to what is asked: signatures, keys and tokens, and the time of
// signing.
func isSigning(name string) bool {
	switch strings.ToLower(name) {
	case "timestamp", "sign", "safekey", "ts", "iv", "mac", "x-eeo-ts", "x-eeo-sign":
		return true
	}
	return isSecret(name)
}
