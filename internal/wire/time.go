package wire

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// CST is the vendors' time, +08:00, without a time zone database.
var CST = time.FixedZone("CST", 8*60*60)

const (
	dateTime   = "2006-01-02 15:04:05"
	dateMinute = "2006-01-02 15:04"
	clock      = "15:04"
)

func decodeTime(dec *jsontext.Decoder, to *time.Time) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = time.Time{}
		return err
	}
	*to, err = ParseTime(string(text))
	return err
}

func decodeDate(dec *jsontext.Decoder, to *classcloud.Date) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = classcloud.Date{}
		return err
	}
	*to, err = ParseDate(string(text))
	return err
}

// timeLayouts take months, days and hours of one digit too.
var timeLayouts = [...]string{
	dateTime, time.RFC3339Nano, "2006-1-2 15:04:05", "2006-1-2 15:04", "2006-1-2", "2006-1-2T15:04:05",
	"2006/1/2 15:04:05", "2006/1/2 15:04", "2006/1/2",
	"2006-1-2T15:04:05Z0700", "2006-1-2T15:04", // of Java's writers
}

// ParseTime reads a vendor's time: its local text in +08:00, RFC 3339, or seconds or milliseconds since 1970, also as Java and PHP write
// a double: 1.611561776588E12 and 1459469100.0. Empty, zero and 0000-00-00 are the zero time. A year that JSON cannot write, such as microseconds would give, is an error.
func ParseTime(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if isNoTime(text) {
		return time.Time{}, nil
	}
	t, ok := readTime(text)
	if t = t.In(CST); !ok || t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("%s is not a valid time", quoteShort(text))
	}
	if t.IsZero() { // 0001-01-01T00:00:00Z, as Go writes it
		return time.Time{}, nil
	}
	return t, nil
}

// isNoTime knows PHP's, MySQL's and people's ways to say that there is no time: date() of 0 in Beijing is 1970-01-01 08:00:00, and
// MySQL's zero date comes back as -0001-11-30.
func isNoTime(text string) bool {
	switch text {
	case "", "0", "null", "-", "--", "-1", "1970-01-01 08:00:00", "1970-01-01 00:00:00", "1970-01-01", "1970-01-01 08:00", "1970/01/01 08:00:00":
		return true
	}
	return strings.HasPrefix(text, "-0001-") || strings.HasPrefix(text, "0000") && strings.Trim(text, "0-/T :.Z") == ""
}

// isDouble reports whether a text looks like a number with a fraction or an exponent.
func isDouble(text string) bool {
	return strings.ContainsAny(text, ".eE") && strings.Trim(text, "0123456789.eE+-") == ""
}

func readTime(text string) (t time.Time, ok bool) {
	if strings.Trim(text, "0123456789") == "" || text[0] == '-' || isDouble(text) { // ParseInt's error would cost more than the time itself
		n, err := parseInteger(text)
		if err != nil || n == 0 {
			return t, err == nil
		}
		if n < 1e11 && n > -1e11 { // seconds reach the year 5138; milliseconds from 1973 on lie above
			return time.Unix(n, 0), true
		}
		return time.UnixMilli(n), true
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, text, CST); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// ParseDate reads a day: 2006-01-02, 20060102, or any text ParseTime takes.
func ParseDate(text string) (classcloud.Date, error) {
	text = strings.TrimSpace(text)
	day, err := parseDay(text)
	if err != nil || day == noDay {
		return classcloud.Date{}, err
	}
	return day, nil
}

// noDay is PHP's date() of 0.
var noDay = classcloud.Date{Year: 1970, Month: time.January, Day: 1}

func parseDay(text string) (classcloud.Date, error) {
	if t, err := time.Parse("20060102", text); err == nil {
		return classcloud.DateOf(t), nil
	}
	t, err := ParseTime(text)
	if err != nil || len(text) == len("20060102") && isIndex(text) && !t.IsZero() { // 20161301 is not a second of 1970 either
		return classcloud.Date{}, fmt.Errorf("%s is not a valid date", quoteShort(text))
	}
	if t.IsZero() {
		return classcloud.Date{}, nil
	}
	return classcloud.DateOf(t), nil
}
