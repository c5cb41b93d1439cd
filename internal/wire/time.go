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
	if t, ok := plainTime(text); ok {
		*to = t
		return nil
	}
	*to, err = ParseTime(string(text))
	return err
}

// plainTime reads the form that nearly every time has, 2006-01-02 15:04:05, without the reader of layouts, which costs ten times as much.
// What it does not take, such as a zero date, an hour of one digit or the 31st of June, is for ParseTime.
func plainTime(text []byte) (time.Time, bool) {
	if len(text) != len(dateTime) || text[10] != ' ' || text[13] != ':' || text[16] != ':' {
		return time.Time{}, false
	}
	day, ok := plainDate(text[:10])
	hour, ok1 := digits(text[11:13])
	minute, ok2 := digits(text[14:16])
	second, ok3 := digits(text[17:19])
	if !ok || !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	return time.Date(day.Year, day.Month, day.Day, int(hour), int(minute), int(second), 0, CST), true
}

// plainDate reads 2006-01-02 of a year that is certainly meant, and a day that every month has.
func plainDate(text []byte) (classcloud.Date, bool) {
	if len(text) != len(time.DateOnly) || text[4] != '-' || text[7] != '-' {
		return classcloud.Date{}, false
	}
	year, ok := digits(text[:4])
	month, ok1 := digits(text[5:7])
	day, ok2 := digits(text[8:10])
	if !ok || !ok1 || !ok2 || year <= 1970 || month < 1 || month > 12 || day < 1 || day > 28 {
		return classcloud.Date{}, false
	}
	return classcloud.Date{Year: int(year), Month: time.Month(month), Day: int(day)}, true
}

func decodeDate(dec *jsontext.Decoder, to *classcloud.Date) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = classcloud.Date{}
		return err
	}
	if day, ok := plainDate(text); ok {
		*to = day
		return nil
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
